"""One channel of numbers in [-1, 1] out of sound in any format: what readers and verifiers listen to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from redact.types import Samples

if TYPE_CHECKING:
    from redact.media.hush import Block


def as_float(block: Block) -> Samples:
    """Samples of any number format as values in [-1, 1]."""
    import numpy as np

    if block.dtype.kind == "f":
        return np.asarray(block, np.float32)
    values: Samples = np.asarray(block, np.float32)
    if block.dtype.kind == "u":
        return (values - np.float32(128)) / np.float32(128)
    scaled: Samples = values / -np.iinfo(block.dtype).min  # type: ignore[type-var]  # whole numbers
    return scaled


def like(values: Samples, dtype: Any) -> Block:
    """Values in [-1, 1] as samples of that number format; those beyond are clipped where it can hold no more."""
    import numpy as np

    if dtype.kind == "f":
        return np.asarray(values, dtype)
    limits = np.iinfo(dtype)
    middle = 0 if dtype.kind == "i" else (int(limits.max) + 1) // 2
    swing = int(limits.max) + 1 - middle
    whole = np.round(np.asarray(values, np.float64) * swing) + middle
    return np.asarray(np.clip(whole, limits.min, limits.max)).astype(dtype)


def one_channel(channels: Samples) -> Samples:
    """The mean of all channels; the loudest of them where they cancel out, so that nothing said is lost to the mean."""
    import numpy as np

    if not channels.shape[1]:
        return np.zeros(0, np.float32)
    mean: Samples = channels.mean(axis=0)
    power = (channels**2).mean(axis=1)
    if len(channels) > 1 and float((mean**2).mean()) < 0.02 * float(power.max(initial=0.0)):
        mean = np.ascontiguousarray(channels[int(power.argmax())])
    return mean


def resampled(mono: Samples, rate: int, wanted: int) -> Samples:
    """The same stretch at another rate; unchanged at the same."""
    import av
    import numpy as np

    if rate == wanted or not len(mono):
        return mono
    resampler = av.AudioResampler(format="flt", layout="mono", rate=wanted)
    frame = av.AudioFrame.from_ndarray(mono.reshape(1, -1), format="flt", layout="mono")
    frame.sample_rate = rate
    pieces = [*resampler.resample(frame), *resampler.resample(None)]
    whole = np.concatenate([np.zeros(0, np.float32), *(piece.to_ndarray().ravel() for piece in pieces)])
    count = round(len(mono) * wanted / rate)
    return np.pad(whole[:count], (0, max(count - len(whole), 0)))
