"""Daft: a function of the user's own over columns, and a frame with it applied.

>>> import daft
>>> from redact.shards.adapters.daft import RedactColumns, redacted
>>> letters = daft.from_pydict({"id": [1], "text": ["Write to kim.bow@example.org"]})
>>> redacted(letters, RedactColumns("default", ["text"])).to_pylist()
[{'id': 1, 'text': 'Write to [E-mail address]'}]
"""

from __future__ import annotations

from typing import Any

from redact.errors import PolicyError
from redact.shards.adapters.frames import RedactColumns
from redact.shards.adapters.installing import missing

__all__ = ["RedactColumns", "function", "redacted"]


def redacted(frame: Any, redact: RedactColumns, **how: Any) -> Any:
    """A frame whose asked-for columns are redacted, together; names, types and order stay. *how* as in ``function``."""
    names = redact.names or frame.column_names
    schema = frame.schema()
    missing = [name for name in names if name not in frame.column_names]
    if missing:
        raise PolicyError(f"the frame has no column {missing[0]!r}", f"it has: {', '.join(frame.column_names)}")
    done = function(redact, {name: schema[name].dtype for name in names}, **how)
    others = [name for name in frame.column_names if name not in names]
    return frame.select(*others, done(*(frame[name] for name in names))).select(*frame.column_names)


def function(redact: RedactColumns, types: dict[str, Any], **how: Any) -> Any:
    """A batch function of Daft over the columns of these names and types, in this order; gives them redacted.

    *how* goes to ``daft.func.batch``: ``use_process``, ``batch_size``, ``gpus`` …
    """
    try:
        import daft
    except ImportError:
        raise missing("Daft", "daft") from None
    kind = daft.DataType.struct(types)
    names = list(types)

    def redact_columns(*columns: Any) -> Any:
        return redact.columns(names, [each.to_arrow() for each in columns])

    return daft.func.batch(return_dtype=kind, unnest=True, **how)(redact_columns)
