"""Colour profiles that everybody knows: told by their numbers, not by their words, and written anew by our own hand.

A profile carries names, dates, serial numbers of screens. So none is copied: one whose primaries and curve are those of
a standard is replaced by a plain one with the same numbers, and pixels of all others are turned into sRGB.
Sources: ICC.1:2022; IEC 61966-2-1 (sRGB), SMPTE EG 432-1 (Display P3), Adobe RGB (1998), ISO 22028-2 (ProPhoto).
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

Curve: TypeAlias = tuple[float, ...]
"""Parameters g, a, b, c, d of ICC's parametric curve of type 3; only g where it is a plain power."""
Colourants: TypeAlias = tuple[tuple[float, float, float], ...]
"""Where red, green and blue stand in XYZ, adapted to D50."""
_SRGB_CURVE: Curve = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
_D50 = (0.9642, 1.0, 0.8249)
_NEAR = 0.004
_NEAR_CURVE = 0.012
_BRADFORD = (1.04788, 0.02292, -0.05022, 0.02959, 0.99048, -0.01707, -0.00925, 0.01508, 0.75168)
"""From D65 to D50, row by row."""
_LARGEST = 1 << 24


@dataclass(frozen=True, slots=True)
class Standard:
    """A colour space that everybody knows. Without colourants it is one of grey pictures."""

    name: str
    curve: Curve
    colourants: Colourants = ()


STANDARDS = (
    Standard(
        "sRGB",
        _SRGB_CURVE,
        ((0.43607, 0.22249, 0.01392), (0.38515, 0.71687, 0.09708), (0.14307, 0.06061, 0.71410)),
    ),
    Standard(
        "Display P3",
        _SRGB_CURVE,
        ((0.51512, 0.24120, -0.00105), (0.29198, 0.69225, 0.04189), (0.15710, 0.06657, 0.78407)),
    ),
    Standard(
        "Adobe RGB (1998)",
        (563 / 256,),
        ((0.60974, 0.31111, 0.01947), (0.20528, 0.62567, 0.06087), (0.14919, 0.06322, 0.74457)),
    ),
    Standard("ProPhoto RGB", (1.8,), ((0.79767, 0.28804, 0.0), (0.13519, 0.71188, 0.0), (0.03134, 0.00009, 0.82491))),
    Standard("Gray Gamma 2.2", (2.2,)),
    Standard("Gray sRGB", _SRGB_CURVE),
)
BY_NAME = {standard.name: standard for standard in STANDARDS}


def recognised(profile: bytes) -> str:
    """The name of the standard whose numbers a profile has; empty where there is none, or where it cannot be read."""
    try:
        tags = _tags(profile)
        if b"A2B0" in tags:
            return ""
        curves = [_curve(tags[name]) for name in _curve_names(profile)]
        colourants = tuple(_xyz(tags[name]) for name in (b"rXYZ", b"gXYZ", b"bXYZ") if name in tags)
    except (struct.error, KeyError, ValueError, OverflowError, ZeroDivisionError):
        return ""
    distances = {each.name: _distance(each, colourants, curves) for each in STANDARDS}
    nearest = min(distances, key=lambda name: distances[name])
    return nearest if distances[nearest] <= 1 else ""


def grey_ramp(profile: bytes) -> list[int] | None:
    """What each of the 256 greys of a profile is in sRGB; ``None`` where it is no profile of grey pictures."""
    try:
        if profile[16:20] != b"GRAY":
            return None
        curve = _curve(_tags(profile)[b"kTRC"])
    except (struct.error, KeyError, ValueError, OverflowError, ZeroDivisionError):
        return None
    return [min(max(round(255 * _encoded(value)), 0), 255) for value in curve]


@cache
def plain(name: str) -> bytes:
    """A profile of our own making for one of the standards: its numbers and its name, nothing else. ICC version 4.3."""
    standard = BY_NAME[name]
    colour = bool(standard.colourants)
    curve = _written_curve(standard.curve)
    tags = {b"desc": _text(name), b"cprt": _text("None"), b"wtpt": _written_xyz(_D50)}
    if colour:
        tags |= {key: _written_xyz(xyz) for key, xyz in zip(_XYZ, standard.colourants, strict=True)}
        tags |= dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve)
    else:
        tags[b"kTRC"] = curve
    if name != "ProPhoto RGB":
        tags[b"chad"] = b"sf32\0\0\0\0" + struct.pack(">9i", *map(_fixed, _BRADFORD))
    return _assembled(tags, b"RGB " if colour else b"GRAY")


_XYZ = (b"rXYZ", b"gXYZ", b"bXYZ")


def is_plain(profile: bytes) -> bool:
    """Whether a profile is, byte for byte, one of our own making."""
    return any(profile == plain(standard.name) for standard in STANDARDS)


