"""The gate of Word files: what is planted is told item by item, and no copy of ours fails."""

from pathlib import Path

import pytest

from redact.contracts import Changes
from redact.media import checklist
from redact.media.docx import DocxHandler
from redact.media.docx.outside import outside, show
from redact.media.ooxml.xml import parsed
from redact.types import Release
from tests.media.docx_torture import DROPPED, EDITED, HIDDEN, torture
from tests.media.office import NS, blank_docx, changed, docx_with, members_of, paragraph, relate

HANDLER = DocxHandler(DocxHandler.Options())
KEEPING = DocxHandler(DocxHandler.Options(revisions="keep", hidden="keep", comments="keep"))
EVAL = Path(__file__).parents[3].parent / "shared" / "eval" / "documents" / "docx"
PLANTED = {
    checklist.TRACKED,
    checklist.COMMENTS,
    checklist.HIDDEN_TEXT,
    checklist.HIDDEN_ROWS,
    checklist.INVISIBLE,
    checklist.OUTSIDE,
    checklist.VERSIONS,
    checklist.METADATA,
    checklist.EMBEDDED,
    checklist.LINKED,
    checklist.MACROS,
    checklist.CUSTOM_DATA,
    checklist.THUMBNAILS,
    checklist.SIGNATURES,
    checklist.HIDDEN_CONTENT,
    checklist.LEFTOVERS,
    checklist.TRAILING,
}


def copy_of(source: Path, handler: DocxHandler = HANDLER, release: Release = Release.OPEN) -> Path:
    document = handler.load(source)
    children = {child.id: (child.name, child.data) for child in document.children}
    target = source.with_name("copy" + source.suffix)
    handler.write(document, Changes((), children, release), target)
    return target


def failed(path: Path, handler: DocxHandler = HANDLER) -> set[str]:
    return {found.check for found in handler.unseen(path) if found.serious}


