"""Pieces for a closer look are cut from a layer of nearly their size, with contrast where it is low."""

from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from redact.detect.faces import FaceDetector, FaceOptions
from redact.detect.faces.layers import Layers
from redact.detect.faces.piece import piece_of
from redact.detect.faces.turning import Face
from redact.sight.sightings import Sighting
from redact.types import Modality, Part, Picture

PORTRAIT = Path(__file__).parents[2] / "data" / "portrait.jpg"


def ramp(width, height):
    """A picture in which every place has its own colour."""
    down, across = np.mgrid[0:height, 0:width]
    return np.stack((across * 255 / width, down * 255 / height, np.full(down.shape, 90)), axis=2).astype(np.uint8)


@pytest.mark.parametrize(("scale", "width"), [(1.0, 800), (0.6, 800), (0.5, 400), (0.3, 400), (0.25, 200), (2.0, 800)])
def test_the_layer_is_the_smallest_that_is_large_enough(scale, width):
    assert Layers(ramp(800, 600)).at(scale).shape[1] == width


@pytest.mark.parametrize("size", [(1, 1), (3, 700), (17, 16)])
def test_a_tiny_picture_has_layers_too(size):
    layers = Layers(ramp(*size))
    assert layers.at(0.001).size > 0
    assert layers.shrunk(0.01).shape[:2] == (max(1, round(size[1] * 0.01)), max(1, round(size[0] * 0.01)))


def test_a_piece_shows_what_stands_in_its_place_from_every_layer():
    with Image.open(PORTRAIT) as picture:
        large = np.asarray(picture.convert("RGB").resize((1600, 1600)))
    left, top, right, bottom = (round(edge * 1600 / 256) for edge in (91, 38, 152, 118))
    half = 1.2 * (bottom - top)
    x, y = (left + right) / 2, (top + bottom) / 2 + 200
    shown = large[round(y - half) : round(y + half), round(x - half) : round(x + half)]
    wanted = cv2.resize(shown, (96, 96), interpolation=cv2.INTER_AREA).astype(int)
    piece = piece_of(Layers(large), Face(Sighting(left, top + 200, right, bottom + 200, 0.5)), 96)
    assert np.abs(piece.astype(int) - wanted).mean() < 6


def test_a_piece_at_the_edge_is_filled_up_and_may_lie_outside():
    layers = Layers(ramp(200, 200))
    for box in ((-50, -50, 10, 10), (190, 190, 260, 260), (400, 400, 460, 460)):
        assert piece_of(layers, Face(Sighting(*box, 0.5)), 96, smooth=True).shape == (96, 96, 3)


def test_a_flat_piece_gets_contrast_and_a_rich_one_stays():
    with Image.open(PORTRAIT) as picture:
        rich = np.asarray(picture.convert("RGB"))
    face = Face(Sighting(91, 38, 152, 118, 0.5))
    flat = (rich * 0.2 + 150).astype(np.uint8)
    spans = [np.ptp(np.percentile(piece_of(Layers(each), face, 96), (5, 95))) for each in (rich, flat)]
    assert spans[1] > 0.6 * spans[0]


def faces(pixels, *, again=False, detector=None):
    detector = detector or FaceDetector(FaceOptions(threads=1))
    part = Part("i1", Modality.IMAGE, Picture(pixels.shape[1], pixels.shape[0], lambda: pixels))
    return [each.regions[0] for each in (detector.again if again else detector.detect)([part])]


def in_fog(share):
    """Portraits behind fog, on a ground of the same fog."""
    with Image.open(PORTRAIT) as picture:
        portrait = np.asarray(picture.convert("RGB").resize((160, 160)))
    pixels = np.full((400, 640, 3), 120, np.uint8)
    pixels[100:260, 240:400] = portrait
    return (pixels * share + 255 * (1 - share) * 0.8).astype(np.uint8)


def test_a_face_in_fog_is_found():
    found = faces(in_fog(0.25))
    assert any(box.left < 316 < box.right and box.top < 149 < box.bottom for box in found)
