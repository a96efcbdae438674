"""The rows of a table made ready for the library: expressions, readings, labels and signs as arrays (``scan.h``)."""

from __future__ import annotations

import ctypes
import re
from array import array
from collections.abc import Iterable, Mapping, Sequence
from string import ascii_lowercase, ascii_uppercase
from typing import Any

from redact.detect.addresses import ADDRESS, BEFORE_POSTCODE, BEHIND_STREET, is_street
from redact.detect.checks import iban
from redact.detect.disguises import DISGUISES, Disguise
from redact.detect.ibans import FORM
from redact.detect.labels import SPENT, TELEPHONE_OF, WORDS, expressions_of_labels
from redact.detect.native import layout
from redact.detect.native.address_forms import address_forms
from redact.detect.native.automaton import Automaton, Wanted, begins_with
from redact.detect.native.checks import NONE, check_numbers
from redact.detect.native.expressions import EVERY, longest, taken_apart
from redact.detect.native.program import Program
from redact.detect.native.symbols import BEFORE, symbols_that
from redact.detect.patterns import Check, Mark, Near, Number, Pattern, Told, Words, needs_label, worth
from redact.detect.put_in import TELLING
from redact.detect.syntax import digit_within, pieces
from redact.detect.telephones import (
    FOR_DRAMA,
    REGIONS,
    START,
    anywhere,
    anywhere_plan,
    british,
    codes,
    international,
    plan,
    prefix,
)

Forms = Mapping[tuple[str, Near], Sequence[Pattern]]
"""Every expression, where it is worth trying, and the patterns that have it."""

VERDICTS = SUPPORTS = (None, True, False)
"""What a check or a label says, in the order of the library's numbers."""
CODES = 12
"""A match comes as the number of its reading times this, and what its check and its label say."""
KINDS = {kind: number for number, kind in enumerate(WORDS)}
"""The number of each kind of label."""

_NO_CHECK, _CALLERS = -1, -2
_PLANS: dict[Check, int] = {british: 0, international: 1, anywhere: 2, iban: 3}
"""Checks that ask for an expression: see ``plans.h``."""
_COUNTRY_CODES = 1000
_CLOSE = 14
"""A row that begins so few characters before its words is looked for by its own beginning."""
_FAR = 240
_FARTHEST = 1 << 12


_DIGITS = symbols_that("0123456789\u0663".__contains__)
_CAPITALS, _SMALL = symbols_that(ascii_uppercase.__contains__), symbols_that(ascii_lowercase.__contains__)
_LETTERS = symbols_that(str.isalpha)
_A_WORD = (_SMALL,) * 6
_ALIKE = (_DIGITS, _CAPITALS, _SMALL, _LETTERS & ~_CAPITALS & ~_SMALL)
"""What numbers of different forms need not be told apart by."""


