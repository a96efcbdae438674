from __future__ import annotations

import re
import time
from pathlib import Path
from xml.etree import ElementTree
from xml.sax.saxutils import escape, quoteattr

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from redact.contracts import Changes
from redact.errors import UnreadableError
from redact.media import checklist
from redact.media.xml import XmlHandler
from redact.media.xml.gate import CHECKS
from redact.types import Document, Edit, NewText, Part, Release, TextSpan
from tests.media.xml.torture import DRAWN, DROPPED, HIDDEN, NOT_DRAWN, SHOWN, drawing, torture

LOCATION = "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"
TORTURED_LOCATION = f"http://a.example/x file:///C:/Users/{DROPPED['location']}/x.xsd"
DEFAULTS = {"{http://a.example/x}r": {"name": DROPPED["default"], LOCATION: TORTURED_LOCATION}}
"""What goes: what the document type gives to attributes that are not there, and where a schema is on a machine."""
HANDLER = XmlHandler(XmlHandler.Options())


def opened(tmp_path: Path, text: str, name: str = "a.xml", encoding: str = "utf-8", **options: object) -> Document:
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return XmlHandler(XmlHandler.Options(**options)).load(path)


def hide(
    document: Document, *words: str, new: str = "[X]", release: Release = Release.OPEN, keep_files: bool = True,
    **options: object,
) -> bytes:  # fmt: skip
    edits = []
    for part in document.parts:
        for word in words:
            at = part.text.find(word)
            if at >= 0:
                edits.append(Edit(TextSpan(part.id, at, at + len(word)), NewText(new), "f"))
    children = {child.id: ("new.png", b"new") for child in document.children} if keep_files else {}
    target = document.source.with_name(f"out{document.source.suffix}")
    handler = XmlHandler(XmlHandler.Options(**options))
    handler.write(document, Changes(tuple(edits), children, release), target)
    assert not [one for one in handler.unseen(target) if one.serious]
    return target.read_bytes()


def by_text(document: Document) -> dict[str, Part]:
    return {part.text: part for part in document.parts}


def bare(data: bytes) -> str:
    return re.sub("<[^>]*>", "", data.decode())


def test_no_secret_of_any_corner_survives(tmp_path: Path) -> None:
    document = opened(tmp_path, torture())
    assert [corner for corner, word in SHOWN.items() if not any(word in part.text for part in document.parts)] == []
    written = hide(document, *SHOWN.values())
    said = written.decode() + bare(written)
    assert not [word for word in [*SHOWN.values(), *DROPPED.values()] if word.casefold() in said.casefold()]
    again = " ".join(part.text for part in HANDLER.reopen(tmp_path / "out.xml").parts)
    assert not [word for word in [*SHOWN.values(), *DROPPED.values()] if word.casefold() in again.casefold()]
    assert {"ladder", "harvest"} <= set(again.split())


def test_the_reading_of_the_rest_is_unchanged(tmp_path: Path) -> None:
    old = ElementTree.fromstring(torture())
    new = ElementTree.fromstring(hide(opened(tmp_path, torture()), "Aldous"))
    assert [one.tag for one in old.iter()] == [one.tag for one in new.iter()]
    for one, other in zip(old.iter(), new.iter(), strict=True):
        if one.tag.rpartition("}")[2] not in {"surname", "photo", "css", "sig"}:
            assert (one.text, one.tail, one.attrib) == (
                other.text,
                other.tail,
                other.attrib | DEFAULTS.get(one.tag, {}),
            )


@pytest.mark.parametrize("release", list(Release))
def test_a_drawing_loses_what_it_does_not_show_and_its_code(tmp_path: Path, release: Release) -> None:
    document = opened(tmp_path, drawing(), "a.svg")
    assert {
        corner for corner, word in (DRAWN | HIDDEN).items() if not any(word in p.text for p in document.parts)
    } == set()
    written = hide(document, *DRAWN.values(), *HIDDEN.values(), release=release).decode()
    secrets = [*DRAWN.values(), *HIDDEN.values(), *NOT_DRAWN.values()]
    assert not [word for word in secrets if word.casefold() in written.casefold()]
    assert [word for word in ("harvest", "ladder", "The end.", "viewBox", 'width="90"') if word not in written] == []
    untouched = hide(document, release=release).decode()
    assert all((word in untouched) == (release is not Release.OPEN) for word in HIDDEN.values())


