"""Sound as samples on one clock: decoded frames laid end to end by their time stamps, and handles to read them.

Time is kept by the stamps, not by counting: what a decoder adds before the first sample is dropped, holes become
silence, overlaps are cut. Source of the method: presentation time stamps as ISO/IEC 14496-12 and Matroska define them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from redact.errors import UnreadableError, UnsupportedError
from redact.media.containers import DAMAGED, opened
from redact.media.hush import Block
from redact.media.mono import as_float, one_channel, resampled
from redact.types import Samples, Sound

if TYPE_CHECKING:
    from av import AudioFrame, Packet, VideoFrame
    from av.container import InputContainer

JITTER = Fraction(1, 20)
"""Seconds by which stamps may wander (Matroska rounds to 1 ms, AVI counts packets) before a hole is believed."""
LONGEST_HOLE = 6 * 3600
MOST_PLANES = 8
"""Channels that the film library gives where each lies on its own; it ends the whole program over a ninth."""
PREROLL = 1.0
"""Seconds decoded before the stretch asked for, so that decoders with a memory have settled."""
SEEKABLE = frozenset({"flac", "mov,mp4,m4a,3gp,3g2,mj2", "matroska,webm"})
"""Containers whose index leads to the exact packet (Matroska's to the millisecond), as plain PCM does anywhere. In the
others packets are skipped from the start, undecoded."""


@dataclass(frozen=True, slots=True)
class SoundTrack:
    """One sound track of a file: where it is, what it is made of, and its length in samples from the file's start.

    ``apart``: whether each of its channels is another speaker's.
    """

    part: str
    index: int
    rate: int
    layout: str
    channels: int
    codec: str
    form: str
    bit_rate: int = 0
    length: int = 0
    apart: bool = False

    @property
    def duration(self) -> float:
        """Seconds from the start of the file to the end of the track."""
        return self.length / self.rate


class Clock:
    """Lays the frames of one track end to end. ``position`` is the sample that comes next, from the file's start."""

    def __init__(self, track: SoundTrack, origin: Fraction, position: int = 0) -> None:
        self._track = track
        self._origin = origin
        self.position = position
        self._settled = position > 0

    def lay(self, frame: AudioFrame) -> Iterator[Block]:
        """The samples of the next frame, after the silence of a hole before it, less what overlaps."""
        if (frame.sample_rate, len(frame.layout.channels)) != (self._track.rate, self._track.channels):
            raise UnreadableError("the sound changes its rate or its channels on the way")
        block = array_of(frame)
        hole = self._drift(frame)
        for count in _seconds(hole, self._track.rate):
            self.position += count
            yield silence_like(block, count)
        kept = block[:, max(-hole, 0) :]
        if kept.shape[1]:
            self.position += kept.shape[1]
            yield kept

    def _drift(self, frame: AudioFrame) -> int:
        stamp = moment(frame)
        if stamp is None:
            return 0
        drift = round((stamp - self._origin) * self._track.rate) - self.position
        if self._settled and abs(drift) <= JITTER * self._track.rate:
            return 0
        if drift > LONGEST_HOLE * self._track.rate:
            raise UnreadableError("the time stamps of the sound jump by hours")
        self._settled = True
        return drift


def moment(frame: AudioFrame | VideoFrame) -> Fraction | None:
    """A frame's time stamp in seconds, as the file counts; ``None`` where it has none."""
    return None if frame.pts is None or frame.time_base is None else frame.pts * Fraction(frame.time_base)


def _seconds(count: int, rate: int) -> Iterator[int]:
    while count > 0:
        yield min(count, rate)
        count -= rate


def array_of(frame: AudioFrame) -> Block:
    """A frame's samples as channels x samples, in its own number format. Raises ``UnsupportedError`` for too many."""
    if frame.format.is_planar and len(frame.layout.channels) > MOST_PLANES:
        raise UnsupportedError("sound of more than eight channels in this form", "convert it to .wav")
    array: Block = frame.to_ndarray()
    return array if frame.format.is_planar else array.reshape(-1, len(frame.layout.channels)).T


def silence_like(block: Block, count: int) -> Block:
    """So many silent samples in the channels and the number format of *block*."""
    import numpy as np

    return np.full((block.shape[0], count), 128 if block.dtype.kind == "u" else 0, block.dtype)


@dataclass(slots=True)
class Damage:
    """Counts packets that cannot be decoded: a few at the edges of a recording are normal, more are damage."""

    packets: int = 0
    broken: int = 0
    share: float = field(default=0.01)

    def decode(self, packet: Packet[Any]) -> list[Any]:
        """The frames of a packet; none if it is broken."""
        import av

        self.packets += 1
        try:
            return list(packet.decode())
        except (av.error.InvalidDataError, av.error.EOFError):
            self.broken += 1
            return []

    def judge(self) -> None:
        """Raises ``UnreadableError`` when too much was lost."""
        if self.broken > max(2, self.share * self.packets):
            raise UnreadableError(DAMAGED)


def sound_of(path: Path, track: SoundTrack, origin: Fraction) -> Sound:
    """The track as a handle that decodes when it is asked: a window at a time, no more memory than the window."""

    def heard(channel: int | None) -> Callable[[int, float, float], Samples]:
        return lambda rate, start, stop: window(path, (track, origin), rate, (start, stop), channel)

    return with_each(Sound(track.duration, track.rate, track.channels, heard(None), apart=track.apart), heard)


def with_each(sound: Sound, heard: Callable[[int], Callable[[int, float, float], Samples]]) -> Sound:
    """The sound with every channel of it alone, where it has several. *heard* gives what a channel is heard by."""
    if sound.channels < 2:
        return sound
    each = (Sound(sound.duration, sound.rate, 1, heard(channel)) for channel in range(sound.channels))
    return replace(sound, each=tuple(each))


def window(
    path: Path, where: tuple[SoundTrack, Fraction], rate: int, stretch: tuple[float, float], channel: int | None = None
) -> Samples:
    """One channel of a stretch of seconds at *rate* Hz, clipped to the track: the mean of all, or that channel.

    Raises ``UnreadableError``.
    """
    import numpy as np

    track, origin = where
    first, last = max(round(stretch[0] * track.rate), 0), min(round(stretch[1] * track.rate), track.length)
    if first >= last:
        return np.zeros(0, np.float32)
    rows = slice(None) if channel is None else slice(channel, channel + 1)
    channels = np.zeros((track.channels if channel is None else 1, last - first), np.float32)
    with opened(path) as source:
        for position, block in _blocks_near(source, track, origin, stretch[0]):
            if position >= last:
                break
            _copy(channels, as_float(block[rows]), position - first)
    return resampled(one_channel(channels), track.rate, rate)


def _copy(target: Samples, block: Samples, at: int) -> None:
    low, high = max(at, 0), min(at + block.shape[1], target.shape[1])
    if low < high:
        target[:, low:high] = block[:, low - at : high - at]


def _blocks_near(
    source: InputContainer, track: SoundTrack, origin: Fraction, start: float
) -> Iterator[tuple[int, Block]]:
    stream = source.streams[track.index]
    only(source, {track.index})
    floor = origin + Fraction(max(start - PREROLL, 0.0))
    if start > PREROLL and (source.format.name in SEEKABLE or track.codec.startswith("pcm_")):
        source.seek(int(floor / (stream.time_base or 1)), stream=stream)
    clock: Clock | None = None
    damage = Damage()
    for packet in source.demux(stream):
        if start > PREROLL and packet.pts is not None and packet.pts * packet.time_base < floor:
            continue
        for frame in damage.decode(packet):
            clock = clock or _clock_at(frame, track, origin, near=start > PREROLL)
            for block in clock.lay(frame):
                yield clock.position - block.shape[1], block
    damage.judge()


def _clock_at(frame: AudioFrame, track: SoundTrack, origin: Fraction, *, near: bool) -> Clock:
    stamp = moment(frame)
    if not near or stamp is None:
        return Clock(track, origin)
    return Clock(track, origin, max(round((stamp - origin) * track.rate), 0))


def only(source: InputContainer, indices: set[int]) -> None:
    """Tell the demultiplexer to skip every track but these."""
    from av.stream import Discard

    for stream in source.streams:
        stream.discard = Discard.default if stream.index in indices else Discard.all
