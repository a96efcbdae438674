"""Bytes behind the end of packed data: no program reads them, and whoever copies the stream copies them, too."""

from __future__ import annotations

import zlib
from typing import Any

from redact.media.pdf.objects import as_list, name_of

_STEP = 1 << 20
_BLANKS = b"\0\t\n\f\r "


def cut_overhang(stream: Any) -> None:
    """Take from a stream that is deflated, and nothing else, what stands behind its end.

    What is packed in other ways is left to whoever packs it anew.
    """
    kinds = as_list(stream.get("/Filter")) or [stream.get("/Filter")]
    if [name_of(kind) for kind in kinds] not in (["/FlateDecode"], ["/Fl"]):
        return
    raw = stream.read_raw_bytes()
    over = _over(raw)
    if over.strip(_BLANKS):
        stream.write(raw[: -len(over)], filter=stream["/Filter"], decode_parms=stream.get("/DecodeParms"))


def _over(raw: bytes) -> bytes:
    """What follows the packed data; nothing where that is damaged or has no end."""
    unpacker, waiting = zlib.decompressobj(), raw
    try:
        while waiting and not unpacker.eof:
            unpacker.decompress(waiting, _STEP)
            waiting = unpacker.unconsumed_tail
    except zlib.error:
        return b""
    return unpacker.unused_data
