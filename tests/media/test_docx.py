"""Word files: every corner is a part or goes, what is left stays as it was, and others open the result."""

import re
import zipfile
from pathlib import Path

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from redact.contracts import Changes
from redact.errors import PluginError, UnreadableError
from redact.media.docx import DocxHandler
from redact.media.ooxml.paragraphs import paragraphs
from redact.media.ooxml.slots import Slot
from redact.media.ooxml.xml import parsed
from redact.media.splice import spliced
from redact.occurrences import Wanted
from redact.types import Document, Drop, Edit, Fill, NewText, Release, TextSpan
from tests.media.docx_torture import DROPPED, EDITED, torture
from tests.media.office import NS, blank_docx, changed, docx_with, members_of, pack, paragraph, png, relate

HANDLER = DocxHandler(DocxHandler.Options())
TAB = "\t"
BROKEN = '</w:t><w:tab/><w:t xml:space="preserve">'
EVAL = Path(__file__).parents[2].parent / "shared" / "eval" / "documents" / "docx"


def edits_for(document: Document, values: list[str], new: str = "[Person]") -> tuple[Edit, ...]:
    wanted = Wanted(values)
    return tuple(
        Edit(TextSpan(part.id, place.start, place.end), NewText(new), "f")
        for part in document.parts
        for place in wanted.occurrences(part.text)
    )


def hide(
    source: Path,
    *values: str,
    new: str = "[Person]",
    name: str = "out.docx",
    release: Release = Release.LIMITED,
    handler: DocxHandler = HANDLER,
) -> Path:
    """A copy for known people, in which comments and hidden text are shown, or for others."""
    document = handler.load(source)
    target = source.with_name(name)
    children = {child.id: (child.name, child.data) for child in document.children}
    handler.write(document, Changes(edits_for(document, list(values), new), children, release), target)
    return target


def body(path: Path) -> str:
    return members_of(path)["word/document.xml"].decode()


