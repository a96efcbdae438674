import numpy as np
import pytest
import zxingcpp

from redact.detect.context import ContextDetector
from redact.detect.identifiers import IdentifierDetector
from redact.read.codes import CodeReader, CodeReaderOptions
from redact.types import Alignment, Box, Finding, Modality, Part, Picture

READER = CodeReader(CodeReaderOptions())
CARD = "BEGIN:VCARD\nVERSION:3.0\nFN:Sarah Collins\nTEL:+44 20 7946 0958\nEMAIL:sarah.collins@example.org\nEND:VCARD"


def code(words, kind="QRCode", scale=4):
    drawn = np.array(zxingcpp.create_barcode(words, getattr(zxingcpp.BarcodeFormat, kind)).to_image(scale=scale))
    return np.repeat(drawn[..., None], 3, axis=2)


def wall(*placed):
    pixels = np.random.default_rng(1).integers(150, 170, (600, 900, 3), dtype=np.uint8)
    for drawn, left, top in placed:
        pixels[top : top + drawn.shape[0], left : left + drawn.shape[1]] = drawn
    return pixels


def read(pixels):
    return READER.read(Part("i1", Modality.IMAGE, Picture(pixels.shape[1], pixels.shape[0], lambda: pixels)))


def test_each_code_is_a_line_that_knows_where_it_stands():
    text = read(wall((code("ward 7"), 50, 60), (code("ward 9", "Aztec"), 500, 300)))
    assert text.id == "i1.codes"
    assert text.text == "ward 7\nward 9"
    assert isinstance(text.alignment, Alignment)
    ((first,), (second,)) = text.alignment.locate(0, 6), text.alignment.locate(7, 13)
    assert isinstance(first, Box)
    assert isinstance(second, Box)
    assert (first.left < 66, first.top < 76, second.left < 516) == (True, True, True)
    assert text.alignment.sureness == (1.0, 1.0)


@pytest.mark.parametrize("kind", ["QRCode", "DataMatrix", "Aztec", "PDF417"])
def test_what_a_code_says_is_found_as_what_it_is(kind):
    text = read(wall((code(CARD, kind), 40, 40)))
    detectors = (IdentifierDetector(IdentifierDetector.Options()), ContextDetector(ContextDetector.Options()))
    found = {each.entity_type for one in detectors for each in one.detect([text]) if isinstance(each, Finding)}
    assert {"EMAIL_ADDRESS", "PHONE_NUMBER"} <= found


def test_signs_for_machines_are_line_ends_or_left_out():
    text = read(wall((code("[)>\x1e06\x1dSarah\x1dCollins\x04", "DataMatrix"), 60, 60)))
    assert "Sarah\nCollins" in text.text
    assert "\x1d" not in text.text


@pytest.mark.parametrize("shape", [(1, 1), (2, 500), (300, 300)])
def test_a_picture_without_codes_has_no_text(shape):
    text = read(np.full((*shape, 3), 255, np.uint8))
    assert text.text == ""
    assert text.modality is Modality.TEXT


def test_only_pictures_are_read():
    with pytest.raises(TypeError):
        READER.read(Part("t1", Modality.TEXT, "words"))
