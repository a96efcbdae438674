"""PDF files made for the tests, one content stream at a time."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from redact.contracts import Changes
from redact.media.pdf import PdfHandler
from redact.media.pdf.characters import Character, characters_of
from redact.media.pdf.rendering import Rendering
from redact.types import Document, Edit, Fill, Modality, Release, TextSpan

SIZE = (400, 200)
HANDLER = PdfHandler()


def helvetica() -> Dictionary:
    return Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)


def new_pdf(*contents: bytes, **page: Any) -> pikepdf.Pdf:
    """A PDF with a page for each content stream; ``/F1`` is Helvetica."""
    pdf = pikepdf.new()
    for content in contents:
        pdf.add_blank_page(page_size=SIZE)
        last = pdf.pages[-1]
        last.Resources = Dictionary(Font=Dictionary(F1=helvetica()), XObject=Dictionary())
        last.Contents = pdf.make_stream(content)
        for key, value in page.items():
            last.obj[f"/{key}"] = value
    return pdf


def saved(pdf: pikepdf.Pdf, folder: Path, **options: Any) -> Path:
    path = folder / "in.pdf"
    pdf.save(path, **options)
    return path


def made(folder: Path, *contents: bytes, **page: Any) -> Path:
    return saved(new_pdf(*contents, **page), folder)


def form(pdf: pikepdf.Pdf, content: bytes, **more: Any) -> Any:
    box = Array([0, 0, *SIZE])
    stream = pdf.make_stream(content, Type=Name.XObject, Subtype=Name.Form, BBox=box)
    stream.Resources = Dictionary(Font=Dictionary(F1=helvetica()))
    for key, value in more.items():
        stream[f"/{key}"] = value
    return stream


def characters(path: Path, page: int = 0) -> list[Character]:
    """What PDFium finds on a page of a file, as it stands."""
    return list(characters_of(Rendering(path.read_bytes()), page).rows())


def letters(path: Path, page: int = 0) -> str:
    return "".join(character.text for character in characters(path, page))


def mentions(document: Document, word: str) -> list[Edit]:
    """A fill for every place of a word on every page."""
    return [
        Edit(TextSpan(part.id, *place.span()), Fill(), "f")
        for part in document.parts
        if part.alignment is not None
        for place in re.finditer(re.escape(word), part.text)
    ]


def without(source: Path, *words: str, release: Release = Release.INTERNAL) -> Path:
    """The file written without the words."""
    document = HANDLER.load(source)
    return written(document, [edit for word in words for edit in mentions(document, word)], release=release)


def written(
    document: Document,
    edits: Iterable[Edit],
    *,
    release: Release = Release.INTERNAL,
    **children: tuple[str, bytes],
) -> Path:
    """A copy for a release: in one that is not for everybody what stays is where it was."""
    target = document.source.with_name("out.pdf")
    HANDLER.write(document, Changes(tuple(edits), children, release), target)
    return target


def everything_in(path: Path) -> str:
    """All text that verification would look at, and the bytes of every stream."""
    document = HANDLER.reopen(path)
    texts = [part.text for part in document.parts if part.modality is Modality.TEXT]
    with pikepdf.open(path) as pdf:
        streams = [value.read_bytes().decode("latin-1") for value in pdf.objects if _is_decodable(value)]
    names = [f"{child.name} {child.data!r}" for child in document.children]
    return "\n".join([*texts, *streams, *names, path.read_bytes().decode("latin-1")])


def _is_decodable(value: Any) -> bool:
    return isinstance(value, pikepdf.Stream) and value.get("/Filter") in (None, "/FlateDecode")


def picture(document: Document, page: int = 1) -> Any:
    return document.part(f"p{page}.image").content.pixels()


def is_drawn_as_picture(path: Path, page: int = 0) -> bool:
    with pikepdf.open(path) as pdf:
        return list(pdf.pages[page].resources.get("/XObject", {})) == ["/P"]
