"""Disguised voices compared with the original: no half second of the copy may sound as the same half second did.

Compared by the likeness of the samples at the best of a few delays. A voice whose pitch and formants were moved is
unlike itself; one that was left as it was, or only encoded again, is not. How well the disguise hides the speaker is
not told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from redact.types import Disguise, Document, Edit, Part, Samples, Sound, TimeRange
from redact.verify.leaks import Kind, Leak

_RATE = 8_000
_MOMENT = 0.5
_STRETCH = 60.0
"""Seconds that are listened to at once."""
_LAG = 0.05
_SAME = 0.9
"""Likeness of samples: encoded again 0.97 and more, disguised below 0.75."""
_FAINT = 1e-3
"""Loudness, of full scale, below which nothing is compared."""
_RIM = 0.1
"""Seconds at both ends of a stretch in which the voices change."""


def leaks_in_disguises(reopened: Document, before: Mapping[str, Part], edits: Iterable[Edit]) -> Iterator[Leak]:
    """One leak for each stretch whose voice is still there. A track that is missing in *reopened* is one too."""
    parts = {part.id: part for part in reopened.parts}
    for edit in edits:
        if isinstance(edit.replacement, Disguise) and isinstance(edit.region, TimeRange):
            part, original = parts.get(edit.region.part), before.get(edit.region.part)
            if part is None or original is None or _is_still_there(edit.region, original.content, part.content):
                yield Leak(Kind.VOICE, part.place if part else edit.region.part, "")


def _is_still_there(place: TimeRange, original: object, copy: object) -> bool:
    if not isinstance(original, Sound) or not isinstance(copy, Sound):
        return True
    if place.channel is not None and original.each and copy.each:
        original, copy = original.each[place.channel], copy.each[place.channel]
    start, end = place.start + _RIM, min(place.end, original.duration, copy.duration) - _RIM
    while start < end:
        stop = min(start + _STRETCH, end)
        if _any_alike(original.samples(_RATE, start, stop), copy.samples(_RATE, start, stop)):
            return True
        start = stop
    return False


def _any_alike(was: Samples, now: Samples) -> bool:
    import numpy as np

    size = round(_MOMENT * _RATE)
    count = min(len(was), len(now)) // size
    if not count:
        return False
    one, other = (samples[: count * size].reshape(count, size) for samples in (was, now))
    both = np.fft.irfft(np.fft.rfft(one, 2 * size) * np.conj(np.fft.rfft(other, 2 * size)))
    reach = round(_LAG * _RATE)
    likeness = np.abs(np.concatenate([both[:, : reach + 1], both[:, -reach:]], axis=1)).max(axis=1)
    loud = [np.sqrt((samples**2).mean(axis=1)) for samples in (one, other)]
    heard = (loud[0] > _FAINT) & (loud[1] > _FAINT)
    return bool((likeness[heard] > _SAME * size * loud[0][heard] * loud[1][heard]).any())
