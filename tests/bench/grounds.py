"""Made grounds that are as busy as photographs: clouds of every size, walls, foliage, fences and things in front."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.random import Generator
    from numpy.typing import NDArray

    from redact.types import Pixels

    Corners = NDArray[np.float32]


def ground(rng: Generator, width: int, height: int) -> Pixels:
    """A picture in which there is nothing to find, but much to look at; another one for each state of *rng*."""
    clouds = _clouds(rng, width, height)
    low, high = rng.uniform(20, 110, 3), rng.uniform(110, 235, 3)
    pixels = low + (high - low) * clouds[..., None]
    for _ in range(rng.integers(3, 9)):
        _thing(rng, pixels)
    pixels += rng.normal(0, rng.uniform(1, 6), pixels.shape)
    return np.clip(pixels, 0, 255).astype(np.uint8)


def _clouds(rng: Generator, width: int, height: int) -> NDArray[np.float64]:
    """Noise of every size, the larger the stronger, as light falls on things outdoors."""
    total = np.zeros((height, width))
    steepness = rng.uniform(0.5, 0.8)
    for octave in range(1, 9):
        cells = rng.random((2 + 2**octave * height // width, 2 + 2**octave)).astype(np.float32)
        total += steepness**octave * cv2.resize(cells, (width, height), interpolation=cv2.INTER_CUBIC)
    total -= total.min()
    return np.asarray(total / total.max())


def _thing(rng: Generator, pixels: NDArray[np.float64]) -> None:
    """Something drawn in front: a wall of bricks, a fence, leaves, or a plain shape."""
    height, width = pixels.shape[:2]
    left, top = int(rng.integers(0, width * 3 // 4)), int(rng.integers(0, height * 3 // 4))
    right, bottom = (
        left + int(rng.integers(width // 12, width // 3)),
        top + int(rng.integers(height // 12, height // 3)),
    )
    colour = tuple(float(part) for part in rng.uniform(10, 245, 3))
    region = pixels[top:bottom, left:right]
    match rng.integers(0, 4):
        case 0:
            step = int(rng.integers(8, 40))
            region[:] = region * 0.3 + np.array(colour) * 0.7
            region[::step] *= 0.6
            for row, y in enumerate(range(0, region.shape[0], step)):
                region[y : y + step, (row % 2) * step :: 2 * step] *= 0.6
        case 1:
            for x in range(left, right, int(rng.integers(6, 30))):
                cv2.line(pixels, (x, top), (x + int(rng.integers(-3, 4)), bottom), colour, int(rng.integers(1, 6)))
        case 2:
            for _ in range(60):
                x, y = int(rng.integers(left, right)), int(rng.integers(top, bottom))
                axes = (int(rng.integers(3, 20)), int(rng.integers(2, 9)))
                shade = tuple(float(part * rng.uniform(0.5, 1.2)) for part in colour)
                cv2.ellipse(pixels, (x, y), axes, float(rng.uniform(0, 180)), 0, 360, shade, -1)
        case _:
            corners = np.stack([rng.integers(left, right, 5), rng.integers(top, bottom, 5)], axis=1)
            cv2.fillPoly(pixels, [corners.astype(np.int32)], colour)


def pasted(scene: Pixels, drawn: Pixels, corners: Corners) -> Pixels:
    """*drawn* laid into the scene so that its own corners, clockwise from top left, come to lie on *corners*."""
    height, width = drawn.shape[:2]
    flat = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    # shrunk first as a lens would blur it: to warp from far larger than the target leaves it jagged
    side = max(np.linalg.norm(corners[1] - corners[0]), np.linalg.norm(corners[2] - corners[3]))
    scale = min(1.0, 2 * float(side) / width)
    small = cv2.resize(drawn, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    flat *= np.array([small.shape[1] / width, small.shape[0] / height], np.float32)
    way = cv2.getPerspectiveTransform(flat, corners.astype(np.float32))
    size = (scene.shape[1], scene.shape[0])
    laid = cv2.warpPerspective(small, way, size, flags=cv2.INTER_LINEAR)
    mask = cv2.warpPerspective(np.full(small.shape[:2], 255, np.uint8), way, size, flags=cv2.INTER_LINEAR)
    share = mask[..., None].astype(np.float32) / 255
    return np.asarray(np.clip(scene * (1 - share) + laid * share, 0, 255), np.uint8)


def noisy(rng: Generator, pixels: Pixels, *, grain: float, quality: int) -> Pixels:
    """As a phone in bad light and a messenger afterwards leave it: grain, then JPEG."""
    grainy = np.clip(pixels + rng.normal(0, grain, pixels.shape), 0, 255).astype(np.uint8)
    _, data = cv2.imencode(".jpg", grainy[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, quality])
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR)[..., ::-1], np.uint8)
