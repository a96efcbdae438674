"""The table row by row, and how labels, checksums, noise and speech change what is found."""

import re
from operator import itemgetter

import pytest

from redact.detect.identifiers import TABLE, IdentifierDetector, IdentifierOptions
from redact.detect.normalise import normalise
from redact.detect.scan import Scanner
from redact.types import Finding, Modality, Part, TextSpan
from tests.detect.identifier_cases import CASES
from tests.detect.identifier_lines import NEGATIVE, POSITIVE

THRESHOLD = 0.4


def found(text: str, context: str = "", **options: object) -> list[tuple[str, str, float]]:
    part = Part("p1", Modality.TEXT, text, context=context)
    return [
        (finding.entity_type, text[span(finding).start : span(finding).end], finding.score)
        for finding in findings_in(IdentifierDetector(IdentifierOptions(**options)), part)  # type: ignore[arg-type]
    ]


def all_findings(text: str) -> list[Finding]:
    return findings_in(IdentifierDetector(IdentifierOptions()), Part("p1", Modality.TEXT, text))


def findings_in(detector: IdentifierDetector, part: Part) -> list[Finding]:
    return [told for told in detector.detect([part]) if isinstance(told, Finding)]


def span(finding: Finding) -> TextSpan:
    (region,) = finding.regions
    assert isinstance(region, TextSpan)
    return region


def best(text: str, context: str = "") -> dict[str, str]:
    """For each place the type of the best score."""
    ranked = sorted(found(text, context), key=lambda row: row[2])
    return {value: entity_type for entity_type, value, _ in ranked}


def by_row(name: str, text: str) -> set[tuple[int, int]]:
    """What a row finds that is alone: among others, one that is worth more may speak for the same place."""
    (row,) = [row for row in TABLE if row.name == name]
    view = normalise(text)
    return {view.span(match.start, match.end) for match in Scanner([row], THRESHOLD, "plain").scan(view.text)}


def unmarked(marked: str) -> tuple[str, set[tuple[int, int]]]:
    text, spans = "", set()
    for piece in re.split("(⟦[^⟧]*⟧)", marked):
        plain = piece.strip("⟦⟧") if piece.startswith("⟦") else piece
        if piece.startswith("⟦"):
            spans.add((len(text), len(text) + len(plain)))
        text += plain
    return text, spans


def test_every_row_has_its_two_lines():
    assert {row.name for row in TABLE} == set(CASES)
    assert len({row.name for row in TABLE}) == len(TABLE)


@pytest.mark.parametrize("name", CASES)
def test_row_finds_what_it_must(name):
    text, expected = unmarked(CASES[name][0])
    hits = by_row(name, text)
    assert hits
    assert hits <= expected


@pytest.mark.parametrize("name", CASES)
def test_row_leaves_alone_what_it_must(name):
    assert not by_row(name, CASES[name][1])


@pytest.mark.parametrize(("kind", "line"), [(kind, line) for kind, lines in POSITIVE.items() for line in lines])
def test_line_loses_what_it_must(kind, line):
    text, expected = unmarked(line)
    hits = [(finding.entity_type, span(finding).start, span(finding).end) for finding in all_findings(text)]
    hidden = {place for _, start, end in hits for place in range(start, end)}
    assert all(place in hidden for start, end in expected for place in range(start, end) if text[place].isalnum())
    for start, end in expected:
        assert any(name == kind and low < end and start < high for name, low, high in hits)


@pytest.mark.parametrize("line", NEGATIVE)
def test_line_is_left_as_it_is(line):
    assert [row for row in found(line) if row[0] != "DATE_TIME"] == []


def test_the_word_beside_a_number_decides_between_two_types_that_fit():
    assert best("Tel: 943 476 5919")["943 476 5919"] == "PHONE_NUMBER"
    assert best("NHS number: 943 476 5919")["943 476 5919"] == "UK_NHS"
    assert best("UTR 1955839661")["1955839661"] == "UK_UTR"
    assert best("1955839661", context="Mobile")["1955839661"] == "PHONE_NUMBER"


