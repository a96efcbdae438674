"""A composite font's own map from codes to identifiers, written anew for the codes in use. PDF 32000-1, 9.7.5.4."""

from __future__ import annotations

import re
from typing import Any

from redact.media.pdf.objects import is_stream

_HEAD = re.compile(rb"^(.*?)\d+\s+begincodespacerange(.*?)endcodespacerange", re.DOTALL)
_SPACES = re.compile(rb"begincodespacerange(.*?)endcodespacerange", re.DOTALL)
_PAIR = re.compile(rb"<[0-9A-Fa-f\s]*>\s*<[0-9A-Fa-f\s]*>")
_EACH = 100  # entries of one section at most


def cut_codes(pdf: Any, font: Any, meant: set[tuple[bytes, int]]) -> None:
    """Replace a font's embedded map; one of the published maps tells nothing and stays."""
    old = font.get("/Encoding")
    if not is_stream(old):
        return
    new = pdf.make_stream(_written(old.read_bytes(), sorted(row for row in meant if row[1])))
    for key, value in old.items():
        if key not in ("/Length", "/Filter", "/DecodeParms"):
            new[key] = value
    font["/Encoding"] = new


def _written(data: bytes, rows: list[tuple[bytes, int]]) -> bytes:
    head = _HEAD.match(data)
    spaces = [pair for body in _SPACES.findall(data) for pair in _PAIR.findall(body)]
    lines = [head[1].rstrip() if head else b"begincmap", b"%d begincodespacerange" % len(spaces), *spaces]
    lines.append(b"endcodespacerange")
    for at in range(0, len(rows), _EACH):
        some = rows[at : at + _EACH]
        lines += [b"%d begincidchar" % len(some), *(b"<%s> %d" % (code.hex().encode(), cid) for code, cid in some)]
        lines.append(b"endcidchar")
    lines += [b"endcmap", b"CMapName currentdict /CMap defineresource pop", b"end", b"end", b""]
    return b"\n".join(lines)
