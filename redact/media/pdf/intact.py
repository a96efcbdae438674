"""Whether a PDF has what it promises: each page its contents, whole, and no more than can be looked through."""

from __future__ import annotations

from typing import Any

from redact.errors import UnreadableError
from redact.media.pdf.bounds import MOST_CONTENTS
from redact.media.pdf.damage import is_rebuilt
from redact.media.pdf.objects import as_list, is_stream

MOST_STEPS = 1_000_000
"""Operators that a page may take, those of a form each time that it is drawn: ten forms can ask for ten times as many
as the one below them."""
STREAM_STEPS = 100
"""So many operators' worth of time it takes to enter a stream at all."""
_MOST_TOKENS = 10_000_000
_NEXT = "open it in its own program, look whether anything is missing, and save it again"


def check_pages(pdf: Any) -> None:
    """Refuse a file of which a page has lost its contents: its copy would be empty without a word."""
    rebuilt = is_rebuilt(pdf)
    for number, page in enumerate(pdf.pages, 1):
        contents = page.obj.get("/Contents")
        streams = [contents] if is_stream(contents) else as_list(contents)
        if not all(map(is_stream, streams)) or (rebuilt and not streams):  # else a page without contents is a blank one
            raise UnreadableError(f"the contents of page {number} of the PDF are missing", _NEXT)
        if sum(_size(stream, number) for stream in streams) > MOST_CONTENTS:
            raise too_much(f"page {number}")


def _size(stream: Any, number: int) -> int:
    import pikepdf

    try:
        return len(stream.read_bytes())
    except (pikepdf.PdfError, RuntimeError):  # RuntimeError: what its decoders raise
        raise UnreadableError(f"the contents of page {number} of the PDF cannot be unpacked", _NEXT) from None


def too_much(what: str = "a page") -> UnreadableError:
    """Says that something draws without end, or nearly."""
    return UnreadableError(f"{what} of the PDF draws more than can be looked through", _NEXT)


def check_amount(contents: bytes) -> None:
    """Refuse the contents of a stream that would fill the memory once they are taken apart."""
    if len(contents) > _MOST_TOKENS and sum(map(contents.count, (b" ", b"\n", b"\r", b"(", b"["))) > _MOST_TOKENS:
        raise too_much()
    if len(contents) > MOST_CONTENTS:
        raise too_much()


def ends_with(contents: bytes, instructions: list[Any]) -> bool:
    """Whether the last instruction is the end of the contents: operands that no operator reads may stand behind it."""
    last = instructions[-1].operator.unparse() if instructions else b""
    return (
        contents.rstrip(_BLANKS).endswith(b"EI" if last == b"INLINE IMAGE" else last)
        if last
        else not contents.strip(_BLANKS)
    )


_BLANKS = b"\0\t\n\f\r "
