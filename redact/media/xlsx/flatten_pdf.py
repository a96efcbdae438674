"""The sheets of a workbook as plain tables on pages (PDF), drawn by reportlab and saved as every PDF of ours."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from redact.errors import MissingError, UnreadableError
from redact.media.pdf.saving import saved
from redact.media.xlsx.flatten import Flat

MOST_CELLS = 200_000
"""More than any person would page through."""
_FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "/Library/Fonts",
    "/System/Library/Fonts/Supplemental",
    "C:/Windows/Fonts",
    "~/.fonts",
    "~/.local/share/fonts",
    "~/Library/Fonts",
)
_FACES = (
    "DejaVuSans.ttf",
    "NotoSans-Regular.ttf",
    "LiberationSans-Regular.ttf",
    "Arial Unicode.ttf",
    "arial.ttf",
    "Arial.ttf",
)
_NAME = "redact-sans"
_SIZE, _LEADING, _PAD = 7.0, 8.6, 2.0
_WIDTH, _HEIGHT, _MARGIN = 842.0, 595.0, 36.0
"""Points: A4 lying."""
_NARROWEST, _WIDEST = 24.0, 180.0
_SAMPLE = 400


def as_pdf(sheets: Sequence[Flat]) -> bytes:
    """All sheets, each from a new page; a sheet too wide for one page goes on over several, side by side.

    Raises ``UnreadableError`` for more than ``MOST_CELLS`` cells, ``MissingError`` where no font has all letters.
    """
    import pikepdf

    if sum(len(row) for sheet in sheets for row in sheet.rows) > MOST_CELLS:
        raise UnreadableError("too many cells for a PDF", "flatten it to CSV instead")
    drawn = _drawn(sheets)
    with pikepdf.open(io.BytesIO(drawn)) as pdf:
        for key in ("/Info", "/Metadata"):
            for holder in (pdf.trailer, pdf.Root):
                if key in holder:
                    del holder[key]
        return saved(pdf)


def _drawn(sheets: Sequence[Flat]) -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    buffer = io.BytesIO()
    _register({letter for text in _texts(sheets) for letter in text if not letter.isspace()})
    canvas = Canvas(buffer, pagesize=(_WIDTH, _HEIGHT), invariant=1, pageCompression=1)
    for sheet in sheets:
        for columns in _strips(sheet):
            _draw(canvas, sheet, columns)
    canvas.save()
    return buffer.getvalue()


def _register(letters: set[str]) -> None:
    """Choose the first font that has all these letters."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFError, TTFont

    for path in _fonts():
        try:
            font = TTFont(_NAME, str(path))
        except TTFError:
            continue
        if all(ord(letter) in font.face.charToGlyph for letter in letters):
            pdfmetrics.registerFont(font)
            return
    raise MissingError("no font that was found here has all letters of the file", "install one, or flatten it to CSV")


def _fonts() -> Iterator[Path]:
    """The fonts of this machine that have the most letters, then the one that reportlab brings along."""
    import reportlab

    folders = [folder for name in _FOLDERS if (folder := Path(name).expanduser()).is_dir()]
    for face in _FACES:
        for folder in folders:
            yield from sorted(folder.rglob(face))
    yield Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"


def _texts(sheets: Sequence[Flat]) -> Iterator[str]:
    for sheet in sheets:
        yield sheet.title
        for row in sheet.rows:
            yield from row


def _strips(sheet: Flat) -> Iterator[list[tuple[int, float]]]:
    """The columns that fit beside each other on a page, with their widths."""
    strip, used = list[tuple[int, float]](), 0.0
    for column, width in enumerate(_widths(sheet)):
        if strip and used + width > _WIDTH - 2 * _MARGIN:
            yield strip
            strip, used = [], 0.0
        strip.append((column, width))
        used += width
    yield strip


def _widths(sheet: Flat) -> list[float]:
    longest = [max(map(_length, column), default=0.0) for column in zip(*sheet.rows[:_SAMPLE], strict=True)]
    return [min(max(length + 2 * _PAD, _NARROWEST), _WIDEST) for length in longest]


def _length(text: str) -> float:
    from reportlab.pdfbase.pdfmetrics import stringWidth

    return float(stringWidth(text, _NAME, _SIZE))


def _draw(canvas: Any, sheet: Flat, columns: Sequence[tuple[int, float]]) -> None:
    """Draw some columns of a sheet over as many pages as it takes."""
    top = _HEIGHT - _MARGIN
    canvas.setFont(_NAME, _SIZE + 2)
    canvas.drawString(_MARGIN, top, sheet.title)
    canvas.setFont(_NAME, _SIZE)
    at = top - 2 * _LEADING
    for row in sheet.rows:
        lines = [_wrapped(row[column], width - 2 * _PAD) for column, width in columns]
        for number in range(max(map(len, lines), default=0)):
            if at < _MARGIN:
                canvas.showPage()
                canvas.setFont(_NAME, _SIZE)
                at = top
            _draw_line(canvas, at, [cell[number] if number < len(cell) else "" for cell in lines], columns)
            at -= _LEADING
    canvas.showPage()


def _draw_line(canvas: Any, at: float, texts: Sequence[str], columns: Sequence[tuple[int, float]]) -> None:
    left = _MARGIN
    for text, (_, width) in zip(texts, columns, strict=True):
        if text:
            canvas.drawString(left + _PAD, at, text)
        left += width


def _wrapped(text: str, width: float) -> list[str]:
    """A text in lines that fit, cut at spaces where there are any."""
    lines = list[str]()
    for paragraph in text.splitlines() or [""]:
        line = ""
        for word in (piece for whole in paragraph.split(" ") for piece in _pieces(whole, width)):
            joined = f"{line} {word}" if line else word
            if line and _length(joined) > width:
                lines.append(line)
                line = word
            else:
                line = joined
        lines.append(line)
    return lines


def _pieces(word: str, width: float) -> Iterator[str]:
    """A word in pieces that fit."""
    while _length(word) > width and len(word) > 1:
        head = _fitting(word, width)
        yield head
        word = word[len(head) :]
    yield word


def _fitting(word: str, width: float) -> str:
    """As many letters of a word as fit, one at least."""
    end = 1
    while end < len(word) and _length(word[: end + 1]) <= width:
        end += 1
    return word[:end]
