"""The words of a page that became a picture, below the picture: nobody sees them, everybody can search and copy them.

They are drawn invisibly (PDF 32000-1, 9.3.6, mode 3) in Helvetica, which no PDF need carry, or, where a word has a
letter that its encoding lacks, in a font without shapes that only says which letters its codes stand for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from redact.media.pdf.characters import HYPHEN, UNREADABLE, Character, Characters
from redact.media.pdf.gate import unseen_origins
from redact.media.pdf.geometry import DPI
from redact.media.pdf.rendering import Rendering
from redact.media.pdf.saving import saved_pages

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Write: TypeAlias = Callable[[bytes], None]
_TURNED = 0.6  # points; letters of one line stand as level as that
_SIZES = (4.0, 72.0)


class _Word(NamedTuple):
    text: str
    left: float
    right: float
    base: float
    size: float

    def __repr__(self) -> str:
        return f"_Word({len(self.text)} letters at {self.left}, {self.base})"

    def holds(self, x: float, y: float) -> bool:
        """Whether a letter that starts there is one of it."""
        return abs(y - self.base) < _TURNED and self.left - _TURNED < x < self.right + _TURNED


def put_words(pdf: Any, index: int, characters: Characters, gone: NDArray[np.bool_], write: Write) -> None:
    """Put below a page that is a picture now the words that it had, without those that are gone.

    *write* puts instructions below what the page draws. Words that do not run from left to right, as an unturned page
    has them, are left out, and so are those of which the picture shows nothing. Each stands where it is seen, as
    roughly as the pixels tell that anyhow.
    """
    rows = list(zip(characters.rows(), gone.tolist(), strict=True))
    words = [word for line in _lines(rows) for word in _words(line)]
    left: list[_Word] | None = None
    while left is None or len(words) < len(left):  # with some gone, others may be told apart
        write(_written(pdf, pdf.pages[index], words))
        left, words = words, _seen(pdf, index, words)


def _seen(pdf: Any, index: int, words: list[_Word]) -> list[_Word]:
    """Those of the words of which the picture shows something."""
    rendering = Rendering(saved_pages(pdf, [index]))
    unseen = unseen_origins(rendering, 0)
    rendering.close()
    return [word for word in words if not any(word.holds(x, y) for x, y in unseen)] if unseen else words


def _lines(rows: list[tuple[Character, bool]]) -> Iterator[list[tuple[Character, bool]]]:
    """The characters in PDFium's order, cut where the base line changes; what it put in stays with what is before."""
    line: list[tuple[Character, bool]] = []
    base: float | None = None
    for character, gone in rows:
        if not character.made and base is not None and abs(character.origin[1] - base) > _TURNED:
            yield line
            line, base = [], None
        if not character.made:
            base = character.origin[1] if base is None else base
        line.append((character, gone))
    yield line


def _words(line: list[tuple[Character, bool]]) -> Iterator[_Word]:
    """The words of a line without those that are hidden."""
    for kind, group in groupby(line, key=lambda row: "blank" if row[0].text.isspace() or row[0].made else row[1]):
        letters = [character for character, _ in group]
        if not kind and all(letter.text not in (UNREADABLE, HYPHEN) for letter in letters):
            yield _word(letters)


def _word(letters: list[Character]) -> _Word:
    inked, right = min(c.ink.left for c in letters), max(c.ink.right for c in letters)
    left = min(letters[0].origin[0], inked)
    right += inked - left  # as much room behind the last letter as before the first
    height = max(c.ink.top for c in letters) - letters[0].origin[1]
    size = min(max(height / 0.7, _SIZES[0]), _SIZES[1])
    return _Word(
        "".join(c.text for c in letters), _roughly(left), _roughly(right), letters[0].origin[1], round(size, 1)
    )


def _roughly(place: float) -> float:
    """On the grid of the picture's pixels."""
    return round(place * DPI / 72) * 72 / DPI


def _width(text: str) -> float:
    """How wide a word is in Helvetica, in ems."""
    from pdfminer.fontmetrics import FONT_METRICS

    widths = FONT_METRICS["Helvetica"][1]
    return sum(widths.get(letter, 556) for letter in text) / 1000


def _written(pdf: Any, page: Any, words: list[_Word]) -> bytes:
    import pikepdf

    if not words:
        return b""
    others = "".join(dict.fromkeys(letter for word in words if not _is_plain(word.text) for letter in word.text))
    fonts = {"/F1": _helvetica()}
    if others:
        fonts["/F2"] = _letters(pdf, others)
    page.Resources.Font = pikepdf.Dictionary(fonts)
    return b"BT 3 Tr\n" + b"\n".join(_shown(word, others) for word in words) + b"\nET"


def _is_plain(text: str) -> bool:
    try:
        text.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True


def _shown(word: _Word, others: str) -> bytes:
    if _is_plain(word.text):
        font, codes, width = "/F1", word.text.encode("cp1252"), _width(word.text)
    else:
        font, codes = "/F2", b"".join((others.index(letter) + 1).to_bytes(2) for letter in word.text)
        width = 0.5 * len(word.text)
    across = 100 * max(word.right - word.left, 0.1) / max(width * word.size, 0.1)
    place = f"{font} {word.size:g} Tf {across:.2f} Tz 1 0 0 1 {word.left:.2f} {word.base:.2f} Tm"
    return f"{place} <{codes.hex()}> Tj".encode()


def _helvetica() -> Any:
    from pikepdf import Dictionary, Name

    return Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)


def _letters(pdf: Any, letters: str) -> Any:
    """A font without shapes: its codes, from 1, stand for the letters."""
    from pikepdf import Array, Dictionary, Name, String

    rows = "\n".join(f"<{n:04x}> <{letter.encode('utf-16-be').hex()}>" for n, letter in enumerate(letters, 1))
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <ffff> endcodespacerange\n{len(letters)} beginbfchar\n{rows}\nendbfchar\n"
        "endcmap CMapName currentdict /CMap defineresource pop end end"
    )
    descriptor = Dictionary(
        Type=Name.FontDescriptor, FontName=Name.Words, Flags=4, FontBBox=Array([0, -200, 500, 800]), ItalicAngle=0,
        Ascent=800, Descent=-200, CapHeight=700, StemV=80,
    )  # fmt: skip
    inner = Dictionary(
        Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name.Words, DW=500, FontDescriptor=descriptor,
        CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
    )  # fmt: skip
    return Dictionary(
        Type=Name.Font, Subtype=Name.Type0, BaseFont=Name.Words, Encoding=Name("/Identity-H"),
        DescendantFonts=Array([pdf.make_indirect(inner)]), ToUnicode=pdf.make_stream(cmap.encode()),
    )  # fmt: skip
