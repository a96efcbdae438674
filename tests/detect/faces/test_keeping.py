import sys
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image

from redact import Redactor, policy
from redact.detect.faces import FaceDetector, FaceOptions, keeping
from redact.errors import MissingError, PolicyError
from redact.types import Modality, Part, Picture

pytestmark = pytest.mark.models
DATA = Path(__file__).parents[2] / "data"
PORTRAIT = DATA / "portrait.jpg"
SHOWN = Path(__file__).parents[4] / "shared" / "eval" / "images" / "faces"


@pytest.fixture
def dlib():
    pytest.importorskip("dlib", reason="the extra known-faces is not installed")
    try:
        keeping._dlib()
    except MissingError:
        pytest.skip("the model dlib-faces was not fetched")


def kinds(pixels, *photographs, again=False):
    detector = FaceDetector(FaceOptions(keep=tuple(map(str, photographs)), threads=1))
    part = Part("i1", Modality.IMAGE, Picture(pixels.shape[1], pixels.shape[0], lambda: pixels))
    return [finding.entity_type for finding in (detector.again if again else detector.detect)([part])]


def another_picture():
    """The same person, smaller, mirrored and darker, on a wall."""
    with Image.open(PORTRAIT) as picture:
        face = picture.convert("RGB").transpose(Image.Transpose.FLIP_LEFT_RIGHT).resize((220, 220))
    wall = Image.new("RGB", (500, 320), (90, 100, 120))
    wall.paste(face.point(lambda value: value * 0.8), (130, 60))
    return np.asarray(wall)


def saved(folder, pixels):
    Image.fromarray(pixels).save(folder / "reference.png")
    return folder / "reference.png"


@pytest.mark.parametrize("again", [False, True])
def test_the_face_of_a_person_who_is_to_stay_is_told_apart(dlib, again):
    assert kinds(another_picture(), PORTRAIT, again=again) == ["KNOWN_FACE"]
    assert kinds(another_picture(), again=again) == ["FACE"]


def test_a_small_face_is_never_taken_for_somebodys(dlib):
    small = np.asarray(Image.fromarray(another_picture()).resize((200, 128)))
    assert kinds(small, PORTRAIT) == ["FACE"]


@pytest.mark.skipif(not SHOWN.exists(), reason="../shared/eval is not there")
def test_strangers_are_not_kept(dlib):
    for image in ElementTree.parse(SHOWN / "training.xml").iter("image"):
        with Image.open(SHOWN / Path(image.get("file")).name) as picture:
            assert set(kinds(np.asarray(picture.convert("RGB")), PORTRAIT)) == {"FACE"}


def test_a_photograph_must_show_one_person(dlib, tmp_path):
    pixels = another_picture()
    with pytest.raises(PolicyError, match="photograph 1 shows no face"):
        kinds(pixels, saved(tmp_path, np.full((200, 200, 3), 90, np.uint8)))
    with pytest.raises(PolicyError, match="photograph 2 shows more than one face"):
        kinds(pixels, PORTRAIT, saved(tmp_path, np.hstack([pixels, pixels])))


@pytest.mark.parametrize("data", [b"", b"no picture", PORTRAIT.read_bytes()[:3000]])
def test_a_photograph_that_cannot_be_opened_is_a_wrong_policy_and_its_name_is_not_told(tmp_path, data):
    (tmp_path / "sarah collins.jpg").write_bytes(data)
    with pytest.raises(PolicyError, match="photograph 1 cannot be opened") as caught:
        kinds(another_picture(), tmp_path / "sarah collins.jpg")
    assert "sarah" not in str(caught.value)


def test_without_dlib_it_is_said_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "dlib", None)
    keeping._dlib.cache_clear()
    with pytest.raises(MissingError, match="dlib is not installed"):
        keeping._dlib()


def test_a_face_that_is_kept_stays_in_the_copy_and_stands_in_the_record(dlib, tmp_path):
    faces = f'[detectors.faces]\nkeep = ["{PORTRAIT.as_posix()}"]\nthreads = 1\n'
    rules = f'name = "t"\nextends = "default"\n[readers]\nocr = false\n{faces}'
    Image.fromarray(another_picture()).save(tmp_path / "in.png")
    outcome = Redactor(policy=policy.parse(rules)).redact_file(tmp_path / "in.png", tmp_path / "out.png")
    assert outcome.ok, outcome.failures
    with Image.open(tmp_path / "out.png") as written:
        assert np.array_equal(np.asarray(written.convert("RGB")), another_picture())
    assert [flag.finding.entity_type for flag in outcome.flagged] == ["KNOWN_FACE"]
