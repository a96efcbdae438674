"""Files of sound: every channel overwritten where told, encoded anew, with nothing beside the sound.

The form is kept: container, rate, channels, and the codec's family. Not kept: tags, covers, chapters, extra tracks.
Ogg Vorbis is written by libsndfile, everything else by PyAV. Written files are opened again with libsndfile; the
forms that it does not read (AAC, Matroska) are opened afresh with PyAV, for want of a second free decoder.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import msgspec

from redact.contracts import Changes
from redact.media.containers import SOUND_FILES, container_of, created, opened
from redact.media.hush import hushes, overwrite
from redact.media.leftovers import leftovers
from redact.media.mono import as_float
from redact.media.samples import Clock, Damage, only, sound_of
from redact.media.sndfile import READS, reopened, write_vorbis
from redact.media.sound_writing import SoundLane
from redact.media.tracks import Tracks, survey
from redact.types import Document, Edit, Modality, Part, Samples

if TYPE_CHECKING:
    from collections.abc import Sequence

    from redact.media.hush import Hush
    from redact.media.samples import SoundTrack


class SoundHandler:
    """Sound: WAV, MP3, FLAC, Ogg (Opus, Vorbis), M4A, AAC, AIFF, Matroska. Parts "a1", "a2" …: one a track."""

    class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
        """None."""

    version = "1"
    models: tuple[str, ...] = ()
    suffixes: ClassVar[frozenset[str]] = frozenset(SOUND_FILES)

    def __init__(self, options: Options) -> None:
        self._options = options

    def load(self, source: Path) -> Document:
        tracks = survey(source, film=False)
        return Document(source, container_of(source).media_type, sound_parts(tracks))

    def write(self, document: Document, changes: Changes, target: Path) -> None:
        tracks = survey(document.source, film=False)
        track = tracks.sounds[0]
        if track.codec == "vorbis" and container_of(document.source).writer == "ogg":
            write_vorbis(target, track, _quiet(tracks, hushes(changes.edits, track.part, track.rate)))
        else:
            rewrite_sound(tracks, changes.edits, target)

    def reopen(self, target: Path) -> Document:
        media_type = container_of(target).media_type
        if target.suffix.lower() in READS:
            parts: tuple[Part, ...] = (Part("a1", Modality.AUDIO, reopened(target), place="sound"),)
        else:
            parts = sound_parts(survey(target, film=False))
        return Document(target, media_type, (*parts, *leftovers(target)))


def sound_parts(tracks: Tracks) -> tuple[Part, ...]:
    """One part per sound track."""
    many = len(tracks.sounds) > 1
    return tuple(
        Part(
            track.part,
            Modality.AUDIO,
            sound_of(tracks.path, track, tracks.origin),
            place=f"sound track {number}" if many else "sound",
        )
        for number, track in enumerate(tracks.sounds, 1)
    )


def rewrite_sound(tracks: Tracks, edits: Sequence[Edit], target: Path) -> None:
    """The sound tracks of a file, overwritten and encoded into a new one without anything else."""
    kind = container_of(tracks.path)
    with opened(tracks.path) as source, created(target, kind) as sink:
        lanes = {
            track.index: SoundLane((sink, kind), track, tracks.origin, hushes(edits, track.part, track.rate))
            for track in tracks.sounds
        }
        only(source, set(lanes))
        for packet in source.demux([source.streams[index] for index in lanes]):
            for encoded in lanes[packet.stream.index].push(packet):
                sink.mux(encoded)
        for lane in lanes.values():
            for encoded in lane.finish():
                sink.mux(encoded)


def _quiet(tracks: Tracks, runs: Sequence[Hush]) -> Iterator[Samples]:
    track: SoundTrack = tracks.sounds[0]
    clock, damage = Clock(track, tracks.origin), Damage()
    with opened(tracks.path) as source:
        only(source, {track.index})
        for packet in source.demux(source.streams[track.index]):
            for frame in damage.decode(packet):
                for block in clock.lay(frame):
                    yield as_float(overwrite(block, clock.position - block.shape[1], track.rate, runs))
    damage.judge()
