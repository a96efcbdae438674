"""Names by spaCy's model alone: what is found, how it is trimmed, what is left alone."""

import pytest

from redact.detect.spacy_names import SpacyDetector, SpacyOptions
from redact.errors import MissingError
from redact.steps.seen import share_seen
from redact.types import Looked, Modality, Part, TextSpan
from tests.found import findings_of


@pytest.fixture(scope="module")
def detector():
    return SpacyDetector(SpacyOptions())


def found(detector: SpacyDetector, text: str) -> set[tuple[str, str]]:
    hits = set()
    for finding in findings_of(detector, [Part("p1", Modality.TEXT, text)]):
        (span,) = finding.regions
        assert isinstance(span, TextSpan)
        assert finding.why
        assert finding.detector == "spacy/model 1"
        assert finding.entity_type in detector.entity_types
        hits.add((finding.entity_type, text[span.start : span.end]))
    return hits


def people(detector: SpacyDetector, text: str) -> set[str]:
    return {value for entity_type, value in found(detector, text) if entity_type == "PERSON"}


@pytest.mark.models
def test_the_model_finds_people_places_and_bodies(detector):
    text = "Emily Johnson of Leeds wrote to General Electric about the German rules on Monday."
    assert {
        ("PERSON", "Emily Johnson"),
        ("LOCATION", "Leeds"),
        ("ORGANIZATION", "General Electric"),
        ("NRP", "German"),
        ("DATE_TIME", "Monday"),
    } <= found(detector, text)


@pytest.mark.models
def test_findings_below_the_score_are_not_reported():
    text = "Emily Johnson of Leeds wrote to General Electric about the German rules on Monday."
    assert {kind for kind, _ in found(SpacyDetector(SpacyOptions(score=0.65)), text)} == {"PERSON"}


@pytest.mark.models
def test_a_line_in_capitals_is_read_twice(detector):
    assert "EMILY JOHNSON" in people(detector, "STATEMENT OF EMILY JOHNSON\n\nI was there.")


@pytest.mark.models
def test_what_was_put_in_is_not_found_again(detector):
    text = "[Person] met [Person 3] in [Place] on behalf of [Organisation], PERSON_k3f9abcd2345efgh and ██████."
    assert found(detector, text) == set()


@pytest.mark.models
def test_no_rule_stands_beside_the_model(detector):
    assert "mary" not in people(detector, "thanks\nmary")


@pytest.mark.models
def test_long_texts_are_read_to_the_end(detector):
    text = "Nothing happened here at all, day after day. " * 400 + "In the end Emily Johnson arrived in Leeds."
    assert "Emily Johnson" in people(detector, text)


@pytest.mark.models
def test_every_character_is_looked_at(detector):
    parts = [Part(f"p{at}", Modality.TEXT, text) for at, text in enumerate(("x" * 5000, "1 " * 4000, "Emily. " * 900))]
    looked = [each for each in detector.detect(parts) if isinstance(each, Looked)]
    assert share_seen("it", looked, parts) == 1.0


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


def test_the_model_is_named_for_the_record_and_missing_it_is_said(monkeypatch, tmp_path):
    monkeypatch.setenv("REDACT_CACHE", str(tmp_path))
    monkeypatch.delenv("REDACT_MODELS", raising=False)
    monkeypatch.setattr("redact.weights._verified", set())
    monkeypatch.setattr("redact.weights.places", lambda name, wanted: ())
    detector = SpacyDetector(SpacyOptions())
    assert detector.models == ("spacy-en-core-web-sm",)
    with pytest.raises(MissingError):
        list(detector.detect([Part("p1", Modality.TEXT, "Emily Johnson")]))
