"""Shares of word pieces put together: whole words, stretches of one kind, where one name ends and the next begins."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redact.detect.tagged import Said, Scored, stretches, telling

KINDS = ("PERSON", "LOCATION", "ORGANIZATION", "ADDRESS", "MISC", "MASK", "START")
LEAST = {"PERSON": 0.3, "LOCATION": 0.3, "ORGANIZATION": 0.3, "ADDRESS": 0.4}


def scored(text: str, *pieces: tuple[str, dict[str, float]]) -> Scored:
    """Pieces of *text* in order; one that begins with "##" goes on with the word before it."""
    starts, ends, words, rows, place, word = [], [], [], [], 0, -1
    for piece, shares in pieces:
        word += not piece.startswith("##")
        start = text.index(piece.removeprefix("##"), place)
        place = start + len(piece.removeprefix("##"))
        starts.append(start)
        ends.append(place)
        words.append(word)
        rows.append([shares.get(kind, 0.0) for kind in KINDS])
    return Scored(np.array(starts), np.array(ends), np.array(words), np.array(rows, np.float32).reshape(-1, len(KINDS)))


def said(text: str, *pieces: tuple[str, dict[str, float]]) -> list[tuple[str, str]]:
    return [(each.kind, text[each.start : each.end]) for each in stretches(text, scored(text, *pieces), KINDS, LEAST)]


def test_words_that_stand_together_are_one_name():
    assert said("to Mary Hill today", ("Mary", {"PERSON": 0.9}), ("Hill", {"PERSON": 0.8})) == [("PERSON", "Mary Hill")]


def test_a_word_is_taken_whole_when_one_piece_of_it_is_sure():
    assert said("Okonjo said", ("Ok", {"PERSON": 0.9}), ("##onjo", {"PERSON": 0.1})) == [("PERSON", "Okonjo")]


def test_a_name_that_begins_ends_the_one_before():
    text = "Mary Hill John Stone"
    pieces = [
        ("Mary", {"PERSON": 1}),
        ("Hill", {"PERSON": 1}),
        ("John", {"PERSON": 1, "START": 0.9}),
        ("Stone", {"PERSON": 1}),
    ]
    assert said(text, *pieces) == [("PERSON", "Mary Hill"), ("PERSON", "John Stone")]


def test_a_mark_that_is_no_part_of_it_ends_a_name():
    text = "Hill, Stone"
    pieces = [("Hill", {"PERSON": 1}), (",", {}), ("Stone", {"PERSON": 1})]
    assert said(text, *pieces) == [("PERSON", "Hill"), ("PERSON", "Stone")]


def test_a_mark_inside_a_name_belongs_to_it_and_one_at_its_end_does_not():
    text = "Hill, Mary."
    pieces = [("Hill", {"PERSON": 1}), (",", {"PERSON": 0.8}), ("Mary", {"PERSON": 1}), (".", {"PERSON": 0.7})]
    assert said(text, *pieces) == [("PERSON", "Hill, Mary")]


def test_a_word_is_of_one_kind_of_name_only():
    shares = {"PERSON": 0.5, "LOCATION": 0.7, "ORGANIZATION": 0.4}
    assert said("in Lincoln", ("Lincoln", shares)) == [("LOCATION", "Lincoln")]


@pytest.mark.parametrize(("kind", "count"), [("PERSON", 2), ("ADDRESS", 1)])
def test_an_address_goes_on_over_the_end_of_a_line_and_a_name_does_not(kind, count):
    text = "Mill\nHill"
    assert len(said(text, ("Mill", {kind: 1}), ("Hill", {kind: 1}))) == count


def test_what_is_less_likely_than_its_bound_is_left():
    assert said("at Hill", ("Hill", {"PERSON": 0.29, "ADDRESS": 0.39})) == []


def test_what_tells_is_called_what_fits_best_and_other_where_nothing_does():
    text = "in Hull, thrice"
    pieces = scored(text, ("Hull", {"MASK": 0.9, "LOCATION": 0.8}), ("thrice", {"MASK": 0.8}))
    assert list(telling(text, pieces, KINDS, {"MASK": 0.5})) == [
        Said("LOCATION", 3, 7, 0.9),
        Said("MISC", 9, 15, 0.8),
    ]


@pytest.mark.parametrize("text", ["", "   "])
def test_a_text_without_pieces_says_nothing(text):
    assert said(text) == []
    assert list(telling(text, scored(text), KINDS, {"MASK": 0.5})) == []


_SHARES = st.lists(
    st.lists(st.floats(0, 1, width=32), min_size=len(KINDS), max_size=len(KINDS)), min_size=1, max_size=12
)


@settings(deadline=None)
@given(_SHARES)
def test_stretches_lie_in_the_text_in_order_and_rivals_never_touch(rows):
    text = " ".join("abcdefghijkl"[at] * 3 for at in range(len(rows)))
    starts = np.arange(len(rows)) * 4
    pieces = Scored(starts, starts + 3, np.arange(len(rows)), np.array(rows, np.float32))
    found = sorted(each for each in stretches(text, pieces, KINDS, LEAST))
    assert all(0 <= each.start < each.end <= len(text) for each in found)
    rivals = sorted((each.start, each.end) for each in found if each.kind in ("PERSON", "LOCATION", "ORGANIZATION"))
    assert all(one[1] <= two[0] for one, two in pairwise(rivals))
    sure = [at for at, row in enumerate(rows) if max(row[:3]) >= 0.3]
    assert all(any(start <= at * 4 < end for start, end in rivals) for at in sure)