@pytest.fixture(scope="module")
def tortured(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return torture(tmp_path_factory.mktemp("gate") / "in.docx")


def test_every_item_that_is_planted_fails(tortured: Path) -> None:
    assert failed(tortured) == PLANTED
    assert {found.check for found in HANDLER.unseen(tortured)} <= set(HANDLER.checks)


def test_nothing_that_is_told_holds_what_was_planted(tortured: Path) -> None:
    told = " ".join(map(repr, HANDLER.unseen(tortured)))
    words = {word for secret in (*EDITED.values(), *DROPPED.values()) for word in secret.replace("_", " ").split()}
    assert not [word for word in words if word in told]


@pytest.mark.parametrize("release", Release)
@pytest.mark.parametrize("handler", [HANDLER, KEEPING], ids=["as is", "keeping"])
def test_no_copy_of_ours_fails(tortured: Path, handler: DocxHandler, release: Release) -> None:
    assert failed(copy_of(tortured, handler, release), handler) == set()


def test_what_the_policy_keeps_fails_where_another_policy_asks(tortured: Path) -> None:
    copy = copy_of(tortured, KEEPING, Release.LIMITED)
    assert failed(copy) == {
        checklist.TRACKED,
        checklist.HIDDEN_TEXT,
        checklist.HIDDEN_ROWS,
        checklist.INVISIBLE,
        checklist.OUTSIDE,
        checklist.HIDDEN_CONTENT,
    }


def test_a_copy_for_everybody_has_nothing_hidden_and_no_comment(tortured: Path) -> None:
    said = b"".join(members_of(copy_of(tortured)).values()).decode("utf-8", "replace")
    assert not [corner for corner in (*HIDDEN, "comment") if EDITED[corner] in said]
    assert "comment" not in said.replace("comments", "").lower()


def test_other_copies_show_what_was_hidden(tortured: Path) -> None:
    copy = copy_of(tortured, release=Release.LIMITED)
    said = b"".join(members_of(copy).values()).decode("utf-8", "replace")
    assert all(EDITED[corner] in said for corner in HIDDEN)
    assert "vanish" not in said


def test_a_plain_file_of_ours_passes(tmp_path: Path) -> None:
    assert failed(copy_of(blank_docx(tmp_path / "a.docx"))) == set()


def test_an_address_that_a_reader_can_follow_is_only_told(tmp_path: Path) -> None:
    def link(members: dict[str, bytes]) -> None:
        relate(members, "word/document.xml", "hyperlink", "https://x.example/", "rIdL", external=True)

    body = '<w:p><w:hyperlink r:id="rIdL"><w:r><w:t>there</w:t></w:r></w:hyperlink></w:p>'
    copy = copy_of(docx_with(tmp_path / "a.docx", body, link))
    (serious,) = {found.serious for found in HANDLER.unseen(copy) if found.check == checklist.LINKED}
    assert not serious


def test_white_letters_on_a_dark_cell_or_in_a_shape_are_seen(tmp_path: Path) -> None:
    white = '<w:p><w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t>Total</w:t></w:r></w:p>'
    cell = f'<w:tc><w:tcPr><w:shd w:val="clear" w:fill="1F3864"/></w:tcPr>{white}</w:tc>'
    table = f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr>{cell}</w:tr></w:tbl>"
    seen = docx_with(tmp_path / "a.docx", table)
    assert checklist.INVISIBLE not in failed(seen)
    assert checklist.INVISIBLE in failed(docx_with(tmp_path / "b.docx", table.replace("1F3864", "FFFFFF")))
    assert members_of(copy_of(seen))["word/document.xml"] == members_of(seen)["word/document.xml"]


@pytest.mark.parametrize(
    ("element", "fails"),
    [
        ("<wp:positionH relativeFrom='page'><wp:posOffset>99999999</wp:posOffset></wp:positionH>", True),
        ("<wp:positionH relativeFrom='page'><wp:posOffset>914400</wp:posOffset></wp:positionH>", False),
        ("<v:rect style='position:absolute;margin-left:-5000pt;margin-top:2pt'/>", True),
        ("<v:rect style='position:absolute;margin-left:-50pt'/>", False),
        ("<w:ind w:left='40000'/>", True),
        ("<w:tr><w:trPr><w:trHeight w:val='9' w:hRule='exact'/></w:trPr><w:p><w:t>x</w:t></w:p></w:tr>", True),
        ("<w:tr><w:trPr><w:trHeight w:val='10' w:hRule='exact'/></w:trPr><w:tc><w:p/></w:tc></w:tr>", False),
        ("<w:p><w:pPr><w:spacing w:line='240' w:lineRule='exact'/></w:pPr><w:t>x</w:t></w:p>", False),
    ],
)
def test_what_is_set_where_nobody_sees_it_is_brought_back(element: str, fails: bool) -> None:
    root = parsed(f"<w:body {NS}>{element}</w:body>".encode())
    assert show(root) == len(list(outside(parsed(f"<w:body {NS}>{element}</w:body>".encode())))) == fails
    assert not list(outside(root))


def test_a_second_copy_that_says_the_same_is_only_told(tmp_path: Path) -> None:
    choice = f"<mc:Choice Requires='wps'><w:pict><x>{paragraph('Ann wrote')}</x></w:pict></mc:Choice>"
    both = "<w:p><w:r><mc:AlternateContent>{}<mc:Fallback><x>{}</x></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    same = docx_with(tmp_path / "a.docx", both.format(choice, paragraph("Ann ", "wrote")))
    other = docx_with(tmp_path / "b.docx", both.format(choice, paragraph("Ann Other wrote")))
    assert checklist.HIDDEN_CONTENT not in failed(same)
    assert checklist.HIDDEN_CONTENT in failed(other)


def test_a_member_that_nothing_leads_to_and_bytes_in_front_fail(tmp_path: Path) -> None:
    path = copy_of(blank_docx(tmp_path / "a.docx"))
    changed(path, lambda members: members.update({"word/Ann Other.txt": b"x"}))
    assert failed(path) == {checklist.LEFTOVERS}
    assert not [found for found in HANDLER.unseen(path) if "Ann" in repr(found)]


def test_every_real_file_is_told_of_and_its_copies_pass(tmp_path: Path) -> None:
    if not EVAL.is_dir():
        pytest.skip("../shared/eval is not here")
    for source in sorted(EVAL.glob("*.docx")):
        path = tmp_path / source.name
        path.write_bytes(source.read_bytes())
        assert failed(path)
        assert failed(copy_of(path)) == set(), source.name
