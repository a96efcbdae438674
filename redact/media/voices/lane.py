"""A track's blocks on their way through a disguise: changed where told, mixed at the edges, else the same to the bit.

A stretch is a little longer here than it was told, so that the change from one voice to the other is outside of it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from redact.media.hush import FADE, Hush
from redact.media.mono import as_float, like
from redact.media.voices.stream import Changed
from redact.types import Disguise

if TYPE_CHECKING:
    from redact.media.hush import Block


class Disguising:
    """The disguises of one track. Blocks go in one after the other and come out later, none missing."""

    def __init__(self, runs: Sequence[Hush], rate: int) -> None:
        channels = dict.fromkeys(run.channel for run in runs if isinstance(run.what, Disguise))
        self._lanes = [_Lane(channel, runs, rate) for channel in channels]

    def push(self, block: Block) -> Iterator[Block]:
        """What is ready when this block follows those before."""
        yield from _through(self._lanes, [block])

    def finish(self) -> Iterator[Block]:
        """The rest."""
        for number, lane in enumerate(self._lanes):
            yield from _through(self._lanes[number + 1 :], lane.finish())


def _through(lanes: Sequence[_Lane], blocks: Sequence[Block]) -> Iterator[Block]:
    if not lanes:
        yield from blocks
        return
    for block in blocks:
        yield from _through(lanes[1:], lanes[0].push(block))


class _Lane:
    """The disguises of one channel, or of those of all."""

    def __init__(self, channel: int | None, runs: Sequence[Hush], rate: int) -> None:
        self._rows = slice(None) if channel is None else slice(channel, channel + 1)
        self._rate = rate
        self._fade = math.ceil(FADE * rate)
        self._runs = _apart([run for run in runs if run.channel == channel], 2 * self._fade + 1)
        self._position = 0
        self._held: list[Block] = []
        self._given = 0
        self._changed: Changed | None = None

    def push(self, block: Block) -> list[Block]:
        """What is ready when this block follows those before."""
        ready: list[Block] = []
        while block.shape[1]:
            run = next((run for run in self._runs if run[1] + self._fade > self._position), None)
            first, last = (run[0] - self._fade, run[1] + self._fade) if run else (math.inf, math.inf)
            inside = first <= self._position
            count = int(min(block.shape[1], (last if inside else first) - self._position))
            piece, block = block[:, :count], block[:, count:]
            self._position += count
            ready += self._change(piece, run) if inside and run else [piece]
            if self._position == last:
                ready += self.finish()
        return ready

    def _change(self, piece: Block, run: tuple[int, int, bytes]) -> list[Block]:
        rows = as_float(piece[self._rows])
        if self._changed is None:
            self._changed = Changed(run[2], self._rate, len(rows))
            self._given = self._position - piece.shape[1]
        self._held.append(piece)
        return self._mixed(self._changed.feed(rows), run)

    def finish(self) -> list[Block]:
        """The rest of the stretch in hand, if there is one."""
        if self._changed is None:
            return []
        run = next(run for run in self._runs if run[1] + self._fade > self._given)
        rest = self._mixed(self._changed.finish(), run)
        self._changed = None
        return rest

    def _mixed(self, voice: Block, run: tuple[int, int, bytes]) -> list[Block]:
        """The next of what is held, with the other voice in it."""
        import numpy as np

        count = voice.shape[1]
        if not count:
            return []
        held = np.concatenate(self._held, axis=1)
        block, self._held = held[:, :count].copy(), [held[:, count:]]
        at = np.arange(self._given, self._given + count)
        away = np.maximum(run[0] - at, at - run[1] + 1)
        own = 0.5 - 0.5 * np.cos(np.pi * np.clip(away - 1, 0, self._fade) / self._fade)
        rows = block[self._rows]
        block[self._rows] = like(as_float(rows) * own + voice * (1 - own), block.dtype)
        self._given += count
        return [block]


def _apart(runs: Sequence[Hush], gap: int) -> list[tuple[int, int, bytes]]:
    """First sample, last and secret of each run; those that lie close together are one."""
    merged: list[tuple[int, int, bytes]] = []
    for run in sorted(runs, key=lambda each: each.first):
        if not isinstance(run.what, Disguise) or run.first >= run.last:
            continue
        if merged and run.first - merged[-1][1] < gap:
            first, last, seed = merged[-1]
            merged[-1] = (first, max(last, run.last), seed)
        else:
            merged.append((max(run.first, 0), run.last, run.what.seed))
    return merged
