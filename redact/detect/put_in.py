"""What this program itself puts in the place of a value: labels, pseudonyms, sealed values, bars. Never found again."""

from __future__ import annotations

import re

from redact.entities import ENTITY_TYPES

_LABELS = "|".join(sorted({re.escape(row.label) for row in ENTITY_TYPES.values()}, key=len, reverse=True))
_TYPES = "|".join(sorted(ENTITY_TYPES, key=len, reverse=True))
_LABEL = re.compile(rf"\[(?:{_LABELS})(?: \d+)?\]")
_TOKEN = re.compile(rf"\b(?:{_TYPES})_[a-z2-7]{{8,52}}\b")
_SEALED = re.compile(r"⟨[^⟨⟩\s]{8,}⟩")
PUT_IN = re.compile(rf"{_LABEL.pattern}|{_TOKEN.pattern}|{_SEALED.pattern}|█+")
_LIKE_A_TOKEN = re.compile(r"[A-Z]_[a-z2-7]{8}")
TELLING = rf"\[(?:{_LABELS})|{_LIKE_A_TOKEN.pattern}|⟨|█"
"""Stands in every text in which something was put in; looks around at nothing."""
_LONGEST_LABEL = 64
_LONGEST_TOKEN = 96
_LONGEST_SEALED = 1 << 14


def places(text: str) -> list[tuple[int, int]]:
    """Where in *text* something stands that was put in, in order."""
    return [found.span() for found in PUT_IN.finditer(text)]


class PutIn:
    """What was put into one text; looks only around the places that it is asked about."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._sealed = "⟨" in text

    def __repr__(self) -> str:
        return f"PutIn({len(self._text)} characters)"

    def holds(self, start: int, end: int) -> bool:
        """Whether ``[start, end)`` lies in something that was put in."""
        text = self._text
        return (
            self._opened_by("[", _LABEL, start, end, _LONGEST_LABEL)
            or (self._sealed and self._opened_by("⟨", _SEALED, start, end, _LONGEST_SEALED))
            or (text.find("_", max(start - _LONGEST_TOKEN, 0), end) >= 0 and self._in_token(start, end))
            or text[start] == "█"
        )

    def _opened_by(self, sign: str, form: re.Pattern[str], start: int, end: int, reach: int) -> bool:
        opened = self._text.rfind(sign, max(start - reach, 0), start + 1)
        found = form.match(self._text, opened) if opened >= 0 else None
        return found is not None and end <= found.end()

    def _in_token(self, start: int, end: int) -> bool:
        first, last = max(start - _LONGEST_TOKEN, 0), end + _LONGEST_TOKEN
        if not _LIKE_A_TOKEN.search(self._text, first, last):
            return False
        return any(found.start() <= start and end <= found.end() for found in _TOKEN.finditer(self._text, first, last))
