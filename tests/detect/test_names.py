"""Names by our own network and by rules: what is found, how it is trimmed, what is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redact.detect.name_rules import by_rule
from redact.detect.name_weeds import outside, pieces
from redact.detect.name_windows import windows
from redact.detect.names import NameDetector, NameOptions
from redact.errors import PolicyError
from redact.types import Modality, Part, TextSpan
from tests.found import findings_of


@pytest.fixture(scope="module")
def detector():
    return NameDetector(NameOptions())


def found(detector: NameDetector, text: str) -> set[tuple[str, str]]:
    hits = set()
    for finding in findings_of(detector, [Part("p1", Modality.TEXT, text)]):
        (span,) = finding.regions
        assert isinstance(span, TextSpan)
        assert finding.why
        hits.add((finding.entity_type, text[span.start : span.end]))
    return hits


def people(detector: NameDetector, text: str) -> set[str]:
    return {value for entity_type, value in found(detector, text) if entity_type == "PERSON"}


def ruled(text: str) -> set[str]:
    return {text[start:end] for start, end, _, _ in by_rule(text)}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("seen by Dr. Hill-Stone today", "Hill-Stone"),
        ("spoke to PC Stone", "Stone"),
        ("Cllr Ann O'Brien objected", "Ann O'Brien"),
        ("MR JOHN STONE", "JOHN STONE"),
        ("Dear Mary,\n", "Mary"),
        ("hi mary,\n", "mary"),
        ("Kind regards,\n\nMary Hill\nDirector", "Mary Hill"),
        ("Yours sincerely\nM. Hill", "M. Hill"),
        ("thanks\nmary", "mary"),
        ("my name is Mary Hill and", "Mary Hill"),
        ("my name is mary hill, and", "mary hill"),
        ("this is Mary calling about", "Mary"),
        ("Name: Mary van der Hill", "Mary van der Hill"),
        ("Primary physician: Dr. Robert Stone at", "Robert Stone"),
        ("signed J. R. Stone for", "J. R. Stone"),
        ("see Stone, J. R. (2019)", "Stone, J. R."),
        ('"Hill, Mary" <mh@example.org>', "Hill, Mary"),
        ("Mary Hill (mary@example.org)", "Mary Hill"),
        ("Hill agreed; mary.hill@example.org", "Hill"),
        ("Dear Mr Müller-Łuczak,", "Müller-Łuczak"),
    ],
)
def test_a_rule_finds_a_name_by_its_surroundings(text, name):
    assert name in ruled(text)


@pytest.mark.parametrize(
    "text",
    [
        "Dear Sir or Madam,",
        "Hi all,",
        "Hello everyone,",
        "Kind regards,\n\nThe Team",
        "the U.S. Department of Energy",
        "P.O. Box 7",
        "A. Facts\nThe applicant was born",
        "Lord Chancellor",
        "Contact: Customer Service",
        "my name is on the list",
        "info@example.org and Info desk",
    ],
)
def test_a_rule_leaves_alone_what_is_no_name(text):
    assert ruled(text) == set()


@pytest.mark.models
def test_the_model_finds_people_places_and_bodies(detector):
    text = "Emily Johnson, who lives in Leeds, wrote to General Electric about the German rules on Monday."
    assert {
        ("PERSON", "Emily Johnson"),
        ("LOCATION", "Leeds"),
        ("ORGANIZATION", "General Electric"),
        ("NRP", "German"),
        ("DATE_TIME", "Monday"),
    } <= found(detector, text)


@pytest.mark.models
def test_a_name_in_capitals_is_found(detector):
    assert "EMILY JOHNSON" in people(detector, "STATEMENT OF EMILY JOHNSON\n\nI was there.")


@pytest.mark.models
def test_a_name_in_small_letters_is_found(detector):
    assert "emily johnson" in people(detector, "i asked emily johnson from leeds about it yesterday")


@pytest.mark.models
@pytest.mark.parametrize(
    "name",
    [
        "Oluwaseun Adeyemi",
        "Siân Llewellyn",
        "Nguyễn Thị Hoa",
        "Mohammed al-Rashid",
        "Wei-Ling Chen",
        "Zofia Wiśniewska",
    ],
)
def test_names_of_many_origins_are_found(detector, name):
    assert name in people(detector, f"The file was sent to {name} last week, who did not answer.")


@pytest.mark.models
def test_an_address_is_found_as_one(detector):
    text = "She moved to 14 Orchard Close, Otley LS21 3HB in the spring."
    assert ("ADDRESS", "14 Orchard Close, Otley LS21 3HB") in found(detector, text)


JUDGMENT = (
    "The applicant, Ms Anna Kowalska, is a Polish national who was born in 1961 and lives in Kielce. She is a retired"
    " schoolteacher. On 3 May 1997 she lodged a claim with the Kielce District Court for 12,000 zlotys."
)


@pytest.mark.models
def test_what_tells_who_it_is_is_found_where_asked_for():
    told = found(NameDetector(NameOptions(indirect=True)), JUDGMENT)
    assert {("DATE_TIME", "1961"), ("LOCATION", "Kielce"), ("DATE_TIME", "3 May 1997")} <= told
    assert any(kind == "PERSON" and "Anna Kowalska" in value for kind, value in told)


@pytest.mark.models
def test_a_kind_can_be_given_another_bound(detector):
    strict = NameDetector(NameOptions(least={"PERSON": 1.01}, rules=False))
    assert people(strict, "Emily Johnson of Leeds wrote.") == set()
    assert people(detector, "Emily Johnson of Leeds wrote.") == {"Emily Johnson"}


@pytest.mark.models
def test_what_was_put_in_is_not_found_again(detector):
    text = "[Person] met [Person 3] in [Place] on behalf of [Organisation], PERSON_k3f9abcd2345efgh and ██████."
    assert found(detector, text) == set()


@pytest.mark.models
def test_a_name_beside_a_label_is_still_found(detector):
    assert people(detector, "Mr [Person 2] Johnson and Emily Johnson met.") >= {"Emily Johnson"}


@pytest.mark.models
def test_a_page_of_ordinary_text_is_left_standing(detector):
    page = (
        "Explanatory note\n\n1. This guidance sets out how applications are assessed. Applicants should read it before"
        " they apply. Section 4 describes the evidence that is needed, and the Annex lists the fees.\n\nSummary\n\nThe"
        " scheme opened in April and closes in December. Most decisions are made within two weeks. Further information"
        " is on the website, or can be requested by telephone. Please keep a copy of your form.\n"
    )
    assert people(detector, page) == set()


@pytest.mark.models
def test_long_texts_are_read_to_the_end(detector):
    text = "Nothing happened here at all, day after day. " * 400 + "In the end Emily Johnson arrived in Leeds."
    assert "Emily Johnson" in people(detector, text)


@pytest.mark.models
def test_offsets_count_code_points_of_the_original(detector):
    assert "Emily\u200b John\u00adson" in people(detector, "𝔘 said that Emily\u200b John\u00adson was there.")


@pytest.mark.models
def test_equal_cells_are_all_found(detector):
    parts = [Part(f"r{row}", Modality.TEXT, "Emily Johnson") for row in range(5)]
    assert {finding.regions[0].part for finding in findings_of(detector, parts)} == {part.id for part in parts}


@pytest.mark.models
@pytest.mark.parametrize("text", ["", " ", "\n\n", "12", "…", "🙂"])
def test_texts_without_letters_are_no_trouble(detector, text):
    assert found(detector, text) == set()


def test_a_bound_for_a_kind_that_is_none_is_refused():
    with pytest.raises(PolicyError, match="PERSONS"):
        NameDetector(NameOptions(least={"PERSONS": 0.5}))


def test_the_model_is_named_for_the_record():
    assert NameDetector(NameOptions(model="another")).models == ("another",)


@pytest.mark.parametrize("text", ["", "a" * 10_000, "word " * 5000, "line\n" * 3000, "para\n\n" * 2000, "One. " * 3000])
def test_windows_put_together_are_the_text(text):
    cut = [text[start:end] for start, end in windows(text)]
    assert "".join(cut) == text
    assert all(0 < len(piece) <= 1500 for piece in cut)


def test_a_window_ends_at_a_line_where_it_can():
    text = ("x" * 99 + "\n") * 40
    assert all(text[end - 1] == "\n" for _, end in windows(text))


@pytest.mark.models
def test_without_capitals_names_are_found_nearly_as_well(detector):
    text = "rohan and priya met gareth llewellyn near the station, then sade rang wojciech about it"
    names = ("rohan", "priya", "gareth llewellyn", "sade", "wojciech")
    for told in (text, text.upper()):
        said = [name.lower() for name in people(detector, told)]
        assert all(any(name in each for each in said) for name in names), said


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the Hill's", ["Hill"]),
        ("Dear Mary", ["Mary"]),
        ("Mary Hill\nDirector", ["Mary Hill"]),
        ("Mr Hill,", ["Hill"]),
        ("Regulations", []),
        ("Samples\n\nSmall", []),
        ("Mary Hill\n\nSmall", ["Mary Hill"]),
        ("Mary [Person] Hill", ["Mary", "Hill"]),
        ("NHS", []),
        ("Ward", []),
        ("http://x", []),
        ("Leeds City Council", []),
    ],
)
def test_a_name_is_trimmed_and_weeded(text, expected):
    put_in = [(5, 13)] if "[" in text else []
    assert [text[start:end] for start, end in pieces(text, "PERSON", (0, len(text)), put_in)] == expected


SPANS = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 20)).map(lambda at: (at[0], at[0] + at[1])), max_size=6)


@given(SPANS, SPANS)
def test_outside_of_what_was_put_in_nothing_is_empty_and_nothing_is_lost(spans, put_in):
    merged = sorted(put_in)
    apart = [one for at, one in enumerate(merged) if not any(one[0] < end for _, end in merged[:at])]
    left = list(outside(spans, apart))
    assert all(start < end for start, end in left)
    taken = {at for start, end in apart for at in range(start, end)}
    wanted = {at for start, end in spans for at in range(start, end)} - taken
    assert {at for start, end in left for at in range(start, end)} == wanted
