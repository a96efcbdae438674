"""What is no plate and looks like one: signs, pages, labels, screens, keys, spines, boards, fences, badges."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np
from drawing import Colour
from drawing import _line as put
from material import sized
from PIL import Image, ImageDraw

_WORDS = """the and of to in for with on by from at this that open closed shop street road station hotel market garden
coffee bakery pharmacy library school museum parking entrance exit please private property notice warning welcome
limited company services international summer report table figure page chapter invoice total account address name date
number telephone email website password search settings file edit view help window document mountain river city bridge
north south east west left right centre office bank post police fire water gas electric danger keep out stop slow
children crossing toilets ticket platform reserved customers only delivery free offer sale new best fresh
quality""".split()


def lookalike(rng: Any, fonts: Sequence[bytes]) -> Any:
    """One of them, flat, RGBA; another one for each state of *rng*."""
    makers = (_sign, _sign, _page, _page, _keys, _spines, _bars, _panes, _label, _board, _blank, _screen, _badge)
    pixels = makers[rng.integers(len(makers))](rng, fonts)
    if pixels.shape[2] == 4:
        return pixels
    return np.dstack([pixels, np.full(pixels.shape[:2], 255, np.uint8)])


def _pair(rng: Any) -> tuple[Colour, Colour]:
    """A dark and a light colour, in either order."""
    dark = tuple(int(part) for part in rng.integers(0, 110, 3))
    light = tuple(int(part) for part in rng.integers(165, 256, 3))
    return (dark, light) if rng.random() < 0.5 else (light, dark)


def _said(rng: Any, least: int, most: int) -> str:
    words = [str(word) for word in rng.choice(_WORDS, int(rng.integers(least, most + 1)))]
    text = " ".join(words)
    return {0: text.upper(), 1: text.title(), 2: text.capitalize()}.get(int(rng.integers(0, 4)), text)


def _canvas(width: float, height: float, colour: Colour) -> Any:
    return Image.new("RGB", (max(int(width), 8), max(int(height), 8)), colour)


def _sign(rng: Any, fonts: Sequence[bytes]) -> Any:
    """A shop front or a street sign: a long word or several, one line or more."""
    ground, ink = _pair(rng)
    rows = int(rng.integers(1, 4))
    width, height = int(rng.integers(220, 700)), rows * 60 + 24
    canvas = _canvas(width, height, ground)
    if rng.random() < 0.6:
        ImageDraw.Draw(canvas).rectangle((4, 4, width - 5, height - 5), outline=ink, width=int(rng.integers(1, 5)))
    for row in range(rows):
        text = _said(rng, 1 if width < 300 else 2, 4)
        put(canvas, text, fonts[rng.integers(len(fonts))], ink, (16, 16 + row * 60, width - 16, 58 + row * 60))
    return np.asarray(canvas)


def _page(rng: Any, fonts: Sequence[bytes]) -> Any:
    """A page or a poster: many lines of text, numbers among them."""
    ground, ink = ((245, 245, 242), (25, 25, 28)) if rng.random() < 0.75 else _pair(rng)
    width, height = int(rng.integers(250, 600)), int(rng.integers(250, 600))
    canvas = _canvas(width, height, ground)
    draw = ImageDraw.Draw(canvas)
    y = 10
    font = fonts[rng.integers(len(fonts))]
    high = int(rng.integers(12, 26))
    while y < height:
        large = high * (2 if rng.random() < 0.1 else 1)
        text = (
            _said(rng, 1, 9) if rng.random() < 0.7 else " ".join(_number(rng) for _ in range(int(rng.integers(1, 5))))
        )
        draw.text((int(rng.integers(6, 40)), y), text, font=sized(font, large), fill=ink)
        y += int(large * rng.uniform(1.2, 1.9))
    return np.asarray(canvas)


def _number(rng: Any) -> str:
    return str(rng.choice(["12/04/2021", "£1,204.50", "07700 900123", "AB12 3CD", "QX 12 34 56 C", "4111 1111", "10:45",
                           "2019", "ref. 88213", "3 x 14.99", "GB29 NWBK", "v2.0.1"]))  # fmt: skip


def _keys(rng: Any, fonts: Sequence[bytes]) -> Any:
    """A keyboard or a grid of buttons."""
    ground, ink = _pair(rng)
    key = tuple(int(np.clip(part + rng.integers(-40, 40), 0, 255)) for part in ground)
    rows, columns, side = int(rng.integers(2, 6)), int(rng.integers(5, 14)), int(rng.integers(26, 48))
    canvas = _canvas(columns * side, rows * side, tuple(part // 2 for part in ground))
    draw = ImageDraw.Draw(canvas)
    font = sized(fonts[rng.integers(len(fonts))], side // 2)
    for row in range(rows):
        for column in range(columns):
            box = (column * side + 2, row * side + 2, (column + 1) * side - 3, (row + 1) * side - 3)
            draw.rounded_rectangle(box, 4, fill=key)
            draw.text((box[0] + 6, box[1] + 4), chr(int(rng.integers(65, 91))), font=font, fill=ink)
    return np.asarray(canvas)


def _spines(rng: Any, fonts: Sequence[bytes]) -> Any:
    """Books on a shelf, or stripes of print that stand upright."""
    pieces = []
    for _ in range(int(rng.integers(3, 9))):
        ground, ink = _pair(rng)
        canvas = _canvas(rng.integers(250, 330), rng.integers(26, 60), ground)
        put(
            canvas,
            _said(rng, 2, 5),
            fonts[rng.integers(len(fonts))],
            ink,
            (20, 8, canvas.width - 20, canvas.height - 8),
        )
        pieces.append(np.asarray(canvas.resize((300, canvas.height))))
    stacked = np.vstack(pieces)
    return np.ascontiguousarray(np.rot90(stacked) if rng.random() < 0.7 else stacked)


def _bars(rng: Any, _: Sequence[bytes]) -> Any:
    """A fence, a radiator, a bar code: strokes of one height, evenly or unevenly."""
    ground, ink = _pair(rng)
    canvas = np.empty((int(rng.integers(50, 160)), int(rng.integers(150, 400)), 3), np.uint8)
    canvas[:] = ground
    step, even, x = int(rng.integers(4, 24)), rng.random() < 0.5, 4
    edge = int(rng.integers(0, 14))
    while x < canvas.shape[1] - 6:
        wide = max(1, int(step * (0.4 if even else rng.uniform(0.1, 0.8))))
        canvas[edge : canvas.shape[0] - edge, x : x + wide] = ink
        x += step if even else wide + max(1, int(step * rng.uniform(0.1, 0.8)))
    return canvas


def _panes(rng: Any, _: Sequence[bytes]) -> Any:
    """Windows or tiles in a row."""
    ground, ink = _pair(rng)
    rows, columns = int(rng.integers(1, 5)), int(rng.integers(3, 10))
    wide, high, gap = int(rng.integers(20, 50)), int(rng.integers(20, 70)), int(rng.integers(3, 16))
    canvas = np.empty((rows * (high + gap) + gap, columns * (wide + gap) + gap, 3), np.uint8)
    canvas[:] = ground
    for row in range(rows):
        for column in range(columns):
            y, x = gap + row * (high + gap), gap + column * (wide + gap)
            shade = np.clip(np.array(ink) * rng.uniform(0.7, 1.1), 0, 255)
            canvas[y : y + high, x : x + wide] = shade
            if rng.random() < 0.5:
                canvas[y + high // 2, x : x + wide] = ground
    return canvas


def _label(rng: Any, fonts: Sequence[bytes]) -> Any:
    """A product's or a parcel's label: some lines, a bar code, a logo."""
    ground, ink = _pair(rng)
    canvas = _canvas(320, int(rng.integers(180, 320)), ground)
    for row in range(int(rng.integers(2, 6))):
        high = int(rng.integers(14, 40))
        put(
            canvas,
            _said(rng, 1, 6),
            fonts[rng.integers(len(fonts))],
            ink,
            (12, 10 + 46 * row, 300, 10 + 46 * row + high),
        )
    pixels = np.asarray(canvas).copy()
    if rng.random() < 0.5:
        bars = cv2.resize(_bars(rng, fonts), (180, 50))
        pixels[-60:-10, 60:240] = bars
    cv2.circle(pixels, (int(rng.integers(20, 300)), int(rng.integers(20, 160))), int(rng.integers(8, 26)), ink, -1)
    return pixels


def _board(rng: Any, _: Sequence[bytes]) -> Any:
    """A checkerboard."""
    ground, ink = _pair(rng)
    side = int(rng.integers(8, 40))
    cells = np.indices((int(rng.integers(3, 9)), int(rng.integers(4, 12)))).sum(axis=0) % 2
    large = cells.repeat(side, 0).repeat(side, 1)[..., None]
    return np.where(large > 0, np.array(ground, np.uint8), np.array(ink, np.uint8)).astype(np.uint8)


def _blank(rng: Any, _: Sequence[bytes]) -> Any:
    """A plain rectangle with a rim: a step, a lamp, a reflector, an empty holder."""
    ground, ink = _pair(rng)
    canvas = np.empty((int(rng.integers(40, 120)), int(rng.integers(120, 420)), 3), np.uint8)
    canvas[:] = ground
    cv2.rectangle(canvas, (2, 2), (canvas.shape[1] - 3, canvas.shape[0] - 3), ink, int(rng.integers(1, 8)))
    return canvas


def _screen(rng: Any, fonts: Sequence[bytes]) -> Any:
    """A window on a screen: a bar, a column of words, boxes to type in."""
    ground, ink = _pair(rng)
    canvas = _canvas(420, 300, ground)
    draw = ImageDraw.Draw(canvas)
    draw.rectangle((0, 0, 420, 24), fill=tuple(int(part) for part in rng.integers(0, 256, 3)))
    font = sized(fonts[rng.integers(len(fonts))], int(rng.integers(12, 20)))
    for row in range(8):
        draw.text((10, 34 + row * 32), _said(rng, 1, 3), font=font, fill=ink)
        if rng.random() < 0.7:
            draw.rectangle((190, 30 + row * 32, 400, 54 + row * 32), outline=ink)
            draw.text(
                (196, 34 + row * 32), _said(rng, 1, 2) if rng.random() < 0.5 else _number(rng), font=font, fill=ink
            )
    return np.asarray(canvas)


def _badge(rng: Any, fonts: Sequence[bytes]) -> Any:
    """Letters without a ground of their own, as makers put them on cars and firms on walls."""
    text = _said(rng, 1, 2)
    made = sized(fonts[rng.integers(len(fonts))], 72)
    a, b, c, d = made.getbbox(text)
    mask = Image.new("L", (int(c - a) + 8, int(d - b) + 8), 0)
    ImageDraw.Draw(mask).text((4 - a, 4 - b), text, font=made, fill=255)
    flat = np.empty((mask.height, mask.width, 3), np.uint8)
    flat[:] = _pair(rng)[0]
    return np.dstack([flat, np.asarray(mask)])
