"""What a form of shards is: records come out in batches with their texts, and go back with new ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, BinaryIO, Protocol, TypeAlias, runtime_checkable

from redact.shards.fields import Fields
from redact.shards.units import Unit

Texts: TypeAlias = tuple[str, ...]
"""The texts of one record that are asked for, in order."""


class Batch(Protocol):
    """Some records of a shard, in order."""

    @property
    def records(self) -> Sequence[Texts]:
        """The texts of every record; none for one that is broken."""
        ...

    @property
    def broken(self) -> Mapping[int, str]:
        """The records that cannot be read, by number in the batch, and why, without their text."""
        ...

    def raw(self, number: int) -> bytes:
        """A record as it stands in the shard, or as near to it as the form allows: for the quarantine."""
        ...


class Sink(Protocol):
    """A new shard that is being written, like the one that it comes from."""

    def put(self, batch: Any, new: Sequence[Texts | None]) -> None:
        """Add the records of *batch* with these texts, in the same order; ``None`` leaves a record out."""
        ...

    def close(self) -> None:
        """Write what is left. The file is whole then."""
        ...


class Form(Protocol):
    """A form of shards. Raises ``UnreadableError`` for a shard that is not of this form as a whole."""

    suffixes: frozenset[str]

    def batches(self, file: BinaryIO, unit: Unit, fields: Fields) -> Iterator[Batch]:
        """The records of a unit. In memory is one batch."""
        ...

    def sink(self, out: BinaryIO, unit: Unit) -> Sink:
        """A new shard in *out*, with the schema and packing of the unit's own."""
        ...


@runtime_checkable
class Cuttable(Protocol):
    """A form of which a large shard can be worked on in stretches, at several places at once."""

    def cuts(self, file: BinaryIO, size: int, most: int) -> Sequence[tuple[int, int]]:
        """Stretches of about *most* bytes, half-open, of a shard of *size* bytes, none of them left out."""
        ...

    def join(self, out: BinaryIO, parts: Iterator[BinaryIO]) -> None:
        """One shard of its redacted stretches, in order."""
        ...
