"""Every frame of a written film is looked at where it should be covered, most of them by their brightness alone."""

from pathlib import Path

import numpy as np
import pytest

from redact.types import Box, Clip, Document, Edit, Fill, Frame, KeyFrame, Modality, Part, Track
from redact.verify import leaks_in_pixels
from redact.verify.covered_film import box_at

RNG = np.random.default_rng(9)
SIZE, RATE, COUNT = (160, 90), 10, 30
BOX = Box("v1", 40, 20, 80, 60)
TRACK = Track("v1", tuple(KeyFrame(n / RATE, Box("v1", 40 + n, 20, 80 + n, 60)) for n in range(5, 25)))
STILL = Track("v1", (KeyFrame(0.5, BOX), KeyFrame(2.4, BOX)))


def copy(track, colour, open_frames=(), noise=3.0):
    frames = [RNG.integers(0, 256, (SIZE[1], SIZE[0], 3), dtype=np.uint8) for _ in range(COUNT)]
    for number, frame in enumerate(frames):
        box = box_at(track, number / RATE)
        if box and number not in open_frames:
            shape = (int(box.bottom) - int(box.top), int(box.right) - int(box.left), 3)
            flat = np.array(colour) + RNG.normal(0, noise, shape)
            frame[int(box.top) : int(box.bottom), int(box.left) : int(box.right)] = flat.clip(0, 255)
    return frames


def leaks(frames, track, colour=(0, 0, 0)):
    asked = []

    def shown():
        for number, pixels in enumerate(frames):
            plain = Frame.of(number / RATE, pixels)
            yield Frame(plain.time, lambda at=number, made=plain: asked.append(at) or made.pixels(), plain.grey)

    part = Part("v1", Modality.VIDEO, Clip(*SIZE, COUNT / RATE, shown))
    edits = [Edit(track, Fill(colour), "f")]
    return list(leaks_in_pixels(Document(Path("a.mp4"), "video/mp4", (part,)), edits)), asked


@pytest.mark.parametrize("track", [TRACK, STILL])
@pytest.mark.parametrize("colour", [(0, 0, 0), (255, 255, 255), (200, 30, 60)])
def test_what_is_covered_passes_and_few_frames_are_made_in_colour(track, colour):
    found, asked = leaks(copy(track, colour, noise=1.0), track, colour)
    assert found == []
    assert len(asked) == 2


@pytest.mark.parametrize("number", range(5, 25))
def test_one_open_frame_is_a_leak(number):
    assert len(leaks(copy(TRACK, (0, 0, 0), {number}), TRACK)[0]) == 1


def test_another_colour_of_the_same_brightness_is_a_leak():
    assert len(leaks(copy(STILL, (0, 76, 0)), STILL, (150, 0, 0))[0]) == 1


def test_another_brightness_is_a_leak():
    assert len(leaks(copy(STILL, (90, 90, 90)), STILL)[0]) == 1


def test_a_place_where_a_corner_is_open_is_a_leak():
    frames = copy(STILL, (0, 0, 0))
    frames[12][24:44, 44:64] = RNG.integers(0, 256, (20, 20, 3))
    assert len(leaks(frames, STILL)[0]) == 1


def test_a_box_for_the_whole_film_is_looked_at_in_every_frame():
    frames = copy(Track("v1", (KeyFrame(0.0, BOX), KeyFrame(3.0, BOX))), (0, 0, 0))
    assert leaks(frames, BOX)[0] == []
    frames[29][20:60, 40:80] = 200
    assert len(leaks(frames, BOX)[0]) == 1


def test_between_keys_the_box_moves_in_a_straight_line():
    track = Track("v1", (KeyFrame(1.0, BOX), KeyFrame(2.0, Box("v1", 60, 30, 120, 70))))
    assert box_at(track, 1.5) == Box("v1", 50, 25, 100, 65)
    assert box_at(track, 1.0) == box_at(track, 0.9995) == BOX
    assert box_at(track, 0.99) is None and box_at(track, 2.01) is None
    assert box_at(Track("v1", track.keys[:1]), 1.0) == BOX
