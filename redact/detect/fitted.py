"""A text cut into windows that a network can take whole, each with some text on either side, so that none is cut off.

The inner parts of the windows, put together, are the text. How much a network can take is told by what calls: it counts
in word pieces, which only the network's own tokenizer knows. A window that is too much is halved until it is not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from redact.detect.name_windows import windows
from redact.errors import PluginError

CORE, CONTEXT = 1000, 100
"""Characters in the inner part of a window, and those that are read with it on either side."""


class Window(NamedTuple):
    """``[first, last)`` is to be judged, ``[start, end)`` is to be read."""

    first: int
    last: int
    start: int
    end: int


def fitted(text: str, fits: Callable[[str], bool]) -> Iterator[Window]:
    """The windows of *text* in order; what each reads satisfies *fits*. Raises ``PluginError`` where nothing does."""
    for first, last in windows(text, CORE):
        yield from _halved(text, (first, last), CONTEXT, fits)


def _halved(text: str, core: tuple[int, int], context: int, fits: Callable[[str], bool]) -> Iterator[Window]:
    first, last = core
    window = _with_context(text, first, last, context)
    if fits(text[window.start : window.end]):
        yield window
    elif last - first == 1 and not context:
        raise PluginError("the model takes less than one character of text", "use another model")
    else:
        for start, end in windows(text[first:last], (last - first + 1) // 2):
            yield from _halved(text, (first + start, first + end), context // 2, fits)


def _with_context(text: str, first: int, last: int, context: int) -> Window:
    """A window that begins and ends beside a word where there is a space."""
    start, end = max(0, first - context), min(len(text), last + context)
    space = text.find(" ", start, first) if start else -1
    gap = text.rfind(" ", last, end) if end < len(text) else -1
    return Window(first, last, start if space < 0 else space, end if gap < 0 else gap)
