"""How a PDF font cuts strings into codes, and how far each code moves the pen.

Only what is needed to take glyphs out without moving their neighbours: codes, advances, the room of a glyph. Which
letters the codes stand for is PDFium's and pdfminer's business. PDF 32000-1, 9.6 and 9.7.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from struct import unpack
from typing import Any, TypeAlias

from redact.media.pdf.cmaps import Codes, codes_of
from redact.media.pdf.geometry import Matrix
from redact.media.pdf.objects import CannotEditError, as_dictionary, as_list, matrix_of, name_of, number, numbers

Advance: TypeAlias = Callable[[int], float]
Measure: TypeAlias = Callable[[bytes], tuple[float, int, int] | None]

_ROOM = (-0.2, 0.75)
"""From the depth of a "g" to a little over the height of a "T", in ems."""


@dataclass(frozen=True, slots=True)
class Font:
    """What a font does to the pen. Lengths in ems: multiples of the font size.

    ``split`` cuts a string into ``(code, character identifier)``; ``advance`` takes the identifier. ``room`` is the
    depth and height of a glyph around the base line; in a vertical font glyphs stand centred on the pen and hang below.
    """

    split: Callable[[bytes], Iterator[tuple[bytes, int]]]
    advance: Advance
    vertical: bool = False
    room: tuple[float, float] = _ROOM
    whole: bool = False
    """A glyph may be a whole word or picture (Type 3), so that a box over a small share of it touches it."""
    known: bool = True
    """Whether codes and advances are those that every program uses."""
    measure: Measure | None = None
    """The same for a whole string at once: how far its glyphs move the pen together, how many, how many are blanks."""

    def codes(self, data: bytes) -> Iterable[tuple[bytes, float]]:
        """Each code of a string and how far it moves the pen."""
        return zip(*self.cut(data), strict=True)

    def cut(self, data: bytes) -> tuple[list[bytes], list[float]]:
        """The codes of a string, and how far each of them moves the pen."""
        if self.split is _bytewise:
            return [_BYTES[code] for code in data], [*map(self.advance, data)]
        pairs = [*self.split(data)]
        return [code for code, _ in pairs], [self.advance(cid) for _, cid in pairs]


_BYTES = [bytes((code,)) for code in range(256)]


def _bytewise(data: bytes) -> Iterator[tuple[bytes, int]]:
    return ((_BYTES[code], code) for code in data)


UNKNOWN = Font(_bytewise, lambda _: 0.5, known=False)
"""Stands for a font whose widths or codes cannot be known: its glyphs are somewhere about the pen."""


def font_of(font: Any) -> Font:
    """The font of a resource dictionary. Raises ``CannotEditError`` where widths or codes cannot be known."""
    kind = name_of(font.get("/Subtype"))
    if kind == "/Type0":
        return _composite(font)
    if kind == "/Type3":
        return _drawn(font)
    return _simple(_simple_widths(font))


# --- Simple fonts ---------------------------------------------------------------------------------------


def _simple(widths: list[float], **more: Any) -> Font:
    """A font of one byte a glyph."""
    advance = widths.__getitem__

    def measure(data: bytes) -> tuple[float, int, int]:
        return sum(map(advance, data)), len(data), data.count(b" ")

    return Font(_bytewise, advance, measure=measure if min(widths) >= 0 else None, **more)


def _simple_widths(font: Any) -> list[float]:
    declared = _declared_widths(font, 1 / 1000)
    return _standard_widths(font) if declared is None else declared


def _declared_widths(font: Any, scale: float) -> list[float] | None:
    widths = [number(width) * scale for width in as_list(font.get("/Widths"))]
    if not widths:
        return None
    missing = number(as_dictionary(font.get("/FontDescriptor")).get("/MissingWidth")) * scale
    first = max(0, int(number(font.get("/FirstChar"))))
    return ([missing] * first + widths + [missing] * 256)[:256]


def _standard_widths(font: Any) -> list[float]:
    """Of one of the fourteen fonts that a PDF need not carry, by the published metrics."""
    from pdfminer.encodingdb import EncodingDB
    from pdfminer.fontmetrics import FONT_METRICS

    name = name_of(font.get("/BaseFont"))[1:]
    if name not in FONT_METRICS:
        raise CannotEditError("a font without widths")
    metrics = FONT_METRICS[name][1]
    base, differences = _encoding(font)
    letters = EncodingDB.get_encoding(base, differences or None)
    return [metrics.get(letters.get(code, ""), 0) / 1000 for code in range(256)]


def _encoding(font: Any) -> tuple[str, list[Any]]:
    from pdfminer.psparser import LIT

    encoding = font.get("/Encoding")
    table = as_dictionary(encoding)
    base = name_of(table.get("/BaseEncoding") if table else encoding)[1:]
    differences = [LIT(name_of(d)[1:]) if name_of(d) else int(number(d)) for d in as_list(table.get("/Differences"))]
    return base if base.endswith("Encoding") else "StandardEncoding", differences


def _drawn(font: Any) -> Font:
    """A Type 3 font, whose glyphs are small pages."""
    matrix: Matrix = matrix_of(font.get("/FontMatrix"), default=(0.001, 0, 0, 0.001, 0, 0))
    widths = _declared_widths(font, matrix[0])
    if widths is None or matrix[1]:
        raise CannotEditError("a drawn font without widths")
    box = numbers(font.get("/FontBBox"))
    heights = sorted(y * matrix[3] for y in box[1::2]) if len(box) == 4 else []
    room = (heights[0], heights[1]) if heights and heights[1] - heights[0] > 0.05 else _ROOM
    return _simple(widths, room=room, whole=True)


# --- Composite fonts ------------------------------------------------------------------------------------


def _composite(font: Any) -> Font:
    codes: Codes = codes_of(font.get("/Encoding"))
    below = as_list(font.get("/DescendantFonts"))
    if not below:
        raise CannotEditError("a composite font without a descendant")
    inner = as_dictionary(below[0])
    if codes.vertical:
        down = dict(_vertical(as_list(inner.get("/W2"))))
        default = (numbers(inner.get("/DW2")) or [880, -1000])[-1] / 1000
        return Font(codes.split, lambda cid: down.get(cid, default), vertical=True, room=(-0.5, 0.5))
    usual = number(inner.get("/DW"), 1000) / 1000
    across = defaultdict(lambda: usual, _horizontal(as_list(inner.get("/W"))))
    exact = codes.is_identity and min(across.values(), default=0) >= 0 <= usual
    return Font(codes.split, across.__getitem__, measure=_measured(across) if exact else None)


def _measured(across: dict[int, float]) -> Measure:
    """Of a font of two bytes a glyph, whose identifiers they are."""
    advance = across.__getitem__

    def measure(data: bytes) -> tuple[float, int, int] | None:
        count = len(data) // 2
        return None if len(data) % 2 else (sum(map(advance, unpack(f">{count}H", data))), count, 0)

    return measure


def _horizontal(rows: list[Any]) -> Iterator[tuple[int, float]]:
    """``c [w …]`` and ``first last w``."""
    for first, group in groups(rows, 1):
        for cid, width in zip(first, group, strict=False):
            yield cid, width / 1000


def _vertical(rows: list[Any]) -> Iterator[tuple[int, float]]:
    """``c [w1 vx vy …]`` and ``first last w1 vx vy``."""
    for first, group in groups(rows, 3):
        for cid, width in zip(first, group[::3], strict=False):
            yield cid, width / 1000


def groups(rows: list[Any], each: int) -> Iterator[tuple[range, list[float]]]:
    """The rows of ``/W`` (one number each) or ``/W2`` (three): identifiers, and the numbers of all of them."""
    at = 0
    while at + 1 < len(rows):
        start = int(number(rows[at]))
        listed = numbers(rows[at + 1])
        if listed:
            yield range(start, start + len(listed) // each), listed
            at += 2
        else:
            end = min(int(number(rows[at + 1])), 0xFFFF)
            values = [number(value) for value in rows[at + 2 : at + 2 + each]]
            yield range(start, end + 1), values * (end + 1 - start)
            at += 2 + each
