import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from redact.read.ocr.engine import Line, Word
from redact.read.ocr.layout import Paper, laid_out
from redact.read.ocr.tiles import merged, tiles

PAPER = Paper("i1", 1000, 1000)


def line(text, left, top, width, *, height=20, degrees=0.0):
    """A line of equally wide words, turned about the middle of the paper."""
    words = text.split()
    places = [Word(word, at / len(words), (at + 1) / len(words)) for at, word in enumerate(words)]
    corners = np.array([[left, top], [left + width, top], [left + width, top + height], [left, top + height]], float)
    angle = np.radians(degrees)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    return Line(((corners - 500) @ turn.T + 500).astype(np.float32), tuple(places), 0.9)


def text(*lines):
    return laid_out(lines, PAPER, 0.0)[0]


def test_lines_are_read_from_the_top_down_and_rows_from_left_to_right():
    assert text(line("c d", 100, 200, 90), line("b", 150, 104, 40), line("a", 100, 100, 40)) == "a b\nc d"


def test_a_wide_gap_in_a_row_is_a_tab():
    assert text(line("Name", 100, 100, 60), line("Amelia", 400, 100, 60)) == "Name\tAmelia"


def test_two_columns_of_prose_are_read_one_after_the_other():
    left = [line(f"left {row}", 50, 100 + 30 * row, 400) for row in range(4)]
    right = [line(f"right {row}", 520, 100 + 30 * row, 400) for row in range(4)]
    head, foot = line("a heading", 50, 40, 870), line("a footing", 50, 300, 870)
    found = text(foot, *right, *left, head).split("\n")
    assert found == ["a heading", *(f"left {n}" for n in range(4)), *(f"right {n}" for n in range(4)), "a footing"]


def test_labels_and_values_stay_in_their_rows():
    rows = [
        (line(f"label {row}", 50, 100 + 30 * row, 90), line(f"value {row}", 520, 100 + 30 * row, 120))
        for row in range(6)
    ]
    assert text(*(each for row in rows for each in row)).split("\n")[0] == "label 0\tvalue 0"


def test_a_page_that_lies_on_its_side_is_read_in_its_own_order():
    for degrees in (0, 2, 90, 180, 270, -91):
        page = [line(f"row {row} end", 100, 100 + 40 * row, 500, degrees=degrees) for row in range(5)]
        assert text(*page) == "\n".join(f"row {row} end" for row in range(5))


PLACES = st.tuples(st.integers(-50, 1100), st.integers(-50, 1100), st.integers(10, 900), st.integers(0, 359))


@given(st.lists(PLACES, max_size=12))
def test_every_run_is_a_word_and_every_box_lies_on_the_paper(places):
    rows = enumerate(places)
    lines = [line(f"w{n} x{n}", left, top, width, degrees=angle) for n, (left, top, width, angle) in rows]
    content, alignment = laid_out(lines, PAPER, 0.15)
    words = [content[start:end] for start, end in zip(alignment.starts, alignment.ends, strict=True)]
    assert sorted(words) == sorted(word.text for each in lines for word in each.words)
    assert content.split() == words
    for box in alignment.sources:
        assert 0 <= box.left < box.right <= 1000
        assert 0 <= box.top < box.bottom <= 1000


@given(st.integers(1, 9000), st.integers(1, 9000))
def test_the_cores_of_tiles_cover_the_picture_once(height, width):
    pixels = np.broadcast_to(np.zeros((1, 1, 3), np.uint8), (height, width, 3))
    cores = [tile.core for tile in tiles(pixels)]
    assert sum((right - left) * (bottom - top) for left, top, right, bottom in cores) == height * width
    for tile in tiles(pixels):
        assert tile.left <= tile.core[0]
        assert tile.top <= tile.core[1]
        assert tile.core[2] <= tile.left + tile.pixels.shape[1]
        assert tile.core[3] <= tile.top + tile.pixels.shape[0]


def across_the_seam(words, shift):
    """A line over the seam of two tiles, as each of them reads it when they differ by *shift* pixels."""
    first, second = tiles(np.broadcast_to(np.zeros((1, 1, 3), np.uint8), (1000, 5000, 3)))
    whole = line(words, first.core[2] - 200, 100, 400)
    other = whole._replace(quad=whole.quad + np.array([shift - second.left, 0], np.float32))
    return merged([(first, [whole]), (second, [other])])


@given(st.integers(-30, 30))
def test_every_word_at_a_seam_is_kept_once_whatever_the_tiles_make_of_its_place(shift):
    for words in ("one two three four", "one", "one one one one one one"):
        assert text(*across_the_seam(words, shift)).split() == words.split()


def test_a_name_that_is_stacked_stands_again_as_one_row():
    found = text(line("HELLO my name is", 100, 50, 400), line("SABINE", 100, 100, 90), line("BOSS", 100, 130, 60))
    assert found.split("\n") == ["HELLO my name is", "SABINE", "BOSS", "SABINE BOSS"]


def test_words_far_from_each_other_are_no_stack():
    apart = line("SABINE", 100, 100, 90), line("BOSS", 100, 220, 60)
    aside = line("SABINE", 100, 100, 90), line("BOSS", 400, 130, 60)
    smaller = line("SABINE", 100, 100, 90), line("BOSS", 100, 130, 20, height=9)
    assert all(len(text(*each).split("\n")) == 2 for each in (apart, aside, smaller))


def test_a_stack_is_told_whichever_way_the_page_lies():
    for degrees in (0, 90, 180, -3):
        found = text(
            *(line(word, 100, 100 + 30 * at, 90, degrees=degrees) for at, word in enumerate(("Anna", "Miller")))
        )
        assert found.split("\n")[-1] == "Anna Miller"
