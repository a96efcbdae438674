"""The bench of films: how it counts, and that its film can be made. How fast anything is, is nowhere asserted."""

import numpy as np
import pytest

from redact.sight.sightings import Sighting
from tests.bench import film, film_made
from tests.bench.film import Frame, judged

FACE = Sighting(100, 100, 140, 160, 0.9)


def frames(count=4):
    return [Frame(number / 25, [FACE], [FACE], (640, 360)) for number in range(count)]


def test_a_face_that_is_covered_in_every_frame():
    places = [(number / 25, 90.0, 76.0, 150.0, 166.0) for number in range(4)]
    bad, area = judged(frames(), places)
    assert bad == 0
    assert area == pytest.approx(1.0, abs=0.05)


def test_a_face_that_is_open_in_one_frame_or_by_more_than_a_fifth():
    whole = [(number / 25, 90.0, 90.0, 150.0, 170.0) for number in (0, 1, 3)]
    assert judged(frames(), whole)[0] == 1
    assert judged(frames(), [*whole, (2 / 25, 90.0, 90.0, 130.0, 170.0)])[0] == 1
    assert judged(frames(), [*whole, (2 / 25, 90.0, 90.0, 136.0, 170.0)])[0] == 0
    assert judged(frames(), [])[0] == 4


def test_faces_are_what_both_networks_see():
    near, far = FACE._replace(left=104), FACE._replace(left=400, right=440)
    assert [each.left for each in film._agreed([FACE, far], [near])] == [102]


@pytest.mark.parametrize(("scene", "_seconds"), film_made.SCENES)
def test_every_scene_shows_somebody(scene, _seconds):
    one, other = scene(0.45), scene(0.55)
    assert one.shape == (720, 1280, 3) and one.dtype == np.uint8
    assert (one != other).any()
