"""Overwritten stretches listened to in the written copy: each must sound as it was overwritten, and nothing else.

What must be heard is made anew, with everything that was put beside and over it. Silence must be silent; a tone, noise
or a word may differ from what was put there by what a codec does to it, and by less than a voice would make it differ.
What was said elsewhere is read again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from redact.media.hush import hushes, overwrite
from redact.types import Document, Drop, Edit, Noise, Part, Samples, Sound, Spoken, TimeRange, Tone
from redact.verify.leaks import Kind, Leak

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from redact.media.hush import Hush

_RIM = 0.04
"""Seconds beside an edge, where a codec blends what stands on both sides."""
_SILENT = 0.02
_STRETCH = 20
"""Seconds that are listened to at once."""
_MOMENT = 0.05
_LAG = 0.03
"""Seconds by which a codec may shift what it carries."""
_APART: dict[type, float] = {Tone: 0.25, Noise: 0.35, Spoken: 0.8}
"""How loud the difference may be, as a share of what was put there. Where it is missing, the difference is 1.

Measured over the codecs that are written, the worst was 0.05 of a tone, 0.11 of noise, and 0.6 of a hissing word.
"""
_GAIN = (0.7, 1.3)
"""A bass channel carries no tone, so that the mean of all channels is lower than what was put into each."""


def leaks_in_sound(reopened: Document, edits: Iterable[Edit]) -> Iterator[Leak]:
    """Every stretch that does not sound as it was overwritten. A track that is missing in *reopened* is a leak too."""
    put = [edit for edit in edits if isinstance(edit.region, TimeRange)]
    put = [edit for edit in put if isinstance(edit.replacement, (Tone, Noise, Spoken, Drop))]
    parts = {part.id: part for part in reopened.parts}
    for part_id in dict.fromkeys(edit.region.part for edit in put):
        yield from _leaks_in_part(parts.get(part_id), part_id, [edit for edit in put if edit.region.part == part_id])


def _leaks_in_part(part: Part | None, part_id: str, edits: list[Edit]) -> Iterator[Leak]:
    if part is None or not isinstance(part.content, Sound):
        yield from (Leak(Kind.SOUND, part.place if part else part_id, "") for _ in edits)
        return
    runs = hushes(edits, part_id, part.content.rate)
    yield from (Leak(Kind.SOUND, part.place, "") for run in runs if not _holds(*_heard(part.content, run, runs)))


def _heard(sound: Sound, run: Hush, runs: tuple[Hush, ...]) -> tuple[Sound, Hush, tuple[Hush, ...]]:
    """What is listened to for a run, and the runs in it: the channel that it is in, or all of them."""
    if run.channel is None or not sound.each:
        return sound, run, runs
    there = (each for each in runs if each.channel in (None, run.channel))
    return sound.each[run.channel], run, tuple(replace(each, channel=None) for each in there)


def _holds(sound: Sound, run: Hush, runs: tuple[Hush, ...]) -> bool:
    rim = round(_RIM * sound.rate)
    first, last = max(run.first, 0) + rim, min(run.last, round(sound.duration * sound.rate)) - rim
    step = _STRETCH * sound.rate
    return all(
        _sounds_so(sound, (start, min(start + step, last)), runs, _APART[type(run.what)])
        for start in range(first, last, step)
    )


def _sounds_so(sound: Sound, stretch: tuple[int, int], runs: tuple[Hush, ...], most: float) -> bool:
    """Whether a stretch of samples is heard as it was put there; *most*: how far it may be from it."""
    import numpy as np

    first, last = stretch
    heard = sound.samples(sound.rate, first / sound.rate, last / sound.rate)
    reach = round(_LAG * sound.rate)
    nothing = np.zeros((sound.channels, last - first + 2 * reach), np.float32)
    put = overwrite(nothing, first - reach, sound.rate, runs).mean(axis=0)
    return _is_as_put(heard, put, sound.rate, most)


def _is_as_put(heard: Samples, put: Samples, rate: int, most: float) -> bool:
    """*put* reaches further than *heard* by the longest lag at each end."""
    import numpy as np

    reach = round(_LAG * rate)
    loud = _spread(np.abs(put) > 1e-4, round(_RIM * rate))[reach:]
    silent = ~loud[: len(heard)]
    if np.abs(heard[silent], dtype=np.float32).max(initial=0.0) > _SILENT:
        return False
    if silent.all():
        return True
    return _differs_little(heard, put[_lag(heard, put) :][: len(heard)], round(_MOMENT * rate), most)


def _spread(where: NDArray[np.bool_], by: int) -> NDArray[np.bool_]:
    """True also beside what is true."""
    import numpy as np

    counts = np.concatenate([[0], np.cumsum(where)])
    at = np.arange(len(where))
    return np.asarray(counts[np.minimum(at + by + 1, len(where))] > counts[np.maximum(at - by, 0)])


def _lag(heard: Samples, put: Samples) -> int:
    """Where in *put* the beginning of *heard* lies, by the peak of their correlation."""
    import numpy as np

    size = 1 << (len(put) + len(heard)).bit_length()
    both = np.fft.irfft(np.fft.rfft(put, size) * np.conj(np.fft.rfft(heard, size)), size)
    return int(np.argmax(both[: len(put) - len(heard) + 1]))


def _differs_little(heard: Samples, put: Samples, moment: int, most: float) -> bool:
    """Whether in every moment the difference is well below what was put there, or silent."""
    import numpy as np

    put = put * min(max(float(heard @ put) / float(put @ put), _GAIN[0]), _GAIN[1])
    apart, own = (_loudness(samples, moment) for samples in (heard - put, put))
    return bool((apart <= np.maximum(most * own, _SILENT / 2)).all())


def _loudness(samples: Samples, moment: int) -> Samples:
    """The root mean square of every moment."""
    import numpy as np

    rows = np.pad(samples, (0, -len(samples) % moment)).reshape(-1, moment)
    return np.asarray(np.sqrt((rows**2).mean(axis=1)))
