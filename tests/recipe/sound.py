"""The samples that are heard: a message on a machine and a call."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from tests.recipe.expect import Expect
from tests.recipe.speech import RATE, speak

_MESSAGE = [
    ("Hello, this is", False),
    ("Harriet Oakley,", True),
    ("calling about my appointment at the clinic on Monday.", False),
    ("You can ring me on", False),
    ("zero seven seven zero zero, nine zero zero, one two three.", True),
    ("My N H S number is", False),
    ("nine nine nine, zero one two, three four five four.", True),
    ("I will wait for your call.", False),
]
_CALL = [
    ("Good afternoon, my name is", False),
    ("Daniel Whitcombe.", True),
    ("I am calling about the repair of the boiler.", False),
    ("The telephone number is", False),
    ("zero one six three two, nine six zero, four five one.", True),
    ("And the N H S number of my mother is", False),
    ("nine nine nine, five six two, one zero eight eight.", True),
    ("We will be at home all week.", False),
]


def message(folder: Path, voices: Path) -> Expect:
    """A .wav of one channel, with a name in its INFO chunk."""
    import soundfile

    samples, silent = spoken(_MESSAGE, voices / "bf_emma.bin")
    path = folder / "sound" / "message.wav"
    path.parent.mkdir(exist_ok=True)
    with soundfile.SoundFile(path, "w", 16_000, 1, "PCM_16") as file:
        file.artist = "Harriet Oakley"
        file.write(slower(samples, 16_000))
    gone = ["Harriet Oakley", "Oakley", "07700900123", "9990123454"]
    return Expect("sound/message.wav", gone, ["at the clinic on Monday", "for your call"], silent=silent)


def call(folder: Path, voices: Path) -> Expect:
    """An .mp3 with a name in its tags."""
    import av

    samples, silent = spoken(_CALL, voices / "bm_george.bin")
    path = folder / "sound" / "call.mp3"
    path.parent.mkdir(exist_ok=True)
    with av.open(str(path), "w") as file:
        file.metadata.update({"artist": "Daniel Whitcombe", "title": "Call of Daniel Whitcombe"})
        encode_sound(file, file.add_stream("libmp3lame", rate=RATE, layout="mono", bit_rate=32_000), samples, RATE)
    gone = ["Whitcombe", "Daniel", "01632960451", "9995621088"]
    return Expect("sound/call.mp3", gone, ["repair of the boiler", "at home all week"], silent=silent)


def spoken(pieces: list[tuple[str, bool]], voice: Path) -> tuple[np.ndarray, list[list[float]]]:
    """The sound of *pieces*, and where those stand that must fall silent."""
    samples, places = speak([words for words, _ in pieces], voice)
    return samples, [list(place) for place, (_, goes) in zip(places, pieces, strict=True) if goes]


def slower(samples: np.ndarray, rate: int) -> np.ndarray:
    """The same sound at a lower rate, by straight lines between samples after a short mean."""
    times = np.arange(0, len(samples) / RATE, 1 / rate)
    smooth = np.convolve(samples, np.ones(2) / 2, mode="same")
    return np.interp(times, np.arange(len(smooth)) / RATE, smooth).astype(np.float32)


def encode_sound(file: object, stream: object, samples: np.ndarray, rate: int) -> None:
    """Encode one channel into a stream of a container that is open for writing."""
    import av

    planar = "p" in stream.codec_context.format.name  # type: ignore[attr-defined]
    frame = av.AudioFrame.from_ndarray(
        samples[None].astype(np.float32), format="fltp" if planar else "flt", layout="mono"
    )
    frame.sample_rate = rate
    resampler = av.AudioResampler(
        stream.codec_context.format, "mono", rate, frame_size=stream.codec_context.frame_size or 1152
    )  # type: ignore[attr-defined]
    frames = [*resampler.resample(frame), *resampler.resample(None)]
    for ready in (*frames, None):
        for packet in stream.encode(ready):  # type: ignore[attr-defined]
            file.mux(packet)  # type: ignore[attr-defined]
