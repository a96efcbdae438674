"""Names and addresses by the second model: what is found, how far it reaches, what is left alone."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redact.detect.labelled_spans import addresses, names, places, words
from redact.detect.name_weeds import pieces
from redact.detect.names import NameDetector, NameOptions
from redact.detect.rampart import RampartDetector, RampartOptions, worth
from redact.detect.token_labels import Token
from redact.errors import MissingError
from redact.types import Modality, Part, TextSpan
from tests.found import findings_of


@pytest.fixture(scope="module")
def detector():
    return RampartDetector(RampartOptions())


def found(detector, text: str) -> set[tuple[str, str]]:
    hits = set()
    for finding in findings_of(detector, [Part("p1", Modality.TEXT, text)]):
        (span,) = finding.regions
        assert isinstance(span, TextSpan)
        assert finding.why
        assert finding.score >= 0.4
        hits.add((finding.entity_type, text[span.start : span.end]))
    return hits


def people(detector, text: str) -> set[str]:
    return {value for entity_type, value in found(detector, text) if entity_type == "PERSON"}


def tokens(text: str, *labelled: tuple[str, str]) -> list[Token]:
    """Pieces as the model would give them: each is looked for behind the one before it."""
    made, at = [], 0
    for piece, label in labelled:
        at = text.index(piece, at)
        made.append(Token(at, at + len(piece), label, 0.9))
        at += len(piece)
    return made


def told(text: str, gather, *labelled: tuple[str, str]) -> list[str]:
    return [text[run[0].start : run[-1].end] for run in gather(text, words(text, tokens(text, *labelled)))]


@pytest.mark.models
@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("please find the form of Callum Whitcombe.", "Callum Whitcombe"),
        ("Signature of Oluwaseun Adeyemi", "Oluwaseun Adeyemi"),
        ("Brightwell, Eleanor", "Brightwell, Eleanor"),
        ("STATEMENT OF ELEANOR BRIGHTWELL", "ELEANOR BRIGHTWELL"),
        ("callum whitcombe said so", "callum whitcombe"),
        ("I asked Siobhán O'Malley-Żuk about it", "Siobhán O'Malley-Żuk"),
        ("a letter from J. R. Whitcombe", "J. R. Whitcombe"),
        ("with Vincent van der Berg, who left", "Vincent van der Berg"),
        ("𝔘 said that Eleanor\u200b Bright\u00adwell was there.", "Eleanor\u200b Bright\u00adwell"),
    ],
)
def test_a_whole_name_is_found(detector, text, name):
    assert name in people(detector, text)


@pytest.mark.models
def test_with_the_other_detector_no_name_of_these_is_missed(detector):
    other = NameDetector(NameOptions())
    for text, name in {
        "please find the form of Callum Whitcombe.": "Callum Whitcombe",
        "Mail Priya Raghunathan": "Priya Raghunathan",
        "Signature of Oluwaseun Adeyemi": "Oluwaseun Adeyemi",
        "Brightwell, Eleanor": "Eleanor",
    }.items():
        assert any(name in person for person in people(detector, text) | people(other, text)), text


@pytest.mark.models
def test_an_address_is_found_as_a_whole_and_towns_alone(detector):
    assert ("ADDRESS", "14 Larch Avenue, Otley, LS21 3AB") in found(detector, "at 14 Larch Avenue, Otley, LS21 3AB.")
    assert ("LOCATION", "Otley") in found(detector, "She moved from Otley to be near her mother.")


@pytest.mark.models
def test_without_places_only_people_are_found():
    only_people = RampartDetector(RampartOptions(places=False))
    assert found(only_people, "Eleanor Brightwell, 14 Larch Avenue, Otley") == {("PERSON", "Eleanor Brightwell")}


@pytest.mark.models
def test_what_was_put_in_is_not_found_again(detector):
    text = "[Person] met [Person 3] in [Place] on behalf of [Organisation], PERSON_k3f9abcd2345efgh and ██████."
    assert found(detector, text) == set()


@pytest.mark.models
def test_a_page_of_ordinary_text_is_left_standing(detector):
    page = (
        "Explanatory note\n\n1. This guidance sets out how applications are assessed. Applicants should read it before"
        " they apply. Section 4 describes the evidence that is needed, and the Annex lists the fees.\n\nSummary\n\nThe"
        " scheme opened in April and closes in December. Most decisions are made within two weeks. Further information"
        " is on the website, or can be requested by telephone. Please keep a copy of your form.\n"
    )
    assert found(detector, page) == set()


@pytest.mark.models
@pytest.mark.parametrize("before", [0, 380, 395, 405, 410, 4000])
def test_names_on_the_edges_of_windows_are_found_whole(detector, before):
    text = ("so it was and then " * 220)[:before] + " Eleanor Brightwell " + "came home again " * 40
    assert "Eleanor Brightwell" in people(detector, text)


@pytest.mark.models
def test_more_word_pieces_than_the_model_takes_are_cut_and_not_lost(detector):
    text = "각" * 95 + " " + ("힣 값 " * 60) + "Eleanor Brightwell"
    assert "Eleanor Brightwell" in people(detector, text)


@pytest.mark.models
def test_equal_cells_are_all_found(detector):
    parts = [Part(f"r{row}", Modality.TEXT, "Eleanor Brightwell") for row in range(20)]
    assert {finding.regions[0].part for finding in findings_of(detector, parts)} == {part.id for part in parts}


@pytest.mark.models
@settings(max_examples=30, deadline=None)
@given(text=st.text(max_size=700))
def test_any_text_gives_spans_inside_it(text):
    for finding in findings_of(RampartDetector(RampartOptions()), [Part("p1", Modality.TEXT, text)]):
        (span,) = finding.regions
        assert isinstance(span, TextSpan)
        assert 0 <= span.start < span.end <= len(text)


def test_pieces_of_a_word_make_the_whole_word():
    assert told("Mr Raghunathan's", names, ("hun", "SURNAME")) == ["Raghunathan's"]
    assert list(pieces("Mr Raghunathan's", "PERSON", (3, 16), [])) == [(3, 14)]


def test_scripts_without_spaces_are_not_taken_as_one_word():
    assert told("张伟住在北京市", names, ("张", "SURNAME"), ("伟", "GIVEN_NAME")) == ["张伟"]


def test_two_people_beside_a_comma_stay_two():
    assert told("Mary, Tom", names, ("Mary", "GIVEN_NAME"), ("Tom", "GIVEN_NAME")) == ["Mary", "Tom"]
    assert told("Hill, Mary", names, ("Hill", "SURNAME"), ("Mary", "GIVEN_NAME")) == ["Hill, Mary"]


def test_a_name_does_not_run_over_a_line():
    assert told("Mary\nHill", names, ("Mary", "GIVEN_NAME"), ("Hill", "SURNAME")) == ["Mary", "Hill"]


def test_a_number_or_a_town_alone_is_no_address():
    assert told("14 apples in Otley", addresses, ("14", "BUILDING_NUMBER"), ("Otley", "CITY")) == []
    assert told("14 apples in Otley", places, ("14", "BUILDING_NUMBER"), ("Otley", "CITY")) == ["Otley"]


def test_small_letters_among_capitals_need_more():
    detector = RampartDetector(RampartOptions())
    unsure = [Token(4, 10, "SURNAME", 0.2)]
    assert list(detector._named("the waives of Otley", unsure)) == []
    assert [named[:3] for named in detector._named("the waives of otley", unsure)] == [("PERSON", 4, 10)]


def test_the_score_rises_with_the_probability():
    scores = [worth(share / 1000) for share in range(1001)]
    assert scores == sorted(scores)
    assert worth(0.0) == 0.0
    assert worth(0.05) == 0.4
    assert worth(1.0) == 0.9


def test_the_model_is_named_for_the_record_and_missing_it_is_said(monkeypatch, tmp_path):
    monkeypatch.setenv("REDACT_CACHE", str(tmp_path))
    monkeypatch.delenv("REDACT_MODELS", raising=False)
    monkeypatch.setattr("redact.weights._verified", set())
    detector = RampartDetector(RampartOptions())
    assert detector.models == ("rampart",)
    with pytest.raises(MissingError):
        list(detector.detect([Part("p1", Modality.TEXT, "Eleanor Brightwell")]))