class Ready:
    """A table for the library. ``table`` is valid as long as this lives; ``told``: what each match means, by its code.

    ``patterns``: that of each reading.
    """

    def __init__(self, forms: Forms, floor: float) -> None:
        self.told: list[Told | None] = []
        self.patterns: list[Pattern] = []
        self.table = layout.Table()
        self._kept: list[Any] = []
        self._floor = floor
        self._program = Program()
        self._words, self._shapes = Automaton((_DIGITS,)), Automaton(_ALIKE)
        self._wanted = 0
        self._add_rows(forms)
        self._add_address()
        self._add_labels()
        self._add_signs()
        self._add_plans()
        self._finish()

    def _add_rows(self, forms: Forms) -> None:
        table = [pattern for patterns in forms.values() for pattern in patterns]
        readings = _Readings(table, self._floor)
        rows = (layout.Row * len(forms))()
        hints: list[tuple[str, int]] = []
        for number, ((regex, near), patterns) in enumerate(forms.items()):
            rows[number] = self._row(regex, near, len(readings.patterns), len(patterns))
            for pattern in patterns:
                readings.add(pattern)
            rows[number].gate = _gate(patterns, self._floor) if isinstance(near, Number) else 0
            hints += ((word, number) for word in self._look_for(number, regex, near))
        self._wanted = len(forms)
        for word, _ in hints:
            self._want(self._words, word)
        self.told, self.patterns = readings.told, readings.patterns
        self.table.rows, self.table.row_count = self._at(rows), len(forms)
        self.table.readings = self._at((layout.Reading * len(readings.laid_out))(*readings.laid_out))
        self.table.word_rows = self._at(array("i", [row for _, row in hints]))
        self.table.word_count = len(hints)

    def _row(self, regex: str, near: Near, first: int, count: int) -> layout.Row:
        row = layout.Row(self._program.add(regex), *self._program.front(regex), first, count)
        row.longest = min(longest(regex), _FARTHEST)
        if not (isinstance(near, Number) or _is_close(near)):
            row.nearest, row.farthest, row.solid = -near.before, near.ahead, near.solid
            within = digit_within(pieces(regex)) + near.ahead
            row.digit_within = within if within < _FAR else 0
        return row

    def _look_for(self, number: int, regex: str, near: Near) -> list[str]:
        """Have the row told by its beginning; else the words around which it is tried."""
        sequence = taken_apart(regex)[0]
        if isinstance(near, Number):
            by_shape = not begins_with(sequence, _A_WORD)
            (self._shapes if by_shape else self._words).add(Wanted(number, sequence))
            return []
        if _is_close(near):
            self._words.add(Wanted(number, sequence))
            return []
        return [near.mark] if isinstance(near, Mark) else list(map(_in_any_case, near.words))

    def _add_address(self) -> None:
        self.table.addresses = address_forms(self._program)
        wanted = any(pattern.entity_type == ADDRESS.entity_type for pattern in self.patterns)
        self.table.address = len(self.patterns) if wanted else -1
        self.told += [None, BEFORE_POSTCODE, BEHIND_STREET, *[None] * (CODES - 3)]

    def _add_labels(self) -> None:
        labels = expressions_of_labels()
        for number, (_, regex) in enumerate(labels):
            sequence = taken_apart(regex)[0]
            for before, first in ((EVERY & ~_LETTERS, EVERY), (_SMALL, _CAPITALS)):
                self._words.add(Wanted(self._wanted + number, sequence, before, first, underscored=True))
        self._wanted += len(labels)
        rows = [number for kind, regex in labels for number in (KINDS[kind], self._program.add(regex))]
        self.table.label_rows, self.table.label_count = self._at(array("i", rows)), len(labels)
        self.table.spent, self.table.telephone_of = map(self._program.add, (SPENT.pattern, TELEPHONE_OF.pattern))
        self.table.spent_first = self._program.front(SPENT.pattern)[1]
        self.table.telephone = KINDS["PHONE_NUMBER"]

    def _add_signs(self) -> None:
        proofs = (disguise.proof for disguise in DISGUISES)
        for expression in (*(disguise.trigger for disguise in DISGUISES), *proofs, TELEPHONE_OF.pattern, TELLING):
            self._want(self._words, expression)
        self.table.sign_rows = self._at((layout.Sign * len(DISGUISES))(*map(self._sign, DISGUISES)))
        self.table.sign_count, self.table.sought_count = len(DISGUISES), self._wanted

    def _sign(self, disguise: Disguise) -> layout.Sign:
        proof = self._program.add(disguise.proof) if disguise.proof else -1
        return layout.Sign(self._program.add(disguise.trigger), proof, disguise.back)

    def _add_plans(self) -> None:
        """The number plans of Britain and of ``REGIONS``; for those of other countries Python is asked."""
        plans = array("i", [-1, -1] * _COUNTRY_CODES)
        for code, regions in codes().items():
            known = not {"GB", *REGIONS}.isdisjoint(regions)
            plans[code * 2] = self._program.add(plan(code).pattern) if known else -2
            if known and prefix(code).pattern != START:
                plans[code * 2 + 1] = self._program.add(prefix(code).pattern)
        expressions = ("|".join(FOR_DRAMA), anywhere_plan().pattern, FORM.pattern)
        self.table.plans = layout.Plans(self._at(plans), *map(self._program.add, expressions))

    def _want(self, automaton: Automaton, expression: str) -> None:
        if expression:
            automaton.add(Wanted(self._wanted, taken_apart(expression)[0]))
        self._wanted += 1

    def _finish(self) -> None:
        arrays = (self._program.code, self._program.starts, self._program.sets)
        self.table.program = layout.Program(*map(self._at, arrays))
        self.table.words, self.table.shapes = self._automaton(self._words), self._automaton(self._shapes)
        self.table.word_states, self.table.shape_states = len(self._words.owners), len(self._shapes.owners)

    def _automaton(self, automaton: Automaton) -> layout.Automaton:
        classes = automaton.classes()
        arrays = (classes, automaton.sets(), automaton.edges, automaton.steps, automaton.owners, automaton.starts)
        starts = len(automaton.starts) // 2
        return layout.Automaton(*map(self._at, arrays), max(classes) + 1, starts, classes[BEFORE])

    def _at(self, data: Any) -> int:
        """The address of an array, which is kept from now on."""
        self._kept.append(data)
        if isinstance(data, array):
            return data.buffer_info()[0]
        if isinstance(data, bytes):
            return ctypes.cast(ctypes.c_char_p(data), ctypes.c_void_p).value or 0
        return ctypes.addressof(data)


