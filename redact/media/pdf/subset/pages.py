"""The pages that draw with a font."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from redact.media.pdf.objects import as_dictionary, as_list, key_of
from redact.media.pdf.subset.shown import Key


def pages_with(pdf: Any, fonts: Iterable[Key]) -> frozenset[int]:
    """The pages, from 0, from which one of these fonts can be reached."""
    sought = set(fonts)
    if not sought:
        return frozenset()
    return frozenset(index for index, page in enumerate(pdf.pages) if _reaches(page.obj, sought))


def _reaches(page: Any, sought: set[Key]) -> bool:
    waiting: list[Any] = [value for key, value in page.items() if key != "/Parent"]
    seen: set[Key] = set()
    while waiting:
        value = waiting.pop()
        key = key_of(value)
        if key in sought:
            return True
        if key is not None and key in seen:
            continue
        if key is not None:
            seen.add(key)
        waiting += as_list(value)
        waiting += [inner for name, inner in as_dictionary(value).items() if name not in ("/Parent", "/P")]
    return False
