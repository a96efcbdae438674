"""Lines of a stream, in batches of about a megabyte, each with its end as it stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from redact.errors import UnreadableError

BLOCK = 1 << 20
LONGEST = 1 << 28
"""Bytes of a line above which a shard is no text of lines."""


def lines_in(file: BinaryIO, start: int = 0, stop: int = -1) -> Iterator[list[bytes]]:
    """The lines that begin between *start* and *stop*, in batches. Raises ``UnreadableError`` for an endless line."""
    at = start
    if start:
        file.seek(start - 1)
        at = start - 1 + len(file.readline(LONGEST))
    while stop < 0 or at < stop:
        wanted = BLOCK if stop < 0 else min(BLOCK, stop - at)
        lines = file.readlines(wanted)
        if not lines:
            return
        if max(map(len, lines)) > LONGEST:
            raise UnreadableError("a line of more than 256 MB", "write one record a line")
        if 0 <= stop < at + sum(map(len, lines)):
            lines = _beginning_before(lines, at, stop)
        at += sum(map(len, lines))
        yield lines


def _beginning_before(lines: list[bytes], at: int, stop: int) -> list[bytes]:
    kept = []
    for line in lines:
        if at >= stop:
            break
        kept.append(line)
        at += len(line)
    return kept
