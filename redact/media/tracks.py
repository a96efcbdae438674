"""What is in a file of sound or film: its picture track, its sound tracks, and the moment at which time begins.

The rest (covers, subtitles, chapters, data, attachments, further films, tags) is never offered and never written.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from redact.errors import UnreadableError
from redact.media.apart import Powers
from redact.media.containers import DAMAGED, opened
from redact.media.refusals import check_unprotected, why_nothing
from redact.media.samples import Clock, Damage, SoundTrack, moment, only

if TYPE_CHECKING:
    from av import AudioFrame, Packet, VideoFrame
    from av.audio.stream import AudioStream
    from av.container import InputContainer
    from av.video.stream import VideoStream

MOST_PIXELS = 8192 * 4320
MOST_SECONDS = 24 * 3600.0
_BT601 = 6
NAMED_LAYOUTS = {"1 channels": "mono", "2 channels": "stereo"}
"""What a header says that counts its channels and does not name them."""
CUT_SHORT, FIND_IT = "the recording ends before its header says", "find the whole file, or leave it out"
TELLS_ITS_END = frozenset({"mov,mp4,m4a,3gp,3g2,mj2"})
AU = "au"
MOST_PADDING = 8192
"""Samples that a packet holds at most."""
GUESSING = "aac"
"""The container that says nothing of its length, so that the library guesses it from the first packets."""
SHORTFALL = 1.0
"""Seconds, and a twentieth of the whole: a recording that ends earlier than its header says has been cut short."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What is refused before it is decoded: pixels of one picture, and seconds from the first moment to the last."""

    pixels: int = MOST_PIXELS
    seconds: float = MOST_SECONDS


@dataclass(frozen=True, slots=True)
class Colours:
    """How the numbers of a film's pictures mean colours (ITU-T H.273 code points), told to the new file as well.

    ``bits``: how many a colour has.
    """

    matrix: int
    primaries: int
    transfer: int
    bits: int = 8


@dataclass(frozen=True, slots=True)
class PictureTrack:
    """The film's picture track: size as shown (after rotation), time base, first and last moment in seconds.

    ``aspect`` is the width of a pixel by its height, as shown; ``rotation`` says by how many degrees, against the
    clock, what is decoded must be turned to be upright. ``packets`` counts those that are shown, and ``most``
    is how many pixels a picture may have; ``density`` is how many bits the file spends on a pixel of a picture.
    """

    part: str
    index: int
    width: int
    height: int
    time_base: Fraction
    rate: Fraction
    colours: Colours
    begin: float = 0.0
    end: float = 0.0
    aspect: Fraction = Fraction(1)
    rotation: int = 0
    interlaced: bool = False
    packets: int = 0
    density: float = 0.0
    most: int = MOST_PIXELS


@dataclass(frozen=True, slots=True)
class Tracks:
    """A file's tracks. ``origin`` is the stamp, in seconds, that every time in our parts counts from."""

    path: Path
    origin: Fraction
    sounds: tuple[SoundTrack, ...]
    picture: PictureTrack | None

    @property
    def duration(self) -> float:
        """Seconds from the start to the end of the longest track."""
        ends = [sound.duration for sound in self.sounds] + ([self.picture.end] if self.picture else [])
        return max(ends, default=0.0)


def survey(path: Path, *, film: bool, limits: Limits | None = None) -> Tracks:
    """Look through the whole file once. All sound is decoded on the way, so that damage shows before any work.

    Raises ``UnreadableError`` for a file that is damaged, cut short or protected, that holds no sound or film, or that
    is larger or longer than *limits* say.
    """
    if not path.is_file() or path.stat().st_size == 0:
        raise UnreadableError("the file is empty or gone", "leave it out")
    check_unprotected(path)
    _whole(path)
    with opened(path) as source:
        found = _Survey(source, film, limits or Limits())
        for packet in source.demux([source.streams[index] for index in sorted(found.wanted)]):
            found.take(packet)
        tracks = found.tracks(path)
        _not_cut_short(source, found)
    return tracks


