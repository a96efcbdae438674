"""Reading a user's file into memory, once, with the refusals that every text-like format shares."""

from __future__ import annotations

from pathlib import Path

from redact.errors import UnreadableError

LARGEST = 1 << 30
"""Bytes that a text-like format may have before it is refused."""


def contents(source: Path, largest: int = LARGEST) -> bytes:
    """The bytes of a file. Raises ``UnreadableError`` where it is missing, locked, empty or larger than *largest*."""
    try:
        size = source.stat().st_size
        if size > largest:
            raise UnreadableError(f"larger than {largest:,} bytes", "split it into smaller files")
        data = source.read_bytes()
    except OSError as error:
        raise UnreadableError(
            f"cannot be read ({type(error).__name__})", "check that it exists and is not locked"
        ) from None
    if not data:
        raise UnreadableError("empty file", "leave it out")
    return data
