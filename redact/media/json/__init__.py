"""JSON, whole (.json) or a value a line (.jsonl, .ndjson): every string, number and key is a part."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, ClassVar

import msgspec

from redact.contracts import Changes
from redact.errors import UnreadableError
from redact.media.embedded import without_data
from redact.media.encoding import Decoded, decoded, encoded
from redact.media.json.scan import Leaf, check, leaves, values, whole
from redact.media.source import LARGEST, contents
from redact.media.splice import Splice, by_part, edited, spliced
from redact.types import Document, Edit, Modality, Part


class JsonHandler:
    """Opens and writes JSON. What is not changed keeps its characters, order and spacing.

    A number that is changed becomes a string. Keys that would become equal get a number behind them. Text that is
    itself JSON or mark-up inside a string is read as the characters that it is.
    """

    class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
        """``largest``: bytes, ``most_values``: keys and values above which a file is refused."""

        largest: int = LARGEST
        most_values: int = 2_000_000

    version = "1"
    models: tuple[str, ...] = ()
    suffixes: ClassVar[frozenset[str]] = frozenset({".json", ".jsonl", ".ndjson", ".geojson"})

    def __init__(self, options: Options) -> None:
        self.options = options

    def load(self, source: Path) -> Document:
        text = self._opened(source).text
        filled = (leaf for leaf in leaves(text) if leaf.value)
        parts = tuple(islice(_parts(text, filled), self.options.most_values + 1))
        if len(parts) > self.options.most_values:
            raise UnreadableError("too many values for one file", "split it into smaller files")
        return Document(source, "application/json", parts)

    def write(self, document: Document, changes: Changes, target: Path) -> None:
        form = self._opened(document.source)
        target.write_bytes(encoded(spliced(form.text, _splices(form.text, changes.edits)), form))

    def reopen(self, target: Path) -> Document:
        """The values through the standard library's reader, and the file's text as it stands."""
        form = self._opened(target)
        raw = Part("raw", Modality.TEXT, form.text, place="text of the file", raw=True)
        return Document(target, "application/json", (*_reread(form.text), raw))

    def _opened(self, source: Path) -> Decoded:
        form = decoded(contents(source, self.options.largest))
        text = without_data(form.text)
        check(text)
        return Decoded(text, form.encoding, form.mark)


def _parts(text: str, filled: Iterable[Leaf]) -> Iterator[Part]:
    line, line_start, at = 1, 0, 0
    for leaf in filled:
        line += text.count("\n", at, leaf.start)
        line_start = text.rfind("\n", at, leaf.start) + 1 or line_start
        at = leaf.start
        place = f"line {line}, column {at - line_start + 1}"
        yield Part(leaf.id, Modality.TEXT, leaf.value, place=place, context=leaf.heading)


def _splices(text: str, edits: tuple[Edit, ...]) -> Iterator[Splice]:
    changed = by_part(edits)
    plain = text.isascii()
    new = {leaf.id: edited(leaf.value, changed[leaf.id]) for leaf in leaves(text) if leaf.id in changed}
    taken: defaultdict[str, set[str]] = defaultdict(set)
    for leaf in leaves(text):
        if leaf.is_key and new.get(leaf.id, leaf.value) == leaf.value:
            taken[leaf.owner].add(leaf.value)
    for leaf in leaves(text):
        if new.get(leaf.id, leaf.value) != leaf.value:
            value = _unlike(new[leaf.id], taken[leaf.owner]) if leaf.is_key else new[leaf.id]
            yield leaf.start, leaf.end, json.dumps(value, ensure_ascii=plain)


def _unlike(key: str, taken: set[str]) -> str:
    number, free = 2, key
    while free in taken:
        number, free = number + 1, f"{key} {number}"
    taken.add(free)
    return free


def _reread(text: str) -> Iterator[Part]:
    decoder = json.JSONDecoder(parse_int=str, parse_float=str)
    for number, value in enumerate(values(text, decoder), 1):
        yield from _walk(value, f"v.{number}")


def _walk(root: Any, root_path: str) -> Iterator[Part]:
    waiting = [(root, root_path)]
    while waiting:
        value, path = waiting.pop()
        if isinstance(value, str) and value:
            yield Part(path, Modality.TEXT, whole(value), place="value")
        elif isinstance(value, list):
            waiting += [(child, f"{path}.{index}") for index, child in enumerate(value, 1)]
        elif isinstance(value, dict):
            waiting += [(key, f"{path}.{index}k") for index, key in enumerate(value, 1)]
            waiting += [(child, f"{path}.{index}") for index, child in enumerate(value.values(), 1)]
