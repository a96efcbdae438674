"""Words that sound alike have keys alike, and numbers are the same however they are said."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redact.verify.alike import begins_or_ends, is_edge, is_most_of, is_nearly, is_piece, sounds_like
from redact.verify.sounds import Heard, heard, key_of


def one(word: str) -> Heard:
    (said,) = heard(word)
    return said


@pytest.mark.parametrize(
    ("said", "signs"),
    [
        ("LS6 2AB", "ls62ab"),
        ("L S six two A B", "ls62b"),
        ("Lima Sierra 6, two, alpha bravo", "ls62ab"),
        ("double four sixty one oh seven nineteen", "44610719"),
        ("07700 900-123", "07700900123"),
        ("treble nought, one", "0001"),
        ("I have a letter for the clinic", ""),
        ("", ""),
    ],
)
def test_figures_and_letters_are_put_together_as_they_are_said(said: str, signs: str) -> None:
    assert "".join(each.signs for each in heard(said)) == signs


@pytest.mark.parametrize(
    ("hidden", "listened"),
    [
        ("Thornton", "Thorton"),
        ("Thornton", "Thawnton"),
        ("Harrison", "Harrisen"),
        ("Fletcher", "Flecher"),
        ("Siobhan", "Siobhan"),
        ("Catherine", "Katherine"),
        ("Okafor", "Okefor"),
        ("Margaret", "Margret"),
    ],
)
def test_a_name_is_known_by_its_sound(hidden: str, listened: str) -> None:
    assert sounds_like(one(listened), one(hidden))


@pytest.mark.parametrize(
    ("hidden", "listened"),
    [
        ("Thornton", "the"),
        ("Kelly", "call"),
        ("Barnes", "because"),
        ("Okafor", "okay"),
        ("Hassan", "has"),
        ("Lee", "low"),
    ],
)
def test_other_words_are_not(hidden: str, listened: str) -> None:
    assert not sounds_like(one(listened), one(hidden))


def test_anywhere_a_name_needs_all_of_its_sound() -> None:
    assert is_nearly(one("Thorntan"), one("Thornton"))
    assert not is_nearly(one("Thorton"), one("Thornton"))
    assert not is_nearly(one("marks"), one("Mark"))


def test_the_beginning_or_the_end_of_a_name() -> None:
    assert begins_or_ends(one("Thorn"), one("Thornton"))
    assert begins_or_ends(one("garet"), one("Margaret"))
    assert not begins_or_ends(one("Ma"), one("Margaret"))
    assert not begins_or_ends(one("rgar"), one("Margaret"))


@pytest.mark.parametrize(
    ("listened", "found"),
    [("07700", True), ("0123", True), ("790012", True), ("24", False), ("555", False), ("7", False), ("", False)],
)
def test_a_third_of_a_number_is_a_piece_of_it(listened: str, found: bool) -> None:
    assert is_piece(listened, "07700900123") is found


def test_a_house_number_counts_as_a_whole_and_one_figure_not_at_all() -> None:
    assert is_piece("42", "42")
    assert not is_piece("4", "42")
    assert not is_piece("4", "4")
    assert not is_piece("4", "")


def test_two_figures_of_the_right_end() -> None:
    assert is_edge("07", "07700900123", first=True)
    assert is_edge("123", "07700900123", first=False)
    assert not is_edge("23", "07700900123", first=True)
    assert not is_edge("12", "12", first=True)


@pytest.mark.parametrize(
    ("listened", "found"),
    [
        ("07700900123", True),
        ("0770900123", True),
        ("07700900", True),
        ("07700", False),
        ("943476", False),
        ("0800111222", False),
    ],
)
def test_anywhere_most_of_a_number_must_be_heard(listened: str, found: bool) -> None:
    assert is_most_of(listened, "07700900123") is found


@given(st.text(max_size=40))
def test_any_text_is_taken_apart_in_order(text: str) -> None:
    said = heard(text)
    assert all(0 <= each.start < each.end <= len(text) for each in said)
    assert all(a.end <= b.start for a, b in pairwise(said))
    assert all(key_of(each.word) == key_of(each.word.upper()) or not each.word.isascii() for each in said)


def test_no_word_is_shown() -> None:
    assert "Thornton" not in repr(one("Thornton"))