@pytest.fixture(scope="module")
def tortured(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return torture(tmp_path_factory.mktemp("docx") / "in.docx")


@pytest.fixture(scope="module")
def loaded(tortured: Path) -> Document:
    return HANDLER.load(tortured)


@pytest.fixture(scope="module")
def redacted(tortured: Path) -> Path:
    return hide(tortured, *EDITED.values(), name="redacted.docx")


@pytest.fixture(scope="module")
def said(redacted: Path) -> dict[str, str]:
    """All that the written file says: members as they are and without tags, their names, what reopening shows."""
    members = {name: data.decode("utf-8", "replace") for name, data in members_of(redacted).items()}
    bare = {f"{name} without tags": re.sub("<[^>]*>", "", text) for name, text in members.items()}
    shown = {part.id: part.text for part in HANDLER.reopen(redacted).parts}
    return {**members, **bare, **shown, "names": " ".join(members)}


@pytest.mark.parametrize("corner", EDITED)
def test_each_corner_that_a_reader_sees_is_a_part(loaded: Document, corner: str) -> None:
    assert edits_for(loaded, [EDITED[corner]])


@pytest.mark.parametrize("corner", DROPPED)
def test_each_corner_that_no_reader_sees_is_no_part(loaded: Document, corner: str) -> None:
    assert not edits_for(loaded, [DROPPED[corner]])


@pytest.mark.parametrize("secret", [*EDITED.values(), *DROPPED.values()])
def test_nothing_planted_is_left(said: dict[str, str], secret: str) -> None:
    wanted = Wanted([secret, re.split(r"[\W_]", secret)[0]])
    assert not [where for where, text in said.items() if list(wanted.occurrences(text))]


def test_reopening_shows_what_was_planted_when_nothing_is_edited(tortured: Path) -> None:
    parts = HANDLER.reopen(hide(tortured)).parts
    for corner, secret in EDITED.items():
        assert any(list(Wanted([secret]).occurrences(part.text)) for part in parts if part.raw), corner


def test_every_member_is_listed_and_every_relation_leads_somewhere(redacted: Path) -> None:
    members = members_of(redacted)
    types = members["[Content_Types].xml"].decode()
    for name in set(members) - {"[Content_Types].xml"}:
        assert name.endswith(".rels") or f'PartName="/{name}"' in types
        if name.endswith(".rels"):
            rows = re.findall(r"<Relationship [^>]*>", members[name].decode())
            inner = [re.search('Target="/([^"]*)"', row) for row in rows if "External" not in row]
            assert all(match and match.group(1) in members for match in inner)
            owner = members[name.replace("_rels/", "").removesuffix(".rels")].decode() if "_rels/." not in name else ""
            marks = set(re.findall(r'r:(?:id|embed)="([^"]*)"', owner))
            assert marks <= {match.group(1) for match in (re.search(' Id="([^"]*)"', row) for row in rows) if match}


def test_python_docx_reads_the_rest_unchanged(redacted: Path) -> None:
    document = docx.Document(str(redacted))
    assert document.paragraphs[0].text == "Dear [Person],"
    assert document.tables[0].cell(0, 0).text == "Name"
    assert [run.bold for run in document.paragraphs[1].runs][:1] == [True]
    assert not document.core_properties.author


def test_formatting_of_each_run_survives_a_finding_across_runs(tmp_path: Path) -> None:
    runs = (
        "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>by Ann</w:t></w:r><w:r><w:rPr><w:i/></w:rPr><w:t>e Ot</w:t>"
        "</w:r><w:r><w:t>her now</w:t></w:r></w:p>"
    )
    out = docx.Document(str(hide(docx_with(tmp_path / "a.docx", runs), "Anne Other", new="[P]")))
    assert [(run.text, run.bold, run.italic) for run in out.paragraphs[0].runs] == [
        ("by [P]", True, None),
        ("", None, True),
        (" now", None, None),
    ]


def test_a_whole_part_can_be_dropped(tmp_path: Path) -> None:
    document = HANDLER.load(docx_with(tmp_path / "a.docx", paragraph("one ", "two") + paragraph("three")))
    target = tmp_path / "b.docx"
    part = document.parts[0].id
    HANDLER.write(document, Changes((Edit(TextSpan(part, 0, 1), Drop(), "f"),)), target)
    assert [p.text for p in docx.Document(str(target)).paragraphs] == ["", "three"]


def test_a_tab_that_is_all_of_a_finding_can_be_replaced(tmp_path: Path) -> None:
    document = HANDLER.load(docx_with(tmp_path / "a.docx", "<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t></w:r></w:p>"))
    part = document.parts[0]
    target = tmp_path / "b.docx"
    HANDLER.write(document, Changes((Edit(TextSpan(part.id, 1, 2), NewText("-"), "f"),)), target)
    assert docx.Document(str(target)).paragraphs[0].text == "a-b"


def test_characters_that_xml_cannot_hold_do_not_break_the_file(tmp_path: Path) -> None:
    out = hide(docx_with(tmp_path / "a.docx", paragraph("Ann")), "Ann", new="a\x00<&>\ud800b")
    assert docx.Document(str(out)).paragraphs[0].text == "a\ufffd<&>\ufffdb"


def test_a_cell_knows_the_heads_of_its_row_and_column(tmp_path: Path) -> None:
    rows = [["", "NHS number"], ["Jo", "943 476 5919"]]
    cells = "".join("<w:tr>" + "".join(f"<w:tc>{paragraph(text)}</w:tc>" for text in row) + "</w:tr>" for row in rows)
    document = HANDLER.load(docx_with(tmp_path / "a.docx", f"<w:tbl><w:tblPr/><w:tblGrid/>{cells}</w:tbl>"))
    cell = (
        document.parts[-1]
        if document.parts[-1].text.startswith("943")
        else next(part for part in document.parts if part.text.startswith("943"))
    )
    assert cell.place == "table 1, row 2, column 2"
    assert cell.context == "NHS number Jo"


def test_a_picture_comes_back_redacted_and_a_withheld_one_grey(tortured: Path, tmp_path: Path) -> None:
    document = HANDLER.load(tortured)
    assert [child.name for child in document.children] == ["picture1.png"]
    assert document.children[0].data == png()
    target = tmp_path / "b.docx"
    HANDLER.write(document, Changes((), {"picture1": ("x.jpg", b"JPEG")}), target)
    assert members_of(target)["word/media/picture1.jpg"] == b"JPEG"
    HANDLER.write(document, Changes(()), target)
    assert members_of(target)["word/media/picture1.png"] != png()
    (child,) = HANDLER.reopen(target).children
    assert child.id == "picture1"


def test_a_member_without_changes_keeps_its_bytes(tmp_path: Path) -> None:
    source = docx_with(tmp_path / "a.docx", paragraph("plain"))
    before, after = members_of(source), members_of(hide(source))
    assert after["word/document.xml"] == before["word/document.xml"]
    assert after["word/fontTable.xml"] == before["word/fontTable.xml"]


def test_the_same_file_is_written_the_same_way_twice(tortured: Path, redacted: Path) -> None:
    assert hide(tortured, *EDITED.values()).read_bytes() == redacted.read_bytes()


def test_loading_a_written_file_gives_the_same_parts(tortured: Path, tmp_path: Path) -> None:
    once = HANDLER.load(hide(tortured))
    assert [(part.id, part.text) for part in once.parts] == [
        (part.id, part.text) for part in HANDLER.load(tortured).parts
    ]


def test_macros_go_and_the_file_stays_a_docm(tmp_path: Path) -> None:
    def with_macros(members: dict[str, bytes]) -> None:
        kinds = members["[Content_Types].xml"]
        plain = b"vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
        members["[Content_Types].xml"] = kinds.replace(plain, b"vnd.ms-word.document.macroEnabled.main+xml")
        members["word/vbaProject.bin"] = b"Sub AutoOpen"
        kind = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
        relate(members, "word/document.xml", kind, "vbaProject.bin", "rIdV")

    source = docx_with(tmp_path / "a.docm", paragraph("Ann"), with_macros)
    target = tmp_path / "b.docm"
    document = HANDLER.load(source)
    HANDLER.write(document, Changes(edits_for(document, ["Ann"])), target)
    assert "word/vbaProject.bin" not in members_of(target)
    assert b"macroEnabled" in members_of(target)["[Content_Types].xml"]
    assert "macros" in HANDLER.load(source).dropped
    assert HANDLER.reopen(target).parts[0].text == "[Person]"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("empty", b""),
        ("text", b"hello"),
        ("old", bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600),
        ("encrypted", bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le")),
        ("zip of nothing", b"PK\x05\x06" + b"\0" * 18),
    ],
)
def test_what_is_no_word_file_is_refused(tmp_path: Path, name: str, data: bytes) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(data)
    with pytest.raises(UnreadableError):
        HANDLER.load(path)


