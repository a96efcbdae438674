from functools import cache
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from redact.detect.faces import FaceDetector, FaceOptions
from redact.detect.faces.options import widened
from redact.detect.faces.stills import distinct, glances
from redact.detect.faces.turning import Face, back, turned
from redact.sight.sightings import Sighting
from redact.types import Box, Modality, Part, Picture

DATA = Path(__file__).parents[2] / "data"
FACE = (91, 38, 152, 118)
BARE = FaceOptions(threads=1, rim=0.0, hair=0.0)


@cache
def portrait():
    with Image.open(DATA / "portrait.jpg") as picture:
        return picture.convert("RGB")


def found(pixels, options=BARE, *, again=False):
    detector = FaceDetector(options)
    part = Part("i1", Modality.IMAGE, Picture(pixels.shape[1], pixels.shape[0], lambda: pixels))
    findings = (detector.again if again else detector.detect)([part])
    return [finding.regions[0] for finding in findings]


def overlap(box, place):
    left, top, right, bottom = place
    both = max(0, min(right, box.right) - max(left, box.left)) * max(0, min(bottom, box.bottom) - max(top, box.top))
    areas = (right - left) * (bottom - top) + (box.right - box.left) * (box.bottom - box.top)
    return both / (areas - both)


def sheet(sides, width=900, height=600):
    """Portraits of those sides in a row on a wall, and where their faces are."""
    wall, places, x = Image.new("RGB", (width, height), (120, 110, 100)), [], 10
    ImageDraw.Draw(wall).rectangle((0, height // 2, width, height), fill=(90, 70, 50))
    for side in sides:
        wall.paste(portrait().resize((side, side)), (x, 60))
        places.append(tuple(edge * side / 256 + at for edge, at in zip(FACE, (x, 60, x, 60), strict=True)))
        x += side + 20
    return np.asarray(wall), places


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
def test_a_place_in_a_turned_picture_goes_back_to_where_it_was(quarters):
    pixels = np.zeros((30, 50, 3), np.uint8)
    pixels[4:10, 20:35] = 255
    rows, columns = np.nonzero(turned(pixels, quarters)[..., 0])
    seen = Sighting(columns.min(), rows.min(), columns.max() + 1, rows.max() + 1, 1.0)
    assert back(seen, quarters, (50, 30))[:4] == (20, 4, 35, 10)


def test_the_hair_is_where_the_head_points():
    box = Box("i1", 40, 40, 60, 80)
    options = FaceOptions(rim=0.0, hair=0.5)
    grown = [widened(box, (200, 200), options, quarters) for quarters in range(4)]
    assert [(each.left, each.top, each.right, each.bottom) for each in grown] == [
        (35, 20, 65, 80), (40, 30, 70, 90), (35, 40, 65, 100), (30, 30, 60, 90),
    ]  # fmt: skip


@pytest.mark.parametrize("size", [(1, 1), (500, 375), (1024, 768), (3840, 2160), (12000, 9000), (100, 20000)])
def test_no_picture_is_looked_at_in_more_than_a_handful_of_megapixels(size):
    looks = glances(size, 2560, around=True)
    pixels = sum(size[0] * size[1] * look.scale**2 * len(look.quarters) for look in looks)
    assert pixels <= 8e6
    assert max(look.scale for look in looks) * max(size) <= 2 * 2560
    assert {quarters for look in looks for quarters in look.quarters} == {0, 1, 2, 3}


def test_pictures_that_are_not_large_are_looked_at_alike_in_every_turn():
    upright, around = glances((1024, 768), 2560, around=True)[:2]
    assert upright.scale == around.scale > 1


def test_of_faces_in_one_place_the_surest_stays():
    near = [
        Face(Sighting(10, 10, 30, 30, 0.4), 1),
        Face(Sighting(11, 10, 31, 30, 0.9)),
        Face(Sighting(80, 10, 99, 30, 0.2)),
    ]
    assert distinct(near) == [near[1], near[2]]


@pytest.mark.models
@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
@pytest.mark.parametrize("again", [False, True])
def test_faces_of_all_sizes_are_found_in_every_turn_and_nothing_else(quarters, again):
    pixels, places = sheet([56, 80, 128, 256])
    shown = turned(pixels, quarters)
    boxes = found(shown, again=again)
    boxes = [Box("i1", *back(Sighting(b.left, b.top, b.right, b.bottom, 1), quarters, (900, 600))[:4]) for b in boxes]
    for place in places:
        assert max(overlap(box, place) for box in boxes) > 0.4
    assert len(boxes) == len(places)


@pytest.mark.models
def test_a_face_on_its_side_is_covered_with_its_hair():
    pixels = turned(np.asarray(portrait()), 1)  # the head points to the left
    (bare,), (wide,) = found(pixels), found(pixels, FaceOptions(threads=1, rim=0.0, hair=0.5))
    assert bare.left - wide.left == pytest.approx((bare.right - bare.left) / 2, abs=1)
    assert wide.right == pytest.approx(bare.right, abs=1)


@pytest.mark.models
@pytest.mark.parametrize("change", ["dark", "pale", "half", "noisy"])
def test_worn_faces_are_found(change):
    pixels, (place,) = sheet([160], 400, 300)
    worn = pixels.astype(np.float32)
    match change:
        case "dark":
            worn *= 0.25
        case "pale":
            worn = worn * 0.4 + 140
        case "half":
            worn[round((place[1] + place[3]) / 2) + 12 :] = 60
        case "noisy":
            worn += np.random.default_rng(1).normal(0, 25, worn.shape)
    boxes = found(worn.clip(0, 255).astype(np.uint8))
    assert max(overlap(box, place) for box in boxes) > 0.4


@pytest.mark.models
@pytest.mark.parametrize("ground", ["noise", "stripes", "text", "blobs"])
def test_patterns_are_no_faces(ground):
    random = np.random.default_rng(4)
    picture = Image.new("RGB", (640, 480), (200, 200, 195))
    draw = ImageDraw.Draw(picture)
    match ground:
        case "noise":
            picture = Image.fromarray(random.integers(0, 255, (60, 80, 3), dtype=np.uint8)).resize((640, 480))
        case "stripes":
            for x in range(0, 640, 22):
                draw.rectangle((x, 0, x + 9, 480), fill=(60, 40, 90))
        case "text":
            for y in range(8, 470, 14):
                draw.text(
                    (10, y),
                    "The committee met on Tuesday and agreed what had been put before it. " * 2,
                    fill=(20, 20, 20),
                )
        case "blobs":
            for x, y, r in random.integers(20, 460, (40, 3)):
                draw.ellipse((x, y, x + r // 8, y + r // 7), fill=tuple(map(int, random.integers(60, 220, 3))))
    pixels = np.asarray(picture)
    assert found(pixels) == [] == found(pixels, again=True)


@pytest.mark.models
def test_a_face_in_a_very_large_picture_is_found_wherever_it_is():
    large = np.full((2160, 3840, 3), 90, np.uint8)
    places = []
    for x, y in ((0, 0), (1900, 1000), (3840 - 140, 2160 - 140)):
        large[y : y + 140, x : x + 140] = np.asarray(portrait().resize((140, 140)))
        places.append(tuple(edge * 140 / 256 + at for edge, at in zip(FACE, (x, y, x, y), strict=True)))
    boxes = found(large)
    assert [max(overlap(box, place) for box in boxes) > 0.4 for place in places] == [True] * 3


@pytest.mark.models
def test_the_same_picture_gives_the_same_findings():
    pixels, _ = sheet([56, 80, 128])
    assert found(pixels) == found(pixels)


@pytest.mark.models
def test_small_faces_in_a_large_picture_that_lies_on_its_side_are_found_with_the_large_ones():
    pixels, places = sheet([900, 60, 700, 60], 3000, 2000)
    shown = turned(pixels, 1)
    boxes = [Box("i1", *back(Sighting(b.left, b.top, b.right, b.bottom, 1), 1, (3000, 2000))[:4]) for b in found(shown)]
    assert [max(overlap(box, place) for box in boxes) > 0.4 for place in places] == [True] * 4
