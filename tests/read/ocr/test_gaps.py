"""A word reaches to the middle of the gap in the ink beside it; where there is no gap it stays as it was."""

import numpy as np
import pytest

from redact.read.ocr import OcrOptions, OcrReader
from redact.read.ocr.engine import Word
from redact.read.ocr.gaps import parted
from redact.types import Box, Modality, Part, Picture
from tests.read.ocr.drawings import Canvas, face

WORDS = (Word("one", 0.0, 0.55), Word("two", 0.55, 1.0))
MIDDLES = ((0.05, 0.4), (0.6, 0.95))


def line(*runs, ink=0, ground=255):
    """A line of 400 x 40 pixels with strokes, three pixels apart, in these stretches of columns."""
    pixels = np.full((40, 400, 3), ground, np.uint8)
    for start, stop in runs:
        pixels[8:32, start:stop] = ink
        pixels[8:32, [at for at in range(start + 6, stop - 6) if at % 9 < 3]] = ground
    return pixels


@pytest.mark.parametrize(("ink", "ground"), [(0, 255), (255, 20), (90, 130)])
def test_words_end_in_the_middle_of_the_gap(ink, ground):
    one, two = parted(WORDS, MIDDLES, line((10, 180), (190, 390), ink=ink, ground=ground))
    assert one.end * 400 == pytest.approx(185, abs=1.1)
    assert two.start * 400 == pytest.approx(185, abs=1.1)
    assert one.clear_after and two.clear_before and not one.clear_before and not two.clear_after


def test_a_wide_gap_is_not_covered_whole():
    one, two = parted(WORDS, MIDDLES, line((10, 165), (235, 390)))
    assert one.end * 400 == pytest.approx(173, abs=2)
    assert two.start * 400 == pytest.approx(227, abs=2)


@pytest.mark.parametrize("runs", [((10, 390),), ((10, 170), (176, 190), (196, 390)), ()])
def test_without_a_clear_gap_words_stay(runs):
    pixels = line(*runs)
    if not runs:
        pixels = np.random.default_rng(1).integers(0, 255, pixels.shape, dtype=np.uint8)
    assert parted(WORDS, MIDDLES, pixels) == list(WORDS)


def test_a_covered_word_has_all_of_its_ink_and_none_of_its_neighbours():
    canvas, font = Canvas((900, 200)), face(26, "DejaVuSans", "LiberationSans-Regular")
    for name in ("letter", "Amelia", "Whitford", "arrived"):
        canvas.write((40, 80), "The letter from Amelia Whitford arrived today", font, plant=name)
    drawn = canvas.done()
    part = Part("i1", Modality.IMAGE, Picture(900, 200, lambda: drawn.pixels))
    read = OcrReader(OcrOptions(threads=1, tesseract=False)).read(part)
    for name, ink in drawn.planted.items():
        (box,) = read.alignment.locate(read.text.index(name), read.text.index(name) + len(name))
        covered = inside(box, ink.shape)
        assert not (ink & ~covered).any()
        assert not any((other & covered).any() for other in drawn.planted.values() if other is not ink)


def inside(box: Box, shape):
    mask = np.zeros(shape, bool)
    mask[int(box.top) : int(np.ceil(box.bottom)), int(box.left) : int(np.ceil(box.right))] = True
    return mask
