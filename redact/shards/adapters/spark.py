"""Spark: a function for ``DataFrame.mapInArrow``.

>>> from pyspark.sql import SparkSession
>>> from redact.shards.adapters.spark import RedactPartitions
>>> spark = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").getOrCreate()
>>> letters = spark.createDataFrame([(1, "Write to kim.bow@example.org")], "id long, text string")
>>> redact = RedactPartitions("default", ["text"])
>>> letters.mapInArrow(redact, letters.schema).collect()
[Row(id=1, text='Write to [E-mail address]')]

To count over the cluster what was left out, give an accumulator: ``tell=lambda counts: held.add(counts.held)``. The
workers must run a Python that has redact: say which in PYSPARK_PYTHON, as ever with Spark.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from redact.shards.adapters.batches import Redacting


class RedactPartitions(Redacting):
    """Redacts the record batches of a partition. The schema stays, so give the frame's own to ``mapInArrow``.

    A process of Spark that works in Python opens the models once, for all partitions that it is given.
    """

    def __call__(self, batches: Iterable[Any]) -> Iterator[Any]:
        return map(self.batch, batches)
