import cv2
import numpy as np
import pytest

from redact.detect.signatures import SignatureDetector, SignatureOptions
from redact.types import Box, Modality, Part, Picture
from tests.bench.grounds import ground
from tests.bench.signatures import LEVELS, letter, scanned, share_covered

DETECTOR = SignatureDetector(SignatureOptions())


def found(pixels):
    part = Part("i1", Modality.IMAGE, Picture(pixels.shape[1], pixels.shape[0], lambda: pixels))
    return list(DETECTOR.detect([part]))


def boxes(pixels):
    return [region for finding in found(pixels) for region in finding.regions]


@pytest.fixture(scope="module")
def signed():
    return letter(np.random.default_rng(3))


@pytest.mark.parametrize("level", LEVELS)
def test_a_signature_is_covered(signed, level):
    made = scanned(np.random.default_rng(5), signed, level)
    assert share_covered(made.ink, boxes(made.pixels)) >= 0.9


@pytest.mark.parametrize("level", LEVELS)
def test_a_page_of_print_with_a_table_has_none(level):
    made = scanned(np.random.default_rng(5), letter(np.random.default_rng(6), signed=False), level)
    assert boxes(made.pixels) == []


def test_little_more_than_the_signature_is_covered(signed):
    (box,) = boxes(signed.pixels)
    rows, columns = signed.ink.nonzero()
    ink = (np.ptp(rows) + 1) * (np.ptp(columns) + 1)
    assert (box.right - box.left) * (box.bottom - box.top) < 3 * ink


def test_a_picture_of_a_signature_alone_counts(signed):
    rows, columns = signed.ink.nonzero()
    cut = signed.pixels[rows.min() - 12 : rows.max() + 12, columns.min() - 12 : columns.max() + 12]
    assert boxes(np.ascontiguousarray(cut))


def test_a_photograph_has_none():
    assert [boxes(ground(np.random.default_rng(seed), 1200, 800)) for seed in range(4)] == [[]] * 4


def test_a_stamp_and_a_frame_are_none():
    page = letter(np.random.default_rng(8), signed=False).pixels.copy()
    cv2.circle(page, (900, 1500), 90, (30, 30, 160), 4)
    cv2.rectangle(page, (200, 1560), (600, 1700), (20, 20, 20), 3)
    assert boxes(page) == []


def test_its_finding_says_what_it_is(signed):
    (finding,) = found(signed.pixels)
    assert finding.entity_type == "SIGNATURE"
    assert 0.4 <= finding.score < 1
    assert finding.why


@pytest.mark.parametrize("shape", [(1, 1), (3, 900), (900, 3), (60, 60), (400, 300)])
@pytest.mark.parametrize("shade", [0, 255])
def test_nothing_is_found_where_nothing_is(shape, shade):
    assert boxes(np.full((*shape, 3), shade, np.uint8)) == []


def test_a_box_stays_inside_the_picture(signed):
    rows, columns = signed.ink.nonzero()
    cut = np.ascontiguousarray(signed.pixels[rows.min() : rows.max(), columns.min() : columns.max()])
    for box in boxes(cut):
        assert isinstance(box, Box)
        assert (box.left, box.top) >= (0, 0)
        assert box.right <= cut.shape[1]
        assert box.bottom <= cut.shape[0]
