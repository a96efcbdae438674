"""What a reviewer added: held against the document, given the words under its boxes, and put to what goes.

A reviewer draws a box; the words that stand in it are worked out from the memory that texts have of where they came
from, so that they are looked for in the copy as any value is. Such a finding stands in its box and in those words. A
word counts when half of its letters have their middle in the box, and then goes as a whole. Words that nobody can read
stay unknown: then the box alone is covered and looked at.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from msgspec.structs import replace

from redact.errors import PolicyError
from redact.occurrences import Folds
from redact.resolve.echoes import echoes
from redact.resolve.lists import Spans
from redact.resolve.overlaps import around, by_part, settle, span_of
from redact.steps.look import is_inside
from redact.types import Box, Finding, Modality, Part, Region, TextSpan

BY_REVIEWER = "review"
"""The detector of what a person added."""
_WORD = re.compile(r"\w+")


def placed(added: Iterable[Finding], parts: Mapping[str, Part]) -> tuple[Finding, ...]:
    """The same findings with the words under their boxes.

    Raises ``PolicyError`` for a region that is not in the document.
    """
    listed = list(added)
    for finding in listed:
        for region in finding.regions:
            _check(region, parts)
    boxes = dict.fromkeys(region for finding in listed for region in finding.regions if isinstance(region, Box))
    words = _words_under(boxes, parts)
    return tuple(replace(finding, regions=tuple(_with_words(finding.regions, words))) for finding in listed)


def _check(region: Region, parts: Mapping[str, Part]) -> None:
    part = parts.get(region.part)
    if part is None or not is_inside(region, part):
        where = "a part that the file does not have" if part is None else f"a place outside of {part.place or part.id}"
        raise PolicyError(f"a reviewer's decision names {where}", "take that decision back and make it again")


def _with_words(regions: Iterable[Region], words: Mapping[Box, Sequence[TextSpan]]) -> Iterator[Region]:
    """Each box before its words: their places are joined to it."""
    for region in regions:
        yield region
        if isinstance(region, Box):
            yield from words.get(region, ())


def _words_under(boxes: Iterable[Box], parts: Mapping[str, Part]) -> dict[Box, list[TextSpan]]:
    pictures: dict[str, list[Box]] = defaultdict(list)
    for box in boxes:
        pictures[box.part].append(box)
    found: dict[Box, list[TextSpan]] = defaultdict(list)
    for picture, drawn in pictures.items():
        for part in parts.values():
            if part.modality is Modality.TEXT and part.alignment is not None and part.page == parts[picture].page:
                for box, spans in _in_text(part, picture, drawn):
                    found[box] += spans
    return found


def _in_text(part: Part, picture: str, boxes: Iterable[Box]) -> Iterator[tuple[Box, list[TextSpan]]]:
    words = [(word.span(), _middles(part, picture, *word.span())) for word in _WORD.finditer(part.text)]
    for box in boxes:
        under = [number for number, (_, middles) in enumerate(words) if _is_under(box, middles)]
        spans = [span for span, _ in words]
        yield box, [TextSpan(part.id, spans[run[0]][0], spans[run[-1]][1]) for run in _runs(under)]


def _middles(part: Part, picture: str, start: int, end: int) -> list[tuple[float, float]]:
    located = part.alignment.locate(start, end) if part.alignment else ()
    boxes = [each for each in located if isinstance(each, Box) and each.part == picture]
    return [((box.left + box.right) / 2, (box.top + box.bottom) / 2) for box in boxes]


def _is_under(box: Box, middles: Sequence[tuple[float, float]]) -> bool:
    under = sum(box.left <= x <= box.right and box.top <= y <= box.bottom for x, y in middles)
    return under > 0 and 2 * under >= len(middles)


def _runs(numbers: Iterable[int]) -> Iterator[list[int]]:
    """Neighbours together."""
    for _, run in groupby(enumerate(numbers), key=lambda row: row[1] - row[0]):
        yield [number for _, number in run]


# --- Among what was found --------------------------------------------------------------------------------


def echoes_of(added: Sequence[Finding], found: Iterable[Finding], texts: Mapping[str, str]) -> list[Finding]:
    """Where else the words stand that a reviewer hid, and nothing was *found*: somebody has to decide about it."""
    singles = list(_singles(added))
    if not singles:
        return []
    taken = Spans([*found, *singles])
    return [each for each in settle(echoes(singles, texts, Folds()), texts) if not taken.touch(each)]


def with_added(goes: Iterable[Finding], added: Iterable[Finding], texts: Mapping[str, str]) -> tuple[Finding, ...]:
    """What goes together with what a reviewer added; overlaps in text are settled, in pixels they do no harm."""
    listed = list(added)
    words = [finding for finding in listed if all(isinstance(region, TextSpan) for region in finding.regions)]
    others = [finding for finding in listed if finding not in words]
    return (*(settle([*goes, *words], texts) if words else goes), *others)


def beside(stays: Iterable[Finding], added: Iterable[Finding], texts: Mapping[str, str]) -> tuple[Finding, ...]:
    """What of the findings that stay is not hidden by what a reviewer added."""
    winners = by_part(settle(_singles(added), texts))
    if not winners:
        return tuple(stays)
    return tuple(piece for finding in stays for piece in _left_of(finding, winners, texts))


def _left_of(finding: Finding, winners: Mapping[str, Sequence[Finding]], texts: Mapping[str, str]) -> Iterator[Finding]:
    region = finding.regions[0]
    if len(finding.regions) > 1 or not isinstance(region, TextSpan) or region.part not in winners:
        yield finding
        return
    text = texts[region.part]
    for piece in around(finding, winners[region.part], text):
        yield piece if piece.regions[0] == region else replace(piece, regions=(_bare(span_of(piece), text),))


def _bare(span: TextSpan, text: str) -> TextSpan:
    """A stretch of text without the blanks at its ends."""
    words = text[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip())
    return TextSpan(span.part, start, start + len(words.strip()))


def _singles(added: Iterable[Finding]) -> Iterator[Finding]:
    """The words of what was added, one stretch each."""
    for finding in added:
        for region in finding.regions:
            if isinstance(region, TextSpan):
                yield replace(finding, regions=(region,))
