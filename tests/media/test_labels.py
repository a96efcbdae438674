"""Words in a box: as large as they fit, never outside it, the same for the same box."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redact.media.labels import SIZES, lettering, writable
from redact.media.pixels import paint
from redact.types import Box, Fill

PAPER = np.random.default_rng(5).integers(0, 256, (80, 240, 3), dtype=np.uint8)
words = st.one_of(st.text(max_size=40), st.sampled_from(["[Person 3]", "PERSON_abcdefghijklmnop", "José Łukasz"]))


@settings(deadline=None)
@given(words, st.integers(1, 400), st.integers(1, 200))
def test_letters_never_leave_their_box(label: str, width: int, height: int) -> None:
    letters = lettering(label, width, height)
    if letters is not None:
        down, across = letters.mask.shape
        assert letters.left >= 0
        assert letters.top >= 0
        assert letters.left + across <= width
        assert letters.top + down <= height


@settings(deadline=None)
@given(words, st.integers(0, 200), st.integers(0, 60), st.integers(1, 150), st.integers(1, 70))
def test_a_label_changes_nothing_outside_its_box(label: str, left: int, top: int, width: int, height: int) -> None:
    box = Box("i1", left, top, left + width, top + height)
    plain, labelled = paint(PAPER, [(box, Fill())]), paint(PAPER, [(box, Fill(label=label))])
    labelled[top : top + height, left : left + width] = plain[top : top + height, left : left + width]
    assert (plain == labelled).all()


def test_what_stood_there_makes_no_difference() -> None:
    fill = [(Box("i1", 20, 10, 200, 60), Fill(label="[Person 3]"))]
    first, second = paint(PAPER, fill), paint(255 - PAPER, fill)
    assert (first[10:60, 20:200] == second[10:60, 20:200]).all()
    assert (first[10:60, 20:200] == 255).any()


def test_the_words_grow_with_the_box_and_end_where_they_could_not_be_read() -> None:
    heights = [lettering("[Person 3]", 10 * size, size) for size in (10, 14, 20, 60, 150)]
    assert heights[0] is None
    sizes = [letters.mask.shape[0] for letters in heights[1:] if letters]
    assert sizes == sorted(set(sizes))
    assert sizes[-1] <= SIZES[0] * 1.3 + 1


def test_a_long_token_is_cut_and_a_numbered_label_is_not_for_its_end_tells_who() -> None:
    assert lettering("PERSON_abcdefghijklmnop", 95, 16) is not None
    assert lettering("PERSON_abcdefghijklmnop", 45, 16) is None, "no letter of the token would be left"
    assert lettering("[Telephone number 12]", 70, 16) is None


@pytest.mark.parametrize(("words", "shown"), [("José Łukasz", "Jose Lukasz"), ("⟨a–b⟩", "<a-b>"), ("Anna\n", "Anna?")])
def test_letters_that_the_font_lacks_become_plain_ones(words: str, shown: str) -> None:
    assert writable(words) == shown


def test_a_word_in_other_letters_is_not_written() -> None:
    assert lettering("Жуков", 200, 60) is None


@pytest.mark.parametrize(("colour", "ink"), [((0, 0, 0), 255), ((255, 255, 255), 0), ((240, 220, 60), 0)])
def test_the_words_stand_out(colour: tuple[int, int, int], ink: int) -> None:
    painted = paint(PAPER, [(Box("i1", 0, 0, 240, 80), Fill(colour, label="[Person 3]"))])
    assert (painted == ink).all(axis=2).any()


def test_a_black_and_white_scan_stays_one() -> None:
    painted = paint(np.full((80, 240), 255, np.uint8), [(Box("i1", 9, 9, 200, 60), Fill(label="[Person 3]"))])
    assert set(np.unique(painted)) == {0, 255}
