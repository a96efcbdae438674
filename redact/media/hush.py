"""Sound that is overwritten: from stretches of seconds to samples that are silent, hum, rustle or say a word.

Beside every stretch the sound fades, so that nothing clicks; within it not a sample of what was there is left.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeAlias

from redact.errors import PluginError
from redact.media.mono import as_float, like
from redact.media.waves import Heard, wave
from redact.types import Disguise, Drop, Edit, Keep, Noise, Samples, Spoken, TimeRange, Tone

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Block: TypeAlias = NDArray[np.generic]
    """Channels x samples, in the number format of the source."""
else:
    Block = Any

FADE = 0.005
"""Seconds in which the sound dies away before a stretch and comes back after it, all of them outside of it."""
SWELL = 0.005
"""Seconds in which a tone or noise swells and dies away within it."""


@dataclass(frozen=True, slots=True)
class Hush:
    """A run of samples to change, half-open, in one channel or (``None``) in all, and what is heard there instead.

    ``rim``: so many samples on both sides of it are silent, for what a codec has smeared there.
    """

    first: int
    last: int
    what: Heard | Disguise
    channel: int | None = None
    rim: int = 0


def hushes(edits: Iterable[Edit], part: str, rate: int) -> tuple[Hush, ...]:
    """The edits of one sound part as runs of samples, widened to whole samples.

    Raises ``PluginError`` for a replacement or a region that sound cannot carry.
    """
    mine = [edit for edit in edits if edit.region.part == part and not isinstance(edit.replacement, Keep)]
    return tuple(sorted((_hush(edit, rate) for edit in mine), key=lambda hush: hush.first))


def _hush(edit: Edit, rate: int) -> Hush:
    region, what = edit.region, edit.replacement
    if not isinstance(region, TimeRange) or not isinstance(what, (Tone, Noise, Spoken, Disguise, Drop)):
        raise PluginError("sound can be silenced, disguised, or overlaid with a tone, noise or a word, nothing else")
    heard = Tone() if isinstance(what, Drop) else what
    if not all(map(math.isfinite, (region.start, region.end, heard.hertz if isinstance(heard, Tone) else 0.0))):
        raise PluginError("a stretch of sound to silence has no proper start, end or pitch")
    slack = 1e-6  # of a sample: 0.3 s is sample 2400 of 8000 and not 2400.0000000004
    first, last = math.floor(region.start * rate + slack), math.ceil(region.end * rate - slack)
    return Hush(first, last, heard, region.channel)


def with_rims(runs: Iterable[Hush], rim: int) -> tuple[Hush, ...]:
    """The same runs, each with so many silent samples on both sides; a disguise needs none."""
    return tuple(run if isinstance(run.what, Disguise) else replace(run, rim=rim) for run in runs)


def overwrite(block: Block, position: int, rate: int, runs: Sequence[Hush]) -> Block:
    """The block, which starts at sample *position*, with the runs overwritten; a copy if touched.

    Runs that are disguises are left as they are.
    """
    reach, until = math.ceil(FADE * rate), position + block.shape[1]
    told = [(run, run.rim + reach) for run in runs if not isinstance(run.what, Disguise)]
    told = [(run, far) for run, far in told if run.first < run.last]
    touching = [run for run, far in told if run.first - far < until and run.last + far > position]
    if not touching:
        return block
    quiet = block.copy()
    for run in touching:
        _fade(quiet, position, reach, run)
    for run in touching:
        start, stop = max(run.first - position, 0), min(run.last - position, block.shape[1])
        if start < stop:
            quiet[_rows(run), start:stop] = _sound(run, position + start, stop - start, rate, block.dtype)
    return quiet


def _rows(run: Hush) -> slice:
    return slice(None) if run.channel is None else slice(run.channel, run.channel + 1)


def _fade(block: Block, position: int, reach: int, run: Hush) -> None:
    """Let what stands beside the run die away towards its rim, and silence the rim and the run."""
    import numpy as np

    start = max(run.first - run.rim - reach - position, 0)
    stop = min(run.last + run.rim + reach - position, block.shape[1])
    if start >= stop:
        return
    at = np.arange(start, stop) + position
    away = np.maximum(run.first - run.rim - at, at - (run.last + run.rim - 1))
    loud = 0.5 - 0.5 * np.cos(np.pi * np.clip(away - 1, 0, reach) / reach)
    piece = block[_rows(run), start:stop]
    block[_rows(run), start:stop] = np.where(away > reach, piece, like(as_float(piece) * loud, block.dtype))


def _sound(run: Hush, position: int, count: int, rate: int, dtype: Any) -> Block:
    return like(_swelling(run, position, count, rate), dtype)


def _swelling(run: Hush, position: int, count: int, rate: int) -> Samples:
    import numpy as np

    if isinstance(run.what, Disguise):
        raise TypeError("a disguise is made of what was there")
    put = wave(run.what, rate, position - run.first, count, run.last - run.first)
    if isinstance(run.what, Spoken):
        return put
    at = np.arange(position, position + count)
    inside = np.minimum(at - run.first, run.last - 1 - at) / (SWELL * rate)
    return np.asarray(put * np.minimum(inside, 1.0), np.float32)
