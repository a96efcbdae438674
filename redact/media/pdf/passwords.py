"""Passwords for locked PDFs: a file of them, one a line, tried in turn.

They are never shown, recorded or put on a command line.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from redact.errors import PolicyError

VARIABLE = "REDACT_PDF_PASSWORDS"


@dataclass(frozen=True, slots=True)
class Passwords:
    """What to try, the empty password first: it opens what is locked against changes alone."""

    tried: tuple[str, ...] = field(default=("",), repr=False)


def passwords_in(path: str) -> Passwords:
    """Those of a file, or of the file that the environment names where none is given. Raises ``PolicyError``."""
    chosen = path or os.environ.get(VARIABLE, "")
    if not chosen:
        return Passwords()
    try:
        lines = Path(chosen).read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        raise PolicyError(
            "the file with passwords for PDFs cannot be read", "check its path, and save it as UTF-8"
        ) from None
    return Passwords(("", *dict.fromkeys(line for line in lines if line)))
