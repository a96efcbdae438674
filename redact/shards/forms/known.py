"""Which form a shard has, told by the ending of its name."""

from __future__ import annotations

from redact.errors import UnsupportedError
from redact.shards.contract import Form
from redact.shards.forms.arrow import ArrowForm
from redact.shards.forms.csv import CsvForm
from redact.shards.forms.jsonl import JsonLinesForm
from redact.shards.forms.parquet import ParquetForm
from redact.shards.packing import packing_of

FORMS: tuple[Form, ...] = (JsonLinesForm(), ParquetForm(), CsvForm(), ArrowForm())
SAMPLES = ".tar"
"""The ending of shards that hold the files of samples, as WebDataset has them."""
_SOUGHT = frozenset({".parquet", ".pq", ".arrow", ".feather", ".ipc"})
"""Forms that are read from their end, which a packed shard cannot be."""


def form_of(name: str) -> tuple[Form, str]:
    """The form of a shard and how it is packed. Raises ``UnsupportedError`` for what is no shard of records."""
    suffix, packed = packing_of(name)
    for form in FORMS:
        if suffix in form.suffixes and not (packed and suffix in _SOUGHT):
            return form, packed
    raise UnsupportedError("it is no shard of records", f"known endings: {', '.join(known())}")


def known() -> list[str]:
    """The endings of shards."""
    return sorted({SAMPLES, *(suffix for form in FORMS for suffix in form.suffixes)})


def is_of_records(name: str) -> bool:
    """Whether a file is a shard of records, by its name."""
    suffix, packed = packing_of(name)
    return any(suffix in form.suffixes for form in FORMS) and not (packed and suffix in _SOUGHT)


def is_of_samples(name: str) -> bool:
    """Whether a file is a shard of samples that are files, by its name."""
    return packing_of(name)[0] == SAMPLES


def is_shard(name: str) -> bool:
    """Whether a file is a shard at all."""
    return is_of_records(name) or is_of_samples(name)
