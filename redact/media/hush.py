"""Sound that is overwritten: from stretches of seconds to samples that are silent, hum, rustle or say a word."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from redact.errors import PluginError
from redact.media.waves import Heard, wave
from redact.types import Drop, Edit, Keep, Noise, Spoken, TimeRange, Tone

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Block: TypeAlias = NDArray[np.generic]
    """Channels x samples, in the number format of the source."""
else:
    Block = Any


@dataclass(frozen=True, slots=True)
class Hush:
    """A run of samples to overwrite, half-open, in every channel, and what is heard there instead."""

    first: int
    last: int
    what: Heard


def hushes(edits: Iterable[Edit], part: str, rate: int) -> tuple[Hush, ...]:
    """The edits of one sound part as runs of samples, widened to whole samples.

    Raises ``PluginError`` for a replacement or a region that sound cannot carry.
    """
    mine = [edit for edit in edits if edit.region.part == part and not isinstance(edit.replacement, Keep)]
    return tuple(sorted((_hush(edit, rate) for edit in mine), key=lambda hush: hush.first))


def _hush(edit: Edit, rate: int) -> Hush:
    region, what = edit.region, edit.replacement
    if not isinstance(region, TimeRange) or not isinstance(what, (Tone, Noise, Spoken, Drop)):
        raise PluginError("sound can be silenced or overlaid with a tone, noise or a word, nothing else")
    heard = Tone() if isinstance(what, Drop) else what
    if not all(map(math.isfinite, (region.start, region.end, heard.hertz if isinstance(heard, Tone) else 0.0))):
        raise PluginError("a stretch of sound to silence has no proper start, end or pitch")
    slack = 1e-6  # of a sample: 0.3 s is sample 2400 of 8000 and not 2400.0000000004
    return Hush(math.floor(region.start * rate + slack), math.ceil(region.end * rate - slack), heard)


def overwrite(block: Block, position: int, rate: int, runs: Sequence[Hush]) -> Block:
    """The block, which starts at sample *position*, with the runs overwritten in every channel; a copy if touched."""
    touching = [run for run in runs if run.first < position + block.shape[1] and run.last > position]
    if not touching:
        return block
    quiet = block.copy()
    for run in touching:
        start, stop = max(run.first - position, 0), min(run.last - position, block.shape[1])
        quiet[:, start:stop] = _sound(run, position + start, stop - start, rate, block.dtype)
    return quiet


def _sound(run: Hush, position: int, count: int, rate: int, dtype: Any) -> Block:
    import numpy as np

    put = wave(run.what, rate, position - run.first, count, run.last - run.first)
    if dtype.kind == "f":
        return np.asarray(put, dtype)
    top = np.iinfo(dtype).max
    middle = 0 if dtype.kind == "i" else (top + 1) // 2
    swing = top if dtype.kind == "i" else top // 2
    return np.asarray(np.round(put * np.float64(swing)) + middle).astype(dtype)
