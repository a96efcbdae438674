"""Flat copies of workbooks, opened again as what they are: tables of text, or pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from msgspec import structs

from redact.types import Document, Modality, Unseen

_PDF = b"%PDF"


def reopened_flat(target: Path) -> Document:
    """The texts of a table or of pages, and its raw parts. Raises ``UnreadableError``.

    The pictures of pages are left out: what stands on them is their texts, and nothing was covered.
    """
    if not _is_pdf(target):
        from redact.media.table import TableHandler

        return TableHandler(TableHandler.Options()).reopen(target)
    from redact.media.pdf.evidence import reopened

    document = reopened(target)
    texts = (part for part in document.parts if part.modality is Modality.TEXT)
    return replace(document, parts=tuple(structs.replace(part, alignment=None) for part in texts))


def unseen_flat(path: Path) -> Iterator[Unseen]:
    """What a flat copy holds without showing it: pages are examined as every PDF is, a table shows all it has."""
    if _is_pdf(path):
        from redact.media.pdf import PdfHandler

        yield from PdfHandler().unseen(path)


def _is_pdf(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(_PDF)) == _PDF
