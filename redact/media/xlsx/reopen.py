"""A written workbook as openpyxl sees it, and its members raw, for verification."""

from __future__ import annotations

import io
import posixpath
import warnings
from collections.abc import Iterator
from contextlib import redirect_stdout
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from redact.errors import UnreadableError
from redact.media.ooxml.raw import raw_parts
from redact.media.ooxml.zip import unpacked
from redact.media.source import contents
from redact.media.xlsx.numbers import Formats, code_of
from redact.types import Modality, Part


def reopened_parts(target: Path, largest: int) -> tuple[tuple[Part, ...], list[tuple[str, bytes]]]:
    """The cells of every sheet, with the ids that loading gave them, then each member raw; and the pictures.

    Raises ``UnreadableError`` where openpyxl cannot open the file.
    """
    data = contents(target, largest)
    members = unpacked(data)
    pictures = [(posixpath.basename(name), blob) for name, blob in members.items() if name.startswith("xl/media/")]
    pictures.sort(key=lambda picture: (len(picture[0].partition(".")[0]), picture[0]))
    return (*_cells(data), *raw_parts(members)), pictures


def _cells(data: bytes) -> Iterator[Part]:
    for number, sheet in enumerate(_opened(data), 1):
        yield from _headers(number, sheet)
        for row in getattr(sheet, "iter_rows", tuple)():
            for cell in row:
                if text := _shown(cell):
                    place = f"sheet {number}, cell {cell.coordinate}"
                    yield Part(f"s{number}.{cell.coordinate}", Modality.TEXT, text, place)


def _headers(number: int, sheet: Any) -> Iterator[Part]:
    pages = (f"{which}{what}" for which in ("odd", "even", "first") for what in ("Header", "Footer"))
    sides = ((page, side) for page in pages for side in ("left", "center", "right"))
    for count, (page, side) in enumerate(sides, 1):
        text = getattr(getattr(getattr(sheet, page, None), side, None), "text", None)
        if text:
            yield Part(f"s{number}.h{count}", Modality.TEXT, text, f"sheet {number}, header or footer {count}")


def _opened(data: bytes) -> list[Any]:
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with warnings.catch_warnings(), redirect_stdout(io.StringIO()):  # it prints what it finds odd
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
            return [book[name] for name in book.sheetnames]
    except (InvalidFileException, KeyError, ValueError, TypeError, AttributeError, IndexError, SyntaxError):
        raise UnreadableError("openpyxl cannot open it") from None


def _shown(cell: Any) -> str:
    value = cell.value
    if value is None or isinstance(value, bool) or cell.data_type == "e":
        return ""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M:%S}".removesuffix(" 00:00:00")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, int | float):
        return Formats((code_of(str(cell.number_format)),)).shown(repr(value), 0)
    return str(value).strip()
