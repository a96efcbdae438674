"""PDF files to measure on: so many full pages of text with people in it, set as a word processor sets them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

from tests.bench.lists import people
from tests.bench.texts import prose

SIZE = (595, 842)
_LEFT, _WIDTH, _TOP, _BOTTOM, _LEADING = 72, 450, 780, 60, 13
_EVERY = 150
"""Words from one name to the next: six names on a page of five thousand characters, about."""
_NAMES = 40


def names() -> list[str]:
    """The people who stand in the files."""
    return people(_NAMES)


def digital(path: Path, pages: int) -> None:
    """Write a file of so many pages, lines of a standard font and of an embedded subset by turns."""
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    registerFont(TTFont("Vera", "Vera.ttf"))
    canvas, words = Canvas(str(path), pagesize=SIZE), _words()
    for _ in range(pages):
        for number, y in enumerate(range(_TOP, _BOTTOM, -_LEADING)):
            font = ("Vera", "Times-Roman")[number % 2]
            canvas.setFont(font, 10)
            canvas.drawString(_LEFT, y, _line(words, font))
        canvas.showPage()
    canvas.save()


def _line(words: Iterator[str], font: str) -> str:
    from reportlab.pdfbase.pdfmetrics import stringWidth

    line = next(words)
    while stringWidth(line, font, 10) < _WIDTH:
        line += f" {next(words)}"
    return line


def _words() -> Iterator[str]:
    plain = re.findall(r"(?<![!-~])[!-~]{1,20}(?![!-~])", " ".join(prose(1_000_000)))
    who = cycle(names())
    for number, word in enumerate(cycle(plain), 1):
        yield word if number % _EVERY else next(who)
