import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from redact.media.pixels import paint, window_of
from redact.types import Box, Fill

NOISE = np.random.default_rng(3).integers(0, 256, (40, 60, 3), dtype=np.uint8)


def test_a_solid_box_covers_its_pixels_and_no_others():
    painted = paint(NOISE, [(Box("i1", 10, 5, 20, 15), Fill(colour=(1, 2, 3)))])
    assert (painted[5:15, 10:20] == (1, 2, 3)).all()
    painted[5:15, 10:20] = NOISE[5:15, 10:20]
    assert (painted == NOISE).all()


def test_the_original_is_left_alone():
    before = NOISE.copy()
    paint(NOISE, [(Box("i1", 0, 0, 60, 40), Fill())])
    assert (before == NOISE).all()


def test_fractions_are_rounded_outward():
    painted = paint(NOISE, [(Box("i1", 10.9, 5.9, 19.1, 14.1), Fill())])
    assert not painted[5:15, 10:20].any()


def test_a_margin_is_a_share_of_the_box():
    painted = paint(NOISE, [(Box("i1", 10, 10, 20, 20), Fill(margin=0.5))])
    assert not painted[5:25, 5:25].any()


@given(
    st.tuples(*[st.floats(-80, 120) for _ in range(4)]),
    st.sampled_from(["solid", "blur", "pixelate"]),
    st.sampled_from(["box", "ellipse"]),
    st.floats(0, 2),
)
def test_any_box_is_clipped_and_never_fails(corners, style, shape, margin):
    left, top, right, bottom = corners
    fill = Fill(style=style, shape=shape, margin=margin)
    painted = paint(NOISE, [(Box("i1", left, top, right, bottom), fill)])
    window = window_of(Box("i1", left, top, right, bottom), fill, width=60, height=40)
    if window is None:
        assert (painted == NOISE).all()
    elif style == "solid":
        assert not painted[window[1] : window[3], window[0] : window[2]].any()


def test_an_ellipse_hides_the_corners_of_its_box_too():
    painted = paint(NOISE, [(Box("i1", 20, 10, 40, 30), Fill(shape="ellipse"))])
    assert not painted[10:30, 20:40].any()
    assert (painted[:, :10] == NOISE[:, :10]).all()


@pytest.mark.parametrize("style", ["blur", "pixelate"])
def test_a_coarse_fill_keeps_no_fine_detail(style):
    checks = (np.indices((300, 300)).sum(0) % 2 * 255).astype(np.uint8)
    painted = paint(np.dstack([checks] * 3), [(Box("i1", 50, 50, 250, 250), Fill(style=style))])
    assert np.ptp(painted[50:250, 50:250]) <= 2


def test_blur_does_not_spread_over_a_solid_fill():
    both = [(Box("i1", 0, 0, 30, 30), Fill()), (Box("i1", 10, 10, 50, 40), Fill(style="blur"))]
    assert not paint(NOISE, both)[:30, :30].any()


def test_alpha_becomes_opaque():
    clear = np.zeros((20, 20, 4), np.uint8)
    assert (paint(clear, [(Box("i1", 5, 5, 9, 9), Fill(colour=(9, 8, 7)))])[5:9, 5:9] == (9, 8, 7, 255)).all()
    assert (paint(clear, [(Box("i1", 5, 5, 9, 9), Fill(style="blur"))])[5:9, 5:9, 3] == 255).all()


def test_grey_pictures_take_the_brightness_of_the_colour():
    painted = paint(np.zeros((20, 20), np.uint8), [(Box("i1", 5, 5, 9, 9), Fill(colour=(255, 0, 0)))])
    assert (painted[5:9, 5:9] == 76).all()


def test_unknown_styles_shapes_and_boxes_without_numbers_are_refused():
    for box, fill in (
        (Box("i1", 0, 0, 5, 5), Fill(style="sepia")),
        (Box("i1", 0, 0, 5, 5), Fill(shape="star")),
        (Box("i1", float("nan"), 0, 5, 5), Fill()),
    ):
        with pytest.raises(ValueError, match=r"fill|box"):
            paint(NOISE, [(box, fill)])


@pytest.mark.parametrize("style", ["blur", "pixelate"])
@pytest.mark.parametrize("cells", [2, 6, 99])
def test_fewer_cells_hide_more_and_no_more_than_six_are_ever_left(style: str, cells: int):
    painted = paint(NOISE, [(Box("i1", 0, 0, 40, 40), Fill(style=style, cells=cells))])
    small = len(np.unique(painted[:40, :40].reshape(-1, 3), axis=0))
    assert style == "blur" or small <= min(cells, 6) ** 2
    assert (painted[:40, :40] != NOISE[:40, :40]).any()


@pytest.mark.parametrize("style", ["pixelate 3", "sharp", ""])
def test_a_style_that_says_something_else_is_refused(style: str):
    with pytest.raises(ValueError, match="fill"):
        paint(NOISE, [(Box("i1", 0, 0, 40, 40), Fill(style=style))])
