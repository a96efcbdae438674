"""Words written into what covers a place, so that a reader can tell one person from another in a picture too.

How large they are follows from the box and from the words themselves, never from what was there. They are never drawn
outside the box. Letters: Aileron, which Pillow carries, has the plain Latin ones; accents are left out, and a word in
other letters is not written.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SIZES = (96, 72, 56, 44, 36, 30, 25, 21, 18, 16, 14, 12, 11, 10, 9)
"""Heights of letters in pixels. Few, so that a label in a film does not swell and shrink with every frame."""
FINER = 3
_ACROSS, _DOWN = 0.92, 0.86
"""How much of the box the words may take."""
_FEWEST = 4
"""Fewer letters of a token than that, before the sign that the rest was cut, tell nobody from anybody."""
_PLAIN = str.maketrans(
    {"⟨": "<", "⟩": ">", "–": "-", "—": "-", "’": "'", "\N{NO-BREAK SPACE}": " "}
    | {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ı": "i", "ß": "ss"}
    | {"æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "þ": "th", "Þ": "Th", "ð": "d", "Ð": "D"}
)


@dataclass(frozen=True, slots=True)
class Lettering:
    """Letters as a mask from 0 to 255, and where its top left corner stands in the box, in pixels.

    ``fine`` is the same mask with ``FINER`` times the pixels each way, for print.
    """

    mask: NDArray[np.uint8] = field(repr=False)
    fine: NDArray[np.uint8] = field(repr=False)
    left: int
    top: int


@lru_cache(maxsize=256)
def lettering(words: str, width: int, height: int) -> Lettering | None:
    """The words as large as they fit into a box of that size; ``None`` where they would be unreadable.

    A token that is too long at the smallest size is cut; a label in brackets is not, for its number stands at its end:
    it is left out.
    """
    text = writable(words)
    if not any(character.isalnum() for character in text):
        return None
    for size in SIZES:
        if _fits(text, size, width, height):
            return _drawn(text, size, (width, height))
    return _cut(text, (width, height))


def writable(words: str) -> str:
    """The words in the letters that can be drawn; "?" for any other."""
    bare = unicodedata.normalize("NFKD", words.translate(_PLAIN))
    kept = (character for character in bare if not unicodedata.combining(character))
    return "".join(character if " " <= character <= "~" else "?" for character in kept).strip()


def ink_on(colour: tuple[int, int, int]) -> tuple[int, int, int]:
    """Black or white, whichever stands out more."""
    red, green, blue = colour
    return (0, 0, 0) if 0.299 * red + 0.587 * green + 0.114 * blue > 140 else (255, 255, 255)


def _cut(text: str, room: tuple[int, int]) -> Lettering | None:
    fewest = len(text) if text.startswith("[") else text.find("_") + 1 + _FEWEST
    for length in range(len(text) - 1, fewest - 1, -1):
        short = f"{text[:length]}…"
        if _fits(short, SIZES[-1], *room):
            return _drawn(short, SIZES[-1], room)
    return None


def _fits(text: str, size: int, width: int, height: int) -> bool:
    return size * 1.2 <= height * _DOWN and _length(text, size) <= width * _ACROSS


def _length(text: str, size: int) -> float:
    return float(_font(size * FINER).getlength(text)) / FINER


def _drawn(text: str, size: int, room: tuple[int, int]) -> Lettering:
    """Drawn fine and averaged down, so that print and picture show the same to a fraction of a pixel."""
    import numpy as np
    from PIL import Image, ImageDraw

    across, down = min(int(_length(text, size)) + 4, room[0]), min(round(size * 1.3), room[1])
    sheet = Image.new("L", (across * FINER, down * FINER))
    middle = (across * FINER / 2, down * FINER / 2)
    ImageDraw.Draw(sheet).text(middle, text, fill=255, font=_font(size * FINER), anchor="mm")
    coarse = np.asarray(sheet.reduce(FINER))
    return Lettering(coarse, np.asarray(sheet), (room[0] - across) // 2, (room[1] - down) // 2)


@lru_cache(maxsize=64)
def _font(size: int) -> Any:
    from PIL import ImageFont

    return ImageFont.load_default(size)
