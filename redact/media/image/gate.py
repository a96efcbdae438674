"""What a picture file holds beside its picture: looked for in any file, whoever made it, kind by kind.

Each byte belongs to the pixels, to how they are packed, or is told. A colour profile may be there where it is one of
our own plain ones, byte for byte. Behind clear places and behind the end of packed pixels something can hide as well.
Where ``exiftool`` is installed it is asked too, of files in which nothing was found.
"""

from __future__ import annotations

import struct
import zlib
from collections import Counter
from collections.abc import Iterator
from typing import Any

from redact.media.image import exiftool
from redact.media.image.anatomy import PLAIN, WALKS, Piece, Thing, anatomy, png
from redact.media.image.colour import FAINTEST
from redact.media.image.opening import Limits, Reel, calm
from redact.media.image.profiles import is_plain
from redact.types import Unseen

CLEAR = "colour under clear pixels"
OTHER_TAGS = "tags that exiftool reads"
CHECKS = (*(thing.value for thing in Thing if thing not in PLAIN), CLEAR)
"""Every item that a picture is examined for; ``OTHER_TAGS`` as well where exiftool is installed."""
_ALPHA = frozenset({"png", "webp", "tiff", "avif", "tga", "ico", "jpeg2000", "j2k"})
_PLACE = "the file"


def things_in(data: bytes, kind: str) -> Counter[Thing]:
    """The kinds of things that stand beside the picture, and how many bytes each takes."""
    found = Counter[Thing]()
    for piece in anatomy(data, kind):
        if piece.thing not in PLAIN and not _is_ours(data, piece, kind):
            found[piece.thing] += max(piece.stop - piece.start, 1)
    if kind == "psd":
        found[Thing.LAYERS] += 1
    return found


def unseen_in(data: bytes, kind: str, limits: Limits, *, ask: bool) -> Iterator[Unseen]:
    """All that a picture file holds without showing it. *ask*: whether exiftool is to be asked as well."""
    found = [*_beside(data, kind), *_behind_pixels(data, kind), *_clear(data, kind, limits)]
    yield from found
    if ask and not found:
        told = exiftool.tags(data)
        if told:
            yield Unseen("a tag that exiftool reads", _PLACE, told, check=OTHER_TAGS)


def _beside(data: bytes, kind: str) -> Iterator[Unseen]:
    if kind not in WALKS:
        yield Unseen("all that a file of this type holds beside its picture", _PLACE, check=Thing.PRIVATE.value)
        return
    for thing, size in things_in(data, kind).items():
        amount = size if thing is Thing.TRAILING else 1
        yield Unseen(thing.value, _PLACE, amount, check=thing.value)


def _behind_pixels(data: bytes, kind: str) -> Iterator[Unseen]:
    """Bytes behind the packed pixels of a PNG, where a picture that was cut down may still be."""
    if kind != "png":
        return
    unpacker, behind = zlib.decompressobj(), 0
    for name, start, stop in _chunks(data):
        if name == b"IDAT" and unpacker.eof:
            behind += stop - start - 12
        elif name == b"IDAT":
            behind += _fed(unpacker, data[start + 8 : stop - 4])
    if behind:
        yield Unseen("bytes behind the packed pixels", _PLACE, behind, check=Thing.TRAILING.value)


def _chunks(data: bytes) -> list[tuple[bytes, int, int]]:
    try:
        return list(png.chunks(data))
    except struct.error:
        return []


def _fed(unpacker: Any, packed: bytes) -> int:
    """How much of it stood behind the end of what is unpacked, which is thrown away piece by piece."""
    try:
        while packed and not unpacker.eof:
            unpacker.decompress(packed, 1 << 20)
            packed = unpacker.unconsumed_tail
    except zlib.error:
        return 0
    return len(unpacker.unused_data)


def _clear(data: bytes, kind: str, limits: Limits) -> Iterator[Unseen]:
    """Places that are clear and still have more than one colour. Raises ``UnreadableError``."""
    if kind not in _ALPHA:
        return
    with calm():
        reel = Reel(data, kind, limits)
        for index in range(len(reel)):
            if _hides(reel.frame(index)):
                yield Unseen(CLEAR, f"picture {index + 1}", check=CLEAR)


def _hides(picture: Any) -> bool:
    import numpy as np

    if not picture.has_transparency_data:
        return False
    rgba = np.array(picture.convert("RGBA"))
    under = rgba[rgba[..., 3] < FAINTEST][:, :3]
    return bool(len(under)) and int(np.ptp(under.astype(np.int16), axis=0).max()) > _ROUNDING


_ROUNDING = 12
"""By so much does lossy packing shift a colour that is one."""


def _is_ours(data: bytes, piece: Piece, kind: str) -> bool:
    """Whether a piece is a plain standard profile as we write it."""
    if piece.thing is not Thing.PROFILE:
        return False
    if kind == "tiff" and piece.stop - piece.start <= 20:
        return True  # the entry that names the profile, which is a piece of its own
    body = data[piece.start : piece.stop]
    return any(is_plain(found) for found in _bodies(body, kind))


def _bodies(body: bytes, kind: str) -> Iterator[bytes]:
    """A profile as each kind of file wraps it."""
    match kind:
        case "png":
            name, _, packed = body[8:-4].partition(b"\0")
            if name == b"ICC Profile":
                try:
                    yield zlib.decompressobj().decompress(packed[1:], 1 << 16)
                except zlib.error:
                    return
        case "jpeg":
            yield body[18:]
        case "webp":
            yield body[8 : 8 + int.from_bytes(body[4:8], "little")]
        case "avif" | "heif" | "jpeg2000":
            yield body[12:]
        case _:
            yield body
