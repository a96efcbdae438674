"""A written workbook as other programs see it, and its members raw, for verification.

Cells are read by calamine, which shares no line with what wrote them, and what stands around them by openpyxl. What
one column shows many times is one part, as it was when the workbook was loaded.
"""

from __future__ import annotations

import io
import posixpath
import re
import warnings
from collections.abc import Iterator, Mapping
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

from redact.errors import UnreadableError
from redact.media.ooxml.raw import raw_parts
from redact.media.ooxml.zip import unpacked
from redact.media.source import contents
from redact.media.xlsx.reread import sheets_of
from redact.types import Modality, Part

_ROWS = re.compile(rb"(<(?:\w+:)?sheetData(?:\s[^>]*)?>).*(</(?:\w+:)?sheetData>)", re.DOTALL)
_TEXTS = re.compile(rb"(<(?:\w+:)?sst(?:\s[^>]*)?>).*(</(?:\w+:)?sst>)", re.DOTALL)
_TEXT = rb'<t(?: xml:space="preserve")?>'
_TOKENS = re.compile(
    rb'(?:<c r="[A-Z]{1,3}\d{1,7}"(?: s="\d{1,6}")?(?: t="[a-zA-Z]{1,9}")?'
    rb"(?: ?/>|>(?:<v>[-+\d.eE]*+</v></c>|<is>%s|<f>)?)"
    rb'|(?:</f>|<f t="shared" si="\d{1,9}"/>)(?:<v>[-+\d.eE]*+</v></c>)?|</v></c>|</t></is></c>|</c>'
    rb'|</row>|<row r="\d{1,7}"(?: spans="[\d: ]{1,99}")?>|<si>(?:%s|<t/></si>)|</t></si>)+' % (_TEXT, _TEXT)
)
"""Tags that parts texts, one after the other: what is told of a sheet is told by the rest."""


def reopened_parts(target: Path, largest: int) -> tuple[tuple[Part, ...], list[tuple[str, bytes]]]:
    """What the cells of every sheet show, with the ids that loading gave it, then each member raw; and the pictures.

    Raises ``UnreadableError`` where other programs cannot open the file.
    """
    data = contents(target, largest)
    members = unpacked(data)
    pictures = [(posixpath.basename(name), blob) for name, blob in members.items() if name.startswith("xl/media/")]
    pictures.sort(key=lambda picture: (len(picture[0].partition(".")[0]), picture[0]))
    headers = [part for number, sheet in enumerate(_opened(members), 1) for part in _headers(number, sheet)]
    cells = [part for sheet in sheets_of(data, members) for part in sheet]
    raw = raw_parts({name: _without_tags(name, member) for name, member in members.items()})
    return (*headers, *cells, *raw), pictures


def _headers(number: int, sheet: Any) -> Iterator[Part]:
    pages = (f"{which}{what}" for which in ("odd", "even", "first") for what in ("Header", "Footer"))
    sides = ((page, side) for page in pages for side in ("left", "center", "right"))
    for count, (page, side) in enumerate(sides, 1):
        text = getattr(getattr(getattr(sheet, page, None), side, None), "text", None)
        if text:
            yield Part(f"s{number}.h{count}", Modality.TEXT, text, f"sheet {number}, header or footer {count}")


def _opened(members: Mapping[str, bytes]) -> list[Any]:
    """The sheets as openpyxl sees them, without their cells."""
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with warnings.catch_warnings(), redirect_stdout(io.StringIO()):  # it prints what it finds odd
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(_lean(members)), data_only=True)
            return [book[name] for name in book.sheetnames]
    except (InvalidFileException, KeyError, ValueError, TypeError, AttributeError, IndexError, SyntaxError):
        raise UnreadableError("openpyxl cannot open it") from None


def _lean(members: Mapping[str, bytes]) -> bytes:
    """The file without its cells and texts."""
    import zipfile

    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, _TEXTS.sub(rb"\1\2", _ROWS.sub(rb"\1\2", data)) if name.endswith(".xml") else data)
    return buffer.getvalue()


def _without_tags(name: str, data: bytes) -> bytes:
    """A member with a line instead of each row of tags that most programs write between two texts."""
    is_long = b"<sheetData" in data or b"<sst" in data
    return _TOKENS.sub(b"\n", data) if is_long and name.endswith(".xml") else data
