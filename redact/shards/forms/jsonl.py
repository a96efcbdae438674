"""JSON Lines: a record a line. A line in which nothing changes leaves byte for byte; in others only texts change."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, BinaryIO

import msgspec

from redact.errors import UnreadableError
from redact.media.json.scan import check, leaves
from redact.media.splice import Splice, spliced
from redact.shards.contract import Texts
from redact.shards.fields import Fields, texts_in
from redact.shards.forms.lines import BLOCK, lines_in
from redact.shards.units import Unit

_MARK = b"\xef\xbb\xbf"


@dataclass
class JsonLines:
    """Some lines of a shard."""

    lines: Sequence[bytes] = field(repr=False)
    fields: Fields

    @cached_property
    def _read(self) -> tuple[list[tuple[tuple[str, str], ...]], dict[int, str]]:
        found, broken = [], dict[int, str]()
        for number, line in enumerate(self.lines):
            try:
                found.append(_texts(line, self.fields))
            except (msgspec.DecodeError, UnicodeDecodeError, UnreadableError, RecursionError) as error:
                broken[number] = error.what if isinstance(error, UnreadableError) else "it is no JSON"
                found.append(())
        return found, broken

    @property
    def records(self) -> list[Texts]:
        """The texts of each line."""
        return [tuple(text for _, text in found) for found in self._read[0]]

    @property
    def broken(self) -> Mapping[int, str]:
        """Lines that are no JSON, or in which a key stands twice: the first would be overlooked."""
        return self._read[1]

    def raw(self, number: int) -> bytes:
        """The line."""
        return self.lines[number]

    def changed(self, number: int, new: Texts) -> bytes:
        """The line with new texts, everything else as it stands."""
        found = self._read[0][number]
        if all(text is old or text == old for text, (_, old) in zip(new, found, strict=True)):
            return self.lines[number]
        places = {place: text for text, (place, old) in zip(new, found, strict=True) if text != old}
        line = self.lines[number].decode("utf-8")
        return spliced(line, _splices(line, places)).encode()


class JsonLinesForm:
    """Shards of JSON Lines."""

    suffixes = frozenset({".jsonl", ".ndjson", ".jsonlines"})

    def batches(self, file: BinaryIO, unit: Unit, fields: Fields) -> Iterator[JsonLines]:
        for lines in lines_in(file, unit.start, unit.stop):
            yield JsonLines(lines, fields)

    def sink(self, out: BinaryIO, _unit: Unit) -> JsonLinesSink:
        return JsonLinesSink(out)

    def cuts(self, _file: BinaryIO, size: int, most: int) -> list[tuple[int, int]]:
        """Stretches of bytes; a line belongs to the one in which it begins."""
        return [(start, min(start + most, size)) for start in range(0, size, most)]

    def join(self, out: BinaryIO, parts: Iterator[BinaryIO]) -> None:
        """The lines one after the other."""
        for part in parts:
            shutil.copyfileobj(part, out, BLOCK)


class JsonLinesSink:
    """Lines written one after the other."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out

    def put(self, batch: JsonLines, new: Sequence[Texts | None]) -> None:
        self._out.writelines(batch.changed(number, texts) for number, texts in enumerate(new) if texts is not None)

    def close(self) -> None:
        """Nothing is left to write."""


def _texts(line: bytes, fields: Fields) -> tuple[tuple[str, str], ...]:
    line = line.removeprefix(_MARK)
    if not line.strip():
        return ()
    value = msgspec.json.decode(line)
    if line.count(b'":') != _keys(value):
        check(line.decode("utf-8"))
    return tuple(texts_in(value, fields))


def _keys(value: Any) -> int:
    """How many keys a value has, at every depth: fewer than its line where one stands twice."""
    if isinstance(value, dict):
        return len(value) + sum(_keys(inner) for inner in value.values() if isinstance(inner, (dict, list)))
    if isinstance(value, list):
        return sum(_keys(inner) for inner in value if isinstance(inner, (dict, list)))
    return 0


def _splices(line: str, places: Mapping[str, str]) -> Iterator[Splice]:
    plain = line.isascii()
    for leaf in leaves(line):
        new = None if leaf.is_key else places.get(leaf.id.removeprefix("v.1"))
        if new is not None:
            yield leaf.start, leaf.end, json.dumps(new, ensure_ascii=plain)
