import cv2
import numpy as np
import pytest

from redact.sight.flow import Going, Motion
from redact.sight.shots import Known, alike, small, thumbnail

RNG = np.random.default_rng(11)
GROUND = cv2.resize(RNG.integers(0, 256, (24, 40), dtype=np.uint8), (640, 360), interpolation=cv2.INTER_CUBIC)
BOX = (500.0, 300.0, 600.0, 400.0)


def moved(across, down, growth=1.0):
    middle = ((BOX[0] + BOX[2]) / 4, (BOX[1] + BOX[3]) / 4)
    turn = cv2.getRotationMatrix2D(middle, 0, growth)
    turn[:, 2] += (across / 2, down / 2)
    return cv2.warpAffine(GROUND, turn, (640, 360), borderMode=cv2.BORDER_REFLECT)


@pytest.mark.parametrize(("across", "down"), [(0, 0), (6, -4), (-24, 10)])
def test_a_box_goes_where_its_picture_goes(across, down):
    (going,) = Motion(GROUND, moved(across, down), 0.5).carry([Going(BOX)])
    assert going.lost == 0
    assert going.box == pytest.approx((BOX[0] + across, BOX[1] + down, BOX[2] + across, BOX[3] + down), abs=2)


def test_a_box_grows_with_its_picture():
    (going,) = Motion(GROUND, moved(0, 0, 1.05), 0.5).carry([Going(BOX)])
    assert going.box[2] - going.box[0] == pytest.approx(105, abs=2)


def test_a_change_of_light_is_no_motion():
    (going,) = Motion(GROUND, (moved(6, 0) * 0.5).astype(np.uint8), 0.5).carry([Going(BOX)])
    assert going.box[0] == pytest.approx(506, abs=2)


def test_a_box_that_is_lost_goes_on_and_grows_for_a_while():
    blank = np.full_like(GROUND, 128)
    going = Going(BOX, (10.0, 0.0))
    for _ in range(30):
        (going,) = Motion(GROUND, blank, 0.5).carry([going])
    assert going.lost == 30
    assert BOX[0] < (going.box[0] + going.box[2]) / 2 - 50 < BOX[0] + 60
    assert 110 < going.box[2] - going.box[0] < 150


@pytest.mark.parametrize("box", [(-300, -300, -200, -200), (1270, 10, 1290, 40), (-20, 300, 80, 400), (5, 5, 6, 6)])
def test_boxes_at_the_edge_and_beyond_are_carried(box):
    (going,) = Motion(GROUND, moved(4, 0), 0.5).carry([Going(tuple(map(float, box)))])
    assert all(map(np.isfinite, going.box))
    assert going.box[0] < going.box[2] and going.box[1] < going.box[3]


def test_two_frames_of_one_shot_are_alike_however_bright():
    thumb = thumbnail(GROUND)
    assert alike(thumb, thumbnail(moved(30, 8)))
    assert alike(thumb, (thumb * 0.7).astype(np.uint8))
    assert alike(thumb, (255 - (255 - thumb) * 0.6).astype(np.uint8))
    assert not alike(thumb, thumb[::-1])
    assert not alike(thumb, np.full_like(thumb, 128))
    assert alike(np.zeros_like(thumb), np.zeros_like(thumb))


def test_what_has_changed_is_known_and_forgotten_when_it_was_looked_at():
    known, thumb = Known(), thumbnail(GROUND)
    assert known.changed(thumb) == (0.0, 0.0, 1.0, 1.0)
    known.looked(thumb, (0.0, 0.0, 1.0, 1.0))
    assert known.changed(thumb) is None
    noisy = np.clip(thumb + RNG.normal(0, 1.5, thumb.shape), 0, 255).astype(np.uint8)
    assert known.changed(noisy) is None
    other = thumb.copy()
    other[30:40, 50:60] ^= 128
    window = known.changed(other)
    assert window[0] < 50 / 160 and window[2] > 60 / 160 and window[1] < 30 / 90 and window[3] > 40 / 90
    assert (window[2] - window[0]) * (window[3] - window[1]) < 0.1
    known.looked(other, window)
    assert known.changed(other) is None
    assert known.changed(thumb) is not None


@pytest.mark.parametrize("size", [(1280, 720), (720, 1280), (1, 1), (5000, 3), (320, 240)])
def test_small_frames_keep_their_shape(size):
    width, height = small(*size)
    assert 1 <= width <= 640 and 1 <= height <= 640
    assert width <= size[0] and height <= max(size[1], 1)
