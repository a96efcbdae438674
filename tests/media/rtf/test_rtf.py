"""RTF: every corner is a part or goes, what is left keeps its bytes, and others open the result."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from redact.contracts import Changes
from redact.errors import PluginError, RedactError, UnreadableError
from redact.media.rtf import RtfHandler
from redact.occurrences import Wanted
from redact.types import Document, Drop, Edit, NewText, Release, TextSpan
from tests.media.rtf.torture import DROPPED, EDITED, png, torture

HANDLER = RtfHandler(RtfHandler.Options())
HIDDEN = frozenset({"hidden", "tiny", "comment"})


def edits_for(document: Document, values: list[str], new: str = "[Person]") -> tuple[Edit, ...]:
    wanted = Wanted(values)
    return tuple(
        Edit(TextSpan(part.id, place.start, place.end), NewText(new), "f")
        for part in document.parts
        for place in wanted.occurrences(part.text)
    )


def hide(
    source: Path, *values: str, new: str = "[Person]", name: str = "out.rtf", release: Release = Release.LIMITED
) -> Path:
    document = HANDLER.load(source)
    target = source.with_name(name)
    children = {child.id: (child.name, child.data) for child in document.children}
    HANDLER.write(document, Changes(edits_for(document, list(values), new), children, release), target)
    return target


def rtf(path: Path, body: str, head: str = "\\ansi\\ansicpg1252") -> Path:
    path.write_bytes(f"{{\\rtf1{head} {body}}}".encode("latin-1"))
    return path


def texts(path: Path) -> list[str]:
    return [part.text for part in HANDLER.load(path).parts]


def said(path: Path) -> dict[str, str]:
    """All that a file says: its bytes, what data in figures hold, what reopening shows."""
    data = path.read_bytes()
    blobs = [bytes.fromhex(found.decode()) for found in re.findall(rb"(?:[0-9a-fA-F]{2}){8,}", data)]
    shown = {part.id: part.text for part in HANDLER.reopen(path).parts}
    return {"bytes": data.decode("latin-1"), "blobs": b"\n".join(blobs).decode("latin-1"), **shown}


@pytest.fixture(scope="module")
def tortured(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return torture(tmp_path_factory.mktemp("rtf") / "in.rtf")


@pytest.fixture(scope="module")
def loaded(tortured: Path) -> Document:
    return HANDLER.load(tortured)


@pytest.fixture(scope="module")
def redacted(tortured: Path) -> dict[str, str]:
    return said(hide(tortured, *EDITED.values(), name="redacted.rtf"))


@pytest.mark.parametrize("corner", EDITED)
def test_each_corner_that_a_reader_sees_is_a_part(loaded: Document, corner: str) -> None:
    assert edits_for(loaded, [EDITED[corner]])


@pytest.mark.parametrize("corner", DROPPED)
def test_each_corner_that_no_reader_sees_is_no_part(loaded: Document, corner: str) -> None:
    assert not edits_for(loaded, [DROPPED[corner]])


@pytest.mark.parametrize("secret", [*EDITED.values(), *DROPPED.values()])
def test_nothing_planted_is_left(redacted: dict[str, str], secret: str) -> None:
    wanted = Wanted([secret, re.split(r"[\W_]", secret)[0]])
    assert not [where for where, text in redacted.items() if list(wanted.occurrences(text))]


def test_reopening_shows_what_was_planted_when_nothing_is_edited(tortured: Path) -> None:
    raw = [part.text for part in HANDLER.reopen(hide(tortured)).parts if part.raw]
    for corner in EDITED:
        assert any(list(Wanted([EDITED[corner]]).occurrences(text)) for text in raw), corner


@pytest.mark.parametrize("release", Release)
def test_what_is_written_passes_the_gate(tortured: Path, release: Release) -> None:
    assert [each for each in HANDLER.unseen(hide(tortured, release=release)) if each.serious] == []


def test_the_gate_finds_what_is_hidden_and_tells_no_words(tortured: Path) -> None:
    found = list(HANDLER.unseen(tortured))
    serious = {each.check for each in found if each.serious}
    assert serious | {"pictures that hold more than they show"} == set(HANDLER.checks)
    planted = [word for value in (*EDITED.values(), *DROPPED.values()) for word in re.split(r"[\W_]", value)]
    assert not [each for each in found for word in planted if word in each.kind + each.place]


def test_a_copy_for_everybody_has_nothing_that_was_hidden(tortured: Path) -> None:
    shown = said(hide(tortured, release=Release.OPEN))
    for corner in EDITED:
        there = any(list(Wanted([EDITED[corner]]).occurrences(text)) for text in shown.values())
        assert there is (corner not in HIDDEN), corner


def test_a_copy_for_others_shows_what_was_hidden(tortured: Path) -> None:
    data = hide(tortured).read_bytes()
    assert EDITED["hidden"].encode() in data
    assert not re.search(rb"\\v(?![a-z])|\\fs2(?!\d)", data)


def test_hidden_text_can_be_kept(tortured: Path, tmp_path: Path) -> None:
    handler = RtfHandler(RtfHandler.Options(hidden="keep"))
    target = tmp_path / "kept.rtf"
    handler.write(handler.load(tortured), Changes(()), target)
    assert b"\\v " in target.read_bytes()
    assert [each for each in handler.unseen(target) if each.serious] == []
    assert [each for each in HANDLER.unseen(target) if each.serious]


def test_formatting_of_each_run_survives_a_finding_across_runs(tmp_path: Path) -> None:
    path = rtf(tmp_path / "a.rtf", "by {\\b Ann}{\\i e Ot}her now\\par")
    assert b"by {\\b [P]}{\\i } now\\par" in hide(path, "Anne Other", new="[P]").read_bytes()


def test_what_is_not_changed_keeps_its_bytes(tmp_path: Path) -> None:
    path = rtf(tmp_path / "a.rtf", "\\pard\\f0 caf\\'e9 \\u322?\\~x {\\b y}\\par\r\nAnn\\par ")
    before = path.read_bytes()
    assert hide(path).read_bytes() == before + b"\n"
    assert hide(path, "Ann", new="Bob").read_bytes() == before.replace(b"Ann", b"Bob") + b"\n"


@pytest.mark.parametrize("new", ["Bob", "5", "-x", "ł", "", "\\", "{}", "a\tb\nc", "𝒜", "x" * 300, "\x00\x07"])
def test_what_is_put_in_reads_as_it_was_meant_and_joins_no_control_word(tmp_path: Path, new: str) -> None:
    path = rtf(tmp_path / "a.rtf", "a\\b{\\i Ann}\\i0\\'41nn\\b0 z\\par")
    document = HANDLER.load(path)
    part = document.parts[0]
    assert part.text == "aAnnAnnz"
    edits = tuple(Edit(TextSpan(part.id, at, at + 3), NewText(new), "f") for at in (1, 4))
    target = tmp_path / "b.rtf"
    HANDLER.write(document, Changes(edits), target)
    shown = new.replace("\x00\x07", "")
    assert "".join(texts(target)) == f"a{shown}{shown}z"
    assert HANDLER.load(target).dropped == ()


def test_letters_are_read_by_the_code_page_of_their_font(tmp_path: Path) -> None:
    fonts = "{\\fonttbl{\\f0\\fcharset0 Arial;}{\\f1\\fcharset204 Arial;}{\\f2\\cpg1250 Arial;}{\\f3\\fcharset128 X;}}"
    path = rtf(tmp_path / "a.rtf", f"{fonts}\\'e9{{\\f1\\'e9}}{{\\f2\\'b3}}{{\\f3\\'82\\'a0\\'83A}}\\plain\\'e9\\par")
    assert texts(path) == ["éйłあアé"]


def test_letters_for_readers_without_unicode_are_passed_over(tmp_path: Path) -> None:
    path = rtf(
        tmp_path / "a.rtf", "\\u322?a{\\uc2\\u322??b\\u322\\'41\\'42c}\\u322?d\\uc0\\u322 e\\u-10179\\u-8704 f\\par"
    )
    assert texts(path) == ["ławbłcłdłe😀f".replace("w", "ł")]


def test_a_whole_part_can_be_dropped(tmp_path: Path) -> None:
    document = HANDLER.load(rtf(tmp_path / "a.rtf", "one {\\b two}\\par three\\par"))
    target = tmp_path / "b.rtf"
    HANDLER.write(document, Changes((Edit(TextSpan("p1", 0, 1), Drop(), "f"),)), target)
    assert texts(target) == ["three"]


def test_pictures_are_children_and_are_put_back(loaded: Document, tmp_path: Path) -> None:
    (child,) = loaded.children
    assert (child.name, child.data) == ("picture1.png", png())
    target = tmp_path / "b.rtf"
    HANDLER.write(loaded, Changes((), {child.id: ("picture1.png", child.data)}), target)
    again = HANDLER.reopen(target).children
    assert [each.id for each in again] == ["picture1", "picture2"]
    assert again[0].data == png()
    HANDLER.write(loaded, Changes(()), target)
    assert png() not in [each.data for each in HANDLER.reopen(target).children]
    with pytest.raises(PluginError):
        HANDLER.write(loaded, Changes((), {child.id: ("picture1.gif", b"GIF8")}), target)


def test_a_picture_in_binary_is_read_like_one_in_figures(tmp_path: Path) -> None:
    data = png()
    path = tmp_path / "a.rtf"
    path.write_bytes(b"{\\rtf1{\\pict\\pngblip\\bin%d " % len(data) + data + b"}x\\par}")
    assert [child.data for child in HANDLER.load(path).children] == [data]


@pytest.mark.parametrize(
    "data",
    [
        b"{\\rtf1 open",
        b"{\\rtf1 {x}",
        b"plain",
        b"{\\pict}",
        b"{\\rtf1 \\bin99 x}",
        b"{\\rtf1 \\bin-5 x}",
        b"{\\rtf1 \\bin9999999999 x}",
        b"{\\rtf1 \\'zz}",
        b"{\\rtf1 \\",
        b"{\\rtf1 " + b"{" * 5000 + b"}" * 5000 + b"}",
        b"}",
        b"{}",
    ],
)
def test_what_does_not_add_up_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.rtf"
    path.write_bytes(data)
    for use in (HANDLER.load, lambda p: list(HANDLER.unseen(p))):
        with pytest.raises(UnreadableError):
            use(path)


def test_a_control_word_beyond_all_length_is_no_word(tmp_path: Path) -> None:
    path = rtf(tmp_path / "a.rtf", "\\" + "a" * 100_000 + " x\\par")
    assert len(hide(path).read_bytes()) < 200_000


def test_the_same_input_gives_the_same_bytes(tortured: Path) -> None:
    first, second = hide(tortured, "x", name="a.rtf"), hide(tortured, "x", name="b.rtf")
    assert first.read_bytes() == second.read_bytes()


def test_a_copy_of_a_copy_is_the_copy(tortured: Path) -> None:
    once = hide(tortured, name="once.rtf")
    assert hide(once, name="twice.rtf").read_bytes() == once.read_bytes()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_what_is_changed_by_chance_is_refused_or_read(tmp_path: Path, tortured: Path, data: st.DataObject) -> None:
    whole = bytearray(tortured.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(whole) - 1))
        whole[at : at + data.draw(st.integers(0, 3))] = data.draw(
            st.sampled_from([b"", b"{", b"}", b"\\", b"\\u-1", b"\xff"])
        )
    path = tmp_path / "chance.rtf"
    path.write_bytes(bytes(whole))
    try:
        out = hide(path, EDITED["body"])
        assert [each for each in HANDLER.unseen(out) if each.serious] == []
        HANDLER.reopen(out)
    except RedactError:
        return


LETTERS = st.text(st.characters(min_codepoint=32, blacklist_categories=("Cs", "Cc")), max_size=12)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pieces=st.lists(LETTERS, min_size=1, max_size=5), new=LETTERS, data=st.data())
def test_what_is_put_into_a_paragraph_stands_there_and_the_rest_stays(
    tmp_path: Path, pieces: list[str], new: str, data: st.DataObject
) -> None:
    from redact.media.rtf.pieces import encoded

    path = tmp_path / "a.rtf"
    path.write_bytes(b"{\\rtf1\\ansi " + b"".join(b"{\\b " + encoded(piece) + b"}" for piece in pieces) + b"\\par}")
    document = HANDLER.load(path)
    if not document.parts:
        return
    part = document.parts[0]
    assert part.text == "".join(pieces)
    start = data.draw(st.integers(0, len(part.text)))
    end = data.draw(st.integers(start, len(part.text)))
    target = tmp_path / "b.rtf"
    HANDLER.write(document, Changes((Edit(TextSpan(part.id, start, end), NewText(new), "f"),)), target)
    expected = part.text[:start] + new + part.text[end:]
    assert texts(target) == ([expected] if expected.strip() else [])


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_what_was_written(tortured: Path, tmp_path: Path) -> None:
    out = hide(tortured, *EDITED.values(), name="office.rtf")
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(out)], check=True, capture_output=True, timeout=120)
    text = (tmp_path / "office.txt").read_text("utf-8")
    assert "Dear [Person], kept words" in text
    assert "Mr [Person] wrote [Person]" in text
    assert "seen [Person] and [Person] end" in text
    assert "there" in text
    assert "[Person] and [Person] and [Person] and [Person] and [Person]" in text
