"""Bars that hide length and letters, and what of a value a policy may let show."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redact.anonymise.mask import Mask
from redact.errors import PolicyError
from redact.types import Release
from tests.anonymise.made import mention, new, text_of


def put(value: str, **options: object) -> str:
    return text_of(new(Mask, **options), mention("CREDIT_CARD", value))


def test_a_bar_does_not_tell_the_length() -> None:
    assert put("Al") == put("Alexandrina") == "██████"
    assert put("Al", char="x", length=3) == "xxx"


def test_the_ends_show_where_the_policy_says_so() -> None:
    assert put("4111 1111 1111 4242", keep_last=4) == "██████4242"
    assert put("AB-123456", keep_first=2, char="*", length=4) == "AB****"
    assert put("4111 1111 1111 4242", keep_last=4, keep_first=4) == "4██████4242"


def test_of_a_short_value_nothing_shows() -> None:
    assert put("1234", keep_last=4) == "██████4"
    assert put("12", keep_last=4) == "██████"
    assert put("", keep_last=4) == "██████"


@given(st.text(), st.integers(0, 4), st.integers(0, 4))
def test_never_more_than_a_third_shows(value: str, first: int, last: int) -> None:
    shown = len(put(value, keep_first=first, keep_last=last).replace("█", "")) if "█" not in value else 0
    assert shown <= min(sum(map(str.isalnum, value)) // 3, first + last)


def test_what_lets_something_show_is_not_for_everybody() -> None:
    assert new(Mask).widest is Release.OPEN
    assert new(Mask, keep_last=1).widest is Release.LIMITED
    assert Mask.widest is Release.OPEN


@pytest.mark.parametrize(
    "options",
    [{"char": ""}, {"char": "xx"}, {"char": "\n"}, {"char": " "}, {"length": 0}, {"length": 65}, {"keep_last": 5}],
)
def test_a_mask_that_hides_nothing_or_too_little_is_refused(options: dict[str, object]) -> None:
    with pytest.raises(PolicyError):
        new(Mask, **options)
