"""Covered places looked at in the written picture: each must show one colour, the one that was put there, or the label.

What a labelled box must look like is painted anew on an empty picture, with everything else that was put beside and
over it, and compared: a few pixels wide, because compression frays letters. Blurred and pixelated places are not
judged here: they are looked at by the detectors only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from redact.media.pixels import paint
from redact.media.splice import by_part
from redact.types import Box, Clip, Document, Edit, Fill, Frame, Part, Picture
from redact.verify.covered_film import SLACK, bad_in_film, box_at, inner
from redact.verify.leaks import Kind, Leak

if TYPE_CHECKING:
    from redact.types import Pixels

__all__ = ["box_at", "leaks_in_pixels"]

_TYPICAL = 12
_WORST = 64
_FRAYED = 5


def leaks_in_pixels(reopened: Document, edits: Iterable[Edit]) -> Iterator[Leak]:
    """Every solid fill that does not show in *reopened* as it was painted. A part that is missing is a leak too."""
    solid = [edit for edit in edits if isinstance(edit.replacement, Fill) and edit.replacement.style == "solid"]
    parts = {part.id: part for part in reopened.parts}
    for part_id, fills in by_part(solid).items():
        yield from _leaks_in_part(parts.get(part_id), part_id, fills)


def _leaks_in_part(part: Part | None, part_id: str, edits: list[Edit]) -> Iterator[Leak]:
    match part.content if part else None:
        case Picture() as picture:
            bad = _bad_in_picture(picture, edits)
        case Clip() as clip:
            bad = bad_in_film(clip, edits, _bad_in_frame)
        case _:
            bad = edits
    for _ in bad:
        yield Leak(Kind.PIXELS, part.place if part else part_id, "")


def _bad_in_picture(picture: Picture, edits: list[Edit]) -> list[Edit]:
    """Looks at the covered places alone first; at the whole picture where one of them is not of its one colour."""
    plain = all(_is_plain(picture, edit) for edit in edits)
    return [] if plain else _bad_in(picture.pixels(), edits, (0.0,))


def _is_plain(picture: Picture, edit: Edit) -> bool:
    box, fill = box_at(edit.region, 0.0), edit.replacement
    if box is None or not isinstance(fill, Fill):
        return True
    left, top, right, bottom = inner(box)
    shown = picture.window(left, top, right, bottom)
    return shown.size == 0 or _is_close(shown, _of(fill.colour))


def _bad_in(shown: Pixels, edits: Iterable[Edit], moments: tuple[float, ...]) -> list[Edit]:
    """The edits of one picture that do not show. A film rounds its times: any of the *moments* may be the true one."""
    expected = cache(lambda moment: _expected(shown, edits, moment))
    return [edit for edit in edits if not _covered(shown, edit, moments, expected)]


def _expected(shown: Pixels, edits: Iterable[Edit], moment: float) -> Pixels:
    """What was put there at that moment, on black."""
    import numpy as np

    there = ((box_at(edit.region, moment), edit.replacement) for edit in edits)
    return paint(np.zeros_like(shown), [(box, fill) for box, fill in there if box and isinstance(fill, Fill)])


def _covered(shown: Pixels, edit: Edit, moments: tuple[float, ...], expected: Callable[[float], Pixels]) -> bool:
    box, fill = box_at(edit.region, moments[0]), edit.replacement
    if box is None or not isinstance(fill, Fill):
        return True
    inner = _inside(shown, box)
    if inner.size == 0 or _is_close(inner, _of(fill.colour)):
        return True
    return any(_is_close(_frayed(inner), _frayed(_inside(expected(moment), box))) for moment in moments)


def _of(colour: tuple[int, int, int]) -> Pixels:
    import numpy as np

    return np.array(colour, dtype=np.uint8)


def _frayed(pixels: Pixels) -> Pixels:
    import cv2
    import numpy as np

    return np.asarray(cv2.blur(np.ascontiguousarray(pixels), (_FRAYED, _FRAYED)), np.uint8)


def _is_close(shown: Pixels, expected: Pixels) -> bool:
    import numpy as np

    off = np.abs(shown.astype(np.int16) - expected.astype(np.int16)).max(axis=2)
    if off.max(initial=0) <= _TYPICAL:
        return True
    return bool(np.median(off) <= _TYPICAL and np.percentile(off, 99) <= _WORST)


def _inside(shown: Pixels, box: Box) -> Pixels:
    """The covered pixels without their rim, where compression blends them with what stands beside."""
    left, top, right, bottom = inner(box)
    return shown[top:bottom, left:right]


def _bad_in_frame(frame: Frame, edits: Sequence[Edit]) -> list[Edit]:
    return _bad_in(frame.pixels(), edits, (frame.time, frame.time - SLACK, frame.time + SLACK))
