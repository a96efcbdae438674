"""What a picture file is made of, stretch by stretch: pixels, how they are packed, and everything else.

Written for looking at files, whoever made them; it shares nothing with the code that writes. What no rule explains, and
all that follows where a file stops making sense, counts as bytes beside the picture.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Iterator
from typing import TypeAlias

from redact.media.image.anatomy import boxes, exif, gif, jpeg, png, riff, simple
from redact.media.image.anatomy.things import PLAIN, Piece, Thing

Walk: TypeAlias = Callable[[bytes], Iterator[Piece]]
WALKS: dict[str, Walk] = {
    "png": png.pieces,
    "jpeg": jpeg.pieces,
    "gif": gif.pieces,
    "webp": riff.pieces,
    "tiff": exif.tiff_pieces,
    "raw": exif.tiff_pieces,
    "avif": boxes.pieces,
    "heif": boxes.pieces,
    "jpeg2000": boxes.pieces,
    "j2k": lambda data: boxes.codestream(data, 0, len(data)),
    "bmp": simple.bmp,
    "ppm": simple.pnm,
    "tga": simple.tga,
    "ico": simple.ico,
}
"""By the kind of file (``kinds.kind_of``), what cuts it into pieces. Of other kinds nothing is known here."""
_EMPTY = re.compile(rb"\0{0,16}|\0{0,15}(?:II\*\0|MM\0\*).{4}\0{0,15}", re.DOTALL)
"""What may stand between two stretches: zeros for the sake of alignment, and the header of a page of a TIFF file that
was a file of its own before it was put behind the others."""


def anatomy(data: bytes, kind: str) -> list[Piece]:
    """All pieces of a picture file, in order of their start. Never fails: what makes no sense is told as such."""
    found: list[Piece] = []
    try:
        for piece in WALKS.get(kind, _nothing)(data):
            found.append(Piece(piece.thing, max(piece.start, 0), min(piece.stop, len(data))))
    except (struct.error, IndexError, KeyError, ValueError, StopIteration, RecursionError, RuntimeError):
        pass  # what follows is told as unexplained
    found.extend(Piece(Thing.TRAILING, *gap) for gap in _gaps(data, found))
    return sorted(found, key=lambda piece: (piece.start, piece.stop))


def beside(data: bytes, kind: str) -> Iterator[bytes]:
    """All that is not pixels, as it stands in the file."""
    pixels = [piece for piece in anatomy(data, kind) if piece.thing is Thing.PIXELS]
    yield from (data[start:stop] for start, stop in _between(len(data), pixels))


def _nothing(_data: bytes) -> Iterator[Piece]:
    return iter(())


def _gaps(data: bytes, found: list[Piece]) -> Iterator[tuple[int, int]]:
    for start, stop in _between(len(data), found):
        if not _EMPTY.fullmatch(data, start, stop):
            yield start, stop


def _between(size: int, pieces: list[Piece]) -> Iterator[tuple[int, int]]:
    done = 0
    for piece in sorted(pieces, key=lambda each: each.start):
        if piece.start > done:
            yield done, piece.start
        done = max(done, piece.stop)
    if done < size:
        yield done, size


__all__ = ["PLAIN", "WALKS", "Piece", "Thing", "anatomy", "beside"]
