"""Styles in which a cell shows nothing of what it holds: letters as pale as their ground, too small, a format of none.

Colours are compared as Excel works them out, theme and tint included. What rules for colouring, styles of tables or
gradients make of a cell is not worked out here.
"""

from __future__ import annotations

import colorsys
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from redact.media.ooxml.xml import q

if TYPE_CHECKING:
    from redact.media.ooxml.xml import Element

Colour: TypeAlias = tuple[int, int, int]
PALE, SMALL, MASKED = "in the colour of its ground", "too small to read", "behind a format that shows nothing"
_BLACK, _WHITE = (0, 0, 0), (255, 255, 255)
_AUTO = {64: _BLACK, 65: _WHITE}
"""The numbers of the two colours that Windows decides."""
_NEAR = 12
"""Two colours that differ by no more than this, of 255, in each channel look the same."""
_SMALLEST = 4.0
"""Points below which letters are too small."""
_THEME_ORDER = (1, 0, 3, 2, 4, 5, 6, 7, 8, 9, 10, 11)
"""Where in a theme the colour stands that a style calls by its number."""
_BLANK = re.compile(r'\[[^\]]*\]|[_*].|\\\s|"\s*"|\s', re.DOTALL)
_SECTION = re.compile(r'(?:"[^"]*(?:"|\Z)|\\(?:.|\Z)|[^;"\\])*', re.DOTALL)
_TEXTUAL = frozenset({"s", "str", "inlineStr"})


@dataclass(frozen=True, slots=True)
class Faint:
    """By style of a cell: why nothing written in it can be seen, and its format for numbers, in sections."""

    reasons: Mapping[int, str] = field(default_factory=dict)
    sections: Mapping[int, Sequence[bool]] = field(default_factory=dict)
    """For each section of a format, whether it shows nothing; only of formats that have such a section."""
    dark: frozenset[int] = frozenset()
    """The styles whose ground is not white, or of which that cannot be told."""

    def why(self, style: int, kind: str, value: str) -> str:
        """Why a cell of that style, kind ("s", "n") and value shows nothing; empty where it does show it."""
        if style in self.reasons:
            return self.reasons[style]
        if style in self.sections and _is_masked(self.sections[style], kind, value):
            return MASKED
        return ""

    def __bool__(self) -> bool:
        return bool(self.reasons or self.sections)


def faint_in(styles: Element | None, theme: Element | None) -> Faint:
    """Find the styles of a workbook that show nothing."""
    if styles is None:
        return Faint()
    colours = Colours(theme)
    fonts, fills = _children(styles, "x:fonts"), _children(styles, "x:fills")
    own = {row.get("numFmtId", ""): row.get("formatCode", "") for row in styles.iter(q("x:numFmt"))}
    reasons, sections, dark = dict[int, str](), dict[int, Sequence[bool]](), set[int]()
    for number, form in enumerate(_children(styles, "x:cellXfs")):
        font, fill = _numbered(fonts, form.get("fontId")), _numbered(fills, form.get("fillId"))
        ground = colours.ground(fill)
        if ground is None or not _is_alike(ground, _WHITE):
            dark.add(number)
        if reason := reason_of(font, colours, ground):
            reasons[number] = reason
        empty = sections_of(own.get(form.get("numFmtId", ""), ""))
        if any(empty):
            sections[number] = empty
    return Faint(reasons, sections, frozenset(dark))


def run_reason(form: Element | None) -> str:
    """Why a run of letters of that form cannot be seen on white; empty where it can."""
    return reason_of(form, Colours(None), _WHITE)


def hiding_forms(styles: Element | None) -> frozenset[str]:
    """The numbers of the forms that rules give to cells and that show nothing."""
    forms = _children(styles, "x:dxfs") if styles is not None else []
    return frozenset(str(number) for number, form in enumerate(forms) if _hides(form))


def _hides(form: Element) -> bool:
    code = form.find(q("x:numFmt"))
    sections = sections_of(code.get("formatCode", "")) if code is not None else ()
    has_ground = form.find(q("x:fill")) is not None
    return (bool(sections) and all(sections)) or (not has_ground and bool(run_reason(form.find(q("x:font")))))


def reason_of(font: Element | None, colours: Colours, ground: Colour | None) -> str:
    """Why nothing written in a font can be seen on that ground; empty where it can."""
    if font is None:
        return ""
    size = font.find(q("x:sz"))
    if size is not None and _number(size.get("val"), _SMALLEST) < _SMALLEST:
        return SMALL
    ink = colours.of(font.find(q("x:color")), _BLACK)
    return PALE if ink and ground and _is_alike(ink, ground) else ""


