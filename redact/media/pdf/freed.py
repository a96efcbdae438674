"""Memory that was freed given back to the system, where the C library would keep it: glibc does, and its holes stay."""

from __future__ import annotations

import ctypes
from functools import cache
from typing import Any

_LONG = 300  # pages; a shorter file is done before what it takes is worth the time of taking it anew


def give_back(pages: int) -> None:
    """Give back what was freed, after so many pages were worked on. Does nothing where the C library has no way."""
    if pages >= _LONG and _trim() is not None:
        _trim()(0)


@cache
def _trim() -> Any:
    try:
        return ctypes.CDLL(None).malloc_trim
    except (OSError, TypeError, AttributeError):  # no glibc; Windows has no handle of itself
        return None
