"""Misspelt values are found wherever they stand, and nothing else is."""

import re
import string

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from redact.lists.near import LETTERS_PER_MISTAKE, Near
from redact.occurrences import squash

LETTERS = string.ascii_letters + string.digits + "éüß "
NAMES = st.text(LETTERS, min_size=4, max_size=24).filter(lambda name: len(squash(name).text) >= 4)
EDITS = st.lists(
    st.tuples(
        st.sampled_from(("swap", "add", "drop")), st.integers(0, 40), st.sampled_from(string.ascii_lowercase + " -")
    ),
    max_size=4,
)


def misspelt(value: str, edits: list[tuple[str, int, str]]) -> str:
    for kind, at, letter in edits:
        start = at % (len(value) + 1)
        rest = value[start:] if kind == "add" else value[start + 1 :]
        value = value[:start] + (letter if kind != "drop" else "") + rest
    return value


def found(values: dict[str, int], text: str) -> list[tuple[str, str]]:
    listed = list(values)
    return [(text[at.start : at.end], listed[at.value]) for at in Near(list(values.items())).occurrences(text)]


@settings(max_examples=300, deadline=None)
@given(st.lists(NAMES, min_size=1, max_size=4, unique=True), EDITS, st.data())
def test_a_planted_value_with_no_more_mistakes_than_it_bears_is_found(values, edits, data) -> None:
    value = values[0]
    folded = squash(value).text
    mistakes = data.draw(st.integers(0, min(4, len(folded) // LETTERS_PER_MISTAKE)))
    wrong = misspelt(value, edits[:mistakes])
    assume(squash(wrong).text and Levenshtein.distance(squash(wrong).text, folded) <= mistakes)
    before, after = (
        data.draw(st.sampled_from(("", "Dear ", "a b, ", "("))),
        data.draw(st.sampled_from(("", " wrote.", ")", "\nx"))),
    )
    text = before + wrong + after
    places = Near([(each, mistakes) for each in values]).occurrences(text)
    start, end = len(before), len(before) + len(wrong)
    assert any(at.value == 0 and at.start < end and start < at.end for at in places)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(NAMES, st.integers(0, 3)), min_size=1, max_size=5), st.text(LETTERS + ".,\n", max_size=60))
def test_whatever_is_found_is_near_and_made_of_whole_words(rows, text) -> None:
    for at in Near(rows).occurrences(text):
        value, mistakes = rows[at.value]
        assert Levenshtein.distance(squash(text[at.start : at.end]).text, squash(value).text) <= mistakes
        assert not text[max(at.start - 1, 0) : at.start].isalnum()
        assert not text[at.end : at.end + 1].isalnum()


@settings(max_examples=300, deadline=None)
@given(st.text("abc ", min_size=4, max_size=14), st.integers(0, 3), st.text("abc  ", max_size=40))
def test_every_run_of_words_is_found_or_a_nearer_one_that_it_overlaps(value, mistakes, text) -> None:
    folded = squash(value).text
    assume(folded)
    bears = min(mistakes, len(folded) // LETTERS_PER_MISTAKE)
    words = [word.span() for word in re.finditer("[abc]+", text)]
    runs = [(first[0], last[1]) for at, first in enumerate(words) for last in words[at:]]
    near = {run: Levenshtein.distance(squash(text[slice(*run)]).text, folded) for run in runs if _is_close(text, run)}
    near = {run: distance for run, distance in near.items() if distance <= bears}
    places = {(at.start, at.end) for at in Near([(value, mistakes)]).occurrences(text)}
    assert places <= near.keys()
    for (start, end), distance in near.items():
        beaten = any(near[at] < distance and at[0] < end and start < at[1] for at in places)
        assert beaten or (start, end) in places


def _is_close(text: str, run: tuple[int, int]) -> bool:
    return not re.search(" {9}", text[slice(*run)])


def test_spacing_case_and_punctuation_are_no_mistakes() -> None:
    assert found({"Sarah Collins": 1}, "to SARAH-\nCOLINS, sarah.collins and Sarahcollinss") == [
        ("SARAH-\nCOLINS", "Sarah Collins"),
        ("sarah.collins", "Sarah Collins"),
        ("Sarahcollinss", "Sarah Collins"),
    ]


def test_of_places_that_overlap_the_nearest_is_taken_and_every_value_has_its_own() -> None:
    assert found({"Sarah Collins": 2, "Collins Sarah": 0}, "of Sarah Collins Sarah") == [
        ("Sarah Collins", "Sarah Collins"),
        ("Collins Sarah", "Collins Sarah"),
    ]


def test_words_that_stand_far_apart_are_no_value() -> None:
    assert found({"Sarah Collins": 1}, "Sarah --------- Collins") == []


def test_a_short_value_bears_fewer_mistakes() -> None:
    assert found({"Ann": 2}, "and Ann, Anne") == [("Ann", "Ann")]


def test_a_whole_value_is_held_or_not() -> None:
    near = Near([("Leeds City Council", 2)])
    assert near.holds("leeds city counsel")
    assert not near.holds("Leeds City Council of old")
    assert not near.holds("")
