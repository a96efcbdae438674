"""Words set one below the other, as a name is on a badge, a door or a poster: given first name above, surname below.

A reader of names takes each row for itself. So a stack is written once more as one row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from redact.read.ocr.engine import Line

_LEAST, _TALLEST = 2, 4
"""Letters of a word, and rows of a stack."""
_ALIKE = 0.6
"""How high the lower row is against the upper one, or that against it, at least."""
_STEP, _OFF = (0.6, 2.2), 0.8
"""How far below the next row stands, and how far off to a side its beginning or middle may be, in heights."""


def stacks_of(rows: Sequence[Sequence[Line]]) -> Iterator[tuple[Line, ...]]:
    """Every run of rows of one word each that stand right below each other; *rows* are in reading order."""
    stack: list[Line] = []
    for row in rows:
        line = row[0] if len(row) == 1 and _is_one_name(row[0]) else None
        if stack and (line is None or len(stack) == _TALLEST or not _is_below(stack[-1], line)):
            yield from _worth_it(stack)
            stack = []
        stack += [line] if line is not None else []
    yield from _worth_it(stack)


def _worth_it(stack: Sequence[Line]) -> Iterator[tuple[Line, ...]]:
    if len(stack) > 1:
        yield tuple(stack)


def _is_one_name(line: Line) -> bool:
    """Whether it is one word that begins with a capital, as names do, and has nothing but letters."""
    if len(line.words) != 1:
        return False
    letters = line.words[0].text.strip(".,").replace("-", "").replace("'", "").replace("’", "")
    return len(letters) >= _LEAST and letters.isalpha() and letters[0].isupper()


def _is_below(upper: Line, lower: Line) -> bool:
    """Whether one line stands right below another of about its height, at its beginning or in its middle."""
    import numpy as np

    along, down = upper.quad[1] - upper.quad[0], upper.quad[3] - upper.quad[0]
    high = max(float(np.linalg.norm(down)), 1.0)
    low = max(float(np.linalg.norm(lower.quad[3] - lower.quad[0])), 1.0)
    along, down = along / max(float(np.linalg.norm(along)), 1.0), down / high
    step = (lower.quad.mean(axis=0) - upper.quad.mean(axis=0)) / max(high, low)
    begin = float((lower.quad[0] - upper.quad[0]) @ along) / max(high, low)
    least, most = _STEP
    beside = min(abs(begin), abs(float(step @ along))) <= _OFF
    return min(high, low) >= _ALIKE * max(high, low) and least <= float(step @ down) <= most and beside
