import weakref

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redact.sight.sightings import Sighting, shared, surest
from redact.sight.tracking import Pace, follow
from redact.types import Clip, Frame

RNG = np.random.default_rng(7)
WALL = RNG.integers(90, 130, (120, 200, 3), dtype=np.uint8)
OTHER_WALL = RNG.integers(0, 40, (120, 200, 3), dtype=np.uint8)
THING = RNG.integers(0, 256, (24, 24, 3), dtype=np.uint8)


def film(places, walls=None):
    """A film in which a patterned square stands at each of the places in turn, or is away where that is ``None``."""

    def frames():
        for number, place in enumerate(places):
            frame = (WALL if walls is None else walls[number]).copy()
            if place is not None:
                frame[place[1] : place[1] + 24, place[0] : place[0] + 24] = THING
            yield Frame.of(number / 10, frame)

    return Clip(200, 120, len(places) / 10, frames)


class Eye:
    """Sees the square where it is, but misses the looks of the given numbers."""

    def __init__(self, places, blind=()):
        self.places, self.blind, self.looks = places, set(blind), []

    def __call__(self, pixels):
        match = (np.abs(pixels.astype(int) - THING[0, 0]).sum(axis=2) == 0).nonzero()
        self.looks.append(len(self.looks))
        for top, left in zip(*match, strict=True):
            if len(self.looks) - 1 not in self.blind and (pixels[top : top + 24, left : left + 24] == THING).all():
                return [Sighting(left, top, left + 24, top + 24, 0.9)]
        return []


def boxes_at(found, number):
    return [key.box for track, _ in found for key in track.keys if key.time == pytest.approx(number / 10)]


def hidden(found, places, number):
    left, top = places[number]
    thing = Sighting(left + 2, top + 2, left + 22, top + 22, 1)
    return any(
        box.left <= thing.left and box.top <= thing.top and box.right >= thing.right and box.bottom >= thing.bottom
        for box in boxes_at(found, number)
    )


SLOW = [(20 + 3 * n, 40) for n in range(40)]


def test_a_thing_is_followed_through_every_frame_with_a_few_looks():
    eye = Eye(SLOW)
    found = list(follow(film(SLOW), "v1", eye, Pace(5, 12)))
    assert len(found) == 1
    assert [key.time for key in found[0].track.keys] == pytest.approx([n / 10 for n in range(40)])
    assert all(hidden(found, SLOW, number) for number in range(40))
    assert len(eye.looks) == 9


def test_looks_that_miss_are_bridged():
    found = list(follow(film(SLOW), "v1", Eye(SLOW, blind=(3, 4)), Pace(5, 12)))
    assert all(hidden(found, SLOW, number) for number in range(40))


def test_what_is_seen_late_is_carried_back_and_what_is_lost_is_held():
    late = list(follow(film(SLOW), "v1", Eye(SLOW, blind=(0, 1)), Pace(5, 12)))
    assert all(hidden(late, SLOW, number) for number in range(40))
    lost = list(follow(film(SLOW), "v1", Eye(SLOW, blind=(7, 8)), Pace(5, 12)))
    assert all(hidden(lost, SLOW, number) for number in range(40))


def test_holding_ends():
    places = [(50, 40)] * 6 + [None] * 40
    (found,) = follow(film(places), "v1", Eye(places), Pace(5, 8))
    assert found.track.keys[-1].time <= (5 + 8 + 5) / 10


def test_a_cut_is_looked_at_from_both_sides_and_nothing_is_carried_over_it():
    places = [(30, 40)] * 13 + [(140, 60)] * 13
    walls = [WALL] * 13 + [OTHER_WALL] * 13
    found = list(follow(film(places, walls), "v1", Eye(places), Pace(5, 12)))
    assert [len(track.keys) for track, _ in found] == [13, 13]
    assert all(len(boxes_at(found, number)) == 1 and hidden(found, places, number) for number in range(26))


def test_a_thing_that_is_there_for_the_last_frame_only_is_found():
    places = [None] * 12 + [(30, 40)]
    found = list(follow(film(places), "v1", Eye(places), Pace(5, 12)))
    assert hidden(found, places, 12)


def test_a_film_of_one_frame_or_none():
    assert len(list(follow(film([(30, 40)]), "v1", Eye([(30, 40)]), Pace()))) == 1
    assert list(follow(film([]), "v1", Eye([]), Pace())) == []


@settings(deadline=None, max_examples=15)
@given(st.lists(st.tuples(st.integers(-4, 4), st.integers(-2, 2)), min_size=1, max_size=30), st.integers(1, 7))
def test_whatever_the_motion_every_frame_is_covered_and_key_frames_are_in_order(steps, every):
    places = [(90, 50)]
    for across, down in steps:
        left, top = places[-1]
        places.append((min(max(left + across, 0), 170), min(max(top + down, 0), 90)))
    found = list(follow(film(places), "v1", Eye(places), Pace(every, 10)))
    assert all(hidden(found, places, number) for number in range(len(places)))
    for track, _ in found:
        times = [key.time for key in track.keys]
        assert times == sorted(set(times))


def test_only_a_few_frames_are_in_memory_at_once():
    class Kept(np.ndarray):
        pass

    frames, alive = [], []

    def decoded():
        for number in range(100):
            alive.append(sum(frame() is not None for frame in frames))
            frame = WALL.copy().view(Kept)
            frames.append(weakref.ref(frame))
            yield Frame.of(number / 10, frame)

    assert list(follow(Clip(200, 120, 10.0, decoded), "v1", lambda _pixels: [], Pace())) == []
    assert max(alive) <= 4


def test_of_overlapping_sightings_the_surest_stays():
    sure, same, inside, other = (
        Sighting(0, 0, 10, 10, 0.9),
        Sighting(1, 1, 11, 11, 0.8),
        Sighting(2, 2, 5, 5, 0.7),
        Sighting(30, 30, 40, 40, 0.6),
    )
    assert surest([other, inside, same, sure]) == [sure, other]
    assert shared(sure, sure) == 1
    assert shared(sure, other) == 0
