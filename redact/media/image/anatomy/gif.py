"""GIF files cut into blocks. Source: the GIF89a specification."""

from __future__ import annotations

from collections.abc import Iterator

from redact.media.image.anatomy.things import Piece, Thing

_APPLICATIONS = {
    b"NETSCAPE2.0": Thing.STRUCTURE,
    b"ANIMEXTS1.0": Thing.STRUCTURE,
    b"XMP DataXMP": Thing.XMP,
    b"ICCRGBG1012": Thing.PROFILE,
    b"C2PA_GIF\x01\x00\x00": Thing.C2PA,
}


def blocks(data: bytes) -> Iterator[tuple[int, int, int, int]]:
    """Each block as its kind (0x2C for a picture, else the label of the extension), start, sub-blocks' start, end."""
    position = 13 + (3 * (2 << (data[10] & 7)) if data[10] & 0x80 else 0)
    while data[position] in {0x21, 0x2C}:
        start, body = position, position + 2
        if data[start] == 0x2C:
            flags = data[start + 9]
            body = start + 11 + (3 * (2 << (flags & 7)) if flags & 0x80 else 0)
        position = body
        while data[position]:
            position += data[position] + 1
        position += 1
        yield 0x2C if data[start] == 0x2C else data[start + 1], start, body, position


def pieces(data: bytes) -> Iterator[Piece]:
    """Header, blocks, and what follows the end mark."""
    stop = 13 + (3 * (2 << (data[10] & 7)) if data[10] & 0x80 else 0)
    yield Piece(Thing.STRUCTURE, 0, stop)
    for kind, start, body, stop in blocks(data):
        yield Piece(_thing(data, kind, body, stop), start, stop)
    yield Piece(Thing.STRUCTURE, stop, stop + (data[stop] == 0x3B))
    if stop + 1 < len(data):
        yield Piece(Thing.TRAILING, stop + 1, len(data))


def _thing(data: bytes, kind: int, body: int, stop: int) -> Thing:
    if kind == 0xFF:
        thing = _APPLICATIONS.get(data[body + 1 : body + 12], Thing.PRIVATE)
        longest = 8 + 12 if thing is Thing.STRUCTURE else stop
        return thing if stop - body <= longest else Thing.PRIVATE
    if kind == 0xF9:
        return Thing.STRUCTURE if stop - body == 6 else Thing.PRIVATE
    return {0x2C: Thing.PIXELS, 0xFE: Thing.COMMENT, 0x01: Thing.COMMENT}.get(kind, Thing.PRIVATE)
