"""Which glyphs must go: the strings of a page are asked together, and each is answered as if it stood alone."""

import math

from hypothesis import given, settings
from hypothesis import strategies as st

from redact.media.pdf.fonts import Font
from redact.media.pdf.geometry import Rect
from redact.media.pdf.going import Cut, going
from redact.media.pdf.passage import Spacing
from redact.media.pdf.pen import glyphs_of
from redact.media.pdf.places import Places, Points
from redact.media.pdf.walk import Target


def font(width: float = 0.5, **more: object) -> Font:
    return Font(lambda data: ((data[i : i + 1], data[i]) for i in range(len(data))), lambda _: width, **more)


def cut(text: bytes, x: float, y: float, turn: float = 0.0, of: Font | None = None) -> Cut:
    """A string of ten points, turned by so many degrees."""
    used, c, s = of or font(), 10 * math.cos(math.radians(turn)), 10 * math.sin(math.radians(turn))
    return Cut(glyphs_of([text], used, Spacing(10.0, 1.0, 0.0, 0.0, 0.0)), used, (c, s, -s, c, x, y))


places, numbers = st.floats(0, 200), st.floats(0, 60)
fonts = st.sampled_from([font(), font(0.0), font(vertical=True, room=(-0.5, 0.5)), font(3.0, whole=True)])
cuts = st.builds(cut, st.binary(min_size=1, max_size=12), places, places, st.sampled_from([0, 90, 180, 270, 33]), fonts)
boxes = st.lists(st.builds(lambda x, y, w, h: Rect(x, y, x + w, y + h), places, places, numbers, numbers), max_size=5)
points = st.lists(st.tuples(places, places), max_size=5)


@settings(max_examples=150, deadline=None)
@given(st.lists(cuts, min_size=1, max_size=6), boxes, points, points, st.sampled_from([None, Rect(0, 0, 150, 150)]))
def test_a_string_is_answered_the_same_in_any_company(
    strings: list[Cut], under: list[Rect], at: list[tuple[float, float]], spared: list[tuple[float, float]], page
) -> None:
    starts = [(c.matrix[4], c.matrix[5]) for c in strings]
    target = Target(page, Places(under), Points([*at, *starts[::3]]), Points([*spared, *starts[1::3]]))
    together = [flags.tolist() for flags in going(strings, target)]
    assert together == [going([one], target)[0].tolist() for one in strings]
    assert [len(flags) for flags in together] == [len(one.glyphs.codes) for one in strings]


def test_the_glyph_under_a_box_goes_and_its_neighbours_stay() -> None:
    target = Target(boxes=Places([Rect(25, 98, 30, 108)]))
    first, second = going([cut(b"abcdefgh", 10, 100), cut(b"abcdefgh", 10, 120)], target)
    assert first.tolist() == [False] * 3 + [True] + [False] * 4
    assert not second.any()


def test_a_glyph_that_starts_at_a_point_goes_and_one_known_to_lie_beside_stays() -> None:
    strings = [cut(b"abcd", 10, 100), cut(b"abcd", 100, 10, 90)]
    target = Target(points=Points([(15.1, 100.1), (100, 20)]))
    assert [flags.tolist() for flags in going(strings, target)] == [
        [False, True, False, False],
        [False, False, True, False],
    ]
    beside = Target(boxes=Places([Rect(0, 90, 200, 110)]), spared=Points([(15, 100)]))
    assert going(strings[:1], beside)[0].tolist() == [True, False, True, True]


def test_a_slanted_glyph_goes_by_its_own_room_and_not_by_the_frame_around_it() -> None:
    word = cut(b"W", 100, 100, 45, font(4.0))
    corner = Rect(120, 100, 128, 104)  # within the upright frame, off the slanted room
    assert not going([word], Target(boxes=Places([corner])))[0].any()
    assert going([word], Target(boxes=Places([Rect(105, 105, 125, 125)])))[0].all()
