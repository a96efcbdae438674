"""Coarser values: dates, places, ages, networks, amounts; and labels for everything else."""

import pytest

from redact.anonymise.generalise import Generalise, GeneraliseOptions
from redact.contracts import Mention, Secrets
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
    ],
)
def test_an_unknown_form_becomes_its_label(entity_type, value, label):
    assert put(entity_type, value) == label
