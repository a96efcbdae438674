"""What a page draws, object by object from back to front, as PDFium has it: kind, room, colour, what may hide it."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from redact.media.pdf.gate.calls import call, handle_of
from redact.media.pdf.geometry import IDENTITY, Matrix, Rect, bounds, carried, corners

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]
    Flags = NDArray[np.bool_]

TEXT, PATH, IMAGE, SHADING, FORM = range(1, 6)
"""PDFium's kinds of objects."""
_DEEPEST = 24
_Row: TypeAlias = tuple[float, ...]
_NO_COLOUR = (-1.0, -1.0, -1.0, 255.0)
_EVERYWHERE = Rect(-math.inf, -math.inf, math.inf, math.inf)
_RECTANGLE = 5  # segments: one to begin with and four sides
_SLANT = 0.05  # points by which the side of a rectangle may lean


@dataclass(frozen=True, slots=True)
class Survey:
    """The objects of a page in the order in which they are drawn, one row each; those of forms in their place.

    ``room``: left, bottom, right, top in points. ``colour``: red, green, blue of 255, -1 where not known. ``alpha``: of
    255. ``mode``: of text, how it is drawn; of a path, the width of its line. ``fills``: it paints an area.
    ``plain``: a rectangle. ``clip``: where it can be seen. ``odd``: it is seen through something else than a rectangle.
    ``mixed``: it does not simply cover what lies under it. ``marked``: it belongs to marked content or to a form.
    """

    handles: tuple[int, ...]
    kind: Numbers
    room: Numbers
    colour: Numbers
    alpha: Numbers
    mode: Numbers
    clip: Numbers
    fills: Flags
    plain: Flags
    odd: Flags
    mixed: Flags
    marked: Flags

    def rect(self, row: int) -> Rect:
        """The room of one object."""
        return Rect(*self.room[row].tolist())


def survey_of(page: Any) -> Survey:
    """Look at every object of an open page of pypdfium2."""
    import numpy as np

    probe = _Probe()
    rows = list(probe.page(handle_of(page.raw)))
    handles = tuple(handle for handle, _ in rows)
    table = np.array([values for _, values in rows], dtype=float).reshape(len(rows), 19)
    flags = table[:, 14:] > 0
    return Survey(
        handles,
        table[:, 0],
        table[:, 1:5],
        table[:, 5:8],
        table[:, 8],
        table[:, 9],
        table[:, 10:14],
        *(flags[:, i] for i in range(5)),
    )


def clip_of(handle: int) -> Rect:
    """What an object is seen through, as it lies in the page or the form that holds it."""
    return _Probe().clip(handle)[0]


def type_size(handle: int) -> float:
    """The size of a text in points to the em, across or up, whichever is less; forms may change it."""
    size, six = ctypes.c_float(), (ctypes.c_float * 6)()
    call("FPDFTextObj_GetFontSize")(handle, ctypes.addressof(size))
    call("FPDFPageObj_GetMatrix")(handle, ctypes.addressof(six))
    a, b, c, d, *_ = six
    return abs(size.value) * min(math.hypot(a, b), math.hypot(c, d))


