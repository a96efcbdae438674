"""Faces followed through films by the real network, and films looked at again."""

from functools import cache
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from redact.detect.faces import FaceDetector, FaceOptions
from redact.types import Clip, Frame, Modality, Part, Track

pytestmark = pytest.mark.models
DETECTOR = FaceDetector(FaceOptions(threads=1))
PORTRAIT = Path(__file__).parents[2] / "data" / "portrait.jpg"
FACE = (91, 38, 152, 118)
SIZE, RATE = (480, 270), 25


@cache
def portrait(side):
    with Image.open(PORTRAIT) as picture:
        return np.asarray(picture.convert("RGB").resize((side, side)))


@cache
def wall():
    ground = np.random.default_rng(5).integers(40, 200, (9, 16, 3), dtype=np.uint8)
    return np.asarray(Image.fromarray(ground).resize(SIZE, Image.Resampling.BICUBIC))


def shown(left, top, side):
    frame = wall().copy()
    piece = portrait(side)[: SIZE[1] - top, : SIZE[0] - left]
    frame[top : top + piece.shape[0], left : left + piece.shape[1]] = piece
    return frame


def face(left, top, side):
    return tuple(edge * side / 256 + shift for edge, shift in zip(FACE, (left, top, left, top), strict=True))


def film(frames):
    return Part("v1", Modality.VIDEO, clip_of(frames))


def clip_of(frames):
    return Clip(*SIZE, len(frames) / RATE, lambda: (Frame.of(n / RATE, each) for n, each in enumerate(frames)))


def boxes(findings, number):
    keys = [key for each in findings for region in each.regions for key in region.keys]
    return [key.box for key in keys if abs(key.time - number / RATE) < 1e-6]


def share(box, place):
    left, top, right, bottom = place
    across = max(0, min(right, box.right) - max(left, box.left))
    down = max(0, min(bottom, box.bottom) - max(top, box.top))
    return across * down / ((right - left) * (bottom - top))


def covered(frames, found):
    findings, hidden = list(found), [frame.copy() for frame in frames]
    for number, frame in enumerate(hidden):
        for box in boxes(findings, number):
            frame[int(box.top) : int(box.bottom) + 1, int(box.left) : int(box.right) + 1] = 0
    return hidden


def near(number):
    return 120 + 3 * number, 20, 90 + 4 * number


def test_a_face_that_comes_nearer_is_covered_in_every_frame_and_little_else():
    frames = [shown(*near(number)) for number in range(24)]
    findings = list(DETECTOR.detect([film(frames)]))
    for number in range(24):
        there = boxes(findings, number)
        assert max(share(box, face(*near(number))) for box in there) > 0.9, number
        assert sum((box.right - box.left) * (box.bottom - box.top) for box in there) < 0.6 * near(number)[2] ** 2


def test_the_keys_say_where_it_was_looked():
    frames = [shown(*near(number)) for number in range(24)]
    (finding,) = DETECTOR.detect([film(frames)])
    seen = [key.seen for key in finding.regions[0].keys]
    assert seen[0] and seen[-1] and 3 <= sum(seen) <= 12


def test_a_copy_in_which_all_is_covered_shows_nothing():
    frames = [shown(*near(number)) for number in range(24)]
    assert list(DETECTOR.again([film(covered(frames, DETECTOR.detect([film(frames)])))])) == []


@pytest.mark.parametrize("open_frames", [range(3, 6), range(20, 24), range(24)])
def test_a_face_that_is_left_open_is_found_in_the_copy(open_frames):
    frames = [shown(*near(number)) for number in range(24)]
    hidden = covered(frames, DETECTOR.detect([film(frames)]))
    for number in open_frames:
        hidden[number] = frames[number]
    findings = list(DETECTOR.again([film(hidden)]))
    for number in open_frames:
        assert max((share(box, face(*near(number))) for box in boxes(findings, number)), default=0) > 0.7, number


def test_every_frame_of_a_copy_is_asked_for():
    frames = [shown(*near(number)) for number in range(24)]
    asked = []

    def counted():
        for number, pixels in enumerate(frames):
            plain = Frame.of(number / RATE, pixels)
            yield Frame(plain.time, lambda at=number, made=plain: asked.append(at) or made.pixels(), plain.grey)

    list(DETECTOR.again([Part("v1", Modality.VIDEO, Clip(*SIZE, 24 / RATE, counted))]))
    assert sorted(set(asked)) == list(range(24))


@pytest.mark.parametrize("shape", [(1, 1), (2, 700), (31, 33)])
def test_films_of_odd_sizes(shape):
    frames = [np.full((*shape, 3), 90 + number, np.uint8) for number in range(3)]
    clip = Clip(shape[1], shape[0], 0.1, lambda: (Frame.of(n / 30, each) for n, each in enumerate(frames)))
    part = Part("v1", Modality.VIDEO, clip)
    assert list(DETECTOR.detect([part])) == list(DETECTOR.again([part])) == []


def test_tracks_lie_inside_the_film():
    frames = [shown(min(300 + 20 * number, 470), 0, 200) for number in range(12)]
    for finding in DETECTOR.detect([film(frames)]):
        assert isinstance(finding.regions[0], Track)
        for key in finding.regions[0].keys:
            assert 0 <= key.box.left < key.box.right <= SIZE[0]
            assert 0 <= key.box.top < key.box.bottom <= SIZE[1]
