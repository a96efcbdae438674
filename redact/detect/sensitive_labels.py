"""What a label says of its value: "Religion: …" on a line of a form, or a cell under a heading "Ethnic origin"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from redact.detect.sensitive_search import Hit, labels
from redact.detect.sensitive_terms import Term, fold

_LONGEST_CELL = 300
_VALUE = re.compile(r"[ \t]{0,4}(?:\([^)\n]{0,30}\))?[ \t]{0,4}[:=][ \t]{0,8}(?P<x>\S[^\n\t|]{0,60})(?=[\n\t|]|\Z)")
_BEFORE = re.compile(r"(?:\A|[\n\t|])[ \t>*\-\u2022\d.)]{0,8}(?:[A-Za-z']{1,12}[ ]){0,2}\Z")
_BLANK = re.compile(
    r"\W*(?:n/?a|nil|none|no|false|unknown|not (?:known|stated|applicable|recorded)|prefer not to say|see .*)?\W*",
    re.IGNORECASE,
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_BESIDE = frozenset(
    "type details detail notes known current any stated patient patients employee staff your primary secondary main"
    " recorded code description if of the and name status category self declared".split()
)
_MOST_BESIDE = 3


def labels_value(text: str, hit: Hit) -> bool:
    """Whether a label stands at the beginning of a line with a value behind it that says something."""
    value = _VALUE.match(text, hit.end)
    if value is None or _BLANK.fullmatch(value["x"]):
        return False
    return _BEFORE.search(text, max(0, hit.start - 40), hit.start) is not None


def cell(text: str, heading: str) -> Iterator[tuple[Term, int, int]]:
    """The whole of a short part whose *heading* is a label, once for each type that the label stands for."""
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    if not heading or not 0 < end - start <= _LONGEST_CELL or _BLANK.fullmatch(text, start, end):
        return
    for term in _said_by(heading):
        yield term, start, end


def _said_by(heading: str) -> tuple[Term, ...]:
    words = fold(_CAMEL.sub(" ", heading)).split()
    known = labels()
    for width in range(len(words), 0, -1):
        for first in range(len(words) - width + 1):
            rest = words[:first] + words[first + width :]
            said = known.get(" ".join(words[first : first + width]))
            if said and len(rest) <= _MOST_BESIDE and _BESIDE.issuperset(rest):
                return said
    return ()
