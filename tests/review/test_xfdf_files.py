"""Files of marks: what is written can be read, what is hostile is refused, and boxes survive the way there and back."""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from redact.errors import UnreadableError
from redact.media.pdf.geometry import Frame, Rect, frame_of
from redact.report.places import BoxPlace, place_of, region_of
from redact.review.decisions import is_addition
from redact.review.xfdf_decide import Hand, decisions_of
from redact.review.xfdf_given import GivenMark, Sheet, name_of, remember, sheet_of, sheets_of, told_by
from redact.review.xfdf_marks import Ids, Mark, written
from redact.review.xfdf_match import matched
from redact.review.xfdf_pages import Pages
from redact.review.xfdf_read import read, read_file
from redact.types import Box, Verdict

WHEN = "D:20260101000000Z"
HEAD = '<xfdf xmlns="http://ns.adobe.com/xfdf/"><annots>'
A4 = Pages((frame_of(Rect(0, 0, 595, 842), 0),) * 2, Ids("AA", "BB"))

sides = st.floats(50, 2000)
starts = st.floats(-500, 500)


@st.composite
def frames(draw: Callable[..., float]) -> Frame:
    left, bottom = draw(starts), draw(starts)
    box = Rect(left, bottom, left + draw(sides), bottom + draw(sides))
    return frame_of(box, draw(st.sampled_from([0, 90, 180, 270])), draw(st.sampled_from([1.0, 1.5, 10.0])))  # type: ignore[arg-type]


def shares() -> st.SearchStrategy[tuple[float, float]]:
    return st.tuples(st.floats(0, 1), st.floats(0, 1)).map(lambda two: (min(two), max(two)))


@given(frames(), shares(), shares())
def test_a_box_comes_back_from_the_file_as_it_went(
    frame: Frame, across: tuple[float, float], down: tuple[float, float]
) -> None:
    pages = Pages((frame,), Ids())
    (left, right), (top, bottom) = (
        [share * size for share in both] for both, size in ((across, frame.width), (down, frame.height))
    )
    box = Box("p1.image", left, top, max(right, left + 1), max(bottom, top + 1))
    (rects,) = pages.rects([box]).values()
    (mark,) = read(written([Mark(0, tuple(rects))], "a.pdf", Ids(), WHEN)).marks
    if box.right > frame.width or box.bottom > frame.height:
        return
    (back,) = pages.boxes(mark)
    slack = max(0.1, 0.001 * pages.scale(0))
    for name in ("left", "top", "right", "bottom"):
        assert math.isclose(getattr(back, name), getattr(box, name), abs_tol=slack)
    assert pages.alike([back], [box])


corners = st.tuples(starts, starts, sides, sides)


