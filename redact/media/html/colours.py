"""Colours of a page as numbers, and whether two of them can be told apart."""

from __future__ import annotations

from functools import lru_cache
from typing import TypeAlias

Colour: TypeAlias = tuple[int, int, int]
BLACK: Colour = (0, 0, 0)
WHITE: Colour = (255, 255, 255)
LINK: Colour = (0, 0, 238)
_NEAR = 24
_FAINT = 13


@lru_cache(maxsize=4096)
def colour_of(value: str) -> Colour | None:
    """The colour that a value names; ``None`` for one that is not known here (a variable, an inherited one)."""
    from PIL import ImageColor

    try:
        return ImageColor.getrgb(value.strip())[:3]
    except ValueError:
        return None


@lru_cache(maxsize=4096)
def is_clear(value: str) -> bool:
    """Whether a colour lets through all that is behind it."""
    from PIL import ImageColor

    if value.strip() == "transparent":
        return True
    try:
        colour = ImageColor.getrgb(_eight_bits(value.strip()))
    except ValueError:
        return False
    return len(colour) == 4 and colour[3] <= _FAINT


def alike(one: Colour, other: Colour) -> bool:
    """Whether a reader cannot tell letters of the one from a ground of the other."""
    return sum(abs(a - b) for a, b in zip(one, other, strict=True)) <= _NEAR


def _eight_bits(value: str) -> str:
    """``rgba(1,2,3,.05)`` with its last number from 0 to 255, as Pillow reads it."""
    head, _, rest = value.partition("(")
    pieces = rest.rstrip(") ").replace("/", ",").split(",")
    if head != "rgba" or len(pieces) != 4:
        return value
    try:
        share = float(pieces[3].strip().rstrip("%")) / (100 if "%" in pieces[3] else 1)
    except ValueError:
        return value
    return f"rgba({','.join(piece.strip() for piece in pieces[:3])},{round(share * 255)})"
