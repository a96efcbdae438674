"""What headings, keys and labels say of the value that they stand for."""

import pytest

from redact.detect.context import ContextDetector, ContextOptions
from redact.detect.heading_rows import HEADINGS
from redact.types import Modality, Part, TextSpan
from tests.found import findings_of


def found(text: str, context: str = "", *, lines: bool = True) -> set[tuple[str, str]]:
    part = Part("p1", Modality.TEXT, text, context=context)
    hits = set()
    for finding in findings_of(ContextDetector(ContextOptions(lines=lines)), [part]):
        (span,) = finding.regions
        assert isinstance(span, TextSpan)
        assert finding.why
        hits.add((finding.entity_type, text[span.start : span.end]))
    return hits


@pytest.mark.parametrize(
    ("heading", "value", "entity_type"),
    [
        ("Name", "Mary Hill", "PERSON"),
        ("surname", "hill", "PERSON"),
        ("firstName", "Mary", "PERSON"),
        ("FIRST_NAME", "MARY", "PERSON"),
        ("Applicant's name", "M. Hill", "PERSON"),
        ("mother's maiden name", "Stone", "PERSON"),
        ("customer.contact.lastName", "Hill", "PERSON"),
        ("Next of kin", "Ann Hill", "PERSON"),
        ("Case worker", "Ann Hill", "PERSON"),
        ("DOB", "3/4/80", "DATE_OF_BIRTH"),
        ("Date of Birth", "3rd April 1980", "DATE_OF_BIRTH"),
        ("Age", "44", "AGE"),
        ("Address line 1", "The Old Mill", "ADDRESS"),
        ("home address", "12 Mill Lane, Wells", "ADDRESS"),
        ("Post code", "ba5 1aa", "UK_POSTCODE"),
        ("Mobile No.", "7700 900123", "PHONE_NUMBER"),
        ("work_phone", "ext 4417 - 33", "PHONE_NUMBER"),
        ("E-mail address", "mary@hill", "EMAIL_ADDRESS"),
        ("username", "mhill", "USERNAME"),
        ("client_ip", "192.0.2.1", "IP_ADDRESS"),
        ("NINO", "AB123456", "UK_NINO"),
        ("NHS No", "943 476 591", "UK_NHS"),
        ("Account number", "55779911", "UK_BANK_ACCOUNT"),
        ("Sort code", "200000", "UK_BANK_ACCOUNT"),
        ("passport_no", "12345678", "UK_PASSPORT"),
        ("Case ref", "XK/44/17", "CASE_REFERENCE"),
        ("password", "hunter2", "SECRET"),
        ("Nationality", "Welsh", "NRP"),
        ("latitude", "51.501", "COORDINATES"),
    ],
)
def test_a_cell_is_what_its_heading_says(heading, value, entity_type):
    assert found(value, heading) == {(entity_type, value)}


@pytest.mark.parametrize(
    ("heading", "value"),
    [
        ("Name", ""),
        ("Name", "n/a"),
        ("Name", "12,500"),
        ("Telephone", "none"),
        ("Telephone", "yes"),
        ("Age", "adult"),
        ("DOB", "unknown"),
        ("Email", "to follow"),
        ("Total", "Mary Hill"),
        ("Product", "1234567890"),
        ("Company number", "01234567"),
        ("Name", "[Person 3]"),
        ("Name", "██████"),
        ("Name", "PERSON_k3f9abcd2345efgh"),
        ("Description of the claim", "a long story"),
        ("", "Mary Hill"),
    ],
)
def test_a_cell_that_contradicts_its_heading_is_left_alone(heading, value):
    assert found(value, heading) == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Name: Mary Hill\nTotal: 12", {("PERSON", "Mary Hill")}),
        ("APPLICANT: MARY HILL", {("PERSON", "MARY HILL")}),
        ("Patient: Mary Hill  DOB: 3/4/80", {("PERSON", "Mary Hill"), ("DATE_OF_BIRTH", "3/4/80")}),
        ("**Name:** Mary Hill", {("PERSON", "Mary Hill")}),
        ("Name:\nMary Hill\n", {("PERSON", "Mary Hill")}),
        ("- Tel: 7700 900123", {("PHONE_NUMBER", "7700 900123")}),
        ("Address: The Old Mill\nMill Lane\nWells\n\nYours", {("ADDRESS", "The Old Mill\nMill Lane\nWells")}),
        ('{"owner": "Raj Stone", "n": 3}', {("PERSON", "Raj Stone")}),
        ("{'user': {'last_name': 'Wong', 'phone': 7700900123}}", {("PERSON", "Wong"), ("PHONE_NUMBER", "7700900123")}),
        ("National Insurance number: XX 99 88 77 Z", {("UK_NINO", "XX 99 88 77 Z")}),
    ],
)
def test_labels_in_running_text(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Manager: to be confirmed next week",
        "Note: the name is wrong",
        "Contact: within 14 days",
        "Time: 12:30",
        "Name: [Person]",
        "a: b",
    ],
)
def test_labels_without_a_value_are_left_alone(text):
    assert found(text) == set()


def test_lines_can_be_switched_off():
    assert found("Name: Mary Hill", lines=False) == set()


def test_unseen_letters_do_not_shift_a_finding():
    assert found("Na\u00adme: Ma\u200bry Hill") == {("PERSON", "Ma\u200bry Hill")}


def test_no_two_headings_have_one_name():
    assert len({heading.name for heading in HEADINGS}) == len(HEADINGS)


def test_a_heading_of_two_meanings_is_read_by_its_value():
    assert found("H801200001001", "UPN") == {("UK_UPN", "H801200001001")}
    assert found("kim.bow", "UPN") == {("USERNAME", "kim.bow")}


def test_a_column_of_learner_numbers_is_no_column_of_references():
    assert found("1000000027", "ULN") == {("UK_ULN", "1000000027")}