class _Readings:
    """What matches may mean, as the library is told it."""

    def __init__(self, table: Sequence[Pattern], floor: float) -> None:
        self.patterns: list[Pattern] = []
        self.laid_out: list[layout.Reading] = []
        self.told: list[Told | None] = []
        self._floor = floor
        self._checks = check_numbers(table)
        self._ranks = {name: rank for rank, name in enumerate(sorted(pattern.name for pattern in table))}
        self._types: dict[str, int] = {}

    def add(self, pattern: Pattern) -> None:
        outcomes = [worth(pattern, verdict, support) for verdict in VERDICTS for support in SUPPORTS]
        told = [one if one.score >= self._floor else None for one in outcomes]
        laid_out = layout.Reading(labels=_bits(pattern.labels), rivals=_bits(pattern.rivals), once=pattern.once)
        laid_out.check, laid_out.plan = self._check(pattern.check)
        laid_out.needs_label = needs_label(pattern, self._floor)
        laid_out.kept = sum(1 << place for place, one in enumerate(told) if one)
        laid_out.leads = 1 if pattern.entity_type == "UK_POSTCODE" else 2 if is_street(pattern) else 0
        laid_out.type = self._types.setdefault(pattern.entity_type, len(self._types))
        laid_out.rank = self._ranks[pattern.name]
        laid_out.scores[:] = [round(one.score * 1e6) for one in outcomes]
        self.told += [*told, *[None] * (CODES - len(told))]
        self.patterns.append(pattern)
        self.laid_out.append(laid_out)

    def _check(self, check: Check | None) -> tuple[int, int]:
        if check is None:
            return _NO_CHECK, -1
        number = self._checks[check]
        return (_CALLERS if number == NONE else number), _PLANS.get(check, -1)


def _is_close(near: Mark | Words) -> bool:
    """Whether a row that is tried near a word may as well be looked for by its own beginning."""
    return 0 <= near.before <= _CLOSE and near.ahead <= 1


def _gate(patterns: Sequence[Pattern], floor: float) -> int:
    """The kinds of labels without one of which no pattern counts; none where one counts without."""
    if not all(needs_label(pattern, floor) for pattern in patterns):
        return 0
    return _bits({kind for pattern in patterns for kind in pattern.labels})


def _bits(kinds: Iterable[str]) -> int:
    return sum(1 << KINDS[kind] for kind in kinds)


def _in_any_case(word: str) -> str:
    return f"(?i:{re.escape(word)})"
