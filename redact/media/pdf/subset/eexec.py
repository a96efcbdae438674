"""The cipher in which a Type 1 font keeps its private part and its outlines. Adobe Type 1 Font Format, chapter 7."""

from __future__ import annotations

_FACTOR, _SUMMAND = 52845, 22719
_INVERSE = pow(_FACTOR, -1, 1 << 16)
PRIVATE, OUTLINE = 55665, 4330
"""The two keys."""


def decrypted(data: bytes, key: int) -> bytes:
    """The plain bytes, those in front that only fill included.

    The cipher's state is a linear recurrence modulo 65,536, so that all of its states are one running sum.
    """
    import numpy as np

    if not data:
        return b""
    cipher = np.frombuffer(data, np.uint8).astype(np.uint16)
    powers = np.full(len(data), _FACTOR, np.uint16)
    inverses = np.full(len(data), _INVERSE, np.uint16)
    powers[0] = 1
    powers, inverses = np.cumprod(powers, dtype=np.uint16), np.cumprod(inverses, dtype=np.uint16)
    steps = (cipher * np.uint16(_FACTOR) + np.uint16(_SUMMAND)) * inverses
    states = np.cumsum(np.concatenate((np.array([key], np.uint16), steps[:-1])), dtype=np.uint16) * powers
    return bytes((cipher ^ (states >> 8)).astype(np.uint8).tobytes())


def encrypted(data: bytes, key: int) -> bytes:
    """The reverse."""
    cipher = bytearray(data)
    for at, plain in enumerate(data):
        byte = plain ^ (key >> 8)
        cipher[at] = byte
        key = ((byte + key) * _FACTOR + _SUMMAND) & 0xFFFF
    return bytes(cipher)
