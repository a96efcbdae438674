"""MP4, QuickTime and 3GP: boxes within boxes (ISO/IEC 14496-12)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from redact.media import checklist
from redact.media.video.anatomy.blocks import FILLER, PLACE, Block, behind, is_empty
from redact.types import Unseen

HOLDERS = frozenset(b"moov trak edts mdia minf dinf stbl mvex moof traf mfra".split())
PLAIN = frozenset(
    b"ftyp styp mdat wide mvhd tkhd elst mdhd hdlr vmhd smhd nmhd hmhd gmhd dref stsd stts stss stsc stsz stz2 stco"
    b" co64 ctts cslg sgpd sbgp sdtp stsh padb subs saiz saio trex mehd mfhd tfhd tfdt trun tfra mfro sidx ssix prft"
    b" pdin iods tref clef prof enof tapt load trep leva trgr".split()
)
"""What tells how pictures and sound lie in the file, and nothing else."""
EMPTY = frozenset({b"free", b"skip"})
XMP = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
TAGS = Unseen("tags", PLACE, check=checklist.METADATA)
POSITION = Unseen("where it was filmed", PLACE, check=checklist.POSITIONS)
PRIVATE = Unseen("a private or unknown box", PLACE, check=checklist.CUSTOM_DATA)
DEEPEST = 12


def unseen_in(file: BinaryIO, size: int) -> Iterator[Unseen]:
    """The boxes that hold something beside pictures and sound, and what stands between and behind boxes."""
    yield from _within(file, Block(b"", 0, size), 0)


def data_boxes(file: BinaryIO, size: int) -> list[Block]:
    """Where the data of tracks lie."""
    return [box for box in _boxes(file, Block(b"", 0, size)) if box.name == b"mdat"]


def _boxes(file: BinaryIO, holder: Block) -> Iterator[Block]:
    position = holder.start
    while position + 8 <= holder.end:
        file.seek(position)
        head = file.read(16)
        length, begin = int.from_bytes(head[:4], "big"), position + 8
        if length == 1:
            length, begin = int.from_bytes(head[8:16], "big"), position + 16
        end = holder.end if length == 0 else position + length
        if end < begin or end > holder.end:
            break
        yield Block(head[4:8], begin, end)
        position = end
    if position < holder.end:
        yield Block(b"", position, holder.end)


def _within(file: BinaryIO, holder: Block, depth: int) -> Iterator[Unseen]:
    for box in _boxes(file, holder):
        if box.name in HOLDERS and depth < DEEPEST:
            yield from _within(file, box, depth + 1)
        elif box.name == b"":
            yield from behind(file, box.start, box.end)
        elif box.name in EMPTY:
            yield from () if is_empty(file, box.start, box.end) else (FILLER,)
        elif box.name == b"udta":
            yield from _told_by_user(file, box)
        elif box.name == b"uuid":
            file.seek(box.start)
            yield TAGS if file.read(16) == XMP else PRIVATE
        elif box.name not in PLAIN:
            yield TAGS if box.name in {b"meta", b"XMP_"} else PRIVATE


def _told_by_user(file: BinaryIO, holder: Block) -> Iterator[Unseen]:
    """Tags; a terminator of four zeros is none."""
    for box in _boxes(file, holder):
        if box.name in {b"\xa9xyz", b"loci", b"gps "}:
            yield POSITION
        elif box.name == b"meta" and _is_empty_list(file, box):
            continue
        elif box.name or not is_empty(file, box.start, box.end):
            yield replace(TAGS, amount=1)


def _is_empty_list(file: BinaryIO, meta: Block) -> bool:
    """Whether a list of tags has none: FFmpeg writes such."""
    inner = list(_boxes(file, Block(b"", meta.start + 4, meta.end)))
    return all(box.name == b"hdlr" or (box.name == b"ilst" and box.start == box.end) for box in inner)
