"""The shape of a value: which of its signs are digits, which letters, and the whole number that they stand for.

A value of a shape is one number among as many as the shape has values: ten for a digit, twenty-six for a letter. So it
can be encrypted as a number, and written back in the same shape.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import prod

_HEX = frozenset({"MAC_ADDRESS", "UUID", "IP_ADDRESS"})
_DIGITS = "0123456789"
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_HEX_LETTERS = "abcdef"


@dataclass(frozen=True, slots=True)
class Shape:
    """The signs that may stand at each place; one sign alone where it stays."""

    places: tuple[str, ...]

    @property
    def size(self) -> int:
        """How many values have the shape."""
        return prod(map(len, self.places))

    def number(self, value: str) -> int:
        """Which of them *value* is, from 0."""
        number = 0
        for sign, signs in zip(value, self.places, strict=True):
            number = number * len(signs) + signs.index(sign)
        return number

    def value(self, number: int) -> str:
        """The value of that number."""
        signs = []
        for among in reversed(self.places):
            number, at = divmod(number, len(among))
            signs.append(among[at])
        return "".join(reversed(signs))


def shape_of(value: str, entity_type: str) -> Shape | None:
    """The shape of *value*: digits, letters of either case, all else as it is. None where it has other letters."""
    letters = _HEX_LETTERS if entity_type in _HEX else _LETTERS
    places = []
    for sign in value:
        signs = next((among for among in (_DIGITS, letters, letters.upper()) if sign in among), sign)
        if signs == sign and sign.isalnum():
            return None
        places.append(signs)
    return Shape(tuple(places))