@dataclass(slots=True)
class _Survey:
    """What one walk over the packets finds."""

    source: InputContainer
    film: bool
    limits: Limits
    wanted: set[int] = field(default_factory=set)
    first: dict[int, Any] = field(default_factory=dict)
    damage: dict[int, Damage] = field(default_factory=dict)
    clocks: dict[int, Clock] = field(default_factory=dict)
    powers: dict[int, Powers] = field(default_factory=dict)
    begin: dict[int, Fraction] = field(default_factory=dict)
    end: dict[int, Fraction] = field(default_factory=dict)
    size: Counter[int] = field(default_factory=Counter)
    shown: Counter[int] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        pictures = [stream for stream in _films(self.source) if self.film][:1]
        self.wanted = {stream.index for stream in [*pictures, *self.source.streams.audio]}
        if not self.wanted:
            raise UnreadableError("there is no sound or film in the file", "leave it out")
        for index in self.wanted:
            _decodable(self.source.streams[index], self.limits)
            self.damage[index] = Damage()
        only(self.source, self.wanted)

    def take(self, packet: Packet[Any]) -> None:
        index = packet.stream.index
        self.size[index] += packet.size
        self.shown[index] += bool(packet.size) and not packet.is_discard
        if packet.pts is not None:
            end = (packet.pts + _lasting(packet)) * packet.time_base
            self.end[index] = max(self.end.get(index, end), end)
        if packet.stream.type == "audio":
            self._hear(packet, index)
        elif index not in self.first:
            for frame in self.damage[index].decode(packet)[:1]:
                self._begin(frame, index)

    def _hear(self, packet: Packet[AudioStream], index: int) -> None:
        for frame in self.damage[index].decode(packet):
            if index not in self.first:
                self._begin(frame, index)
                self.clocks[index] = Clock(sound_track("", packet.stream, frame), self.begin[index])
                self.powers[index] = Powers(frame.sample_rate)
            for block in self.clocks[index].lay(frame):
                self.powers[index].take(block)

    def _begin(self, frame: AudioFrame | VideoFrame, index: int) -> None:
        self.first[index] = frame
        self.begin[index] = moment(frame) or Fraction(0)

    def tracks(self, path: Path) -> Tracks:
        for index in self.wanted:
            if self.source.streams[index].type == "audio":  # of pictures, the first that is whole is looked for here
                self.damage[index].judge()
            if index not in self.first:
                raise UnreadableError(DAMAGED) if self.size[index] else why_nothing(path)
        origin = min(self.begin.values())
        if max(self.end.values(), default=origin) - origin > self.limits.seconds:
            raise UnreadableError("the recording is too long, or its time stamps jump", "cut it into shorter ones")
        return Tracks(path, origin, tuple(self._sounds(origin)), self._picture(origin))

    def _sounds(self, origin: Fraction) -> Iterator[SoundTrack]:
        for number, stream in enumerate(self.source.streams.audio, 1):
            track = sound_track(f"a{number}", stream, self.first[stream.index])
            heard = self.clocks[stream.index].position
            late = round((self.begin[stream.index] - origin) * track.rate)
            heard -= self._padding(stream.index, track, heard)
            bit_rate = 8 * self.size[stream.index] * track.rate // max(heard, 1)
            yield replace(track, length=late + heard, bit_rate=bit_rate, apart=self.powers[stream.index].apart())

    def _padding(self, index: int, track: SoundTrack, decoded: int) -> int:
        """Samples at the end that only fill the last packet, where the container tells the end to the sample.

        Of AU all that stands behind the sound, for it is taken for sound.
        """
        stream, form = self.source.streams[index], self.source.format.name
        if (form == AU or track.codec == "vorbis") and stream.duration and stream.time_base:
            length = stream.duration * Fraction(stream.time_base)  # stamps of Vorbis may begin too late
        elif form in TELLS_ITS_END:
            length = self.end.get(index, self.begin[index]) - self.begin[index]
        else:
            return 0
        beyond = decoded - round(length * track.rate)
        return beyond if 0 < beyond < (decoded if form == AU else min(MOST_PADDING, decoded)) else 0

    def _picture(self, origin: Fraction) -> PictureTrack | None:
        for stream in _films(self.source):
            if stream.index in self.wanted:
                frame = self.first[stream.index]
                turned = frame.rotation % 180 == 90
                size = (frame.height, frame.width) if turned else (frame.width, frame.height)
                rate = Fraction(stream.average_rate or stream.guessed_rate or 25)
                begin, end = self.begin[stream.index], self.end.get(stream.index, origin)
                times = float(begin - origin), float(end - origin)
                base = Fraction(stream.time_base or rate**-1)
                found = PictureTrack("v1", stream.index, *size, base, rate, _colours(frame), *times)
                pixels = self.shown[stream.index] * frame.width * frame.height
                return replace(
                    found,
                    density=8 * self.size[stream.index] / max(pixels, 1),
                    aspect=_aspect(stream, turned=turned),
                    rotation=frame.rotation % 360,
                    interlaced=frame.interlaced_frame,
                    packets=self.shown[stream.index],
                    most=self.limits.pixels,
                )
        return None


