"""Files of sound: every channel overwritten where told, encoded anew, with nothing beside the sound.

The form is kept: container, rate, channels, and the codec's family. Not kept: tags, covers, chapters, extra tracks.
Ogg Vorbis is written by libsndfile, everything else by PyAV. Written files are opened again with libsndfile; the
forms that it does not read (AAC, Matroska) are opened afresh with PyAV, for want of a second free decoder.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import msgspec

from redact.contracts import Changes, Copied
from redact.media.apart import Channels
from redact.media.containers import OTHER_SOUND, SOUND_FILES, container_of, created, opened, written_as
from redact.media.hush import hushes
from redact.media.leftovers import leftovers
from redact.media.mono import as_float
from redact.media.offered import sound_parts
from redact.media.samples import Clock, Damage, only
from redact.media.sndfile import reads, reopened, write_vorbis
from redact.media.sound_gate import CHECKS, dropped, unseen_in
from redact.media.sound_writing import SoundLane
from redact.media.tracks import Tracks, survey
from redact.media.treating import Treating
from redact.media.voices import notes_of
from redact.types import Document, Edit, Modality, Part, Samples, Sound, Unseen

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from redact.media.hush import Block, Hush
    from redact.media.samples import SoundTrack


LARGE = (1 << 32) // 8
"""Samples of all channels that may take more than 4 GB."""


class SoundHandler:
    """Sound: WAV, MP3, FLAC, Ogg (Opus, Vorbis), M4A, AAC, AIFF, Matroska. Parts "a1", "a2" …: one a track."""

    class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
        """How channels are treated.

        ``channels``: whether each is another speaker's, and is listened to and overwritten alone ("apart"), or not
        ("together"). "auto" goes by the sound: those of a recorded call are, those of music are not.
        """

        channels: Channels = "auto"

    version = "2"
    models: tuple[str, ...] = ()
    suffixes: ClassVar[frozenset[str]] = frozenset(SOUND_FILES)
    becomes: ClassVar[dict[str, str]] = OTHER_SOUND
    checks = CHECKS

    def __init__(self, options: Options) -> None:
        self._options = options

    def load(self, source: Path) -> Document:
        tracks = survey(source, film=False)
        parts = sound_parts(tracks, self._options.channels)
        return Document(source, container_of(source).media_type, parts, dropped=dropped(source))

    def write(self, document: Document, changes: Changes, target: Path) -> Copied:
        tracks = survey(document.source, film=False)
        track = tracks.sounds[0]
        if track.codec == "vorbis" and container_of(document.source).writer == "ogg":
            write_vorbis(target, track, _quiet(tracks, hushes(changes.edits, track.part, track.rate)))
        else:
            rewrite_sound(tracks, changes.edits, target)
        return Copied(notes=notes_of(changes.edits))

    def reopen(self, target: Path) -> Document:
        media_type = container_of(target).media_type
        if reads(target):
            parts: tuple[Part, ...] = (Part("a1", Modality.AUDIO, self._reopened(target), place="sound"),)
        else:
            parts = sound_parts(survey(target, film=False), self._options.channels)
        return Document(target, media_type, (*parts, *leftovers(target)))

    def unseen(self, path: Path) -> Iterator[Unseen]:
        """What a sound holds beside its sound."""
        return unseen_in(path)

    def _reopened(self, target: Path) -> Sound:
        sound = reopened(target)
        apart = self._options.channels == "apart"
        if sound.channels > 1 and self._options.channels == "auto":
            apart = survey(target, film=False).sounds[0].apart
        return replace(sound, apart=apart and sound.channels > 1)


def rewrite_sound(tracks: Tracks, edits: Sequence[Edit], target: Path) -> None:
    """The sound tracks of a file, overwritten and encoded into a new one without anything else."""
    kind = written_as(target)
    large = sum(track.length * track.channels for track in tracks.sounds) > LARGE
    with opened(tracks.path) as source, created(target, kind, large=large) as sink:
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


def _floats(blocks: Iterable[tuple[int, Block]], track: SoundTrack) -> Iterator[Samples]:
    """The blocks as numbers, up to the end of the track."""
    for position, block in blocks:
        yield as_float(block[:, : max(track.length - position, 0)])


def _quiet(tracks: Tracks, runs: Sequence[Hush]) -> Iterator[Samples]:
    track: SoundTrack = tracks.sounds[0]
    clock, damage, treating = Clock(track, tracks.origin), Damage(), Treating(runs, track)
    with opened(tracks.path) as source:
        only(source, {track.index})
        for packet in source.demux(source.streams[track.index]):
            for frame in damage.decode(packet):
                for block in clock.lay(frame):
                    yield from _floats(treating.push(block), track)
    damage.judge()
    yield from _floats(treating.finish(), track)
