"""The cells of a written workbook, read by calamine; by lxml where calamine would not or should not read a sheet.

What a column shows many times is one part. Numbers of up to five digits before their point are one part together.
Calamine lays a sheet out as a table without holes: one cell at each end of a sheet would take all memory there is.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

from redact.errors import UnreadableError
from redact.media.ooxml.package import ROOT, Package
from redact.media.ooxml.xml import parsed, q
from redact.media.xlsx.formulas import column_letters, column_number
from redact.media.xlsx.gate.rows import elements, rows_of
from redact.media.xlsx.numbers import Formats, formats_of, is_mask
from redact.types import Modality, Part

if TYPE_CHECKING:
    from redact.media.ooxml.xml import Element

Row: TypeAlias = tuple[int, Iterable[tuple[int, Any]]]
"""The number of a row, and its values with the numbers of their columns."""
_PLACE = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"')
_CELL = re.compile(rb"<c[\s>/]")
_MASKED = rb'<c r="([A-Z]{1,3})(\d{1,7})" s="(%s)"(?: t="n")?>(?:<f[^>]*/>|<f[^>]*>[^<]*</f>)?<v>([^<]*)</v>'
_ROOMY, _SMALL = 4, 1 << 20
"""So many places for each cell, and so many in any case, may a sheet have to be laid out as a table."""
_FIRST_ROWS, _LONGEST = 10, 120
_SHORT = 100_000
_APART = " qqzqq "
"""Stands between numbers, so that none runs into the next where they are searched; no value holds it."""
_SLICE = 1 << 20
_SURE = 15
"""So many letters of a number are the same whoever works it out."""


def sheets_of(data: bytes, members: Mapping[str, bytes]) -> Iterator[Iterator[Part]]:
    """What the columns of each sheet show, each thing once, with the id and the place of the first cell of it.

    *members* are those of the file whose bytes are *data*. Raises ``UnreadableError`` where it cannot be read.
    """
    reading = _Reading(data, members)
    for number, member in enumerate(reading.sheets, 1):
        if member in members and b"sheetData" in members[member]:
            yield _parts(number, reading.rows(number, members[member]), reading.formats)


def _parts(number: int, rows: Iterable[Row], formats: Formats) -> Iterator[Part]:
    columns, short, heads = dict[int, dict[Any, int]](), list[str](), _Heads()
    for row, values in heads.looking(rows):
        for column, value in values:
            columns.setdefault(column, {}).setdefault(value, row)
    for column, seen in columns.items():
        letters = column_letters(column)
        for value, row in seen.items():
            text, where = _shown(value, formats), f"{letters}{row}"
            if _is_short(value):
                short.append(text)
            elif text:
                place, context = f"sheet {number}, cell {where}", heads.over(row, column)
                yield Part(f"s{number}.{where}", Modality.TEXT, text, place, context=context)
    if short:
        together = _APART.join(["", *dict.fromkeys(short), ""])
        yield Part(f"s{number}.numbers", Modality.TEXT, together, f"sheet {number}, short numbers", raw=True)


class _Heads:
    """The first row of two or more cells that are all words: what it says of the columns below."""

    def __init__(self) -> None:
        self._row, self._words = 0, dict[int, str]()

    def looking(self, rows: Iterable[Row]) -> Iterator[Row]:
        """The same rows; the heads are looked for in the first of them."""
        tried = 0
        for row, values in rows:
            if self._row or tried == _FIRST_ROWS:
                yield row, values
                continue
            filled = [(column, value) for column, value in values if value not in {"", None}]
            tried += bool(filled)
            if len(filled) > 1 and all(isinstance(value, str) for _, value in filled):
                self._row, self._words = row, {column: value.strip()[:_LONGEST] for column, value in filled}
            yield row, filled

    def over(self, row: int, column: int) -> str:
        """The head of a column, for a cell below it."""
        return self._words.get(column, "") if row > self._row else ""


def _is_short(value: Any) -> bool:
    """Whether a value is a number too short to say anything to a detector: it is only searched for."""
    return type(value) in {int, float} and -_SHORT < value < _SHORT


@dataclass
class _Reading:
    """A file while it is read."""

    data: bytes = field(repr=False)
    members: Mapping[str, bytes] = field(repr=False)

    @cached_property
    def sheets(self) -> list[str]:
        """The member of each sheet, in their order."""
        package = Package(dict(self.members), {})
        main = next((row.target for row in package.relations[ROOT] if row.kind == "officeDocument"), "")
        if main not in self.members:
            raise UnreadableError("damaged inside: a workbook without its list of sheets")
        self._styles = next(iter(package.targets(main, "styles")), "")
        self._strings = next(iter(package.targets(main, "sharedStrings")), "")
        targets = {relation.id: relation.target for relation in package.relations[main]}
        return [targets.get(entry.get(q("r:id"), ""), "") for entry in parsed(self.members[main]).iter(q("x:sheet"))]

    @cached_property
    def formats(self) -> Formats:
        """How numbers are shown."""
        return formats_of(parsed(self.members[self._styles]) if self._styles else None, since_1904=False)

    @cached_property
    def book(self) -> Any:
        """The file as calamine sees it; ``None`` where it does not."""
        import python_calamine

        try:
            return python_calamine.load_workbook(io.BytesIO(self.data))
        except (python_calamine.CalamineError, OSError, ValueError):
            return None

    def rows(self, number: int, sheet: bytes) -> Iterator[Row]:
        """The values of one sheet: calamine's where it can be trusted with it."""
        import python_calamine

        if self.book is not None and _is_compact(sheet):
            try:
                table = self.book.get_sheet_by_index(number - 1)
            except (python_calamine.CalamineError, python_calamine.WorksheetNotFound, OSError, ValueError):
                pass  # it refuses what it does not know, such as the name of a newer error
            else:
                yield from _with_masks(table, self._masked(sheet))
                return
        yield from self._by_lxml(sheet)

    def _masked(self, sheet: bytes) -> dict[tuple[int, int], str]:
        """What cells show whose format puts digits into a mask, by row and column: calamine knows no formats."""
        masks = [str(number).encode() for number, code in enumerate(self.formats.codes) if is_mask(code)]
        if not masks:
            return {}
        found = re.findall(_MASKED % b"|".join(masks), sheet)
        return {
            (int(row), column_number(letters.decode())): self.formats.shown(
                value.decode("ascii", "replace"), int(style)
            )
            for letters, row, style, value in found
        }

    def _by_lxml(self, sheet: bytes) -> Iterator[Row]:
        number = 0
        for row in rows_of(sheet):
            number = _number(row.get("r", ""), number)
            yield number, list(self._values(row))

    def _values(self, row: Element) -> Iterator[tuple[int, Any]]:
        column = 0
        for cell in row.iter(q("x:c")):
            letters = cell.get("r", "").rstrip("0123456789")
            column = column_number(letters) if letters.isascii() and letters.isupper() else column + 1
            yield column, self._value(cell)

    def _value(self, cell: Element) -> str:
        value, kind = cell.findtext(q("x:v")) or "", cell.get("t", "n")
        if kind == "s" and value.isascii() and value.isdigit():
            return self._shared[int(value)] if int(value) < len(self._shared) else ""
        if kind == "n" and value:
            return self.formats.shown(value, _number(cell.get("s", ""), -1))
        if kind in {"b", "e"} and re.fullmatch(r"[01]|#[A-Z0-9_/]+[!?]?", value):
            return ""
        return value + "".join(text.text or "" for text in cell.iter(q("x:t")))

    @cached_property
    def _shared(self) -> list[str]:
        """The texts that cells share."""
        if not self._strings:
            return []
        strings = elements(self.members[self._strings], q("x:si"))
        return ["".join(text.text or "" for text in string.iter(q("x:t"))) for string in strings]


