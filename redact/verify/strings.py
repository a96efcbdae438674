"""Hidden values looked for in everything that the written copy says, as text and as bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from redact.types import Part
from redact.verify.expected import Expected
from redact.verify.leaks import Kind, Leak
from redact.verify.standing import standing, stands_among

_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be")
_CHANCE = 1e-6
_FIGURES = frozenset(b"0123456789")


def leaks_in_texts(parts: Iterable[Part], expected: Expected) -> Iterator[Leak]:
    """Every place where a hidden value stands and no decision leaves it."""
    for part in parts:
        if not isinstance(part.content, str):
            continue
        for place in expected.wanted.occurrences(part.content):
            here = standing(part.content, place.start, place.end)
            if not stands_among(here, expected.stays.get(place.value, ())):
                found = part.content[place.start : place.end]
                yield Leak(Kind.STRING, part.place or part.id, expected.types[place.value], found)


def leaks_in_bytes(target: Path, expected: Expected) -> Iterator[Leak]:
    """Hidden values that are in the raw bytes of the file, whatever its format.

    Values that remain elsewhere by decision are left to the texts, where their place can be told. A value so short
    that compressed data would hold it by chance (odds above one in a million for this file) is looked for in the
    texts and decompressed streams only. A value without figures must stand as a word: "Testing" holds no "Test".
    """
    from ahocorasick_rs import BytesAhoCorasick

    data = target.read_bytes()
    forms = {
        form: number
        for number, value in enumerate(expected.values)
        if number not in expected.stays
        for form in (value.encode(encoding, "replace") for encoding in _ENCODINGS)
        if len(data) * 256.0 ** -len(form) < _CHANCE
    }
    hits = BytesAhoCorasick(list(forms)).find_matches_as_indexes(data, overlapping=True) if forms else []
    owners = list(forms.items())
    whole = (owners[form] for form, start, end in hits if _is_whole(data, start, end, owners[form]))
    for number in dict.fromkeys(number for _, number in whole):
        yield Leak(Kind.BYTES, "bytes of the file", expected.types[number], expected.values[number])


def _is_whole(data: bytes, start: int, end: int, owner: tuple[bytes, int]) -> bool:
    """Whether a hit is no piece of a longer word; one with figures in it counts wherever it stands."""
    form, _ = owner
    if any(byte in _FIGURES for byte in form):
        return True
    width = 2 if b"\0" in form else 1
    before, after = data[max(start - width, 0) : start], data[end : end + width]
    return not (before.replace(b"\0", b"").isalnum() or after.replace(b"\0", b"").isalnum())
