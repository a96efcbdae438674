"""A record batch in, a redacted record batch out: what the adapters of all engines do."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from redact.errors import PolicyError, UnreadableError, UnsupportedError
from redact.policy import Policy
from redact.shards.adapters.terms import Terms, Unredactable, opened, terms_of
from redact.shards.contract import Texts
from redact.shards.fields import Fields
from redact.shards.forms.dictionaries import coded, decoded, has_coded
from redact.shards.forms.parquet import ColumnBatch
from redact.shards.forms.reach import check_reach
from redact.shards.receipts import Counts
from redact.shards.records import redacted

Tell: TypeAlias = Callable[[Counts], object]
"""Is called in the worker after each batch with what was counted there: numbers, types and reasons, no text."""
_LOG = logging.getLogger("redact.shards.adapters")


class Redacting:
    """Redacts the asked-for texts of record batches: what the adapters of all engines build on.

    *policy* is a built-in one by name, a TOML file or a ``Policy``; *fields* are paths such as ``messages[].content``,
    every text at any depth where there are none. The key is the one in *key_file*, else in the variable REDACT_KEY, and
    every worker has it there itself: what travels is only where it lies, and a mark that tells it from other keys.

    *unredactable* says what becomes of a record that a plugin fails on or in which a hidden value is still there:
    ``raise`` fails the work, ``null`` empties the fields that are asked for, ``drop`` leaves the record out. How many
    is logged as a warning, counted in ``counts`` (of this object in this process), and told to *tell* in the worker.

    Raises ``PolicyError`` for what cannot work. Written files are not opened again and checked: ``redact corpus`` does.
    """

    def __init__(
        self,
        policy: str | Path | Policy = "corpus",
        fields: Iterable[str] = (),
        *,
        key_file: str | Path | None = None,
        unredactable: Unredactable = "raise",
        tell: Tell | None = None,
    ) -> None:
        self.terms = terms_of(policy, fields, key_file, unredactable)
        self.counts = Counts()
        self._tell = tell

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.terms!r})"

    def __getstate__(self) -> tuple[Terms, Tell | None]:
        return self.terms, self._tell

    def __setstate__(self, state: tuple[Terms, Tell | None]) -> None:
        self.terms, self._tell = state
        self.counts = Counts()

    @property
    def fields(self) -> Fields:
        """Which texts are asked for."""
        return Fields.of(self.terms.fields)

    def table(self, table: Any) -> Any:
        """A table of Arrow with its texts redacted; the schema stays."""
        import pyarrow as pa

        if not isinstance(table, pa.Table):
            raise PolicyError("batches come in another format than Arrow's", "have the engine give tables of Arrow")
        return pa.Table.from_batches([self.batch(rows) for rows in table.to_batches()], table.schema)

    def batch(self, rows: Any) -> Any:
        """A record batch with its texts redacted; the schema stays."""
        if not rows.num_rows:
            return rows
        check_reach(rows.schema, self.fields)
        plain = ColumnBatch(decoded(rows), self.fields)
        new = self.records(_records(plain))
        if None not in new:
            return coded(plain.changed(new), rows.schema)
        if has_coded(plain.table.schema):
            raise UnsupportedError("records that cannot be redacted share values with others", "cast to plain texts")
        emptied = plain.changed(
            [_emptied(old) if it is None else it for it, old in zip(new, plain.records, strict=True)]
        )
        return coded(self._without(emptied, [texts is not None for texts in new]), rows.schema)

    def records(self, records: Sequence[Texts]) -> list[Texts | None]:
        """The new texts of every record; ``None`` for one that cannot be redacted, unless that is to fail the work."""
        at = opened(self.terms)
        with at.turn:
            done = list(redacted(at.redactor, records))
            self._note(_counted(records, done))
        return [None if isinstance(each, str) else tuple(text.text for text in each) for each in done]

    def _note(self, counts: Counts) -> None:
        if counts.held and self.terms.unredactable == "raise":
            why = "; ".join(counts.quarantined)
            raise UnreadableError(f"{counts.held} of {counts.records} records cannot go: {why}", "null or drop them")
        self.counts += counts
        if counts.held:
            _LOG.warning(
                "%d of %d records cannot be redacted (%s)", counts.held, counts.records, self.terms.unredactable
            )
        if self._tell:
            self._tell(counts)

    def _without(self, rows: Any, good: Sequence[bool]) -> Any:
        """The rows without those that are not good, or with the asked-for columns of these null."""
        import pyarrow as pa

        if self.terms.unredactable == "drop":
            return rows.filter(pa.array(good))
        at = pa.array([number if is_good else None for number, is_good in enumerate(good)], pa.int64())
        asked = [self.fields.under(each.name) is not None for each in rows.schema]
        if any(is_asked and not each.nullable for is_asked, each in zip(asked, rows.schema, strict=True)):
            raise UnsupportedError("a column that may not be null would have to be", "drop the records, or raise")
        pairs = zip(asked, rows.columns, strict=True)
        columns = [column.take(at) if is_asked else column for is_asked, column in pairs]
        return pa.RecordBatch.from_arrays(columns, schema=rows.schema)


def _records(batch: ColumnBatch) -> list[Texts]:
    try:
        return batch.records
    except UnicodeDecodeError:
        problem = UnreadableError("a text of the table is no UTF-8", "mend the column, or take it as bytes")
    raise problem


def _emptied(texts: Texts) -> Texts:
    return ("",) * len(texts)


def _counted(records: Sequence[Texts], done: Sequence[Any]) -> Counts:
    good = [(old, each) for old, each in zip(records, done, strict=True) if not isinstance(each, str)]
    changed = sum(any(new.text != text for text, new in zip(old, each, strict=True)) for old, each in good)
    findings = Counter(finding.entity_type for _, each in good for text in each for finding in text.findings)
    held = Counter(each for each in done if isinstance(each, str))
    texts = [text for record in records for text in record]
    return Counts(len(records), changed, len(texts), sum(map(len, texts)), dict(findings), dict(held))
