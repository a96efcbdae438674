"""What of an address stands beside what was read as one: the flat, the number or the code on a line of its own.

"Suite 967" and a bare number are no address by themselves; on the line before or behind a street they are part of it.
So is the code of a military post ("FPO AA 70489").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_DOOR = r"(?i:apt|apartment|suite|ste|flat|unit|room|floor)\b\.?[ \t]?#?\d{1,5}[A-Za-z]?"
_POST = r"(?:[FAD]PO[ \t]+)?(?:AA|AE|AP)[ \t]+\d{5}"
_EDGE = r"[ \t>|?*,;]*"
_BEHIND = re.compile(
    rf"(?:{_EDGE}\n?{_EDGE}|[ \t]+)(?P<door>{_DOOR}|{_POST})(?![\w-])"
    rf"|{_EDGE}\n{_EDGE}(?P<code>\d{{3,6}})(?={_EDGE}(?:\n|$))"
)
_BEFORE = re.compile(rf"(?:(?P<door>{_DOOR}){_EDGE}\n?{_EDGE}|(?:^|\n){_EDGE}(?P<code>\d{{1,6}}){_EDGE}\n{_EDGE})\Z")
_REACH = 40


def rest_of(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Places of further pieces of the address at ``[start, end)``, going on from each piece that is found."""
    while (behind := _BEHIND.match(text, end, end + _REACH)) and behind.end() > end:
        yield behind.span(behind.lastgroup or 0)
        end = behind.end()
    first = max(0, start - _REACH)
    while before := _BEFORE.search(text[first:start]):
        place = before.span(before.lastgroup or 0)
        yield first + place[0], first + place[1]
        start = first + place[0]
        first = max(0, start - _REACH)
