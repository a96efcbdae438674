"""A film written again: frame by frame, at the same times, covered where told, beside its sound.

First the pictures, in segments that are kept until all are there; they are decoded in one thread and covered and
encoded in another. Then pictures and sound are joined into the new file, in step, without encoding pictures again.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from redact.contracts import Copied, nobody_waits
from redact.errors import UnreadableError
from redact.media.containers import NOT_ENCODED, Container, created, opened
from redact.media.hush import hushes
from redact.media.samples import SoundTrack, only
from redact.media.sound_writing import SoundLane
from redact.media.tracks import PictureTrack, Tracks
from redact.media.video.ahead import ahead
from redact.media.video.damage import Damaged, told
from redact.media.video.decoder import Film, Shot
from redact.media.video.decoding import shots
from redact.media.video.encoders import Encoding, encoder, stream
from redact.media.video.frames import WAITING
from redact.media.video.planes import black, covered, taken
from redact.media.video.segments import Store, Told, put
from redact.media.video.shades import Shade, covering
from redact.types import Edit

if TYPE_CHECKING:
    from av import Packet, VideoFrame
    from av.container import InputContainer, OutputContainer
    from av.video.codeccontext import VideoCodecContext
    from av.video.stream import VideoStream

SEGMENT = 60.0
"""Seconds of film that are encoded before they are kept."""


@dataclass(frozen=True, slots=True)
class Job:
    """A film, what covers it, and how it is encoded."""

    film: Film
    shades: tuple[Shade, ...]
    encoding: Encoding


def encode(job: Job, kept: Store, told_of: Callable[[float], None] = nobody_waits) -> Copied:
    """Put all pictures into segments, those that are not there yet. Tells of damage, and how far it is.

    Raises ``UnreadableError`` where too much is damaged or the encoder refuses.
    """
    import av

    done = kept.done()
    if not done or not done[-1].end:
        since = len(done) * SEGMENT
        with closing(ahead(shots(job.film, since), WAITING)) as made:
            try:
                _Writer(job, kept, done).take(_telling(made, job.film.track, told_of))
            except av.FFmpegError:
                raise UnreadableError(*NOT_ENCODED) from None
    damaged = [stretch for segment in kept.done() for stretch in segment.damaged]
    return Copied(notes=told(damaged, shown=job.film.show_damaged))


def _telling(made: Iterable[Shot], track: PictureTrack, told_of: Callable[[float], None]) -> Iterator[Shot]:
    for shot in made:
        yield shot
        told_of(min(float(shot.tick * track.time_base) / track.end, 1.0) if track.end else 0.0)


class _Writer:
    """Encodes picture after picture, and changes segments on the way."""

    def __init__(self, job: Job, kept: Store, done: list[Told]) -> None:
        self._job = job
        self._kept = kept
        self._number = len(done)
        self._last = done[-1].last if done else -1
        self._damaged = Damaged()
        self._begin()

    def take(self, made: Iterable[Shot]) -> None:
        for shot in made:
            time = float(shot.tick * self._job.film.track.time_base)
            while time >= (self._number + 1) * SEGMENT:
                self._finish()
                self._begin()
            self._damaged.note(time, broken=shot.broken, gap=shot.gap)
            put(self._file, self._encoder.encode(self._covered(shot, time)))
        self._finish(end=True)

    def _begin(self) -> None:
        self._file: BinaryIO = self._kept.begin(self._number)
        self._encoder: VideoCodecContext = encoder(self._job.encoding)

    def _finish(self, *, end: bool = False) -> None:
        put(self._file, self._encoder.encode(None) if self._encoder.is_open else ())
        self._file.close()
        self._kept.finish(self._number, Told(self._last, self._damaged.stretches(), end))
        self._number += 1
        self._damaged = Damaged()

    def _covered(self, shot: Shot, time: float) -> VideoFrame:
        film, track = self._job.film, self._job.film.track
        shown = black(track) if shot.broken and not film.show_damaged else taken(shot.frame, track)
        return self._stamped(covered(shown, covering(self._job.shades, time), track.colours), shot)

    def _stamped(self, shown: VideoFrame, shot: Shot) -> VideoFrame:
        from av.video.frame import PictureType

        track, base, source = self._job.film.track, self._job.encoding.base, shot.frame
        self._last = max(round(shot.tick * track.time_base / base), self._last + 1)
        known = source.duration and source.time_base
        duration = source.duration * Fraction(source.time_base or 1) if known else 1 / track.rate
        shown.pts, shown.time_base = self._last, base
        shown.duration = max(round(duration / base), 1)
        shown.pict_type = PictureType.NONE
        return shown


@dataclass(frozen=True, slots=True)
class Copy:
    """The file that is written: where, of which kind, and what is done to its sound."""

    path: Path
    kind: Container
    edits: tuple[Edit, ...]


def join(tracks: Tracks, pictures: tuple[Encoding, Store] | None, copy: Copy) -> None:
    """Write the new file: the pictures that are there, and the sound, changed and encoded on the way."""
    with created(copy.path, copy.kind) as sink, opened(tracks.path) as source:
        flows = [_shown(stream(sink, pictures[0]), *pictures)] if pictures else []
        if tracks.sounds:
            lanes = (_lane(sink, track, tracks.origin, copy) for track in tracks.sounds)
            flows.append(_heard(source, dict(lanes)))
        for packet in heapq.merge(*flows, key=_moment):
            sink.mux(packet)


def _lane(sink: OutputContainer, track: SoundTrack, origin: Fraction, copy: Copy) -> tuple[int, SoundLane]:
    return track.index, SoundLane((sink, copy.kind), track, origin, hushes(copy.edits, track.part, track.rate))


def _moment(packet: Packet[Any]) -> Fraction:
    return (packet.pts or 0) * packet.time_base


def _shown(out: VideoStream, encoding: Encoding, kept: Store) -> Iterator[Packet[Any]]:
    import av

    for piece in kept.pieces():
        packet: Packet[Any] = av.Packet(piece.data)
        packet.pts = packet.dts = piece.tick
        packet.duration, packet.time_base = piece.duration, encoding.base
        packet.is_keyframe, packet.stream = piece.key, out
        yield packet


def _heard(source: InputContainer, lanes: dict[int, SoundLane]) -> Iterator[Packet[Any]]:
    only(source, set(lanes))
    for packet in source.demux([source.streams[index] for index in sorted(lanes)]):
        yield from lanes[packet.stream.index].push(packet)
    for lane in lanes.values():
        yield from lane.finish()
