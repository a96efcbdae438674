"""Texts cut into windows that a language model can read one by one: at blank lines, lines, sentences, words.

Nothing is left out and nothing is truncated: the windows of a text, put together, are the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

LONGEST = 1500
"""Characters in a window. The model looks a few words to either side, so longer windows would find nothing more."""

_CUTS = tuple(re.compile(cut) for cut in (r"\n\s*\n", r"\n", r"[.!?;][\"')\]]?\s", r"\s"))


def windows(text: str, longest: int = LONGEST) -> Iterator[tuple[int, int]]:
    """``(start, end)`` of each window; the best kind of cut in the second half of a window is taken."""
    start = 0
    while len(text) - start > longest:
        end = _cut(text, start + longest // 2, start + longest)
        yield start, end
        start = end
    if start < len(text):
        yield start, len(text)


def _cut(text: str, earliest: int, latest: int) -> int:
    for cut in _CUTS:
        found = [match.end() for match in cut.finditer(text, earliest, latest)]
        if found:
            return found[-1]
    return latest
