"""Hugging Face datasets: a callable for ``Dataset.map``, and the map itself.

>>> import datasets
>>> from redact.shards.adapters.datasets import RedactBatches, redacted
>>> letters = datasets.Dataset.from_list([{"id": 1, "text": "Write to kim.bow@example.org"}])
>>> redacted(letters, RedactBatches("default", ["text"]))[0]
{'id': 1, 'text': 'Write to [E-mail address]'}
"""

from __future__ import annotations

from typing import Any

from redact.shards.adapters.batches import Redacting


class RedactBatches(Redacting):
    """Redacts batches that come as tables of Arrow: ``dataset.with_format("arrow").map(…, batched=True)``.

    What ``map`` keeps in its cache holds only what is redacted; it is found again only for the same policy, fields, key
    and version of redact.
    """

    def __call__(self, table: Any) -> Any:
        return self.table(table)


def redacted(dataset: Any, redact: RedactBatches, **how: Any) -> Any:
    """A data set, a dictionary of them, or one that is streamed, redacted.

    Features stay, and so does the format, but of a stream, which then gives plain values. *how* goes to ``map``:
    ``num_proc``, ``batch_size`` …
    """
    if isinstance(dataset, dict):
        return type(dataset)({name: redacted(each, redact, **how) for name, each in dataset.items()})
    done = dataset.with_format("arrow").map(redact, batched=True, features=dataset.features, **how)
    was = getattr(dataset, "format", None)
    if was is None:
        return done.with_format(None)
    return done.with_format(was["type"], was["columns"], was["output_all_columns"], **was["format_kwargs"])
