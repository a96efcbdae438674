"""The written file is looked at by other means: what is planted in it by hand is found there."""

from pathlib import Path

import pytest
from pikepdf import Array, Dictionary, Name, String

from redact.types import Modality
from tests.media.pdf.making import HANDLER, form, made, new_pdf, saved
from tests.media.pdf.torture import torture


def said(path: Path, *, raw: bool | None = None) -> str:
    parts = HANDLER.reopen(path).parts
    return "\n".join(p.text for p in parts if p.modality is Modality.TEXT and raw in (None, p.raw))


def test_everything_that_was_planted_is_found_unless_it_was_dropped(tmp_path: Path) -> None:
    source, planted = torture(tmp_path)
    found = said(source)
    missed = [word for word in planted if word not in found]
    assert len(missed) <= 3  # a comment in a page, an object outside the table, what stands between objects


def test_text_is_read_by_two_readers_and_in_the_stream(tmp_path: Path) -> None:
    source = made(tmp_path, b"BT /F1 12 Tf 20 100 Td [(Qui) 20 (ll) 30 (by)] TJ ET")
    document = HANDLER.reopen(source)
    assert document.part("p1").text.strip() == "Quillby"
    assert "Quillby" in document.part("p1.drawn").text
    assert [document.part(id_).raw for id_ in ("p1", "p1.drawn")] == [False, True]


def test_the_letters_of_a_font_are_found_whatever_codes_it_has(tmp_path: Path) -> None:
    pdf = new_pdf(b"BT /F1 12 Tf 20 100 Td [(ABC) -300 (CBA)] TJ ET")
    letters = Array([65, Name.Z, Name.u, Name.b])
    pdf.pages[0].Resources.Font.F1.Encoding = Dictionary(Type=Name.Encoding, Differences=letters)
    drawn = HANDLER.reopen(saved(pdf, tmp_path)).part("p1.drawn").text
    assert "Zub buZ" in drawn
    assert "ABCCBA" in drawn


@pytest.mark.parametrize("encoding", ["latin-1", "utf-16-be", "utf-16-le", "utf-8"])
def test_strings_are_read_in_every_encoding(encoding: str, tmp_path: Path) -> None:
    pdf = new_pdf(b"BT /F1 12 Tf 20 100 Td <" + "Çelebi".encode(encoding).hex().encode() + b"> Tj ET")
    pdf.Root.Hidden = Array([Dictionary(Deep=String("Çelebi".encode(encoding)))])
    document = HANDLER.reopen(saved(pdf, tmp_path))
    assert "Çelebi" in document.part("strings").text
    assert "Çelebi" in document.part("p1.drawn").text


def test_letters_shown_one_by_one_are_joined(tmp_path: Path) -> None:
    pdf = new_pdf(b"/X1 Do")
    pdf.pages[0].Resources.XObject.X1 = form(pdf, b"BT /F1 12 Tf (Q) Tj (u) Tj (i) Tj (l) Tj (l) Tj ET")
    assert "Quill" in said(saved(pdf, tmp_path), raw=True)


def test_streams_of_text_and_what_surrounds_the_file_are_read(tmp_path: Path) -> None:
    pdf = new_pdf(b"")
    pdf.Root.Metadata = pdf.make_stream(b"<x>Quillby</x>", Type=Name.Metadata, Subtype=Name.XML)
    pdf.Root.Odd = pdf.make_stream(b"plain Jonesbury")
    path = saved(pdf, tmp_path, fix_metadata_version=False)
    path.write_bytes(b"before Ormethorpe\n" + path.read_bytes() + b"\nafter Wexcombe")
    found = said(path, raw=True)
    assert [word for word in ("Quillby", "Jonesbury", "Ormethorpe", "Wexcombe") if word not in found] == []


def test_pictures_keep_their_ids_sizes_and_flags(tmp_path: Path) -> None:
    source = made(tmp_path, b"BT /F1 12 Tf 20 100 Td (text) Tj ET", b"0 0 1 rg 20 20 60 60 re f", Rotate=270)
    before, after = HANDLER.load(source), HANDLER.reopen(source)
    pictures = [part for part in before.parts if part.modality is Modality.IMAGE]
    assert [part.id for part in pictures] == ["p1.image", "p2.image"]
    for part in pictures:
        again = after.part(part.id)
        assert (again.extent, again.raw) == (part.extent, part.raw)
        assert (again.content.pixels() == part.content.pixels()).all()


def test_nothing_of_the_file_is_in_a_part_id_or_place(tmp_path: Path) -> None:
    source, planted = torture(tmp_path)
    for document in (HANDLER.load(source), HANDLER.reopen(source)):
        shown = repr(document) + "".join(part.id + part.place for part in document.parts)
        assert [word for word in planted if word in shown] == []


def test_a_table_of_letters_says_nothing_and_a_note_in_it_does(tmp_path: Path) -> None:
    pdf = new_pdf(b"")
    table = b"begincmap % by Quillby\n3 beginbfchar <41> <0041> <42> <0042> <43> <00430065006c> endbfchar endcmap"
    pdf.pages[0].Resources.Font.F1.ToUnicode = pdf.make_stream(table)
    words = said(saved(pdf, tmp_path), raw=True).split()
    assert "Quillby" in words
    assert "Cel" in words
    assert "A" not in words


def test_both_readers_mend_a_word_that_a_line_broke(tmp_path: Path) -> None:
    document = HANDLER.reopen(made(tmp_path, b"BT /F1 12 Tf 14 TL 20 120 Td (say Quill-) Tj T* (by here) Tj ET"))
    assert document.part("p1").text.split() == ["say", "Quillby", "here"]
    assert "say Quillby here" in document.part("p1.drawn").text
