"""What cameras and light do to a picture: night, shadow, glare, motion, blur, grain, JPEG, wrong colours."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np


def lit(rng: Any, pixels: Any, place: tuple[float, float, float]) -> Any:
    """Light on float pixels: shadow edges and glare about *place* (x, y, size), dusk, lamps."""
    height, width = pixels.shape[:2]
    if rng.random() < 0.3:
        mask = np.ones((height, width), np.float32)
        x, y, size = place
        slope = rng.uniform(-1.5, 1.5)
        at = x + rng.uniform(-0.6, 0.6) * size
        edge = np.array([[at - slope * y, 0], [at + slope * (height - y), height], [9999, height], [9999, 0]], np.int32)
        cv2.fillPoly(mask, [edge], rng.uniform(0.2, 0.6))
        pixels = pixels * cv2.GaussianBlur(mask, (0, 0), rng.uniform(0.5, 4))[..., None]
    if rng.random() < 0.15:
        glow = np.zeros((height, width), np.float32)
        middle = (int(place[0] + rng.normal(0, place[2])), int(place[1] + rng.normal(0, place[2] / 2)))
        cv2.circle(glow, middle, max(2, int(place[2] * rng.uniform(0.1, 0.5))), 1.0, -1)
        glow = cv2.GaussianBlur(glow, (0, 0), max(1.0, place[2] * rng.uniform(0.05, 0.4)))
        pixels = pixels + glow[..., None] * rng.uniform(80, 300) * np.array([1, 0.97, 0.85])
    return pixels


def exposed(rng: Any, pixels: Any) -> Any:
    """Contrast, brightness, tint, saturation; an eighth is grey, a sixth is dark."""
    if rng.random() < 0.12:
        pixels = pixels @ np.array([0.3, 0.59, 0.11])[:, None].repeat(3, 1)
    elif rng.random() < 0.5:
        grey = pixels.mean(axis=2, keepdims=True)
        pixels = grey + (pixels - grey) * rng.uniform(0.3, 1.4)
    pixels = pixels * rng.uniform(0.82, 1.18, 3)
    if rng.random() < 0.17:
        return pixels * rng.uniform(0.15, 0.5) + rng.uniform(0, 15)
    return (pixels - 128) * rng.uniform(0.45, 1.25) + 128 + rng.uniform(-35, 35)


def taken(rng: Any, pixels: Any) -> Any:
    """Out of focus or moved, grainy, sharpened, compressed: bytes."""
    match rng.integers(0, 6):
        case 0 | 1:
            pixels = cv2.GaussianBlur(pixels, (0, 0), rng.uniform(0.4, 1.6))
        case 2:
            length = int(rng.integers(3, 8))
            kernel = np.zeros((length, length), np.float32)
            turn = rng.uniform(-0.6, 0.6)
            across = np.array([np.cos(turn), np.sin(turn)]) * length / 2
            middle = (length - 1) / 2
            start, end = (tuple(round(middle + sign * part) for part in across) for sign in (-1, 1))
            cv2.line(kernel, start, end, 1.0)
            pixels = cv2.filter2D(pixels, -1, kernel / kernel.sum())
        case 3:
            pixels = pixels + rng.uniform(0.3, 1.2) * (pixels - cv2.GaussianBlur(pixels, (0, 0), 1.2))
        case _:
            pass
    if rng.random() < 0.6:
        pixels = pixels + rng.normal(0, rng.uniform(1, 14), pixels.shape).astype(np.float32)
    shown = np.clip(pixels, 0, 255).astype(np.uint8)
    if rng.random() < 0.6:
        quality = int(rng.integers(25, 95))
        _, data = cv2.imencode(".jpg", shown, [cv2.IMWRITE_JPEG_QUALITY, quality])
        shown = cv2.imdecode(data, cv2.IMREAD_COLOR)
    return shown
