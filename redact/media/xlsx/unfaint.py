"""Letters that cannot be seen for their colour or size, made such as can."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from functools import lru_cache
from typing import TYPE_CHECKING

from redact.media.ooxml.xml import NAMESPACES, parsed, q, remove
from redact.media.xlsx.book import Book
from redact.media.xlsx.faint import run_reason
from redact.media.xlsx.hidden import Plan, styles_of
from redact.media.xlsx.hiding import Hiding
from redact.media.xlsx.redone import Redone

if TYPE_CHECKING:
    from redact.media.ooxml.xml import Element

_FORM = re.compile(rb"<rPr>.*?</rPr>", re.DOTALL)
_COLOUR_OR_SIZE = re.compile(rb"<(?:color|sz)(?: [^>]*)?/>")
_SIZE = "11"


def show_faint(book: Book, plan: Plan) -> int:
    """Give the styles of cells that cannot be seen a plain colour, size and format; how many cells there are.

    With *plan* to show what is hidden, formats that show nothing become the general one as well.
    """
    styles, used = styles_of(book), dict[int, None]()
    for number, cells in plan.faint.items():
        grid = book.redone[number].grid
        used |= dict.fromkeys(grid.marks[grid.marked[grid.looks[cell]]].style for cell in cells)
    if styles is None:
        return 0
    forms = styles.find(q("x:cellXfs"))
    rows = list(forms) if forms is not None else []
    for style in sorted(used):
        _plain_font(styles, rows[style])
    if plan.what == "show":
        _plain_formats(rows, plan)
    return sum(len(cells) for number, cells in plan.faint.items() if any(s.number == number for s in book.sheets))


def show_runs(book: Book, plan: Plan) -> int:
    """Give runs of letters inside cells a plain colour and size where they cannot be seen; how many cells there are."""
    return sum(_show_runs_of(book, sheet.number, plan.hiding[sheet.number]) for sheet in book.sheets)


def _show_runs_of(book: Book, number: int, hiding: Hiding) -> int:
    redone, count = book.redone[number], 0
    for cell, rich in list(_faint_cells(book, redone, hiding)):
        redone.put(cell, _FORM.sub(_plain, rich))
        count += 1
    return count


def _faint_cells(book: Book, redone: Redone, hiding: Hiding) -> Iterator[tuple[int, bytes]]:
    """The cells with faint runs on white, with what each says now."""
    import numpy as np

    grid = redone.grid
    kinds = [grid.marks[mark].kind for mark in grid.marked]
    every = (_rich(book, kind, body) for kind, body in zip(kinds, grid.bodies, strict=True))
    looks = {look: rich for look, rich in enumerate(every) if rich}
    found = np.flatnonzero(np.isin(np.asarray(grid.looks), list(looks))).tolist() if looks else []
    for cell in found:
        rich = looks[grid.looks[cell]]
        if cell in redone.cells:
            body = redone.cells[cell].body
            rich = body[4:-5] if body.startswith(b"<is>") else rich if body else b""
        style = grid.marks[grid.marked[grid.looks[cell]]].style
        if _is_faint(rich) and hiding.is_light(grid.rows[cell], grid.columns[cell], style):
            yield cell, rich


def _rich(book: Book, kind: str, body: bytes) -> bytes:
    """What a look says, where any of it is faint."""
    rich = body[4:-5] if body.startswith(b"<is>") else b""
    if kind == "s" and body:
        rich = book.strings.rich(int(body[3:-4]))
    return rich if _is_faint(rich) else b""


def _is_faint(rich: bytes) -> bool:
    return b"<rPr>" in rich and any(_reason(form[0]) for form in _FORM.finditer(rich))


@lru_cache(maxsize=4096)
def _reason(form: bytes) -> str:
    return run_reason(parsed(form.replace(b"<rPr>", b'<rPr xmlns="%s">' % NAMESPACES["x"].encode(), 1)))


def _plain(form: re.Match[bytes]) -> bytes:
    return _COLOUR_OR_SIZE.sub(b"", form[0]) if _reason(form[0]) else form[0]


def _plain_font(styles: Element, form: Element) -> None:
    """Give a style a font that differs from the one that it has in colour and size alone."""
    fonts = styles.find(q("x:fonts"))
    number = form.get("fontId", "0")
    if fonts is None or not number.isdigit() or int(number) >= len(fonts):
        return
    font = deepcopy(fonts[int(number)])
    for child in [*font.findall(q("x:color"))]:
        remove(child)
    for size in font.iter(q("x:sz")):
        size.set("val", size.get("val", _SIZE) if float(size.get("val", _SIZE)) >= 4 else _SIZE)
    fonts.append(font)
    fonts.set("count", str(len(fonts)))
    form.set("fontId", str(len(fonts) - 1))
    fill = form.get("fillId", "0")
    if fill not in {"0", ""}:
        form.set("fillId", "0")


def _plain_formats(rows: list[Element], plan: Plan) -> None:
    faint = next(iter(plan.hiding.values())).faint if plan.hiding else None
    for style in faint.sections if faint else ():
        if style < len(rows):
            rows[style].set("numFmtId", "0")
