"""Both ways of searching find the same, and neither misses what the expressions alone would find."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redact.detect.identifiers import TABLE, scanner
from redact.detect.labels import Labels
from redact.detect.normalise import normalise
from redact.detect.patterns import Reading, judged
from tests.bench.dense import dense
from tests.bench.real_text import real_text
from tests.detect.identifier_cases import CASES

FLOOR = 0.4
PIECES = st.sampled_from(
    [line.replace("⟦", "").replace("⟧", "") for lines in CASES.values() for line in lines] + dense(40_000)[:20]
)
NOISE = st.text(alphabet=" \n\t.,:;-/()[]<>@#'\"=_+0123456789aAbBeEoOlI€é\u0430\u200b\U0001f600", max_size=24)
TEXTS = st.lists(st.one_of(PIECES, NOISE), min_size=1, max_size=5).map("".join)


def found(text: str, search: str) -> set[tuple[str, int, int, float]]:
    matches = scanner((), FLOOR, search).scan(normalise(text).text)
    return {(match.pattern.name, match.start, match.end, match.score) for match in matches}


def by_expressions_alone(text: str) -> dict[str, list[tuple[int, int]]]:
    """Every match of worth, each expression run over the whole text."""
    labels = Labels(text)
    places: dict[str, list[tuple[int, int]]] = {}
    for pattern in TABLE:
        reading = Reading.of(pattern, FLOOR)
        for match in re.compile(pattern.regex).finditer(text):
            worthy = judged(reading, match, labels, FLOOR)
            if worthy:
                places.setdefault(pattern.name, []).append((worthy.start, worthy.end))
    return places


def missed(text: str) -> set[str]:
    """The rows that find something alone where the search finds nothing of theirs."""
    plain = normalise(text).text
    seen = found(text, "plain")
    return {
        name
        for name, places in by_expressions_alone(plain).items()
        for start, end in places
        if not any(row == name and first < end and start < last for row, first, last, _ in seen)
    }


@settings(max_examples=300, deadline=None, derandomize=True)
@given(TEXTS)
def test_both_searches_find_the_same(text):
    assert found(text, "hyperscan") == found(text, "plain")


def test_both_searches_find_the_same_in_twenty_megabytes_of_real_text():
    differing = [
        number for number, text in enumerate(real_text(20)) if found(text, "hyperscan") != found(text, "plain")
    ]
    assert differing == []


@settings(max_examples=100, deadline=None, derandomize=True)
@given(TEXTS)
def test_no_match_of_an_expression_is_missed(text):
    assert missed(text) == set()


@pytest.mark.parametrize("name", CASES)
def test_no_match_of_an_expression_is_missed_in_its_own_lines(name):
    assert missed("\n".join(line.replace("⟦", "").replace("⟧", "") for line in CASES[name])) == set()


def test_a_text_longer_than_a_block_is_searched_at_the_seams():
    filler = "nothing to see here, " * 49_932
    text = f"{filler}mary.hill@example.org and {filler[:1_000_000]} (020 7946 0018)"
    assert {"e-mail", "telephone in Great Britain"} <= {name for name, *_ in found(text, "quickest")}
