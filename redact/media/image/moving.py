"""Moving PNG and WebP pictures put together frame by frame, each whole.

The libraries join frames that are equal, which two covered frames easily are; a part would then be missing when the
written file is opened again. So each frame is packed as a still picture, and the container is written by hand.
Sources: the PNG specification, third edition, section 11.3.6; RFC 9649, sections 2.7.1.1 and 2.7.1.2.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from PIL.Image import Image

Pack: TypeAlias = "Callable[[Image], bytes]"
"""Packs one frame as a still picture of the type."""


def moving_png(frames: Iterable[Image], pack: Pack, delays: tuple[int, ...], loop: int | None) -> bytes:
    """The bytes of a moving PNG: *delays* in milliseconds a frame, *loop* 0 for ever or ``None`` for once."""
    head, body, number, count = b"", bytearray(), 0, 0
    for count, frame in enumerate(frames, 1):
        still = pack(frame)
        head = head or b"".join(chunk for kind, chunk in _chunks(still) if kind in {b"IHDR", b"pHYs", b"iCCP"})
        delay = delays[count - 1] if count <= len(delays) else 0
        body += _chunk(b"fcTL", struct.pack(">5I2H2B", number, *frame.size, 0, 0, min(delay, 65535), 1000, 0, 0))
        number += 1
        for data in (chunk[8:-4] for kind, chunk in _chunks(still) if kind == b"IDAT"):
            body += _chunk(b"IDAT", data) if count == 1 else _chunk(b"fdAT", struct.pack(">I", number) + data)
            number += count > 1
    start = 8 + 25  # the signature and the first chunk
    signature = b"\x89PNG\r\n\x1a\n"
    control = _chunk(b"acTL", struct.pack(">II", count, 1 if loop is None else loop))
    return signature + head[: start - 8] + control + head[start - 8 :] + bytes(body) + _chunk(b"IEND", b"")


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    position = 8
    while position < len(data):
        (length,) = struct.unpack_from(">I", data, position)
        yield data[position + 4 : position + 8], data[position : position + 12 + length]
        position += 12 + length


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def moving_webp(
    frames: Iterable[Image], pack: Pack, delays: tuple[int, ...], loop: int | None, *, profile: bytes = b""
) -> bytes:
    """The bytes of a moving WebP: *delays* in milliseconds a frame, *loop* 0 for ever or ``None`` for once."""
    body, size, alpha = bytearray(), (1, 1), False
    for index, frame in enumerate(frames):
        size, alpha = frame.size, alpha or frame.mode == "RGBA"
        delay = min(delays[index] if index < len(delays) else 0, (1 << 24) - 1)
        place = bytes(6) + _three(size[0] - 1) + _three(size[1] - 1) + _three(delay) + b"\x02"  # no blending
        body += _riff(b"ANMF", place + b"".join(_picture(pack(frame))))
    flags = 0x02 | 0x10 * alpha | 0x20 * bool(profile)
    head = _riff(b"VP8X", struct.pack("<I", flags) + _three(size[0] - 1) + _three(size[1] - 1))
    colours = _riff(b"ICCP", profile) if profile else b""
    control = _riff(b"ANIM", bytes(4) + struct.pack("<H", 1 if loop is None else loop & 0xFFFF))
    whole = head + colours + control + bytes(body)
    return b"RIFF" + struct.pack("<I", 4 + len(whole)) + b"WEBP" + whole


def _picture(still: bytes) -> Iterator[bytes]:
    """The chunks of a still picture that hold its pixels."""
    position = 12
    while position < len(still):
        kind, length = struct.unpack_from("<4sI", still, position)
        stop = position + 8 + length + length % 2
        if kind in {b"ALPH", b"VP8 ", b"VP8L"}:
            yield still[position:stop]
        position = stop


def _riff(kind: bytes, body: bytes) -> bytes:
    return kind + struct.pack("<I", len(body)) + body + bytes(len(body) % 2)


def _three(value: int) -> bytes:
    return value.to_bytes(3, "little")
