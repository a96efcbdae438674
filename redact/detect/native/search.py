"""The native search: the rows of a table as arrays for ``scan.h``, and what it finds in a text as matches."""

from __future__ import annotations

import ctypes
import weakref
from array import array
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from redact.detect.checks import iban
from redact.detect.disguises import DISGUISES, Disguise
from redact.detect.ibans import FORM
from redact.detect.labels import SPENT, TELEPHONE_OF, WORDS, Labels, expressions_of_labels
from redact.detect.native import layout
from redact.detect.native.automaton import Automaton, Wanted, begins_with
from redact.detect.native.checks import NONE, check_numbers
from redact.detect.native.expressions import EVERY, Set, longest, taken_apart
from redact.detect.native.program import Program
from redact.detect.native.symbols import BEFORE, SIGNS, encoded
from redact.detect.patterns import Check, Mark, Match, Near, Number, Pattern, Reading, Words, best, worth
from redact.detect.put_in import TELLING
from redact.detect.seen import Seen
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

_VERDICTS = _SUPPORTS = (None, True, False)
_CODES = 12
_ASK = 3
_NO_CHECK, _CALLERS = -1, -2
_CLOSE = 14
"""A row that begins so few characters before its words is looked for by its own beginning."""
_FAR = 240
_FARTHEST = 1 << 12
_PLANS: dict[Check, int] = {british: 0, international: 1, anywhere: 2, iban: 3}
"""Checks that ask for an expression: see ``plans.h``."""
_KINDS = {kind: number for number, kind in enumerate(WORDS)}


def _signs(letters: str) -> Set:
    return sum(1 << place for place, sign in enumerate(SIGNS) if sign in letters)


