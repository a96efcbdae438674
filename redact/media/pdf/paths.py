"""Lines and shapes: outlines of letters go with the box that lies over them, backgrounds and rules stay."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from redact.media.pdf.geometry import Point, Rect, apply, bounds
from redact.media.pdf.objects import CannotEditError, number
from redact.media.pdf.places import Places
from redact.media.pdf.walk import Drawn, Emitted, Instruction, Steps, Walk, instruction

_SLACK = 1.0  # points by which a shape may stick out of the box that hides it
_LETTERS = 3.0  # a shape at most this many times as high or wide as the box may be a letter half under it


@dataclass(frozen=True, slots=True)
class _Shape:
    """One subpath: what draws it, the points that it goes through on the page, whether it has slants or curves."""

    steps: tuple[Instruction, ...]
    points: tuple[Point, ...]
    plain: bool


def _construct(name: str) -> Any:
    def step(walk: Walk, operands: list[Any], same: Instruction) -> Emitted:
        values = [number(operand) for operand in operands]
        walk.census.outlines += name in ("c", "v", "y") or (name == "l" and _is_slanted(walk.path, values))
        walk.path.append((name, values, same))
        return []

    return step


def _is_slanted(path: list[Drawn], values: list[float]) -> bool:
    before = path[-1][1][-2:] if path else []
    return len(before) == 2 and before[0] != values[0] and before[1] != values[1]


def _clip(walk: Walk, _: list[Any], same: Instruction) -> Emitted:
    walk.clipping.append(same)
    return []


def _paint(walk: Walk, operator: str, same: Instruction) -> list[Instruction]:
    path, clipping = walk.path, walk.clipping
    walk.path, walk.clipping = [], []
    everything = [*(step for *_, step in path), *clipping, same]
    if clipping:
        return _clipped(walk, path, [*everything[:-1], instruction("n")] if walk.is_hidden else everything)
    if operator == "n":
        return everything
    if walk.is_hidden or _is_unseen(path, operator, walk):
        return [instruction("n")]
    if not walk.target.boxes:
        return everything
    shapes = _shapes(path, walk)
    kept = [shape for shape in shapes if not _goes(shape, walk.target.boxes) and not _marks(shape, walk)]
    if len(kept) == len(shapes):
        return everything
    return [*(step for shape in kept for step in shape.steps), same if kept else instruction("n")]


def _clipped(walk: Walk, path: list[Drawn], emitted: list[Instruction]) -> list[Instruction]:
    """A path that something is seen through stays; what is seen through letters under a box cannot be cut apart."""
    points = [point for shape in _shapes(path, walk) if not shape.plain for point in shape.points]
    if any(walk.target.boxes.any_near(Rect(*point, *point)) for point in points):
        raise CannotEditError("an outline that something is seen through")
    inside = _extent(path, walk) or Rect(0.0, 0.0, 0.0, 0.0)
    walk.set(clip=inside if walk.state.clip is None else inside.common(walk.state.clip))
    return emitted


def _is_unseen(path: list[Drawn], operator: str, walk: Walk) -> bool:
    """Whether the whole path lies off the page, out of the reach of its line's width and its mitres."""
    page, extent = walk.target.page, _extent(path, walk)
    if page is None or extent is None:
        return False
    a, b, c, d, *_ = walk.state.ctm
    reach = (
        0.0 if operator in ("f", "F", "f*") else 10 * (walk.state.width * max(math.hypot(a, b), math.hypot(c, d)) + 1)
    )
    return not Rect(page.left - reach, page.bottom - reach, page.right + reach, page.top + reach).meets(extent)


def _extent(path: list[Drawn], walk: Walk) -> Rect | None:
    points = [point for name, values, _ in path for point in _points(name, values)]
    return bounds(apply(walk.state.ctm, *point) for point in points) if points else None


def _points(name: str, values: list[float]) -> list[Point]:
    if name == "re":
        x, y, w, h = values
        return [(x, y), (x + w, y), (x + w, y + h), (x, y + h)]
    return list(zip(values[::2], values[1::2], strict=True))


def _shapes(path: list[Drawn], walk: Walk) -> list[_Shape]:
    groups: list[list[Drawn]] = []
    for row in path:
        if row[0] in ("m", "re") or not groups or groups[-1][-1][0] in ("re", "h"):
            groups.append([])
        groups[-1].append(row)
    return [_shape(group, walk) for group in groups]


def _shape(group: list[Drawn], walk: Walk) -> _Shape:
    placed = tuple(apply(walk.state.ctm, *point) for name, values, _ in group for point in _points(name, values))
    curved = any(name in ("c", "v", "y") for name, *_ in group)
    plain = not curved and len(placed) <= 8 and _is_square(placed)
    return _Shape(tuple(step for *_, step in group), placed, plain)


def _is_square(points: tuple[Point, ...]) -> bool:
    return all(abs(a[0] - b[0]) < 0.1 or abs(a[1] - b[1]) < 0.1 for a, b in pairwise(points))


def _goes(shape: _Shape, boxes: Places) -> bool:
    if not shape.points:
        return False
    around = bounds(shape.points)
    return any(_is_hidden_by(shape, around, box) for box in boxes.near(around))


def _marks(shape: _Shape, walk: Walk) -> bool:
    """Whether a shape underlines or frames a line that is set anew, and so tells how long it was."""
    plan = walk.passage.plan if walk.passage else None
    if plan is None or not shape.points:
        return False
    around = bounds(shape.points)
    return any(line.covers(around) for line in plan.lines)


def _is_hidden_by(shape: _Shape, around: Rect, box: Rect) -> bool:
    if box.covers(around, _SLACK):
        return True
    if shape.plain or not any(box.holds(*point) for point in shape.points):
        return False
    if around.right - around.left <= _LETTERS * (box.top - box.bottom) + (box.right - box.left):
        return True
    raise CannotEditError("a long outline that runs through a box")


def _painting(operator: str) -> Any:
    def step(walk: Walk, _: list[Any], same: Instruction) -> Emitted:
        return _paint(walk, operator, same)

    return step


STEPS: Steps = {
    **{name: _construct(name) for name in ("m", "l", "c", "v", "y", "h", "re")},
    **{name: _painting(name) for name in ("f", "F", "f*", "S", "s", "B", "B*", "b", "b*", "n")},
    "W": _clip,
    "W*": _clip,
}
