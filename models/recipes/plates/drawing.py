"""Number plates, drawn flat: the United Kingdom, countries of Europe, the United States, and others that may be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import cv2
import numpy as np
from material import sized
from PIL import Image, ImageDraw

_LETTERS = "ABCDEFGHJKLMNOPRSTUVWXYZ"
_HIGH = 72
"""How high letters are drawn, in pixels."""
Colour = tuple[int, int, int]
_WHITE, _YELLOW, _BLACK, _BLUE = (236, 236, 232), (243, 196, 22), (18, 18, 20), (20, 60, 160)
_STATES = ("CALIFORNIA", "Texas", "NEW YORK", "Florida", "OHIO", "Arizona", "ILLINOIS", "Georgia", "UTAH", "Maine",
           "MICHIGAN", "Virginia", "OREGON", "Nevada", "COLORADO", "Kansas")  # fmt: skip
_SLOGANS = ("dmv.ca.gov", "EMPIRE STATE", "Sunshine State", "Grand Canyon State", "Live free", "LIFE ELEVATED", "2019",
            "Wild wonderful", "Land of lakes")  # fmt: skip


class Look(NamedTuple):
    """How a plate looks. ``shape`` is width by height of the whole; ``band`` what stands on it, left and right."""

    lines: tuple[str, ...]
    ground: Colour
    ink: Colour
    shape: float
    band: tuple[str, str] = ("", "")
    stripe: Colour = _BLUE
    above: str = ""
    below: str = ""
    picture: bool = False


def plate(rng: Any, fonts: Sequence[bytes], words: Sequence[bytes]) -> Any:
    """A plate: RGBA, corners transparent. Another one for each state of *rng*."""
    kinds: tuple[Callable[[Any], Look], ...] = (uk, europe, america, other)
    look = kinds[rng.choice(4, p=[0.36, 0.34, 0.2, 0.1])](rng)
    return _cut(rng, _drawn(rng, look, fonts, words))


def _some(rng: Any, letters: str, count: int) -> str:
    return "".join(rng.choice(list(letters), count))


def _like(rng: Any, pattern: str) -> str:
    """Letters for A, digits for 0."""
    return "".join(_some(rng, {"A": _LETTERS, "0": "0123456789"}.get(sign, sign), 1) for sign in pattern)


def uk(rng: Any) -> Look:
    """White in front and yellow behind, sometimes with a band, sometimes black with silver letters, square on some."""
    patterns = ("AA00 AAA", "AA00 AAA", "AA00 AAA", "A000 AAA", "AAA 000A", "AAA 00", "A 00", "0000 AA", "AAZ 0000")
    words = _like(rng, str(rng.choice(patterns)))
    square = rng.random() < 0.25
    ground, ink = (_WHITE if rng.random() < 0.5 else _YELLOW), _BLACK
    if rng.random() < 0.06:
        ground, ink = (22, 22, 24), (205, 205, 205)
    band = (str(rng.choice(["UK", "GB", "ENG", "SCO", "CYM"])), "") if rng.random() < 0.4 else ("", "")
    stripe = (20, 150, 70) if rng.random() < 0.2 else _BLUE
    lines = tuple(words.split(" ")) if square else (words,)
    shape = rng.uniform(1.25, 1.55) if square else rng.uniform(3.6, 5.0)
    return Look(lines, ground, ink, shape, band, stripe)


def europe(rng: Any) -> Look:
    """With a blue band on one side or two, white or yellow; squarer on motorcycles."""
    patterns = ("A AA 0000", "AA AA 000", "AAA A 00", "AA-000-AA", "AA 000AA", "0000 AAA", "00-AA-AA", "A-000-AA",
                "AA 00000", "AAA 00A", "0-AAA-000", "000-A-0000", "A 00000A", "AAA-0000", "AA 00 AAA", "A 000 00",
                "0AA 0000")  # fmt: skip
    words = _like(rng, str(rng.choice(patterns)))
    square = rng.random() < 0.2
    lines = _halved(words) if square else (words,)
    band = str(rng.choice(["D", "F", "I", "E", "NL", "PL", "S", "B", "IRL", "A", "P", "CZ", "DK", "FIN", "H", "RO"]))
    ground, ink = (_YELLOW if rng.random() < 0.2 else _WHITE), (_BLACK if rng.random() < 0.85 else (170, 30, 40))
    bands = (band if rng.random() < 0.85 else "", " " if rng.random() < 0.2 else "")
    shape = rng.uniform(1.2, 1.6) if square else rng.uniform(4.2, 5.0)
    return Look(lines, ground, ink, shape, bands)


def america(rng: Any) -> Look:
    """Twice as wide as high, the state above, something below, in all colours, sometimes with a picture behind."""
    patterns = ("AAA 000", "0AAA000", "AAA 0000", "000 AAA", "AA0 0AA", "AAA00A", "00A AAA", "000 000")
    hue = rng.integers(170, 256, 3)
    ground = _WHITE if rng.random() < 0.5 else tuple(int(part) for part in hue)
    inks = ((20, 30, 120), (150, 20, 30), _BLACK, (20, 80, 40), (25, 25, 60))
    above = str(rng.choice(_STATES)) if rng.random() < 0.9 else ""
    below = str(rng.choice(_SLOGANS)) if rng.random() < 0.6 else ""
    words = _like(rng, str(rng.choice(patterns)))
    return Look(
        (words,), ground, inks[rng.integers(5)], rng.uniform(1.8, 2.1), above=above, below=below,
        picture=rng.random() < 0.4,
    )  # fmt: skip


def other(rng: Any) -> Look:
    """As plates of elsewhere may look: any dark on any light ground or the other way round."""
    dark, light = (tuple(int(part) for part in rng.integers(*reach, 3)) for reach in ((0, 110), (170, 256)))
    ground, ink = (dark, light) if rng.random() < 0.5 else (light, dark)
    words = _like(rng, str(rng.choice(["AA 0000", "A00000", "AA00 AA 0000", "000 0000", "AAA 000", "00 0000 AA"])))
    square = rng.random() < 0.3
    return Look(
        _halved(words) if square else (words,), ground, ink, rng.uniform(1.3, 2.2) if square else rng.uniform(2.8, 5)
    )


def _halved(words: str) -> tuple[str, ...]:
    at = len(words) // 2
    return words[:at].strip(" -"), words[at:].strip(" -")


def _drawn(rng: Any, look: Look, fonts: Sequence[bytes], words: Sequence[bytes]) -> Any:
    rows, head, foot = (
        len(look.lines),
        rng.uniform(0.3, 0.5) * bool(look.above),
        rng.uniform(0.26, 0.45) * bool(look.below),
    )
    gap = rng.uniform(0.16, 0.3)
    height = round(_HIGH * (rows + gap * (rows + 1) + head + foot))
    width = round(height * look.shape)
    canvas = Image.fromarray(_ground(rng, look, width, height))
    draw = ImageDraw.Draw(canvas)
    left, right = _bands(rng, draw, look, (width, height), words)
    font, edge = fonts[rng.integers(len(fonts))], 8 + round((right - left) * rng.uniform(0, 0.1))
    if rng.random() < 0.7:
        draw.rounded_rectangle((3, 3, width - 4, height - 4), 10, outline=look.ink, width=int(rng.integers(1, 5)))
    for row, line in enumerate(look.lines):
        top = _HIGH * (head + gap + row * (1 + gap))
        _line(canvas, line, font, look.ink, (left + edge, round(top), right - edge, round(top + _HIGH)))
    small = words[rng.integers(len(words))]
    for text, top in ((look.above, 0.06), (look.below, height / _HIGH - 0.3)):
        if text:
            box = (round(width * 0.2), round(_HIGH * top), round(width * 0.8), round(_HIGH * (top + 0.28)))
            _line(canvas, text, small, look.ink, box)
    return _worn(rng, np.asarray(canvas).copy())


def _ground(rng: Any, look: Look, width: int, height: int) -> Any:
    plain = np.empty((height, width, 3), np.uint8)
    plain[:] = look.ground
    if look.picture:
        top, bottom = rng.integers(120, 256, (2, 1, 1, 3))
        slope = np.linspace(0, 1, height)[:, None, None] ** rng.uniform(0.4, 2.5)
        plain = (0.4 * plain + 0.6 * (top * (1 - slope) + bottom * slope)).astype(np.uint8)
        for _ in range(int(rng.integers(0, 5))):
            middle = (int(rng.integers(0, width)), int(rng.integers(0, height)))
            shade = tuple(int(part) for part in rng.integers(120, 256, 3))
            cv2.circle(plain, middle, int(rng.integers(8, height // 2)), shade, -1)
    return plain


def _bands(rng: Any, draw: Any, look: Look, size: tuple[int, int], words: Sequence[bytes]) -> tuple[int, int]:
    """Draws the bands; between where and where there is room for the letters."""
    width, height = size
    wide = round(min(height * 0.42, width * 0.14))
    left, right = 0, width
    if look.band[0]:
        draw.rectangle((0, 0, wide, height), fill=look.stripe)
        font = sized(words[rng.integers(len(words))], max(8, wide // 2))
        draw.text((wide // 5, height - wide), look.band[0], font=font, fill=(245, 245, 245))
        draw.ellipse((wide // 4, height // 6, wide * 3 // 4, height // 6 + wide // 2), outline=(240, 210, 40), width=3)
        left = wide
    if look.band[1]:
        draw.rectangle((width - wide, 0, width, height), fill=look.stripe)
        right = width - wide
    return left, right


def _line(canvas: Any, text: str, font: bytes, ink: Colour, box: tuple[int, int, int, int]) -> None:
    """The text as high as the box and at most as wide, in the middle, squeezed where it must be."""
    made = sized(font, 96)
    a, b, c, d = made.getbbox(text)
    mask = Image.new("L", (max(int(c - a), 1), max(int(d - b), 1)), 0)
    ImageDraw.Draw(mask).text((-a, -b), text, font=made, fill=255)
    high, room = box[3] - box[1], box[2] - box[0]
    wide = min(round(mask.width * high / mask.height), room)
    mask = mask.resize((max(wide, 1), max(high, 1)), Image.Resampling.BILINEAR)
    canvas.paste(Image.new("RGB", mask.size, ink), (box[0] + (room - wide) // 2, box[1]), mask)


def _worn(rng: Any, pixels: Any) -> Any:
    """Screws, stickers, dirt, relief."""
    height, width = pixels.shape[:2]
    if rng.random() < 0.5:
        shade = tuple(int(part) for part in rng.integers(0, 256, 3))
        for x in (0.12, 0.88) if rng.random() < 0.5 else (0.3, 0.7):
            y = rng.choice([0.12, 0.5, 0.88])
            cv2.circle(pixels, (int(width * x), int(height * y)), int(rng.integers(3, 7)), shade, -1)
    if rng.random() < 0.25:
        start = (int(rng.uniform(0, width * 0.8)), int(rng.uniform(0, height * 0.7)))
        end = (start[0] + int(height * 0.2), start[1] + int(height * 0.16))
        cv2.rectangle(pixels, start, end, tuple(int(part) for part in rng.integers(0, 256, 3)), -1)
    if rng.random() < 0.35:
        spots = cv2.resize(rng.random((6, 24)).astype(np.float32), (width, height), interpolation=cv2.INTER_CUBIC)
        share = np.clip((spots - rng.uniform(0.3, 0.8)) * 3, 0, rng.uniform(0.3, 0.85))[..., None]
        pixels = pixels * (1 - share) + np.array([96, 84, 70]) * rng.uniform(0.4, 1.2) * share
    if rng.random() < 0.4:
        relief = np.roll(pixels, (2, 2), (0, 1)).astype(np.float32) - pixels
        pixels = pixels + relief * rng.uniform(-0.3, 0.3)
    return np.clip(pixels, 0, 255).astype(np.uint8)


def _cut(rng: Any, pixels: Any) -> Any:
    """With rounded corners: RGBA."""
    height, width = pixels.shape[:2]
    mask = Image.new("L", (width, height), 0)
    ImageDraw.Draw(mask).rounded_rectangle(
        (0, 0, width - 1, height - 1), round(height * rng.uniform(0, 0.14)), fill=255
    )
    return np.dstack([pixels, np.asarray(mask)])