@given(corners, st.permutations(range(4)))
def test_corners_may_come_in_any_order(box: tuple[float, ...], order: list[int]) -> None:
    x, y, width, height = box
    points = [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
    coords = ",".join(f"{value!r}" for number in order for value in points[number])
    data = f'{HEAD}<redact page="0" rect="0,0,1,1" coords="{coords}"/></annots></xfdf>'
    (mark,) = read(data.encode()).marks
    assert mark.rects == (Rect(x, y, x + width, y + height),)


def test_a_turned_mark_is_taken_with_the_upright_box_around_it() -> None:
    data = f'{HEAD}<redact page="0" coords="10,0, 20,10; 0,10 10,20"/></annots></xfdf>'
    assert read(data.encode()).marks[0].rects == (Rect(0, 0, 20, 20),)


def test_what_is_written_is_what_is_read() -> None:
    marks = [
        Mark(0, (Rect(1, 2, 3, 4), Rect(1, 0, 3, 1.5)), "k.t", "PERSON", "s40(2)", "PERSON & <why>"),
        Mark(7, (Rect(10.25, 20, 30, 40),), "l.t", "HEALTH", kind="highlight"),
    ]
    data = written(marks, 'a "letter" & <more>.pdf', Ids("AB", "CD"), WHEN)
    back = read(data)
    assert (back.href, back.ids) == ('a "letter" & <more>.pdf', Ids("AB", "CD"))
    assert [(m.page, m.rects, m.name, m.subject, m.overlay) for m in back.marks] == [
        (0, marks[0].rects, "k.t", "PERSON", "s40(2)")
    ]
    assert (back.highlights, back.others) == (("l.t",), {"highlight": 1})
    element = etree.fromstring(data)[0][0]
    assert element.get("overlay-text-repeat") == "false" and element.get("flags") == "print"


def test_words_that_xml_cannot_hold_do_no_harm() -> None:
    assert "\x00" not in read(written([], "a\x00b\ud800.pdf", Ids(), WHEN)).href


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"%FDF-1.2\n1 0 obj", "FDF, the older format"),
        (b"%PDF-1.7", "a PDF and not"),
        (b"", "well-formed"),
        (b"\x00" * 100, "well-formed"),
        (f'{BOMB}{HEAD}<text name="&b;"/></annots></xfdf>'.encode(), "document type"),
        (f'<!DOCTYPE x SYSTEM "file:///etc/passwd">{HEAD}</annots></xfdf>'.encode(), "document type"),
        (f"{BOMB}{HEAD}</annots></xfdf>".encode("utf-16"), "document type"),
        (("<a>" * 100_000).encode(), "well-formed"),
        (b"<html/>", "no XFDF"),
        (f"{HEAD}<redact/></annots></xfdf>".encode(), "mark 1 does not say"),
        (f'{HEAD}<redact page="-1" rect="0,0,1,1"/></annots></xfdf>'.encode(), "mark 1 does not say"),
        (f'{HEAD}<redact page="0" rect="nan,0,1,1"/></annots></xfdf>'.encode(), "mark 1, on page 1, has no place"),
        (f'{HEAD}<redact page="0" rect="1e400,0,1,1"/></annots></xfdf>'.encode(), "no place"),
        (f'{HEAD}<redact page="4"/></annots></xfdf>'.encode(), "on page 5, has no place"),
        (f'{HEAD}<redact page="0" rect="0,0,1,1" coords="1,2,3"/></annots></xfdf>'.encode(), "no place"),
        (f'{HEAD}<redact page="0" rect="0,0,1,1" coords="a,b,c,d,e,f,g,h"/></annots></xfdf>'.encode(), "no place"),
    ],
)
def test_what_is_no_file_of_marks_is_refused_in_a_line(data: bytes, told: str) -> None:
    with pytest.raises(UnreadableError, match=told):
        read(data)


def test_other_annotations_are_counted_by_the_names_that_xfdf_has() -> None:
    data = f'{HEAD}<text/><square/><square/><Ann-Miller xmlns="x"/><!-- no --><?no no?></annots></xfdf>'
    assert read(data.encode()).others == {"text": 1, "square": 2, "other": 1}


def test_a_file_that_is_not_there_or_too_large_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="FileNotFoundError"):
        read_file(tmp_path / "none")
    large = tmp_path / "large"
    with large.open("wb") as file:
        file.truncate(65_000_000)
    with pytest.raises(UnreadableError, match="64 MB"):
        read_file(large)


@pytest.mark.parametrize(
    ("mark", "told"),
    [
        (Mark(2, (Rect(0, 0, 9, 9),)), "page 3, and the PDF has 2"),
        (Mark(9_999_999, (Rect(0, 0, 9, 9),)), "page 10000000"),
        (Mark(1, (Rect(5, 5, 5, 9),)), "page 2 has no area"),
        (Mark(0, (Rect(-90, 0, -10, 9),)), "outside"),
        (Mark(0, (Rect(0, 0, 9, 9), Rect(700, 0, 800, 9))), "outside"),
    ],
)
def test_a_mark_off_its_page_is_refused(mark: Mark, told: str) -> None:
    with pytest.raises(UnreadableError, match=told):
        A4.boxes(mark)