def _is_compact(sheet: bytes) -> bool:
    """Whether a sheet laid out as a table has few holes."""
    count, letters, rows = 0, set[bytes](), set[bytes]()
    for start, end in _slices(sheet):
        places = _PLACE.findall(sheet, start, end)
        if len(places) != len(_CELL.findall(sheet, start, end)):
            return False
        count += len(places)
        letters.update(name for name, _ in places)
        rows.update(row for _, row in places)
    columns, numbers = [column_number(name.decode()) for name in letters], list(map(int, rows))
    if not count:
        return True
    area = (max(columns) - min(columns) + 1) * (max(numbers) - min(numbers) + 1)
    return area <= max(_ROOMY * count, _SMALL)


def _slices(sheet: bytes) -> Iterator[tuple[int, int]]:
    """A sheet in pieces that end where a row begins."""
    at = 0
    while at < len(sheet):
        end = sheet.find(b"<row", at + _SLICE)
        yield at, (end := len(sheet) if end < 0 else end)
        at = end


def _with_masks(table: Any, masked: Mapping[tuple[int, int], str]) -> Iterator[Row]:
    first = table.start[1] + 1 if table.start else 1
    for number, row in enumerate(table.iter_rows(), 1):
        values = enumerate(row, first)
        yield number, [(c, masked.get((number, c), value)) for c, value in values] if masked else values


def _shown(value: Any, formats: Formats) -> str:
    """What a value looks like on the sheet; nothing for truth values."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, int | float):
        plain = repr(value).removesuffix(".0")
        return plain if len(plain) <= _SURE and "e" not in plain else formats.shown(repr(value), -1)
    return _moment(value)


def _moment(value: Any) -> str:
    match value:
        case datetime():
            return f"{value:%Y-%m-%d %H:%M:%S}".removesuffix(" 00:00:00")
        case timedelta():
            return Formats(("date",)).shown(str(value / timedelta(days=1)), 0)
        case date() | time():
            return value.isoformat()
        case _:
            return str(value).strip()


def _number(text: str, before: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else before + 1
