"""Where numbers stand in a text, and which expressions can match there by the kinds of the characters alone.

Every digit becomes a 9, every capital an A, every small letter an a: of a text so written, short stretches around
digits repeat themselves endlessly ("aa 9999 aaa"), so what can match in one is worked out once and remembered.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from redact.detect.cores import GAP, Core
from redact.detect.syntax import written

_KINDS = bytes(
    ord("9") if 48 <= code <= 57 else ord("A") if 65 <= code <= 90 else ord("a") if 97 <= code <= 122 else code
    for code in range(256)
)
_CLUSTER = re.compile(rb"9(?:[^9\n\r\t,;|\"'<>{}\[\]=?]{0,3}9)*+")
_LONGEST = 64
_MOST_REMEMBERED = 1 << 16


Tries = tuple[tuple[int, tuple[int, ...]], ...]
"""Rows, and for each the places where it is to be tried."""


class Clusters:
    """The numbers of texts; knows of each which rows (by their place in *cores*) may match there, and from where."""

    def __init__(self, cores: Sequence[Sequence[Core]]) -> None:
        by_form: dict[bytes, list[tuple[int, Core]]] = {}
        for row, of_row in enumerate(cores):
            for core in of_row:
                by_form.setdefault(written(core.run, _KINDS), []).append((row, core))
        self._forms = [(re.compile(b"(?=" + form + b")"), tuple(uses)) for form, uses in by_form.items()]
        self._known: dict[bytes, Tries] = {}

    def near(self, data: bytes) -> Iterator[tuple[int, int, Tries]]:
        """Each stretch in which a core may stand: its beginning and end, the rows to try with places counted from it.

        *data* is Latin-1 text.
        """
        kinds = data.translate(_KINDS)
        known = self._known
        for cluster in _CLUSTER.finditer(kinds):
            start, end = cluster.span()
            start = start - GAP if start > GAP else 0
            stretch = kinds[start : end + GAP]
            tries = known.get(stretch)
            if tries is None:
                tries = self._worked_out(stretch)
            if tries:
                yield start, end, tries

    def _worked_out(self, stretch: bytes) -> Tries:
        places: dict[int, set[int]] = {}
        for form, uses in self._forms:
            found = [match.start() for match in form.finditer(stretch)]
            for row, core in uses if found else ():
                places.setdefault(row, set()).update(
                    start - before for start in found for before in range(core.nearest, core.farthest + 1)
                )
        tries = tuple((row, tuple(sorted(places[row]))) for row in sorted(places))
        if len(stretch) <= _LONGEST:
            if len(self._known) >= _MOST_REMEMBERED:
                self._known.clear()
            self._known[stretch] = tries
        return tries
