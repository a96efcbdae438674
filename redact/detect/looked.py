"""Which characters a detector has examined, said in places of the part and not of the view that it worked on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from redact.detect.normalise import View
from redact.types import Looked, Part


def whole(part: Part, view: View) -> Looked:
    """All of the view, for a detector that runs over it in one piece."""
    end = len(view.text)
    return Looked(part.id, *view.span(0, end)) if view.starts else Looked(part.id, 0, end)


def looked(part: Part, view: View, stretches: Iterable[tuple[int, int]]) -> Iterator[Looked]:
    """The *stretches* of the view that were examined, as stretches of the part; those that adjoin come as one."""
    begun = reached = 0
    for start, end in sorted(stretches):
        if start > reached:
            yield from _one(part, view, begun, reached)
            begun = start
        reached = max(reached, end)
    yield from _one(part, view, begun, reached)


def _one(part: Part, view: View, start: int, end: int) -> Iterator[Looked]:
    if end > start:
        yield Looked(part.id, *view.span(start, end))
