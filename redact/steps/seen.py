"""How much of each text a detector has seen: all of it, or the document is withheld. Nothing is cut off in silence.

What a detector says is taken as it says it, for each stretch that it examined. White space and letters that nobody sees
need no examination.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from redact.detect.normalise import normalise
from redact.errors import PluginError
from redact.types import Looked, Modality, Part


def share_seen(name: str, looked: Sequence[Looked], parts: Sequence[Part]) -> float | None:
    """The share of the characters of *parts* that the detector *name* examined: 1.0, or ``None`` if it says nothing.

    Raises ``PluginError`` for less than all, and for a stretch that lies outside its part.
    """
    texts = {part.id: part for part in parts if part.modality is Modality.TEXT}
    if _is_each_seen_in_one_piece(looked, texts):
        return 1.0
    stretches = _by_part(name, looked, texts)
    if not stretches:
        return 1.0 if all(_is_blank(part.text) for part in texts.values()) else None
    for part in texts.values():
        length, missed = len(part.text), _missed(part.text, stretches.get(part.id, []))
        if missed:
            raise PluginError(f"{name} saw {length - missed:,} of {length:,} characters of {part.place or part.id}")
    return 1.0


def _is_each_seen_in_one_piece(looked: Sequence[Looked], texts: dict[str, Part]) -> bool:
    """Whether it is as nearly always: one stretch for each part, all of it."""
    if len(looked) != len(texts) or not texts:
        return False
    ends = {each.part: each.end for each in looked if not each.start}
    return all(ends.get(name) == part.extent[0] for name, part in texts.items())


def _by_part(name: str, looked: Iterable[Looked], texts: dict[str, Part]) -> dict[str, list[tuple[int, int]]]:
    stretches: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for each in looked:
        part = texts.get(each.part)
        if part is None or not 0 <= each.start <= each.end <= part.extent[0]:
            raise PluginError(f"{name} says that it saw a stretch outside its part")
        stretches[each.part].append((each.start, each.end))
    return stretches


def _missed(text: str, stretches: Iterable[tuple[int, int]]) -> int:
    """How many characters lie in none of the *stretches*, gaps of nothing but white space left out."""
    return sum(end - start for start, end in _gaps(sorted(stretches), len(text)) if not _is_blank(text[start:end]))


def _gaps(stretches: Iterable[tuple[int, int]], length: int) -> Iterator[tuple[int, int]]:
    reached = 0
    for start, end in stretches:
        if start > reached:
            yield reached, start
        reached = max(reached, end)
    if reached < length:
        yield reached, length


def _is_blank(text: str) -> bool:
    return not text or text.isspace() or not normalise(text).text.strip()
