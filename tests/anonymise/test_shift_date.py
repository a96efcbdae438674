"""Dates that move by a secret number of days, the same for all dates of one person."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redact.anonymise.forms.dates import parsed
from redact.anonymise.forms.part_dates import in_part
from redact.anonymise.shift_date import ShiftDate
from redact.contracts import Mention, Secrets
from redact.errors import PolicyError
from redact.types import Finding, NewText, TextSpan

KEY = Secrets(b"k" * 32)


def put(value: str, owner: str = "sarah collins", secrets: Secrets = KEY, days: int = 180) -> str:
    finding = Finding("DATE_TIME", (TextSpan("p", 0, len(value)),), 0.9, "test", "PERSON-1")
    mention = Mention(finding, finding.regions[0], value, owner=owner)
    replacement = ShiftDate(ShiftDate.Options(days), secrets).replace(mention)
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
        ("Thursday 3 April 1980", date(1980, 4, 3)),
        ("Thu, 03 Apr 1980 14:30:00 GMT", date(1980, 4, 3)),
        ("1980-04-03T14:30:00Z", date(1980, 4, 3)),
        ("03/04/1980 at 2.30pm", date(1980, 4, 3)),
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


@pytest.mark.parametrize("text", ["x", "yesterday", "1980", "31/02/1980", "12:30", "the 3rd", "31 February"])
def test_what_is_no_date_becomes_its_label(text):
    assert put(text) == "[Date]"


@pytest.mark.parametrize(
    "text", ["April 1980", "APR 1980", "1980-04", "04/1980", "4.1980", "1980", "3 April", "3rd of April", "Apr 3"]
)
def test_a_date_in_part_is_read_and_written_back_as_it_stood(text):
    part = in_part(text)
    assert part
    assert part.again(part.day) == text


@given(st.dates(date(1930, 1, 1), date(2090, 1, 1)), st.integers(0, 50), st.integers(31, 1000))
def test_a_month_keeps_its_distance_to_a_date_within_a_month(one, whose, days):
    whole = day(put(one.isoformat(), str(whose), days=days))
    part = in_part(put(one.strftime("%Y-%m"), str(whose), days=days))
    assert part
    off = (whole - one).days
    moved = (part.day.year - one.year) * 12 + part.day.month - one.month
    assert moved != 0
    assert abs(moved - off / 30.4375) <= 1
    assert off * moved > 0


def test_a_year_alone_moves_where_dates_move_by_years():
    assert put("1980", days=400) in {"1979", "1981"}
    assert put("1980") == "[Date]"


def test_days_of_the_week_follow_and_times_stay():
    moved = put("Thursday 3 April 1980 at 14:30")
    assert moved.endswith(" at 14:30")
    assert moved.partition(" at ")[0] == f"{day(moved):%A} {day(moved).day} {day(moved):%B %Y}"


def test_whose_a_date_is_follows_from_the_subject_in_every_document_and_not_from_its_number():
    finding = [Finding("DATE_TIME", (TextSpan("p", 0, 9),), 0.9, "test", number) for number in ("PERSON-1", "PERSON-7")]
    shift = ShiftDate(ShiftDate.Options(), KEY)
    put = {shift.replace(Mention(each, each.regions[0], "2000-06-15", "collins sarah")) for each in finding}
    assert len(put) == 1


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
    others = {put("2000-06-15", owner=f"person {n}") for n in range(20)}
    assert len(others) > 10
    assert len({put("2000-06-15", secrets=Secrets(bytes([n]) * 32)) for n in range(20)}) > 10


def test_the_end_of_time_becomes_a_label():
    assert {put("9999-12-31", owner=str(n)) for n in range(20)} >= {"[Date]"}


def test_no_key_no_shift():
    with pytest.raises(PolicyError, match="--key-file"):
        put("2000-06-15", secrets=Secrets())
