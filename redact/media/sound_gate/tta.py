"""True Audio: a head that tells how long every frame is (tausoft.org, TTA1), and what stands around it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from redact.media.sound_gate import frames
from redact.types import Unseen

_HEAD = 22
_MOST = 1 << 24


def unseen_in(file: BinaryIO, size: int) -> Iterator[Unseen]:
    """Tags before the head and behind the frames, and other bytes there."""
    start = frames.tag_before(file)
    file.seek(start)
    head = file.read(_HEAD)
    rate, samples = (int.from_bytes(head[at : at + 4], "little") for at in (10, 14))
    count = min(-(-samples // max(256 * rate // 245, 1)), _MOST)
    table = file.read(4 * count)
    lengths = (int.from_bytes(table[at : at + 4], "little") for at in range(0, len(table), 4))
    yield from frames.unseen_in(file, size, [(start, start + _HEAD + 4 * count + 4 + sum(lengths))])
