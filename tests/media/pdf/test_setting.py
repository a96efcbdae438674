"""Lines set anew around their holes: what stays is all there, in order, beside the boxes; other lines do not move."""

import io
import re
from collections.abc import Iterable
from pathlib import Path

import pikepdf
import pytest
from pdfminer.high_level import extract_text
from pdfminer.layout import LAParams
from pikepdf import Array, Dictionary, Name

from redact.contracts import Changes, Copied
from redact.media.pdf import PdfHandler
from redact.media.pdf.geometry import Rect
from redact.resolve import joined_places
from redact.types import Box, Document, Edit, Fill, Region, Release, TextSpan
from tests.media.pdf.attack import ABOVE, BEFORE, BELOW, LEFT, RIGHT, WAYS, made_by_reportlab, operands, width
from tests.media.pdf.attack import made as made_in_ways
from tests.media.pdf.making import (
    HANDLER,
    characters,
    everything_in,
    form,
    is_drawn_as_picture,
    letters,
    made,
    mentions,
    new_pdf,
    picture,
    saved,
    without,
)
from tests.media.pdf.test_glyphs import WAYS_TO_SHOW, composite, two_bytes


def opened(source: Path, *words: str, fill: Fill | None = None) -> tuple[Path, Copied, Document]:
    """A copy for everybody without the words, and what was told of it."""
    document = HANDLER.load(source)
    edits = [Edit(edit.region, fill or Fill(), "f") for word in words for edit in mentions(document, word)]
    target = source.with_name("open.pdf")
    return target, HANDLER.write(document, Changes(tuple(edits)), target), document


def holes(copied: Copied, document: Document, page: int = 1) -> list[Rect]:
    """The new boxes in points, for pages as high as the tests make them, from the left."""
    scale = 72 / 200
    height = document.part(f"p{page}.image").content.height * scale
    boxes = {box for box in copied.moved.values() if isinstance(box, Box)}
    rects = (Rect(b.left * scale, height - b.bottom * scale, b.right * scale, height - b.top * scale) for b in boxes)
    return sorted(rects)


def origins(path: Path, word: str) -> list[tuple[float, float]]:
    rows = [c for c in characters(path) if not c.made]
    text = "".join(c.text for c in rows)
    return [rows[at].origin for at in range(len(text)) if text.startswith(word, at)]


def stays(word: str, source: Path, target: Path) -> bool:
    pairs = zip(origins(source, word), origins(target, word), strict=True)
    return all(abs(x - u) < 0.05 and abs(y - v) < 0.05 for (x, y), (u, v) in pairs)


@pytest.mark.parametrize("way", [*WAYS, "reportlab"])
def test_what_stays_is_all_there_and_in_order(way: str, tmp_path: Path) -> None:
    name = "Wilma Pemberton"
    source = made_by_reportlab([name], tmp_path) if way == "reportlab" else made_in_ways(WAYS[way], [name], tmp_path)
    target, copied, document = opened(source, name)
    assert copied.notes == ()
    wanted = letters(source).replace(name, "").split()
    assert letters(target).split() == wanted
    wide_gaps = LAParams(char_margin=12)
    mined = extract_text(io.BytesIO(target.read_bytes()), page_numbers=[0], laparams=wide_gaps).removesuffix("\f")
    assert way in {"table", "rotated"} or mined.split() == wanted
    assert sorted(mined.replace(" ", "").replace("\n", "")) == sorted("".join(wanted))
    (hole,) = holes(copied, document)
    assert not any(hole.common(c.ink).area > 0.05 * c.ink.area for c in characters(target) if c.ink.area)
    seen = picture(HANDLER.load(target))
    box = next(iter(copied.moved.values()))
    assert isinstance(box, Box)
    assert not seen[int(box.top) + 1 : int(box.bottom), int(box.left) + 1 : int(box.right)].any()


@pytest.mark.parametrize("way", WAYS)
def test_other_lines_stay_where_they_are(way: str, tmp_path: Path) -> None:
    source = made_in_ways(WAYS[way], ["Wilma Pemberton"], tmp_path)
    target, _, _ = opened(source, "Wilma Pemberton")
    for words in ("hides nothing", "a little longer", "nobody", "120.00", "Case", "20.00"):
        assert stays(words, source, target)


UNSEEN = ("clipped away", "invisible", "white", "under a box")


@pytest.mark.parametrize("way", [way for way in WAYS_TO_SHOW if way not in UNSEEN])
def test_every_way_to_show_a_string_can_be_set_anew(way: str, tmp_path: Path) -> None:
    from tests.media.pdf.making import helvetica

    pdf = new_pdf(WAYS_TO_SHOW[way])
    pdf.pages[0].Resources.ExtGState = Dictionary(G1=Dictionary(Font=Array([pdf.make_indirect(helvetica()), 12])))
    target, copied, _ = opened(saved(pdf, tmp_path), "Quillby")
    assert copied.notes == ()
    assert not is_drawn_as_picture(target)
    words = letters(target).split()
    assert sorted(words) == sorted(["x"] * ("next line" in way) + ["before", "after"])
    assert "uill" not in everything_in(target)


