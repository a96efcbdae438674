import numpy as np
import pytest
import zxingcpp
from PIL import Image

from redact.detect.codes import CodeDetector, CodeOptions
from redact.types import Box, Clip, Frame, Modality, Part, Picture, Track

DETECTOR = CodeDetector(CodeOptions())
KINDS = ["QRCode", "DataMatrix", "Aztec", "PDF417", "Code128", "EAN13"]


def code(kind="QRCode", scale=4):
    words = "5901234123457" if kind == "EAN13" else "patient 943"
    drawn = zxingcpp.create_barcode(words, getattr(zxingcpp.BarcodeFormat, kind)).to_image(scale=scale)
    pixels = np.array(drawn)
    return np.repeat(pixels[..., None], 3, axis=2) if pixels.ndim == 2 else pixels[..., :3]


def on_a_wall(pixels, left=150, top=100, size=(900, 500)):
    wall = np.random.default_rng(1).integers(150, 170, (size[1], size[0], 3), dtype=np.uint8)
    wall[top : top + pixels.shape[0], left : left + pixels.shape[1]] = pixels
    return wall


def codes(pixels):
    picture = Picture(pixels.shape[1], pixels.shape[0], lambda: pixels)
    return list(DETECTOR.detect([Part("i1", Modality.IMAGE, picture)]))


def ink(pixels, left, top):
    """The rectangle of the dark modules."""
    rows, columns = (pixels[..., 0] < 128).nonzero()
    return left + columns.min(), top + rows.min(), left + columns.max() + 1, top + rows.max() + 1


def covers(box, place):
    left, top, right, bottom = place
    return box.left <= left and box.top <= top and box.right >= right and box.bottom >= bottom


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_code_is_covered_whole(kind):
    drawn = code(kind)
    (finding,) = codes(on_a_wall(drawn))
    assert finding.entity_type == "QR_CODE"
    assert finding.score == 1.0
    assert covers(finding.regions[0], ink(drawn, 150, 100))


def test_a_code_that_cannot_be_read_counts_too():
    drawn = code()
    middle = drawn.shape[0] // 2
    drawn[middle - 14 : middle + 14, middle - 14 : middle + 14] = (200, 40, 40)
    (finding,) = codes(on_a_wall(drawn))
    assert 0.5 < finding.score < 1.0
    assert finding.why
    assert covers(finding.regions[0], ink(code(), 150, 100))


def test_a_slanting_code_is_covered():
    slanting = Image.fromarray(on_a_wall(code())).rotate(33, fillcolor=(160, 160, 160))
    assert any(finding.regions[0].right - finding.regions[0].left > 100 for finding in codes(np.asarray(slanting)))


def test_several_codes_are_told_apart():
    both = on_a_wall(code(), 50, 50)
    other = code("Aztec")
    both[300 : 300 + other.shape[0], 400 : 400 + other.shape[1]] = other
    assert len(codes(both)) == 2


@pytest.mark.parametrize("shape", [(1, 1), (2, 500), (300, 300)])
def test_nothing_is_found_in_an_empty_picture(shape):
    assert codes(np.full((*shape, 3), 255, np.uint8)) == []


def test_a_box_stays_inside_the_picture():
    (finding,) = codes(code(scale=3))
    box = finding.regions[0]
    assert isinstance(box, Box)
    assert (box.left, box.top) >= (0, 0)
    assert box.right <= code(scale=3).shape[1]
    assert box.bottom <= code(scale=3).shape[0]


def test_a_code_is_followed_through_a_film():
    drawn = code()
    places = [(100 + 3 * number, 100) for number in range(24)]
    clip = Clip(900, 500, 1.0, lambda: (Frame.of(n / 24, on_a_wall(drawn, *place)) for n, place in enumerate(places)))
    (finding,) = DETECTOR.detect([Part("v1", Modality.VIDEO, clip)])
    track = finding.regions[0]
    assert isinstance(track, Track)
    assert len(track.keys) == 24
    assert all(covers(key.box, ink(drawn, *place)) for key, place in zip(track.keys, places, strict=True))


def test_what_the_code_says_is_not_told():
    assert "943" not in repr(codes(on_a_wall(code())))
