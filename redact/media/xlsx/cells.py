"""What the cells of one sheet show, each thing of a column once, and how a change of it reaches all cells that show it.

A sheet of a million rows has a hundred towns: whoever looks at each town once has looked at all rows. What becomes of a
value becomes of it in every cell of its column that shows it in the same way; its part names the first of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from redact.media.ooxml.slots import Slot
from redact.media.splice import Splice, spliced, splices_of
from redact.media.xlsx.formulas import column_letters, form_of, has_words
from redact.media.xlsx.grid import Grid, Marks, Spelled
from redact.media.xlsx.heads import Areas, Heads
from redact.media.xlsx.markup import escaped, runs_of, shown_in, unescaped, value_of
from redact.media.xlsx.numbers import Formats
from redact.media.xlsx.redone import Redone
from redact.media.xlsx.shared import Strings
from redact.types import Edit, Modality, Part

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_NO_WORDS = re.compile(r"[01]|#[A-Z0-9_]+[/!?]?[0A]?[!?]?|")
_QUOTED = re.compile(rb'>[^<]*(?:"|&quot;|&#)')
_OPENED = re.compile(rb'<t(?: xml:space="preserve")?>\Z')
_ONE_RUN = 3
_PRESERVED = b'<t xml:space="preserve">'


@dataclass(frozen=True, slots=True, repr=False)
class Cells:
    """The cells of sheet *number* and the parts that tell them.

    ``texts`` gives by look what it shows. ``told`` gives by cell the number of its part from 1, and 0 where it shows
    nothing. ``spelled`` gives, by the id of a part that tells a formula, the cells that have it.
    """

    number: int
    grid: Grid
    texts: Sequence[str] = field(repr=False)
    told: NDArray[np.uint32] = field(repr=False)
    parts: Sequence[Part]
    spelled: Mapping[str, Sequence[int]]

    def __repr__(self) -> str:
        return f"Cells({len(self.grid)} on sheet {self.number})"


def cells_of(number: int, grid: Grid, strings: Strings, formats: Formats, tables: Areas) -> Cells:
    """Read what the cells of sheet *number* show."""
    readers = [_reader(marks, strings, formats) for marks in grid.marks]
    texts = [readers[mark](body) if body else "" for mark, body in zip(grid.marked, grid.bodies, strict=True)]
    told = _Told(grid, texts, Heads(grid, texts, tables))
    spelled = _spelled(number, grid)
    parts = (*told.parts(number), *_formula_parts(number, grid, spelled))
    return Cells(
        number, grid, texts, told.numbers, parts, {key: [f.cell for f in group] for key, group in spelled.items()}
    )


def change(cells: Cells, redone: Redone, strings: Strings, edits: Mapping[str, Sequence[Edit]]) -> set[str]:
    """Carry out the edits of parts that *cells* has, and give the ids of these."""
    import numpy as np

    mine = {part.id: (number, part) for number, part in enumerate(cells.parts, 1) if part.id in edits}
    splices = {number: splices_of(edits[key], len(part.text)) for key, (number, part) in mine.items()}
    chosen = [number for number, each in splices.items() if each]
    new: dict[int, bytes] = {}
    for cell in np.flatnonzero(np.isin(cells.told, chosen)).tolist():
        look = cells.grid.looks[cell]
        if look not in new:
            new[look] = _edited(_rich(cells, look, strings), splices[int(cells.told[cell])])
        redone.put(cell, new[look])
    for key in mine.keys() & cells.spelled.keys():
        for cell in cells.spelled[key] if splices[mine[key][0]] else ():
            redone.settle_for_result(cell)
    return set(mine)


class _Told:
    """Which part tells each cell: those of one column that show the same below the same head have one.

    ``numbers`` gives by cell that of its part, from 1, in the order of the first cells that they tell.
    """

    def __init__(self, grid: Grid, texts: Sequence[str], heads: Heads) -> None:
        import numpy as np

        self._grid, self._texts, self._heads = grid, texts, heads
        alike, (contexts, words) = _alike(texts), heads.told()
        like = np.asarray(alike, np.int64)[np.asarray(grid.looks)]
        shown = np.flatnonzero(like)
        places = np.asarray(grid.columns, np.int64) * len(words) + contexts
        keys = (places * (len(alike) + 1) + like)[shown]
        _, firsts, inverse, counts = np.unique(keys, return_index=True, return_inverse=True, return_counts=True)
        order = np.argsort(firsts)
        ranks = np.empty(len(order), np.uint32)
        ranks[order] = np.arange(1, len(order) + 1)
        numbers = np.zeros(len(grid), np.uint32)
        numbers[shown] = ranks[inverse]
        self.numbers = numbers
        self._firsts = shown[firsts[order]]
        self._counts = counts[order]
        self._contexts = [words[number] for number in contexts[self._firsts].tolist()]

    def parts(self, sheet: int) -> Iterator[Part]:
        """The parts, in the order of the first cells that they tell."""
        grid, texts = self._grid, self._texts
        letters = {column: column_letters(column) for column in set(grid.columns)}
        for cell, count, context in zip(self._firsts.tolist(), self._counts.tolist(), self._contexts, strict=True):
            column = letters[grid.columns[cell]]
            where = f"{column}{grid.rows[cell]}"
            yield Part(
                f"s{sheet}.{where}",
                Modality.TEXT,
                texts[grid.looks[cell]],
                f"sheet {sheet}, cell {where}{f' and {count - 1} more' if count > 1 else ''}",
                context=context,
                column="" if self._heads.is_head(cell) else f"s{sheet}.{column}",
                count=count,
            )


def _alike(texts: Sequence[str]) -> list[int]:
    """By look the number of what it shows, from 1: the same for looks that show the same, 0 for nothing but space."""
    numbers: dict[str, int] = {}
    return [numbers.setdefault(text, len(numbers) + 1) if text and not text.isspace() else 0 for text in texts]


def _reader(marks: Marks, strings: Strings, formats: Formats) -> Callable[[bytes], str]:
    """What tells the text of a value that is marked so."""
    match marks.kind:
        case "s":
            return lambda body: strings.text(int(body[3:-4]))
        case "inlineStr":
            return lambda body: shown_in(body[4:-5])
        case "n":
            return formats.reader(marks.style)
        case "b" | "e":
            return lambda body: "" if _NO_WORDS.fullmatch(text := value_of(body)) else text
        case _:
            return value_of


def _spelled(number: int, grid: Grid) -> dict[str, list[Spelled]]:
    """The formulas that hold words, those of one column together that differ in the numbers of rows only."""
    groups: dict[tuple[int, str], list[Spelled]] = {}
    for each in grid.formulas(_QUOTED):
        if '"' in each.text and has_words(each.text):
            groups.setdefault((grid.columns[each.cell], form_of(each.text)), []).append(each)
    return {f"s{number}.{grid.reference(group[0].cell)}.f": group for group in groups.values()}


def _formula_parts(number: int, grid: Grid, spelled: Mapping[str, Sequence[Spelled]]) -> Iterator[Part]:
    for key, group in spelled.items():
        more = f" and {len(group) - 1} more" if len(group) > 1 else ""
        where = f"sheet {number}, cell {grid.reference(group[0].cell)}{more}, formula"
        yield Part(key, Modality.TEXT, group[0].text, where)


def shown_now(cells: Cells, redone: Redone, cell: int) -> str:
    """What a cell shows after the changes that were made."""
    if cell in redone.cells:
        body = redone.cells[cell].body
        return shown_in(body[4:-5]) if body.startswith(b"<is>") else cells.texts[cells.grid.looks[cell]] if body else ""
    return cells.texts[cells.grid.looks[cell]]


def add(cells: Cells, redone: Redone, strings: Strings, cell: int, more: str) -> None:
    """Put more letters behind what a cell shows."""
    body = redone.cells[cell].body if cell in redone.cells else b""
    rich = body[4:-5] if body.startswith(b"<is>") else _rich(cells, cells.grid.looks[cell], strings)
    end = len(shown_now(cells, redone, cell))
    redone.put(cell, _edited(rich, [(end, end, more)]))


def _rich(cells: Cells, look: int, strings: Strings) -> bytes:
    """What a look shows, as a text with its forms."""
    body, kind = cells.grid.bodies[look], cells.grid.marks[cells.grid.marked[look]].kind
    if kind == "s":
        return strings.rich(int(body[3:-4]))
    return body[4:-5] if kind == "inlineStr" else b"<t>%s</t>" % escaped(cells.texts[look])


def _edited(rich: bytes, splices: Sequence[Splice]) -> bytes:
    pieces = runs_of(rich)
    if len(pieces) == _ONE_RUN:
        RunPiece(pieces, 1).put(spliced(unescaped(pieces[1]), splices))
        return b"".join(pieces)
    Slot("", "", tuple(RunPiece(pieces, at) for at in range(1, len(pieces), 2))).edit(splices)
    return b"".join(pieces)


@dataclass(frozen=True, slots=True)
class RunPiece:
    """One run of a text that was cut up, at that place of the pieces."""

    pieces: list[bytes] = field(repr=False)
    at: int

    @property
    def text(self) -> str:
        return unescaped(self.pieces[self.at])

    def put(self, text: str) -> None:
        self.pieces[self.at - 1] = _OPENED.sub(_PRESERVED, self.pieces[self.at - 1])
        self.pieces[self.at] = escaped(text)