def test_a_password_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"))
    with pytest.raises(UnreadableError, match="password"):
        HANDLER.load(path)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cut=st.floats(0.01, 0.99), flip=st.booleans())
def test_a_damaged_file_is_refused_or_read_but_never_crashes(
    tortured: Path, tmp_path: Path, cut: float, flip: bool
) -> None:
    data = bytearray(tortured.read_bytes())
    at = int(len(data) * cut)
    path = tmp_path / "a.docx"
    if flip:
        data[at] ^= 0xFF
        path.write_bytes(data)
    else:
        path.write_bytes(data[:at])
    try:
        HANDLER.load(path)
    except UnreadableError:
        return
    assert flip


def test_entities_are_refused(tmp_path: Path) -> None:
    def hostile(members: dict[str, bytes]) -> None:
        members["word/document.xml"] = members["word/document.xml"].replace(
            b"<w:document", b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><w:document', 1
        )

    with pytest.raises(UnreadableError):
        HANDLER.load(docx_with(tmp_path / "a.docx", paragraph("x"), hostile))


def test_a_bomb_is_refused(tmp_path: Path) -> None:
    path = docx_with(tmp_path / "a.docx", paragraph("x"))
    changed(path, lambda members: members.update({"word/x.bin": b"\0" * (40 << 20)}))
    with pytest.raises(UnreadableError, match="beyond reason"):
        HANDLER.load(path)


def test_doubled_and_upward_names_are_refused(tmp_path: Path) -> None:
    for name in ("WORD/document.xml", "../word/x.xml", "/etc/x"):
        path = changed(blank_docx(tmp_path / "a.docx"), lambda members, name=name: members.update({name: b"<x/>"}))
        with pytest.raises(UnreadableError):
            HANDLER.load(path)