def at(*lines: tuple[str, float, float], state: str = "") -> bytes:
    return "\n".join(f"BT /F1 12 Tf {state} {x} {y} Td ({text}) Tj ET" for text, x, y in lines).encode()


def test_all_holes_of_a_line_are_as_wide_as_each_other(tmp_path: Path) -> None:
    source = made(tmp_path, at(("Li met Bartholomew and Ann in May", 20, 100), ("another line", 20, 80)))
    _, copied, document = opened(source, "Li", "Bartholomew", "Ann")
    widths = {round(hole.right - hole.left, 1) for hole in holes(copied, document)}
    assert len(holes(copied, document)) == 3
    assert len(widths) == 1


def test_holes_with_nothing_but_blanks_between_are_one(tmp_path: Path) -> None:
    source = made(tmp_path, at(("with Ann Mary Lee, too", 20, 100), ("another line", 20, 80)))
    target, copied, document = opened(source, "Ann", "Mary", "Lee")
    assert len(holes(copied, document)) == 1
    assert letters(target).split()[:2] == ["with", ","]


def test_a_full_line_makes_room_by_smaller_holes_and_then_by_narrower_letters(tmp_path: Path) -> None:
    full = "a line that is full from the very left to the very right edge of it"
    source = made(tmp_path, at((full, 20, 100), (full.replace(" it", " I it"), 20, 80)))
    target, copied, document = opened(source, "I")
    (hole,) = holes(copied, document)
    assert 9 < hole.right - hole.left < 47
    assert max(c.ink.right for c in characters(target)) < 400


def test_a_line_without_room_makes_its_page_a_picture(tmp_path: Path) -> None:
    source = made(tmp_path, at(("I x " * 68, 20, 100), state="/F1 4 Tf"))
    target, copied, _ = opened(source, "I")
    assert is_drawn_as_picture(target)
    assert any("picture" in note for note in copied.notes)


def test_the_columns_of_a_table_stay(tmp_path: Path) -> None:
    rows = [("Al", "one", 120), ("Bartholomew the Second", "two", 100), ("Cy", "three", 80), ("Di", "four", 60)]
    lines = [cell for first, second, y in rows for cell in ((first, 20, y), (second, 165, y))]
    source = made(tmp_path, at(*lines))
    target, _, _ = opened(source, "Bartholomew the Second")
    assert stays("two", source, target)


def test_a_hidden_name_that_ends_a_line_shows_no_end(tmp_path: Path) -> None:
    ends = []
    for name in ("Li", "Bartholomew"):
        source = made(tmp_path, at((f"signed by {name}", 20, 100), ("on Monday", 20, 80)))
        _, copied, document = opened(source, name)
        ends.append(holes(copied, document)[0].right)
    assert ends[0] == ends[1]


MARKS = (
    "{x} 97 {w} 1 re f",
    "{x} 97 m {r} 97 l S",
    "0.5 w {x} 96 {w} 14 re S",
    "{x} 103 m {r} 103 l S",
    "q 1 1 0 rg {x} 96 {w} 14 re f Q",
)


@pytest.mark.parametrize("mark", MARKS)
def test_what_marks_a_name_goes_with_it(mark: str, tmp_path: Path) -> None:
    pages = []
    for name in ("Li Po", "Bartholomew Smith"):
        x, w = 20 + width("signed by ") / 11 * 12, width(name) / 11 * 12
        drawn = mark.format(x=f"{x:.2f}", w=f"{w:.2f}", r=f"{x + w:.2f}").encode()
        source = made(tmp_path, drawn + b"\n" + at((f"signed by {name} on Monday", 20, 100), ("on Monday", 20, 80)))
        pages += operands(opened(source, name)[0])
    assert pages[0] == pages[1]


def test_a_rule_across_the_page_stays(tmp_path: Path) -> None:
    rule = b"10 96 m 390 96 l S 10 90 380 20 re S\n"
    source = made(tmp_path, rule + at(("signed by Ann on Monday", 20, 100), ("on Monday", 20, 80)))
    content = operands(opened(source, "Ann")[0])[0]
    assert b"390 96 l" in content
    assert b"380 20 re" in content


