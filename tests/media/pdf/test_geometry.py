"""Points and pixels are one plane, whichever way the page is turned."""

import ctypes

import pypdfium2
import pypdfium2.raw as pdfium
from hypothesis import given, settings
from hypothesis import strategies as st

from redact.media.pdf.covering import covered
from redact.media.pdf.geometry import MAX_PIXELS, Rect, apply, bounds, carried, corners, frame_of, inverse, times
from redact.media.pdf.places import Places, Points, joined
from redact.types import Box

number = st.floats(-500, 500)
turns = st.sampled_from((0, 90, 180, 270))


@st.composite
def rects(draw: st.DrawFn, least: float = 20.0) -> Rect:
    left, bottom = draw(number), draw(number)
    return Rect(left, bottom, left + draw(st.floats(least, least + 880)), bottom + draw(st.floats(least, least + 880)))


@given(rects(), turns, st.floats(0, 1), st.floats(0, 1), st.floats(1, 5))
def test_a_box_comes_back_where_it_was(page: Rect, turn: int, x: float, y: float, unit: float) -> None:
    frame = frame_of(page, turn, unit)
    left, bottom = page.left + x * (page.right - page.left) * 0.8, page.bottom + y * (page.top - page.bottom) * 0.8
    rect = Rect(left, bottom, left + 3, bottom + 2)
    back = frame.rect(frame.box("p1.image", rect))
    assert all(abs(a - b) < 1e-6 for a, b in zip(back, rect, strict=True))


@given(rects(), turns)
def test_the_whole_page_is_the_whole_picture(page: Rect, turn: int) -> None:
    frame = frame_of(page, turn)
    box = frame.box("p1.image", page)
    edges = (box.left, box.top, box.right, box.bottom)
    assert all(abs(a - b) < 1e-6 for a, b in zip(edges, (0, 0, frame.width, frame.height), strict=True))


@settings(max_examples=40, deadline=None)
@given(rects(), turns, st.floats(0, 1), st.floats(0, 1))
def test_pdfium_draws_with_the_same_matrix(page: Rect, turn: int, x: float, y: float) -> None:
    document = pypdfium2.PdfDocument.new()
    drawn = document.new_page(100, 100)
    pdfium.FPDFPage_SetMediaBox(drawn, *page)
    pdfium.FPDFPage_SetRotation(drawn, turn // 90)
    frame = frame_of(page, turn)
    px, py = int(x * frame.width), int(y * frame.height)
    left, bottom = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDF_DeviceToPage(drawn, 0, 0, frame.width, frame.height, 0, px, py, left, bottom)
    ours = apply(inverse(frame.matrix), px, py)
    assert abs(ours[0] - left.value) < 0.01
    assert abs(ours[1] - bottom.value) < 0.01


@given(rects(least=5000.0))
def test_a_huge_page_is_drawn_more_coarsely(page: Rect) -> None:
    frame = frame_of(page, 0)
    assert frame.width * frame.height <= MAX_PIXELS * 1.01


@given(st.tuples(*[st.floats(-3, 3)] * 6))
def test_a_matrix_undoes_itself(matrix: tuple[float, ...]) -> None:
    back = inverse(matrix)
    if back is None or abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]) < 1e-3:
        return
    assert all(abs(a - b) < 1e-6 for a, b in zip(times(matrix, back), (1, 0, 0, 1, 0, 0), strict=True))


@given(rects(least=1.0), rects(least=1.0))
def test_an_upright_room_is_covered_by_its_share(room: Rect, box: Rect) -> None:
    share = room.common(box).area / room.area
    middle = box.holds((room.left + room.right) / 2, (room.bottom + room.top) / 2)
    if abs(share - 0.15) > 1e-6:
        assert covered(room, (1, 0, 0, 1, 0, 0), box) == (middle or share >= 0.15)


def test_a_slanted_room_is_covered_where_it_lies_and_not_where_its_frame_does() -> None:
    slant = (0.7071, 0.7071, -0.7071, 0.7071, 0, 0)
    room = Rect(0, 0, 100, 10)
    assert len(corners(room, slant)) == 4
    assert covered(room, slant, Rect(20, 20, 50, 50))
    assert not covered(room, slant, Rect(50, 0, 70, 20))


@given(st.lists(rects(least=0.1), max_size=30), rects(least=0.1))
def test_places_finds_what_a_look_at_all_finds(all_rects: list[Rect], around: Rect) -> None:
    assert set(Places(all_rects).near(around)) == {rect for rect in all_rects if rect.meets(around)}


@given(st.lists(st.tuples(number, number), max_size=40), rects())
def test_points_are_found_where_they_are(all_points: list[tuple[float, float]], around: Rect) -> None:
    points, inside = Points(all_points), [point for point in all_points if around.holds(*point)]
    assert sorted(points.near(around)) == sorted(inside)
    assert points.any_near(around) == bool(inside)
    assert bool(points) == bool(all_points)


def test_neighbours_of_one_line_are_joined_and_others_are_not() -> None:
    line = [Rect(0, 0, 5, 10), Rect(5, 0, 9, 10), Rect(20, 0, 22, 10)]
    other = [Rect(0, 12, 5, 22)]
    assert joined([*other, *line]) == [Rect(0, 0, 9, 10), Rect(20, 0, 22, 10), Rect(0, 12, 5, 22)]


def test_a_drawn_box_is_widened_to_whole_pixels() -> None:
    frame = frame_of(Rect(0, 0, 72, 72), 0)
    whole = frame.box("p", frame.whole(Box("p", 10.4, 10.6, 20.1, 20.9)))
    edges = (whole.left, whole.top, whole.right, whole.bottom)
    assert all(abs(a - b) < 1e-6 for a, b in zip(edges, (10, 10, 21, 21), strict=True))


@given(
    rects(), st.sampled_from(((2, 0, 0, -3, 5, 6), (0, 2, -3, 0, 5, 6), (0.5, 0, 0, 0.5, 0, 0), (1, 1, -1, 1, 3, 0)))
)
def test_the_rectangle_around_is_that_of_the_corners(rect: Rect, matrix: tuple[float, ...]) -> None:
    assert all(abs(a - b) < 1e-9 for a, b in zip(carried(rect, matrix), bounds(corners(rect, matrix)), strict=True))
