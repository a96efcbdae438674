"""A C library of ours, found beside its sources and opened only when it was built from them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from redact.errors import MissingError
from redact.native import build

if TYPE_CHECKING:
    import ctypes

_NEXT = "build it again with 'python -m redact.native.build'"


@cache
def library(folder: Path) -> ctypes.PyDLL | None:
    """The library in *folder*, one per process; None where it was not built: Python then does the same, only slower.

    It is a ``PyDLL`` on purpose: that keeps Python's lock while C runs, so that one call runs at a time and what the
    library keeps between calls needs no lock of its own. Raises ``MissingError`` when the library cannot be loaded or
    was built from other sources than those that lie beside it.
    """
    return opened(folder)


def opened(folder: Path) -> ctypes.PyDLL | None:
    """The library in *folder*, checked against the sources there; None where there is none."""
    import ctypes

    file = build.library_file(folder)
    if not file.is_file():
        return None
    try:
        found = ctypes.PyDLL(str(file))
    except OSError:
        raise MissingError(f"the C library {file} cannot be loaded here", _NEXT) from None
    if _sources(found) != build.digest(folder):
        raise MissingError(f"the C library {file} was not built from the sources beside it", _NEXT)
    return found


def _sources(found: ctypes.PyDLL) -> str | None:
    """The digest of the sources that a library was built from; None when it cannot tell."""
    import ctypes

    ask = getattr(found, "redact_sources", None)
    if ask is None:
        return None
    ask.restype = ctypes.c_char_p
    return str(ask().decode("ascii"))