def _distance(standard: Standard, colourants: Colourants, curves: list[list[float]]) -> float:
    """How far numbers are from those of a standard: up to 1 they are the same but for rounding."""
    if len(colourants) != len(standard.colourants):
        return float("inf")
    pairs = zip((v for xyz in colourants for v in xyz), (v for xyz in standard.colourants for v in xyz), strict=True)
    wanted = [_value(standard.curve, at / 255) for at in range(256)]
    off = max(abs(a - b) for curve in curves for a, b in zip(curve, wanted, strict=True))
    return max(off / _NEAR_CURVE, max((abs(a - b) for a, b in pairs), default=0.0) / _NEAR)


def _tags(profile: bytes) -> dict[bytes, bytes]:
    if profile[36:40] != b"acsp" or len(profile) > _LARGEST:
        raise ValueError
    (count,) = struct.unpack_from(">I", profile, 128)
    rows = (struct.unpack_from(">4sII", profile, 132 + 12 * index) for index in range(min(count, 200)))
    return {name: profile[start : start + size] for name, start, size in rows}


def _curve_names(profile: bytes) -> tuple[bytes, ...]:
    return (b"kTRC",) if profile[16:20] == b"GRAY" else (b"rTRC", b"gTRC", b"bTRC")


def _xyz(tag: bytes) -> tuple[float, float, float]:
    x, y, z = struct.unpack_from(">3i", tag, 8)
    return x / 65536, y / 65536, z / 65536


def _curve(tag: bytes) -> list[float]:
    """How bright each of 256 values is, in [0, 1]."""
    if tag[:4] == b"para":
        (kind,) = struct.unpack_from(">H", tag, 8)
        numbers = [n / 65536 for n in struct.unpack_from(f">{(1, 3, 4, 5, 7)[min(kind, 4)]}i", tag, 12)]
        if kind in {0, 3}:
            return [_value(tuple(numbers), at / 255) for at in range(256)]
        raise ValueError
    if tag[:4] != b"curv":
        raise ValueError
    (count,) = struct.unpack_from(">I", tag, 8)
    if count <= 1:
        gamma = struct.unpack_from(">H", tag, 12)[0] / 256 if count else 1.0
        return [float((at / 255) ** gamma) for at in range(256)]
    table = [value / 65535 for value in struct.unpack_from(f">{min(count, 65536)}H", tag, 12)]
    return [_between(table, at / 255 * (len(table) - 1)) for at in range(256)]


def _between(table: list[float], place: float) -> float:
    low = min(int(place), len(table) - 2)
    return table[low] + (table[low + 1] - table[low]) * (place - low)


def _value(curve: Curve, value: float) -> float:
    if len(curve) == 1:
        return float(value ** curve[0])
    g, a, b, c, d = curve
    return float((a * value + b) ** g) if value >= d else c * value


def _encoded(linear: float) -> float:
    return 12.92 * linear if linear <= 0.0031308 else 1.055 * float(linear ** (1 / 2.4)) - 0.055


def _fixed(value: float) -> int:
    return round(value * 65536)


def _text(words: str) -> bytes:
    letters = words.encode("utf-16-be")
    return b"mluc" + struct.pack(">III2s2sII", 0, 1, 12, b"en", b"US", len(letters), 28) + letters


def _written_xyz(xyz: tuple[float, float, float]) -> bytes:
    return b"XYZ " + struct.pack(">I3i", 0, *map(_fixed, xyz))


def _written_curve(curve: Curve) -> bytes:
    kind = 0 if len(curve) == 1 else 3
    return b"para" + struct.pack(f">IHH{len(curve)}i", 0, kind, 0, *map(_fixed, curve))


def _assembled(tags: dict[bytes, bytes], space: bytes) -> bytes:
    """Header, list of tags, and each different value once."""
    body, places, start = b"", {}, 132 + 12 * len(tags)
    for value in dict.fromkeys(tags.values()):
        places[value] = start + len(body)
        body += value + bytes(-len(value) % 4)
    rows = b"".join(name + struct.pack(">II", places[value], len(value)) for name, value in tags.items())
    date = struct.pack(">6H", 2000, 1, 1, 0, 0, 0)
    head = struct.pack(">I4xI4s4s4s12s4s", start + len(body), 0x04300000, b"mntr", space, b"XYZ ", date, b"acsp")
    white = struct.pack(">3i", *map(_fixed, _D50))
    return (head.ljust(68, b"\0") + white).ljust(128, b"\0") + struct.pack(">I", len(tags)) + rows + body


__all__ = ["BY_NAME", "STANDARDS", "Standard", "grey_ramp", "is_plain", "plain", "recognised"]
