"""A small square picture with plates and lookalikes in it, and what a network should say of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import cv2
import numpy as np
from degrading import exposed, lit, taken
from surroundings import car, ground

SIZE, STRIDE = 192, 4
_CORE = 0.55
"""How much of a plate, from its middle, is to be recognised as its core."""
_LEAST, _CONTRAST = (16, 5), 22
"""How wide and high a plate must be seen, in pixels, and how many levels its dark and its light must differ by."""


class Scene(NamedTuple):
    """Bytes (RGB); for each cell 1 in a core, 0 beside plates, -1 where it does not matter; distances to the edges."""

    pixels: Any
    cores: Any
    edges: Any


@dataclass(frozen=True, slots=True)
class Stock:
    """What scenes are made of: plates and lookalikes, flat (RGBA), and photographs."""

    plates: Sequence[Any]
    lookalikes: Sequence[Any]
    photographs: Sequence[Any]


def scene(rng: Any, stock: Stock) -> Scene:
    """Another picture for each state of *rng*."""
    pixels = ground(rng, stock.photographs, SIZE)
    quads: list[Any] = []
    for _ in range(int(rng.choice([0, 1, 2, 3], p=[0.35, 0.3, 0.2, 0.15]))):
        _lookalike(rng, pixels, stock.lookalikes)
    place = (SIZE / 2, SIZE / 2, SIZE / 3)
    for _ in range(int(rng.choice([0, 1, 2, 3], p=[0.3, 0.5, 0.13, 0.07]))):
        flat = stock.plates[rng.integers(len(stock.plates))]
        quad = _somewhere(rng, flat, np.exp(rng.uniform(np.log(22), np.log(185))), 30)
        if any(_overlap(quad, each) for each in quads):
            continue
        size = np.ptp(quad, axis=0)
        middle = quad.mean(axis=0)
        place = (float(middle[0]), float(middle[1]), float(size[0]))
        if not quads and rng.random() < 0.75:
            car(rng, pixels, place[:2], (float(size[0]), float(size[1])))
            if rng.random() < 0.2:
                _lookalike(rng, pixels, stock.lookalikes, around=place)
        if rng.random() < 0.45:
            _holder(rng, pixels, quad)
        glows = rng.random() < 0.12
        if glows:  # by night, in somebody's headlights
            pixels *= rng.uniform(0.08, 0.5)
        _laid(pixels, flat, quad, rng.uniform(0.8, 1.9) if glows else rng.uniform(0.7, 1.15))
        quads.append(quad)
    pixels = taken(rng, exposed(rng, lit(rng, pixels, place)))
    return Scene(pixels, *_wanted(quads, [_is_visible(pixels, quad) for quad in quads]))


def _somewhere(rng: Any, flat: Any, wide: float, most: float) -> Any:
    """Corners, clockwise from the top left, of a flat thing seen slanting, at that width."""
    height, width = flat.shape[:2]
    half = np.array([wide, wide * height / width * rng.uniform(0.9, 1.15)]) / 2
    points = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * half
    beside = np.deg2rad(rng.uniform(-62, 62) * (rng.random() < 0.7))
    above = np.deg2rad(rng.uniform(-25, 40) * (rng.random() < 0.6))
    askew = np.deg2rad(rng.normal(0, most / 4) if rng.random() < 0.9 else rng.uniform(-most, most))
    depth = points[:, 0] * np.sin(beside) + points[:, 1] * np.sin(above)
    near = 1 / (1 + depth / (wide * rng.uniform(2, 8)))
    seen = np.stack([points[:, 0] * np.cos(beside) * near, points[:, 1] * np.cos(above) * near], axis=1)
    seen[:, 1] += seen[:, 0] * np.sin(beside) * rng.uniform(-0.25, 0.25)
    turn = np.array([[np.cos(askew), -np.sin(askew)], [np.sin(askew), np.cos(askew)]])
    return (seen @ turn.T + rng.uniform(SIZE * 0.06, SIZE * 0.94, 2)).astype(np.float32)


def _lookalike(
    rng: Any, pixels: Any, lookalikes: Sequence[Any], around: tuple[float, float, float] | None = None
) -> None:
    flat = lookalikes[rng.integers(len(lookalikes))]
    wide = np.exp(rng.uniform(np.log(40), np.log(420)))
    quad = _somewhere(rng, flat, wide if around is None else around[2] * rng.uniform(0.3, 1.0), 20)
    if around is not None:
        quad += np.array([around[0], around[1] - around[2] * rng.uniform(0.3, 0.9)]) - quad.mean(axis=0)
    _laid(pixels, flat, quad.astype(np.float32), rng.uniform(0.7, 1.15))


def _holder(rng: Any, pixels: Any, quad: Any) -> None:
    """The frame that a plate is held by, a little larger than it."""
    middle = quad.mean(axis=0)
    wider = middle + (quad - middle) * (1 + rng.uniform(0.02, 0.09), 1 + rng.uniform(0.06, 0.35))
    wider += (0, rng.uniform(0, 0.05) * np.ptp(quad[:, 0]))
    shade = float(rng.choice([10, 25, 60, 190]))
    cv2.fillConvexPoly(pixels, wider.round().astype(np.int32), (shade,) * 3, cv2.LINE_AA)


def _laid(pixels: Any, flat: Any, quad: Any, bright: float) -> None:
    """The flat thing drawn onto the pixels with its corners at *quad*, so much brighter."""
    height, width = flat.shape[:2]
    scale = min(1.0, 1.3 * float(np.linalg.norm(quad[1] - quad[0])) / width)
    small = cv2.resize(flat, None, fx=scale, fy=max(scale, 4 / height), interpolation=cv2.INTER_AREA)
    height, width = small.shape[:2]
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    way = cv2.getPerspectiveTransform(corners, quad)
    laid = cv2.warpPerspective(small, way, (SIZE, SIZE), flags=cv2.INTER_LINEAR).astype(np.float32)
    share = laid[..., 3:] / 255
    pixels[:] = pixels * (1 - share) + laid[..., :3] * share * bright


def _overlap(one: Any, other: Any) -> bool:
    return bool((one.min(axis=0) - 6 < other.max(axis=0)).all() and (other.min(axis=0) - 6 < one.max(axis=0)).all())


def _is_visible(pixels: Any, quad: Any) -> bool:
    """Whether there is enough of it to be told from anything else: who learns to see the unseen sees ghosts."""
    (left, top), (right, bottom) = quad.min(axis=0).clip(0, SIZE), quad.max(axis=0).clip(0, SIZE)
    high = float(np.linalg.norm(quad[3] - quad[0]))
    wide = float(np.linalg.norm(quad[1] - quad[0]))
    inside = pixels[int(top) : int(bottom) + 1, int(left) : int(right) + 1].mean(axis=2)
    if high < _LEAST[1] or wide < _LEAST[0] or inside.size == 0:
        return False
    low, much = np.percentile(cv2.GaussianBlur(inside, (0, 0), 0.7), (8, 92))
    return bool(much - low >= _CONTRAST)


def _wanted(quads: Sequence[Any], visible: Sequence[bool]) -> tuple[Any, Any]:
    cells = SIZE // STRIDE
    cores = np.zeros((cells, cells), np.float32)
    edges = np.ones((4, cells, cells), np.float32)
    centres = (np.arange(cells, dtype=np.float32) + 0.5) * STRIDE
    for quad, is_visible in zip(quads, visible, strict=True):
        around = quad / STRIDE - 0.5
        middle = around.mean(axis=0)
        whole, core = np.zeros((cells, cells), np.uint8), np.zeros((cells, cells), np.uint8)
        cv2.fillConvexPoly(whole, around.round().astype(np.int32), 1)
        cv2.fillConvexPoly(core, (middle + (around - middle) * _CORE).round().astype(np.int32), 1)
        (left, top), (right, bottom) = quad.min(axis=0), quad.max(axis=0)
        inside = _share_inside(quad)
        cores[whole > 0] = -1
        cores[core > 0] = 1 if inside > 0.7 and is_visible else -1
        reach = np.stack(np.broadcast_arrays(centres[None] - left, centres[:, None] - top,
                                             right - centres[None], bottom - centres[:, None]))  # fmt: skip
        edges[:, whole > 0] = np.maximum(reach, 1)[:, whole > 0]
    return cores, edges


def _share_inside(quad: Any) -> float:
    size = np.maximum(np.ptp(quad, axis=0), 1e-3)
    shown = np.clip(quad.max(axis=0), 0, SIZE) - np.clip(quad.min(axis=0), 0, SIZE)
    return float((shown / size).prod())
