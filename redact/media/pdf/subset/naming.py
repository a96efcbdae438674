"""The name of a font: the tag of six letters that says which subset it is must not be that of the old one.

And which glyphs codes reach in programs that know them by name.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from typing import Any

from redact.media.pdf.objects import name_of
from redact.media.pdf.subset.encodings import Row, letters_of, published

_TAG = re.compile(r"^[A-Z]{6}\+")
_NOTDEF = ".notdef"


def untagged(name: str) -> str:
    """The name without its tag."""
    return _TAG.sub("", name)


def renamed(name: Any, tag: str) -> Any:
    """A PDF name with another tag; one without a tag as it is."""
    from pikepdf import Name

    plain = name_of(name)[1:]
    return Name(f"/{tag}+{untagged(plain)}") if _TAG.match(plain) else name


def tag_of(*pieces: bytes) -> str:
    """Six letters that depend on nothing but what is left of a font."""
    whole = hashlib.sha256(b"\0".join(pieces)).digest()
    return "".join(chr(ord("A") + byte % 26) for byte in whole[:6])


def named_by(rows: Iterable[Row], names: set[str], inside: Mapping[int, str]) -> set[str]:
    """The glyphs, of those that a program has, that rows reach: by their name, or by the program's own encoding."""
    by_letters: dict[str, set[str]] = {}
    found: set[str] = set()
    for row in rows:
        own, standard = inside.get(row.code, _NOTDEF), published("StandardEncoding").get(row.code, _NOTDEF)
        asked = {row.name} if row.name else {own} if row.symbolic else {own, standard}
        known = asked & names - {_NOTDEF}
        if not known:
            by_letters = by_letters or _by_letters(names)
            letters = {letters_of(name) for name in (*asked, own, standard)} - {""}
            known = {own, standard} & names | {name for each in letters for name in by_letters.get(each, ())}
        found |= known
    return found


def _by_letters(names: Iterable[str]) -> dict[str, set[str]]:
    by_letters: dict[str, set[str]] = {}
    for name in names:
        by_letters.setdefault(letters_of(name), set()).add(name)
    return by_letters
