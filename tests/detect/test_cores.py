"""What is looked for in place of an expression stands in everything that the expression matches."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from redact.detect.beginnings import beginnings
from redact.detect.clusters import KINDS
from redact.detect.cores import cores_of
from redact.detect.identifiers import TABLE
from redact.detect.normalise import normalise
from redact.detect.patterns import Number
from redact.detect.syntax import ENDLESS, digit_within, fewest_digits, pieces, written

EXPRESSIONS = [
    r"(?<!\d)\d{3}[ -]?\d{4}(?!\d)",
    r"(?i)(?:no|nr)\.? ?\d{2,8}[a-z]?",
    r"[A-Z]{2} ?(?:\d{2} ){3}[A-D]",
    r"\+?\d{1,3}(?: \(0\))?(?:[ .]\d{2,4}){2,5}",
    r"(?:\d{4}-[a-z]{4}|[A-Z]\d{5,}x)",
    r"(?P<sign>[/.])\d\d(?P=sign)\d\d",
]
SETTINGS = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)


def matches(expression: str, text: str) -> list[re.Match[str]]:
    """Its matches in a plain view: digits of other scripts never reach an expression."""
    return list(re.compile(expression).finditer(normalise(text).text))


def kinds_of(found: re.Match[str]) -> bytes:
    return found.string.encode("latin-1", "replace").translate(KINDS)


def assert_held(expression: str, found: re.Match[str]) -> None:
    """One of the cores stands where it says, counted from the beginning of the match."""
    kinds = kinds_of(found)
    assert any(
        re.compile(written(core.run, KINDS)).match(kinds, found.start() + away)
        for core in cores_of(expression)
        for away in range(core.nearest, core.farthest + 1)
    ), (expression, found)


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_a_match_holds_a_core(expression):
    @SETTINGS
    @given(st.from_regex(expression))
    def check(text):
        for found in matches(expression, text):
            assert_held(expression, found)
            assert sum(letter.isdecimal() for letter in found.group()) >= fewest_digits(pieces(expression))

    check()


def test_what_the_rows_of_the_table_match_holds_their_cores():
    numbers = sorted({row.regex for row in TABLE if isinstance(row.near, Number)})

    @settings(SETTINGS, max_examples=400)
    @given(st.data())
    def check(data):
        expression = data.draw(st.sampled_from(numbers))
        for found in matches(expression, data.draw(st.from_regex(expression, alphabet=st.characters(codec="latin-1")))):
            assert_held(expression, found)

    check()


@pytest.mark.parametrize("expression", ["[a-z]+", r"\d?x", "", r"a|\d{4}"])
def test_without_a_digit_that_must_stand_there_is_no_core(expression):
    with pytest.raises(ValueError, match="no digit"):
        cores_of(expression)


def test_digits_that_may_stand_far_apart_are_no_core_together():
    near, far = (cores_of(rf"[A-Z]\d[a-z]{{0,{most}}}\d\d")[0] for most in (2, 40))
    assert fewest_digits(near.run) == 3 and fewest_digits(far.run) < 3


@pytest.mark.parametrize(
    ("expression", "within"),
    [
        (r"\d", 1),
        (r"ab?\d", 3),
        (r"(?:a|bcd)\d", 4),
        (r"a(?:\d)?", ENDLESS),
        (r"(?=[a-z]{0,3}\d)\w+", 4),
        ("a", ENDLESS),
    ],
)
def test_how_soon_a_digit_must_stand(expression, within):
    assert digit_within(pieces(expression)) == within


@pytest.mark.parametrize(
    ("expression", "spelt"),
    [
        (r"(?i)tel(?:ephone)?s? ", {b"tel ", b"tels ", b"telephone ", b"telephones "}),
        (r"(?:our|my)_?ref", {b"our_ref", b"ourref", b"my_ref", b"myref"}),
        (r"[a-z]x", {b""}),
    ],
)
def test_the_ways_in_which_matches_begin(expression, spelt):
    assert beginnings(pieces(expression)) == spelt


@pytest.mark.parametrize("expression", [r"(?i)(?:e-?mail|post)(?:ed)?: \w{2}", r"x(?:ab|c){1,2}\d", r"(?i)[st]\d"])
def test_every_match_begins_so(expression):
    spelt = beginnings(pieces(expression))

    @SETTINGS
    @given(st.from_regex(expression, alphabet=st.characters(codec="ascii")))
    def check(text):
        for found in matches(expression, text):
            assert found.group().lower().encode().startswith(tuple(spelt))

    check()
