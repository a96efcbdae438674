"""Which glyph names the codes of a simple font mean. PDF 32000-1, 9.6.6 and annex D."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from redact.media.pdf.objects import CannotEditError, as_dictionary, as_list, name_of, number


@dataclass(frozen=True, slots=True, order=True)
class Row:
    """A code in use and the name of its glyph; no name where only the font program knows it.

    ``symbolic``: the font says that its letters are its own, so that a program is asked by code before it is asked by
    name.
    """

    code: int
    name: str
    symbolic: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """What all fonts that share a program still draw with it: rows of simple fonts, identifiers of composite ones."""

    rows: frozenset[Row] = frozenset()
    cids: frozenset[int] = frozenset()
    lettered: bool = False
    """Nothing but the program says which letters its glyphs are, so that it must go on saying it."""

    def __or__(self, other: Wanted) -> Wanted:
        return Wanted(self.rows | other.rows, self.cids | other.cids, self.lettered or other.lettered)


def rows_of(font: Any, codes: Iterable[int]) -> frozenset[Row]:
    """The rows of a simple font. Raises ``CannotEditError`` for an encoding that is not known."""
    symbolic = int(number(as_dictionary(font.get("/FontDescriptor")).get("/Flags"))) & 0b100100 == 0b100
    names = _names(font)
    return frozenset(Row(code, names.get(code, ""), symbolic) for code in codes)


def names_of(font: Any, codes: Iterable[int]) -> frozenset[str]:
    """The names that codes have in a font whose encoding must say all, as a Type 3 font's must."""
    names = _names(font)
    return frozenset(names[code] for code in codes if code in names)


def _names(font: Any) -> dict[int, str]:
    encoding = font.get("/Encoding")
    base = name_of(as_dictionary(encoding).get("/BaseEncoding") if as_dictionary(encoding) else encoding)[1:]
    if base == "MacExpertEncoding":
        raise CannotEditError("an encoding of expert sets")
    return {**published(base), **dict(differences(encoding))}


def differences(encoding: Any) -> Iterator[tuple[int, str]]:
    """What an encoding says of single codes."""
    code = 0
    for member in as_list(as_dictionary(encoding).get("/Differences")):
        name = name_of(member)
        if name:
            yield code, name[1:]
            code += 1
        else:
            code = int(number(member))


_COLUMNS = {"StandardEncoding": 1, "MacRomanEncoding": 2, "WinAnsiEncoding": 3}
_MORE = {
    "MacRomanEncoding": {202: "space"},
    "WinAnsiEncoding": {160: "space", 173: "hyphen", **dict.fromkeys((127, 129, 141, 143, 144, 157), "bullet")},
}


@cache
def published(base: str) -> dict[int, str]:
    """The names of one of the encodings that PDF defines; none for any other name."""
    from pdfminer.latin_enc import ENCODING

    column = _COLUMNS.get(base)
    if column is None:
        return {}
    rows = {int(row[column] or 0): str(row[0]) for row in ENCODING if row[column]}
    return {**rows, **_MORE.get(base, {})}


@cache
def letters_of(name: str) -> str:
    """The letters that a glyph's name means by Adobe's glyph list, or nothing."""
    from fontTools.agl import toUnicode

    return str(toUnicode(name))
