"""Faces that are to stay, in films: a track is kept as a whole, and only where most clear looks are sure."""

from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import cv2
import numpy as np
import pytest
from PIL import Image

from redact import Redactor, policy
from redact.detect.faces import FaceDetector, FaceOptions, keeping
from redact.detect.faces.keeping_film import _is_known, _stretches, _Sure
from redact.errors import MissingError
from redact.types import Box, Clip, Frame, KeyFrame, Modality, Part, Track
from tests.media.sounds import write_film

PORTRAIT = Path(__file__).parents[2] / "data" / "portrait.jpg"
SHOWN = Path(__file__).parents[4] / "shared" / "eval" / "images" / "faces"
SIZE, RATE = (640, 360), 25
needs_a_stranger = pytest.mark.skipif(not SHOWN.exists(), reason="../shared/eval is not there")


@pytest.fixture
def dlib():
    pytest.importorskip("dlib", reason="the extra known-faces is not installed")
    try:
        keeping._dlib()
    except MissingError:
        pytest.skip("the model dlib-faces was not fetched")


@cache
def friend():
    with Image.open(PORTRAIT) as picture:
        return np.asarray(picture.convert("RGB"))


@cache
def stranger():
    """The largest face of the pictures, with what stands around it."""
    places = [
        (int(box.get("width")), int(box.get("left")), int(box.get("top")), image.get("file"))
        for image in ElementTree.parse(SHOWN / "training.xml").iter("image")
        for box in image.iter("box")
    ]
    side, left, top, name = max(places)
    with Image.open(SHOWN / Path(name).name) as picture:
        around = (left - side * 0.6, top - side * 0.6, left + side * 1.6, top + side * 1.6)
        return np.asarray(picture.convert("RGB").crop(tuple(map(round, around))).resize((256, 256)))


@cache
def wall():
    coarse = np.random.default_rng(5).integers(60, 180, (9, 16, 3), dtype=np.uint8)
    return cv2.resize(coarse, SIZE, interpolation=cv2.INTER_CUBIC)


def put(frame, picture, left, side):
    shown = cv2.resize(picture, (side, side), interpolation=cv2.INTER_AREA)[:, : SIZE[0] - left]
    frame[60 : 60 + side, left : left + shown.shape[1]] = shown


def film(scene, count=50):
    frames = [wall().copy() for _ in range(count)]
    for number, frame in enumerate(frames):
        scene(frame, number)
    clip = Clip(*SIZE, count / RATE, lambda: (Frame.of(n / RATE, each) for n, each in enumerate(frames)))
    return Part("v1", Modality.VIDEO, clip)


def found(scene, *, again=False):
    detector = FaceDetector(FaceOptions(keep=(str(PORTRAIT),), threads=1))
    return list((detector.again if again else detector.detect)([film(scene)]))


def boxes(findings, kind, number):
    keys = [key for each in findings if each.entity_type == kind for region in each.regions for key in region.keys]
    return [key.box for key in keys if abs(key.time - number / RATE) < 1e-6]


def over(box, left, right):
    return max(0.0, min(box.right, right) - max(box.left, left)) / (right - left)


@pytest.mark.models
@pytest.mark.parametrize("again", [False, True])
def test_one_who_is_to_stay_is_told_in_a_film(dlib, again):
    (finding,) = found(lambda frame, n: put(frame, friend(), 60 + 4 * n, 180), again=again)
    assert finding.entity_type == "KNOWN_FACE"
    assert finding.why == ("it is like a face on a photograph that the policy keeps",)


@pytest.mark.models
def test_a_small_face_is_never_kept(dlib):
    assert {each.entity_type for each in found(lambda frame, _: put(frame, friend(), 200, 90))} == {"FACE"}


