"""What holds for every reader: texts that say truly where they came from."""

from typing import Any

import pytest

from redact.contracts import Reader
from redact.types import Box, Clip, Frame, Modality, Part, Picture, Region, Sound, TimeRange, Track
from tests.contracts.registered import made, registered

PAD = 0.5
"""Words may be given a little more room than the part has: seconds, or share of its size."""


every_reader = pytest.mark.parametrize("reader", registered("readers"), indirect=True, scope="module")


@pytest.fixture(scope="module")
def reader(request: pytest.FixtureRequest) -> Reader:
    return made("readers", request.param)


def written_picture() -> Picture:
    import numpy as np
    from PIL import Image, ImageDraw, ImageFont

    page = Image.new("RGB", (420, 90), "white")
    ImageDraw.Draw(page).text((15, 25), "harvest ladder 4321", "black", ImageFont.load_default(30))
    pixels = np.asarray(page)
    return Picture(420, 90, lambda: pixels)


def blank_picture() -> Picture:
    import numpy as np

    return Picture(64, 48, lambda: np.full((48, 64, 3), 255, np.uint8))


def still_film(picture: Picture) -> Clip:
    """The picture, shown for half a second."""
    frames = [Frame.of(number / 10, picture.pixels()) for number in range(5)]
    return Clip(picture.width, picture.height, 0.5, lambda: iter(frames))


def noise(duration: float) -> Sound:
    import numpy as np

    def samples(rate: int, start: float, stop: float) -> Any:
        count = max(0, round((min(stop, duration) - start) * rate))
        return np.random.default_rng(9).normal(0, 0.01, count).astype(np.float32)

    return Sound(duration, 16_000, 1, samples)


def parts_for(reader: Reader) -> list[Part]:
    contents: dict[Modality, list[Any]] = {
        Modality.IMAGE: [written_picture(), blank_picture()],
        Modality.VIDEO: [still_film(written_picture()), still_film(blank_picture())],
        Modality.AUDIO: [noise(2.0), noise(0.0)],
    }
    return [Part(f"p{number}", reader.modality, content) for number, content in enumerate(contents[reader.modality])]


def inside(region: Region, part: Part) -> bool:
    match region:
        case Box(part.id, left, top, right, bottom):
            width, height = part.extent[:2]
            return left < right and top < bottom and right > 0 and bottom > 0 and left < width and top < height
        case Track(part.id, keys):
            return all(inside(key.box, part) for key in keys)
        case TimeRange(part.id, start, end):
            return 0 <= start < end <= part.extent[-1] + PAD
    return False


@every_reader
def test_a_text_of_its_own_whose_words_all_stand_in_the_part(reader: Reader) -> None:
    for part in parts_for(reader):
        text = reader.read(part)
        assert text.modality is Modality.TEXT
        assert text.id != part.id
        runs = text.alignment.sources if text.alignment else ()
        assert all(inside(region, part) for region in runs)
        assert_every_word_is_located(text)


def assert_every_word_is_located(text: Part) -> None:
    for at, letter in enumerate(text.text):
        if not letter.isspace():
            assert text.alignment is not None
            assert text.alignment.locate(at, at + 1), "a letter that came from nowhere cannot be taken out"


@every_reader
def test_the_same_part_reads_the_same_twice(reader: Reader) -> None:
    part = parts_for(reader)[0]
    assert reader.read(part) == reader.read(part)


@every_reader
def test_where_there_is_nothing_to_read_the_text_is_empty(reader: Reader) -> None:
    assert reader.read(parts_for(reader)[-1]).text.strip() == ""


@pytest.mark.models
def test_ocr_reads_what_is_written() -> None:
    text = made("readers", "ocr").read(Part("p", Modality.IMAGE, written_picture()))
    assert "4321" in text.text
    assert "harvest" in text.text.lower()
