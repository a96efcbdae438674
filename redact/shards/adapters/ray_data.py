"""Ray Data: a callable for ``Dataset.map_batches``.

>>> import ray
>>> from redact.shards.adapters.ray_data import RedactBatches
>>> letters = ray.data.from_items([{"id": 1, "text": "Write to kim.bow@example.org"}])
>>> letters.map_batches(RedactBatches("default", ["text"]), batch_format="pyarrow").take_all()
[{'id': 1, 'text': 'Write to [E-mail address]'}]

For whole shards there is ``redact corpus --engine ray``, which is resumable and takes half the processor time.
"""

from __future__ import annotations

from typing import Any

from redact.shards.adapters.batches import Redacting


class RedactBatches(Redacting):
    """Redacts the blocks of a data set, in tasks; a process of Ray that works on several opens the models once.

    Give an object of it, not the class: so the key that is found where the job is written is held against each
    worker's. To have shares of a GPU, say ``num_gpus`` to ``map_batches``. It must be told ``batch_format="pyarrow"``.
    """

    def __call__(self, table: Any) -> Any:
        return self.table(table)
