import io
import logging
import re
from contextlib import redirect_stderr, redirect_stdout
from functools import cache

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from redact.read.ocr import OcrOptions, OcrReader
from redact.types import Box, Modality, Part, Picture

pytestmark = pytest.mark.models
READER = OcrReader(OcrOptions(threads=1))
LINES = ("Patient: Amelia Whitfield", "NHS number 943 476 5919", "Tel 01632 960 983, a.whitfield@example.org")


def drawn(lines=LINES, size=22, wh=(620, 160), *, paper=(255, 255, 255), ink=(0, 0, 0)):
    """A picture of the lines, and where each word was drawn."""
    picture, places = Image.new("RGB", wh, paper), {}
    draw, font = ImageDraw.Draw(picture), ImageFont.load_default(size)
    for row, line in enumerate(lines):
        for word in re.finditer(r"\S+", line):
            at = (20 + draw.textlength(line[: word.start()], font), 15 + row * size * 1.8)
            draw.text(at, word[0], fill=ink, font=font)
            places[word[0]] = draw.textbbox(at, word[0], font)
    return np.asarray(picture), places


@cache
def page():
    """The lines, read once for all tests that look at the same reading."""
    pixels, places = drawn()
    return read(pixels), places


def read(pixels, reader=READER):
    return reader.read(part_of(pixels))


def part_of(pixels):
    picture = Picture(pixels.shape[1], pixels.shape[0], lambda: pixels)
    return Part("i1", Modality.IMAGE, picture, place="page 3", page=3, language="de")


def share_covered(place, boxes):
    left, top, right, bottom = place
    return max(
        max(0, min(right, box.right) - max(left, box.left))
        * max(0, min(bottom, box.bottom) - max(top, box.top))
        / ((right - left) * (bottom - top))
        for box in boxes
    )


def assert_covers(part, places):
    for word, place in places.items():
        start = part.text.index(word)
        assert share_covered(place, part.alignment.locate(start, start + len(word))) > 0.9, word


def turned(place, quarters, width, height):
    left, top, right, bottom = place
    for _ in range(quarters):
        left, top, right, bottom = top, width - right, bottom, width - left
        width, height = height, width
    return left, top, right, bottom


def test_every_word_is_read_in_order_and_its_box_covers_it():
    part, places = page()
    assert part.text == "\n".join(LINES)
    assert_covers(part, places)


def test_a_box_leaves_the_next_words_but_one_alone():
    part, places = page()
    (box,) = part.alignment.locate(part.text.index("943"), part.text.index("943") + 3)
    assert share_covered(places["5919"], [box]) == 0
    assert share_covered(places["number"], [box]) < 0.2
    assert share_covered(places["Amelia"], [box]) < 0.2


def test_the_text_part_stands_where_the_picture_stands():
    part, _ = page()
    assert (part.id, part.modality, part.place, part.page, part.language) == (
        "i1.ocr",
        Modality.TEXT,
        "page 3",
        3,
        "de",
    )
    assert all(isinstance(source, Box) and source.part == "i1" for source in part.alignment.sources)
    for start, end in zip(part.alignment.starts, part.alignment.ends, strict=True):
        assert part.text[start:end].strip() == part.text[start:end] != ""


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_page_on_its_side_or_upside_down_is_read_as_if_upright(quarters):
    pixels, places = drawn()
    part = read(np.ascontiguousarray(np.rot90(pixels, quarters)))
    assert part.text == "\n".join(LINES)
    assert_covers(part, {word: turned(place, quarters, 620, 160) for word, place in places.items()})


def test_small_letters_and_light_ink_on_a_dark_ground_are_read():
    assert "a.whitfield@example.org" in read(drawn(size=11, wh=(330, 80))[0]).text
    assert "Amelia Whitfield" in read(drawn(paper=(20, 20, 30), ink=(200, 220, 200))[0]).text


def test_a_large_picture_keeps_its_small_letters_and_reads_nothing_twice():
    pixels, places = drawn(size=26, wh=(700, 170))
    large = np.full((400, 4600, 3), 255, np.uint8)
    large[100:270, 2300:3000] = pixels  # across the seam of two tiles
    part = read(large)
    assert part.text == "\n".join(LINES)
    assert_covers(part, {word: (a + 2300, b + 100, c + 2300, d + 100) for word, (a, b, c, d) in places.items()})


def test_columns_of_a_row_are_told_apart_by_a_tab():
    picture = Image.new("RGB", (900, 120), "white")
    draw, font = ImageDraw.Draw(picture), ImageFont.load_default(22)
    for row, (label, value) in enumerate((("Name", "Amelia Whitfield"), ("Town", "Cardiff"))):
        draw.text((20, 20 + 45 * row), label, fill="black", font=font)
        draw.text((500, 20 + 45 * row), value, fill="black", font=font)
    assert read(np.asarray(picture)).text == "Name\tAmelia Whitfield\nTown\tCardiff"


@pytest.mark.parametrize("shape", [(1, 1), (2, 900), (900, 2), (40, 40), (300, 200)])
def test_a_picture_without_text_gives_an_empty_text(shape):
    part = read(np.full((*shape, 3), 255, np.uint8))
    assert part.text == ""
    assert part.alignment.starts == ()


def test_lines_that_cannot_be_read_leave_a_sign_where_they_stand():
    pixels, places = drawn()
    part = read(pixels, OcrReader(OcrOptions(score=1.1, threads=1, tesseract=False)))
    assert part.text == "\n".join("\ufffd" for _ in LINES)
    assert share_covered(places["Patient:"], part.alignment.sources) > 0.9
    assert all(0 <= sure <= 1 for sure in part.alignment.sureness)


def test_the_reader_says_how_sure_it_is_of_every_word():
    part, _ = page()
    assert len(part.alignment.sureness) == len(part.text.split())
    assert min(part.alignment.sureness) > 0.9


def test_nothing_that_was_read_is_printed_or_logged(caplog):
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err), caplog.at_level(logging.DEBUG):
        part = OcrReader(OcrOptions(threads=2)).read(part_of(drawn()[0]))
    assert "Whitfield" in part.text
    assert "Whitfield" not in repr(part)
    said = out.getvalue() + err.getvalue() + caplog.text
    assert not any(word in said for word in ("Amelia", "Whitfield", "5919"))


def test_a_part_that_is_no_picture_is_refused_without_its_text():
    with pytest.raises(TypeError) as caught:
        READER.read(Part("p1", Modality.TEXT, "Amelia"))
    assert "Amelia" not in str(caught.value)
