"""Files that cannot be opened are refused in one line, and nothing is written."""

from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from redact.contracts import Changes
from redact.errors import PluginError, UnreadableError
from redact.types import Box, Edit, Fill, NewText, TextSpan, TimeRange, Tone
from tests.media.pdf.making import (
    HANDLER,
    everything_in,
    form,
    letters,
    made,
    mentions,
    new_pdf,
    saved,
    without,
    written,
)

TEXT = b"BT /F1 12 Tf 20 100 Td (keep Quillby) Tj ET"


def test_a_file_locked_with_a_password_is_refused(tmp_path: Path) -> None:
    locked = saved(new_pdf(TEXT), tmp_path, encryption=pikepdf.Encryption(user="secret", owner="secret"))
    with pytest.raises(UnreadableError, match="password"):
        HANDLER.load(locked)


def test_a_file_that_opens_without_a_password_is_written_without_encryption(tmp_path: Path) -> None:
    target = without(saved(new_pdf(TEXT), tmp_path, encryption=pikepdf.Encryption(owner="secret")), "Quillby")
    with pikepdf.open(target) as pdf:
        assert not pdf.is_encrypted
    assert "Quillby" not in everything_in(target)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"no pdf at all" * 300, b"%PDF-1.7\n%%EOF\n"])
def test_what_is_no_pdf_is_refused(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "in.pdf").write_bytes(data)
    for step in (HANDLER.load, HANDLER.reopen):
        with pytest.raises(UnreadableError):
            step(tmp_path / "in.pdf")


def test_a_file_without_pages_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="no pages"):
        HANDLER.load(saved(pikepdf.new(), tmp_path))


def test_a_file_that_was_cut_short_is_refused_and_one_with_a_bad_table_is_mended(tmp_path: Path) -> None:
    data = made(tmp_path, TEXT).read_bytes()
    source = tmp_path / "in.pdf"
    source.write_bytes(data[: len(data) * 2 // 3])
    with pytest.raises(UnreadableError, match="cut short"):
        HANDLER.load(source)
    at = data.rindex(b"startxref")
    source.write_bytes(data[:at] + b"startxref\n7\n%%EOF\n")
    assert letters(without(source, "Quillby")).strip() == "keep"


def test_a_form_that_draws_itself_does_not_go_round_for_ever(tmp_path: Path) -> None:
    pdf = new_pdf(TEXT + b" /X1 Do")
    round_ = form(pdf, b"/X1 Do")
    round_.Resources = Dictionary(XObject=Dictionary(X1=round_))
    pdf.pages[0].Resources.XObject.X1 = round_
    assert "Quillby" not in everything_in(without(saved(pdf, tmp_path), "Quillby"))


def test_objects_of_the_wrong_kind_do_no_harm(tmp_path: Path) -> None:
    pdf = new_pdf(TEXT)
    page = pdf.pages[0].obj
    page.CropBox, page.Rotate, page.UserUnit = Array([0, 0, Name.X, 5]), 47, Name.Big
    page.Annots = Array([5, Dictionary(), Array([])])
    pdf.Root.Outlines = Dictionary(First=Array([]))
    pdf.Root.Names = Dictionary(Dests=5, EmbeddedFiles=Array([1]))
    pdf.Root.OCProperties = Array([])
    page.Resources.ExtGState = Name.Nothing
    assert letters(without(saved(pdf, tmp_path), "Quillby")).strip() == "keep"


def test_bookmarks_that_go_round_in_circles_end(tmp_path: Path) -> None:
    pdf = new_pdf(TEXT)
    one = pdf.make_indirect(Dictionary(Title="one"))
    one.Next = one.First = one
    pdf.Root.Outlines = Dictionary(First=one)
    assert [part.id for part in HANDLER.load(saved(pdf, tmp_path)).parts if part.id.startswith("o")] == ["o1"]


def test_names_in_no_known_encoding_are_read(tmp_path: Path) -> None:
    pdf = new_pdf(b"/Sp\xe4n BMC " + TEXT + b" EMC \x8fq")
    pdf.pages[0].Resources.Font.F1.BaseFont = pikepdf.Object.parse(b"/H#e9lv#fb")
    pdf.pages[0].Resources.Font.F1.Widths = Array([500] * 256)
    pdf.pages[0].Resources.Font.F1.FirstChar = 0
    assert letters(without(saved(pdf, tmp_path), "Quillby")).strip() == "keep"


@pytest.mark.parametrize(
    "edit",
    [
        Edit(Box("p9.image", 0, 0, 5, 5), Fill(), "f"),
        Edit(TextSpan("p9", 0, 5), NewText("x"), "f"),
        Edit(TimeRange("p1", 0, 5), Tone(), "f"),
    ],
)
def test_an_edit_of_a_part_that_is_not_there_is_refused(edit: Edit, tmp_path: Path) -> None:
    document = HANDLER.load(made(tmp_path, TEXT))
    with pytest.raises(PluginError):
        written(document, [edit])
    assert not (tmp_path / "out.pdf").exists()


def test_the_source_is_left_as_it_was(tmp_path: Path) -> None:
    source = made(tmp_path, TEXT)
    before = source.read_bytes()
    document = HANDLER.load(source)
    HANDLER.write(document, Changes(tuple(mentions(document, "Quillby"))), tmp_path / "out.pdf")
    assert source.read_bytes() == before


def test_the_same_file_is_written_the_same_way_twice(tmp_path: Path) -> None:
    document = HANDLER.load(made(tmp_path, TEXT))
    first = written(document, mentions(document, "Quillby")).read_bytes()
    assert written(document, mentions(document, "Quillby")).read_bytes() == first
