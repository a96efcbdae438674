"""What covers a film in its own planes covers what it would cover in RGB, and leaves all else as it was."""

import av
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redact.media.pixels import paint
from redact.media.tracks import Colours
from redact.media.video.planes import covered, numbers, planes_of
from redact.types import Box, Fill
from tests.media.sounds import gradient

HD = Colours(1, 1, 1)
edges = st.floats(-20, 120, allow_nan=False)
boxes = st.builds(
    lambda x, y, w, h: Box("v1", x, y, x + w, y + h), edges, edges, st.floats(0.2, 90), st.floats(0.2, 90)
)
fills = st.builds(
    Fill,
    colour=st.tuples(*[st.integers(0, 255)] * 3),
    style=st.sampled_from(["solid", "blur", "pixelate"]),
    shape=st.sampled_from(["box", "ellipse"]),
    margin=st.floats(0, 0.4),
    label=st.sampled_from(["", "[Face 1]"]),
)


def frame_of(pixels: np.ndarray) -> av.VideoFrame:
    frame = av.VideoFrame.from_ndarray(pixels, format="rgb24").reformat(format="yuv420p", dst_colorspace=1)
    frame.colorspace = 1
    return frame


def rgb(frame: av.VideoFrame) -> np.ndarray:
    return frame.to_ndarray(format="rgb24")


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from([(97, 61), (96, 64), (1, 1), (33, 2)]), st.lists(st.tuples(boxes, fills), min_size=1, max_size=3)
)
def test_nothing_outside_a_fill_changes_and_everything_inside_does(size: tuple, what: list) -> None:
    frame = frame_of(gradient(0, *size))
    before = [plane.copy() for plane in planes_of(frame)]
    after = planes_of(covered(frame, what, HD))
    assert all(np.array_equal(one, other) for one, other in zip(before, planes_of(frame), strict=True))
    painted = [(box, Fill((255, 255, 255), shape=fill.shape, margin=fill.margin)) for box, fill in what]
    inside = paint(np.zeros((size[1], size[0]), np.uint8), painted) > 0
    assert np.array_equal(after[0][~inside], before[0][~inside])
    wide = np.zeros((2 * before[1].shape[0], 2 * before[1].shape[1]), bool)
    wide[: size[1], : size[0]] = inside
    coarse = wide.reshape(before[1].shape[0], 2, before[1].shape[1], 2).any(axis=(1, 3))
    for one, other in zip(before[1:], after[1:], strict=True):
        assert np.array_equal(one[~coarse], other[~coarse])
    solid = [(box, fill) for box, fill in what if fill.style == "solid" and not fill.label]
    for box, fill in solid[-1:]:
        if what[-1][1] is not fill:
            continue
        mask = (
            paint(
                np.zeros((size[1], size[0]), np.uint8), [(box, Fill((255,) * 3, shape=fill.shape, margin=fill.margin))]
            )
            > 0
        )
        assert (after[0][mask] == numbers(fill.colour, 1)[0]).all()


@pytest.mark.parametrize("style", ["solid", "blur", "pixelate"])
@pytest.mark.parametrize("shape", ["box", "ellipse"])
@pytest.mark.parametrize("label", ["", "[Person 2]"])
def test_it_looks_as_painted_in_rgb(style: str, shape: str, label: str) -> None:
    y, x = np.mgrid[0:120, 0:160]
    pixels = np.stack([100 + 60 * np.sin(x / 30), 110 + 50 * np.cos(y / 25), 90 + 0.3 * (x + y)], axis=2).astype(
        np.uint8
    )
    frame, what = frame_of(pixels), [(Box("v1", 21, 30, 118, 95), Fill((40, 160, 90), style, shape, label=label))]
    seen, expected = rgb(covered(frame, what, HD)), paint(rgb(frame), what)
    off = np.abs(seen.astype(int) - expected).max(axis=2)
    assert np.median(off) <= 3
    assert np.percentile(off, 95) <= 12  # colour planes are coarse at edges


@pytest.mark.parametrize("what", [Fill(shape="star"), Fill(style="glass")])
def test_an_unknown_way_of_covering_is_refused(what: Fill) -> None:
    with pytest.raises(ValueError, match="fill"):
        covered(frame_of(gradient(0, 32, 32)), [(Box("v1", 2, 2, 20, 20), what)], HD)
