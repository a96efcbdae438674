"""Other readings of a line: mended numbers and addresses, lines for machines, and what a second reader says."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from redact.read.ocr.doubts import machine_line, mended, with_doubts
from redact.read.ocr.engine import UNREAD, Line, Word
from redact.read.ocr.layout import Paper, laid_out


def words(text, sure=0.9):
    pieces = text.split()
    return tuple(Word(word, at / len(pieces), (at + 1) / len(pieces), sure) for at, word in enumerate(pieces))


def line(text, left=0, sure=0.9):
    quad = np.array([[left, 10], [left + 300, 10], [left + 300, 30], [left, 30]], np.float32)
    return Line(quad, words(text, sure), sure)


def said(reading):
    return " ".join(word.text for word in reading)


def test_letters_among_digits_become_digits():
    assert said(mended(words("Tel O1632 96O l18"))) == "Tel 01632 960 118"
    assert said(mended(words("Oslo Bill SOS"))) == "Oslo Bill SOS"


def test_specks_between_digits_are_gaps_again():
    assert said(mended(words("07697.497772 4723 2166.8484 ¿7510"))) == "07697 497772 4723 2166 8484 7510"


def test_pieces_of_an_address_are_joined():
    assert said(mended(words("Email: kim .bow@post. example, today"))) == "Email: kim.bow@post.example, today"
    assert said(mended(words("kim.bow @post.example"))) == "kim.bow@post.example"


def test_a_line_for_machines_gets_the_length_that_it_must_have():
    (word,) = machine_line(words("P<GBRBOW<<KIM<<<<<< <<<<<<<<<<<<<<<<<<<<<-"))
    assert (len(word.text), word.text[:15]) == (44, "P<GBRBOW<<KIM<<")
    assert machine_line(words("a < b and b < c")) == ()


def test_a_second_reading_that_says_the_same_is_left_out():
    assert with_doubts(line("Name: Kim Bow"), words("Name : Kim  Bow .")).others == ()
    assert [said(each) for each in with_doubts(line("Name: Klm Bow"), words("Name: Kim Bow")).others] == [
        "Name: Kim Bow"
    ]


def test_a_second_reading_that_is_a_guess_is_left_out():
    unread = line(UNREAD, sure=0.2)
    assert with_doubts(unread, words("ee", sure=0.4)).others == ()
    assert said(with_doubts(unread, words("Kim Bow", sure=0.9)).others[0]) == "Kim Bow"


def test_the_other_reading_stands_at_the_end_beside_its_label_in_the_same_boxes():
    row = [line("Telephone"), with_doubts(line("O1632 96O l18", left=500))]
    text, alignment = laid_out(row, Paper("i1", 1000, 100), 0.1)
    assert text == "Telephone\tO1632 96O l18\nTelephone\t01632 960 118"
    first, second = (alignment.locate(text.index(each), text.index(each) + 5) for each in ("O1632", "01632"))
    assert first == second


@given(st.lists(st.text(st.characters(blacklist_categories=("Cs", "Z", "Cc")), min_size=1, max_size=12), max_size=8))
def test_every_reading_has_words_in_order_within_the_line(pieces):
    reading = tuple(Word(text, at / len(pieces), (at + 1) / len(pieces)) for at, text in enumerate(pieces))
    for other in with_doubts(Line(np.zeros((4, 2), np.float32), reading, 0.9), ()).others if reading else ():
        assert other and all(word.text and not word.text.isspace() for word in other)
        assert all(-1e-6 <= word.start <= word.end <= 1 + 1e-6 for word in other)
