"""GIF files put together frame by frame, each whole and with its own colours.

Pillow drops a frame that equals the one before, which two covered frames easily do; a part would then be missing when
the written file is opened again. Pillow packs the pixels here, and the container is written by hand.
Source: the GIF89a specification, sections 17 to 26.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from io import BytesIO
from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image


def animation(frames: Iterable[Image], *, delays: tuple[int, ...], loop: int | None) -> bytes:
    """The bytes of a GIF: *delays* in milliseconds a frame, *loop* 0 for ever or ``None`` for once."""
    size: tuple[int, int] | None = None
    blocks = bytearray()
    for index, frame in zip(count(), frames, strict=False):
        size = size or frame.size
        blocks += _frame(frame, delays[index] if index < len(delays) else 0)
    if size is None:
        raise ValueError("a picture has at least one frame")
    head = b"GIF89a" + struct.pack("<HHBBB", *size, 0x70, 0, 0)
    return head + _loop(loop) + bytes(blocks) + b";"


def _loop(loop: int | None) -> bytes:
    return b"" if loop is None else b"!\xff\x0bNETSCAPE2.0\x03\x01" + struct.pack("<H", loop & 0xFFFF) + b"\0"


def _frame(frame: Image, delay: int) -> bytes:
    table, packed, clear = _packed(frame)
    disposal = 2 if clear is not None else 1
    flags = disposal << 2 | (clear is not None)
    control = b"!\xf9\x04" + struct.pack("<BHBB", flags, min(delay // 10, 0xFFFF), clear or 0, 0)
    bits = (len(table) // 3).bit_length() - 2
    place = b"," + struct.pack("<HHHHB", 0, 0, *frame.size, 0x80 | bits)
    return control + place + table + packed


def _packed(frame: Image) -> tuple[bytes, bytes, int | None]:
    """The colour table, the packed pixels, and the index of the clear colour, of one frame."""
    indexed, clear = _indexed(frame)
    buffer = BytesIO()
    indexed.save(buffer, "GIF", interlace=0, optimize=False)
    data = buffer.getvalue()
    start = 13 + 3 * (2 << (data[10] & 7))
    table = data[13:start]
    while data[start : start + 1] == b"!":
        start = _after_blocks(data, start + 2)
    return table, data[start + 10 : -1], clear


def _after_blocks(data: bytes, start: int) -> int:
    while data[start]:
        start += data[start] + 1
    return start + 1


def _indexed(frame: Image) -> tuple[Image, int | None]:
    """At most 256 colours, exact where there are no more, never dithered: a fill stays one colour."""
    import numpy as np
    from PIL import Image

    if frame.mode != "RGBA":
        return _reduced(frame.convert("RGB"), 256), None
    solid = _reduced(frame.convert("RGB"), 255)
    indices = np.array(solid)
    indices[np.array(frame)[..., 3] < 128] = 255
    clear = Image.fromarray(indices).convert("P")
    clear.putpalette(np.resize(np.array(solid.getpalette(), np.uint8), 768).tobytes())
    return clear, 255


def _reduced(frame: Image, colours: int) -> Image:
    import numpy as np
    from PIL import Image

    pixels = np.array(frame)
    packed = (pixels.astype(np.uint32) * np.array([65536, 256, 1], np.uint32)).sum(axis=2, dtype=np.uint32)
    distinct, indices = np.unique(packed, return_inverse=True)
    if len(distinct) > colours:
        return frame.quantize(colours, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    exact = Image.fromarray(indices.reshape(packed.shape).astype(np.uint8)).convert("P")
    table = np.stack([distinct >> 16, distinct >> 8 & 255, distinct & 255], axis=1).astype(np.uint8)
    exact.putpalette(np.pad(table, ((0, 256 - len(table)), (0, 0))).tobytes())
    return exact
