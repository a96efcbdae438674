"""The redaction schedule: a table with one line for each redaction and the ground on which it was made.

UTF-8 with a byte order mark, because Excel reads anything else as the old code page of the machine; every field quoted,
lines ended as RFC 4180 says. A spreadsheet program cannot be made to run anything that stands in it, whichever
separator it was told to split at.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from functools import lru_cache

from redact.report.places import clock, times_of, told
from redact.report.record import Entry, FileRecord, Record

HEADER = (
    "file", "where", "page", "at", "from", "to", "type",
    "rule", "operator", "effect", "code", "reason", "score", "finding",
)  # fmt: skip

_CONTROLS = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")
_FORMULA = re.compile(r"""(^|[,;|])([\s"']*)([=+\-@＝＋－＠])""")


def schedule_of(record: Record) -> bytes:
    """The schedule of a run, as the bytes of schedule.csv."""
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(HEADER)
    for file in record.files:
        writer.writerows(_rows(file, file.name))
    return sheet.getvalue().encode("utf-8-sig")


def _rows(file: FileRecord, name: str) -> Iterator[tuple[str, ...]]:
    for entry in file.redactions:
        yield tuple(harmless(cell) for cell in _row(name, entry))
    for child in file.children:
        yield from _rows(child, f"{name} › {child.name}")


def _row(name: str, entry: Entry) -> tuple[str, ...]:
    times = [time for place in entry.places if (time := times_of(place))]
    return (
        name,
        entry.place,
        "" if entry.page is None else str(entry.page),
        "; ".join(told(place) for place in entry.places if times_of(place) is None),
        clock(min(start for start, _ in times)) if times else "",
        clock(max(end for _, end in times)) if times else "",
        entry.entity_type,
        entry.detector,
        entry.operator,
        entry.effect.value,
        entry.code,
        entry.reason,
        f"{entry.score:.2f}",
        entry.key,
    )


@lru_cache(maxsize=8192)
def harmless(cell: str) -> str:
    """The text of a cell on one line, with an apostrophe before whatever a spreadsheet would take for a formula.

    Also after a separator inside the text: a program that was told to split there would see a field begin.
    """
    line = _CONTROLS.sub(" ", cell)
    while (marked := _FORMULA.sub(r"\1\2’\3", line)) != line:
        line = marked
    return line