def test_a_link_over_a_line_that_is_set_anew_is_dropped(tmp_path: Path) -> None:
    pdf = new_pdf(at(("see Ann at example.org on Monday", 20, 100), ("see example.com", 20, 60)))
    pdf.pages[0].Annots = Array(
        [
            Dictionary(
                Type=Name.Annot, Subtype=Name.Link, Rect=Array([90, y - 3, 160, y + 10]),
                A=Dictionary(S=Name.URI, URI=f"https://{host}/"),
            )
            for y, host in ((100, "example.org"), (60, "example.com"))
        ]
    )  # fmt: skip
    target, _, _ = opened(saved(pdf, tmp_path), "Ann")
    with pikepdf.open(target) as copy:
        assert [str(link.A.URI) for link in copy.pages[0].Annots] == ["https://example.com/"]


def test_a_composite_font_is_set_by_its_codes(tmp_path: Path) -> None:
    pages = []
    for name in ("Quillby", "Ill", "Mo Sum"):
        text = two_bytes(f"light {name} final")
        pdf = new_pdf(b"BT /F2 12 Tf 20 100 Td " + text + b" Tj ET " + at(("another line", 20, 80)))
        pdf.pages[0].Resources.Font.F2 = composite(pdf)
        target, copied, _ = opened(saved(pdf, tmp_path), name)
        assert copied.notes == ()
        assert letters(target).split() == ["light", "final", "another", "line"]
        pages += operands(target)
    assert len(set(pages)) == 1


def test_letters_of_a_font_that_only_the_hidden_word_needs_do_not_show(tmp_path: Path) -> None:
    pages = []
    for name in ("(Zoe)", "(Zo) Tj /F2 12 Tf (\\351) Tj /F1 12 Tf ()"):
        content = f"BT /F1 12 Tf 20 100 Td (met ) Tj {name} Tj ( today) Tj 0 -20 Td (another line) Tj ET"
        pdf = new_pdf(content.encode())
        pdf.pages[0].Resources.Font.F2 = pdf.pages[0].Resources.Font.F1
        pages += operands(opened(saved(pdf, tmp_path), "Zoe", "Zoé")[0])
    assert pages[0] == pages[1]


def test_a_line_in_a_form_is_set_anew_where_the_form_is_drawn(tmp_path: Path) -> None:
    pages = []
    for name in ("Li", "Bartholomew"):
        pdf = new_pdf(b"q 2 0 0 2 10 -60 cm /X1 Do Q BT /F1 12 Tf 20 20 Td (page) Tj ET")
        inner = f"BT /F1 9 Tf 10 100 Td (with {name} there) Tj 0 -12 Td (another line) Tj ET"
        pdf.pages[0].Resources.XObject.X1 = form(pdf, inner.encode())
        target, copied, _ = opened(saved(pdf, tmp_path), name)
        assert copied.notes == ()
        assert letters(target).split() == ["with", "there", "another", "line", "page"]
        with pikepdf.open(target) as copy:
            pages += [value.read_bytes() for value in copy.pages[0].Resources.XObject.values()]
    assert pages[0] == pages[1]


def test_spacing_that_made_a_line_fit_is_not_kept_and_that_of_others_is(tmp_path: Path) -> None:
    content = b"BT /F1 12 Tf 3.7 Tw 20 100 Td (met Ann here) Tj 1.25 Tw 0 -20 Td (another line) Tj ET"
    target, _, _ = opened(made(tmp_path, content), "Ann")
    assert b"3.7" not in operands(target)[0]
    assert b"1.25 Tw" in operands(target)[0]


def test_a_hole_on_a_picture_stays_as_it_is_and_that_is_said(tmp_path: Path) -> None:
    pdf = new_pdf(b"q 400 0 0 200 0 0 cm /Im Do Q " + at(("met Ann here", 20, 100), ("another line", 20, 80)))
    pdf.pages[0].Resources.XObject.Im = pdf.make_stream(
        b"\xcc" * 800, Type=Name.XObject, Subtype=Name.Image, Width=40, Height=20, BitsPerComponent=8,
        ColorSpace=Name.DeviceGray,
    )  # fmt: skip
    source = saved(pdf, tmp_path)
    target, copied, _ = opened(source, "Ann")
    assert copied.moved == {}
    assert any("how wide" in note for note in copied.notes)
    assert stays("here", source, target)


def test_a_page_that_becomes_a_picture_says_so_and_keeps_its_other_words(tmp_path: Path) -> None:
    curve = b"10 100 m 80 180 120 20 150 105 c 180 190 220 10 390 100 c S "
    source = made(tmp_path, curve + at(("met Quillby here", 100, 100), ("and more", 20, 40)))
    target, copied, _ = opened(source, "Quillby")
    assert is_drawn_as_picture(target)
    assert letters(target).split() == ["met", "here", "and", "more"]
    assert [note.split(",")[0] for note in copied.notes] == ["page 1 was made a picture", "page 1"]


