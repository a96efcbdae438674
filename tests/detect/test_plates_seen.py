import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont

from redact.detect.plate_reading import Opinion, opinion
from redact.detect.plate_stills import scales
from redact.detect.plates import PlateDetector, PlateOptions
from redact.sight.sightings import Sighting
from redact.types import Box, Clip, Finding, Frame, Modality, Part, Picture, Track

DETECTOR = PlateDetector(PlateOptions(threads=1))
WHITE, YELLOW, BLACK, INK = (235, 235, 230), (243, 200, 25), (20, 20, 22), (15, 15, 18)
PLACE = (330, 260)


def font(high):
    return ImageFont.load_default(high)


def drawn(lines=("AB12 CDE",), ground=WHITE, ink=INK, high=60):
    made = font(high)
    boxes = [made.getbbox(line) for line in lines]
    width = int(max(box[2] - box[0] for box in boxes)) + high
    height = int((high * 0.95 + 12) * len(lines) + high * 0.3)
    plate = Image.new("RGB", (width, height), ground)
    draw = ImageDraw.Draw(plate)
    draw.rounded_rectangle((2, 2, width - 3, height - 3), 8, outline=ink, width=3)
    for row, (line, box) in enumerate(zip(lines, boxes, strict=True)):
        left = (width - (box[2] - box[0])) / 2 - box[0]
        top = high * 0.2 + row * (high * 0.95 + 6)
        for shift in (0, 1, 2):  # bolder
            draw.text((left + shift, top - box[1]), line, font=made, fill=ink)
    return np.asarray(plate)


def street(seed=3, size=(960, 640)):
    """Something like the back of a car in front of something like a street."""
    rng = np.random.default_rng(seed)
    coarse = rng.integers(60, 190, (10, 15, 3), dtype=np.uint8)
    pixels = cv2.resize(coarse, size, interpolation=cv2.INTER_CUBIC)
    cv2.rectangle(pixels, (120, 120), (860, 560), (50, 60, 95), -1)
    cv2.rectangle(pixels, (150, 230), (230, 290), (190, 30, 30), -1)
    cv2.rectangle(pixels, (750, 230), (830, 290), (190, 30, 30), -1)
    cv2.line(pixels, (120, 420), (860, 420), (30, 36, 60), 4)
    return pixels


