"""What stands in the archive and not in the document: members that nothing leads to, bytes beside the members."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from redact.media import checklist
from redact.media.ooxml.gate.opened import Opened
from redact.media.ooxml.listing import TYPES, listing_of
from redact.types import Unseen

_LOCAL_HEADER = 30
_DESCRIPTORS = (0, 12, 16, 20, 24)
"""Lengths in bytes of the record that may stand behind a member and says how long it was."""


def leftovers(opened: Opened) -> Iterator[Unseen]:
    """Members that no relation leads to."""
    reached = opened.reached()
    known = {TYPES.casefold(), *(listing_of(name).casefold() for name in ("", *reached))}
    for name in opened.members:
        if name not in reached and name.casefold() not in known:
            yield Unseen("a member that nothing refers to", opened.place(name), check=checklist.LEFTOVERS)


def trailing(opened: Opened) -> Iterator[Unseen]:
    """Bytes before the first member, between members and behind the last one, and remarks of the archive."""
    with zipfile.ZipFile(io.BytesIO(opened.data)) as archive:
        entries = sorted(archive.infolist(), key=lambda entry: entry.header_offset)
        remarks = len(archive.comment) + sum(len(entry.comment) for entry in entries)
        directory = archive.start_dir
    if remarks:
        yield Unseen("remarks of the archive, in bytes", "archive", remarks, check=checklist.TRAILING)
    if beside := _beside(opened.data, entries, directory):
        yield Unseen("bytes beside the members", "archive", beside, check=checklist.TRAILING)
    end = opened.data.rfind(b"PK\x05\x06")
    behind = len(opened.data) - end - 22 - int.from_bytes(opened.data[end + 20 : end + 22], "little")
    if end >= 0 and behind > 0:
        yield Unseen("bytes behind the archive", "archive", behind, check=checklist.TRAILING)


def _beside(data: bytes, entries: list[zipfile.ZipInfo], directory: int) -> int:
    """How many bytes belong to no member and to no list of them."""
    at, lost = 0, 0
    for entry in entries:
        gap = entry.header_offset - at
        lost += gap if gap not in _DESCRIPTORS or not at else 0
        start = entry.header_offset
        name, extra = (int.from_bytes(data[start + here : start + here + 2], "little") for here in (26, 28))
        at = start + _LOCAL_HEADER + name + extra + entry.compress_size
    gap = directory - at
    return lost + (gap if gap not in _DESCRIPTORS else 0)
