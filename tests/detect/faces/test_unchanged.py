"""The next version of a copy is looked at where it changed; what was found elsewhere is still known."""

import cv2
import numpy as np

from redact.detect.faces.turning import Face
from redact.detect.faces.unchanged import Unchanged
from redact.sight.sightings import Sighting


class Eye:
    """Sees every white square, and remembers how much it was shown."""

    def __init__(self):
        self.shown = []

    def __call__(self, pixels):
        self.shown.append(pixels.shape[0] * pixels.shape[1])
        _, _, rows, _ = cv2.connectedComponentsWithStats((pixels[..., 0] == 255).astype(np.uint8))
        return [Face(Sighting(x, y, x + wide, y + high, 0.9)) for x, y, wide, high, _ in rows[1:].tolist()]


def picture():
    return np.random.default_rng(1).integers(0, 200, (800, 1000, 3), dtype=np.uint8)


def places(found):
    return {(round(each.seen.left), round(each.seen.top)) for each in found}


def test_only_what_changed_is_looked_at():
    known, eye, first = Unchanged(), Eye(), picture()
    first[100:110, 100:110] = 255
    assert places(known.faces(first, eye)) == {(100, 100)}
    second = first.copy()
    second[640:650, 640:650] = 255
    assert (640, 640) in places(known.faces(second, eye))
    assert eye.shown[1] < eye.shown[0] / 2


def test_what_was_found_elsewhere_is_still_known():
    known, eye, first = Unchanged(), Eye(), picture()
    first[100:110, 100:110] = 255
    known.faces(first, eye)
    second = first.copy()
    second[700:740, 800:840] = 0
    assert places(known.faces(second, eye)) == {(100, 100)}


def test_the_same_picture_is_not_looked_at_twice():
    known, eye = Unchanged(), Eye()
    known.faces(picture(), eye)
    known.faces(picture(), eye)
    assert len(eye.shown) == 1


def test_another_picture_is_looked_at_whole():
    known, eye = Unchanged(), Eye()
    first, other = picture(), picture()[::-1].copy()
    other[300:310, 300:310] = 255
    known.faces(first, eye)
    assert places(known.faces(other, eye)) == {(300, 300)}
    assert places(known.faces(other[:400], eye)) == {(300, 300)}
    assert eye.shown == [800_000, 800_000, 400_000]
