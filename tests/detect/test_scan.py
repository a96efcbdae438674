"""All ways of searching find the same, and none misses what the expressions alone would find."""

import re
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from redact.detect.identifiers import TABLE, scanner
from redact.detect.labels import Labels
from redact.detect.normalise import normalise
from redact.detect.patterns import Match, Reading, judged
from redact.detect.scan import Way
from redact.detect.words import has_hyperscan
from tests.bench.dense import dense
from tests.bench.real_text import real_text
from tests.detect.identifier_cases import CASES
from tests.detect.identifier_lines import NEGATIVE, POSITIVE

FLOOR = 0.4
WAYS: tuple[Way, ...] = ("native", "plain", *(["hyperscan"] if has_hyperscan() else []))
TYPES = {pattern.name: pattern.entity_type for pattern in TABLE}
LINES = [
    line.replace("⟦", "").replace("⟧", "")
    for lines in (*CASES.values(), *POSITIVE.values(), NEGATIVE)
    for line in lines
]
PIECES = st.sampled_from(LINES + dense(40_000)[:20])
SIGNS = " \n\t.,:;-/()[]<>@#'\"=_+0123456789aAbBeEoOlI€é\u0430\u200b\U0001f600"
NOISE = st.text(alphabet=SIGNS, max_size=24)
RUNS = st.builds(str.__mul__, st.sampled_from(["1", "a", "A1", "x ", "9 ", "-", "é", "\u0416"]), st.integers(20, 400))


@st.composite
def with_mistakes(draw: st.DrawFn) -> str:
    """A line of the table's, some of its letters gone, doubled or changed."""
    line = draw(st.sampled_from(LINES))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(line)))
        line = line[:start] + draw(st.text(alphabet=SIGNS, max_size=2)) + line[start + draw(st.integers(0, 2)) :]
    return line


TEXTS = st.lists(st.one_of(PIECES, with_mistakes(), NOISE, RUNS), min_size=1, max_size=5).map("".join)


def found(text: str, way: Way) -> set[Match]:
    return set(scanner((), FLOOR, way).scan(normalise(text).text))


def differ(text: str, *ways: Way) -> bool:
    """Whether these ways do not find the same."""
    first, *others = (found(text, way) for way in ways)
    return any(first != other for other in others)


def by_expressions_alone(text: str) -> dict[str, list[tuple[int, int]]]:
    """Every match of worth, each expression run over the whole text."""
    labels = Labels(text)
    places: dict[str, list[tuple[int, int]]] = {}
    for reading, expression in readings():
        for match in expression.finditer(text):
            worthy = judged(reading, match, labels, FLOOR)
            if worthy:
                places.setdefault(reading.pattern.name, []).append((worthy.start, worthy.end))
    return places


@cache
def readings() -> list[tuple[Reading, re.Pattern[str]]]:
    return [(Reading.of(pattern, FLOOR), re.compile(pattern.regex)) for pattern in TABLE]


def missed(text: str) -> set[str]:
    """The rows that find something alone where the search finds nothing of their type."""
    return unseen(by_expressions_alone(normalise(text).text), text)


def unseen(alone: dict[str, list[tuple[int, int]]], text: str) -> set[str]:
    seen = [(match.pattern.entity_type, match.start, match.end) for match in found(text, "quickest")]
    return {
        name
        for name, places in alone.items()
        for start, end in places
        if not any(kind == TYPES[name] and first < end and start < last for kind, first, last in seen)
    }


@settings(max_examples=300, deadline=None, derandomize=True)
@given(TEXTS)
def test_all_searches_find_the_same(text):
    assert not differ(text, *WAYS)


@pytest.mark.parametrize("first", range(0, len(LINES), 80))
def test_all_searches_find_the_same_in_the_lines_that_the_table_must_judge(first):
    assert [line for line in LINES[first : first + 80] if differ(line, *WAYS)] == []


def test_all_searches_find_the_same_in_twenty_megabytes_of_real_text():
    texts = real_text(20)
    assert [number for number, text in enumerate(texts) if differ(text, "native", "plain")] == []
    assert [number for number, text in enumerate(texts[::3]) if differ(text, *WAYS)] == []


@settings(max_examples=100, deadline=None, derandomize=True)
@given(TEXTS)
def test_no_match_of_an_expression_is_missed(text):
    assert missed(text) == set()


@pytest.mark.parametrize("first", range(0, len(LINES), 40))
def test_no_match_of_an_expression_is_missed_in_the_lines_that_the_table_must_judge(first):
    assert [line for line in LINES[first : first + 40] if missed(line)] == []


def test_no_match_of_an_expression_is_missed_in_a_megabyte_of_real_text():
    texts = real_text(1)
    alone = [by_expressions_alone(normalise(text).text) for text in texts]
    assert sum(map(len, alone)) > 30
    assert [number for number, text in enumerate(texts) if unseen(alone[number], text)] == []


@pytest.mark.parametrize("name", [pattern.name for pattern in TABLE if pattern.check])
def test_whatever_an_expression_matches_can_be_judged(name):
    """A check is handed what its expression matches; it may say no, it may not fail."""
    ((reading, expression),) = [both for both in readings() if both[0].pattern.name == name]

    @settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(st.from_regex(expression, alphabet=st.characters(codec="latin-1")))
    def check(text):
        plain = normalise(text).text
        for match in expression.finditer(plain):
            judged(reading, match, Labels(plain), FLOOR)

    check()


def test_a_text_longer_than_a_block_is_searched_at_the_seams():
    filler = "nothing to see here, " * 49_932
    text = f"{filler}mary.hill@example.org and {filler[:1_000_000]} (020 7946 0018)"
    assert {"e-mail", "telephone in Great Britain"} <= {match.pattern.name for match in found(text, "quickest")}
