"""How often a film is looked at does not depend on how many frames a second it has; and what shows only briefly."""

from functools import partial

import cv2
import numpy as np
import pytest

from redact.sight.pace import Pace, Times
from redact.sight.sightings import Sighting
from redact.sight.tracking import follow
from redact.types import Clip, Frame

SIZE, SIDE = (320, 180), 40
PACE = Pace(15, 12, 5, 0.2, 0.15, rate=25.0)
RNG = np.random.default_rng(3)
THING = cv2.resize(RNG.integers(30, 256, (10, 10, 3), dtype=np.uint8), (SIDE, SIDE), interpolation=cv2.INTER_CUBIC)
WALL = cv2.resize(RNG.integers(0, 256, (9, 16, 3), dtype=np.uint8), SIZE, interpolation=cv2.INTER_CUBIC)


class Scene:
    """A film of so many frames a second. *place* gives the thing's corner at a time, or ``None`` where it is away."""

    def __init__(self, rate, seconds, place):
        self.rate, self.count, self.place, self.looks = rate, round(rate * seconds), place, 0

    def clip(self):
        return Clip(*SIZE, self.count / self.rate, lambda: map(self._frame, range(self.count)))

    def _frame(self, number):
        frame, place = WALL.copy(), self.place(number / self.rate)
        if place is not None:
            frame[place[1] : place[1] + SIDE, place[0] : place[0] + SIDE] = THING
        plain = Frame.of(number / self.rate, frame)
        tagged = np.dstack([frame, *np.mgrid[: SIZE[1], : SIZE[0]]]).astype(np.int16)
        return Frame(plain.time, partial(self._with_time, tagged, number), plain.grey)

    def _with_time(self, tagged, number):
        return np.dstack([tagged, np.full(SIZE[::-1], number, np.int16)])

    def find(self, pixels):
        self.looks += 1
        top, left, number = (int(each) for each in pixels[0, 0, 3:])
        place = self.place(number / self.rate)
        if place is None:
            return []
        return [Sighting(place[0] - left, place[1] - top, place[0] + SIDE - left, place[1] + SIDE - top, 0.9)]

    def tracks(self, pace=PACE):
        self.looks = 0
        return list(follow(self.clip(), "v1", self.find, pace, self.find))

    def uncovered(self, tracks):
        boxes = [(round(key.time * self.rate), key.box) for track, _ in tracks for key in track.keys]
        return [
            number
            for number in range(self.count)
            if (place := self.place(number / self.rate)) is not None
            and not any(at == number and _over(box, place) >= 0.8 for at, box in boxes)
        ]


def _over(box, place):
    across = min(box.right + 4, place[0] + SIDE) - max(box.left - 4, place[0])
    down = min(box.bottom + 4, place[1] + SIDE) - max(box.top - 4, place[1])
    return max(across, 0) * max(down, 0) / SIDE**2


def walking(time):
    return 20 + round(100 * time), 60


def brief(start, frames, rate):
    return lambda time: (150, 70) if -1e-6 <= time - start < (frames - 0.5) / rate else None


@pytest.mark.parametrize("rate", [10, 12.5, 24, 25, 30, 50, 60, 120])
def test_a_film_is_looked_at_as_often_whatever_its_frames_a_second(rate):
    usual, scene = Scene(25, 2.4, walking), Scene(rate, 2.4, walking)
    usual.tracks()
    tracks = scene.tracks()
    assert abs(scene.looks - usual.looks) <= max(2, usual.looks // 4)
    assert scene.uncovered(tracks) == []


def test_a_film_of_few_frames_a_second_is_looked_at_in_every_frame():
    scene = Scene(1, 8, lambda time: (20 + 30 * int(time), 60))
    assert scene.uncovered(scene.tracks()) == []
    assert scene.looks == 8


def test_without_a_rate_frames_are_counted():
    slow, fast = Scene(10, 2, walking), Scene(20, 1, walking)
    for scene in (slow, fast):
        scene.tracks(Pace(5, 12))
    assert slow.looks == fast.looks


@pytest.mark.parametrize("start", [0.2, 0.4, 0.52, 0.76, 1.0])
@pytest.mark.parametrize("frames", [1, 3])
def test_what_shows_for_a_few_frames_is_covered_in_each(start, frames):
    scene = Scene(25, 2, brief(start, frames, 25))
    assert scene.uncovered(scene.tracks()) == []


@pytest.mark.parametrize("step", [6, 12])
def test_what_comes_in_fast_is_covered_from_its_first_frame(step):
    def place(time):
        number = round(time * 25) - 8
        return (280 - step * number, 70) if 0 <= number <= 240 // step else None

    scene = Scene(25, 1.2, place)
    assert scene.uncovered(scene.tracks()) == []


def test_far_and_near_in_uneven_time():
    times = Times(25.0, dict(enumerate([0.0, 0.04, 0.08, 0.5, 0.52, 1.0])))
    assert times.age(3, 0) == pytest.approx(12.5)
    assert times.back(3, 11) == 2
    assert times.ahead(0, 2) == 2
    times.forget(3)
    assert times.back(5, 100) == 3
