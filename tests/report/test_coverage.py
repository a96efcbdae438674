"""How much of a film is covered, moment by moment."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redact.report.coverage import COLUMNS, area, coverage_of
from redact.report.graph import graph_of, in_words
from redact.report.record import PartRecord, entry_of
from redact.types import Box, Effect, KeyFrame, Region, TimeRange, Track
from tests.report.made_up import redaction

FILM = PartRecord("v1", "video", (100.0, 50.0, 10.0))
BOXES = st.lists(st.tuples(*[st.integers(0, 12) for _ in range(4)]), max_size=8)


def covered(*found: tuple[str, Region]):
    return coverage_of(FILM, [entry_of(redaction(kind, region, "film")) for kind, region in found], frames=250)


@given(BOXES)
def test_the_area_is_that_of_the_points_inside_any_box(boxes: list[tuple[int, ...]]) -> None:
    points = {(x, y) for left, top, right, bottom in boxes for x in range(left, right) for y in range(top, bottom)}
    assert area([(float(a), float(b), float(c), float(d)) for a, b, c, d in boxes]) == pytest.approx(len(points))


def test_a_track_covers_its_share_while_it_lasts_and_its_last_frame_too() -> None:
    still = Track("v1", (KeyFrame(0.0, Box("v1", 0, 0, 20, 25)), KeyFrame(9.96, Box("v1", 0, 0, 20, 25))))
    shown = covered(("FACE", still))
    assert set(shown.shares) == {0.1}
    assert shown.counts == {"faces": (1,) * COLUMNS}


def test_what_two_boxes_share_is_covered_once_and_counted_twice() -> None:
    shown = covered(("FACE", Box("v1", 0, 0, 50, 50)), ("FACE", Box("v1", 25, 0, 75, 50)))
    assert shown.shares[0] == 0.75 and shown.counts["faces"][0] == 2


def test_a_box_between_its_key_frames_counts_where_it_is_and_outside_the_frame_not() -> None:
    leaving = Track("v1", (KeyFrame(0.0, Box("v1", 0, 0, 50, 50)), KeyFrame(10.0, Box("v1", 100, 0, 150, 50))))
    shares = covered(("NUMBER_PLATE", leaving)).shares
    assert shares[10] == pytest.approx(0.5) and shares[-1] < 0.02
    assert shares[round(COLUMNS * 0.75)] == pytest.approx(0.25, abs=0.01)


def test_a_moment_shorter_than_a_column_is_still_seen() -> None:
    brief = Track("v1", (KeyFrame(5.001, Box("v1", 0, 0, 50, 50)),))
    assert sum(share > 0 for share in covered(("FACE", brief)).shares) >= 1


def test_a_stretch_of_time_covers_all_of_the_frame() -> None:
    shares = covered(("PERSON", TimeRange("v1", 2.0, 4.0))).shares
    assert (shares[0], shares[round(COLUMNS * 0.3)], shares[-1]) == (0.0, 1.0, 0.0)


def test_what_was_kept_covers_nothing() -> None:
    kept = entry_of(redaction("FACE", Box("v1", 0, 0, 50, 50), "film"))
    kept = type(kept)(**{name: getattr(kept, name) for name in kept.__struct_fields__} | {"effect": Effect.KEPT})
    assert max(coverage_of(FILM, [kept]).shares) == 0


def test_the_drawing_is_told_in_words() -> None:
    shown = covered(("FACE", Box("v1", 0, 0, 20, 25)))
    told = in_words(shown, ())
    assert "10% of the frame is covered on average" in told and "nothing during 0% of the film" in told
    assert "faces up to 1 at once" in told and "10% of the frame" in graph_of(shown, 10.0, ()).text
    assert in_words(covered(), ()) == "Over time: nothing of the frame is covered."


@pytest.mark.parametrize("seconds", [0.0, 0.04, 59.0, 7200.0, 400_000.0])
def test_films_of_any_length_are_drawn(seconds: float) -> None:
    part = PartRecord("v1", "video", (100.0, 50.0, seconds))
    drawn = graph_of(coverage_of(part, [entry_of(redaction("FACE", Box("v1", 0, 0, 9, 9), "film"))]), seconds, ()).text
    assert "nan" not in drawn and "inf" not in drawn and len(drawn) < 20_000
