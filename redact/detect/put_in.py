"""What this program itself puts in the place of a value: labels, pseudonyms, sealed values, bars. Never found again."""

from __future__ import annotations

import re

from redact.entities import ENTITY_TYPES

_LABELS = "|".join(sorted({re.escape(row.label) for row in ENTITY_TYPES.values()}, key=len, reverse=True))
_TYPES = "|".join(sorted(ENTITY_TYPES, key=len, reverse=True))
PUT_IN = re.compile(rf"\[(?:{_LABELS})(?: \d+)?\]|\b(?:{_TYPES})_[a-z2-7]{{8,52}}\b|⟨[^⟨⟩\s]{{8,}}⟩|█+")


_LONGEST_TOKEN = 96
_LONGEST_SEALED = 1 << 14


def places(text: str) -> list[tuple[int, int]]:
    """Where in *text* something stands that was put in, in order."""
    return [found.span() for found in PUT_IN.finditer(text)]


class PutIn:
    """What was put into one text; looks only around the places that it is asked about."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._reach = _LONGEST_SEALED if "⟨" in text or "█" in text else _LONGEST_TOKEN
        self._signs = tuple(sign for sign in "[_⟨█" if sign in text)

    def __repr__(self) -> str:
        return f"PutIn({len(self._text)} characters)"

    def holds(self, start: int, end: int) -> bool:
        """Whether ``[start, end)`` lies in something that was put in."""
        first = max(start - self._reach, 0)
        if not any(self._text.find(sign, first, end) >= 0 for sign in self._signs):
            return False
        near = places(self._text[first : end + self._reach])
        return any(begin + first <= start and end <= last + first for begin, last in near)
