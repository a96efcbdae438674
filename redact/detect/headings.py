"""Which heading a column, a key or a label is: words apart, case and marks aside, whole words only."""

from __future__ import annotations

import re
from functools import lru_cache

from redact.detect.heading_rows import HEADINGS, Heading

_ALL = tuple((re.compile(heading.regex, re.IGNORECASE), heading) for heading in HEADINGS)
_SPLIT = re.compile(r"(?<=[a-z])(?=[A-Z])|[_.\[\]]+|\s+")
_TAIL = re.compile(r"[\s:*?#.\-]+$")


def heading_for(words: str, value: str) -> Heading | None:
    """What a heading announces, if anything: of several meanings ("UPN") the first that *value* does not contradict."""
    meanings = headings_for(words)
    return next((heading for heading in meanings if heading.fits(value)), meanings[0] if meanings else None)


@lru_cache(maxsize=4096)
def headings_for(words: str) -> tuple[Heading, ...]:
    """All that a heading may announce. Of a path ("customer.contact.phone") the last words that fit count."""
    plain = _TAIL.sub("", " ".join(part for part in _SPLIT.split(words) if part))
    tokens = plain.split(" ")
    for first in range(len(tokens)):
        said = " ".join(tokens[first:])
        found = tuple(heading for regex, heading in _ALL if said and regex.fullmatch(said))
        if found:
            return found if first == 0 or _path(words) else ()
    return ()


def _path(words: str) -> bool:
    """Whether earlier words may be passed over: they are keys above it and not part of a phrase."""
    return " " not in words.strip() or any(mark in words for mark in "._/>")
