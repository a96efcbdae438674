from functools import cache
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from redact.detect.faces import FaceDetector, FaceOptions
from redact.types import Box, Clip, Frame, Modality, Part, Picture, Track

pytestmark = pytest.mark.models
DATA = Path(__file__).parents[2] / "data"
DETECTOR = FaceDetector(FaceOptions(threads=1))
SHOWN = Path(__file__).parents[4] / "shared" / "eval" / "images" / "faces"
FACE = (91, 38, 152, 118)
"""From chin to brow and ear to ear in the portrait."""


@cache
def portrait():
    with Image.open(DATA / "portrait.jpg") as picture:
        return np.asarray(picture.convert("RGB"))


def faces(pixels, detector=DETECTOR):
    picture = Picture(pixels.shape[1], pixels.shape[0], lambda: pixels)
    return list(detector.detect([Part("i1", Modality.IMAGE, picture)]))


def covered(box, place):
    left, top, right, bottom = place
    across = max(0, min(right, box.right) - max(left, box.left))
    down = max(0, min(bottom, box.bottom) - max(top, box.top))
    return across * down / ((right - left) * (bottom - top))


def turned(place, quarters, width, height):
    left, top, right, bottom = place
    for _ in range(quarters):
        left, top, right, bottom = top, width - right, bottom, width - left
        width, height = height, width
    return left, top, right, bottom


def test_a_face_is_found_with_room_for_the_hair():
    (finding,) = faces(portrait())
    (box,) = finding.regions
    assert finding.entity_type == "FACE"
    assert finding.score > 0.8
    assert finding.detector.startswith("faces/")
    assert covered(box, FACE) > 0.95
    assert box.top < 25
    assert (box.right - box.left) * (box.bottom - box.top) < 0.25 * 256 * 256


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_face_in_a_picture_that_lies_on_its_side_is_found(quarters):
    found = faces(np.ascontiguousarray(np.rot90(portrait(), quarters)))
    assert max(covered(each.regions[0], turned(FACE, quarters, 256, 256)) for each in found) > 0.95


@pytest.mark.parametrize("side", [48, 1800])
def test_small_and_large_faces_are_found(side):
    pixels = np.asarray(Image.fromarray(portrait()).resize((side, side)))
    place = tuple(edge * side / 256 for edge in FACE)
    assert max(covered(each.regions[0], place) for each in faces(pixels)) > 0.9


def test_a_small_face_in_a_large_picture_is_found_across_the_seam_of_two_tiles():
    large = np.full((1200, 2560, 3), 90, np.uint8)
    small = np.asarray(Image.fromarray(portrait()).resize((100, 100)))
    large[600:700, 1480:1580] = small
    found = faces(large, FaceDetector(FaceOptions(turned=False, threads=1)))
    place = tuple(edge * 100 / 256 + shift for edge, shift in zip(FACE, (1480, 600, 1480, 600), strict=True))
    assert max(covered(each.regions[0], place) for each in found) > 0.95


@pytest.mark.parametrize("shape", [(1, 1), (3, 700), (64, 64), (700, 300)])
def test_nothing_is_found_where_there_is_nobody(shape):
    assert faces(np.full((*shape, 3), 120, np.uint8)) == []


def test_a_covered_face_is_not_found_again():
    (finding,) = faces(portrait())
    box, pixels = finding.regions[0], portrait().copy()
    pixels[int(box.top) : int(box.bottom) + 1, int(box.left) : int(box.right) + 1] = 0
    assert faces(pixels) == []


def test_a_higher_threshold_finds_no_more():
    assert len(faces(portrait(), FaceDetector(FaceOptions(threshold=0.999, threads=1)))) == 0


def film(frames, rate=25):
    height, width = frames[0].shape[:2]
    return Clip(width, height, len(frames) / rate, lambda: (Frame.of(n / rate, each) for n, each in enumerate(frames)))


def moving(count=16, step=12):
    """A face that crosses a wall, and where it stands in each frame."""
    frames, places = [], []
    for number in range(count):
        wall = Image.new("RGB", (480, 256), (60, 70, 80))
        ImageDraw.Draw(wall).rectangle((0, 200, 480, 256), fill=(120, 90, 60))
        wall.paste(Image.fromarray(portrait()), (number * step, 0))
        frames.append(np.asarray(wall))
        places.append(tuple(edge + shift for edge, shift in zip(FACE, (number * step, 0) * 2, strict=True)))
    return frames, places


def at(track, time):
    return [key.box for key in track.keys if abs(key.time - time) < 1e-6]


def test_a_moving_face_is_covered_in_every_frame_of_a_film():
    frames, places = moving()
    findings = list(DETECTOR.detect([Part("v1", Modality.VIDEO, film(frames))]))
    assert all(isinstance(region, Track) for finding in findings for region in finding.regions)
    for number, place in enumerate(places):
        boxes = [box for finding in findings for box in at(finding.regions[0], number / 25)]
        assert max(covered(box, place) for box in boxes) > 0.9, number


def test_key_frames_lie_inside_the_film():
    frames, _ = moving(count=12, step=30)  # the face leaves on the right
    for finding in DETECTOR.detect([Part("v1", Modality.VIDEO, film(frames))]):
        for key in finding.regions[0].keys:
            assert 0 <= key.box.left < key.box.right <= 480
            assert 0 <= key.box.top < key.box.bottom <= 256


@pytest.mark.skipif(not SHOWN.exists(), reason="../shared/eval is not there")
def test_every_face_of_the_photographs_is_covered():
    from xml.etree import ElementTree

    for image in ElementTree.parse(SHOWN / "training.xml").iter("image"):
        with Image.open(SHOWN / Path(image.get("file")).name) as picture:
            boxes = [finding.regions[0] for finding in faces(np.asarray(picture.convert("RGB")))]
        for place in image.iter("box"):
            left, top, width, height = (int(place.get(name)) for name in ("left", "top", "width", "height"))
            assert max(covered(box, (left, top, left + width, top + height)) for box in boxes) > 0.85


def test_parts_that_are_neither_picture_nor_film_are_passed_over():
    assert list(DETECTOR.detect([Part("p1", Modality.TEXT, "a face")])) == []
    assert isinstance(faces(portrait())[0].regions[0], Box)