_DIGITS = _signs("0123456789\u0663")
_CAPITALS, _SMALL = _signs("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), _signs("abcdefghijklmnopqrstuvwxyz")
_LETTERS: Set = sum(1 << place for place, sign in enumerate(SIGNS) if sign.isalpha())
_A_WORD = (_SMALL,) * 6
_ALIKE = (_DIGITS, _CAPITALS, _SMALL, _LETTERS & ~_CAPITALS & ~_SMALL)
"""What numbers of different forms need not be told apart by."""

Told = tuple[Pattern, float, tuple[str, ...]]
"""What a match means, its score and the reasons for it."""


class NativeSearch:
    """The rows of a table, compiled for the library. Finds what ``Tried`` finds, many times faster."""

    def __init__(self, forms: Forms, floor: float, library: ctypes.PyDLL) -> None:
        made = _Making(floor, [pattern for patterns in forms.values() for pattern in patterns])
        for (regex, near), patterns in forms.items():
            made.row(regex, near, patterns)
        self._library, self._told = library, made.told
        self._keep = made.finished()
        self._result = layout.Result()
        self._scan = ctypes.c_void_p(_function(library, "redact_open", ctypes.c_void_p)(ctypes.byref(self._keep[0])))
        if not self._scan:
            raise MemoryError("no memory for the table of identifiers")
        weakref.finalize(self, _function(library, "redact_close", None), self._scan)
        self._look = _function(library, "redact_scan", ctypes.c_int)
        self._encode = _encoder(library)

    def seen(self, text: str, outside: str = "") -> Seen:
        """What is found in a text, and the signs of a disguise in it."""
        result = self._result
        label = _KINDS.get(Labels(outside).last or "", -1) if outside else -1
        symbols = encoded(text, self._encode)
        data = symbols if isinstance(symbols, bytes) else (ctypes.c_char * len(symbols)).from_buffer(symbols)
        if self._look(self._scan, data, len(text), label, ctypes.byref(result)):
            raise MemoryError("no memory for what is found in a text")
        found = result.found[: result.found_count]
        signs = result.signs[: result.sign_count]
        return Seen(
            self._matches(text, found),
            [(DISGUISES[which], place) for which, place in zip(signs[::2], signs[1::2], strict=True)],
            bool(result.put_in),
        )

    def _matches(self, text: str, found: list[int]) -> list[Match]:
        told = self._told
        matches = [
            Match(meant[0], start, end, meant[1], meant[2])
            for code, start, end in zip(found[::3], found[1::3], found[2::3], strict=True)
            if (meant := told[code])
        ]
        if len(matches) * 3 == len(found):
            return matches
        asked = (
            (self._asked(code, text[start:end]), start, end)
            for code, start, end in zip(found[::3], found[1::3], found[2::3], strict=True)
            if told[code] is None
        )
        return best([*matches, *(Match(one[0], start, end, one[1], one[2]) for one, start, end in asked if one)])

    def _asked(self, code: int, value: str) -> Told | None:
        """What a match means whose check only Python has."""
        reading, which = divmod(code, _CODES)
        verdict, support = divmod(which, len(_SUPPORTS))
        pattern = self._told_by(reading)
        if verdict != _ASK or pattern.check is None:
            return None
        said = pattern.check(value)
        place = 0 if said is None else 1 if said else 2
        return self._told[reading * _CODES + place * len(_SUPPORTS) + support]

    def _told_by(self, reading: int) -> Pattern:
        return self._keep[1][reading]


class _Making:
    """The arrays while they are filled."""

    def __init__(self, floor: float, table: Sequence[Pattern]) -> None:
        self._checks = {check: number for check, number in check_numbers(table).items() if number != NONE}
        self._ranks = {name: rank for rank, name in enumerate(sorted(pattern.name for pattern in table))}
        self._types: dict[str, int] = {}
        self.told: list[Told | None] = []
        self._floor = floor
        self._program = Program()
        self._shapes, self._words = Automaton(_ALIKE), Automaton((_DIGITS,))
        self._rows: list[layout.Row] = []
        self._readings: list[layout.Reading] = []
        self._patterns: list[Pattern] = []
        self._wanted: list[tuple[Automaton, Wanted]] = []
        self._hints: dict[str, list[int]] = {}

    def row(self, regex: str, near: Near, patterns: Sequence[Pattern]) -> None:
        """Add an expression with all that a match of it may mean."""
        readings = [Reading.of(pattern, self._floor) for pattern in patterns]
        number = len(self._rows)
        front = self._program.front(regex)
        row = layout.Row(self._program.add(regex), *front, len(self._readings), len(readings))
        row.longest = min(longest(regex), _FARTHEST)
        self._rows.append(row)
        for reading in readings:
            self._reading(reading)
        sequence = taken_apart(regex)[0]
        if isinstance(near, Number):
            row.gate = _gate(readings)
            self._wanted.append(
                (self._words if begins_with(sequence, _A_WORD) else self._shapes, Wanted(number, sequence))
            )
        elif 0 <= near.before <= _CLOSE and near.ahead <= 1:
            self._wanted.append((self._words, Wanted(number, sequence)))
        else:
            self._near_words(row, number, regex, near)

    def _near_words(self, row: layout.Row, number: int, regex: str, near: Mark | Words) -> None:
        row.nearest, row.farthest, row.solid = -near.before, near.ahead, near.solid
        within = digit_within(pieces(regex)) + near.ahead
        row.digit_within = within if within < _FAR else 0
        words = [near.mark] if isinstance(near, Mark) else [f"(?i:{_escaped(word)})" for word in near.words]
        for word in words:
            self._hints.setdefault(word, []).append(number)

    def _reading(self, reading: Reading) -> None:
        pattern = reading.pattern
        outcomes = [worth(pattern, verdict, support) for verdict in _VERDICTS for support in _SUPPORTS]
        told: list[Told | None] = [(pattern, *one) if one[0] >= self._floor else None for one in outcomes]
        self.told.extend((*told, *[None] * (_CODES - len(told))))
        self._patterns.append(pattern)
        self._readings.append(
            layout.Reading(
                _bits(pattern.labels),
                _bits(pattern.rivals),
                self._checks.get(pattern.check, _CALLERS) if pattern.check else _NO_CHECK,
                _PLANS.get(pattern.check, -1) if pattern.check else -1,
                pattern.once,
                reading.needs_label,
                sum(1 << place for place, one in enumerate(told) if one),
                self._types.setdefault(pattern.entity_type, len(self._types)),
                self._ranks[pattern.name],
                (ctypes.c_int32 * len(outcomes))(*(round(score * 1e6) for score, _ in outcomes)),
            )
        )

    def _sign(self, disguise: Disguise) -> layout.Sign:
        proof = self._program.add(disguise.proof) if disguise.proof else -1
        return layout.Sign(self._program.add(disguise.trigger), proof, disguise.back)

    def _plans(self, keep: _Kept) -> layout.Plans:
        """The number plans of Britain and of ``REGIONS``; for those of other countries Python is asked."""
        plans = array("i", [-1, -1] * 1000)
        known = {code for code, regions in codes().items() if set(regions) & {"GB", *REGIONS}}
        for code in codes():
            plans[code * 2] = self._program.add(plan(code).pattern) if code in known else -2
            if code in known and prefix(code).pattern != START:
                plans[code * 2 + 1] = self._program.add(prefix(code).pattern)
        for_drama = self._program.add("|".join(FOR_DRAMA))
        expressions = (anywhere_plan().pattern, FORM.pattern)
        return layout.Plans(keep.at(plans), for_drama, *map(self._program.add, expressions))

    def finished(self) -> tuple[layout.Table, list[Pattern], Any]:
        """The table, the patterns by their readings, and what must be kept as long as the table is used."""
        table = layout.Table()
        word_rows = [(word, row) for word, rows in self._hints.items() for row in rows]
        labels = [(_KINDS[kind], self._program.add(regex)) for kind, regex in expressions_of_labels()]
        first = len(self._rows)
        for number, (word, _) in enumerate(word_rows):
            self._wanted.append((self._words, Wanted(first + number, taken_apart(word)[0])))
        first += len(word_rows)
        for number, (_, regex) in enumerate(expressions_of_labels()):
            sequence = taken_apart(regex)[0]
            for before, begin in ((EVERY & ~_LETTERS, EVERY), (_SMALL, _CAPITALS)):
                wanted = Wanted(first + number, sequence, before, begin, underscored=True)
                self._wanted.append((self._words, wanted))
        first += len(labels)
        signs = [disguise.proof or disguise.trigger for disguise in DISGUISES]
        for number, regex in enumerate((*signs, TELLING)):
            self._wanted.append((self._words, Wanted(first + number, taken_apart(regex)[0])))
        for automaton, wanted in self._wanted:
            automaton.add(wanted)
        table.spent, table.telephone_of = self._program.add(SPENT.pattern), self._program.add(TELEPHONE_OF.pattern)
        table.plans = self._plans(keep := _Kept())
        table.telephone = _KINDS["PHONE_NUMBER"]
        counts = (len(self._rows), len(word_rows), len(labels), len(signs), 1)
        table.row_count, table.word_count, table.label_count, table.sign_count, table.told_count = counts
        table.shapes, table.words = keep.automaton(self._shapes), keep.automaton(self._words)
        table.shape_states, table.word_states = len(self._shapes.owners), len(self._words.owners)
        table.rows = keep.at((layout.Row * len(self._rows))(*self._rows))
        table.readings = keep.at((layout.Reading * len(self._readings))(*self._readings))
        table.word_rows = keep.at(array("i", [row for _, row in word_rows]))
        table.sign_rows = keep.at((layout.Sign * len(DISGUISES))(*map(self._sign, DISGUISES)))
        table.label_rows = keep.at(array("i", [number for label in labels for number in label]))
        table.program = layout.Program(*map(keep.at, (self._program.code, self._program.starts, self._program.sets)))
        return table, self._patterns, keep


class _Kept:
    """Arrays whose addresses are in use."""

    def __init__(self) -> None:
        self._all: list[Any] = []

    def at(self, data: Any) -> int:
        """The address of an array, which is kept from now on."""
        self._all.append(data)
        if isinstance(data, array):
            return data.buffer_info()[0]
        if isinstance(data, bytes):
            return ctypes.cast(ctypes.c_char_p(data), ctypes.c_void_p).value or 0
        return ctypes.addressof(data)

    def automaton(self, automaton: Automaton) -> layout.Automaton:
        """The structure of an automaton."""
        classes = automaton.classes()
        arrays = (classes, automaton.sets(), automaton.edges, automaton.steps, automaton.owners, automaton.starts)
        made = layout.Automaton(*map(self.at, arrays))
        made.width, made.start_count = max(classes) + 1, len(automaton.starts) // 2
        made.outside = classes[BEFORE]
        return made


def _gate(readings: Sequence[Reading]) -> int:
    """The kinds of labels without one of which no reading counts; none where one counts without.

    Of a telephone more may say that it is one than a label: what stands behind it.
    """
    kinds = {kind for reading in readings for kind in reading.labels}
    if "PHONE_NUMBER" in kinds or not all(reading.needs_label for reading in readings):
        return 0
    return _bits(kinds)


def _bits(kinds: Any) -> int:
    return sum(1 << _KINDS[kind] for kind in kinds)


def _escaped(word: str) -> str:
    import re

    return re.escape(word)


def _function(library: ctypes.PyDLL, name: str, result: Any) -> Any:
    function = library[name]
    function.restype = result
    return function


@cache
def _encoder(library: ctypes.PyDLL) -> Any:
    symbols = _function(library, "redact_symbols", ctypes.c_int64)

    def encode(codes: bytes, count: int, table: bytearray, room: bytearray) -> int:
        known = (ctypes.c_char * len(table)).from_buffer(table)
        into = (ctypes.c_char * len(room)).from_buffer(room)
        return int(symbols(codes, ctypes.c_int64(count), known, into))

    return encode
