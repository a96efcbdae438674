"""Draws that look like chance and follow from a seed: the same on every machine and under every version of Python."""

from __future__ import annotations

import string
from collections.abc import Sequence
from hashlib import sha256
from typing import TypeVar

T = TypeVar("T")


class Draw:
    """A stream of numbers out of SHA-256 of seed, purpose and counter. From the numbers the seed cannot be told."""

    def __init__(self, seed: bytes, *purpose: object) -> None:
        self._state = sha256(seed + "\0".join(map(str, purpose)).encode())
        self._count = 0

    def __repr__(self) -> str:
        return "Draw()"

    def below(self, end: int) -> int:
        """A whole number from 0, below *end*."""
        state = self._state.copy()
        state.update(self._count.to_bytes(4, "big"))
        self._count += 1
        return int.from_bytes(state.digest()[:16], "big") % end

    def between(self, first: int, last: int) -> int:
        """A whole number from *first* to *last*, both included."""
        return first + self.below(last - first + 1)

    def one(self, among: Sequence[T]) -> T:
        """One of a sequence that is not empty."""
        return among[self.below(len(among))]

    def digits(self, many: int) -> str:
        """So many digits."""
        return "".join(str(self.below(10)) for _ in range(many))

    def alike(self, model: str, letters: str = string.ascii_lowercase) -> str:
        """Digits for digits, letters for letters of the same case; all else as it is in *model*."""
        return "".join(self._alike(sign, letters) for sign in model)

    def _alike(self, sign: str, letters: str) -> str:
        if sign.isdecimal():
            return str(self.below(10))
        if not sign.isalnum():
            return sign
        drawn = self.one(letters)
        return drawn.upper() if sign.isupper() else drawn
