"""The pages of a PDF between points and pixels: marks are drawn in points of the page, findings in pixels of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from redact.errors import UnreadableError
from redact.media.pdf.geometry import Frame, Rect
from redact.media.pdf.objects import as_list, is_string
from redact.media.pdf.offer import picture_id
from redact.media.pdf.opening import opened
from redact.media.pdf.prepare import frame_of_page
from redact.review.xfdf_marks import Ids, Mark
from redact.types import Box, Region

_PICTURE = re.compile(r"p([1-9][0-9]{0,6})\.image")
_SLACK = 1.0  # points; what a program may round
_SPECK = 0.5  # pixels; nobody draws a mark as thin, and no finding is


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages of a PDF as it was given, and its ids. Pages count from 0."""

    frames: tuple[Frame, ...]
    ids: Ids

    def rects(self, boxes: Iterable[Region]) -> dict[int, list[Rect]]:
        """Boxes of pages' pictures as rectangles on those pages; all other regions left out."""
        found: dict[int, list[Rect]] = {}
        for box in boxes:
            page = page_of(box)
            if isinstance(box, Box) and page is not None and page < len(self.frames):
                found.setdefault(page, []).append(self.frames[page].rect(box))
        return found

    def boxes(self, mark: Mark) -> list[Box]:
        """A mark as boxes of its page's picture, to a tenth of a pixel.

        Raises ``UnreadableError`` for one on no page of this PDF, outside of what its page shows, or without an area.
        """
        if mark.page >= len(self.frames):
            problem = f"a redaction mark is on page {mark.page + 1}, and the PDF has {len(self.frames)}"
            raise UnreadableError(problem, "export the marks of the PDF that was given to 'redact run'")
        frame = self.frames[mark.page]
        boxes = [_rounded(frame.box(picture_id(mark.page), rect)) for rect in mark.rects]
        if any(box.right - box.left < _SPECK or box.bottom - box.top < _SPECK for box in boxes):
            problem = f"a redaction mark on page {mark.page + 1} has no area, or lies outside of what the page shows"
            raise UnreadableError(problem, "delete it or draw it again, and export anew")
        return boxes

    def scale(self, page: int) -> float:
        """Pixels for a point."""
        a, b, c, d, _, _ = self.frames[page].matrix
        return float(abs(a * d - b * c) ** 0.5)

    def alike(self, one: Iterable[Box], other: Iterable[Box], *, loose: bool = False) -> bool:
        """Whether boxes are the same, give or take a point; *loose*: whether those of each page reach as far."""
        first, second = (_around(each) if loose else list(each) for each in (one, other))
        if len(first) != len(second):
            return False
        for box in first:
            same = next((number for number, each in enumerate(second) if self._is_alike(box, each)), None)
            if same is None:
                return False
            del second[same]
        return True

    def _is_alike(self, one: Box, other: Box) -> bool:
        page = page_of(one)
        if one.part != other.part or page is None:
            return False
        slack = _SLACK * self.scale(page)
        edges = zip(_edges(one), _edges(other), strict=True)
        return all(abs(first - second) <= slack for first, second in edges)


def pages_of(source: Path) -> Pages:
    """The pages of the PDF at *source*. Raises ``UnreadableError``."""
    with opened(source) as pdf:
        return Pages(tuple(frame_of_page(page.obj) for page in pdf.pages), _ids_of(pdf))


def page_of(region: Region) -> int | None:
    """The page of whose picture a region is, from 0; nothing for a region of anything else."""
    found = _PICTURE.fullmatch(region.part)
    return int(found[1]) - 1 if found else None


def _ids_of(pdf: Any) -> Ids:
    """The ids in the trailer; none where there are not two of them."""
    found = [_hexadecimal(each) for each in as_list(pdf.trailer.get("/ID"))]
    return Ids(found[0], found[1]) if len(found) == 2 else Ids()


def _hexadecimal(value: Any) -> str:
    return bytes(value).hex().upper() if is_string(value) else ""


def _rounded(box: Box) -> Box:
    return Box(box.part, *(round(edge, 1) for edge in _edges(box)))


def _edges(box: Box) -> tuple[float, float, float, float]:
    return box.left, box.top, box.right, box.bottom


def _around(boxes: Iterable[Box]) -> list[Box]:
    """One box around those of each page."""
    pages: dict[str, Box] = {}
    for box in boxes:
        had = pages.get(box.part, box)
        edges = (min(had.left, box.left), min(had.top, box.top), max(had.right, box.right), max(had.bottom, box.bottom))
        pages[box.part] = Box(box.part, *edges)
    return list(pages.values())
