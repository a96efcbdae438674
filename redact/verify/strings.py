"""Hidden values looked for in everything that the written copy says, as text and as bytes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from redact.types import Modality, Part
from redact.verify.expected import Expected
from redact.verify.leaks import Kind, Leak
from redact.verify.standing import standing, stands_among
from redact.verify.stretches import stretches

if TYPE_CHECKING:
    from ahocorasick_rs import BytesAhoCorasick

_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be")
_CHANCE = 1e-6
_BESIDE = 4
"""Bytes beside a value that tell whether it is a piece of a longer word."""
_LITTLE = 1 << 14
"""Bytes in which forms are looked for one by one."""
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
    search = _Search(tuple(forms))
    found = {
        forms[search.forms[form]]: None
        for stretch in stretches(target, max(map(len, forms)) + 2 * _BESIDE)
        for form, start, end in search.places(stretch.data)
        if stretch.shows(start, end, _BESIDE) and _is_whole(stretch.data, start, end, search.forms[form])
    }
    for number in found:
        yield Leak(Kind.BYTES, "bytes of the file", expected.types[number], expected.values[number])


@dataclass(frozen=True)
class _Search:
    """Looks for many forms at once: one by one where there is little to look through, for an automaton takes long."""

    forms: tuple[bytes, ...] = field(repr=False)

    def places(self, data: bytes) -> Iterator[tuple[int, int, int]]:
        """The number of a form and where it stands."""
        if len(data) > _LITTLE:
            yield from self._automaton.find_matches_as_indexes(data, overlapping=True)
            return
        for number, form in enumerate(self.forms):
            at = data.find(form)
            while at >= 0:
                yield number, at, at + len(form)
                at = data.find(form, at + 1)

    @cached_property
    def _automaton(self) -> BytesAhoCorasick:
        from ahocorasick_rs import BytesAhoCorasick

        return BytesAhoCorasick(self.forms)


def _is_whole(data: bytes, start: int, end: int, form: bytes) -> bool:
    """Whether a hit is no piece of a longer word; one with figures in it counts wherever it stands."""
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
