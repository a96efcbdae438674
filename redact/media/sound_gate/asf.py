"""Windows Media: objects within objects (Microsoft's Advanced Systems Format, revision 01.20.05)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO
from uuid import UUID

from redact.media import checklist
from redact.media.video.anatomy.blocks import FILLER, PLACE, Block, behind, is_empty
from redact.types import Unseen

HEADER = UUID("75b22630-668e-11cf-a6d9-00aa0062ce6c")
PADDING = UUID("1806d474-cadf-4509-a4ba-9aabcb96aae8")
PLAIN = frozenset(
    map(
        UUID,
        (
            "75b22636-668e-11cf-a6d9-00aa0062ce6c",  # data
            "33000890-e5b1-11cf-89f4-00a0c90349cb",  # simple index
            "d6e229d3-35da-11d1-9034-00a0c90349be",  # index
            "8cabdca1-a947-11cf-8ee4-00c00c205365",  # file properties
            "b7dc0791-a9b7-11cf-8ee6-00c00c205365",  # stream properties
            "5fbf03b5-a92e-11cf-8ee3-00c00c205365",  # header extension
            "86d15240-311d-11d0-a3a4-00a0c90348f6",  # codec list
            "7bf875ce-468d-11d1-8d82-006097c9a2b2",  # stream bit rates
        ),
    )
)
TAGGED = frozenset(
    map(
        UUID,
        (
            "75b22633-668e-11cf-a6d9-00aa0062ce6c",  # content description
            "d2d0a440-e307-11d2-97f0-00a0c95ea850",  # extended content description
            "2211b3fa-bd23-11d2-b4b7-00a0c955fc6e",  # content branding
        ),
    )
)
MARKS = UUID("f487cd01-a951-11cf-8ee6-00c00c205365")
PRIVATE = Unseen("a private or unknown object", PLACE, check=checklist.CUSTOM_DATA)


def unseen_in(file: BinaryIO, size: int) -> Iterator[Unseen]:
    """The objects that hold something beside the sound's form, and what stands behind them."""
    yield from _within(file, Block(b"", 0, size))


def _within(file: BinaryIO, holder: Block) -> Iterator[Unseen]:
    position = holder.start
    while position + 24 <= holder.end:
        file.seek(position)
        kind = UUID(bytes_le=file.read(16))
        end = position + int.from_bytes(file.read(8), "little")
        if end < position + 24 or end > holder.end:
            break
        if kind == HEADER:
            yield from _within(file, Block(b"", position + 30, end))
        else:
            yield from _told(file, kind, position + 24, end)
        position = end
    yield from behind(file, position, holder.end)


def _told(file: BinaryIO, kind: UUID, start: int, end: int) -> Iterator[Unseen]:
    if kind == PADDING:
        yield from () if is_empty(file, start, end) else (FILLER,)
    elif kind == MARKS:
        yield Unseen("markers", PLACE, check=checklist.CHAPTERS)
    elif kind in TAGGED:
        yield Unseen("tags", PLACE, check=checklist.METADATA)
    elif kind not in PLAIN:
        yield PRIVATE
