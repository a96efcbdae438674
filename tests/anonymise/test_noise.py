"""Numbers that move a little, the same every time, and stay numbers of the same form."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from redact.anonymise.forms.amounts import amount
from redact.anonymise.forms.positions import KM, position
from redact.anonymise.noise import NoiseOperator
from redact.errors import PolicyError
from tests.anonymise.made import mention, new, text_of


def put(entity_type: str, value: str, owner: str = "", **options: object) -> str:
    told = replace(mention(entity_type, value), owner=owner)
    return text_of(new(NoiseOperator, **options), told)


@given(st.integers(0, 10**9), st.integers(0, 3), st.floats(0.01, 1))
def test_a_number_moves_within_its_share_by_one_unit_at_least(whole: int, places: int, share: float) -> None:
    number = Decimal(whole).scaleb(-places)
    moved = amount(put("QUANTITY", f"£{number:,.{places}f}", share=share))
    assert moved
    unit = Decimal(1).scaleb(-places)
    assert moved.unit == unit
    assert 0 < abs(moved.number - number) <= max(number * Decimal(str(share)), unit)
    assert moved.number >= 0


@pytest.mark.parametrize(
    ("entity_type", "value", "form"),
    [
        ("QUANTITY", "£31,250.00", r"£\d\d,\d{3}\.\d\d"),
        ("QUANTITY", "EUR 31250", r"EUR \d{5}"),
        ("AGE", "47 years old", r"\d\d years old"),
        ("SHOE_SIZE", "42", r"\d\d"),
        ("COORDINATES", "51.50135, -0.14189", r"51\.\d{5}, -0\.\d{5}"),
    ],
)
def test_its_manner_of_writing_stays(entity_type: str, value: str, form: str) -> None:
    assert re.fullmatch(form, put(entity_type, value))
    assert put(entity_type, value) != value


@pytest.mark.parametrize(
    ("entity_type", "label"),
    [("UK_NHS", "[NHS number]"), ("PHONE_NUMBER", "[Telephone number]"), ("PERSON", "[Person]"), ("AGE", "[Age]")],
)
def test_what_is_no_number_becomes_its_label(entity_type: str, label: str) -> None:
    value = "forty" if entity_type == "AGE" else "9434765919"
    assert put(entity_type, value) == label


@given(st.floats(-85, 85), st.floats(-179, 179))
def test_a_position_stays_nearby(north: float, east: float) -> None:
    here = position(put("COORDINATES", f"{north:.5f}, {east:.5f}", km=2))
    assert here
    assert abs(here.north - north) * KM <= 2.01


@pytest.mark.parametrize("text", ["51.50135, -0.14189", "51.50135° N 0.14189° W", "51.5 N, 0.1 W", "-33.9, 151.2"])
def test_a_position_is_read_and_written_back_as_it_stood(text: str) -> None:
    here = position(text)
    assert here
    assert here.again(here.north, here.east) == text


def test_across_the_meridian_the_letter_turns() -> None:
    here = position("51.5000 N, 0.1000 W")
    assert here
    assert here.again(51.5, 0.2) == "51.5000 N, 0.2000 E"


def test_it_is_the_same_for_one_subject_and_value_and_no_other() -> None:
    assert put("QUANTITY", "31,250", "a") == put("QUANTITY", "31,250", "a")
    assert len({put("QUANTITY", "31,250", str(n)) for n in range(20)}) > 10


def test_no_key_and_no_share_are_refused() -> None:
    with pytest.raises(PolicyError, match="needs a key"):
        new(NoiseOperator, None)
    for share in (0, 2):
        with pytest.raises(PolicyError, match="share"):
            new(NoiseOperator, share=share)


@pytest.mark.parametrize("value", ["51.5 N, 0.1 W at Zelphora's", "51.5, 0.1, 7", "x 51.5, 0.1"])
def test_a_position_with_something_beside_it_is_none(value: str) -> None:
    assert put("COORDINATES", value) == "[Coordinates]"
