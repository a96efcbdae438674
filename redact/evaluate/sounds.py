"""Measuring on sound: marked recordings and a policy in, figures by type out."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from redact.errors import UnreadableError
from redact.evaluate.lines import ALL
from redact.evaluate.marked_sounds import Mark, MarkedSound, marked_sounds
from redact.evaluate.measuring import Wanted
from redact.evaluate.names import own_type
from redact.evaluate.sound_scores import SoundScore, Stretch, sound_score
from redact.steps.putting import physical
from redact.types import Clip, Sound, TimeRange

if TYPE_CHECKING:
    from redact.redactor import Redactor


@dataclass(frozen=True, slots=True)
class MeasuredSound:
    """Scores by our types and ``ALL``, and the processor's seconds for each second of sound, all threads together."""

    scores: dict[str, SoundScore]
    load: float


def measure_sound(data: Path, redactor: Redactor, wanted: Wanted | None = None) -> MeasuredSound:
    """What *redactor* would silence in the recordings of *data*, a file or a folder, held against their marks.

    With types asked for, only marks of these are counted; what would be silenced elsewhere is false only where nothing
    at all is marked. Nothing is written. Raises ``UnreadableError``, or what the policy's plugins raise.
    """
    wanted = wanted or Wanted()
    sounds = marked_sounds(data)
    if not sounds:
        raise UnreadableError("no recording has marks beside it", 'put "call.json" beside "call.wav"')
    started, scores, seconds = time.process_time(), dict[str, SoundScore](), 0.0
    for sound in sounds:
        places, long = silenced(sound.file, redactor)
        for name, one in _scores(sound, places, long, wanted).items():
            scores[name] = scores.get(name, SoundScore()) + one
        seconds += long
    total = scores.pop(ALL)
    load = (time.process_time() - started) / max(seconds, 1e-9)
    return MeasuredSound({**dict(sorted(scores.items())), ALL: total}, load)


def silenced(file: Path, redactor: Redactor) -> tuple[list[Stretch], float]:
    """The stretches that would be silenced in a recording, and how long it is, in seconds."""
    seen = redactor.look_at(file)
    lengths = [part.content.duration for part in seen.parts.values() if isinstance(part.content, Sound | Clip)]
    places = (place for finding in seen.findings for place in physical(finding, seen.parts))
    return [(at.start, at.end) for at in places if isinstance(at, TimeRange)], max(lengths, default=0.0)


def _scores(sound: MarkedSound, places: Sequence[Stretch], seconds: float, wanted: Wanted) -> dict[str, SoundScore]:
    marks = [replace(mark, entity_type=own_type(mark.entity_type, wanted.names)) for mark in sound.marks]
    asked = [mark for mark in marks if wanted.types is None or mark.entity_type in wanted.types]
    kept = list(_without(places, [mark for mark in marks if mark not in asked], asked))
    return sound_score(asked, kept, seconds)


def _without(places: Sequence[Stretch], others: Sequence[Mark], asked: Sequence[Mark]) -> Iterator[Stretch]:
    """The stretches but for those that touch only what nobody asked for."""
    for start, end in places:
        if any(mark.start < end and start < mark.end for mark in asked) or not any(
            mark.start < end and start < mark.end for mark in others
        ):
            yield start, end
