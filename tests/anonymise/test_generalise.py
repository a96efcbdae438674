"""Coarser values: dates, places, ages, networks, amounts; and labels for everything else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redact.anonymise.forms.positions import KM, east_km, position
from redact.anonymise.generalise import Generalise, GeneraliseOptions
from redact.contracts import Mention, Secrets
from redact.errors import PolicyError
from redact.registry import options_for
from redact.types import Finding, NewText, TextSpan


def put(entity_type: str, value: str, **options: object) -> str:
    finding = Finding(entity_type, (TextSpan("p", 0, len(value)),), 0.9, "test")
    replacement = Generalise(GeneraliseOptions(**options), Secrets()).replace(
        Mention(finding, finding.regions[0], value)
    )
    assert isinstance(replacement, NewText)
    return replacement.text


@pytest.mark.parametrize(
    ("entity_type", "value", "options", "coarser"),
    [
        ("DATE_OF_BIRTH", "3 April 1980", {}, "1980"),
        ("DATE_OF_BIRTH", "03/04/1980", {"date": "month"}, "1980-04"),
        ("DATE_TIME", "1980-04-03", {"date": "decade"}, "1980s"),
        ("DATE_TIME", "spring 1980", {}, "1980"),
        ("UK_POSTCODE", "sw1a 1aa", {}, "SW"),
        ("UK_POSTCODE", "SW1A1AA", {"postcode": "district"}, "SW1A"),
        ("ADDRESS", "12 Mill Lane, Wells BA5 1AA", {}, "BA"),
        ("IP_ADDRESS", "192.0.2.17", {}, "192.0.0.0/16"),
        ("IP_ADDRESS", "2001:db8::7", {}, "2001:db8::/32"),
        ("AGE", "44", {}, "40-49"),
        ("AGE", "44", {"age": 5}, "40-44"),
        ("COORDINATES", "51.50135, -0.14189", {}, "51°, -0°"),
        ("SALARY", "£31,250", {}, "£31000 to £31999"),
        ("SALARY", "1250", {"number": 500}, "1000 to 1499"),
        ("QUANTITY", "£1,234.50", {}, "£1000 to £1999"),
        ("QUANTITY", "EUR 31,250", {"number": 10_000}, "EUR 30000 to EUR 39999"),
        ("QUANTITY", "37 kg", {"number": 10}, "30 to 39 kg"),
        ("QUANTITY", "-5", {"number": 10}, "-10 to -1"),
        ("DATE_OF_BIRTH", "3 April 1983", {"birth": 5}, "1980-1984"),
        ("DATE_TIME", "April 1980", {"date": "month"}, "1980-04"),
        ("DATE_TIME", "Thursday 3 April 1980 at 14:30", {}, "1980"),
        ("DATE_TIME", "14:30", {}, "afternoon"),
        ("DATE_TIME", "2.30 pm", {"time": "hour"}, "14:00"),
        ("DATE_TIME", "12am", {"time": "hour"}, "00:00"),
        ("AGE", "47 years old", {}, "40-49"),
        ("AGE", "93", {}, "90+"),
        ("AGE", "93", {"oldest": 0}, "90-99"),
        ("AGE", "93", {"oldest": 85}, "85+"),
        ("AGE", "18 months", {}, "0-9"),
        ("AGE", "86", {"age": 20}, "80-89"),
        ("LOCATION", "leeds", {}, "Yorkshire and the Humber"),
        ("LOCATION", "Leeds, West Yorkshire", {"place": "nation"}, "England"),
        ("LOCATION", "Swansea", {}, "Wales"),
        ("LOCATION", "Swansea", {"place": "continent"}, "Europe"),
        ("LOCATION", "Kenya", {"place": "nation"}, "Africa"),
        ("LOCATION", "London", {}, "England"),
        ("ADDRESS", "12 Mill Lane, Leeds", {}, "Yorkshire and the Humber"),
        ("COORDINATES", "51.50135, -0.14189", {"decimals": 1}, "51.5°, -0.1°"),
        ("COORDINATES", "51.50135° N 0.14189° W", {}, "51°, -0°"),
        ("COORDINATES", "51°30'05\"N 0°08'31\"W", {"decimals": 1}, "51.5°, -0.1°"),
    ],
)
def test_a_known_form_becomes_coarser(entity_type, value, options, coarser):
    assert put(entity_type, value, **options) == coarser


@pytest.mark.parametrize(
    ("entity_type", "value", "label"),
    [
        ("DATE_TIME", "yesterday", "[Date]"),
        ("DATE_TIME", "1980", "[Date]"),
        ("UK_POSTCODE", "SW1A", "[Postcode]"),
        ("ADDRESS", "The Old Mill", "[Address]"),
        ("IP_ADDRESS", "localhost", "[IP address]"),
        ("AGE", "forty-four", "[Age]"),
        ("PERSON", "Mary Hill", "[Person]"),
        ("UK_NHS", "9434765919", "[NHS number]"),
        ("PHONE_NUMBER", "02079460018", "[Telephone number]"),
        ("SALARY", "much", "[Salary]"),
        ("LOCATION", "Zelphoraville", "[Place]"),
        ("COORDINATES", "91.5, 0.5", "[Coordinates]"),
        ("COORDINATES", "here", "[Coordinates]"),
    ],
)
def test_an_unknown_form_becomes_its_label(entity_type, value, label):
    assert put(entity_type, value) == label


@given(st.floats(-80, 80), st.floats(-170, 170), st.sampled_from([1, 5, 20, 100]))
def test_a_cell_says_where_its_positions_lie_to_within_its_size(north, east, km):
    middle = position(put("COORDINATES", f"{north:.5f}, {east:.5f}", km=km))
    assert middle
    assert abs(middle.north - north) * KM <= km * 0.51 + 5.6
    assert abs(middle.east - east) * east_km(middle.north) <= km * 0.51 + 5.6


@given(st.integers(0, 120), st.integers(2, 30))
def test_whoever_lies_in_one_band_of_ages_reads_alike(old, size):
    assert put("AGE", str(old), age=size) == put("AGE", str(90 if old >= 90 else old // size * size), age=size)


@pytest.mark.parametrize("options", [{"age": 1}, {"number": 0}, {"ip4": 32}, {"km": -1}, {"decimals": 9}])
def test_what_would_not_be_coarser_is_refused(options):
    with pytest.raises(PolicyError, match="x: "):
        options_for(Generalise, options, "x")