def test_the_gate_names_each_item_of_the_originals(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(torture())
    (tmp_path / "a.svg").write_text(drawing())
    found = [one for name in ("a.xml", "a.svg") for one in HANDLER.unseen(tmp_path / name)]
    assert {one.check for one in found} == set(CHECKS)
    assert {one.check for one in found if not one.serious} == {checklist.DESCRIPTIONS, checklist.LINKED}
    assert "Perpetua" not in str(found)


def test_a_drawing_whose_letters_are_outlines_is_refused(tmp_path: Path) -> None:
    body = "".join(f'<use xlink:href="#glyph-0-{n}"/>' for n in range(5))
    with pytest.raises(UnreadableError, match="outlines"):
        opened(
            tmp_path, f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{body}</svg>'
        )


def test_what_is_not_changed_keeps_its_bytes(tmp_path: Path) -> None:
    text = "<?xml version='1.0'?>\r\n<r a = 'x'\tb=\"&#233;\" ><n>Ann &amp; Bo</n  ><e />é<![CDATA[<]]></r>\r\n"
    assert hide(opened(tmp_path, text), "Ann") == text.replace("Ann", "[X]").encode()


@pytest.mark.parametrize(
    "encoding", ["utf-8", "iso-8859-1", "utf-16", "windows-1252", "shift_jis", "utf-8-sig", "ibm855"]
)
def test_the_encoding_is_kept_and_new_letters_find_a_form_in_it(tmp_path: Path, encoding: str) -> None:
    declared = "" if encoding == "utf-8-sig" else f' encoding="{encoding}"'
    word = {"shift_jis": "山田", "ibm855": "Анна"}.get(encoding, "Zoë")
    text = f'<?xml version="1.0"{declared}?><r a="Ann">{word} <![CDATA[Ann]]> <b>x</b></r>'
    written = hide(opened(tmp_path, text, encoding=encoding), "Ann", new="ŁŁ ]]> <&\"'")
    said = [part.text for part in HANDLER.reopen(tmp_path / "out.xml").parts]
    assert f"{word} ŁŁ ]]> <&\"' x" in said
    if encoding == "ibm855":
        return  # libxml2 may not know it
    root = etree.fromstring(written)
    assert root.text == f"{word} ŁŁ ]]> <&\"' "
    assert root.get("a") == "ŁŁ ]]> <&\"'"
    assert written.decode(encoding).startswith(f'<?xml version="1.0"{declared}?>')


def test_a_value_stands_under_the_name_that_says_what_it_is(tmp_path: Path) -> None:
    text = """<r><patient><surname>A1</surname><birthDate value="A2"/><name><given>A3</given></name><id root="A4"/>
    <dict><key>Author</key><string>A5</string></dict><field name="dob">A6</field><creator><Seq><li>A7</li></Seq>
    </creator></patient></r>"""
    parts = by_text(opened(tmp_path, text))
    assert {name: parts[name].context for name in ("A1", "A2", "A3", "A4", "A5", "A6", "A7")} == {
        "A1": "surname", "A2": "birthDate", "A3": "given name", "A4": "id root", "A5": "Author", "A6": "dob",
        "A7": "creator",
    }  # fmt: skip


def test_name_spaces_are_names_and_not_places(tmp_path: Path) -> None:
    space = "http://north.example/2020/schema"
    text = f"""<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="{space}" xmlns="{space}">
    <xs:import namespace="{space}" schemaLocation="other.xsd"/><a xmlns="file:///home/ann/x"/><b>{space}/ann</b></xs:schema>"""
    parts = [part.text for part in opened(tmp_path, text).parts]
    assert parts == ["other.xsd", "file:///home/ann/x", f"{space}/ann"]


def test_a_name_space_that_holds_what_went_is_renamed_wherever_it_is_named(tmp_path: Path) -> None:
    text = '<r xmlns="http://ann.example/x" xmlns:b="http://b.example/">'
    text += '<b:p ns="http://ann.example/x">see ann.example</b:p></r>'
    written = hide(opened(tmp_path, text), "ann.example").decode()
    assert written == '<r xmlns="urn:redacted:1" xmlns:b="http://b.example/"><b:p ns="urn:redacted:1">see [X]</b:p></r>'


def test_the_shapes_of_a_drawing_are_no_words(tmp_path: Path) -> None:
    text = '<svg viewBox="0 0 9 9"><path d="M1.5 2,3z" fill="#fff" transform="rotate(45)" x="Ann"/><p fill="Bo"/></svg>'
    assert [part.text for part in opened(tmp_path, text, "a.svg").parts] == ["Ann", "Bo"]


def test_values_of_one_kind_are_one_column_and_ids_hold_no_words(tmp_path: Path) -> None:
    parts = opened(tmp_path, "<ann><p n='1'>Bo</p><p n='2'>Cy</p><q>Di</q></ann>").parts
    assert [(part.id, part.column) for part in parts] == [
        ("a1", "c1"), ("t2", "c2"), ("a3", "c1"), ("t4", "c2"), ("t5", "c3"),
    ]  # fmt: skip


def test_words_run_on_through_what_stands_in_lines_and_not_through_other_tags(tmp_path: Path) -> None:
    text = "<r><p>Dear <b>An</b>n<br/>Lee <x><y>1</y><z>2</z></x>end</p><d>Mr Co<q>urt</q></d><m>a<li>b</li>c</m></r>"
    assert [part.text for part in opened(tmp_path, text).parts] == [
        "Dear Ann\nLee \nend",
        "1",
        "2",
        "Mr Court",
        "a\nb\nc",
    ]


def test_rules_by_path_declare_drop_and_keep(tmp_path: Path) -> None:
    paths = {
        "//patient/@nhs": "UK_NHS",
        "//remarks": "drop",
        "//id": "keep",
        "/r/*/tel": "PHONE_NUMBER",
        "@secret": "drop",
    }
    text = """<r><patient nhs="12" id="Ann1"><tel>9</tel><remarks a="Ann2">Ann3<b c="Ann4">Ann5</b></remarks></patient>
    <id x="Ann6">Ann7</id><p>Ann8 <tel>8</tel> <id>Ann9</id></p><z secret="Ann0"/></r>"""
    document = opened(tmp_path, text, paths=paths)
    assert {part.text.strip(): part.declared for part in document.parts} == {
        "12": "UK_NHS", "9": "PHONE_NUMBER", "Ann1": "", "8": "PHONE_NUMBER", "Ann8": "",
    }  # fmt: skip
    assert document.notes == ("3 values stand as they were: the policy's rules for paths keep them",)
    assert document.dropped == ("what the policy's rules for paths drop",)
    written = hide(document, paths=paths).decode()
    assert sorted(set(re.findall(r"Ann\d", written))) == ["Ann1", "Ann6", "Ann7", "Ann8", "Ann9"]
    reopened = XmlHandler(XmlHandler.Options(paths=paths)).reopen(tmp_path / "out.xml")
    assert sorted(set(re.findall(r"Ann\d", " ".join(p.text for p in reopened.parts)))) == ["Ann1", "Ann8"]


@pytest.mark.parametrize(
    ("path", "what"), [("//a[1]", "drop"), ("a/@b/c", "drop"), ("//a", "Person"), ("", "drop"), ("/", "keep")]
)
def test_rules_that_are_wrong_are_named(path: str, what: str) -> None:
    with pytest.raises(ValueError, match="paths"):
        XmlHandler.Options(paths={path: what})


def test_files_inside_are_children(tmp_path: Path) -> None:
    document = opened(tmp_path, torture())
    (child,) = document.children
    assert child.name.endswith(".png")
    assert child.data.startswith(b"\x89PNG")
    assert b"<photo>bmV3</photo>" in hide(document)
    assert b"<photo></photo>" in hide(document, keep_files=False)
    (child,) = opened(tmp_path, drawing(), "a.svg").children
    assert b'xlink:href="data:image/png;base64,bmV3"' in hide(opened(tmp_path, drawing(), "a.svg"))
    assert b'xlink:href="data:,"' in hide(opened(tmp_path, drawing(), "a.svg"), keep_files=False)


BOMB = "<!DOCTYPE r [<!ENTITY a0 'Ann Lee'>" + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10))
BROKEN = {
    "not closed": "<r><a>Ann</a>",
    "crossed": "<r><a><b>Ann</a></b></r>",
    "two roots": "<r/><r>Ann</r>",
    "words outside": "<r/>Ann",
    "no root": "<!-- Ann -->",
    "no mark-up": "Ann Lee",
    "bare ampersand": "<r>Ann & Bo</r>",
    "twice": "<r a='Ann' a='Bo'/>",
    "no quotes": "<r a=Ann/>",
    "prefix": "<q:r>Ann</q:r>",
    "laughs": f"{BOMB}]><r>&a9;</r>",
    "ring": "<!DOCTYPE r [<!ENTITY a '&b;'><!ENTITY b '&a;'>]><r>&a;</r>",
    "elsewhere": "<!DOCTYPE r [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><r>&a;</r>",
    "parameter": "<!DOCTYPE r [<!ENTITY % a 'Ann'>%a;]><r/>",
    "unknown": "<r>&ann;</r>",
    "mark-up in an entity": "<!DOCTYPE r [<!ENTITY a '<b>Ann</b>'>]><r>&a;</r>",
    "deep": "<a>" * 5000 + "Ann" + "</a>" * 5000,
    "no letter": "<r>&#0;Ann</r>",
    "out of range": "<r>&#99999999;Ann</r>",
    "doctype inside": "<r><!DOCTYPE r></r>",
    "declared otherwise": '<?xml version="1.0" encoding="klingon"?><r/>',
    "binary plist": "bplist00Ann",
    "empty": "",
    "open comment": "<r><!-- Ann</r>",
}