def on_a_car(plate, wide=220, slant=0.0, dark=1.0, blur=0.0):
    """The picture, and the box of the plate in it."""
    pixels = street()
    scale = wide / plate.shape[1]
    small = cv2.resize(plate, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    height, width = small.shape[:2]
    flat = np.float32([[0, 0], [width, 0], [width, height], [0, height]])
    there = flat + np.float32(PLACE) + np.float32([[0, 0], [0, slant * width], [0, slant * width], [0, 0]])
    way = cv2.getPerspectiveTransform(flat, there)
    mask = cv2.warpPerspective(np.full((height, width), 255, np.uint8), way, (960, 640))[..., None] / 255
    laid = cv2.warpPerspective(small, way, (960, 640))
    pixels = (pixels * (1 - mask) + laid * mask) * dark
    pixels = cv2.GaussianBlur(pixels, (0, 0), blur) if blur else pixels
    (left, top), (right, bottom) = there.min(axis=0), there.max(axis=0)
    return pixels.astype(np.uint8), (float(left), float(top), float(right), float(bottom))


def part_of(pixels):
    return Part("i1", Modality.IMAGE, Picture(pixels.shape[1], pixels.shape[0], lambda: pixels))


def seen(pixels, detector=DETECTOR, *, again=False):
    look = detector.again if again else detector.detect
    return [each for each in look([part_of(pixels)]) if isinstance(each, Finding)]


def share(box, place):
    across = min(box.right, place[2]) - max(box.left, place[0])
    down = min(box.bottom, place[3]) - max(box.top, place[1])
    return max(across, 0) * max(down, 0) / ((place[2] - place[0]) * (place[3] - place[1]))


LOOKS = {
    "white": {},
    "yellow": {"ground": YELLOW},
    "black": {"ground": BLACK, "ink": (220, 220, 220)},
    "two lines": {"lines": ("AB12", "CDE")},
    "blue letters": {"lines": ("7ABC123",), "ink": (30, 40, 130)},
    "German": {"lines": ("B AB 1234",)},
}
TAKEN = {
    "near": {},
    "far": {"wide": 70},
    "very near": {"wide": 500},
    "slanting": {"slant": 0.2},
    "at night": {"dark": 0.3},
    "too blurred to read": {"wide": 120, "blur": 2.2},
}


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("taken", TAKEN)
def test_a_plate_is_covered_however_it_looks_and_was_taken(look, taken):
    pixels, place = on_a_car(drawn(**LOOKS[look]), **TAKEN[taken])
    found = seen(pixels)
    assert max((share(each.regions[0], place) for each in found), default=0) >= 0.9
    assert all(each.entity_type == "NUMBER_PLATE" and each.why for each in found)


def test_what_is_read_as_a_plate_is_surer_and_says_so():
    surest = max(seen(on_a_car(drawn())[0]), key=lambda each: each.score)
    assert surest.score > 0.8
    assert len(surest.why) == 2


def test_a_box_is_not_much_larger_than_the_plate():
    pixels, place = on_a_car(drawn())
    box = max(seen(pixels), key=lambda each: each.score).regions[0]
    assert isinstance(box, Box)
    assert (box.right - box.left) * (box.bottom - box.top) < 2.2 * (place[2] - place[0]) * (place[3] - place[1])


@pytest.mark.parametrize("shape", [(1, 1), (2, 500), (500, 2), (300, 300), (1, 4000)])
def test_nothing_is_found_in_an_empty_picture(shape):
    assert seen(np.full((*shape, 3), 200, np.uint8)) == []


@pytest.mark.parametrize("high", [14, 22, 34])
def test_nothing_is_found_on_a_page_of_text(high):
    page = Image.new("RGB", (1000, 1200), (250, 250, 248))
    draw = ImageDraw.Draw(page)
    words = "The invoice of 12 March 2021 over 1,204.50 was paid by card; our reference is 88213 and yours AX-19."
    for row, top in enumerate(range(60, 1100, int(high * 1.7))):
        draw.text((60, top), words[row % 7 :][: 1500 // high], font=font(high), fill=(30, 30, 30))
    assert seen(np.asarray(page)) == []


def test_the_verification_sees_a_plate_that_was_left():
    assert seen(on_a_car(drawn())[0], again=True)


def test_the_verification_is_content_where_the_plate_is_covered():
    pixels, _ = on_a_car(drawn())
    for finding in seen(pixels):
        box = finding.regions[0]
        pixels[int(box.top) : int(np.ceil(box.bottom)), int(box.left) : int(np.ceil(box.right))] = 0
    assert seen(pixels, again=True) == []


def test_a_plate_is_followed_through_a_film():
    plate = cv2.resize(drawn(), (180, 54), interpolation=cv2.INTER_AREA)

    def frame(number):
        pixels = street()
        left, top = 300 + 6 * number, 300 + number
        pixels[top : top + 54, left : left + 180] = plate
        return Frame.of(number / 24, pixels)

    clip = Clip(960, 640, 1.0, lambda: (frame(number) for number in range(24)))
    found = [each for each in DETECTOR.detect([Part("v1", Modality.VIDEO, clip)]) if isinstance(each, Finding)]
    tracks = [each.regions[0] for each in found]
    assert all(isinstance(track, Track) for track in tracks)
    for number in range(24):
        place = (300 + 6 * number, 300 + number, 480 + 6 * number, 354 + number)
        boxes = [key.box for track in tracks for key in track.keys if key.time == pytest.approx(number / 24)]
        assert max((share(box, place) for box in boxes), default=0) >= 0.85, number


def written(text, high=40):
    made = font(high)
    box = made.getbbox(text)
    line = Image.new("RGB", (int(box[2]) + 30, high + 24), WHITE)
    ImageDraw.Draw(line).text((15, 8), text, font=made, fill=INK)
    return np.asarray(line)


@pytest.mark.parametrize(
    ("text", "told"),
    [("AB12 CDE", Opinion.PLATE), ("Garden Coffee", Opinion.WORDS), ("88213", Opinion.PERHAPS), ("", Opinion.PERHAPS)],
)
def test_a_second_opinion_tells_plates_from_words(text, told):
    pixels = written(text)
    assert opinion(pixels, Sighting(0, 0, pixels.shape[1], pixels.shape[0], 0.5), 1) is told


def test_reading_can_be_left_out():
    pixels, _ = on_a_car(drawn())
    (plain, read) = (seen(pixels, PlateDetector(PlateOptions(threads=1, reading=which))) for which in (False, True))
    assert max(each.score for each in plain) < max(each.score for each in read)


@given(st.integers(1, 20_000), st.integers(1, 20_000))
def test_every_picture_is_looked_at_and_none_beyond_the_limit(width, height):
    found = scales((width, height), 3840)
    assert found
    assert found == sorted(found, reverse=True)
    assert max(found) * max(width, height) <= max(3840.0, 1.0) + 1e-6
    assert max(found) <= 3.0


def test_a_picture_on_a_wall_is_no_plate():
    from pathlib import Path

    from redact.media.video import VideoHandler

    film = Path(__file__).parents[2] / "samples" / "film" / "interview.mp4"
    document = VideoHandler(VideoHandler.Options()).load(film)
    assert not [found for found in DETECTOR.detect(document.parts[:1]) if isinstance(found, Finding)]
