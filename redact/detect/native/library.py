"""The C library that runs the table of identifiers, opened once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from redact.native import library as native

if TYPE_CHECKING:
    import ctypes


def library() -> ctypes.PyDLL | None:
    """The library; None where it was not built. Raises ``MissingError`` for one that is not of these sources."""
    return native.library(Path(__file__).resolve().parent)
