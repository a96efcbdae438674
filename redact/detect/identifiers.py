"""The table of everything that has a form, and the detector that runs it.

Rows are kept in modules of their own by kind; ``TABLE`` is all of them. A new form is one row and two lines of test.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
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
    table_official,
    table_online,
    table_papers,
    table_people,
    table_places,
    table_positions,
    table_secrets,
    table_states,
    table_wallets,
)
from redact.detect.normalise import normalise
from redact.detect.patterns import Match, Pattern
from redact.detect.put_in import lies_inside, places
from redact.detect.scan import Scanner
from redact.detect.spoken import is_spoken, spoken
from redact.types import Finding, Modality, Part, TextSpan

TABLE: tuple[Pattern, ...] = (
    *table_contact.ROWS,
    *table_online.ROWS,
    *table_machines.ROWS,
    *table_devices.ROWS,
    *table_finance.ROWS,
    *table_wallets.ROWS,
    *table_official.ROWS,
    *table_papers.ROWS,
    *table_cases.ROWS,
    *table_states.ROWS,
    *table_places.ROWS,
    *table_positions.ROWS,
    *addresses.STREETS,
    *table_people.ROWS,
    *table_secrets.ROWS,
    *table_national.ROWS,
    *table_national_more.ROWS,
    *table_abroad.ROWS,
)

_STREETS = frozenset(row.name for row in addresses.STREETS)


@cache
def scanner(entity_types: tuple[str, ...], score: float) -> Scanner:
    """The rows of these types (all where there are none), compiled once in a process."""
    return Scanner([row for row in TABLE if not entity_types or row.entity_type in entity_types], score)


class IdentifierOptions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``score``: findings below it are not reported. ``entity_types``: only these; all where it is empty."""

    score: float = 0.4
    entity_types: tuple[str, ...] = ()


class IdentifierDetector:
    """Finds numbers, addresses, codes and secrets by their form, their checksum and the words beside them.

    It looks nothing up: a number with a valid form counts whether or not it was ever given out.
    """

    Options = IdentifierOptions
    version = "1"
    models: tuple[str, ...] = ()
    modalities: ClassVar[frozenset[Modality]] = frozenset({Modality.TEXT})

    def __init__(self, options: IdentifierOptions) -> None:
        self.options = options

    def detect(self, parts: Sequence[Part]) -> Iterable[Finding]:
        for part in parts:
            view = normalise(part.text)
            put_in = places(view.text)
            for match in self._matches(view.text, part.context):
                if match.score >= self.options.score and not lies_inside(match.start, match.end, put_in):
                    yield self._finding(match, TextSpan(part.id, *view.span(match.start, match.end)))

    def _matches(self, text: str, context: str) -> Iterator[Match]:
        found = list(scanner(self.options.entity_types, self.options.score).scan(text, context))
        yield from found
        if self._wants("ADDRESS"):
            postcodes = [(match.start, match.end) for match in found if match.pattern.name == "postcode"]
            streets = [(match.start, match.end) for match in found if match.pattern.name in _STREETS]
            yield from addresses.addresses(text, postcodes, streets)
        if is_spoken(context):
            yield from (match for match in spoken(text) if self._wants(match.pattern.entity_type))

    def _wants(self, entity_type: str) -> bool:
        return not self.options.entity_types or entity_type in self.options.entity_types

    def _finding(self, match: Match, span: TextSpan) -> Finding:
        rule = f"identifiers/{match.pattern.name} {self.version}"
        return Finding(match.pattern.entity_type, (span,), min(match.score, 1.0), rule, why=match.why)
