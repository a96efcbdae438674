"""The pictures of an Office file: files of their own, put back redacted, or blank where they were withheld."""

from __future__ import annotations

import posixpath
import struct
import zlib
from collections.abc import Iterator, Mapping

from redact.errors import PluginError
from redact.media.ooxml.listing import suffix_of
from redact.media.ooxml.package import Package
from redact.types import Attachment

_TYPES = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "jpe": "image/jpeg",
    "jfif": "image/jpeg",
    "gif": "image/gif",
    "bmp": "image/bmp",
    "tif": "image/tiff",
    "tiff": "image/tiff",
    "webp": "image/webp",
    "svg": "image/svg+xml",
    "emf": "image/x-emf",
    "wmf": "image/x-wmf",
}


def attachments(package: Package) -> Iterator[Attachment]:
    """Each picture, under a plain name: what it was called may say who is on it."""
    for picture, member in package.pictures.items():
        place = f"picture {picture.removeprefix('picture')}"
        yield Attachment(picture, posixpath.basename(member), package.members[member], place)


def put_pictures(package: Package, children: Mapping[str, tuple[str, bytes]]) -> None:
    """Put redacted pictures in place of the originals, and a blank one where there is none.

    Raises ``PluginError`` for a redacted picture of a type that an Office file cannot hold.
    """
    for picture, member in list(package.pictures.items()):
        name, data = children.get(picture, (f"{picture}.png", blank()))
        suffix = suffix_of(name)
        if suffix not in _TYPES:
            raise PluginError("a picture came back as a type that an Office file cannot hold")
        new = f"{posixpath.dirname(member)}/{picture}.{suffix}"
        package.members[member], package.types[member] = data, _TYPES[suffix]
        package.rename({member: new})
        package.pictures[picture] = new


def blank() -> bytes:
    """A grey picture of one pixel: it takes the size of the frame that it is shown in."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\x00\xc0")) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body
