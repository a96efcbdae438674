"""Films of many kinds for the tests, made in memory: any codec, container, clock and form of numbers."""

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np

from redact.contracts import Changes, Copied
from redact.media.video import VideoHandler
from redact.types import Edit, Frame
from tests.media.sounds import audio_frames, gradient, wave

STEADY = tuple(number / 25 for number in range(50))
UNEVEN = (0.0, 0.04, 0.08, 0.3, 0.31, 0.5, 1.2, 1.201, 1.6, 1.9)
B_FRAMES = {"bf": "3", "preset": "medium"}
MUXERS = {
    ".m2t": "mpegts",
    ".mts": "mpegts",
    ".m2ts": "mpegts",
    ".mpg": "vob",
    ".wmv": "asf",
    ".ogv": "ogg",
    ".m4v": "mp4",
}
HANDLER = VideoHandler(VideoHandler.Options())


def made(path: Path, times: Sequence[float] = STEADY, codec: str = "libx264", sound: str = "", **extra: Any) -> Path:
    """A film of one picture per time; ``options``, ``size``, ``form``, ``base``, ``rate``, ``context``: see below."""
    size, form, rate = extra.get("size", (96, 64)), extra.get("form", "yuv420p"), extra.get("rate", Fraction(25))
    with av.open(str(path), "w", format=MUXERS.get(path.suffix)) as out:
        stream: Any = out.add_stream(codec, rate=rate, options=extra.get("options", {}))
        stream.width, stream.height, stream.pix_fmt = *size, form
        stream.codec_context.time_base = extra.get("base", 1 / rate)
        for name, value in extra.get("context", {}).items():
            setattr(stream.codec_context, name, value)
        track: Any = out.add_stream(sound, rate=48_000, layout="mono") if sound else None
        if track:
            track.codec_context.bit_rate = 64_000
        draw = extra.get("draw", gradient)
        for number, time in enumerate(times):
            out.mux(stream.encode(_picture(draw(number, *size), form, time, stream.codec_context.time_base)))
        for frame in audio_frames(wave(len(times) / 25, 48_000), 48_000) if track else ():
            out.mux(track.encode(frame))
        for each in (stream, track) if track else (stream,):
            out.mux(each.encode(None))
    return path


def _picture(pixels: np.ndarray, form: str, time: float, base: Fraction) -> Any:
    frame = av.VideoFrame.from_ndarray(pixels, format="rgb24").reformat(format=form)
    frame.pts, frame.time_base = round(time / base), base
    return frame


def copied(path: Path, *edits: Edit, handler: VideoHandler = HANDLER) -> tuple[Path, Copied]:
    ending = handler.becomes.get(path.suffix, "")
    target = path.with_name(f"copy-{path.name}{ending}")
    return target, handler.write(handler.load(path), Changes(edits), target)


def shown(path: Path, handler: VideoHandler = HANDLER) -> list[tuple[float, np.ndarray]]:
    return [seen(frame) for frame in handler.load(path).part("v1").content.frames()]


def shown_again(path: Path, handler: VideoHandler = HANDLER) -> list[tuple[float, np.ndarray]]:
    return [seen(frame) for frame in handler.reopen(path).part("v1").content.frames()]


def seen(frame: Frame) -> tuple[float, np.ndarray]:
    return frame.time, frame.pixels()


def times_of(frames: list[tuple[float, np.ndarray]]) -> list[float]:
    return [time for time, _ in frames]


def likeness(one: np.ndarray, other: np.ndarray) -> float:
    """The peak signal-to-noise ratio in decibels; above 35 an eye sees no difference."""
    return 10 * float(np.log10(255**2 / max(np.mean((one.astype(float) - other) ** 2), 1e-9)))
