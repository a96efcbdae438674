"""Tracks on record: small, and as true as half a pixel."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from redact.report.coverage import at
from redact.report.places import TrackPlace, on_record, place_of, region_of
from redact.report.thinning import CLOSE, thinned, unseen
from redact.types import Box, KeyFrame, Track

STEPS = st.lists(st.tuples(*[st.floats(-40, 40) for _ in range(4)]), min_size=1, max_size=60)


def track(edges: list[tuple[float, ...]], seen: list[bool] | None = None) -> Track:
    looks = seen or [True] * len(edges)
    keys = (KeyFrame(n / 25, Box("v1", *each), look) for n, (each, look) in enumerate(zip(edges, looks, strict=True)))
    return Track("v1", tuple(keys))


def walk(steps: list[tuple[float, ...]]) -> Track:
    edges, here = [], (100.0, 100.0, 180.0, 200.0)
    for step in steps:
        here = tuple(a + b for a, b in zip(here, step, strict=True))
        edges.append(here)
    return track(edges)


@given(STEPS)
def test_every_key_frame_that_is_left_out_is_told_to_within_half_a_pixel(steps: list[tuple[float, ...]]) -> None:
    whole = place_of(walk(steps))
    assert isinstance(whole, TrackPlace)
    kept = thinned(whole.keys)
    assert (kept[0], kept[-1]) == (whole.keys[0], whole.keys[-1]) and set(kept) <= set(whole.keys)
    for time, *edges in whole.keys:
        assert max(abs(a - b) for a, b in zip(at(kept, time), edges, strict=True)) <= CLOSE + 1e-6


def test_a_thing_that_moves_evenly_for_an_hour_is_two_key_frames() -> None:
    keys = [(n / 25, n * 0.01, 10.0, 50 + n * 0.01, 60.0) for n in range(90_000)]
    assert thinned(keys) == (keys[0], keys[-1])


def test_a_track_that_trembles_by_less_than_half_a_pixel_stays_small() -> None:
    keys = [(n / 25, 20 + n % 2 * 0.4, 10.0, 60.0, 60.0) for n in range(1000)]
    assert len(thinned(keys)) < 5


def test_two_key_frames_of_one_moment_both_stay() -> None:
    keys = [(0.0, 0, 0, 9, 9), (1.0, 0, 0, 9, 9), (1.0, 50, 0, 59, 9), (2.0, 50, 0, 59, 9)]
    assert thinned(keys) == tuple(keys)


def test_the_record_says_through_which_stretches_a_thing_was_only_carried() -> None:
    seen = [n < 10 or n > 60 for n in range(100)]
    assert unseen(track([(0, 0, 9, 9)] * 100, seen).keys) == ((0.36, 2.44),)


def test_a_track_that_was_never_seen_is_carried_as_a_whole_however_short() -> None:
    assert on_record(track([(0, 0, 9, 9)] * 3, [False] * 3)) == TrackPlace(
        "v1", ((0.0, 0, 0, 9, 9), (0.08, 0, 0, 9, 9)), ((0.0, 0.08),)
    )


def test_looks_every_few_frames_are_no_stretch() -> None:
    assert unseen(track([(0, 0, 9, 9)] * 100, [n % 5 == 0 for n in range(100)]).keys) == ()


def test_key_frames_that_stand_far_apart_are_no_stretch_where_each_was_seen() -> None:
    keys = tuple(KeyFrame(time, Box("v1", 0, 0, 9, 9)) for time in (0.0, 5.0, 9.0))
    assert unseen(keys) == ()


def test_a_thing_that_is_held_to_the_end_is_a_stretch() -> None:
    assert unseen(track([(0, 0, 9, 9)] * 60, [n == 0 for n in range(60)]).keys) == ((0.0, 2.36),)


def test_whether_it_was_seen_makes_no_place_another_one() -> None:
    one, other = track([(0, 0, 9, 9)] * 3), track([(0, 0, 9, 9)] * 3, [False] * 3)
    assert one == other and repr(one) == repr(other)


def test_what_stands_still_comes_back_from_the_record() -> None:
    place = on_record(Box("i1", 1, 2, 3, 4))
    assert region_of(place) == Box("i1", 1, 2, 3, 4)
