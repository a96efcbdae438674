"""Bar codes that lie aslant are found and read; fences are no codes."""

import cv2
import numpy as np
import pytest
import zxingcpp

from redact.sight.bars import followed
from redact.sight.codes import _is_code, codes_in, read_codes
from redact.sight.slanting import slanting_bars


def turned(pixels, degrees):
    """A picture turned about the middle of a grey sheet of 900 x 700, and its corners there."""
    height, width = pixels.shape[:2]
    way = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    way[:, 2] += (450 - width / 2, 350 - height / 2)
    sheet = cv2.warpAffine(pixels, way, (900, 700), flags=cv2.INTER_LINEAR, borderValue=(170, 170, 170))
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    return np.ascontiguousarray(sheet), cv2.transform(corners[None], way)[0]


def code(words="PATIENT943"):
    drawn = np.asarray(zxingcpp.create_barcode(words, zxingcpp.BarcodeFormat.Code128).to_image(scale=3), np.uint8)
    grey = np.repeat(drawn[:1], 120, axis=0)
    return np.repeat(np.pad(grey, 20, constant_values=255)[..., None], 3, axis=2)


@pytest.mark.parametrize("degrees", [15, 30, 45, -60, 110])
def test_a_code_at_any_angle_is_covered_and_read(degrees):
    pixels, corners = turned(code(), degrees)
    boxes = codes_in(pixels, 0.1)
    (left, top), (right, bottom) = corners.min(axis=0) + 25, corners.max(axis=0) - 25
    assert any(box.left <= left and box.top <= top and box.right >= right and box.bottom >= bottom for box in boxes)
    assert "PATIENT943" in [each.words for each in read_codes(pixels)]


def test_bars_that_stand_upright_are_left_to_the_reader_of_rows():
    assert list(slanting_bars(cv2.cvtColor(turned(code(), 0)[0], cv2.COLOR_RGB2GRAY))) == []


def test_a_fence_is_no_code():
    fence = np.full((300, 400, 3), 200, np.uint8)
    fence[:, np.arange(400) % 12 < 6] = 60
    grey = cv2.cvtColor(turned(fence, 25)[0], cv2.COLOR_RGB2GRAY)
    assert read_codes(turned(fence, 25)[0]) == []
    assert all(not _is_code(followed(grey, each)) for each in slanting_bars(grey))


@pytest.mark.parametrize("size", [(1, 1), (5, 300), (40, 40)])
def test_small_and_bare_pictures_have_none(size):
    assert list(slanting_bars(np.full(size, 90, np.uint8))) == []
