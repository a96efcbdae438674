"""A font and the codes that are shown in it, taken from strings a stream at a time.

Strings are gathered whole and cut into codes together, because a loop over each letter of a page takes longer than all
else.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from redact.media.pdf.cmaps import Codes, codes_of
from redact.media.pdf.objects import CannotEditError, name_of

Key: TypeAlias = tuple[int, int]
"""What names an object in its file."""

_STRING = re.compile(rb"\(([^\\()]*(?:\\.[^\\()]*)*)\)|<([0-9a-fA-F]*)>", re.DOTALL)
_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|(.))", re.DOTALL)
_LETTERS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


@dataclass(slots=True)
class Shown:
    """A font and what is shown in it: codes as numbers, and the character identifiers that they mean.

    For a font of one byte a code the two are the same. ``known`` is false where a string cannot be cut into codes, so
    that any glyph may be in use.
    """

    font: Any
    codes: set[int] = field(default_factory=set, repr=False)
    cids: set[int] = field(default_factory=set, repr=False)
    known: bool = True
    split: Codes | None = None
    meant: set[tuple[bytes, int]] = field(default_factory=set, repr=False)
    """Codes as bytes with their identifiers, of a font that has a map of its own from one to the other."""
    around: list[Any] = field(default_factory=list)
    """Resources beside which a drawn font was found; its glyphs draw with them if it has none of its own."""
    walked: set[str] = field(default_factory=set)


def taken_up(font: Any) -> Shown:
    """A font in which nothing was found yet."""
    shown = Shown(font)
    if name_of(font.get("/Subtype")) == "/Type0":
        try:
            shown.split = codes_of(font.get("/Encoding"))
        except CannotEditError:
            shown.known = False
    else:
        shown.cids = shown.codes
    return shown


def strings_in(source: bytes) -> list[bytes]:
    """The strings in operators as qpdf writes them."""
    return [bytes.fromhex(code.decode()) if code else _plain(literal) for literal, code in _STRING.findall(source)]


def _plain(literal: bytes) -> bytes:
    return _ESCAPE.sub(_unescaped, literal) if b"\\" in literal else literal


def _unescaped(escape: re.Match[bytes]) -> bytes:
    code: bytes | None = escape[1]
    return bytes((int(code, 8) & 0xFF,)) if code else _LETTERS.get(escape[2], escape[2])


def add(shown: Shown, strings: list[bytes]) -> None:
    """Note the codes of these strings."""
    if shown.split is None:
        shown.codes.update(b"".join(strings))
    elif name_of(shown.font.get("/Encoding")) in ("/Identity-H", "/Identity-V"):
        pairs = array("H", b"".join(string + b"\0" * (len(string) % 2) for string in strings))
        pairs.byteswap()  # files are big-endian
        shown.codes.update(pairs)
        shown.cids.update(pairs)
    else:
        _add_slowly(shown, set(strings), shown.split)


def _add_slowly(shown: Shown, strings: Iterable[bytes], codes: Codes) -> None:
    try:
        for string in strings:
            for code, cid in codes.split(string):
                shown.meant.add((code, cid))
                shown.codes.add(int.from_bytes(code))
                shown.cids.add(cid)
    except CannotEditError:
        shown.known = False
