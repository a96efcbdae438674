"""Small sounds of every kind that is read, by the encoders that there are."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import av
import numpy as np
import soundfile

MUXERS = {".m4a": "ipod", ".m4b": "ipod", ".aac": "adts", ".mka": "matroska", ".weba": "webm", ".wma": "asf"}
MUXERS |= {".opus": "opus", ".ec3": "eac3", ".aifc": "aiff", ".snd": "au", ".oga": "ogg", ".m4r": "ipod"}
BITS = {"libopencore_amrnb": 12_200, "wmav1": 64_000, "wmav2": 128_000}
VORBIS = "vorbis"


class Form(NamedTuple):
    """A kind of file: the ending of its name, the codec in it, its rate and channels."""

    suffix: str
    codec: str
    rate: int = 44_100
    channels: int = 1

    def __str__(self) -> str:
        return f"{self.suffix[1:]}-{self.codec}-{self.rate}-{self.channels}"


EXACT = (
    Form(".wav", "pcm_s16le", 44_100, 2),
    Form(".wav", "pcm_u8", 8_000),
    Form(".wav", "pcm_s24le", 96_000, 2),
    Form(".wav", "pcm_alaw", 8_000),
    Form(".w64", "pcm_s16le", 44_100, 2),
    Form(".flac", "flac", 44_100, 2),
    Form(".oga", "flac"),
    Form(".m4a", "alac", 44_100, 2),
    Form(".aiff", "pcm_s16be", 44_100, 2),
    Form(".aifc", "pcm_s16be", 22_050),
    Form(".au", "pcm_s16be", 44_100, 2),
    Form(".snd", "pcm_mulaw", 8_000),
    Form(".caf", "pcm_s16be", 44_100, 2),
    Form(".mka", "flac"),
    Form(".mka", "pcm_s16le", 44_100, 2),
    Form(".wv", "wavpack", 44_100, 2),
    Form(".tta", "tta", 44_100, 2),
)
LOSSY = (
    Form(".mp3", "libmp3lame", 44_100, 2),
    Form(".mp2", "mp2", 44_100, 2),
    Form(".m4a", "aac", 44_100, 2),
    Form(".m4b", "aac", 22_050),
    Form(".aac", "aac"),
    Form(".ogg", "libopus", 48_000),
    Form(".ogg", VORBIS, 44_100, 2),
    Form(".opus", "libopus", 48_000, 2),
    Form(".weba", "libopus", 48_000),
    Form(".mka", "aac", 44_100, 2),
    Form(".mka", "libmp3lame"),
    Form(".mka", "ac3", 48_000, 2),
    Form(".ac3", "ac3", 48_000, 2),
    Form(".ec3", "eac3", 48_000, 2),
    Form(".eac3", "eac3", 44_100),
)
TURNED = (
    Form(".amr", "libopencore_amrnb", 8_000),
    Form(".wma", "wmav2", 44_100, 2),
    Form(".wma", "wmav1", 22_050),
    Form(".caf", "alac"),
    Form(".wav", "adpcm_ms", 22_050),
    Form(".wav", "adpcm_ima_wav", 22_050),
)
"""Those whose copies are of another form."""
KINDS = (*EXACT, *LOSSY, *TURNED)


def hiss(seconds: float, rate: int, channels: int = 1) -> np.ndarray:
    """Noise in the band of the telephone, the same every time: no two stretches of it are alike."""
    count = round(seconds * rate)
    noise = np.random.default_rng(7).standard_normal((channels, count))
    spectrum, pitch = np.fft.rfft(noise), np.fft.rfftfreq(count, 1 / rate)
    spectrum[:, (pitch < 300) | (pitch > 3000)] = 0
    sound = np.fft.irfft(spectrum, count)
    return (0.4 * sound / np.abs(sound).max()).astype(np.float32)


def made(folder: Path, form: Form, sound: np.ndarray, tags: Mapping[str, str] = MappingProxyType({})) -> Path:
    """A file of that kind."""
    path = folder / f"a{form.suffix}"
    if form.codec == VORBIS:
        soundfile.write(path, sound.T, form.rate, format="OGG", subtype="VORBIS")
        return path
    layout = {1: "mono", 2: "stereo"}[len(sound)]
    with av.open(str(path), "w", format=MUXERS.get(form.suffix)) as out:
        out.metadata.update(tags)
        stream: Any = out.add_stream(form.codec, rate=form.rate, layout=layout)
        if form.codec in BITS:
            stream.bit_rate = BITS[form.codec]
        if form.codec in {"wavpack", "tta"}:
            stream.codec_context.format = "s16p" if form.codec == "wavpack" else "s16"
        for first in range(0, sound.shape[1], 1000):
            block = np.ascontiguousarray(sound[:, first : first + 1000])
            frame = av.AudioFrame.from_ndarray(block, format="fltp", layout=layout)
            frame.sample_rate, frame.pts, frame.time_base = form.rate, first, Fraction(1, form.rate)
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    return path


def lag(one: np.ndarray, other: np.ndarray) -> int:
    """By how many samples *other* comes later than *one*, by the peak of their correlation."""
    size = 1 << (len(one) + len(other)).bit_length()
    both = np.fft.irfft(np.fft.rfft(other, size) * np.conj(np.fft.rfft(one, size)), size)
    at = int(np.argmax(both))
    return at if at < size // 2 else at - size