def test_a_label_with_a_failed_checksum_still_counts():
    assert best("NHS number 943 476 5918")["943 476 5918"] == "UK_NHS"
    assert best("card number 4012 8888 8888 1882")["4012 8888 8888 1882"] == "CREDIT_CARD"


def test_a_label_that_has_its_value_already_says_nothing_about_the_next():
    text = "DOB 03/04/1980, seen 05/06/2020"
    assert best(text)["03/04/1980"] == "DATE_OF_BIRTH"
    assert best(text)["05/06/2020"] == "DATE_TIME"


def test_a_label_of_an_earlier_sentence_says_nothing():
    assert best("Her son was born. On 3 May 1995 they moved.")["3 May 1995"] == "DATE_TIME"


@pytest.mark.parametrize("heading", ["customerPhone", "phone_number", "Tel.", "Mobile No"])
def test_a_heading_counts_as_a_label(heading):
    assert best("71335222", context=heading)["71335222"] == "PHONE_NUMBER"


def test_brackets_around_a_number_stay_where_they_are():
    assert best("from him (01632 960451) or") == {"01632 960451": "PHONE_NUMBER"}
    assert best("Tel (01632) 960451.") == {"(01632) 960451": "PHONE_NUMBER"}


def test_several_numbers_after_one_label():
    text = "Tel: 0207-238-5748/07827-821645"
    assert {"0207-238-5748", "07827-821645"} <= {value for kind, value, _ in found(text) if kind == "PHONE_NUMBER"}


@pytest.mark.parametrize(
    "text",
    [
        "Release v2026.2.9 fixed it",
        "section 4.2.1.1 applies",
        "costs £1,234,567.89 in 2019",
        "at 12:30:45 UTC",
        "ISBN 978-3-16-148410-0",
        "Article 8 § 2 of Protocol No. 11",
        "pages 1234-1239, volume 17",
        "grew from 1990 to 2005 by 12.5%",
        "the 30,000 people of the 1980s",
        "Build id 0x7f00ff00",
        "const x = [1, 2, 3]",
        "version 10.0.19041.1 of the system",
    ],
)
def test_hard_negatives_are_left_alone(text):
    assert [row for row in found(text) if row[0] != "DATE_TIME"] == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Tel ０７７００ ９００１２３", "０７７００ ９００１２３"),
        ("Tel 07700\u200b900\u00ad123.", "07700\u200b900\u00ad123"),
        ("Tel 020\u00a07946\u20110018.", "020\u00a07946\u20110018"),
        ("mary\u200b@example.org", "mary\u200b@example.org"),
        ("Tel ٠٧٧٠٠ ٩٠٠١٢٣", "٠٧٧٠٠ ٩٠٠١٢٣"),
    ],
)
def test_disguised_letters_are_seen_through(text, value):
    assert value in best(text)


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("my number is 0-7-7-0-0, 9-0-0, 1-2-3.", "PHONE_NUMBER", "0-7-7-0-0, 9-0-0, 1-2-3"),
        ("call me on 07700 900 12", "PHONE_NUMBER", "07700 900 12"),
        (
            "it's oh seven seven double oh nine double oh one two three",
            "PHONE_NUMBER",
            "oh seven seven double oh nine double oh one two three",
        ),
        ("the NHS number is 943, 476, 591.", "UK_NHS", "943, 476, 591"),
        ("NHS number 999-012-3454. I said", "UK_NHS", "999-012-3454"),
        ("card 4012 8888 8888 188", "CREDIT_CARD", "4012 8888 8888 188"),
        ("national insurance, Q Q 1 2 3 4 5 6 C", "UK_NINO", "Q Q 1 2 3 4 5 6 C"),
        ("write to sarah dot collins at example dot com", "EMAIL_ADDRESS", "sarah dot collins at example dot com"),
        ("that is C-O-L-L-I-N-S", "PERSON", "C-O-L-L-I-N-S"),
    ],
)
def test_numbers_that_are_read_aloud(text, kind, value):
    heard = {(row[0], row[1]) for row in found(text, "speech")}
    assert (kind, value) in heard


