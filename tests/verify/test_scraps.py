import pytest

from redact.types import Alignment, Box, Edit, Fill, Modality, Part, TextSpan
from redact.verify.scraps import are_scraps

HEIGHT = 20


def page(*words):
    """A text that was read from a picture: (word, left, right) side by side."""
    text, runs = "", []
    for word, left, right in words:
        text += " " if text else ""
        runs.append((len(text), len(text) + len(word), Box("i1", left, 0, right, HEIGHT)))
        text += word
    return Part("i1.ocr", Modality.TEXT, text, alignment=Alignment.of(runs))


def fill(left, right):
    return Edit(Box("i1", left, 0, right, HEIGHT), Fill(), "f")


ORIGINAL = page(("Telephone", 0, 90), ("01632", 100, 150), ("960145", 155, 215), ("room", 240, 290))
HIDDEN = [fill(94, 220)]


def whole(part):
    return TextSpan(part.id, 0, len(part.text))


@pytest.mark.parametrize("read", ["Teleph", "elephone", "Telephe", "Telephone"])
def test_a_word_that_a_fill_has_clipped_is_a_scrap(read):
    copy = page((read, 0, 88))
    assert are_scraps(whole(copy), copy, ORIGINAL, HIDDEN)


def test_a_word_that_reads_the_same_where_nothing_clips_it_is_judged_as_before():
    copy = page(("room", 240, 290))
    assert are_scraps(whole(copy), copy, ORIGINAL, HIDDEN)


def test_a_word_that_reads_otherwise_and_is_not_clipped_is_a_second_look():
    copy = page(("Roon", 240, 290))
    assert not are_scraps(whole(copy), copy, ORIGINAL, HIDDEN)


def test_something_else_beside_a_fill_is_a_second_look():
    copy = page(("Calloway", 0, 88))
    assert not are_scraps(whole(copy), copy, ORIGINAL, HIDDEN)


def test_what_is_left_of_a_word_that_was_to_go_is_never_a_scrap():
    copy = page(("960145", 155, 215))
    assert not are_scraps(whole(copy), copy, ORIGINAL, [fill(100, 200)])


def test_a_word_that_was_not_read_in_the_original_is_no_scrap():
    copy = page(("Ruth", 400, 450))
    assert not are_scraps(whole(copy), copy, ORIGINAL, HIDDEN)


def test_one_new_word_among_scraps_makes_all_of_it_count():
    copy = page(("Telephone", 0, 90), ("Ruth", 400, 450))
    assert not are_scraps(whole(copy), copy, ORIGINAL, HIDDEN)


def test_a_text_that_was_not_read_from_the_original_explains_nothing():
    copy = page(("Telephone", 0, 90))
    assert not are_scraps(whole(copy), copy, None, HIDDEN)


def test_the_same_place_in_another_picture_explains_nothing():
    runs = [(0, 9, Box("i2", 0, 0, 90, HEIGHT))]
    copy = Part("i1.ocr", Modality.TEXT, "Telephone", alignment=Alignment.of(runs))
    assert not are_scraps(whole(copy), copy, ORIGINAL, HIDDEN)
