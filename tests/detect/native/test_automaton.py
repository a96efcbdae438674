"""The automaton behind a sieve misses nothing: wherever ``re`` matches an expression, it tells that one at that place.

The walk through its arrays is the one of ``sieve.c``, said in Python.
"""

from functools import cache
from random import Random

import pytest
from hypothesis import HealthCheck, example, given, settings

from redact.detect.labels import expressions_of_labels
from redact.detect.native.automaton import Automaton, Wanted, begins_with, front, places
from redact.detect.native.expressions import taken_apart
from redact.detect.native.symbols import BEFORE, SIGNS, symbol
from tests.detect.native.drawn import EXPRESSIONS, TEXTS
from tests.detect.native.material import compiled, expressions, fitting, lines, mistaken

DIGITS = sum(1 << place for place, sign in enumerate(SIGNS) if sign.isdecimal())
LETTERS = sum(1 << place for place, sign in enumerate(SIGNS) if sign.isalpha())


class Sieve:
    """Some expressions, told at a place by their number."""

    def __init__(self, regexes, alike=(), *, underscored=False):
        made = Automaton(alike)
        for number, regex in enumerate(regexes):
            made.add(Wanted(number, taken_apart(regex)[0], underscored=underscored))
        sets = made.sets()
        self._sets = [int.from_bytes(sets[place : place + 32], "little") for place in range(0, len(sets), 32)]
        self._classes, self._made = made.classes(), made
        self._begun, self._after = cache(self._begun), cache(self._after)

    def told(self, text):
        """The numbers told at each place of a text."""
        outside = self._classes[BEFORE]
        classes = [outside, *(self._classes[symbol(letter)] for letter in text), outside]
        return [self._walk(classes, place) for place in range(1, len(classes) - 1)]

    def _walk(self, classes, place):
        told, states = set(), self._begun(classes[place - 1])
        for one in classes[place:]:
            states, seen = self._after(states, one)
            told |= seen
        return told

    def _begun(self, before):
        starts = zip(self._made.starts[::2], self._made.starts[1::2], strict=True)
        return frozenset(state for of, state in starts if self._sets[of] >> before & 1)

    def _after(self, states, one):
        made = self._made
        edges = [edge for state in states for edge in range(made.edges[state], made.edges[state + 1])]
        then = {made.steps[edge * 2 + 1] for edge in edges if self._sets[made.steps[edge * 2]] >> one & 1}
        seen = {-1 - state for state in then if state < 0}
        return frozenset(state for state in then if state >= 0 and made.owners[state] not in seen), seen


def missed(sieve, number, regex, text):
    """The places where the expression matches and is not told."""
    told = sieve.told(text)
    return [place for place in range(len(text)) if number not in told[place] and compiled(regex).match(text, place)]


@pytest.mark.parametrize("alike", [(), (DIGITS,), (DIGITS, LETTERS)], ids=["none", "digits", "digits and letters"])
def test_no_expression_of_ours_is_missed_in_lines_with_mistakes(alike):
    for number, regex in enumerate(expressions()):
        sieve, found = Sieve([regex], alike), lines(regex, number)
        assert [(regex, text) for text in found if missed(sieve, 0, regex, text)] == []


def test_none_is_missed_where_all_are_looked_for_at_once():
    sieve, random = Sieve(expressions(), (DIGITS,)), Random(5)
    told = possible = 0
    for number, regex in enumerate(expressions()):
        for text in [mistaken(line, random) for line in fitting(regex)[:1]]:
            assert missed(sieve, number, regex, text) == [], (regex, text)
            told += sum(map(len, sieve.told(text)))
            possible += len(text) * len(expressions())
    assert told < possible / 100  # it must not do so by telling everything everywhere


def test_a_label_with_underscores_for_blanks_is_not_missed():
    matched = 0
    for number, (_, regex) in enumerate(expressions_of_labels()):
        sieve = Sieve([regex], underscored=True)
        for text in lines(regex, number):
            told = sieve.told(text.replace(" ", "_"))
            found = [place for place in range(len(text)) if compiled(regex).match(text, place)]
            assert [(regex, text) for place in found if 0 not in told[place]] == []
            matched += len(found)
    assert matched > 1_000


@settings(max_examples=400, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(EXPRESSIONS, TEXTS)
@example("(?:ab|a){3,}1", ["aab1", "aba1", "abab1", "ababababababababababababab1"])
@example(r"\b(?=a)\w(?<!b)", ["a", "ba", " a"])
@example("(?<!^ )1", ["1", " 1", "1 1"])
def test_no_expression_is_missed(regex, texts):
    sieve = Sieve([regex])
    assert [text for text in texts if missed(sieve, 0, regex, text)] == []


@settings(max_examples=200, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(EXPRESSIONS, TEXTS)
def test_front_and_beginning_leave_room_for_every_match(regex, texts):
    sequence = taken_apart(regex)[0]
    before, first = map(set, map(places, front(sequence)))
    for text in texts:
        for match in filter(None, (compiled(regex).match(text, place) for place in range(len(text)))):
            place = match.start()
            assert (symbol(text[place - 1]) if place else BEFORE) in before
            assert symbol(text[place]) in first
            assert begins_with(sequence, tuple(1 << symbol(letter) for letter in match[0]))


def test_what_no_match_begins_with_is_told():
    sequence = taken_apart("(?:ab|c)+d")[0]
    begins = [
        begins_with(sequence, tuple(1 << ord(letter) for letter in word)) for word in ("abcab", "cd", "cda", "ac", "d")
    ]
    assert begins == [True, True, True, False, False]
