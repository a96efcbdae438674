"""Where the frames of MP3, MP2, AAC, AC-3 and E-AC-3 lie, by their own headers: what lies elsewhere is no sound.

Sources: ISO/IEC 11172-3 and 13818-3 (MPEG audio), ISO/IEC 13818-7 (ADTS), ETSI TS 102 366 (AC-3 and E-AC-3).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import BinaryIO, TypeAlias

Length: TypeAlias = Callable[[bytes], int]
"""How long the frame is that begins with these bytes; 0 where none does."""

_KBITS = {
    (1, 1): (0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448),
    (1, 2): (0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384),
    (1, 3): (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    (2, 1): (0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256),
    (2, 2): (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_RATES = (44_100, 48_000, 32_000)
_AC3_KBITS = (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384, 448, 512, 576, 640)
HEAD = 8
_STEP = 1 << 16


def mpeg(head: bytes) -> int:
    """MPEG-1, 2 and 2.5, layers 1 to 3; not the free form, which tells no length."""
    if head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return 0
    version, layer, bits = head[1] >> 3 & 3, 4 - (head[1] >> 1 & 3), head[2] >> 4
    if version == 1 or layer == 4 or bits in {0, 15} or head[2] >> 2 & 3 == 3:
        return 0
    low = version != 3
    rate = _RATES[head[2] >> 2 & 3] >> (0 if version == 3 else 1 if version == 2 else 2)
    kbits = _KBITS[(2, min(layer, 2)) if low else (1, layer)][bits]
    padding = head[2] >> 1 & 1
    if layer == 1:
        return (12_000 * kbits // rate + padding) * 4
    return (72_000 if low and layer == 3 else 144_000) * kbits // rate + padding


def adts(head: bytes) -> int:
    """AAC in ADTS."""
    if head[0] != 0xFF or head[1] & 0xF6 != 0xF0:
        return 0
    return (head[3] & 3) << 11 | head[4] << 3 | head[5] >> 5


def ac3(head: bytes) -> int:
    """AC-3 and E-AC-3, which tell themselves apart."""
    if head[:2] != b"\x0b\x77":
        return 0
    if head[5] >> 3 > 10:
        return 2 * ((head[2] & 7) << 8 | head[3]) + 2
    rate, size = head[4] >> 6, head[4] & 63
    if rate == 3 or size >> 1 >= len(_AC3_KBITS):
        return 0
    kbits = _AC3_KBITS[size >> 1]
    words = {0: 2 * kbits, 1: 320 * kbits // 147 + (size & 1), 2: 3 * kbits}[rate]
    return 2 * words


LENGTHS: dict[str, Length] = {"mp3": mpeg, "aac": adts, "ac3": ac3, "eac3": ac3}
"""By the name of a demultiplexer."""


def runs(file: BinaryIO, size: int, length: Length, start: int = 0) -> list[tuple[int, int]]:
    """The stretches that frames fill, in bytes, from *start* on; frames that touch are one stretch."""
    found: list[tuple[int, int]] = []
    position = start
    while position + HEAD <= size:
        end = _end(file, position, size, length)
        if end is None:
            position = _next(file, position + 1, size, length)
        elif found and found[-1][1] == position:
            found[-1], position = (found[-1][0], end), end
        else:
            found.append((position, end))
            position = end
    return found


def _end(file: BinaryIO, position: int, size: int, length: Length) -> int | None:
    file.seek(position)
    took = length(file.read(HEAD).ljust(HEAD, b"\0"))
    return position + took if HEAD <= took <= size - position else None


def _next(file: BinaryIO, position: int, size: int, length: Length) -> int:
    """Where a frame begins that another one follows, or the end."""
    while position + HEAD <= size:
        file.seek(position)
        data = file.read(_STEP + HEAD)
        for at in range(len(data) - HEAD + 1):
            if data[at] in {0xFF, 0x0B} and length(data[at : at + HEAD]):
                end = _end(file, position + at, size, length)
                if end is not None and (end + HEAD > size or _end(file, end, size, length) is not None):
                    return position + at
        position += _STEP
    return size