def _is_alike(one: Colour, other: Colour) -> bool:
    return all(abs(a - b) <= _NEAR for a, b in zip(one, other, strict=True))


def sections_of(code: str) -> tuple[bool, ...]:
    """For each section of a format, whether it shows nothing; of one without sections, nothing is said."""
    sections = _split(code)
    return tuple(not _BLANK.sub("", section) for section in sections) if len(sections) > 1 else ()


def _split(code: str) -> list[str]:
    """The sections of a format: semicolons in quotes do not part them."""
    pieces, at = [], 0
    while at <= len(code):
        match = _SECTION.match(code, at)
        piece = match.group() if match else ""
        pieces.append(piece)
        at += len(piece) + 1
    return pieces


class Colours:
    """What the colours of a workbook's styles look like."""

    def __init__(self, theme: Element | None) -> None:
        scheme = theme.find(f".//{q('a:clrScheme')}") if theme is not None else None
        self._theme = [_scheme_colour(entry) for entry in scheme] if scheme is not None else []

    def of(self, element: Element | None, otherwise: Colour) -> Colour | None:
        """The colour that an element names; ``None`` where that cannot be told."""
        if element is None or element.get("auto") in {"1", "true"}:
            return otherwise
        plain = self._plain(element)
        return _tinted(plain, _number(element.get("tint"), 0.0)) if plain else None

    def ground(self, fill: Element | None) -> Colour | None:
        """The colour behind a cell's letters; white where it has none of its own."""
        pattern = fill.find(q("x:patternFill")) if fill is not None else None
        if pattern is None:
            return _WHITE if fill is None or len(fill) == 0 else None
        kind = pattern.get("patternType", "none")
        if kind == "none":
            return _WHITE
        return self.of(pattern.find(q("x:fgColor")), _BLACK) if kind == "solid" else None

    def _plain(self, element: Element) -> Colour | None:
        if rgb := element.get("rgb"):
            return _hex(rgb[-6:])
        theme, indexed = element.get("theme", ""), element.get("indexed", "")
        if theme.isdigit() and int(theme) < len(_THEME_ORDER):
            at = _THEME_ORDER[int(theme)]
            return self._theme[at] if at < len(self._theme) else {0: _WHITE, 1: _BLACK}.get(int(theme))
        return _of_palette(int(indexed)) if indexed.isdigit() else None


def _of_palette(number: int) -> Colour | None:
    from openpyxl.styles.colors import COLOR_INDEX

    if number in _AUTO:
        return _AUTO[number]
    return _hex(COLOR_INDEX[number][-6:]) if number < len(COLOR_INDEX) else None


def _scheme_colour(entry: Element) -> Colour | None:
    for child in entry:
        return _hex(child.get("lastClr") or child.get("val") or "")
    return None


def _hex(code: str) -> Colour | None:
    if not re.fullmatch("[0-9A-Fa-f]{6}", code):
        return None
    return int(code[:2], 16), int(code[2:4], 16), int(code[4:], 16)


def _tinted(colour: Colour, tint: float) -> Colour:
    """Lighter by a *tint* above 0, darker by one below: ECMA-376, 18.8.19."""
    hue, light, full = colorsys.rgb_to_hls(*(channel / 255 for channel in colour))
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    red, green, blue = (round(255 * channel) for channel in colorsys.hls_to_rgb(hue, min(max(light, 0), 1), full))
    return red, green, blue


def _is_masked(empty: Sequence[bool], kind: str, value: str) -> bool:
    """Whether the section of a format that is for a value shows nothing. A nought is not worth hiding."""
    if kind in _TEXTUAL:
        return len(empty) > 3 and empty[3]
    if kind != "n":
        return False
    number = _number(value, 0.0)
    return number != 0 and empty[0 if number > 0 else min(1, len(empty) - 1)]


def _children(root: Element, name: str) -> list[Element]:
    holder = root.find(q(name))
    return list(holder) if holder is not None else []


def _numbered(elements: Sequence[Element], number: str | None) -> Element | None:
    at = int(number) if number and number.isdigit() else 0
    return elements[at] if at < len(elements) else None


def _number(text: str | None, otherwise: float) -> float:
    try:
        return float(text) if text else otherwise
    except ValueError:
        return otherwise
