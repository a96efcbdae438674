"""WAV, Wave64, AIFF, CAF and AU: files of sound that are made of chunks, and which chunks hold neither sound nor form.

Sources: Microsoft's RIFF; EBU Tech 3285 (bext) and 3306 (RF64); Sony's Wave64; Apple's AIFF-C and Core Audio Format.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from redact.media import checklist
from redact.media.video.anatomy.blocks import FILLER, PLACE, Block, behind, is_empty
from redact.types import Unseen

TAGS = Unseen("tags", PLACE, check=checklist.METADATA)
MARKS = Unseen("markers", PLACE, check=checklist.CHAPTERS)
PRIVATE = Unseen("a private or unknown chunk", PLACE, check=checklist.CUSTOM_DATA)
EMPTY = frozenset({b"JUNK", b"junk", b"PAD ", b"FLLR", b"free"})
UNKNOWN = {(1 << 32) - 1, (1 << 64) - 1}
"""Lengths that stand for "up to the end of the file"."""


@dataclass(frozen=True, slots=True)
class _Form:
    """How the chunks of a format are written, and what they are: what ``plain`` does not name is told."""

    plain: frozenset[bytes]
    tags: frozenset[bytes]
    marks: frozenset[bytes]
    order: str = "little"
    wide: int = 4
    aligned: int = 2
    name: int = 4
    whole: bool = False
    """Whether a length counts the head of its chunk as well."""


WAVE = _Form(
    frozenset({b"fmt ", b"data", b"fact", b"ds64", b"PEAK"}),
    frozenset({b"LIST", b"bext", b"iXML", b"_PMX", b"axml", b"id3 ", b"ID3 ", b"cart", b"DISP", b"levl", b"umid"}),
    frozenset({b"cue ", b"adtl", b"labl", b"plst", b"smpl"}),
)
AIFF = _Form(
    frozenset({b"COMM", b"SSND", b"FVER", b"CHAN"}),
    frozenset({b"NAME", b"AUTH", b"(c) ", b"ANNO", b"COMT", b"ID3 ", b"id3 "}),
    frozenset({b"MARK"}),
    "big",
)
CAF = _Form(
    frozenset({b"desc", b"data", b"pakt", b"kuki", b"chan"}),
    frozenset({b"info", b"strg", b"umid", b"edct"}),
    frozenset({b"mark", b"regn"}),
    "big",
    8,
    1,
)
_W64 = bytes.fromhex("f3acd3118cd100c04f8edb8a")
WAVE64 = _Form(
    frozenset(name + _W64 for name in (b"fmt ", b"data", b"fact")),
    frozenset({b"bext" + _W64, b"LIST" + _W64, bytes.fromhex("bc945f925a52d211") + bytes.fromhex("86dc00c04f8edb8a")}),
    frozenset({b"mark" + _W64}),
    "little",
    8,
    8,
    16,
    whole=True,
)


def of_wave(file: BinaryIO, size: int) -> Iterator[Unseen]:
    """RIFF and RF64."""
    file.seek(0)
    head = file.read(12)
    end = 8 + int.from_bytes(head[4:8], "little")
    inner = size if end - 8 in UNKNOWN or end > size or head[:4] != b"RIFF" else end + end % 2
    yield from _told(file, Block(b"", 12, min(inner, size)), WAVE)
    yield from behind(file, min(inner, size), size)


def of_wave64(file: BinaryIO, size: int) -> Iterator[Unseen]:
    """Sony Wave64."""
    yield from _told(file, Block(b"", 40, size), WAVE64)


def of_aiff(file: BinaryIO, size: int) -> Iterator[Unseen]:
    """AIFF and AIFF-C."""
    file.seek(4)
    end = min(8 + int.from_bytes(file.read(4), "big"), size)
    yield from _told(file, Block(b"", 12, end), AIFF)
    yield from behind(file, end + end % 2, size)


def of_caf(file: BinaryIO, size: int) -> Iterator[Unseen]:
    """Core Audio Format."""
    yield from _told(file, Block(b"", 8, size), CAF)


def of_au(file: BinaryIO, size: int) -> Iterator[Unseen]:
    """AU: a header with room for a note, then sound."""
    file.seek(4)
    begin, length = int.from_bytes(file.read(4), "big"), int.from_bytes(file.read(4), "big")
    if not is_empty(file, 24, min(begin, size)):
        yield TAGS
    if length not in UNKNOWN:
        yield from behind(file, begin + length, size)


def _told(file: BinaryIO, holder: Block, form: _Form) -> Iterator[Unseen]:
    for chunk in _chunks(file, holder, form):
        if chunk.name == b"":
            yield from behind(file, chunk.start, chunk.end)
        elif chunk.name in EMPTY:
            yield from () if is_empty(file, chunk.start, chunk.end) else (FILLER,)
        elif chunk.name in form.tags:
            yield TAGS
        elif chunk.name in form.marks:
            yield MARKS
        elif chunk.name not in form.plain:
            yield PRIVATE


def _chunks(file: BinaryIO, holder: Block, form: _Form) -> Iterator[Block]:
    position, head = holder.start, form.name + form.wide
    while position + head <= holder.end:
        file.seek(position)
        name = file.read(form.name)
        length = int.from_bytes(file.read(form.wide), "big" if form.order == "big" else "little")
        rest = length in UNKNOWN or (length == 0 and name == b"data")
        end = holder.end if rest else position + length + (0 if form.whole else head)
        if end > holder.end or end < position + head:
            break
        yield Block(name, position + head, end)
        position = end + -end % form.aligned
    if position < holder.end:
        yield Block(b"", position, holder.end)
