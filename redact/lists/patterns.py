r"""Regular expressions of a policy's lists, held to a bounded cost before they see a text.

Python's engine tries every way in which a pattern may divide a text, and some patterns have more ways than there is
time. So the ways of a pattern are counted on its own parse tree, for a text of ``REACH`` characters: ``x+`` has as many
as that, what is written in a row multiplies, and what is repeated has all its ways at every turn. A pattern with more
than ``MOST_WAYS`` is refused: ``(\w+ )+`` is, and three ``+`` in a row are; ``{1,64}`` in place of ``+`` mends it. The
count is an upper bound, so some harmless patterns are refused too.

Texts are read in windows, so that the cost is linear in the text whatever stands in it; a match that is longer than
``REACH`` may be cut or missed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from math import inf
from typing import Any

from redact.errors import PolicyError

REACH = 1_000
MOST_WAYS = 1_000_000
_WINDOW = 4 * REACH


def bounded(pattern: str) -> re.Pattern[str]:
    """*pattern*, compiled. Raises ``PolicyError``, which does not quote it."""
    from re import _parser as parser  # type: ignore[attr-defined]  # the only parser of this language; no types

    try:
        tree, compiled = parser.parse(pattern), re.compile(pattern)
    except (re.error, RecursionError, OverflowError) as error:
        place = f" at character {error.pos + 1}" if isinstance(error, re.error) and error.pos is not None else ""
        raise PolicyError(f"the pattern is no regular expression{place}") from None
    if tree.getwidth()[0] == 0:
        raise PolicyError("the pattern matches the empty text", "write + for *, or {1,64}")
    if _ways(tree) > MOST_WAYS:
        problem = "the pattern could take for ever: it repeats what is itself of any length, or too much of it in a row"
        raise PolicyError(problem, "write {1,64} in place of + and *, and repeat only what has a fixed form")
    return compiled


def _ways(tree: Iterable[tuple[Any, Any]]) -> float:
    ways = 1.0
    for code, told in tree:
        ways = min(ways * _ways_of(code.name, told), inf)
    return ways


def _ways_of(code: str, told: Any) -> float:
    match code:
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            return _repeated(*told)
        case "BRANCH":
            return sum(map(_ways, told[1]))
        case "GROUPREF_EXISTS":
            return sum(_ways(tree) for tree in told[1:] if tree)
        case "SUBPATTERN" | "ASSERT" | "ASSERT_NOT":
            return _ways(told[-1])
        case _:
            return _ways(told) if code == "ATOMIC_GROUP" else 1.0


def _repeated(least: int, most: int, body: Iterable[tuple[Any, Any]]) -> float:
    turns, inner = min(most, REACH), _ways(body)
    try:
        return float(turns - min(least, turns) + 1) * inner**turns
    except OverflowError:
        return inf


def matches(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    """Where *pattern* matches in *text*, in order, without overlaps."""
    done = start = 0
    while start < len(text):
        end = min(start + _WINDOW, len(text))
        limit = end if end == len(text) else end - REACH
        for found in pattern.finditer(text, max(start, done), end):
            if found.start() >= limit and end < len(text):
                break
            done = found.end()
            yield found.span()
        start = limit


def is_all(patterns: Iterable[re.Pattern[str]], value: str) -> bool:
    """Whether one of *patterns* matches the whole of *value*."""
    return len(value) <= REACH and any(pattern.fullmatch(value) for pattern in patterns)
