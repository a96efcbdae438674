"""Letters drawn as outlines go with the box over them; rules and backgrounds stay."""

from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from redact.types import Box, Edit, Fill
from tests.media.pdf.making import (
    HANDLER,
    SIZE,
    form,
    is_drawn_as_picture,
    letters,
    made,
    new_pdf,
    picture,
    saved,
    written,
)

LETTER = b"m 10 0 l 12 5 8 9 5 12 c 3 12 0 8 0 3 c h"


def outline(x: float, y: float) -> bytes:
    """A curved shape, a letter's size, at that place."""
    return b"%g %g m %g %g l %g %g %g %g %g %g c h " % (x, y, x + 9, y, x + 11, y + 5, x + 8, y + 9, x, y + 10)


def box(left: float, bottom: float, right: float, top: float) -> Box:
    """A box of the first page's picture, given in points."""
    scale = 200 / 72
    return Box("p1.image", left * scale, (SIZE[1] - top) * scale, right * scale, (SIZE[1] - bottom) * scale)


def cut(source: Path, *boxes: Box) -> Path:
    return written(HANDLER.load(source), [Edit(one, Fill(), "f") for one in boxes])


def content(path: Path) -> bytes:
    """The first page's content without the boxes that were drawn."""
    with pikepdf.open(path) as pdf:
        data = pdf.pages[0].Contents.read_bytes()
    return data[: data.rindex(b"\nq\n")]


WORD = b"".join(outline(100 + 12 * n, 100) for n in range(6))
OVER_WORD = box(98, 96, 174, 114)


@pytest.mark.parametrize("paint", [b"f", b"f*", b"B", b"S", b"b*"])
def test_outlines_under_a_box_go_and_those_beside_it_stay(paint: bytes, tmp_path: Path) -> None:
    path = outline(60, 100) + WORD + outline(200, 100)
    left = content(cut(made(tmp_path, path + paint), OVER_WORD))
    assert left.count(b" c\n") == 2
    assert left.split()[:2] == [b"q", b"60"]
    assert b"200 100 m" in left


def test_an_outline_that_is_half_under_the_box_goes_whole(tmp_path: Path) -> None:
    assert content(cut(made(tmp_path, WORD + b"f"), box(98, 104, 174, 114))).count(b" c\n") == 0


def test_backgrounds_rules_and_frames_stay(tmp_path: Path) -> None:
    drawn = [
        b"0 0 400 200 re f",
        b"50 90 m 300 90 l S",
        b"40 80 300 60 re S",
        b"30 30 m 360 30 l 360 180 l 30 180 l h S",
    ]
    source = made(tmp_path, b"\n".join(drawn))
    left = content(cut(source, box(98, 85, 174, 114))).replace(b"\n", b" ")
    assert all(step in left for step in drawn)


def test_a_code_of_small_rectangles_goes(tmp_path: Path) -> None:
    code = b"".join(b"%d %d 2 2 re " % (100 + 3 * x, 100 + 3 * y) for x in range(10) for y in range(10))
    assert content(cut(made(tmp_path, code + b"f 5 5 9 9 re f"), box(98, 98, 131, 131))).count(b" re") == 1


def test_a_long_curve_through_a_box_makes_its_page_a_picture(tmp_path: Path) -> None:
    curve = b"10 100 m 80 180 120 20 150 105 c 180 190 220 10 390 100 c S BT /F1 9 Tf 9 9 Td (word) Tj ET"
    target = cut(made(tmp_path, curve), box(130, 95, 170, 115))
    assert is_drawn_as_picture(target)
    assert letters(target) == "word"
    assert picture(HANDLER.reopen(target))[240:280, 380:460].max() <= 24


def test_what_is_seen_through_letters_makes_its_page_a_picture(tmp_path: Path) -> None:
    source = made(tmp_path, b"q " + WORD + b"W n 1 0 0 rg 90 90 200 40 re f Q")
    assert is_drawn_as_picture(cut(source, OVER_WORD))
    assert not is_drawn_as_picture(cut(source, box(10, 10, 50, 50)))


def test_words_in_a_pattern_or_a_soft_mask_make_their_page_a_picture(tmp_path: Path) -> None:
    pdf = new_pdf(b"/Pattern cs /P1 scn 0 0 400 200 re f", b"/G1 gs 0 0 400 200 re f")
    cell = form(pdf, b"BT /F1 12 Tf 2 5 Td (Quillby) Tj ET")
    cell.Type, cell.PatternType, cell.PaintType, cell.TilingType, cell.XStep, cell.YStep = Name.Pattern, 1, 1, 1, 60, 20
    del cell["/Subtype"]
    pdf.pages[0].Resources.Pattern = Dictionary(P1=cell)
    group = form(pdf, b"BT /F1 12 Tf 2 5 Td (Quillby) Tj ET", Group=Dictionary(S=Name.Transparency, CS=Name.DeviceGray))
    mask = Dictionary(S=Name.Luminosity, G=group)
    pdf.pages[1].Resources.ExtGState = Dictionary(G1=Dictionary(SMask=mask))
    document = HANDLER.load(saved(pdf, tmp_path))
    assert not document.part("p1.image").raw
    boxes = [Box("p1.image", 0, 0, 200, 100), Box("p2.image", 0, 0, 200, 100)]
    target = written(document, [Edit(one, Fill(), "f") for one in boxes])
    assert is_drawn_as_picture(target, 0)
    assert is_drawn_as_picture(target, 1)


def test_shapes_far_off_the_page_go_and_thick_lines_beside_it_stay(tmp_path: Path) -> None:
    shapes = b"900 900 50 50 re f 900 900 m 950 950 l S 60 w -20 0 m -20 200 l S"
    left = HANDLER.load(made(tmp_path, shapes))
    with pikepdf.open(written(left, [])) as pdf:
        data = pdf.pages[0].Contents.read_bytes()
    assert b"900" not in data
    assert b"-20 200 l" in data.replace(b"\n", b" ")


def test_a_page_of_outlines_is_read_as_a_picture_and_one_of_rules_is_not(tmp_path: Path) -> None:
    table = b"".join(b"10 %d m 300 %d l S " % (y, y) for y in range(10, 190, 4))
    text = b"BT /F1 12 Tf 20 100 Td (text) Tj ET "
    document = HANDLER.load(made(tmp_path, text + table, text + WORD * 5 + b"f", text))
    assert [document.part(f"p{n}.image").raw for n in (1, 2, 3)] == [True, False, True]


def test_a_page_whose_letters_are_unknown_is_read_as_a_picture(tmp_path: Path) -> None:
    pdf = new_pdf(b"BT /F2 12 Tf 20 100 Td <000100020003> Tj ET")
    below = Dictionary(
        Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name.Some, DW=600,
        CIDSystemInfo=Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
    )  # fmt: skip
    pdf.pages[0].Resources.Font.F2 = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type0,
        BaseFont=Name.Some,
        Encoding=Name("/Identity-H"),
        DescendantFonts=Array([below]),
    )
    assert not HANDLER.load(saved(pdf, tmp_path)).part("p1.image").raw
