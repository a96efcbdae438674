"""The text of a page as PDFium reads it, and where each of its characters stands."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from redact.errors import UnreadableError
from redact.media.pdf.geometry import Frame, Point, Rect, carried
from redact.media.pdf.rendering import Rendering
from redact.types import Alignment, Box, Region

UNREADABLE = "\ufffd"
"""Stands for a glyph that the PDF draws without saying what letter it is."""
_HYPHEN = "\x02"  # PDFium's sign for a hyphen at the end of a line whose word goes on in the next


@dataclass(frozen=True, slots=True)
class Character:
    """One character of a page, in points. ``space`` is the room that it takes in its line, ``ink`` what is drawn.

    ``made`` characters (spaces, line breaks) were put in by PDFium and stand nowhere.
    """

    text: str
    space: Rect
    ink: Rect
    origin: Point
    made: bool

    @property
    def letter(self) -> str:
        """The text, a hyphen at the end of a line being a hyphen."""
        return "-" if self.text == _HYPHEN else self.text


def characters_of(rendering: Rendering, index: int, *, spaced: bool = True) -> list[Character]:
    """Every character of the page in PDFium's reading order, hidden and invisible ones too.

    Unless *spaced*, the room of a character is no more than its ink, which is found in half the time.
    """
    import pypdfium2
    import pypdfium2.raw as pdfium

    with rendering.page(index) as page:
        try:
            text = page.get_textpage()
        except pypdfium2.PdfiumError:
            raise UnreadableError(f"the text of page {index + 1} of the PDF cannot be read") from None
        try:
            probe = _Probe(pdfium, text.raw)
            look = probe.spaced if spaced else probe.character
            return [look(i) for i in range(pdfium.FPDFText_CountChars(text))]
        finally:
            text.close()


class _Probe:
    """Asks PDFium about one character after another, in buffers that are made once."""

    def __init__(self, pdfium: Any, text: Any) -> None:
        from ctypes import c_double

        self._pdfium, self._text = pdfium, text
        self._xy = c_double(), c_double()
        self._ink = tuple(c_double() for _ in range(4))
        self._loose, self._matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()

    def character(self, i: int) -> Character:
        pdfium, text, (x, y), (left, right, bottom, top) = self._pdfium, self._text, self._xy, self._ink
        made = pdfium.FPDFText_IsGenerated(text, i) == 1
        letter = _letter(pdfium.FPDFText_GetUnicode(text, i), made)
        if pdfium.FPDFText_HasUnicodeMapError(text, i) == 1:
            letter = UNREADABLE
        pdfium.FPDFText_GetCharOrigin(text, i, x, y)
        pdfium.FPDFText_GetCharBox(text, i, left, right, bottom, top)
        ink = Rect(left.value, bottom.value, right.value, top.value)
        return Character(letter, ink, ink, (x.value, y.value), made)

    def spaced(self, i: int) -> Character:
        character = self.character(i)
        if character.made:
            return character
        self._pdfium.FPDFText_GetLooseCharBox(self._text, i, self._loose)
        loose, ink = self._loose, character.ink
        space = _around(Rect(loose.left, loose.bottom, loose.right, loose.top), ink)
        return Character(character.text, self._reined(i, space, character), ink, character.origin, made=False)

    def _reined(self, i: int, space: Rect, character: Character) -> Rect:
        """Fonts claim higher lines than they are set in: a character takes the height of letters, or of its ink."""
        self._pdfium.FPDFText_GetMatrix(self._text, i, self._matrix)
        size = self._pdfium.FPDFText_GetFontSize(self._text, i)
        up, ink, (x, y) = (size * self._matrix.c, size * self._matrix.d), character.ink, character.origin
        if abs(up[0]) < 0.01 * abs(up[1]):
            low, high = _height(y, up[1], (space.bottom, space.top), (ink.bottom, ink.top))
            return Rect(space.left, low, space.right, high)
        if abs(up[1]) < 0.01 * abs(up[0]):
            low, high = _height(x, up[0], (space.left, space.right), (ink.left, ink.right))
            return Rect(low, space.bottom, high, space.top)
        return ink if ink.area else space


def _height(base: float, size: float, space: tuple[float, float], ink: tuple[float, float]) -> tuple[float, float]:
    low, high = sorted((base - 0.21 * size, base + 0.74 * size))
    return min(max(space[0], low), ink[0]), max(min(space[1], high), ink[1])


def _letter(code: int, made: bool) -> str:
    if 32 <= code < 127:
        return chr(code)
    if code == 2:
        return _HYPHEN
    if code in (9, 10, 13):
        return chr(code) if made or code == 9 else UNREADABLE
    if not 0 < code < 0x110000 or unicodedata.category(chr(code)) in ("Cc", "Cs", "Cn"):
        return UNREADABLE
    return chr(code)


def is_unreadable(text: str) -> bool:
    """Whether the letters of a page are in part unknown, so that its picture must be read: three in a row are."""
    run = 0
    for letter in text:
        run = run + 1 if letter == UNREADABLE or "\ue000" <= letter <= "\uf8ff" else 0
        if run == 3:
            return True
    return False


def text_of(characters: Sequence[Character], frame: Frame, picture: str) -> tuple[str, Alignment]:
    """The page's text, and for each of its characters the box in the page's picture."""
    letters: list[str] = []
    runs: list[tuple[int, int, Region]] = []
    for character in _lines(characters):
        if character.text != "\n":
            runs.append((len(letters), len(letters) + 1, _box(frame, picture, character)))
        letters.append(character.text)
    return "".join(letters), Alignment.of(runs)


def _box(frame: Frame, picture: str, character: Character) -> Box:
    """The room of a character in the picture, at least a pixel wide and high."""
    left, top, right, bottom = carried(character.space, frame.matrix)
    left, top = min(max(left, 0.0), frame.width - 1.0), min(max(top, 0.0), frame.height - 1.0)
    right, bottom = min(max(right, left + 1), frame.width), min(max(bottom, top + 1), frame.height)
    return Box(picture, left, top, right, bottom)


def _lines(characters: Sequence[Character]) -> Iterator[Character]:
    """Line breaks as one character each, words mended over a hyphen, and made spaces given the gap they stand for."""
    for i, character in enumerate(characters):
        before = characters[i - 1] if i else None
        after = characters[i + 1] if i + 1 < len(characters) else None
        if character.text == "\r" or _is_mended(before, character, after):
            continue
        if character.text == _HYPHEN:
            yield replace(character, text=character.letter)
        elif before and character.made and character.text == " ":
            yield _gap(before, character, after)
        elif after and _is_mended(character, after, characters[i + 2] if i + 2 < len(characters) else None):
            yield replace(character, space=_around(character.space, after.space))
        else:
            yield character


def _is_mended(before: Character | None, hyphen: Character, after: Character | None) -> bool:
    """Whether a word was broken here for the line's sake: letter, hyphen at the end of the line, small letter."""
    return bool(hyphen.text == _HYPHEN and before and before.text.isalpha() and after and after.text.islower())


_BROKEN = re.compile(r"(?<=[^\W\d_])-\n(?=[^\W\d_A-Z])")


def mended(text: str) -> str:
    """The same done to a text whose lines another reader has broken."""
    return _BROKEN.sub("", text)


def _around(one: Rect, other: Rect) -> Rect:
    return Rect(
        min(one.left, other.left),
        min(one.bottom, other.bottom),
        max(one.right, other.right),
        max(one.top, other.top),
    )


def _gap(before: Character, space: Character, after: Character | None) -> Character:
    room = before.space
    if after and math.isclose(before.origin[1], after.origin[1], abs_tol=1.0) and after.space.left > room.right:
        return replace(space, space=Rect(room.right, room.bottom, after.space.left, room.top))
    return replace(space, space=Rect(room.right, room.bottom, room.right, room.top))
