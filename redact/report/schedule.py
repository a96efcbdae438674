"""The redaction schedule: a table with one line for each redaction and the ground on which it was made.

Below the redactions stand the passages that were only pointed out: their effect is "flagged", their reason says that
they were left in place and why a reader should look. What was pseudonymised is called still personal data.

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

from redact.report.places import Place, clock, times_of, told
from redact.report.record import Entry, FileRecord, FlagEntry, Record

HEADER = (
    "file", "where", "page", "at", "from", "to", "type",
    "rule", "operator", "effect", "code", "reason", "score", "finding",
)  # fmt: skip

FLAGGED, LEFT = "flagged", "pointed out for review, left in place"
_CONTROLS = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")
_FORMULA = re.compile(r"""(^|[,;|])([\s"']*)([=+\-@＝＋－＠])""")


def schedule_of(record: Record) -> bytes:
    """The schedule of a run, as the bytes of schedule.csv."""
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(HEADER)
    for file in record.files:
        writer.writerows(_rows(file, file.name))
    for file in record.files:
        writer.writerows(_flag_rows(file, file.name))
    return sheet.getvalue().encode("utf-8-sig")


def _rows(file: FileRecord, name: str) -> Iterator[tuple[str, ...]]:
    for entry in file.redactions:
        yield tuple(harmless(cell) for cell in _row(name, entry))
    for child in file.children:
        yield from _rows(child, f"{name} › {child.name}")


def _flag_rows(file: FileRecord, name: str) -> Iterator[tuple[str, ...]]:
    for flag in file.flagged:
        yield tuple(harmless(cell) for cell in _flag_row(name, flag))
    for child in file.children:
        yield from _flag_rows(child, f"{name} › {child.name}")


def _flag_row(name: str, flag: FlagEntry) -> tuple[str, ...]:
    reason = f"{LEFT}: {'; '.join(flag.why)}" if flag.why else LEFT
    told_of = (flag.entity_type, flag.detector, "", FLAGGED, "", reason, f"{flag.score:.2f}", flag.key)
    return (name, flag.place, _page(flag.page), *_at(flag.places), *told_of)


def _page(page: int | None) -> str:
    return "" if page is None else str(page)


def _at(places: tuple[Place, ...]) -> tuple[str, str, str]:
    times = [time for place in places if (time := times_of(place))]
    return (
        "; ".join(told(place) for place in places if times_of(place) is None),
        clock(min(start for start, _ in times)) if times else "",
        clock(max(end for _, end in times)) if times else "",
    )


def _row(name: str, entry: Entry) -> tuple[str, ...]:
    return (
        name,
        entry.place,
        _page(entry.page),
        *_at(entry.places),
        entry.entity_type,
        entry.detector,
        entry.operator,
        f"{entry.effect.value}, {entry.label}" if entry.label else entry.effect.value,
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
