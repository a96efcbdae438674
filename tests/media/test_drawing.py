"""Outlines over originals: where the thing is, legible on any ground, frames as they were."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest

from redact.errors import UnsupportedError
from redact.media.drawing import COLOURS, Mark, draw_film, draw_picture, drawn
from redact.types import Box, Clip, Frame, KeyFrame, TextSpan, TimeRange, Track


def ground(shade: int, width: int = 320, height: int = 200) -> np.ndarray:
    return np.full((height, width, 3), shade, np.uint8)


def changed(before: np.ndarray, after: np.ndarray) -> np.ndarray:
    return (before != after).any(axis=2)


BOX = Box("i1", 100, 80, 180, 150)


@pytest.mark.parametrize("shade", [0, 90, 160, 255])
@pytest.mark.parametrize("group", range(len(COLOURS)))
def test_the_line_shows_on_any_ground_in_every_group(shade: int, group: int) -> None:
    after = drawn(ground(shade), [Mark(BOX, "", group)])
    side = after[100:130, 96:106].astype(int)
    assert np.abs(side - shade).max() > 80


def test_only_the_line_and_the_words_are_drawn() -> None:
    touched = changed(ground(90), drawn(ground(90), [Mark(BOX, "FACE 0.93")]))
    rows, columns = np.nonzero(touched)
    assert not touched[90:140, 110:170].any()  # inside
    assert rows.min() > 55 and rows.max() < 156 and columns.min() > 94 and columns.max() < 186


def test_the_picture_that_it_draws_on_stays_as_it_is() -> None:
    before = ground(90)
    drawn(before, [Mark(BOX, "FACE 0.93")])
    assert (before == 90).all()


def test_words_of_two_things_at_one_place_do_not_hide_each_other() -> None:
    one = changed(ground(90), drawn(ground(90), [Mark(BOX, "FACE 0.93")]))
    two = changed(ground(90), drawn(ground(90), [Mark(BOX, "FACE 0.93"), Mark(BOX, "FACE 0.50")]))
    assert two.sum() > one.sum() + 300


@pytest.mark.parametrize(
    "box",
    [Box("i1", -50, -50, 20, 20), Box("i1", 300, 190, 900, 900), Box("i1", 0, 0, 320, 200), Box("i1", 5, 5, 5.2, 5.1)],
)
def test_boxes_at_and_over_the_edge_are_drawn_inside(box: Box) -> None:
    assert changed(ground(90), drawn(ground(90), [Mark(box, "UK_VEHICLE_REGISTRATION 0.51")])).any()


def test_what_has_no_place_in_the_picture_is_not_drawn() -> None:
    places = (Box("i1", 900, 0, 950, 20), TextSpan("t", 0, 4), TimeRange("a1", 0, 1))
    assert not changed(ground(90), drawn(ground(90), [Mark(place, "x") for place in places])).any()


@pytest.mark.parametrize("size", [(1, 1), (3, 200), (4000, 30)])
def test_pictures_of_any_size_can_be_drawn_on(size: tuple[int, int]) -> None:
    assert drawn(ground(90, *size), [Mark(Box("i1", 0, 0, 2, 2), "FACE 0.93")]).shape == (size[1], size[0], 3)


def test_a_track_is_drawn_where_it_is_and_only_while_it_lasts() -> None:
    track = Track("v1", (KeyFrame(1.0, Box("v1", 0, 0, 10, 10)), KeyFrame(3.0, Box("v1", 100, 50, 110, 60))))
    mark = Mark(track, "")
    assert mark.at(2.0) == Box("v1", 50, 25, 60, 35)
    assert (mark.at(1.0), mark.at(3.0)) == (track.keys[0].box, track.keys[1].box)
    assert mark.at(0.9) is None and mark.at(3.1) is None


def test_a_picture_becomes_a_png(tmp_path: Path) -> None:
    draw_picture(ground(90), [Mark(BOX, "FACE 0.93")], tmp_path / "a.png")
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("ending", [".mp4", ".mkv", ".webm"])
def test_a_film_keeps_its_frames_and_their_times(tmp_path: Path, ending: str) -> None:
    times = [0.0, 0.04, 0.1, 0.5, 0.52]  # uneven, as of a telephone
    clip = Clip(160, 90, 0.56, lambda: iter([Frame.of(time, ground(100, 160, 90)) for time in times]))
    keys = (KeyFrame(0.0, Box("v1", 20, 20, 60, 60)), KeyFrame(0.1, Box("v1", 20, 20, 60, 60)))
    draw_film(clip, [Mark(Track("v1", keys), "")], tmp_path / f"a{ending}")
    with av.open(str(tmp_path / f"a{ending}")) as film:
        frames = [(frame.time, frame.to_ndarray(format="rgb24")) for frame in film.decode(video=0)]
        assert [stream.type for stream in film.streams] == ["video"]
        assert film.streams.video[0].codec_context.name in {"vp9", "libvpx-vp9"}
    assert [time for time, _ in frames] == pytest.approx(times, abs=0.002)
    marked = [np.abs(pixels.astype(int) - 100).max() > 60 for _, pixels in frames]
    assert marked == [True, True, True, False, False]
    assert np.abs(frames[4][1].astype(int) - 100).max() < 12


def test_a_film_that_ends_in_the_middle_leaves_no_file(tmp_path: Path) -> None:
    def broken():
        yield Frame.of(0.0, ground(100))
        raise UnsupportedError("it ends")

    with pytest.raises(UnsupportedError):
        draw_film(Clip(320, 200, 1.0, broken), [], tmp_path / "a.mp4")
    assert list(tmp_path.iterdir()) == []
