"""Hidden values looked for in everything that the written copy says, as text and as bytes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from redact.types import Modality, Part
from redact.verify.expected import Expected
from redact.verify.leaks import Kind, Leak
from redact.verify.standing import standing, stands_among

_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be")
_CHANCE = 1e-6
_BESIDE = 4
"""Bytes beside a value that tell whether it is a piece of a longer word."""
_AT_ONCE = 1 << 22
"""Bytes of a file that are looked through at once."""
_LENGTHS = (1, 2, 3, 4)
"""Bytes that one letter may take in UTF-8."""
_CODED = re.compile(rb"=[89A-F][0-9A-F]")
"""A letter beyond ASCII as mails write it."""
_FIGURES = frozenset(b"0123456789")


def leaks_in_texts(parts: Iterable[Part], expected: Expected) -> Iterator[Leak]:
    """Every place where a hidden value stands and no decision leaves it."""
    for part in parts:
        if part.modality is not Modality.TEXT:
            continue
        text = part.text
        for place in expected.wanted.occurrences(text):
            here = standing(text, place.start, place.end)
            if not stands_among(here, expected.stays.get(place.value, ())):
                found = text[place.start : place.end]
                yield Leak(Kind.STRING, part.place or part.id, expected.types[place.value], found)


def leaks_in_bytes(target: Path, expected: Expected) -> Iterator[Leak]:
    """Hidden values that are in the raw bytes of the file, whatever its format.

    Values that remain elsewhere by decision are left to the texts, where their place can be told. A value so short
    that compressed data would hold it by chance (odds above one in a million for this file) is looked for in the
    texts and decompressed streams only. A value without figures must stand as a word: "Testing" holds no "Test".
    """
    from ahocorasick_rs import BytesAhoCorasick

    size = target.stat().st_size
    forms = {
        form: number
        for number, value in enumerate(expected.values)
        if number not in expected.stays
        for form in (value.encode(encoding, "replace") for encoding in _ENCODINGS)
        if size * 256.0 ** -len(form) < _CHANCE
    }
    if not forms:
        return
    owners, search = list(forms.items()), BytesAhoCorasick(list(forms))
    found = {
        owners[form][1]: None
        for piece in _pieces(target, max(map(len, forms)) + 2 * _BESIDE)
        for form, start, end in search.find_matches_as_indexes(piece.data, overlapping=True)
        if piece.shows(start, end) and _is_whole(piece.data, start, end, owners[form])
    }
    for number in found:
        yield Leak(Kind.BYTES, "bytes of the file", expected.types[number], expected.values[number])


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of a file, and whether the file begins and ends with it."""

    data: bytes = field(repr=False)
    is_first: bool
    is_last: bool

    def shows(self, start: int, end: int) -> bool:
        """Whether what stands beside a place is in the piece too."""
        return (self.is_first or start >= _BESIDE) and (self.is_last or end + _BESIDE <= len(self.data))


def _pieces(target: Path, overlap: int) -> Iterator[_Piece]:
    """A file in pieces, of which each begins with the last bytes of the one before."""
    with target.open("rb") as file:
        before, data = b"", file.read(_AT_ONCE)
        while data:
            after = file.read(_AT_ONCE)
            yield _Piece(before + data, len(before) < overlap, not after)
            before, data = (before + data)[-overlap:], after


def _is_whole(data: bytes, start: int, end: int, owner: tuple[bytes, int]) -> bool:
    """Whether a hit is no piece of a longer word; one with figures in it counts wherever it stands."""
    form, _ = owner
    if any(byte in _FIGURES for byte in form):
        return True
    if b"\0" in form:
        before, after = data[max(start - 2, 0) : start], data[end : end + 2]
        return not (before.replace(b"\0", b"").isalnum() or after.replace(b"\0", b"").isalnum())
    if _CODED.match(data, end) or _CODED.fullmatch(data, max(start - 3, 0), start):
        return False
    beside = (piece for n in _LENGTHS for piece in (data[max(start - n, 0) : start], data[end : end + n]))
    return not any(_is_letter(piece) for piece in beside)


def _is_letter(piece: bytes) -> bool:
    """Whether some bytes are just one letter or figure, in UTF-8."""
    try:
        text = piece.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return len(text) == 1 and text.isalnum()
