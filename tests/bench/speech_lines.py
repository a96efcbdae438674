"""How a talk comes over: a line, a mobile, a noisy street, a large room, with people talking. The times stay.

*clean*; *telephone*: 300 to 3400 Hz at 8 kHz, and eight bits a sample as lines carry it (G.711, mu-law); *noise*:
10 dB, as loud at all pitches; *mobile*: AMR at 7.95 kbit/s; *room*: an echo that dies away in half a second;
*babble*: 10 dB of other people's talks.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from tests.bench.speech_made import Talk
from tests.bench.speech_voices import resampled

CONDITIONS = ("clean", "telephone", "noise")
FURTHER = ("mobile", "room", "babble")


def heard(talk: Talk, condition: str, seed: int = 0, others: Sequence[Talk] = ()) -> Talk:
    """The talk as it comes over there; *others* is who talks in a babble."""
    import numpy as np

    if condition in {"telephone", "mobile"}:
        narrow = resampled(_band(talk.samples, talk.rate), talk.rate, 8_000)
        return Talk(_through(narrow, *_CODECS[condition]), 8_000, talk.spans, talk.outside)
    samples = talk.samples
    if condition == "noise":
        samples = _with(samples, np.random.default_rng(seed).normal(0, 1, len(samples)))
    elif condition == "room":
        samples = _in_a_room(samples, talk.rate, seed)
    elif condition == "babble":
        samples = _with(samples, sum(np.resize(np.roll(one.samples, 16_000), len(samples)) for one in others))
    return Talk(samples.astype(np.float32), talk.rate, talk.spans, talk.outside)


_CODECS = {"telephone": ("pcm_mulaw", 64_000, "wav"), "mobile": ("libopencore_amrnb", 7_950, "amr")}


def _with(samples: Any, noise: Any) -> Any:
    """With that noise, 10 dB below."""
    import numpy as np

    level = float(np.sqrt((samples**2).mean() / (noise**2).mean())) / 10**0.5
    return samples + level * noise


def _band(samples: Any, rate: int) -> Any:
    import numpy as np

    spectrum = np.fft.rfft(samples)
    pitch = np.fft.rfftfreq(len(samples), 1 / rate)
    spectrum[(pitch < 300) | (pitch > 3400)] = 0
    return np.fft.irfft(spectrum, len(samples)).astype(np.float32)


def _in_a_room(samples: Any, rate: int, seed: int) -> Any:
    """An echo of noise that dies away by 60 dB in half a second, as loud as the voice 2 m away."""
    import numpy as np

    time = np.arange(rate // 2) / rate
    echo = np.random.default_rng(seed).normal(0, 1, len(time)) * 10 ** (-3 * time / 0.5)
    echo *= 0.7 / float(np.sqrt((echo**2).sum()))
    echo[0] = 1.0
    size = 1 << (len(samples) + len(echo)).bit_length()
    return np.fft.irfft(np.fft.rfft(samples, size) * np.fft.rfft(echo, size), size)[: len(samples)]


def _through(samples: Any, codec: str, bits: int, container: str) -> Any:
    """Written and read again, as long as it was."""
    import av
    import numpy as np

    held = io.BytesIO()
    with av.open(held, "w", format=container) as out:
        stream: Any = out.add_stream(codec, rate=8_000, layout="mono")
        stream.bit_rate = bits
        whole = (np.clip(samples, -1, 1) * 32_767).astype(np.int16)
        frame = av.AudioFrame.from_ndarray(whole[None, :], format="s16", layout="mono")
        frame.sample_rate = 8_000
        out.mux([*stream.encode(frame), *stream.encode(None)])
    held.seek(0)
    with av.open(held) as source:
        pieces = [frame.to_ndarray().ravel() for frame in source.decode(audio=0)]
    return _undelayed(np.concatenate(pieces).astype(np.float32) / 32_768, samples)


def _undelayed(sound: Any, before: Any) -> Any:
    """Moved back by what the codec delays, so that it stands where it stood."""
    import numpy as np

    size = 1 << (len(sound) + len(before)).bit_length()
    likeness = np.fft.irfft(np.fft.rfft(sound, size) * np.conj(np.fft.rfft(before, size)), size)
    delay = int(np.argmax(likeness[:400]))
    moved = sound[delay : delay + len(before)]
    return np.pad(moved, (0, len(before) - len(moved)))
