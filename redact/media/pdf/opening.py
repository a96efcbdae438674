"""A PDF opened for taking it apart: mended where it can be, refused where that would lose something."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from redact.errors import UnreadableError


@contextmanager
def opened(source: Path) -> Iterator[Any]:
    """The PDF as pikepdf has it, mended where qpdf can. Raises ``UnreadableError``, for one that was cut short too."""
    import pikepdf

    _check_end(source)
    try:
        pdf = pikepdf.open(source)
    except pikepdf.PasswordError:
        raise UnreadableError("the PDF is locked with a password") from None
    except (pikepdf.PdfError, RuntimeError):
        raise UnreadableError("the PDF is damaged or is none", "open it in its own program and save it again") from None
    with pdf:
        try:
            yield pdf
        except (
            pikepdf.PdfError,
            RuntimeError,
        ):  # what pikepdf raises when objects are not of the kind that they must be
            raise UnreadableError("the PDF is damaged beyond mending") from None


def _check_end(source: Path) -> None:
    """A PDF that lost its end can be mended, but what was in the lost part would be missing without a word."""
    try:
        with source.open("rb") as file:
            size = file.seek(0, io.SEEK_END)
            file.seek(max(0, size - _TAIL))
            tail = file.read()
    except OSError:
        raise UnreadableError("the PDF cannot be read from its disk", "check that it is there") from None
    if b"%%EOF" not in tail:
        raise UnreadableError("the PDF is cut short or is none", "fetch it again, or save it again in its own program")


_TAIL = 2048
