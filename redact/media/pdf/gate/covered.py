"""Pictures and drawings of which a part lies under a box: what the box covers is still in the file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from redact.media.pdf.gate.page import Sight, origins_in, sight_of
from redact.media.pdf.gate.sight import Window, drawn, window_of, without
from redact.media.pdf.gate.survey import IMAGE, PATH, SHADING, TEXT, Survey
from redact.media.pdf.geometry import Point, Rect
from redact.media.pdf.rendering import Rendering

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Rows = NDArray[np.intp]
    Bytes = NDArray[np.uint8]

UNDER_BOX = "picture under a box"
DRAWING_UNDER_BOX = "drawing under a box"

_LEAST = 4.0  # points across and up that a box must cover: less is a rule
_OPAQUE = 250.0
_LETTER = 8.0  # points: as high as the letters that must be told apart
_NOISE = 24  # of 255 by which the pixels of an empty part of a picture may differ
_SHARE = 0.01  # of the pixels that may differ by more
_INSET = 2  # pixels at the edge of a box that are left out, more of a large one
_MARGIN, _WIDEST = 0.2, 10  # of the shorter side, and pixels: boxes are seldom drawn just where pixels were overwritten
_OUTLINES = 3  # drawings under a box: that many could be letters


def covered_on(page: Any, sight: Sight) -> Iterator[tuple[str, Rect]]:
    """The boxes of an open page of pypdfium2 that lie over pictures or drawings, and what lies under each."""
    survey = sight.survey
    pictures = ((survey.kind == IMAGE) | (survey.kind == SHADING)).nonzero()[0]
    shapes = ((survey.kind == PATH) & survey.fills & ~survey.plain & (survey.alpha > 0)).nonzero()[0]
    boxes = _boxes(survey) if len(pictures) or len(shapes) >= _OUTLINES else []
    shared = [rect for box in boxes for rect in _shared(survey, box, pictures)] + _notes_over(sight)
    if shared:
        yield from ((UNDER_BOX, rect) for rect in _hiding(page, sight, dict(enumerate(dict.fromkeys(shared)))))
    for box in boxes:
        if _inside(survey, box, shapes) >= _OUTLINES:
            yield DRAWING_UNDER_BOX, survey.rect(box)


def unseen_pictures(rendering: Rendering, index: int, *, layered: bool = False) -> tuple[Rect, ...]:
    """The places on a page, counted from 0, in points, at which pictures or drawings lie that nobody sees."""
    return unseen_on(rendering, index, layered=layered)[1]


def unseen_on(rendering: Rendering, index: int, *, layered: bool = False) -> tuple[tuple[Point, ...], tuple[Rect, ...]]:
    """Where on a page the characters start that nobody sees, and where such pictures lie: both by one look."""
    sight = sight_of(rendering, index, layered=layered)
    with rendering.page(index) as page:
        return origins_in(sight), tuple(rect for _, rect in covered_on(page, sight))


def _boxes(survey: Survey) -> list[int]:
    import numpy as np

    sides = np.minimum(survey.room[:, 2] - survey.room[:, 0], survey.room[:, 3] - survey.room[:, 1])
    solid = (survey.kind == PATH) & survey.fills & (survey.alpha >= _OPAQUE) & ~survey.mixed & (sides > _LEAST)
    return [int(row) for row in np.flatnonzero(solid)]


def _shared(survey: Survey, box: int, pictures: Rows) -> list[Rect]:
    """What the box shares with each picture that was drawn before, if it is more than a sliver."""
    import numpy as np

    room, earlier = survey.room[box], survey.room[pictures[pictures < box]]
    low, high = np.maximum(earlier[:, :2], room[:2]), np.minimum(earlier[:, 2:], room[2:])
    more = ((high - low) > _LEAST).all(axis=1)
    return [Rect(*corners) for corners in np.hstack([low, high])[more].tolist()]


def _inside(survey: Survey, box: int, shapes: Rows) -> int:
    """How many shapes that were drawn before lie wholly under the box."""
    room, earlier = survey.room[box], survey.room[shapes[shapes < box]]
    return int(((earlier[:, :2] >= room[:2]).all(axis=1) & (earlier[:, 2:] <= room[2:]).all(axis=1)).sum())


def _notes_over(sight: Sight) -> list[Rect]:
    """What annotations share with pictures."""
    pictures = [sight.survey.rect(int(row)) for row in (sight.survey.kind == IMAGE).nonzero()[0]]
    shared = [note.common(picture) for note in sight.around.notes for picture in pictures]
    return [rect for rect in shared if rect.area > _LEAST**2]


def _hiding(page: Any, sight: Sight, rects: dict[int, Rect]) -> list[Rect]:
    """Those of the rectangles under which a picture shows something that nobody sees."""
    window = _window(sight, rects)
    if window is None:
        return []
    kinds, handles = sight.survey.kind, sight.survey.handles
    with without(handles[row] for row in (kinds != IMAGE).nonzero()[0]):
        below = drawn(page, window, notes=False)
    told = {key: cell for key, cell in _cells(window, rects).items() if _shows(below, cell)}
    if not told:
        return []
    with without(handles[row] for row in (kinds == TEXT).nonzero()[0]):
        above = drawn(page, window)
        with without(handles[row] for row in (kinds == IMAGE).nonzero()[0]):
            bare = drawn(page, window)
    return [rects[key] for key, cell in told.items() if _same(above, bare, cell)]


def _window(sight: Sight, rects: dict[int, Rect]) -> Window | None:
    lefts, bottoms, rights, tops = zip(*rects.values(), strict=True)
    return window_of(
        sight.around.page, sight.around.rotation, Rect(min(lefts), min(bottoms), max(rights), max(tops)), _LETTER
    )


def _cells(window: Window, rects: dict[int, Rect]) -> dict[int, tuple[slice, slice]]:
    """The pixels of each rectangle, without its edge."""
    import numpy as np

    cells = window.cells(np.array(list(rects.values())))
    inset = np.clip(_MARGIN * np.minimum(cells[:, 2] - cells[:, 0], cells[:, 3] - cells[:, 1]), _INSET, _WIDEST)
    cells += inset.astype(int)[:, None] * np.array([1, 1, -1, -1])
    return {
        key: (slice(top, bottom), slice(left, right))
        for key, (left, top, right, bottom) in zip(rects, cells.tolist(), strict=True)
        if bottom > top and right > left
    }


def _shows(pixels: Bytes, cell: tuple[slice, slice]) -> bool:
    """Whether there is more in these pixels than one colour and its noise."""
    return differs(pixels[cell])


def differs(pixels: Bytes) -> bool:
    """Whether pixels, height x width x channels, are of more than one colour, noise and stray ones aside."""
    import numpy as np

    flat = pixels.reshape(-1, pixels.shape[-1]).astype(np.int16)
    if len(flat) < 4:
        return False
    off = np.abs(flat - np.median(flat, axis=0)).max(axis=1) > _NOISE
    return bool(off.sum() >= max(4, _SHARE * len(flat)))


def _same(above: Bytes, bare: Bytes, cell: tuple[slice, slice]) -> bool:
    """Whether what is seen there is the same with the pictures as without them."""
    changed = (above[cell] != bare[cell]).any(axis=2)
    return bool(changed.mean() < _SHARE)
