"""Why a file of sound or film cannot be read, in words that say what to do: protected, text, or something else.

Protection is looked for where it is declared: in the entries of MP4's tracks (ISO/IEC 14496-12, section 8.12; Apple's
"drms") and in the objects of Windows Media's header. It is never worked around.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from redact.errors import UnreadableError

DAMAGED = "the sound or film is damaged, cut short, protected, or not what its name says"
PROTECTED = "it is protected against copying (DRM)", "ask whoever sold or sent it for a copy without protection"
NO_SOUND = "it is a text and no sound or film, whatever its name says", "name it for what it is"
NOTHING = "there is nothing in the recording, not one sample or picture", "leave it out"
_OTHERS = {
    b"%PDF": "a PDF file",
    b"PK\x03\x04": "an archive or an office document",
    b"\xff\xd8\xff": "a picture",
    b"\x89PNG": "a picture",
    b"GIF8": "a picture",
}
_LOCKED = frozenset({b"drms", b"drmi", b"enca", b"encv", b"enct", b"aavd"})
_ENCRYPTED = tuple(
    UUID(name).bytes_le
    for name in (
        "2211b3fb-bd23-11d2-b4b7-00a0c955fc6e",
        "298ae614-2622-4c17-b935-dae07ee9289c",
        "43058533-6981-49e6-9b74-ad12cb86d58c",
    )
)
_ASF = UUID("75b22630-668e-11cf-a6d9-00aa0062ce6c").bytes_le
_WAY = (b"moov", b"trak", b"mdia", b"minf", b"stbl", b"stsd")
_HEAD = 1 << 16
_MOST_BOXES = 4096


def check_unprotected(path: Path) -> None:
    """Raise ``UnreadableError`` for a file that says that it is protected."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
        if head.startswith(_ASF):
            locked = any(mark in head[: int.from_bytes(head[16:24], "little")] for mark in _ENCRYPTED)
        else:
            locked = head[4:8] in {b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip"} and _is_locked(file, path)
    if locked:
        raise UnreadableError(*PROTECTED)


def why_not(path: Path) -> UnreadableError:
    """What is told of a file that no demultiplexer takes."""
    return _known(path) or UnreadableError(DAMAGED)


def why_nothing(path: Path) -> UnreadableError:
    """What is told of a file in which nothing can be decoded, though a demultiplexer takes it."""
    return _known(path) or UnreadableError(*NOTHING)


def _known(path: Path) -> UnreadableError | None:
    """What is told of a file that is something else for certain."""
    with path.open("rb") as file:
        head = file.read(1024)
    other = next((name for mark, name in _OTHERS.items() if head.startswith(mark)), "")
    if other:
        return UnreadableError(f"it is {other} and no sound or film, whatever its name says", NO_SOUND[1])
    return UnreadableError(*NO_SOUND) if _is_text(head) else None


def _is_text(head: bytes) -> bool:
    try:
        text = head.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start < len(head) - 4:
            return False
        text = head[: error.start].decode("utf-8")
    return bool(text) and all(letter.isprintable() or letter.isspace() for letter in text)


def _is_locked(file: BinaryIO, path: Path) -> bool:
    """Whether the entry of any track is one of those that stand for something encrypted."""
    return any(name in _LOCKED for name in _entries(file, 0, path.stat().st_size, _WAY))


def _entries(file: BinaryIO, start: int, end: int, way: tuple[bytes, ...]) -> Iterator[bytes]:
    for name, begin, stop in _boxes(file, start, end):
        if not way:
            yield name
        elif name == way[0]:
            yield from _entries(file, begin + (8 if name == b"stsd" else 0), stop, way[1:])


def _boxes(file: BinaryIO, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    for _ in range(_MOST_BOXES):
        if start + 8 > end:
            return
        file.seek(start)
        head = file.read(16)
        length, begin = int.from_bytes(head[:4], "big"), start + 8
        if length == 1:
            length, begin = int.from_bytes(head[8:16], "big"), start + 16
        stop = end if length == 0 else start + length
        if stop < begin or stop > end:
            return
        yield head[4:8], begin, stop
        start = stop
