"""Words beside covered places that nobody hid: read otherwise in the copy than in the original, or taken otherwise.

What covers a name clips the words beside it and takes away those that said what they are: "Telephone" is read as
"Teleph", and "photograph" alone is taken for somebody. A word that was read in the original, with all that stood around
it, and is none of what was to go, stays where it still reads the same, or where a fill has clipped it. One that reads
otherwise and is not clipped counts: the second reading may be the right one.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from redact.occurrences import folded
from redact.types import Alignment, Box, Edit, Part, TextSpan

_SAME_PLACE = 0.5
"""How much of the smaller of two boxes they share when they are of one word."""
_ALIKE = 55.0
"""Of a hundred: how much of a clipped word must be in what it was."""
_BESIDE = 0.4
"""How far a fill reaches beyond its edge, in heights of a word: letters that touch it are read wrongly."""


class _Word(NamedTuple):
    text: str
    box: Box

    def __repr__(self) -> str:
        return f"_Word({self.box!r})"


def are_scraps(span: TextSpan, copy: Part, original: Part | None, edits: Iterable[Edit]) -> bool:
    """Whether all words of *span*, in the text read from a picture of the copy, are such words.

    *original* is the text that was read from the same picture of the original.
    """
    if original is None:
        return False
    known = list(_words(original, 0, int(original.extent[0])))
    words = list(_words(copy, span.start, span.end))
    fills = [edit.region for edit in edits if isinstance(edit.region, Box)]
    return bool(words) and all(_is_scrap(word, known, fills) for word in words)


def _words(part: Part, start: int, end: int) -> Iterator[_Word]:
    """The words of a stretch that stand somewhere in a picture."""
    alignment, text = part.alignment, part.text
    if not isinstance(alignment, Alignment):
        return
    for run in range(bisect_right(alignment.ends, start), bisect_left(alignment.starts, end)):
        source = alignment.sources[run]
        if isinstance(source, Box):
            yield _Word(text[alignment.starts[run] : alignment.ends[run]], source)


def _is_scrap(word: _Word, known: Iterable[_Word], fills: Sequence[Box]) -> bool:
    from rapidfuzz.fuzz import partial_ratio

    here = [each for each in known if _is_at(word.box, each.box)]
    near = [fill for fill in fills if fill.part == word.box.part]
    if not here or any(_lies_in(each.box, fill) for each in here for fill in near):
        return False
    read, written = folded(word.text), [folded(each.text) for each in here]
    if any(read in one for one in written):
        return True
    clipped = any(_touch(each.box, fill) for each in here for fill in near)
    return clipped and any(partial_ratio(read, one) >= _ALIKE for one in written)


def _is_at(one: Box, other: Box) -> bool:
    smaller = min(_area(one), _area(other))
    return one.part == other.part and _both(one, other) >= _SAME_PLACE * smaller > 0


def _lies_in(box: Box, fill: Box) -> bool:
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    return fill.left <= x <= fill.right and fill.top <= y <= fill.bottom


def _touch(box: Box, fill: Box) -> bool:
    rim = _BESIDE * (box.bottom - box.top)
    return _both(Box(box.part, box.left - rim, box.top - rim, box.right + rim, box.bottom + rim), fill) > 0


def _both(one: Box, other: Box) -> float:
    across = min(one.right, other.right) - max(one.left, other.left)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    return max(across, 0.0) * max(down, 0.0)


def _area(box: Box) -> float:
    return (box.right - box.left) * (box.bottom - box.top)
