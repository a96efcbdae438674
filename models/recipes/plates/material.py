"""Fonts and photographs that packages carry under open licences: where they lie in an unpacked folder."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from PIL import ImageFont

PLATE_FONTS = (
    "OSP-DIN.ttf", "BebasNeue-Bold.otf", "RG2014B.ttf", "RG2014C.ttf", "RG2014D.ttf", "B612Mono-Bold.otf",
    "RobotoCondensed-Bold.ttf", "Roboto-Black.ttf", "Play-Bold.ttf", "Dosis-ExtraBold.otf", "Hack-Bold.ttf",
    "JetBrainsMono-ExtraBold.ttf", "YanoneKaffeesatz-Bold.otf", "Cabin-Bold.otf", "OpenSans-CondBold.ttf",
    "barlow-condensed-latin-600-normal.woff2", "barlow-condensed-latin-700-normal.woff2",
    "saira-condensed-latin-600-normal.woff2", "saira-condensed-latin-700-normal.woff2",
    "share-tech-mono-latin-400-normal.woff2", "roboto-condensed-latin-700-normal.woff2",
    "fira-sans-condensed-latin-700-normal.woff2", "overpass-latin-700-normal.woff2",
)  # fmt: skip
"""Narrow or square, strokes of one width. Those that the bench draws with are not among them."""
WORD_FONTS = (
    "Lato-Bold.ttf", "Lato-Regular.ttf", "OpenSans-Regular.ttf", "OpenSans-Bold.ttf", "Karla-Bold.otf",
    "LeagueSpartan-Bold.otf", "Cantarell-Bold.otf", "Roboto-Bold.ttf", "RobotoCondensed-Regular.ttf",
    "FiraCode-Bold.ttf",
)  # fmt: skip
"""For what is no plate: signs, pages, labels."""
PHOTOGRAPHS = (
    "aitzgorri_by_Aitzol_Berasategi.jpg", "friends_by_Aitzol_Berasategi.jpg", "life_by_Aitzol_Berasategi.jpg",
    "picosdeeuropa_by_Aitzol_Berasategi.jpg", "Picture_0B_by_freespace.jpg", "Picture_1A_by_freespace.jpg",
    "seeding_by_Clements_Engelhardt.jpg", "sunset_by_Aitzol_Berasategi.jpg", "astronaut.png", "coffee.png",
    "chelsea.png", "brick.png", "grass.png", "gravel.png", "rocket.jpg", "camera.png", "china.jpg", "flower.jpg",
    "grace_hopper.jpg",
)  # fmt: skip
"""CC0, public domain or CC BY; ``models/cards/plates.md`` names each with its source."""
_LONGEST = 1400


def font_files(folder: Path, names: tuple[str, ...]) -> list[bytes]:
    """The fonts that lie anywhere in that folder, as TrueType. Raises ``FileNotFoundError`` where one is missing."""
    return [_plain(path) for path in _found(folder, names)]


def photographs(folder: Path) -> list[Any]:
    """The photographs, RGB, at most ``_LONGEST`` pixels long."""
    pictures = []
    for path in _found(folder, PHOTOGRAPHS):
        pixels = cv2.imread(str(path), cv2.IMREAD_COLOR)[..., ::-1]
        scale = min(1.0, _LONGEST / max(pixels.shape[:2]))
        pictures.append(cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA))
    return [np.ascontiguousarray(each) for each in pictures]


def _found(folder: Path, names: tuple[str, ...]) -> Iterator[Path]:
    there = {path.name: path for path in sorted(folder.rglob("*"), reverse=True)}
    for name in names:
        if name not in there:
            raise FileNotFoundError(f"{name} is not in {folder}: README.md says which package carries it")
        yield there[name]


def _plain(path: Path) -> bytes:
    if path.suffix != ".woff2":
        return path.read_bytes()
    from fontTools.ttLib import TTFont

    packed, out = TTFont(path), io.BytesIO()
    packed.flavor = None
    packed.save(out)
    return out.getvalue()


@cache
def sized(font: bytes, high: int) -> ImageFont.FreeTypeFont:
    """A font whose letters are about that high."""
    return ImageFont.truetype(io.BytesIO(font), high)
