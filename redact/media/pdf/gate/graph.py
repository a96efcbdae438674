"""The objects of a PDF as qpdf writes them, and which of them anything leads to: nothing is taken apart for it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from redact.media.pdf.objects import is_stream

_REFERENCE = re.compile(rb"(?<![\d.])(\d{1,10}) (\d{1,5}) R\b")
_STRING = re.compile(rb"\((?:[^\\()]|\\.)*\)|<[0-9A-Fa-f\s]*>(?!>)", re.DOTALL)
_LEAST = 2  # letters or digits that something readable has at least


@dataclass(frozen=True, slots=True)
class Graph:
    """Each object's own words (a stream's dictionary), by number and generation; and those that the trailer reaches."""

    objects: dict[tuple[int, int], bytes] = field(repr=False)
    used: frozenset[tuple[int, int]]

    def holding(self, *keys: str) -> Iterator[tuple[int, int]]:
        """The used objects in which one of the keys ("/Alt") stands."""
        wanted = re.compile(b"|".join(re.escape(key.encode()) + rb"(?![^\s<>()\[\]/%])" for key in keys))
        return (number for number, words in self.objects.items() if number in self.used and wanted.search(words))


def graph_of(pdf: Any) -> Graph:
    """Look at every object of an open PDF once."""
    objects = {value.objgen: _words(value) for value in pdf.objects if hasattr(value, "objgen")}  # not bare numbers
    waiting = list(_referred(pdf.trailer.unparse(resolved=True)))
    used: set[tuple[int, int]] = set()
    while waiting:
        number = waiting.pop()
        if number not in used:
            used.add(number)
            waiting += _referred(objects.get(number, b""))
    return Graph(objects, frozenset(used))


def _words(value: Any) -> bytes:
    words: bytes = (value.stream_dict if is_stream(value) else value).unparse(resolved=True)
    return words


def _referred(words: bytes) -> Iterator[tuple[int, int]]:
    for number, generation in _REFERENCE.findall(_STRING.sub(b"", words)):
        yield int(number), int(generation)


def strings_of(words: bytes) -> Iterator[str]:
    """The strings in the words of an object that can be read."""
    import pikepdf

    from redact.media.pdf.objects import words_of

    for match in _STRING.finditer(words):
        text = words_of(pikepdf.Object.parse(match[0]))
        if is_readable(text):
            yield text


def is_readable(text: str) -> bool:
    """Whether a text has letters or digits that could tell somebody something."""
    return sum(letter.isalnum() for letter in text) >= _LEAST
