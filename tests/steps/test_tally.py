"""Counting what was looked at again."""

from __future__ import annotations

import numpy as np

from redact.steps.tally import Tally
from redact.types import Clip, Frame, Modality, Part, Relook

BLANK = np.zeros((8, 8, 3), np.uint8)


def film(count: int = 10) -> Part:
    def since(start: float):
        yield from (Frame.of(float(n), BLANK) for n in range(int(start), count))

    return Part("v1", Modality.VIDEO, Clip(8, 8, float(count), lambda: since(0), since))


def test_only_frames_whose_pixels_are_asked_for_are_counted_and_each_once() -> None:
    tally = Tally()

    def every_third(parts):
        for part in parts:
            for _ in range(2):
                for frame in part.content.frames():
                    _ = frame.pixels() if frame.time % 3 == 0 else frame.grey(4, 4)
        return []

    assert tally.way("faces", every_third)([film()]) == []
    assert tally.told() == (Relook("v1", "faces", 4, 10),)


def test_a_film_looked_at_from_the_middle_on_counts_what_it_showed() -> None:
    tally = Tally()
    for frame in tally.counted(film(), "late").content.since(6.0):  # type: ignore[union-attr,misc]
        frame.pixels()
    for frame in tally.counted(film(), "all").content.frames():  # type: ignore[union-attr]
        frame.pixels()
    assert tally.told() == (Relook("v1", "late", 4, 10), Relook("v1", "all", 10, 10))


def test_where_brightness_is_all_it_takes_to_look_it_counts() -> None:
    tally = Tally()
    for frame in tally.counted(film(), "comparison", grey=True).content.frames():  # type: ignore[union-attr]
        frame.grey(8, 8)
    assert tally.told() == (Relook("v1", "comparison", 10, 10),)


def test_what_is_no_film_passes_as_it_is() -> None:
    part = Part("t", Modality.TEXT, "words")
    assert Tally().counted(part, "names") is part
