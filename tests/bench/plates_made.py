"""Made photographs with a number plate in them, of several countries, sizes, angles, in several lights.

Letters, grounds and cars are others than those that the network learnt from (``models/recipes/plates``).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from tests.bench.grounds import ground, noisy, pasted

if TYPE_CHECKING:
    from numpy.random import Generator
    from numpy.typing import NDArray

    from redact.types import Pixels

    Corners = NDArray[np.float32]

WIDTH, HEIGHT = 1920, 1280
HIGH = (8, 12, 16, 24, 40, 70)
"""How high the characters are, in pixels of the photograph."""
CONDITIONS = ("straight", "slanting", "steep", "shadow", "night", "blurred", "moved", "noisy", "dirty")
_LETTERS, _UK = "ABCDEFGHJKLMNPRSTUVWXYZ", "ABCDEFGHJKLMNOPRSTUVWXYZ"


class Look(NamedTuple):
    """How a plate looks: its lines, colours, band, font, and small words above and below."""

    lines: tuple[str, ...]
    ground: tuple[int, int, int]
    ink: tuple[int, int, int]
    band: str = ""
    font: str = "DejaVuSansMono-Bold.ttf"
    above: str = ""


def _some(rng: Generator, letters: str, count: int) -> str:
    return "".join(rng.choice(list(letters), count))


def _digits(rng: Generator, count: int) -> str:
    return _some(rng, "0123456789", count)


def uk(rng: Generator) -> Look:
    """A plate of the United Kingdom: current, prefix, suffix or dateless, white or yellow, in one line or two."""
    colour = (235, 235, 230) if rng.random() < 0.5 else (245, 205, 30)
    match rng.integers(0, 6):
        case 0:
            words = (f"{_some(rng, _LETTERS, 1)}{rng.integers(1, 999)}", _some(rng, _LETTERS, 3))
        case 1:
            words = (_some(rng, _LETTERS, 3), f"{rng.integers(1, 999)}{_some(rng, _LETTERS, 1)}")
        case 2:
            words = (_some(rng, _LETTERS, 3), str(rng.integers(1, 9999)))
        case _:
            words = (
                f"{_some(rng, _UK, 2)}{rng.choice(['02', '13', '19', '24', '51', '67', '73'])}",
                _some(rng, _LETTERS, 3),
            )
    lines = words if rng.random() < 0.2 else (" ".join(words),)
    font = str(rng.choice(["DejaVuSansCondensed-Bold.ttf", "LiberationSansNarrow-Bold.ttf", "DejaVuSansMono-Bold.ttf"]))
    if rng.random() < 0.1:
        return Look(lines, (20, 20, 22), (215, 215, 210), "", font)
    return Look(lines, colour, (15, 15, 15), str(rng.choice(["", "UK", "GB"])), font)


def europe(rng: Generator) -> Look:
    """A plate of Germany, France, Italy, Spain, the Netherlands, Poland, Sweden, Belgium, Ireland or Austria."""
    made: Sequence[Callable[[], tuple[str, str]]] = (
        lambda: (f"{_some(rng, 'BKMHF', 1)} {_some(rng, _LETTERS, 2)} {rng.integers(10, 9999)}", "D"),
        lambda: (f"{_some(rng, _LETTERS, 2)}-{_digits(rng, 3)}-{_some(rng, _LETTERS, 2)}", "F"),
        lambda: (f"{_some(rng, _LETTERS, 2)} {_digits(rng, 3)}{_some(rng, _LETTERS, 2)}", "I"),
        lambda: (f"{_digits(rng, 4)} {_some(rng, 'BCDFGHJKLMNPRSTVWXYZ', 3)}", "E"),
        lambda: (f"{_some(rng, _LETTERS, 1)}-{_digits(rng, 3)}-{_some(rng, _LETTERS, 2)}", "NL"),
        lambda: (f"{_some(rng, 'WKGP', 1)}{_some(rng, _LETTERS, 1)} {_digits(rng, 5)}", "PL"),
        lambda: (f"{_some(rng, _LETTERS, 3)} {_digits(rng, 2)}{_some(rng, _LETTERS, 1)}", "S"),
        lambda: (f"{rng.integers(1, 3)}-{_some(rng, _LETTERS, 3)}-{_digits(rng, 3)}", "B"),
        lambda: (f"{rng.integers(100, 250)}-{rng.choice(['D', 'KE'])}-{rng.integers(10, 99999)}", "IRL"),
        lambda: (f"W {_digits(rng, 5)} {_some(rng, _LETTERS, 1)}", "A"),
    )  # fmt: skip
    words, band = made[int(rng.integers(len(made)))]()
    colour = (245, 190, 20) if band == "NL" else (238, 238, 236)
    return Look((words,), colour, (15, 15, 20), band)


def america(rng: Generator) -> Look:
    """A plate of one of the United States: the state above, letters and digits in a pattern of many."""
    pattern = str(rng.choice(["AAA 000", "0AAA000", "AAA 0000", "000 AAA", "AA0 0AA", "AAA00A", "00A AAA"]))
    words = "".join({"A": _some(rng, _LETTERS, 1), "0": _digits(rng, 1)}.get(each, each) for each in pattern)
    grounds = ((240, 240, 238), (200, 220, 240), (250, 235, 190))
    inks = ((20, 30, 120), (150, 20, 30), (20, 20, 20), (20, 80, 40))
    state = str(rng.choice(["California", "TEXAS", "NEW YORK", "Florida", "OHIO"]))
    font = str(rng.choice(["LiberationSansNarrow-Bold.ttf", "DejaVuSansCondensed-Bold.ttf"]))
    return Look((words,), grounds[rng.integers(3)], inks[rng.integers(4)], "", font, state)


KINDS: dict[str, Callable[[Generator], Look]] = {"UK": uk, "Europe": europe, "America": america}


@cache
def _font(name: str, high: int) -> ImageFont.FreeTypeFont:
    try:
        return ImageFont.truetype(name, high)
    except OSError:
        return ImageFont.truetype("DejaVuSansCondensed-Bold.ttf", high)


def drawn(look: Look) -> tuple[Pixels, float]:
    """A plate by itself, with its rim; and how high its characters are."""
    font = _font(look.font, 140)
    probe = ImageDraw.Draw(Image.new("RGB", (8, 8)))
    boxes = [probe.textbbox((0, 0), line, font=font) for line in look.lines]
    high = max(box[3] - box[1] for box in boxes)
    band = 60 if look.band else 0
    head = 46 if look.above else 0
    width = int(max(box[2] - box[0] for box in boxes) + 70 + band)
    height = int(len(boxes) * high + (len(boxes) + 1) * 28 + 2 * head)
    plate = Image.new("RGB", (width, height), look.ground)
    draw = ImageDraw.Draw(plate)
    draw.rounded_rectangle((3, 3, width - 4, height - 4), 14, outline=look.ink, width=4)
    if band:
        draw.rectangle((6, 6, band, height - 7), fill=(20, 50, 150))
        draw.text((10, height - 55), look.band, font=_font("DejaVuSans-Bold.ttf", 26), fill=(250, 250, 250))
    if look.above:
        draw.text((width // 2 - 60, 8), look.above, font=_font("DejaVuSans-Bold.ttf", 34), fill=look.ink)
        draw.text((width // 2 - 90, height - 50), "the bright state", font=_font("DejaVuSans.ttf", 26), fill=look.ink)
    for row, (line, box) in enumerate(zip(look.lines, boxes, strict=True)):
        left = band + (width - band - (box[2] - box[0])) / 2 - box[0]
        draw.text((left, head + 28 + row * (high + 28) - box[1]), line, font=font, fill=look.ink)
    return np.asarray(plate), float(high)


class Scene(NamedTuple):
    """A photograph, and the corners of the plate in it."""

    pixels: Pixels
    corners: Corners


def scene(rng: Generator, kind: str, high: float, condition: str) -> Scene:
    """A plate on the back of something dark, in front of a made ground."""
    plate, letters = drawn(KINDS[kind](rng))
    scale = high / letters
    height, width = plate.shape[0] * scale, plate.shape[1] * scale
    flat = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32) - [width / 2, height / 2]
    corners = flat if condition == "straight" else _seen(rng, flat, (50, 62) if condition == "steep" else (0, 40))
    plate = _dirty(rng, plate) if condition == "dirty" else plate
    reach = np.abs(corners).max(axis=0) + 90
    middle = [rng.uniform(edge, side - edge) for edge, side in zip(reach, (WIDTH, HEIGHT), strict=True)]
    corners = (corners + middle).astype(np.float32)
    pixels = ground(rng, WIDTH, HEIGHT)
    _body(rng, pixels, corners)
    return Scene(_lit(rng, pasted(pixels, plate, corners), corners, condition), corners)


def _dirty(rng: Generator, plate: Pixels) -> Pixels:
    """Mud in spots, and along the lower edge."""
    height, width = plate.shape[:2]
    spots = cv2.resize(rng.random((5, 16)).astype(np.float32), (width, height), interpolation=cv2.INTER_CUBIC)
    low = np.linspace(0, 0.5, height, dtype=np.float32)[:, None]
    share = np.clip(spots + low - 0.55, 0, 0.8)[..., None]
    return np.asarray(plate * (1 - share) + np.array([70, 58, 46]) * share, np.uint8)


def _seen(rng: Generator, flat: Corners, reach: tuple[float, float]) -> Corners:
    """The plate from so many degrees beside it and some above, and held a little askew."""
    beside, above, askew = (
        np.deg2rad(rng.uniform(*reach) * rng.choice([-1, 1])),
        np.deg2rad(rng.uniform(-5, 25)),
        np.deg2rad(rng.uniform(-6, 6)),
    )
    far = 3 * (flat[1, 0] - flat[0, 0])
    depth = flat[:, 0] * np.sin(beside) + flat[:, 1] * np.sin(above)
    near = far / (far + depth)
    across, down = flat[:, 0] * np.cos(beside) * near, flat[:, 1] * np.cos(above) * near
    turn = np.array([[np.cos(askew), -np.sin(askew)], [np.sin(askew), np.cos(askew)]])
    return np.asarray(np.stack([across, down], axis=1) @ turn.T, np.float32)


def _body(rng: Generator, pixels: Pixels, corners: Corners) -> None:
    """The car behind the plate: a smooth dark or bright shape."""
    middle, size = corners.mean(axis=0), corners.max(axis=0) - corners.min(axis=0)
    colour = tuple(int(part) for part in rng.integers(10, 220, 3))
    start = tuple(int(part) for part in middle - size * [1.6, 2.4])
    end = tuple(int(part) for part in middle + size * [1.6, 1.8])
    cv2.rectangle(pixels, start, end, colour, -1)
    cv2.rectangle(pixels, (start[0], end[1] - 6), end, tuple(part // 2 for part in colour), -1)


def _lit(rng: Generator, pixels: Pixels, corners: Corners, condition: str) -> Pixels:
    match condition:
        case "shadow":
            mask = np.ones(pixels.shape[:2], np.float32)
            x, y = corners.mean(axis=0)
            edge = np.array([[x, y - 900], [x + 900, y - 900], [x + 700, y + 900], [x - 60, y + 900]], np.int32)
            cv2.fillPoly(mask, [edge], 0.35)
            return np.asarray(pixels * cv2.GaussianBlur(mask, (0, 0), 3)[..., None], np.uint8)
        case "night":
            return noisy(rng, np.asarray(pixels * 0.25, np.uint8), grain=7, quality=80)
        case "blurred":
            high = float(np.linalg.norm(corners[3] - corners[0]))
            return np.asarray(cv2.GaussianBlur(pixels, (0, 0), max(0.7, high / 45)), np.uint8)
        case "moved":
            length = max(3, int(np.linalg.norm(corners[3] - corners[0]) / 6))
            return np.asarray(cv2.blur(pixels, (length, 1)), np.uint8)
        case "noisy":
            return noisy(rng, pixels, grain=14, quality=45)
        case _:
            return pixels