class _Probe:
    """Asks PDFium about one object after another, in buffers that are made once."""

    def __init__(self) -> None:
        self._edges, self._rgba = (ctypes.c_float * 4)(), (ctypes.c_uint * 4)()
        self._six, self._pair = (ctypes.c_float * 6)(), (ctypes.c_float * 2)()
        self._modes = (ctypes.c_int * 2)()
        self._edge_refs, self._rgba_refs = _references(self._edges), _references(self._rgba)
        self._pair_refs, self._mode_refs = _references(self._pair), _references(self._modes)
        self._type, self._bounds = call("FPDFPageObj_GetType"), call("FPDFPageObj_GetBounds")
        self._fill, self._mixed = call("FPDFPageObj_GetFillColor"), call("FPDFPageObj_HasTransparency")
        self._mode, self._marks = call("FPDFTextObj_GetTextRenderMode"), call("FPDFPageObj_CountMarks")
        self._clip_path, self._clips = call("FPDFPageObj_GetClipPath"), call("FPDFClipPath_CountPaths")

    def page(self, page: int) -> Iterator[tuple[int, _Row]]:
        get = call("FPDFPage_GetObject")
        for index in range(call("FPDFPage_CountObjects")(page)):
            handle = get(page, index)
            kind = self._type(handle)
            if kind == FORM:
                yield from self._form(handle, 0)
            else:
                yield handle, self._row(handle, kind)

    def _form(self, form: int, depth: int) -> Iterator[tuple[int, _Row]]:
        """The objects of a form, as they lie in what draws it."""
        mixed, (clip, odd), matrix = self._mixed(form) == 1, self.clip(form), self._matrix(form)
        get = call("FPDFFormObj_GetObject")
        for index in range(max(call("FPDFFormObj_CountObjects")(form), 0) if depth < _DEEPEST else 0):
            handle = get(form, index)
            kind = self._type(handle)
            inner = self._form(handle, depth + 1) if kind == FORM else ((handle, self._row(handle, kind)),)
            for found, row in inner:
                yield found, _carried(row, matrix, clip, odd=odd, mixed=mixed)

    def _matrix(self, handle: int) -> Matrix:
        if not call("FPDFPageObj_GetMatrix")(handle, ctypes.addressof(self._six)):
            return IDENTITY
        a, b, c, d, e, f = self._six
        return (a, b, c, d, e, f)

    def _row(self, handle: int, kind: int) -> _Row:
        self._bounds(handle, *self._edge_refs)
        colour = self._rgba if self._fill(handle, *self._rgba_refs) else _NO_COLOUR
        if kind == TEXT:
            drawn = (self._mode(handle), False, False)
        else:
            drawn = self._drawn(handle) if kind == PATH else (0.0, True, kind == IMAGE)
        mode, fills, plain = drawn
        clip, odd = self.clip(handle) if kind in (TEXT, IMAGE) else (_EVERYWHERE, False)
        mixed, marked = self._mixed(handle) == 1, self._marks(handle) > 0
        return (kind, *self._edges, *colour, mode, *clip, fills, plain, odd, mixed, marked)

    def _drawn(self, path: int) -> tuple[float, bool, bool]:
        """The width of a path's line, whether an area is painted, whether that is a rectangle."""
        call("FPDFPath_GetDrawMode")(path, *self._mode_refs)
        fills, strokes = (mode != 0 for mode in self._modes)
        self._pair[0] = 0.0
        if strokes:
            call("FPDFPageObj_GetStrokeWidth")(path, self._pair_refs[0])
        return self._pair[0], fills, fills and call("FPDFPath_CountSegments")(path) <= _RECTANGLE

    def clip(self, handle: int) -> tuple[Rect, bool]:
        """The rectangle around what an object is seen through, and whether that is anything but a rectangle."""
        clip = self._clip_path(handle)
        count = self._clips(clip) if clip else 0
        seen, odd = _EVERYWHERE, False
        for path in range(count):
            points = self._points(clip, path)
            if points:
                around = bounds(points)
                seen = seen.common(around)
                odd = odd or not _is_rectangle(points, around)
        return seen, odd

    def _points(self, clip: int, path: int) -> list[tuple[float, float]]:
        segment, point = call("FPDFClipPath_GetPathSegment"), call("FPDFPathSegment_GetPoint")
        found: list[tuple[float, float]] = []
        for index in range(call("FPDFClipPath_CountPathSegments")(clip, path)):
            if point(segment(clip, path, index), *self._pair_refs):
                found.append((self._pair[0], self._pair[1]))
        return found


def _references(cells: Any) -> tuple[int, ...]:
    """Where each cell of an array lies in memory."""
    start, size = ctypes.addressof(cells), ctypes.sizeof(cells) // len(cells)
    return tuple(start + size * index for index in range(len(cells)))


def _carried(row: _Row, matrix: Matrix, clip: Rect, *, odd: bool, mixed: bool) -> _Row:
    """An object of a form where it lies in what draws the form, which clips it and may let things shine through."""
    room, own = carried(Rect(*row[1:5]), matrix), Rect(*row[10:14])
    seen = clip if own == _EVERYWHERE else carried(own, matrix).common(clip)
    return (row[0], *room, *row[5:10], *seen, *row[14:16], max(row[16], odd), max(row[17], mixed), True)


def _is_rectangle(points: list[tuple[float, float]], around: Rect) -> bool:
    """Whether every corner of the rectangle around the points is one of them, and they are hardly more than that."""
    if len(points) > _RECTANGLE + 1:
        return False
    return all(
        any(abs(x - u) < _SLANT and abs(y - v) < _SLANT for x, y in points) for u, v in corners(around, IDENTITY)
    )
