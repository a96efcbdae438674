"""The record of a run: report.json for machines, report.html for people, schedule.csv for the file.

None of the three holds a word of the input that was hidden; the page may show pictures and films as they were released,
small. Each is whole or not there: it is written under another name first.
"""

from __future__ import annotations

import os
import re
import secrets
from pathlib import Path
from types import MappingProxyType

import msgspec

from redact.errors import UnreadableError
from redact.report.page import page_of
from redact.report.record import FileRecord, Record, Run, file_record, flags_in, record_of, run_of
from redact.report.schedule import schedule_of
from redact.report.sheet import Sheets, sheets_of
from redact.report.waveforms import keep as keep_waveforms
from redact.report.waveforms import section_of, waveforms_of
from redact.report.waveforms import without as without_waveforms

__all__ = [
    "FileRecord",
    "Record",
    "Run",
    "file_record",
    "flags_in",
    "keep_waveforms",
    "load",
    "record_of",
    "run_of",
    "save",
    "sheets_of",
    "waveforms_of",
    "without_waveforms",
    "write",
]

REPORT, PAGE, SCHEDULE = "report.json", "report.html", "schedule.csv"


def write(folder: Path, record: Record, sheets: Sheets = MappingProxyType({})) -> None:
    """Write the three files of the record into *folder*, made if need be; *sheets* are thumbnails for the page."""
    folder.mkdir(parents=True, exist_ok=True)
    save(folder / SCHEDULE, schedule_of(record))
    save(folder / PAGE, page_of(record, sheets, list(section_of(record, folder))))
    save(folder / REPORT, _laid_out(msgspec.json.encode(record)))


def load(folder: Path) -> Record:
    """The record in *folder*. Raises ``UnreadableError`` when there is none or it does not hold together."""
    try:
        return msgspec.json.decode((folder / REPORT).read_bytes(), type=Record)
    except OSError as error:
        raise UnreadableError(
            f"{REPORT} cannot be read ({type(error).__name__})", "name the folder of a record"
        ) from None
    except msgspec.MsgspecError:
        raise UnreadableError(f"{REPORT} is no record of this version", "run redact again to make one") from None


def _laid_out(data: bytes) -> bytes:
    """JSON as a person can read it: a line for each value, and one for each list of numbers."""
    numbers = re.compile(rb"\[\n((?:\s*[-+.\de]+,?\n)+)\s*\]")
    return numbers.sub(lambda found: b"[" + b" ".join(found[1].split()) + b"]", msgspec.json.format(data, indent=1))


def save(path: Path, data: bytes) -> None:
    """Write *data* under a name of its own and give it its final name when all of it is on disk."""
    fresh = path.with_name(f".{path.name}-{secrets.token_hex(8)}")
    try:
        with fresh.open("xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
