"""Thumbnails of written copies."""

from __future__ import annotations

import base64
import io
from pathlib import Path

import numpy as np
from PIL import Image

from redact.steps.showing import FEWEST, MOST, MOST_STILLS, moments, thumbnails, without_thumbnails
from redact.types import (
    Box,
    Clip,
    Document,
    Edit,
    Effect,
    Fill,
    Finding,
    Frame,
    KeyFrame,
    Modality,
    Outcome,
    Part,
    Picture,
    Redaction,
    Thumbnail,
    Track,
)


def still(part: str, width: int, height: int, shade: int = 120) -> Part:
    return Part(part, Modality.IMAGE, Picture(width, height, lambda: np.full((height, width, 3), shade, np.uint8)))


def film(seconds: float, rate: int = 10, *, asked: list[float] | None = None, seekable: bool = False) -> Part:
    def since(start: float):
        for number in range(int(np.ceil(start * rate)), round(seconds * rate)):
            yield Frame(number / rate, lambda n=number: pixels(n), lambda *_: None)  # type: ignore[arg-type,misc,return-value]

    def pixels(number: int):
        if asked is not None:
            asked.append(number / rate)
        return np.full((90, 160, 3), number % 250, np.uint8)

    return Part("v1", Modality.VIDEO, Clip(160, 90, seconds, lambda: since(0), since if seekable else None))


def copy(*parts: Part) -> Document:
    return Document(Path("x"), "x/x", parts)


def released(*regions: object, score: float = 0.9) -> Outcome:
    found = [Finding("FACE", (region,), score, "faces") for region in regions]  # type: ignore[arg-type]
    lines = tuple(
        Redaction(each, (Edit(each.regions[0], Fill(), each.key),), "fill", Effect.REMOVED, "film") for each in found
    )
    sizes = {"v1": (Modality.VIDEO, (160.0, 90.0, 60.0))}
    return Outcome("a.mp4", redactions=lines, output_digest="d", extents=sizes)


def decoded(thumbnail: Thumbnail) -> Image.Image:
    return Image.open(io.BytesIO(base64.b64decode(thumbnail.jpeg)))


def test_a_picture_keeps_its_shape_and_no_metadata() -> None:
    wide, tall, small = thumbnails(copy(still("a", 1200, 400), still("b", 300, 900), still("c", 30, 20)), released())
    assert (wide.width, wide.height, tall.width, tall.height) == (240, 80, 80, 240)
    assert decoded(small).size == (30, 20) and decoded(wide).format == "JPEG"
    assert not decoded(wide).getexif() and abs(decoded(wide).getpixel((9, 9))[0] - 120) < 3


def test_of_many_pictures_those_in_which_something_was_covered_come_first() -> None:
    pages = [still(f"p{number}", 40, 30) for number in range(30)]
    shown = thumbnails(copy(*pages), released(Box("p20", 1, 1, 9, 9)))
    assert len(shown) == MOST_STILLS and shown[0].part == "p20"


def test_a_film_is_shown_at_even_moments_and_no_other_frame_is_turned_into_pixels() -> None:
    asked: list[float] = []
    shown = thumbnails(copy(film(12, asked=asked)), released())
    assert [each.time for each in shown] == [1.0, 3.0, 5.0, 7.0, 9.0, 11.0] == asked


def test_a_long_film_is_sought_in() -> None:
    asked: list[float] = []
    shown = thumbnails(copy(film(600, asked=asked, seekable=True)), released())
    assert len(shown) == MOST and asked == [each.time for each in shown]


def test_each_stretch_to_look_at_has_a_moment() -> None:
    keys = tuple(KeyFrame(20 + n / 10, Box("v1", 1, 1, 20, 20)) for n in range(11))
    assert 20.5 in moments(released(Track("v1", keys), score=0.5), "v1", 60.0)


def test_a_film_of_one_frame_is_shown_once() -> None:
    assert len(thumbnails(copy(film(0.1)), released())) == 1
    assert len(moments(released(), "v1", 0.1)) == FEWEST


def test_raw_parts_and_texts_are_not_shown() -> None:
    raw = Part("r", Modality.IMAGE, Picture(4, 4, lambda: np.zeros((4, 4, 3), np.uint8)), raw=True)
    assert thumbnails(copy(raw, Part("t", Modality.TEXT, "words")), released()) == ()


def test_they_can_be_taken_off_again_inside_too() -> None:
    shown = (Thumbnail("a", "", 1, 1),)
    bare = without_thumbnails(Outcome("a", shown=shown, children=(Outcome("b", shown=shown),)))
    assert bare.shown == () and bare.children[0].shown == ()
