"""The table of everything that has a form, and the detector that runs it.

Rows are kept in modules of their own by kind; ``TABLE`` is all of them. A new form is one row and two lines of test.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import chain
from typing import ClassVar

import msgspec

from redact.detect import (
    addresses,
    table_abroad,
    table_cases,
    table_contact,
    table_devices,
    table_finance,
    table_machines,
    table_national,
    table_national_more,
    table_officers,
    table_official,
    table_online,
    table_papers,
    table_people,
    table_places,
    table_positions,
    table_secrets,
    table_secrets_more,
    table_states,
    table_users,
    table_wallets,
)
from redact.detect.explain import steps
from redact.detect.looked import whole
from redact.detect.native.library import library
from redact.detect.normalise import normalise
from redact.detect.patterns import Match, Pattern
from redact.detect.put_in import PutIn
from redact.detect.scan import Scanner, Way
from redact.detect.spoken import is_spoken, spoken
from redact.types import Finding, Looked, Modality, Part, TextSpan

TABLE: tuple[Pattern, ...] = (
    *table_contact.ROWS,
    *table_online.ROWS,
    *table_machines.ROWS,
    *table_users.ROWS,
    *table_devices.ROWS,
    *table_finance.ROWS,
    *table_wallets.ROWS,
    *table_official.ROWS,
    *table_papers.ROWS,
    *table_cases.ROWS,
    *table_officers.ROWS,
    *table_states.ROWS,
    *table_places.ROWS,
    *table_positions.ROWS,
    *addresses.STREETS,
    *table_people.ROWS,
    *table_secrets.ROWS,
    *table_secrets_more.ROWS,
    *table_national.ROWS,
    *table_national_more.ROWS,
    *table_abroad.ROWS,
)


@cache
def scanner(entity_types: tuple[str, ...], score: float, way: Way) -> Scanner:
    """The rows of these types (all where there are none), compiled once in a process.

    Raises ``MissingError`` where a search is asked for that is not installed.
    """
    rows = [row for row in TABLE if not entity_types or row.entity_type in entity_types]
    return Scanner(rows, score, way)


class IdentifierOptions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``score``: findings below it are not reported. ``entity_types``: only these; all where it is empty.

    ``search``: how places worth a look are found; the quickest that is installed, unless one is named. Findings are the
    same with any.
    """

    score: float = 0.4
    entity_types: tuple[str, ...] = ()
    search: Way = "quickest"


class IdentifierDetector:
    """Finds numbers, addresses, codes and secrets by their form, their checksum and the words beside them.

    It looks nothing up: a number with a valid form counts whether or not it was ever given out.
    """

    Options = IdentifierOptions
    version = "2"
    models: tuple[str, ...] = ()
    modalities: ClassVar[frozenset[Modality]] = frozenset({Modality.TEXT})

    def __init__(self, options: IdentifierOptions) -> None:
        self.options = options

    @property
    def entity_types(self) -> frozenset[str]:
        """The types of the rows that the options leave in."""
        return frozenset(row.entity_type for row in TABLE if self._wants(row.entity_type))

    @staticmethod
    def note() -> str:
        """How texts are searched here."""
        return "searched in C" if library() else "searched in Python, slowly: the C library was not built"

    def detect(self, parts: Sequence[Part]) -> Iterable[Finding | Looked]:
        options = self.options
        scan, rules = scanner(options.entity_types, options.score, options.search).scan, _Rules()
        for part in parts:
            view = normalise(part.text)
            span = view.span if view.starts else None
            for (pattern, score, why), start, end in self._matches(view.text, part.context, scan):
                place = TextSpan(part.id, *span(start, end)) if span else TextSpan(part.id, start, end)
                yield Finding(pattern.entity_type, (place,), score, rules[pattern.name], None, why)
            yield whole(part, view)

    def explain(self, finding: Finding) -> tuple[str, ...]:
        """The row that made the finding: what a match of it is worth, by what, and where the form is described."""
        name = finding.detector.removeprefix("identifiers/").rpartition(" ")[0]
        return tuple(steps(_by_name()[name])) if name in _by_name() else ()

    def _matches(self, text: str, context: str, scan: Callable[[str, str], Iterable[Match]]) -> Iterable[Match]:
        return chain(scan(text, context), self._said(text)) if is_spoken(context) else scan(text, context)

    def _said(self, text: str) -> Iterator[Match]:
        put_in = PutIn(text)
        for match in spoken(text):
            if self._wants(match.pattern.entity_type) and not put_in.holds(match.start, match.end):
                yield match

    def _wants(self, entity_type: str) -> bool:
        return not self.options.entity_types or entity_type in self.options.entity_types


@cache
def _by_name() -> dict[str, Pattern]:
    return {row.name: row for row in (*TABLE, addresses.ADDRESS)}


class _Rules(dict[str, str]):
    """What a finding gives as its detector, by the name of the row."""

    def __missing__(self, name: str) -> str:
        self[name] = f"identifiers/{name} {IdentifierDetector.version}"
        return self[name]
