"""Small sounds and films for the tests, made in memory: sines, noise, flashes and beeps."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np

from redact.types import Edit, Fill, KeyFrame, Replacement, TimeRange, Tone, Track


def wave(seconds: float, rate: int, channels: int = 1) -> np.ndarray:
    """A sum of sines that differs between channels and never rests: channels x samples, in [-1, 1]."""
    time = np.arange(round(seconds * rate)) / rate
    pitches = 300 + 70 * np.arange(channels)[:, None]
    swell = 0.6 + 0.3 * np.sin(2 * np.pi * 0.7 * time)
    return (0.5 * swell * np.sin(2 * np.pi * pitches * time + 1)).astype(np.float32)


def write_sound(path: Path, sound: np.ndarray, rate: int, codec: str, tags: dict[str, str] | None = None) -> Path:
    muxer = {".m4a": "ipod", ".aac": "adts", ".mka": "matroska", ".weba": "webm"}.get(path.suffix)
    with av.open(str(path), "w", format=muxer) as out:
        out.metadata.update(tags or {})
        stream = out.add_stream(codec, rate=rate, layout=layout(len(sound)))
        for frame in audio_frames(sound, rate):
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    return path


def layout(channels: int) -> str:
    return {1: "mono", 2: "stereo", 6: "5.1"}[channels]


def audio_frames(sound: np.ndarray, rate: int, start: float = 0.0) -> list[Any]:
    frames = []
    for first in range(0, sound.shape[1], 1000):
        block = np.ascontiguousarray(sound[:, first : first + 1000])
        frame = av.AudioFrame.from_ndarray(block, format="fltp", layout=layout(len(sound)))
        frame.sample_rate, frame.pts, frame.time_base = rate, round(start * rate) + first, Fraction(1, rate)
        frames.append(frame)
    return frames


def decoded(path: Path) -> tuple[np.ndarray, int]:
    """Every sample of every channel, by the library that the writer uses; whole numbers as they are."""
    with av.open(str(path)) as source:
        stream = source.streams.audio[0]
        blocks = [as_channels(frame) for frame in source.decode(stream)]
        return np.concatenate(blocks, axis=1), stream.rate


def as_channels(frame: Any) -> np.ndarray:
    array = frame.to_ndarray()
    return array if frame.format.is_planar else array.reshape(-1, len(frame.layout.channels)).T


def hush(start: float, end: float, hertz: float = 0.0, part: str = "a1") -> Edit:
    return Edit(TimeRange(part, start, end), Tone(hertz), "finding")


def cover(keys: Sequence[KeyFrame], what: Replacement | None = None) -> Edit:
    return Edit(Track("v1", tuple(keys)), what or Fill(), "finding")


Draw = Callable[[int, int, int], np.ndarray]


def gradient(number: int, width: int, height: int) -> np.ndarray:
    """A coloured picture that moves."""
    y, x = np.mgrid[0:height, 0:width]
    return np.stack([x * 255 // width, y * 255 // height, (x + y + 6 * number) % 256], axis=2).astype(np.uint8)


def flash(number: int, width: int, height: int) -> np.ndarray:
    """Black, but white in every 25th frame and the one after it."""
    return np.full((height, width, 3), 255 if number >= 25 and number % 25 < 2 else 0, np.uint8)


def beeps(seconds: float, rate: int) -> np.ndarray:
    """A beep where ``flash`` is white at 25 frames a second."""
    time = np.arange(round(seconds * rate)) / rate
    on = (time >= 1) & (time % 1 < 0.08)
    return (0.8 * on * np.sin(2 * np.pi * 1000 * time)).astype(np.float32)[None]


def write_film(path: Path, times: Sequence[float], size: tuple[int, int], draw: Draw = gradient, **extra: Any) -> Path:
    """A film of one picture per time, and of the sound *sound* at *rate* if given; more keywords: see the body."""
    width, height = size
    video, audio = extra.get("codecs", ("mpeg4", "aac"))
    sound, rate = extra.get("sound"), extra.get("rate", 44_100)
    with av.open(str(path), "w") as out:
        out.metadata.update(extra.get("tags", {}))
        stream = out.add_stream(video, rate=25)
        stream.width, stream.height, stream.pix_fmt = width, height, extra.get("form", "yuv420p")
        stream.codec_context.time_base = Fraction(1, 25) if path.suffix == ".avi" else Fraction(1, 1000)
        tracks = [out.add_stream(audio, rate=rate, layout=layout(len(sound)))] if sound is not None else []
        for number, (time, following) in enumerate(zip(times, [*times[1:], 1e6], strict=True)):
            out.mux(stream.encode(picture(draw(number, width, height), time, stream)))
            for track in tracks:
                lot = sound[:, round(time * rate) : round(following * rate)]
                for frame in audio_frames(lot, rate, time):
                    out.mux(track.encode(frame))
        for each in (stream, *tracks):
            out.mux(each.encode(None))
    return path


def picture(pixels: np.ndarray, time: float, stream: Any) -> Any:
    frame = av.VideoFrame.from_ndarray(pixels, format="rgb24").reformat(format=stream.pix_fmt)
    base = stream.codec_context.time_base
    frame.pts, frame.time_base = round(time / base), base
    return frame
