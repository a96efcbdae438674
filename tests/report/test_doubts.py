"""Where a reviewer is sent."""

from __future__ import annotations

from dataclasses import replace

import pytest
from msgspec import structs

from redact.report import file_record
from redact.report.doubts import FOUND_AGAIN, Doubt, in_film, in_picture
from redact.types import Box, Finding, Flag, KeyFrame, Modality, Redaction, Track
from tests.report.made_up import outcome, redaction


def face(start: float, end: float, *, left: float = 100, score: float = 0.9, kind: str = "FACE", why=(), seen=True):
    times = [start + n / 25 for n in range(round((end - start) * 25) + 1)]
    keys = tuple(KeyFrame(time, Box("v1", left, 50, left + 80, 150), seen or time == start) for time in times)
    made = redaction(kind, Track("v1", keys), "film", detector="faces")
    return replace(made, finding=structs.replace(made.finding, score=score, why=why))


def film(*found: Redaction, flagged: tuple[Flag, ...] = ()):
    size = {"v1": (Modality.VIDEO, (640.0, 360.0, 60.0))}
    return file_record(replace(outcome("a.mp4", "video/mp4", list(found), size), flagged=flagged))


def told(file) -> list[tuple[Doubt, float, float]]:
    return [(each.why, round(each.start, 2), round(each.end, 2)) for each in in_film(file, "v1")]


def test_a_film_of_which_everything_is_sure_asks_for_nothing() -> None:
    assert told(film(face(0, 20), face(30, 40))) == []


def test_a_face_that_is_bare_between_two_tracks_at_one_place_is_a_gap() -> None:
    assert told(film(face(0, 10), face(11, 20))) == [(Doubt.GAP, 10.0, 11.0)]


@pytest.mark.parametrize(
    "second",
    [face(10.04, 20), face(14, 20), face(11, 20, left=500), face(5, 20), face(11, 20, kind="NUMBER_PLATE")],
    ids=["at once", "much later", "elsewhere", "overlapping", "another kind"],
)
def test_what_is_no_gap(second: Redaction) -> None:
    assert told(film(face(0, 10), second)) == []


def test_something_unsure_is_told_unless_something_surer_of_its_sort_goes_on_all_the_while() -> None:
    unsure = face(2, 6, score=0.55, left=400)
    assert told(film(unsure)) == [(Doubt.UNSURE, 2.0, 6.0)]
    assert told(film(unsure, face(0, 10))) == []
    assert told(film(unsure, face(0, 10, kind="NUMBER_PLATE"))) == [(Doubt.UNSURE, 2.0, 6.0)]


def test_a_stretch_through_which_a_face_was_carried_is_told() -> None:
    assert told(film(face(0, 4, seen=False))) == [(Doubt.CARRIED, 0.0, 4.0)]


def test_what_the_verification_added_is_told() -> None:
    assert told(film(face(3, 5, why=(FOUND_AGAIN,)))) == [(Doubt.ADDED, 3.0, 5.0)]


def test_what_was_pointed_out_is_told() -> None:
    region = face(3, 5).edits[0].region
    flag = Flag(Finding("UNCERTAIN_TEXT", (region,), 0.3, "hand"), (region,), "film")
    assert told(film(flagged=(flag,))) == [(Doubt.POINTED_OUT, 3.0, 5.0)]


def test_of_a_picture_what_is_unsure_or_was_added() -> None:
    made = redaction("FACE", Box("i1", 1, 1, 9, 9), "the picture")
    unsure = replace(made, finding=structs.replace(made.finding, score=0.5, why=(FOUND_AGAIN,)))
    file = file_record(outcome("a.png", "image/png", [made, unsure], {"i1": (Modality.IMAGE, (20.0, 20.0))}))
    assert [each.why for each in in_picture(file, "i1")] == [Doubt.UNSURE, Doubt.ADDED]
    assert in_picture(file, "i2") == ()
