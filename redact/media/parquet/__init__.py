"""Parquet: every value of every column looked at once, and the file written anew with others in their place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, ClassVar

import msgspec

from redact.contracts import Changes, Copied
from redact.media import checklist
from redact.media.cell_values import shown
from redact.media.column_rules import DROP, KEEP, ColumnRules
from redact.media.distinct import all_parts
from redact.media.parquet.fields import Place
from redact.media.parquet.table import Contents, Replacing, as_python, batches, opened, read, written
from redact.media.parquet.values import values
from redact.media.splice import by_part, edited
from redact.types import Document, Modality, Part, Unseen

MEDIA_TYPE = "application/vnd.apache.parquet"
_OURS = frozenset({b"ARROW:schema"})


class ParquetHandler:
    """Opens and writes Parquet files.

    Parts are the different values of each column, nested ones too, under the column's name, and the names themselves.
    A number or a date that is changed becomes nothing; its column keeps its type. Files in columns (pictures, PDF,
    sound) are children. What is noted of the file and its columns, statistics, indexes and bytes of unknown meaning go;
    rows keep their order and their groups. Encrypted files are refused.
    """

    class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
        """``columns``: by name an entity type, "keep" or "drop". ``most_values``: different values at most."""

        columns: dict[str, str] = {}
        most_values: int = 5_000_000

    version = "1"
    models: tuple[str, ...] = ()
    suffixes: ClassVar[frozenset[str]] = frozenset({".parquet", ".pq"})
    checks = (checklist.METADATA,)

    def __init__(self, options: Options) -> None:
        self.options = options
        self._rules = ColumnRules(options.columns)

    def load(self, source: Path) -> Document:
        contents = self._read(source)
        names = (_name(each) for place in contents.places for each in place.walk())
        dropped = ("bytes of unknown meaning",) if contents.files.unknown else ()
        parts = (*names, *all_parts(contents.columns.values()))
        return Document(source, MEDIA_TYPE, parts, tuple(contents.files), dropped, _notes(contents, self._rules))

    def write(self, document: Document, changes: Changes, target: Path) -> Copied:
        contents = self._read(document.source)
        edits = by_part(changes.edits)
        texts = {name: new for name, column in contents.columns.items() if (new := column.changed(edits))}
        released = contents.files.released(changes.children)
        replacing = Replacing(texts, released, _renamed(contents, edits), self._rules)
        written(document.source, target, contents.places, replacing)
        return Copied()

    def reopen(self, target: Path) -> Document:
        """Row by row as Python's own values, and everything that is noted in the file."""
        parts: list[Part] = []
        with opened(target) as file:
            found = ParquetHandler(self.Options())._read(target).places
            for number, batch in enumerate(batches(file), 1):
                texts = (_texts(place, as_python(array)) for place, array in zip(found, batch.columns, strict=True))
                joined = "\n".join(text for column in texts for text in column)
                parts.append(Part(f"rows{number}", Modality.TEXT, joined, place=f"rows, batch {number}", raw=True))
            noted = "\n".join((file.schema_arrow.to_string(show_field_metadata=True), str(file.schema)))
        parts.append(Part("schema", Modality.TEXT, noted, place="the schema", raw=True))
        return Document(target, MEDIA_TYPE, tuple(parts))

    def unseen(self, path: Path) -> Iterator[Unseen]:
        """What is noted in the file beside its columns."""
        with opened(path) as file:
            noted: Mapping[bytes, bytes] = file.metadata.metadata or {}
            schema = file.schema_arrow
        size = sum(len(value) for key, value in noted.items() if key not in _OURS)
        if size:
            yield Unseen("information on the file", "the file", size, check=checklist.METADATA)
        marked = sum(bool(set(column.metadata or {}) - {b"PARQUET:field_id"}) for column in schema)
        if marked:
            yield Unseen("notes on columns", "the schema", marked, check=checklist.METADATA)

    def _read(self, source: Path) -> Contents:
        return read(source, self._rules, self.options.most_values)


def _name(place: Place) -> Part:
    return Part(f"{place.id}.name", Modality.TEXT, place.own.replace("_", " "), place=f"name of {place.words}")


def _renamed(contents: Contents, edits: Mapping[str, Any]) -> dict[str, str]:
    """New names of fields, by the id of their place; no two of one group are alike."""
    new = {}
    for place in (each for column in contents.places for each in column.walk()):
        mine = edits.get(f"{place.id}.name")
        if mine:
            new[place.id] = f"{edited(place.own.replace('_', ' '), mine)} {place.id[1:]}"
    return new


def _texts(place: Place, column: list[Any]) -> Iterator[str]:
    for value in column:
        yield from (shown(each) for _, each in values(place, value))


def _notes(contents: Contents, rules: ColumnRules) -> tuple[str, ...]:
    said = {KEEP: "left as it was, for the policy says so", DROP: "emptied, for the policy says so"}
    named = ((place, rules.of(place.name)) for place in contents.places)
    return tuple(f"{place.words}: {said[rule]}" for place, rule in named if rule in said)
