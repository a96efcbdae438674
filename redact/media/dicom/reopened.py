"""A written DICOM file opened again without the library that wrote it: its tags one behind another, read by hand.

Only what we write is understood: explicit value representations, little endian, no sequences. Source: PS3.5 section 7.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from redact.errors import UnreadableError
from redact.media.dicom.scale import Scale

if TYPE_CHECKING:
    from numpy.typing import NDArray

_LONG = frozenset({b"OB", b"OW", b"OF", b"OD", b"OL", b"OV", b"SQ", b"UC", b"UN", b"UR", b"UT", b"SV", b"UV"})
_PIXELS = 0x7FE00010


@dataclass(frozen=True, slots=True)
class Element:
    """One tag: its number, its value representation, and where its value stands."""

    tag: int
    kind: bytes
    start: int
    stop: int


class Copy:
    """A written file. Raises ``UnreadableError`` where it is not as we write it."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        try:
            self._elements = {element.tag: element for element in _elements(data)}
            self.frames = int(self.text(0x00280008) or 1)
            self._size = (self._number(0x00280010), self._number(0x00280011), self._number(0x00280002))
            self._bits, self._signed = self._number(0x00280100), self._number(0x00280103)
        except (struct.error, KeyError, ValueError):
            raise UnreadableError("the DICOM file cannot be opened again") from None
        if len(self._pixels()) < self.frames * self._size[0] * self._size[1] * self._size[2] * self._bits // 8:
            raise UnreadableError("the DICOM file cannot be opened again")

    @property
    def size(self) -> tuple[int, int]:
        """Width and height."""
        return self._size[1], self._size[0]

    @property
    def colour(self) -> bool:
        """Whether its pictures have colours."""
        return self._size[2] == 3

    def text(self, tag: int) -> str:
        """The value of a tag as text; empty where it has none."""
        element = self._elements.get(tag)
        return self._data[element.start : element.stop].decode("utf-8", "replace").strip(" \0") if element else ""

    def frame(self, index: int) -> NDArray[Any]:
        """What is stored of one frame."""
        import numpy as np

        height, width, samples = self._size
        form = np.dtype(f"<{'i' if self._signed else 'u'}{self._bits // 8}")
        count = height * width * samples
        flat = np.frombuffer(self._pixels(), form, count, offset=index * count * form.itemsize)
        return flat.reshape((height, width, 3) if samples == 3 else (height, width))

    def scale(self) -> Scale:
        """How its grey is shown."""
        slope, intercept = float(self.text(0x00281053) or 1), float(self.text(0x00281052) or 0)
        centre, width = float(self.text(0x00281050)), float(self.text(0x00281051))
        ends = sorted((centre + side * width / 2 - intercept) / slope for side in (-1, 1))
        least, most = (self._end(tag, end) for tag, end in zip((0x00280106, 0x00280107), ends, strict=True))
        return Scale(ends[0], ends[1], least, most, self.text(0x00280004) == "MONOCHROME1")

    def beside(self) -> Iterator[bytes]:
        """All that is not pixels."""
        pixels = self._elements[_PIXELS]
        yield self._data[: pixels.start]
        if pixels.stop < len(self._data):
            yield self._data[pixels.stop :]

    def _pixels(self) -> memoryview:
        element = self._elements[_PIXELS]
        return memoryview(self._data)[element.start : element.stop]

    def _number(self, tag: int) -> int:
        (value,) = struct.unpack_from("<H", self._data, self._elements[tag].start)
        return int(value)

    def _end(self, tag: int, end: float) -> int:
        element = self._elements.get(tag)
        if element is None:
            return round(end)
        (value,) = struct.unpack_from("<h" if element.kind == b"SS" else "<H", self._data, element.start)
        return int(value)


def _elements(data: bytes) -> Iterator[Element]:
    if data[128:132] != b"DICM":
        raise ValueError
    position = 132
    while position < len(data):
        group, number, kind, length = struct.unpack_from("<HH2sH", data, position)
        position += 8
        if kind in _LONG:
            (length,) = struct.unpack_from("<I", data, position)
            position += 4
        if position + length > len(data):
            raise ValueError
        yield Element(group << 16 | number, kind, position, position + length)
        position += length
