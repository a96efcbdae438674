"""Silenced stretches listened to in the written copy: each must be silent. What was said elsewhere is read again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from redact.types import Document, Edit, Part, Sound, TimeRange, Tone
from redact.verify.leaks import Kind, Leak

_RATE = 16_000
_RIM = 0.04
_SILENT = 0.02


def leaks_in_sound(reopened: Document, edits: Iterable[Edit]) -> Iterator[Leak]:
    """Every stretch that was to be silent and is not in *reopened*. A track that is missing there is a leak too."""
    parts = {part.id: part for part in reopened.parts}
    for edit in edits:
        if isinstance(edit.region, TimeRange) and edit.replacement == Tone():
            part = parts.get(edit.region.part)
            if not _is_silent(part, edit.region):
                yield Leak(Kind.SOUND, part.place if part else edit.region.part, "")


def _is_silent(part: Part | None, stretch: TimeRange) -> bool:
    if part is None or not isinstance(part.content, Sound):
        return False
    start, end = stretch.start + _RIM, min(stretch.end, part.content.duration) - _RIM
    if end <= start:
        return True
    heard = part.content.samples(_RATE, start, end)
    return heard.size == 0 or float(abs(heard).max()) <= _SILENT
