"""Flats, numbers and codes beside an address; and what is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redact.detect.address_rest import rest_of


@pytest.mark.parametrize(
    ("text", "street", "rest"),
    [
        ("12 High Street\nSuite 967\nThanks", "12 High Street", ["Suite 967"]),
        ("12 High Street, Apt. 322B, Leeds", "12 High Street", ["Apt. 322B"]),
        ("> 2274\n> Via delle Coste 41\n> Apt. 322\n> 90210\n", "Via delle Coste 41", ["Apt. 322", "90210", "2274"]),
        ("USS Mahler\nFPO AA 70489", "USS Mahler", ["FPO AA 70489"]),
        ("Flat 2,\n81 Harbour Street", "81 Harbour Street", ["Flat 2"]),
        ("In 2024, 12 High Street was sold", "12 High Street", []),
        ("12 High Street 300 people came", "12 High Street", []),
        ("12 High Street\n300 people came", "12 High Street", []),
        ("12 High Street. Room for all", "12 High Street", []),
    ],
)
def test_what_stands_beside_a_street(text: str, street: str, rest: list[str]) -> None:
    start = text.index(street)
    assert [text[a:b] for a, b in rest_of(text, start, start + len(street))] == rest


@given(st.text("12 \n>,Apt.", max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_places_lie_in_the_text_beside_the_address(text: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    for first, last in rest_of(text, start, end):
        assert 0 <= first < last <= len(text)
        assert last <= start or first >= end
