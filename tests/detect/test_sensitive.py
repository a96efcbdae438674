"""Passages of special category data and of offences: what is pointed out, what is not, and at which cost."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redact.detect.sensitive import SensitiveDetector
from redact.detect.sensitive_search import ROWS, hits
from redact.detect.sensitive_sentences import REACH, sentence
from redact.detect.sensitive_terms import GENERAL, fold, terms
from redact.entities import ENTITY_TYPES
from redact.types import Finding, Modality, Part, TextSpan
from tests.detect.sensitive_cases import NEGATIVE, POSITIVE
from tests.found import findings_of

PROSE = (
    "The meeting began at ten with a report on the drainage works along the river. The engineer said that the new "
    "pipes would be laid before winter.\n\nMembers asked how much the works would cost; the clerk answered that the "
    "figures would be circulated with the minutes.\n"
)


def found(text: str, context: str = "") -> list[Finding]:
    part = Part("p", Modality.TEXT, text, context=context)
    return findings_of(SensitiveDetector(SensitiveDetector.Options()), [part])


def passages(text: str, context: str = "") -> list[tuple[str, str]]:
    spans = [(finding.entity_type, finding.regions[0]) for finding in found(text, context)]
    return [(kind, text[span.start : span.end]) for kind, span in spans if isinstance(span, TextSpan)]


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in POSITIVE.items() for text in texts])
def test_a_sentence_that_tells_something_of_somebody_is_pointed_out(kind: str, text: str) -> None:
    assert kind in {entity_type for entity_type, _ in passages(text)}


@pytest.mark.parametrize("text", NEGATIVE)
def test_a_sentence_that_tells_nothing_of_anybody_is_not(text: str) -> None:
    assert passages(text) == []


def test_the_sentence_is_the_passage_and_its_neighbours_are_not() -> None:
    text = "Dear Sir,\nI write about the drains. Mr. Bow has\nepilepsy and cannot lift. The drains are full."
    assert passages(text) == [("HEALTH", "Mr. Bow has\nepilepsy and cannot lift.")]


def test_an_item_of_a_list_and_a_line_of_a_form_are_passages() -> None:
    text = "Name: K. Bow\nReligion: Sikh\nTelephone: none\n- has no car\n- was convicted of theft\n- likes tea\n"
    assert passages(text) == [("RELIGION", "Religion: Sikh"), ("CRIMINAL_OFFENCE", "- was convicted of theft")]


@pytest.mark.parametrize(
    ("heading", "value", "kind"),
    [
        ("Ethnic origin", "Any other", "ETHNIC_ORIGIN"),
        ("religiousBelief", "Humanist", "RELIGION"),
        ("Medical conditions (details)", "see the file of 3 May", "HEALTH"),
        ("Previous convictions", "2003, twice", "CRIMINAL_OFFENCE"),
        ("Notes", "Type 1 diabetes", "HEALTH"),
    ],
)  # fmt: skip
def test_a_cell_is_a_passage_by_its_heading_or_its_words(heading: str, value: str, kind: str) -> None:
    assert passages(value, heading)[:1] == [(kind, value)] or heading.startswith("Medical")


@pytest.mark.parametrize("value", ["", "-", "n/a", "None", "prefer not to say", "Not known"])
def test_a_cell_that_says_nothing_is_no_passage(value: str) -> None:
    assert passages(value, "Religion") == []


def test_a_heading_that_only_holds_the_word_says_nothing() -> None:
    assert passages("3 May 2019", "Date of offence") == []


def test_stronger_words_and_a_person_score_higher() -> None:
    def best(text: str) -> float:
        return max((finding.score for finding in found(text)), default=0.0)

    rising = ["She was anxious.", "She has asthma.", "She has asthma and was diagnosed with lupus."]
    assert [best(text) for text in rising] == sorted({best(text) for text in rising})
    assert best("She was diagnosed with lupus.") > best("Diagnosed with lupus.")
    assert best("Diagnosed with lupus.") > best("The statistics on those diagnosed with lupus.")


def test_line_breaks_spaces_and_signs_do_not_hide_a_word() -> None:
    for text in (
        "He is HIV-positive.",
        "He is HIV\r\n   positive.",
        "He is hiv\u00a0positive.",
        "He is HIV pos\u00aditive.",
    ):
        assert [kind for kind, _ in passages(text)] == ["HEALTH"]


def test_a_word_inside_a_longer_one_is_not_that_word() -> None:
    assert not hits("hospitality, scoping and unionised stroker")


def test_why_names_kinds_of_words_and_never_the_words() -> None:
    text = "Zelphora was diagnosed with schizophrenia and convicted of arson."
    told = {reason for finding in found(text) for reason in finding.why}
    assert "words of a diagnosis" in told and "the name of an offence" in told
    assert not any(word in repr(found(text)) for word in ("schizophrenia", "arson", "Zelphora"))


def test_labels_of_our_own_are_no_words() -> None:
    assert passages("She left. [Health] [Criminal offence] He stayed.") == []


def test_every_type_in_the_tables_is_special_and_every_special_type_has_words() -> None:
    in_tables = {row.entity_type for row in ROWS} - {GENERAL}
    assert in_tables == {name for name, known in ENTITY_TYPES.items() if known.special}


def test_every_word_of_the_tables_is_found_where_it_stands_alone() -> None:
    for term in terms(ROWS):
        shown = term.text.title() if term.capital else term.text
        whole = [(hit.start, hit.end, hit.term.entity_type) for hit in hits(shown)]
        assert (0, len(shown), term.entity_type) in whole or (0, len(shown), GENERAL) in whole, term


@given(st.text(max_size=200))
def test_folding_keeps_every_place(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text(alphabet="ab .\n!?|\t-:", max_size=120), st.data())
def test_a_sentence_holds_its_word_and_stays_in_reach(text: str, data: st.DataObject) -> None:
    words = [place for place, letter in enumerate(text) if letter in "ab"]
    if words:
        start = data.draw(st.sampled_from(words))
        first, last = sentence(text, start, start + 1)
        assert first <= start < last <= len(text)
        assert start - first <= REACH


@given(
    st.lists(
        st.sampled_from(["He was convicted of theft. ", "\n", "x" * 50, "İ", "é – ", "She has asthma", ". "]),
        max_size=30,
    )
)
def test_passages_lie_in_the_text_in_order(pieces: list[str]) -> None:
    text = "".join(pieces)
    spans = [finding.regions[0] for finding in found(text)]
    assert all(isinstance(span, TextSpan) and 0 <= span.start < span.end <= len(text) for span in spans)


def test_long_texts_are_cut_where_nothing_is_lost() -> None:
    text = (PROSE * 5_000) + "Mr Bow was convicted of theft.\n" + PROSE * 100
    assert passages(text) == [("CRIMINAL_OFFENCE", "Mr Bow was convicted of theft.")]


@pytest.mark.parametrize(
    "unit", [PROSE, "He was convicted of theft. ", "convicted of theft ", "a", "\n", "diagnosed with,"]
)
def test_time_grows_with_the_length_and_no_faster(unit: str) -> None:
    def seconds(size: int) -> float:
        text = (unit * (size // len(unit) + 1))[:size]
        started = time.process_time()
        found(text)
        return time.process_time() - started

    seconds(1_000)
    small, large = (min(seconds(size) for _ in range(3)) for size in (50_000, 400_000))
    assert large < 8 * 3 * small + 0.05
