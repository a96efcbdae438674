"""What this program itself puts in the place of a value: labels, pseudonyms, sealed values, bars. Never found again."""

from __future__ import annotations

import re
from collections.abc import Sequence

from redact.entities import ENTITY_TYPES

_LABELS = "|".join(sorted({re.escape(row.label) for row in ENTITY_TYPES.values()}, key=len, reverse=True))
_TYPES = "|".join(sorted(ENTITY_TYPES, key=len, reverse=True))
PUT_IN = re.compile(rf"\[(?:{_LABELS})(?: \d+)?\]|\b(?:{_TYPES})_[a-z2-7]{{8,52}}\b|⟨[^⟨⟩\s]{{8,}}⟩|█+")


def places(text: str) -> list[tuple[int, int]]:
    """Where in *text* something stands that was put in, in order."""
    return [found.span() for found in PUT_IN.finditer(text)]


def lies_inside(start: int, end: int, put_in: Sequence[tuple[int, int]]) -> bool:
    """Whether ``[start, end)`` lies in one of them."""
    return any(first <= start and end <= last for first, last in put_in)