@pytest.mark.parametrize(
    "text", ["it cost 1,250,000 pounds", "in 2019 and 2020", "I have one, two or three of them", "on 12-05-2020"]
)
def test_figures_of_speech_are_left_alone(text):
    assert [row for row in found(text, "speech") if row[0] != "DATE_TIME"] == []


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("at 2 Marsham Street, Peel 5th Floor, London SW1P 4DF.", "2 Marsham Street, Peel 5th Floor, London SW1P 4DF"),
        ("Mary Hill\nFlat 3\n12 Mill Lane\nWells\nBA5 1AA\nTel", "Flat 3\n12 Mill Lane\nWells\nBA5 1AA"),
        ("I live at 7 Long Row, Otley, LS21 9ZZ now", "7 Long Row, Otley, LS21 9ZZ"),
        ("Rose Cottage, Church Hill, Wells, BA5 1AA", "Rose Cottage, Church Hill, Wells, BA5 1AA"),
        (
            "to 1600 Amphitheatre Parkway, Mountain View, CA 94043 for",
            "1600 Amphitheatre Parkway, Mountain View, CA 94043",
        ),
    ],
)
def test_an_address_is_found_from_the_house_to_the_code(text, address):
    assert ("ADDRESS", address) in {row[:2] for row in found(text)}


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("an application (no. 18403/91) against", "18403/91"),
        ("applications (nos. 18403/91)", "18403/91"),
        ("under case no. 1996/302.", "1996/302"),
        ("Crime ref: 42/1234567/19", "42/1234567/19"),
        ("your reference HO-19/4417", "HO-19/4417"),
        ("patient ID 778899", "778899"),
        ("employee_id=A-4417", "A-4417"),
    ],
)
def test_references_are_found_by_what_they_are_called(text, reference):
    assert ("CASE_REFERENCE", reference) in {row[:2] for row in found(text)}


@pytest.mark.parametrize(
    "text",
    [
        "just turned [Age 1] years old",
        "user: USERNAME_5zvsyy7e2kidof5y",
        "password=[Secret 12]",
        "Tel [Telephone number 2], born [Date of birth]",
        "Ref: CASE_REFERENCE_abcd2345efgh",
        "key ⟨c2VjcmV0c2VjcmV0c2VjcmV0⟩",
    ],
)
def test_what_was_put_in_is_not_found_again(text):
    assert found(text) == []


def test_only_the_types_that_are_asked_for():
    kinds = {row[0] for row in found("mary@example.org, 020 7946 0018", entity_types=("EMAIL_ADDRESS",))}
    assert kinds == {"EMAIL_ADDRESS"}


def test_every_score_is_explained_without_the_text():
    part = Part("p1", Modality.TEXT, "NHS number 943 476 5919, card 4012888888881881, mary@example.org")
    for finding in findings_in(IdentifierDetector(IdentifierOptions()), part):
        assert finding.why
        assert not any(word in repr(finding) for word in ("943", "4012", "mary"))


@pytest.mark.parametrize(
    ("value", "heading", "kind"),
    [
        ("1000000027", "ULN", "UK_ULN"),
        ("H801200001001", "UPN", "UK_UPN"),
        ("021000021", "routing", "ABA_ROUTING_NUMBER"),
    ],
)
def test_a_column_heading_speaks_for_a_number(value, heading, kind):
    assert max(found(value, heading), key=itemgetter(2))[:2] == (kind, value)


def test_a_value_alone_counts_only_where_no_heading_says_what_it_is():
    assert best("34 ABC 1234") == {"34 ABC 1234": "UK_VEHICLE_REGISTRATION"}
    assert best("34 ABC 1234", context="Asset") == {}
    assert best("34 ABC 1234", context="Kennzeichen") == {"34 ABC 1234": "UK_VEHICLE_REGISTRATION"}