@pytest.mark.parametrize("what", BROKEN)
def test_broken_and_hostile_files_are_refused_without_their_words(tmp_path: Path, what: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        opened(tmp_path, BROKEN[what])
    assert "Ann" not in str(caught.value)


def test_bytes_that_are_not_in_the_declared_encoding_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes(b'<?xml version="1.0" encoding="utf-8"?><r>Zo\xeb</r>')
    with pytest.raises(UnreadableError):
        HANDLER.load(tmp_path / "a.xml")


@pytest.mark.parametrize(
    "text", ["<" * 100_000, "<a " * 50_000, '<a b="' * 20_000, "<!DOCTYPE " + "[" * 50_000, "<a>" + "&" * 99_999]
)
def test_hostile_text_costs_no_time(tmp_path: Path, text: str) -> None:
    began = time.process_time()
    with pytest.raises(UnreadableError):
        opened(tmp_path, text)
    assert time.process_time() - began < 5


WORDS = st.text(
    alphabet=st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\ufffe\uffff"), max_size=8
)
TREES = st.recursive(
    st.builds(escape, WORDS),
    lambda inner: st.builds(
        lambda name, value, inside: f"<{name} v={quoteattr(value)}>{''.join(inside)}</{name}>",
        st.sampled_from(["a", "b", "p", "tspan", "li"]),
        WORDS,
        st.lists(inner, max_size=4),
    ),
    max_leaves=10,
)


@settings(deadline=None)
@given(TREES)
def test_every_word_is_in_a_part_and_goes_with_it(tmp_path_factory: pytest.TempPathFactory, body: str) -> None:
    folder = tmp_path_factory.mktemp("x")
    document = opened(folder, f"<r>{body}</r>")
    said = "".join(part.text for part in document.parts)
    old = ElementTree.fromstring(f"<r>{body}</r>")
    pieces = [*old.itertext(), *(value for one in old.iter() for value in one.attrib.values())]
    assert [piece for piece in pieces if piece.strip() and piece.strip() not in said] == []
    edits = tuple(Edit(TextSpan(part.id, 0, len(part.text)), NewText("Q"), "f") for part in document.parts)
    HANDLER.write(document, Changes(edits), folder / "out.xml")
    new = ElementTree.fromstring((folder / "out.xml").read_bytes())
    left = "".join([*new.itertext(), *(value for one in new.iter() for value in one.attrib.values())])
    assert set(left.split()) <= {"Q" * n for n in range(1, 99)}
    assert [one.tag for one in new.iter()] == [one.tag for one in old.iter()]
    HANDLER.write(document, Changes(()), folder / "same.xml")
    assert (folder / "same.xml").read_bytes() == document.source.read_bytes()
