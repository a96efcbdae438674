"""Which heading a column, a key or a label is: words apart, case and marks aside, whole words only."""

from __future__ import annotations

import re
from functools import lru_cache

from redact.detect.heading_rows import HEADINGS, Heading

_ALL = tuple((re.compile(heading.regex, re.IGNORECASE), heading) for heading in HEADINGS)
_SPLIT = re.compile(r"(?<=[a-z])(?=[A-Z])|[_.\[\]]+|\s+")
_TAIL = re.compile(r"[\s:*?#.\-]+$")


@lru_cache(maxsize=4096)
def heading_for(words: str) -> Heading | None:
    """What a heading announces, if anything. Of a path ("customer.contact.phone") the last words that fit count."""
    plain = _TAIL.sub("", " ".join(part for part in _SPLIT.split(words) if part))
    tokens = plain.split(" ")
    for first in range(len(tokens)):
        said = " ".join(tokens[first:])
        for regex, heading in _ALL:
            if said and regex.fullmatch(said):
                return heading if first == 0 or _path(words) else None
    return None


def _path(words: str) -> bool:
    """Whether earlier words may be passed over: they are keys above it and not part of a phrase."""
    return " " not in words.strip() or any(mark in words for mark in "._/>")
