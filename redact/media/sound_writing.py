"""Sound written again: the codec of the same family, every sample decoded, overwritten where told, and encoded.

All encoders are free software that the sound library carries (LAME, Opus, and its own); none needs the GPL ones.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any, cast

from redact.media.containers import Container
from redact.media.hush import Block, Hush
from redact.media.samples import Clock, Damage, SoundTrack
from redact.media.treating import Treating

if TYPE_CHECKING:
    from av import Packet
    from av.audio.stream import AudioStream
    from av.container import OutputContainer

FAMILY = {"opus": "libopus", "libopus": "libopus", "mp3": "libmp3lame", "mp3float": "libmp3lame"} | {
    codec: codec for codec in ("aac", "flac", "alac", "ac3", "eac3", "mp2", "wavpack", "tta")
}
"""The encoder for what a decoder of that name read. Uncompressed forms encode under their own name."""
PCM = frozenset({"pcm_u8", "pcm_s16le", "pcm_s24le", "pcm_s32le", "pcm_f32le", "pcm_f64le", "pcm_alaw", "pcm_mulaw"})
PCM_BIG = frozenset({"pcm_s8", "pcm_s16be", "pcm_s24be", "pcm_s32be", "pcm_f32be", "pcm_f64be"})
PACKED = frozenset(FAMILY.values())
CARRIES = {
    "wav": PCM,
    "mp3": frozenset({"libmp3lame"}),
    "flac": frozenset({"flac"}),
    "ogg": frozenset({"libopus", "flac"}),
    "opus": frozenset({"libopus"}),
    "ipod": frozenset({"aac", "alac"}),
    "adts": frozenset({"aac"}),
    "aiff": PCM_BIG,
    "w64": PCM,
    "au": PCM_BIG | {"pcm_alaw", "pcm_mulaw"},
    "caf": PCM | PCM_BIG,
    "ac3": frozenset({"ac3"}),
    "eac3": frozenset({"eac3"}),
    "mp2": frozenset({"mp2"}),
    "wv": frozenset({"wavpack"}),
    "tta": frozenset({"tta"}),
    "matroska": PACKED | PCM,
    "webm": frozenset({"libopus"}),
    "mp4": PACKED - {"mp2", "eac3"},
    "mov": frozenset({"aac", "alac", "libmp3lame", "ac3"}) | PCM | PCM_BIG,
    "3gp": frozenset({"aac"}),
    "3g2": frozenset({"aac"}),
    "avi": frozenset({"ac3", "mp2", "pcm_u8", "pcm_s16le"}),
}
"""Which encoders a container is written with; any other sound gets the container's usual one. AVI has no field for the
delay of MP3 or AAC, so that either would come late: such sound becomes uncompressed there."""
BITS = {"libopus": (32_000, 256_000), "libmp3lame": (48_000, 160_000), "aac": (64_000, 192_000)}
"""Least and most bits a second for one channel, so that a second encoding stays close to the first."""
OPUS_RATES = frozenset({8_000, 12_000, 16_000, 24_000, 48_000})
DELAYS = {"adts": 1024, "ac3": 256, "eac3": 256, "mp2": 481}
"""Samples that an encoder puts before the first; a bare stream has no field that tells a player to skip them."""


class SoundLane:
    """One sound track on its way into a new file: packets in, encoded packets out."""

    def __init__(
        self, sink: tuple[OutputContainer, Container], track: SoundTrack, origin: Fraction, runs: Sequence[Hush]
    ) -> None:
        self._track = track
        self._treating = Treating(runs, track)
        self._clock = Clock(track, origin)
        self._damage = Damage()
        self._skip = DELAYS.get(sink[1].writer, 0)
        self._out = _stream(*sink, track)

    def push(self, packet: Packet[Any]) -> Iterator[Packet[Any]]:
        """What the encoder gives for the frames of one packet; the empty last packet flushes the decoder."""
        for frame in self._damage.decode(packet):
            for block in self._clock.lay(frame):
                for position, ready in self._treating.push(block):
                    yield from self._encode(ready, position)

    def finish(self) -> Iterator[Packet[Any]]:
        """The encoder's last packets. Raises ``UnreadableError`` when too much could not be decoded."""
        self._damage.judge()
        for position, ready in self._treating.finish():
            yield from self._encode(ready, position)
        yield from self._out.encode(None)

    def _encode(self, block: Block, position: int) -> Iterator[Packet[Any]]:
        kept = block[:, max(self._skip - position, 0) : max(self._track.length - position, 0)]
        if not kept.shape[1]:
            return
        frame = frame_of(kept, self._track)
        frame.pts = max(position - self._skip, 0)
        frame.time_base = Fraction(1, self._track.rate)
        yield from self._out.encode(frame)


def frame_of(block: Block, track: SoundTrack) -> Any:
    """A block as a frame for the encoder, in the number format that it was decoded in."""
    import av
    import numpy as np

    form = track.form
    planar = form.endswith("p")
    array = np.ascontiguousarray(block if planar else block.T.reshape(1, -1))
    frame = av.AudioFrame.from_ndarray(array, format=form, layout=track.layout)  # type: ignore[arg-type]  # any format
    frame.sample_rate = track.rate
    return frame


def encoder_for(kind: Container, track: SoundTrack) -> str:
    """The encoder of the track's own family if the container takes it, else the container's usual one."""
    own = track.codec if track.codec.startswith("pcm_") else FAMILY.get(track.codec, "")
    return own if own in CARRIES[kind.writer] else kind.sound


def _stream(sink: OutputContainer, kind: Container, track: SoundTrack) -> AudioStream:
    encoder = encoder_for(kind, track)
    rate = 48_000 if encoder == "libopus" and track.rate not in OPUS_RATES else track.rate
    made = sink.add_stream(encoder, rate=rate, layout=track.layout, options={"flags": "+bitexact"})
    stream = cast("AudioStream", made)
    if encoder in {"flac", "alac"}:
        deep = track.form.rstrip("p") not in {"u8", "s16"}
        stream.codec_context.format = ("s32" if deep else "s16") + ("p" if encoder == "alac" else "")
    if encoder in {"wavpack", "tta"}:
        stream.codec_context.format = track.form
    if encoder in BITS:
        least, most = BITS[encoder]
        stream.codec_context.bit_rate = min(max(track.bit_rate, least * track.channels), most * track.channels)
    return stream
