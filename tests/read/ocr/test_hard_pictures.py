"""What is planted in pictures that are hard to read is found by the detectors of texts, and its ink is covered."""

import numpy as np
import pytest

from redact.detect.identifiers import IdentifierDetector, IdentifierOptions
from redact.detect.names import NameDetector, NameOptions
from redact.read.ocr import OcrOptions, OcrReader
from redact.types import Finding, Modality, Part, Picture
from tests.read.ocr import drawings

pytestmark = pytest.mark.models
READER = OcrReader(OcrOptions(threads=1, tesseract=False))
DETECTORS = (IdentifierDetector(IdentifierOptions()), NameDetector(NameOptions()))
KINDS = "letterhead dark_screen small_print chat passport identity_card badge whiteboard form street vertical".split()


def read(pixels):
    picture = Picture(pixels.shape[1], pixels.shape[0], lambda: pixels)
    return READER.read(Part("i1", Modality.IMAGE, picture))


def found(text):
    told = [each for detector in DETECTORS for each in detector.detect([text])]
    return [each for each in told if isinstance(each, Finding) and each.score >= 0.4]


def boxes(text, findings):
    return [box for each in findings for span in each.regions for box in text.alignment.locate(span.start, span.end)]


def assert_covered(drawn):
    text = read(drawn.pixels)
    shown = boxes(text, found(text))
    missed = [number for number, ink in enumerate(drawn.planted.values()) if drawings.covered(ink, shown) < 0.95]
    assert not missed
    return text


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_planted_is_found_and_covered(kind):
    assert_covered(getattr(drawings, kind)())


@pytest.mark.parametrize("degrees", [180, 12, -35])
def test_a_letter_that_lies_askew_is_read(degrees):
    assert_covered(drawings.turned(drawings.letterhead(), degrees))


def test_the_lines_for_machines_are_passports_and_hold_the_name():
    text = read(drawings.passport().pixels)
    lines = [row for row in text.text.splitlines() if "<<" in row]
    spans = [(each.entity_type, span) for each in found(text) for span in each.regions]
    assert len(lines) >= 2
    for line in lines:
        start = text.text.index(line)
        assert any(
            kind == "UK_PASSPORT" and span.start <= start and span.end >= start + len(line) - 2 for kind, span in spans
        )


def test_rows_of_a_sheet_that_lies_aslant_stay_rows():
    text = read(drawings.turned(drawings.form(), 2).pixels).text
    rows = [row for row in text.splitlines() if "Full name" in row]
    assert rows and all("Lindqvist" in row and "Date of birth" in row and "Sort" not in row for row in rows)


def test_a_poster_is_read_in_tiles_and_a_stamp_enlarged():
    sheet = drawings.Canvas((4400, 500))
    sheet.write(
        (1900, 200),
        "Contact Priya Banerjee on 01632 960 208",
        drawings.face(60, "LiberationSans-Regular"),
        plant="Priya Banerjee",
    )
    assert_covered(sheet.done())
    stamp = drawings.Canvas((150, 26))
    stamp.write((4, 6), "Tel 01632 960 208", drawings.face(12, "LiberationSans-Regular"), plant="01632 960 208")
    assert_covered(stamp.done())


def test_noise_is_no_writing():
    rng = np.random.default_rng(8)
    assert found(read(rng.integers(0, 255, (300, 400, 3), np.uint8))) == []