def test_a_workbook_with_a_word_name_is_refused(tmp_path: Path) -> None:
    import openpyxl

    path = tmp_path / "a.docx"
    openpyxl.Workbook().save(path)
    with pytest.raises(UnreadableError, match="another kind"):
        HANDLER.load(path)


def test_a_change_that_cannot_be_made_is_an_error(tmp_path: Path) -> None:
    document = HANDLER.load(docx_with(tmp_path / "a.docx", paragraph("Ann")))
    part = document.parts[0].id
    bad = [
        Edit(TextSpan("nowhere", 0, 1), NewText(""), "f"),
        Edit(TextSpan(part, 0, 99), NewText(""), "f"),
        Edit(TextSpan(part, 0, 1), Fill(), "f"),
    ]
    for edit in bad:
        with pytest.raises(PluginError):
            HANDLER.write(document, Changes((edit,)), tmp_path / "b.docx")
        assert not (tmp_path / "b.docx").exists()


@given(data=st.data())
def test_any_edits_of_any_runs_read_as_the_same_edits_of_the_text(data: st.DataObject) -> None:
    runs = data.draw(st.lists(st.text("ab\t", max_size=4), min_size=1, max_size=5))
    xml = f"<w:body {NS}>{paragraph(*runs).replace(TAB, BROKEN)}</w:body>"
    root = parsed(xml.encode())
    ((element, pieces),) = paragraphs(root).items()
    slot = Slot("p1", "", tuple(pieces))
    text = "".join(runs)
    assert slot.text == text
    edges = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=4, max_size=4)))
    splices = [(edges[0], edges[1], "X"), (edges[2], edges[3], "")]
    if len(set(edges)) == 4:
        slot.edit(splices)
        ((_, after),) = paragraphs(root).items()
        assert "".join(piece.text for piece in after) == spliced(text, splices)
        assert parsed(etree.tostring(element)) is not None


def test_real_files_survive_with_no_edits_and_with_edits_everywhere(tmp_path: Path) -> None:
    if not EVAL.is_dir():
        pytest.skip("../shared/eval is not here")
    for source in sorted(EVAL.glob("*.docx")):
        document = HANDLER.load(source)
        everywhere = tuple(
            Edit(TextSpan(part.id, 0, max(1, len(part.text) // 2)), NewText("[X]"), "f") for part in document.parts
        )
        for edits in ((), everywhere):
            target = tmp_path / source.name
            HANDLER.write(document, Changes(edits, release=Release.LIMITED), target)
            docx.Document(str(target))
            shown = {part.id: part.text for part in HANDLER.reopen(target).parts}
            for part in document.parts:
                if ".p" in part.id and not part.id.startswith("core") and not edits:
                    assert shown[part.id].split() == part.text.split()


def test_pictures_in_reopened_files_are_in_the_order_of_their_ids(tmp_path: Path) -> None:
    drawing = (
        '<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="p"/><a:graphic><a:graphicData uri="p"><pic:pic>'
        '<pic:blipFill><a:blip r:embed="rIdP{n}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline>'
        "</w:drawing></w:r></w:p>"
    )

    def pictures(members: dict[str, bytes]) -> None:
        for n in range(12):
            members[f"word/media/x{n}.png"] = png((n, n, n))
            relate(members, "word/document.xml", "image", f"media/x{n}.png", f"rIdP{n}")

    source = docx_with(tmp_path / "a.docx", "".join(drawing.replace("{n}", str(n)) for n in range(12)), pictures)
    loaded = HANDLER.load(source).children
    assert [child.data for child in loaded] == [png((n, n, n)) for n in range(12)]
    again = HANDLER.reopen(hide(source)).children
    assert [(child.id, child.data) for child in again] == [(child.id, child.data) for child in loaded]


def test_an_archive_is_closed_to_what_it_does_not_list(tmp_path: Path) -> None:
    path = pack(tmp_path / "a.docx", {"hello.txt": b"x"})
    with pytest.raises(UnreadableError, match="no Office file"):
        HANDLER.load(path)
    assert zipfile.is_zipfile(path)
