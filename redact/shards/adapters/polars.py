"""Polars: an expression for ``select`` and ``with_columns``, eager, lazy and streamed.

>>> import polars as pl
>>> from redact.shards.adapters.polars import redacted
>>> letters = pl.DataFrame({"id": [1], "text": ["Write to kim.bow@example.org"]})
>>> letters.with_columns(redacted("default", ["text"])).rows()
[(1, 'Write to [E-mail address]')]
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from redact.policy import Policy
from redact.shards.adapters.frames import RedactColumns
from redact.shards.adapters.installing import missing


def redacted(policy: str | Path | Policy = "corpus", fields: Iterable[str] = (), **more: Any) -> Any:
    """The columns that *fields* lead into, redacted together, each under its name; all where there are no fields.

    *more* is ``key_file``, ``unredactable``, ``tell`` as ``RedactColumns`` has them. Types stay, so that a column of
    chosen words (``Enum``) must be cast to text first.
    """
    try:
        import polars as pl
    except ImportError:
        raise missing("Polars", "polars") from None
    columns = _Columns(policy, fields, **more)
    asked = pl.struct(columns.names) if columns.names is not None else pl.struct(pl.all())
    return asked.map_batches(columns, pl.self_dtype(), is_elementwise=True).struct.unnest()


class _Columns(RedactColumns):
    """A series of structs, redacted."""

    def __call__(self, series: Any) -> Any:
        import polars as pl

        table = series.struct.unnest().to_arrow(compat_level=pl.CompatLevel.oldest())
        return pl.DataFrame(self.table(table)).to_struct(series.name).cast(series.dtype)
