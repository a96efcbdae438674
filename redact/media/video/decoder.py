"""A decoder that tells of damage: which pictures come out of the packets of a track, and which of them are touched.

From a packet that cannot be decoded until the next picture that stands for itself, what a decoder shows is made up or
left over from before. VP8 alone does not tell that it was damaged.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from redact.errors import UnreadableError
from redact.media.containers import DAMAGED
from redact.media.samples import moment
from redact.media.tracks import PictureTrack, prepare

if TYPE_CHECKING:
    from av import Packet, VideoFrame
    from av.video.codeccontext import VideoCodecContext
    from av.video.stream import VideoStream

STRICT = {"vp8": "libvpx", "vp9": "libvpx-vp9"}
MOST_LOST = 0.9
"""A film of which more than this share cannot be shown is refused."""


@dataclass(frozen=True, slots=True)
class Film:
    """What to decode: a file's picture track, the moment from which its times count, and whether to show damage."""

    path: Path
    track: PictureTrack
    origin: Fraction
    show_damaged: bool = False


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture as it was decoded, its moment in ticks of the track, whether it stands for itself or is damaged.

    ``gap`` says that pictures are missing before it.
    """

    tick: int
    frame: VideoFrame = field(repr=False)
    key: bool = False
    broken: bool = False
    gap: bool = False


class FrameClock:
    """Gives each frame its tick: time stamps as they are, counted from the file's start, and always rising."""

    def __init__(self, track: PictureTrack, origin: Fraction) -> None:
        self._base = track.time_base
        self._origin = origin
        self._usual = max(round(1 / (track.rate * track.time_base)), 1)
        self._last = -1

    def tick(self, frame: VideoFrame) -> int:
        """The frame's time in units of the track's time base."""
        stamp = moment(frame)
        if stamp is None:
            tick = self._last + self._usual if self._last >= 0 else 0
        else:
            tick = round((stamp - self._origin) / self._base)
        self._last = max(tick, self._last + 1)
        return self._last


class Decoder:
    """A track's decoder, that tells of damage: what went wrong so far, and whether what comes out is touched by it."""

    def __init__(self, stream: VideoStream, film: Film) -> None:
        self._film = film
        self._own = _strict(stream, film.track)
        self._clock = FrameClock(film.track, film.origin)
        self._packets = self._lost = self._wary = 0
        self._bad = self._gap = False
        self._keys: set[int | None] = set()
        self._suspects: set[int | None] = set()

    def shots(self, packet: Packet[Any]) -> list[Shot]:
        """The pictures of a packet; none if it is broken."""
        import av

        self._packets += 1
        self._heed(packet)
        try:
            frames: list[Any] = self._frames(packet)
        except (av.error.InvalidDataError, av.error.EOFError, av.error.PatchWelcomeError):
            self._lost += 1
            self._bad = self._gap = True
            return []
        return [self._shot(frame) for frame in frames]

    def _heed(self, packet: Packet[Any]) -> None:
        if self._own and packet.is_keyframe:
            self._keys.add(packet.pts)
        if packet.is_corrupt and packet.size:
            self._wary = 2  # the container lost some of it, or of the next: it cannot tell which
        if self._wary:
            self._wary -= 1
            self._bad = True
            self._suspects.add(packet.pts)

    def _frames(self, packet: Packet[Any]) -> list[Any]:
        if self._own is None:
            return list(packet.decode())
        frames = self._own.decode(packet if packet.size else None)
        for frame in frames:
            colours = self._film.track.colours  # which the container may tell, where the packets do not
            frame.colorspace, frame.color_primaries = colours.matrix, colours.primaries
            frame.color_trc = colours.transfer
        return list(frames)

    def _shot(self, frame: VideoFrame) -> Shot:
        key = frame.pts in self._keys if self._own else frame.key_frame
        broken = frame.is_corrupt or frame.pts in self._suspects
        self._bad = broken or (self._bad and not key)
        self._lost += self._bad
        gap, self._gap = self._gap, False
        return Shot(self._clock.tick(frame), frame, key, self._bad, gap)

    def judge(self) -> None:
        """Raises ``UnreadableError`` when too much was lost."""
        if self._lost > max(2, MOST_LOST * self._packets):
            raise UnreadableError(DAMAGED, "find a whole copy, or set the handler's option damaged to 'show'")


def _strict(stream: VideoStream, track: PictureTrack) -> VideoCodecContext | None:
    """A decoder of its own for VP8 and VP9: FFmpeg's own ones do not tell of damage, nor show it twice the same."""
    import av

    prepare(stream, track.most)
    if stream.codec_context.name == "hevc":
        stream.codec_context.options = {"max_pixels": str(track.most), "err_detect": "explode"}
    name = STRICT.get(stream.codec_context.name)
    if name not in av.codec.codecs_available:
        return None
    made = cast("VideoCodecContext", av.CodecContext.create(name, "r"))
    made.thread_type, made.thread_count = "NONE", 1
    made.options = {"max_pixels": str(track.most)}
    return made
