"""How the pictures of a film are encoded: by free encoders alone, and so that what is not covered stays as it was.

VP9 and AV1 where the container takes them, MPEG-4 Part 2 in QuickTime, 3GP and AVI. Measured on brightness: VP9 stays
above 40 dB of the decoded source, also where that is full of noise, and MPEG-4 above 43 dB on ordinary films.
"""

from __future__ import annotations

import math
import os
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, cast

from redact.media.containers import Container
from redact.media.tracks import PictureTrack
from redact.media.video.planes import SD_MATRICES

if TYPE_CHECKING:
    from av.container import OutputContainer
    from av.video.codeccontext import VideoCodecContext
    from av.video.stream import VideoStream

Quality: TypeAlias = int | Literal["source"]
Codec: TypeAlias = Literal["vp9", "av1", "mpeg4"]
ENCODERS = {"vp9": "libvpx-vp9", "av1": "libsvtav1", "mpeg4": "mpeg4"}
TAKES: dict[str, tuple[Codec, ...]] = {
    "mp4": ("vp9", "av1", "mpeg4"),
    "matroska": ("vp9", "av1", "mpeg4"),
    "webm": ("vp9", "av1"),
}
"""What the containers take; all others MPEG-4 alone."""
FEW_BITS, MANY_BITS = (0.08, 28), (0.25, 24)
"""Bits a pixel of the source, and the quality that keeps brightness above 40 dB there."""
KEYS = 150
"""Frames between two pictures that stand for themselves, at most: players jump to those."""
VP9 = {"deadline": "realtime", "speed": "9", "lag-in-frames": "0", "b": "0"}
"""Speed 9 takes a fifth less time than 8 for the same quality and 4 % more room."""
AV1 = {"preset": "9", "svtav1-params": "lp=1"}
UNTOLD = frozenset({"avi", "3gp", "3g2"})
"""Containers that do not tell what the numbers of colours mean: players take them for BT.601."""
FINEST = 65_535
"""The most ticks a second that MPEG-4 Part 2 knows."""
THREADS = 1
"""More of them cost more: decoding, covering and encoding go on side by side already."""


@dataclass(frozen=True, slots=True)
class Encoding:
    """Which encoder, with which options, and how it counts time."""

    encoder: str
    options: tuple[tuple[str, str], ...]
    base: Fraction
    track: PictureTrack
    headed: bool
    """Whether the container keeps the encoder's header, rather than every key frame."""


def encoding_for(kind: Container, track: PictureTrack, codec: Codec, quality: Quality) -> Encoding:
    """The codec that was asked for if the container takes it, else the container's first."""
    taken = TAKES.get(kind.writer, ("mpeg4",))
    codec = codec if codec in taken else taken[0]
    options = _options(codec, quality if isinstance(quality, int) else _as_good(track.density)) | {
        "flags": "+bitexact",
        "g": str(KEYS),
    }
    return Encoding(ENCODERS[codec], tuple(options.items()), _base(kind, codec, track), track, kind.writer != "avi")


def fitting(kind: Container, track: PictureTrack) -> PictureTrack:
    """The track with colours that need not be named, where the container cannot name them."""
    if kind.writer not in UNTOLD or track.colours.matrix in SD_MATRICES:
        return track
    return replace(track, colours=replace(track.colours, matrix=max(SD_MATRICES)))


def _as_good(density: float) -> int:
    """A quality for a source with that many bits a pixel: the more it kept of noise, the finer it is encoded again."""
    (low, small), (high, large) = FEW_BITS, MANY_BITS
    share = math.log(max(density, low) / low) / math.log(high / low)
    return round(small + min(share, 1.0) * (large - small))


def _options(codec: Codec, quality: int) -> dict[str, str]:
    match codec:
        case "vp9":
            return VP9 | {"crf": str(quality)}
        case "av1":
            return AV1 | {"crf": str(max(quality - 6, 4))}
        case "mpeg4":
            quantiser = str(max(quality // 8, 2))
            return {"qmin": quantiser, "qmax": quantiser}


def _base(kind: Container, codec: Codec, track: PictureTrack) -> Fraction:
    """The track's own ticks; AVI counts frames, and MPEG-4 has no finer ones than some."""
    if kind.writer == "avi":
        return 1 / track.rate
    if codec == "mpeg4" and track.time_base.denominator > FINEST:
        return Fraction(1, 60_000)
    return track.time_base


def encoder(encoding: Encoding) -> VideoCodecContext:
    """An encoder that stands for itself, beginning with a key frame."""
    import av
    from av.codec.context import Flags

    os.environ.setdefault("SVT_LOG", "1")  # the AV1 encoder tells its settings on the terminal otherwise
    made = cast("VideoCodecContext", av.CodecContext.create(encoding.encoder, "w"))
    _configure(made, encoding)
    if encoding.headed:
        made.flags |= Flags.global_header
    return made


def stream(sink: OutputContainer, encoding: Encoding) -> VideoStream:
    """A track of a new file for what such encoders gave."""
    made = sink.add_stream(encoding.encoder, rate=encoding.track.rate)
    out = cast("VideoStream", made)
    _configure(out.codec_context, encoding)
    return out


def _configure(context: VideoCodecContext, encoding: Encoding) -> None:
    track = encoding.track
    context.options = dict(encoding.options)
    context.width, context.height, context.pix_fmt = track.width, track.height, "yuv420p"
    context.framerate, context.time_base = track.rate, encoding.base
    context.sample_aspect_ratio = track.aspect
    context.thread_count = THREADS
    colours: dict[str, Any] = {"colorspace": track.colours.matrix, "color_primaries": track.colours.primaries}
    for name, value in (colours | {"color_trc": track.colours.transfer, "color_range": 1}).items():
        setattr(context, name, value)
