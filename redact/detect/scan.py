"""The table run over a text: a search finds what stands there, and what stands there in disguise is looked at again.

A text is read in blocks that overlap, so that memory stays small and cost grows with length, whatever the length. The
searches (``native``, in C; ``tried``, in Python, with hyperscan or without) differ in speed alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from redact.detect.addresses import addresses
from redact.detect.disguises import seen_through
from redact.detect.native.library import library
from redact.detect.patterns import Match, Near, Pattern
from redact.detect.put_in import PutIn
from redact.detect.seen import Search
from redact.detect.words import has_hyperscan
from redact.errors import MissingError

BLOCK = 1 << 18
"""How many characters are looked at in one go."""
MARGIN = 1 << 14
"""How far a block looks into its neighbours: no match may be longer."""

Way = Literal["quickest", "native", "hyperscan", "plain"]


class Scanner:
    """The rows of a table, compiled. Gives every match worth at least *floor* that was not put in by this program.

    Matches of different rows may overlap: settling them is the pipeline's work. Raises ``MissingError`` where *way*
    names a search that is not installed.
    """

    def __init__(self, table: Sequence[Pattern], floor: float, way: Way = "quickest") -> None:
        self._search = _search(table, floor, way)
        self._addresses = any(pattern.entity_type == "ADDRESS" for pattern in table)

    def scan(self, text: str, outside: str = "") -> Iterable[Match]:
        """Every match in *text*, a plain view. *outside*: words from around the text that may be labels."""
        return self._block(text, outside) if len(text) <= BLOCK else self._blocks(text, outside)

    def _blocks(self, text: str, outside: str) -> Iterator[Match]:
        for begin in range(0, len(text), BLOCK):
            first = max(begin - MARGIN, 0)
            for told, start, end in self._block(text[first : begin + BLOCK + MARGIN], outside):
                if begin <= start + first < begin + BLOCK:
                    yield Match(told, start + first, end + first)

    def _block(self, text: str, outside: str) -> list[Match]:
        seen = self._search.seen(text, outside)
        found = seen.matches
        if seen.signs:
            through = list(seen_through(text, seen.signs, lambda window: self._search.seen(window, outside)))
            found += through
            found += addresses(text, through) if self._addresses else ()
        if outside:
            found = [match for match in found if not match.pattern.unheaded]
        if not seen.put_in:
            return found
        put_in = PutIn(text)
        return [match for match in found if not put_in.holds(match.start, match.end)]


def _search(table: Sequence[Pattern], floor: float, way: Way) -> Search:
    forms = _by_form(table)
    compiled = library() if way in ("quickest", "native") else None
    if compiled:
        from redact.detect.native.search import NativeSearch

        return NativeSearch(forms, floor, compiled)
    if way == "native":
        raise MissingError(
            "the native search was not built", "install with a C compiler or the package ziglang at hand"
        )
    if way == "hyperscan" and not has_hyperscan():
        raise MissingError("hyperscan is not installed", "pip install hyperscan, or leave the search to be chosen")
    from redact.detect.tried import Tried

    return Tried(forms, floor, plain=way == "plain")


def _by_form(table: Sequence[Pattern]) -> dict[tuple[str, Near], tuple[Pattern, ...]]:
    forms: dict[tuple[str, Near], tuple[Pattern, ...]] = {}
    for pattern in table:
        form = (pattern.regex, pattern.near)
        forms[form] = (*forms.get(form, ()), pattern)
    return forms