def _lasting(packet: Packet[Any]) -> int:
    """How long a packet says it lasts, in units of its time base.

    Of the last one of Vorbis that may be less than nothing, which the library gives as a number without a sign.
    """
    duration = packet.duration or 0
    return duration - (1 << 32) if 1 << 31 <= duration < 1 << 32 else duration


def _colours(frame: VideoFrame) -> Colours:
    bits = max((component.bits for component in frame.format.components), default=8)
    matrix = frame.colorspace or _BT601  # 0 says that the numbers are red, green and blue, which ours never are
    return Colours(matrix, frame.color_primaries, frame.color_trc, bits)


def _aspect(stream: VideoStream, *, turned: bool) -> Fraction:
    aspect = Fraction(stream.sample_aspect_ratio or 1)
    return (1 / aspect if turned else aspect) if aspect > 0 else Fraction(1)


def _films(source: InputContainer) -> list[VideoStream]:
    return [stream for stream in source.streams.video if not is_cover(stream)]


def is_cover(stream: Any) -> bool:
    """Whether a picture track holds a still that players show beside the sound or the film."""
    from av.stream import Disposition

    return bool(stream.disposition & (Disposition.attached_pic | Disposition.timed_thumbnails))


def _decodable(stream: Any, limits: Limits) -> None:
    if stream.codec_context is None:
        raise UnreadableError("a track is protected or in an unknown form", "convert it to a common form")
    if stream.type == "video":
        if stream.codec_context.width * stream.codec_context.height > limits.pixels:
            raise UnreadableError("the film's pictures are too large", "make it smaller, or allow it more pixels")
        prepare(stream, limits.pixels)


def prepare(stream: VideoStream, most: int) -> None:
    """Tell the decoder how large a picture may be, whatever is said on the way, and to decode the same every time."""
    context = stream.codec_context
    context.thread_type, context.thread_count = "NONE", 1  # with more of them, what is shown of damage may differ
    context.options = {"max_pixels": str(most)}


def sound_track(part: str, stream: AudioStream, frame: AudioFrame) -> SoundTrack:
    """The facts of a sound track, from its header and its first decoded frame (which knows the true rate)."""
    return SoundTrack(
        part=part,
        index=stream.index,
        rate=frame.sample_rate,
        layout=NAMED_LAYOUTS.get(frame.layout.name, frame.layout.name),
        channels=len(frame.layout.channels),
        codec=stream.codec_context.name,
        form=frame.format.name,
    )


def _whole(path: Path) -> None:
    """Compare the size that a RIFF or AIFF file gives itself with its true one; 0 and all ones mean "not known"."""
    with path.open("rb") as file:
        head = file.read(8)
    order = {b"RIFF": "little", b"FORM": "big"}.get(head[:4])
    promised = int.from_bytes(head[4:8], "big" if order == "big" else "little") if order else 0
    if promised != 0xFFFFFFFF and promised + 8 > path.stat().st_size + 64:
        raise UnreadableError(CUT_SHORT, FIND_IT)


def _not_cut_short(source: InputContainer, found: _Survey) -> None:
    if source.format.name == GUESSING:
        return
    for index in found.wanted:
        stream = source.streams[index]
        if stream.duration and stream.time_base:
            there = found.end.get(index, found.begin[index]) - found.begin[index]
            _compare(stream.duration * Fraction(stream.time_base), there)
    if source.format.name == "matroska,webm" and source.duration:
        _compare(Fraction(source.duration, 1_000_000), max(found.end.values(), default=Fraction(0)))


def _compare(promised: Fraction, there: Fraction) -> None:
    if promised - there > max(SHORTFALL, float(promised) / 20):
        raise UnreadableError(CUT_SHORT, FIND_IT)