@pytest.mark.models
@needs_a_stranger
@pytest.mark.parametrize("again", [False, True])
def test_a_stranger_beside_one_who_stays_is_covered_in_every_frame(dlib, again):
    def scene(frame, number):
        put(frame, stranger(), 380, 170)
        put(frame, friend(), 20 + number // 2, 170)

    findings = found(scene, again=again)
    assert {each.entity_type for each in findings} == {"FACE", "KNOWN_FACE"}
    for number in range(50):
        assert any(over(box, 430, 490) > 0.9 for box in boxes(findings, "FACE", number)), number
        assert not any(over(box, 80 + number // 2, 130 + number // 2) > 0.3 for box in boxes(findings, "FACE", number))


@pytest.mark.models
@needs_a_stranger
def test_a_stranger_who_takes_the_place_of_one_who_stays_is_covered(dlib):
    findings = found(lambda frame, n: put(frame, friend() if n < 25 else stranger(), 200, 180))
    for number in range(25, 50):
        assert any(over(box, 255, 325) > 0.9 for box in boxes(findings, "FACE", number)), number


@pytest.mark.models
@needs_a_stranger
def test_a_stranger_who_crosses_one_who_stays_is_covered_all_the_way(dlib):
    def scene(frame, number):
        put(frame, friend(), 20 + 7 * number, 150)
        put(frame, stranger(), 420 - 7 * number, 150)

    findings = found(scene)
    for number in range(50):
        left = 420 - 7 * number
        assert any(over(box, left + 50, left + 100) > 0.8 for box in boxes(findings, "FACE", number)), number


def test_most_looks_must_be_sure_and_none_at_somebody_else():
    sure = _Sure(0.42, 0.6, 0.5)
    assert _is_known([0.2, 0.3, 0.5], sure)
    assert not _is_known([0.2, 0.5], sure)
    assert not _is_known([0.2, 0.2, 0.2, 0.61], sure)
    assert not _is_known([], sure)
    assert _is_known([0.2, 0.5, 0.5], sure._replace(most=0.0))


def track(*lefts, seen=True):
    keys = [KeyFrame(n / RATE, Box("v1", left, 0, left + 60, 60), seen) for n, left in enumerate(lefts)]
    return Track("v1", tuple(keys))


def test_before_and_after_a_touch_are_looked_at_separately():
    going, coming = track(*range(0, 500, 10)), track(*range(490, -10, -10))
    stretches = list(_stretches([going, coming]))
    assert [each.track for each in stretches] == [0, 0, 1, 1]
    assert all(len(each.looks) >= 3 for each in stretches)
    assert all(not 0.87 < key.time < 1.09 for each in stretches for key in each.looks)


def test_a_track_that_was_never_seen_clearly_has_no_looks():
    together = list(_stretches([track(*[0] * 9), track(*[10] * 9), track(*[300] * 9, seen=False)]))
    assert [each.looks for each in together] == [(), (), ()]


@pytest.mark.models
def test_who_is_kept_stays_in_the_written_film_and_stands_in_the_record(dlib, tmp_path):
    def draw(number, _width, _height):
        frame = wall().copy()
        put(frame, friend(), 60 + 4 * number, 180)
        return frame

    source = write_film(tmp_path / "in.mkv", [n / RATE for n in range(30)], SIZE, draw, codecs=("ffv1", ""))
    rules = (
        'name = "t"\nscore = 0.4\nreason = "t"\nrelease = "internal"\nfind = ["FACE"]\nflag = ["KNOWN_FACE"]\n'
        f'[handlers]\nvideo = {{}}\n[detectors.faces]\nkeep = ["{PORTRAIT.as_posix()}"]\nthreads = 1\n'
        '[anonymise]\nvideo = "fill"\n'
    )
    outcome = Redactor(policy=policy.parse(rules)).redact_file(source, tmp_path / "out.mkv")
    assert outcome.ok, outcome.failures
    assert outcome.edits == ()
    assert [flag.finding.entity_type for flag in outcome.flagged] == ["KNOWN_FACE"]
