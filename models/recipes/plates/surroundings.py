"""What is around a plate: made grounds, photographs, and something like the back or the front of a car."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np

Box = tuple[int, int, int, int]
How = tuple[tuple[int, int, int], tuple[int, int, int], int]
"""Two colours and a step."""


def ground(rng: Any, photographs: Sequence[Any], size: int) -> Any:
    """A square piece of a photograph or of something made, as floats."""
    if rng.random() < 0.7:
        return _piece(rng, photographs[rng.integers(len(photographs))], size)
    return _made(rng, size)


def _piece(rng: Any, picture: Any, size: int) -> Any:
    height, width = picture.shape[:2]
    side = int(min(size * rng.uniform(0.6, 3.5), height, width))
    left, top = int(rng.integers(0, width - side + 1)), int(rng.integers(0, height - side + 1))
    piece = picture[top : top + side, left : left + side]
    piece = cv2.resize(piece, (size, size), interpolation=cv2.INTER_AREA if side > size else cv2.INTER_LINEAR)
    return (piece[:, ::-1] if rng.random() < 0.5 else piece).astype(np.float32)


def _made(rng: Any, size: int) -> Any:
    """Clouds of several sizes between two colours, then walls, bars, panes."""
    total = np.zeros((size, size), np.float32)
    for octave in range(1, 7):
        cells = rng.random((2 + 2**octave, 2 + 2**octave)).astype(np.float32)
        total += rng.uniform(0.4, 0.8) ** octave * cv2.resize(cells, (size, size), interpolation=cv2.INTER_CUBIC)
    total = (total - total.min()) / max(float(np.ptp(total)), 1e-6)
    low, high = rng.uniform(0, 120, 3), rng.uniform(90, 245, 3)
    pixels = (low + (high - low) * total[..., None]).astype(np.float32)
    for _ in range(int(rng.integers(0, 4))):
        _thing(rng, pixels)
    return pixels


def _colour(rng: Any, low: int = 0, high: int = 256) -> tuple[int, int, int]:
    if rng.random() < 0.5:
        grey = int(rng.integers(low, high))
        return grey, grey, grey
    a, b, c = (int(part) for part in rng.integers(low, high, 3))
    return a, b, c


def _thing(rng: Any, pixels: Any) -> None:
    """Bricks, a fence, panes, or plain shapes."""
    size = pixels.shape[0]
    left, top = (int(part) for part in rng.integers(-size // 4, size * 3 // 4, 2))
    right, bottom = left + int(rng.integers(size // 6, size)), top + int(rng.integers(size // 6, size))
    how = (_colour(rng), _colour(rng), int(rng.integers(5, 30)))
    (_bricks, _fence, _panes, _shape)[rng.integers(0, 4)](rng, pixels, (left, top, right, bottom), how)


def _bricks(_: Any, pixels: Any, box: Box, how: How) -> None:
    (left, top, right, bottom), (colour, line, step) = box, how
    cv2.rectangle(pixels, (left, top), (right, bottom), colour, -1)
    for row, y in enumerate(range(top, bottom, step)):
        cv2.line(pixels, (left, y), (right, y), line, 1)
        for x in range(left + (row % 2) * step, right, 2 * step):
            cv2.line(pixels, (x, y), (x, min(y + step, bottom)), line, 1)


def _fence(rng: Any, pixels: Any, box: Box, how: How) -> None:
    left, top, right, bottom = box
    for x in range(left, right, how[2]):
        cv2.line(pixels, (x, top), (x + int(rng.integers(-2, 3)), bottom), how[0], int(rng.integers(1, 6)))


def _panes(_: Any, pixels: Any, box: Box, how: How) -> None:
    (left, top, right, bottom), (colour, line, step) = box, how
    for y in range(top, bottom, 2 * step):
        for x in range(left, right, 2 * step):
            end = (x + step + step // 2, y + int(step * 1.6))
            cv2.rectangle(pixels, (x, y), end, colour, -1)
            cv2.rectangle(pixels, (x, y), end, line, 1)


def _shape(rng: Any, pixels: Any, box: Box, how: How) -> None:
    left, top, right, bottom = box
    corners = rng.integers((left, top), (max(right, left + 1), max(bottom, top + 1)), (5, 2))
    cv2.fillPoly(pixels, [corners.astype(np.int32)], how[0])


def car(rng: Any, pixels: Any, place: tuple[float, float], size: tuple[float, float]) -> None:
    """The back or front of a car about a place (x, y), where a plate of that width and height will lie."""
    x, y = place
    wide, high = size[0], max(size[1], size[0] * 0.2)
    body = np.array(_colour(rng, 8, 245), np.float32)
    left, right = x - wide * rng.uniform(0.9, 2.2), x + wide * rng.uniform(0.9, 2.2)
    top, bottom = y - high * rng.uniform(1.5, 5), y + high * rng.uniform(0.9, 3)
    _shaded(rng, pixels, (left, top, right, bottom), body)
    for _ in range(int(rng.integers(0, 4))):
        line = tuple(float(part) for part in body * rng.uniform(0.3, 1.4))
        at = int(rng.uniform(top, bottom))
        cv2.line(pixels, (int(left), at), (int(right), at + int(rng.integers(-3, 4))), line, int(rng.integers(1, 4)))
    if rng.random() < 0.35:
        _grille(rng, pixels, (x - wide * rng.uniform(0.55, 0.9), y - high * rng.uniform(0.7, 2.2),
                              x + wide * rng.uniform(0.55, 0.9), y + high * rng.uniform(-0.3, 1.3)))  # fmt: skip
    if rng.random() < 0.45:
        shade = tuple(float(part) for part in body * rng.uniform(0.1, 0.8))
        across, down = wide * rng.uniform(0.52, 0.75), high * rng.uniform(0.55, 1.0)
        foot = across * rng.uniform(0.85, 1.1)
        corners = [[x - across, y - down], [x + across, y - down], [x + foot, y + down], [x - foot, y + down]]
        cv2.fillPoly(pixels, [np.array(corners, np.int32)], shade, cv2.LINE_AA)
    _lamps(rng, pixels, (left, top, right, bottom), high)
    if rng.random() < 0.5:
        cv2.rectangle(pixels, (int(left), int(bottom)), (int(right), int(bottom + high)), (12, 12, 14), -1)


def _shaded(rng: Any, pixels: Any, box: tuple[float, float, float, float], body: Any) -> None:
    size = pixels.shape[0]
    a, b, c, d = (int(np.clip(part, 0, size)) for part in box)
    if c <= a or d <= b:
        return
    slope = np.linspace(rng.uniform(0.6, 1.3), rng.uniform(0.4, 1.1), d - b)[:, None, None]
    waves = 1 + 0.15 * np.sin(np.linspace(0, rng.uniform(1, 9), c - a) + rng.uniform(0, 6))[None, :, None]
    pixels[b:d, a:c] = np.clip(body * slope * waves, 0, 255)


def _grille(rng: Any, pixels: Any, box: tuple[float, float, float, float]) -> None:
    a, b, c, d = (int(part) for part in box)
    cv2.rectangle(pixels, (a, b), (c, d), (18, 18, 20), -1)
    line = _colour(rng, 40, 230)
    step = int(rng.integers(4, 14))
    if rng.random() < 0.7:
        for y in range(b, d, step):
            cv2.line(pixels, (a, y), (c, y), line, int(rng.integers(1, 3)))
    if rng.random() < 0.5:
        for x in range(a, c, step):
            cv2.line(pixels, (x, b), (x, d), line, 1)


def _lamps(rng: Any, pixels: Any, box: tuple[float, float, float, float], high: float) -> None:
    left, top, right, bottom = box
    red = rng.random() < 0.6
    colour = (float(rng.uniform(120, 250)), 20.0, 25.0) if red else (float(rng.uniform(180, 255)),) * 3
    at = rng.uniform(top, bottom)
    size = (int(high * rng.uniform(0.3, 1.4)) + 1, int(high * rng.uniform(0.3, 1.0)) + 1)
    for x in (left, right):
        if rng.random() < 0.8:
            if rng.random() < 0.5:
                cv2.ellipse(pixels, (int(x), int(at)), size, 0, 0, 360, colour, -1, cv2.LINE_AA)
            else:
                cv2.rectangle(
                    pixels, (int(x) - size[0], int(at) - size[1]), (int(x) + size[0], int(at) + size[1]), colour, -1
                )
            cv2.ellipse(pixels, (int(x), int(at)), (size[0] // 2, size[1] // 2), 0, 0, 360, (240, 240, 240), 1)