class TestMatching:
    def sheet(self, number: int) -> tuple[list[GivenMark], Sheet]:
        marks = []
        for each in range(number):
            left, top = 20.0 * (each % 75), 20.0 * (each // 75)
            place = place_of(Box("p1.image", left, top, left + 30, top + 15))
            assert isinstance(place, BoxPlace)
            marks.append(GivenMark(f"{each:024x}", "PERSON", (place,)))
        return marks, sheet_of("digest", marks)

    def drawn(self, given: list[GivenMark], sheet: Sheet, *, named: bool) -> list[Mark]:
        made = []
        for each in given:
            (place,) = each.places
            (rects,) = A4.rects([region_of(place)]).values()
            made.append(Mark(0, tuple(rects), name_of(each.key, sheet.tag) if named else "x"))
        return made

    @pytest.mark.parametrize("named", [True, False])
    def test_thousands_of_marks_are_matched_in_a_second_or_two(self, named: bool) -> None:
        given, sheet = self.sheet(5000)
        marks = self.drawn(given, sheet, named=named)
        random.Random(2).shuffle(marks)
        started = perf_counter()
        found = matched([sheet], marks[:-1], A4)
        assert perf_counter() - started < 20
        assert (len(found.kept), len(found.moved), len(found.gone), len(found.added)) == (4999, 0, 1, 0)

    def test_thousands_at_one_place_cost_no_more(self) -> None:
        _, sheet = self.sheet(300)
        heap = [Mark(0, (Rect(10, 10, 40, 20),), f"n{number}") for number in range(3000)]
        found = matched([sheet], heap, A4)
        assert (len(found.gone), len(found.added)) == (300, 3000)

    @given(
        st.lists(st.sampled_from(["kept", "deleted", "moved", "renamed"]), min_size=1, max_size=6), st.integers(0, 3)
    )
    def test_every_mark_decides_its_finding_and_no_other(self, fates: list[str], new: int) -> None:
        given, sheet = self.sheet(len(fates))
        marks = []
        for fate, mark in zip(fates, self.drawn(given, sheet, named=True), strict=True):
            if fate == "renamed":
                marks.append(replace(mark, name="another"))
            elif fate == "moved":
                marks.append(replace(mark, rects=tuple(Rect(a, b - 300, c, d - 300) for a, b, c, d in mark.rects)))
            elif fate == "kept":
                marks.append(mark)
        marks += [Mark(1, (Rect(10 * n + 5, 10, 10 * n + 9, 20),), "drawn") for n in range(new)]
        made = list(decisions_of(matched([sheet], marks, A4), Hand("digest", "ann", "now", {})))
        by_key = {each.finding: each for each in made}
        assert len(by_key) == len(made) == len(fates) + new
        for fate, mark in zip(fates, given, strict=True):
            decision = by_key.pop(mark.key)
            assert (decision.verdict is Verdict.REJECT) == (fate == "deleted")
            assert bool(decision.places) == (fate == "moved")
        assert all(each.verdict is Verdict.ACCEPT and is_addition(each) for each in by_key.values())
        again = Hand("digest", "bob", "later", {each.finding: each for each in made})
        assert list(decisions_of(matched([sheet], marks, A4), again)) == []

    def test_a_mark_that_is_there_twice_hides_both_places(self) -> None:
        given, sheet = self.sheet(1)
        (mark,) = self.drawn(given, sheet, named=True)
        other = Mark(1, (Rect(10, 10, 50, 30),), mark.name)
        ((_, drawn),) = matched([sheet], [mark, other], A4).moved
        assert {box.part for box in drawn.boxes} == {"p1.image", "p2.image"}


def test_sheets_are_remembered_in_order_and_hold_no_text(tmp_path: Path) -> None:
    first, second = sheet_of("a", []), sheet_of("a", [GivenMark("k" * 24, "PERSON", ())])
    remember(tmp_path, [first])
    remember(tmp_path, [second, first])
    assert sheets_of(tmp_path) == [first, second, first] and first.tag != second.tag
    assert sheets_of(tmp_path / "none") == []


@given(st.text(max_size=60))
def test_a_name_that_is_not_ours_is_nobodys(name: str) -> None:
    told = told_by(name)
    assert told is None or name.startswith(".".join(told))


def test_our_names_tell_key_and_tag_on_every_page() -> None:
    key, tag = "0" * 23 + "a", "b" * 12
    assert told_by(name_of(key, tag)) == told_by(name_of(key, tag, 4)) == (key, tag)