def test_a_box_around_several_lines_stays_where_it_is(tmp_path: Path) -> None:
    source = made(tmp_path, at(("one two", 20, 100), ("the four", 20, 84), ("five six", 20, 68)))
    document = HANDLER.load(source)
    region = Box("p1.image", 40, 220, 112, 420)
    target = tmp_path / "open.pdf"
    copied = HANDLER.write(document, Changes((Edit(region, Fill(), "f"),)), target)
    assert region not in copied.moved
    assert letters(target).split() == ["two", "four", "six"]


def test_a_label_goes_to_the_new_box(tmp_path: Path) -> None:
    source = made(tmp_path, at(("met Ann here", 20, 100), ("another line", 20, 80)))
    target, copied, _ = opened(source, "Ann", fill=Fill(label="s.40"))
    box = next(iter(copied.moved.values()))
    assert isinstance(box, Box)
    seen = picture(HANDLER.load(target))[int(box.top) : int(box.bottom), int(box.left) : int(box.right)]
    assert 0 < (seen > 200).mean() < 0.5


def regions(copied: Copied) -> Iterable[object]:
    return [*copied.moved, *copied.moved.values()]


def test_the_choice_is_the_policys_and_else_the_releases(tmp_path: Path) -> None:
    source = made(tmp_path, at(("met Bartholomew here", 20, 100), ("another line", 20, 80)))
    document = HANDLER.load(source)
    edits = tuple(mentions(document, "Bartholomew"))
    assert all(isinstance(edit.region, TextSpan) for edit in edits)
    told = {
        (holes_, release): PdfHandler(PdfHandler.Options(holes=holes_)).write(
            document, Changes(edits, {}, release), tmp_path / "out.pdf"
        )
        for holes_ in (None, "fixed", "exact")
        for release in (Release.OPEN, Release.INTERNAL)
    }
    assert {key for key, copied in told.items() if copied.moved} == {
        (None, Release.OPEN), ("fixed", Release.OPEN), ("fixed", Release.INTERNAL),
    }  # fmt: skip
    assert all(isinstance(region, Box) for copied in told.values() for region in regions(copied))


def test_right_and_middle_stay_where_other_lines_have_them(tmp_path: Path) -> None:
    for way, edge in (("right_aligned", RIGHT), ("centred", 306)):
        source = made_in_ways(WAYS[way], ["Wilma Pemberton"], tmp_path)
        target, copied, document = opened(source, "Wilma Pemberton")
        (hole,) = holes(copied, document)
        inks = [c.ink for c in characters(target) if 610 < c.origin[1] < 620 and c.ink.area]
        left, right = min(ink.left for ink in inks), max([hole.right, *(ink.right for ink in inks)])
        assert (right if way == "right_aligned" else (left + right) / 2) == pytest.approx(edge, abs=1.5)


def test_lines_from_the_left_begin_where_they_did(tmp_path: Path) -> None:
    source = made_in_ways(WAYS["string"], ["Wilma Pemberton"], tmp_path)
    target, _, _ = opened(source, "Wilma Pemberton")
    assert origins(target, BEFORE)[0][0] == pytest.approx(LEFT, abs=0.01)
    assert len(origins(target, ABOVE)) == 2
    assert len(origins(target, BELOW)) == 1


def test_in_exact_copies_nothing_is_told_to_have_moved(tmp_path: Path) -> None:
    source = made(tmp_path, at(("met Ann here", 20, 100), ("another line", 20, 80)))
    target = without(source, "Ann")
    assert stays("here", source, target)


def test_what_is_seen_in_a_line_set_anew_is_told_where_it_stood(tmp_path: Path) -> None:
    source = made(tmp_path, b"BT /F1 12 Tf 20 100 Td (seen Bartholomew there) Tj 0 -40 Td (elsewhere) Tj ET")
    document = HANDLER.load(source)
    copied = HANDLER.write(document, Changes(tuple(mentions(document, "Bartholomew"))), tmp_path / "out.pdf")
    for word, has_moved in (("there", True), ("seen", False), ("elsewhere", False)):
        (before,), (after,) = (_places(each, word) for each in (document, HANDLER.reopen(tmp_path / "out.pdf")))
        assert (abs(after.left - before.left) > 5) is has_moved
        told = copied.origin(after)
        assert max(abs(a - b) for a, b in zip(_sides(told), _sides(before), strict=True)) < 3


def _places(document: Document, word: str) -> tuple[Region, ...]:
    part = document.part("p1")
    start = re.search(rf"\b{word}\b", part.text).start()
    return joined_places(part.alignment.locate(start, start + len(word)))


def _sides(box: Box) -> tuple[float, ...]:
    return box.left, box.top, box.right, box.bottom
