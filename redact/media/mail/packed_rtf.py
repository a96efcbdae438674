"""How Outlook packs the RTF of a body, undone (MS-OXRTFCP). What comes out is at most nine times as large."""

from __future__ import annotations

import struct

from redact.errors import UnreadableError

_PACKED, _STORED = 0x75465A4C, 0x414C454D
_START = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor "
    b"MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par "
    rb"\pard\plain\f0\fs20\b\i\u\tab\tx"
)
"""What every packer begins with; it is part of the format."""
_WINDOW = 4096
_LARGEST = 1 << 28


def unpacked(data: bytes) -> bytes:
    """The RTF in a packed body. Raises ``UnreadableError`` for one that is damaged or grows beyond all measure."""
    if len(data) < 16:
        raise _damaged()
    packed, size, kind, _check = struct.unpack_from("<IIII", data)
    if kind == _STORED:
        return data[16 : 16 + size]
    if kind != _PACKED or size > _LARGEST or packed + 4 > len(data):
        raise _damaged()
    return _spread(data[16 : packed + 4], size)


def _spread(data: bytes, size: int) -> bytes:
    out = bytearray(_START)
    wanted, at = len(_START) + size, 0
    while at < len(data):
        flags = data[at]
        at += 1
        for bit in range(8):
            width = 2 if flags >> bit & 1 else 1
            if at + width > len(data) or len(out) > wanted:
                return bytes(out[len(_START) : wanted])
            if width == 1:
                out.append(data[at])
            elif not _repeated(out, data[at] << 8 | data[at + 1]):
                return bytes(out[len(_START) : wanted])
            at += width
    return bytes(out[len(_START) : wanted])


def _repeated(out: bytearray, pointer: int) -> bool:
    """Write again what stood in the window; false where the pointer says that this is the end."""
    place, length = pointer >> 4, (pointer & 15) + 2
    head = len(out) % _WINDOW
    if place == head:
        return False
    start = len(out) - (head - place) % _WINDOW
    if start < 0:
        raise _damaged()
    for number in range(length):
        out.append(out[start + number])
    return True


def _damaged() -> UnreadableError:
    return UnreadableError("a damaged body in RTF", "open it in Outlook and save it as a web page or as text")
