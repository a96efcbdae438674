"""What was given out as marks, and when: a finding that no reviewer has seen can never count as rejected by him.

Each time that marks are written, a sheet of them is added to the record: keys, types and places, no text. The marks
carry the sheet's tag in their names, so that what comes back is held against just what was given.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

import msgspec

from redact.errors import PolicyError
from redact.report.places import BoxPlace

GIVEN = "xfdf.jsonl"
_NAME = re.compile(r"([0-9a-f]{24})\.([0-9a-f]{12})(?:\.p[0-9]{1,7})?", re.ASCII)


class GivenMark(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One finding that was given out: by its key, with its type, its boxes and its code.

    One that is ``flagged`` was only pointed out, and goes only if the reviewer draws a redaction mark there. ``own``
    ones stand where a reviewer put them before.
    """

    key: str
    entity_type: str
    places: tuple[BoxPlace, ...]
    code: str = ""
    flagged: bool = False
    own: bool = False


class Sheet(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All marks that were given out for one file at one time; ``file`` is the digest of the input."""

    tag: str
    file: str
    marks: tuple[GivenMark, ...]


def sheet_of(file: str, marks: Iterable[GivenMark]) -> Sheet:
    """The sheet of these marks; its tag is a digest of all that it says."""
    listed = tuple(marks)
    said = msgspec.json.encode((file, listed))
    return Sheet(hashlib.blake2b(said, digest_size=6).hexdigest(), file, listed)


def name_of(key: str, tag: str, page: int | None = None) -> str:
    """The name of a mark; names are unique on their page, *page* tells pieces on further pages apart."""
    return f"{key}.{tag}" + (f".p{page + 1}" if page is not None else "")


def told_by(name: str) -> tuple[str, str] | None:
    """The key and the tag in the name of a mark; nothing for a name that is not ours."""
    found = _NAME.fullmatch(name)
    return (found[1], found[2]) if found else None


def remember(record: Path, sheets: Iterable[Sheet]) -> None:
    """Add sheets to the record."""
    with (record / GIVEN).open("ab") as file:
        file.write(b"".join(msgspec.json.encode(sheet) + b"\n" for sheet in sheets))


def sheets_of(record: Path) -> list[Sheet]:
    """Every sheet of a record, in order. Raises ``PolicyError`` with the number of a line that is none."""
    path = record / GIVEN
    lines = path.read_bytes().splitlines() if path.is_file() else []
    return [_sheet(line, number) for number, line in enumerate(lines, 1) if line.strip()]


def _sheet(line: bytes, number: int) -> Sheet:
    try:
        return msgspec.json.decode(line, type=Sheet)
    except (msgspec.DecodeError, msgspec.ValidationError):
        raise PolicyError(f"line {number} of {GIVEN} in the record is damaged", "write the marks anew") from None
