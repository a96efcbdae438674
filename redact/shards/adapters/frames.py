"""Columns of a frame, redacted together: what adapters share of engines with expressions, which never lose rows."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal

from redact.errors import PolicyError
from redact.policy import Policy
from redact.shards.adapters.batches import Redacting, Tell
from redact.shards.fields import ANY


class RedactColumns(Redacting):
    """Redacts columns that belong together: a name that is found in one text of a row is found in all.

    An expression gives as many rows as it gets, so that records that cannot be redacted may be ``null``, not dropped.
    """

    def __init__(
        self,
        policy: str | Path | Policy = "corpus",
        fields: Iterable[str] = (),
        *,
        key_file: str | Path | None = None,
        unredactable: Literal["raise", "null"] = "raise",
        tell: Tell | None = None,
    ) -> None:
        super().__init__(policy, fields, key_file=key_file, unredactable=unredactable, tell=tell)
        if self.terms.unredactable == "drop":
            raise PolicyError("an expression cannot leave records out", "raise, or null them")

    @property
    def names(self) -> list[str] | None:
        """The columns that are asked for; ``None``: all."""
        paths = self.fields.paths
        firsts = [path[0] for path in paths or () if path]
        return None if paths is None or ANY in firsts else list(dict.fromkeys(firsts))

    def columns(self, names: Iterable[str], columns: Iterable[Any]) -> Any:
        """Columns as arrays of Arrow, under their names; gives a struct of the new ones."""
        import pyarrow as pa

        return self.batch(pa.RecordBatch.from_arrays(list(columns), list(names))).to_struct_array()
