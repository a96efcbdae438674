"""Font programs, which several fonts may share: each is cut down once, to what all of them show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from redact.media.pdf.objects import CannotEditError, as_dictionary, as_list, is_stream, name_of
from redact.media.pdf.subset.encodings import Wanted, rows_of
from redact.media.pdf.subset.entries import glyph_numbers
from redact.media.pdf.subset.programs import Program, cut_program
from redact.media.pdf.subset.shown import Shown

FILES = ("/FontFile", "/FontFile2", "/FontFile3")
"""Where a font's descriptor holds its program."""


@dataclass(frozen=True, slots=True)
class Cut:
    """What became of a program: the new one, or nothing where it could not be cut or there was none."""

    program: Program | None = None
    stream: Any = None


def program_of(font: Any) -> Any:
    """The stream of a font's program, if the font is in the file."""
    descriptor = as_dictionary(inner_of(font).get("/FontDescriptor"))
    return next((descriptor[name] for name in FILES if is_stream(descriptor.get(name))), None)


def inner_of(font: Any) -> Any:
    """The dictionary that holds widths and program: a composite font's descendant, any other font itself."""
    below = as_list(font.get("/DescendantFonts"))
    return as_dictionary(below[0]) if below else font


def cut_shared(pdf: Any, fonts: list[Shown]) -> Cut:
    """The program of these fonts with what all of them show. Raises ``CannotEditError``."""
    wanted = Wanted()
    for shown in fonts:
        if not shown.known:
            raise CannotEditError("a font whose strings cannot be read")
        if shown.codes:
            wanted |= _wanted(shown)
    if not wanted.rows and not wanted.cids:
        return Cut()
    old = program_of(fonts[0].font)
    program = cut_program(bytes_of(old), wanted)
    stream = pdf.make_stream(program.data)
    for number, length in enumerate(program.lengths, 1):
        stream[f"/Length{number}"] = length
    if program.compact:
        from pikepdf import Name

        stream["/Subtype"] = Name.CIDFontType0C if wanted.cids else Name.Type1C
    return Cut(program, stream)


def _wanted(shown: Shown) -> Wanted:
    font = shown.font
    if name_of(font.get("/Subtype")) != "/Type0":
        return Wanted(rows_of(font, shown.codes))
    inner = inner_of(font)
    lettered = not is_stream(font.get("/ToUnicode"))
    if name_of(inner.get("/Subtype")) != "/CIDFontType2":
        return Wanted(cids=frozenset(shown.cids), lettered=lettered)
    published = not is_stream(font.get("/Encoding")) and not name_of(font.get("/Encoding")).startswith("/Identity")
    if published and not is_stream(inner.get("/CIDToGIDMap")):
        raise CannotEditError("a font whose glyphs are found by their letters")
    return Wanted(cids=frozenset(map(glyph_numbers(inner), shown.cids)), lettered=lettered)


def bytes_of(stream: Any) -> bytes:
    """The decoded bytes of a stream. Raises ``CannotEditError``."""
    import pikepdf

    try:
        return bytes(stream.read_bytes())
    except (pikepdf.PdfError, RuntimeError):  # RuntimeError: what its decoders raise
        raise CannotEditError("a font program that cannot be decoded") from None
