"""The list of comments that FLAC, Vorbis and Opus share: who wrote the file, and tags (Xiph's Vorbis I, section 5)."""

from __future__ import annotations

from collections.abc import Iterator

from redact.media import checklist
from redact.media.video.anatomy.blocks import FILLER, PLACE
from redact.types import Unseen

TAGS = Unseen("tags", PLACE, check=checklist.METADATA)
COVER = Unseen("a cover picture", PLACE, check=checklist.THUMBNAILS)
PROGRAM = Unseen("which program wrote it", PLACE, serious=False, check=checklist.METADATA)
PROGRAMS = (b"Lav", b"libsndfile", b"Xiph.Org", b"libopus", b"reference libFLAC", b"AO; aoTuV")
_PICTURES = (b"METADATA_BLOCK_PICTURE", b"COVERART")


def unseen_in(data: bytes) -> Iterator[Unseen]:
    """The tags, the pictures in them, and what stands behind them."""
    vendor, position = _piece(data, 0)
    if vendor and not vendor.startswith(PROGRAMS):
        yield PROGRAM
    count = int.from_bytes(data[position : position + 4], "little")
    position += 4
    while count and position < len(data):
        entry, position = _piece(data, position)
        count -= 1
        name, _, value = entry.partition(b"=")
        if name.upper().startswith(_PICTURES):
            yield COVER
        elif name.upper() == b"ENCODER" and value.startswith(PROGRAMS):
            yield PROGRAM
        else:
            yield TAGS
    if data[position:].strip(b"\0\x01"):
        yield FILLER


def _piece(data: bytes, at: int) -> tuple[bytes, int]:
    """A string with its length before it, and where the next begins."""
    length = int.from_bytes(data[at : at + 4], "little")
    return data[at + 4 : at + 4 + length], at + 4 + length
