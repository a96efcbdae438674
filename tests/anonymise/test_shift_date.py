"""Dates that move by a secret number of days, the same for all dates of one person."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redact.anonymise.dates import parsed
from redact.anonymise.shift_date import ShiftDate
from redact.contracts import Mention, Secrets
from redact.errors import PolicyError
from redact.types import Finding, NewText, TextSpan

KEY = Secrets(b"k" * 32)


def put(value: str, subject: str | None = "PERSON 1", secrets: Secrets = KEY, days: int = 180) -> str:
    finding = Finding("DATE_TIME", (TextSpan("p", 0, len(value)),), 0.9, "test", subject)
    replacement = ShiftDate(ShiftDate.Options(days), secrets).replace(Mention(finding, finding.regions[0], value))
    assert isinstance(replacement, NewText)
    return replacement.text


def day(text: str) -> date:
    written = parsed(text)
    assert written
    return written.day


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1980-04-03", date(1980, 4, 3)),
        ("03/04/1980", date(1980, 4, 3)),
        ("3.4.80", date(1980, 4, 3)),
        ("04/23/1980", date(1980, 4, 23)),
        ("3 April 1980", date(1980, 4, 3)),
        ("3rd of April, 1980", date(1980, 4, 3)),
        ("APR 3, 1980", date(1980, 4, 3)),
        ("3-Apr-29", date(2029, 4, 3)),
    ],
)
def test_a_date_is_read_and_written_back_as_it_stood(text, expected):
    written = parsed(text)
    assert written
    assert written.day == expected
    assert written.again(written.day) == text


@pytest.mark.parametrize("text", ["", "yesterday", "1980", "31/02/1980", "April 1980", "12:30", "the 3rd"])
def test_what_is_no_whole_date_is_not_read(text):
    assert parsed(text) is None
    assert put(text or "x") == "[Date]"


@given(st.dates(date(1930, 1, 1), date(2100, 1, 1)), st.dates(date(1930, 1, 1), date(2100, 1, 1)))
def test_intervals_of_one_person_stay_true(one, other):
    moved = day(put(one.isoformat())), day(put(other.isoformat()))
    assert moved[1] - moved[0] == other - one
    assert moved[0] != one


@given(st.integers(1, 400))
def test_a_date_never_moves_further_than_the_policy_says(days):
    assert 1 <= abs((day(put("2000-06-15", days=days)) - date(2000, 6, 15)).days) <= days


def test_the_shift_is_the_same_each_time_and_another_for_another_person_or_key():
    assert put("2000-06-15") == put("2000-06-15")
    others = {put("2000-06-15", subject=f"PERSON {n}") for n in range(20)}
    assert len(others) > 10
    assert len({put("2000-06-15", secrets=Secrets(bytes([n]) * 32)) for n in range(20)}) > 10


def test_the_end_of_time_becomes_a_label():
    assert {put("9999-12-31", subject=str(n)) for n in range(20)} >= {"[Date]"}


def test_no_key_no_shift():
    with pytest.raises(PolicyError, match="--key-file"):
        put("2000-06-15", secrets=Secrets())
