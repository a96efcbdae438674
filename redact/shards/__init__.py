"""Shards: the records of a corpus redacted by the million, on one machine or on many, and always resumable.

One pure function does the work, ``work.process_shard(unit) -> receipt``. Drivers hand out units and nothing else, so
that the same input gives the same bytes whoever did it, in whatever order, after however many interruptions.
"""
