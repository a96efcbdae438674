"""Textures are no writing; what was read well is, and so is large writing in clean strokes."""

import cv2
import numpy as np
import pytest

from redact.read.ocr import OcrOptions, OcrReader
from redact.read.ocr.engine import Line, Word
from redact.read.ocr.textures import is_texture
from redact.types import Modality, Part, Picture
from tests.read.ocr.drawings import Canvas, face


def found(text, score, height):
    quad = np.array([[0, 0], [3 * height, 0], [3 * height, height], [0, height]], np.float32)
    return Line(quad, (Word(text, 0.0, 1.0, score),) if text else (), score)


def fur():
    noise = np.random.default_rng(2).integers(0, 255, (60, 240), dtype=np.uint8)
    grey = cv2.resize(noise, (960, 240), interpolation=cv2.INTER_CUBIC)
    return np.repeat(grey[..., None], 3, axis=2)


def written():
    canvas = Canvas((700, 260))
    canvas.write((20, 20), "Amelia", face(170, "dkg", "DejaVuSans"))
    return np.ascontiguousarray(canvas.done().pixels[..., ::-1])


@pytest.mark.parametrize(("text", "score"), [("", 0.0), ("8", 0.94), ("OO0O", 0.5)])
def test_what_fills_much_of_a_picture_and_was_hardly_read_is_none(text, score):
    assert is_texture(found(text, score, 240), fur(), 900)
    assert is_texture(found(text, score, 700), written(), 900)


def test_what_was_read_well_is_writing_however_large():
    assert not is_texture(found("EXIT", 0.9, 700), fur(), 900)


def test_large_writing_that_could_not_be_read_is_kept():
    assert not is_texture(found("", 0.2, 260), written(), 900)


def test_small_writing_that_could_not_be_read_is_kept():
    assert not is_texture(found("", 0.0, 40), fur(), 900)


@pytest.mark.parametrize("seed", [1, 2])
def test_stripes_give_no_text(seed):
    random = np.random.default_rng(seed)
    wave = np.sin(np.arange(900) / random.uniform(4, 9))[None, :] * np.linspace(40, 90, 600)[:, None]
    grey = np.clip(128 + wave + random.normal(0, 20, (600, 900)), 0, 255).astype(np.uint8)
    pixels = np.repeat(grey[..., None], 3, axis=2)
    part = Part("i1", Modality.IMAGE, Picture(900, 600, lambda: pixels))
    assert OcrReader(OcrOptions(threads=1, tesseract=False)).read(part).text == ""
