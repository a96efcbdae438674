"""A PDF opened for taking it apart: mended where it can be, refused where that would lose something."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from redact.errors import UnreadableError
from redact.media.pdf.bounds import check_lzw, set_bounds
from redact.media.pdf.passwords import VARIABLE, Passwords, passwords_in

_MEND = "open it in its own program and save it again"
_UNLOCK = f"save it without one, or name a file of passwords: handlers.pdf.passwords in the policy, or {VARIABLE}"


@contextmanager
def opened(source: Path, passwords: Passwords | None = None) -> Iterator[Any]:
    """The PDF as pikepdf has it, mended where qpdf can; ``damage.notes_of`` tells what had to be.

    Without *passwords* those are tried that the environment names. Raises ``UnreadableError`` for one that is locked
    and none of the passwords opens, or that was cut short.
    """
    import pikepdf

    set_bounds()
    _check_end(source)
    with _unlocked(source, passwords or passwords_in("")) as pdf:
        try:
            check_lzw(pdf, source)
            yield pdf
        except (pikepdf.PdfError, RuntimeError):  # where objects are not of the kind that they must be
            raise UnreadableError("the PDF is damaged beyond mending", _MEND) from None


def _unlocked(source: Path, passwords: Passwords) -> Any:
    """The file opened with the first password that opens it."""
    import pikepdf

    for password in passwords.tried:
        try:
            return pikepdf.open(source, password=password)
        except pikepdf.PasswordError:
            continue
        except (pikepdf.PdfError, RuntimeError) as error:
            raise _refusal(error) from None
    raise UnreadableError("the PDF is locked with a password", _UNLOCK)


def _refusal(error: Exception) -> UnreadableError:
    if "unsupported encryption" in str(error):
        return UnreadableError("the PDF is locked in a way that no password opens", "save it without the lock")
    if "no pages found" in str(error):
        return UnreadableError("the PDF has no pages", _MEND)
    return UnreadableError("the PDF is damaged or is none", _MEND)


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
