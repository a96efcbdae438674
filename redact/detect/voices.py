"""Voices: from when to when somebody speaks in a sound, and in which channel, whoever it is and whatever is said.

Judged by loudness, from pause to pause, and by a model of voices that may only say no: a stretch in which nothing
sounds like a voice for longer than a moment is music or noise. Silero's model comes with faster-whisper.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated, ClassVar

import msgspec

from redact.types import Finding, Modality, Part, Samples, Sound, TimeRange

RATE = 16_000
WINDOW = 300.0
"""Seconds that are listened to at a time."""
_FRAME = 0.03
_RISE, _FAINT = 2.0, 1e-4
"""A frame sounds when it is so many times as loud as the quietest, and louder than this share of full scale."""
_MARGIN, _PAUSE = 0.5, 2.0
"""Seconds before and after what sounds that go with it, and of quiet that end a stretch."""
_STEP, _LEAST = 512, 5
"""Samples that Silero judges at a time, and how many steps must sound like a voice."""


class VoicesOptions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``threshold``: how likely, in [0, 1], a voice must be somewhere in a stretch.

    Noise and music stay below 0.11; speech, in noise and on the telephone too, is above 0.3. ``channels``: whose voices
    are found, counted from 1, where each channel is a speaker's own; all where it is empty, and where channels are not.
    """

    threshold: Annotated[float, msgspec.Meta(ge=0, le=1)] = 0.15
    channels: tuple[Annotated[int, msgspec.Meta(ge=1)], ...] = ()


class VoicesDetector:
    """Finds all stretches with a voice: one finding for each channel that is a speaker's own, else one for the track.

    Speech goes with everything between two pauses of two seconds. Does not tell speakers in one channel apart, nor
    voices from singing. What is quieter than one ten-thousandth of full scale is not found.
    """

    Options = VoicesOptions
    version = "1"
    models: tuple[str, ...] = ()
    modalities: ClassVar[frozenset[Modality]] = frozenset({Modality.AUDIO})
    entity_types: ClassVar[frozenset[str]] = frozenset({"VOICE"})

    def __init__(self, options: VoicesOptions) -> None:
        self._threshold, self._wanted = options.threshold, options.channels
        self._rule = f"voices/silero {self.version}"

    def detect(self, parts: Sequence[Part]) -> Iterable[Finding]:
        for part in parts:
            if isinstance(part.content, Sound):
                yield from self._in_sound(part.id, part.content)

    def _in_sound(self, part: str, sound: Sound) -> Iterator[Finding]:
        alone = sound.apart and sound.each
        for channel, heard in enumerate(sound.each) if alone else [(None, sound)]:
            if channel is not None and self._wanted and channel + 1 not in self._wanted:
                continue
            stretches = list(_joined(self._stretches(heard)))
            regions = tuple(TimeRange(part, start, end, channel) for start, end, _ in stretches)
            if regions:
                yield Finding(
                    "VOICE", regions, max(sure for *_, sure in stretches), self._rule, why=("somebody speaks",)
                )

    def _stretches(self, sound: Sound) -> Iterator[tuple[float, float, float]]:
        start = 0.0
        while start < sound.duration:
            stop = min(start + WINDOW, sound.duration)
            samples = sound.samples(RATE, start, stop)
            for first, last in _sounding(samples):
                sure = _voice_in(samples[first:last])
                if sure >= self._threshold:
                    yield start + first / RATE, min(start + last / RATE, sound.duration), min(sure, 1.0)
            start = stop


def _sounding(samples: Samples) -> Iterator[tuple[int, int]]:
    """First and last sample of each stretch between long pauses, with its margins."""
    import numpy as np

    size, margin = round(_FRAME * RATE), round(_MARGIN * RATE)
    rows = np.pad(samples, (0, -len(samples) % size)).reshape(-1, size)
    loudness = np.sqrt((rows**2).mean(axis=1))
    floor = float(np.percentile(loudness, 2)) if len(loudness) else 0.0
    loud = np.flatnonzero(loudness > max(min(_RISE * floor, float(loudness.max(initial=0.0)) / 4), _FAINT))
    for run in np.split(loud, np.flatnonzero(np.diff(loud) * _FRAME > _PAUSE) + 1):
        if len(run):
            yield max(int(run[0]) * size - margin, 0), min((int(run[-1]) + 1) * size + margin, len(samples))


def _voice_in(samples: Samples) -> float:
    """How likely somebody speaks in these samples for longer than a moment; faint ones are raised first."""
    import numpy as np
    from faster_whisper.vad import get_vad_model

    loudest = float(np.abs(samples).max(initial=0.0))
    whole = np.pad(samples * (0.95 / max(loudest, _FAINT)), (0, -len(samples) % _STEP + _STEP))
    return float(np.sort(get_vad_model()(whole.astype(np.float32)), axis=None)[-_LEAST:][0])


def _joined(stretches: Iterable[tuple[float, float, float]]) -> Iterator[tuple[float, float, float]]:
    """The same in order; those that touch are one."""
    last: tuple[float, float, float] | None = None
    for start, end, sure in stretches:
        if last and start - last[1] < 2 * _MARGIN:
            last = last[0], end, max(sure, last[2])
            continue
        if last:
            yield last
        last = start, end, sure
    if last:
        yield last
