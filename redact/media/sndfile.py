"""Sound through libsndfile: the second, independent decoder for verification, and the Vorbis encoder.

libsndfile brings its own decoders (mpg123, FLAC, Vorbis, Opus) and shares no code with the library that writes. It
does not read AAC, Matroska or MP4.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from redact.errors import UnreadableError
from redact.media.containers import DAMAGED
from redact.media.mono import one_channel, resampled
from redact.media.samples import with_each
from redact.types import Samples, Sound

if TYPE_CHECKING:
    from redact.media.samples import SoundTrack

MOST_AT_ONCE = 1 << 25
"""Samples, of two bytes, of all channels of an MP3 that are kept while it is verified: 12 minutes at 44.1 kHz."""
READS = frozenset(".wav .mp3 .flac .ogg .oga .opus .aif .aiff .aifc .w64 .au .snd .caf".split())
_UNREAD = (b"\x7fFLAC", b"alac")
"""What stands at the beginning of FLAC in Ogg and ALAC in CAF: libsndfile does not read what others wrote so."""


def reads(path: Path) -> bool:
    """Whether libsndfile decodes such a file."""
    if path.suffix.lower() not in READS:
        return False
    with path.open("rb") as file:
        head = file.read(64)
    return not any(mark in head for mark in _UNREAD)


def reopened(path: Path) -> Sound:
    """The file as a sound handle, decoded by libsndfile. Raises ``UnreadableError``."""
    import soundfile

    try:
        with soundfile.SoundFile(str(path)) as file:
            length, rate, channels = file.frames, file.samplerate, file.channels
    except soundfile.LibsndfileError:
        raise UnreadableError(DAMAGED) from None
    short = path.suffix.lower() == ".mp3" and length * channels <= MOST_AT_ONCE
    read = _at_once(path) if short else partial(_samples, path)

    def heard(channel: int | None) -> Callable[[int, float, float], Samples]:
        def samples(wanted: int, start: float, stop: float) -> Samples:
            stretch = read(max(round(start * rate), 0), max(round(stop * rate), 0))
            return resampled(one_channel(stretch if channel is None else stretch[channel : channel + 1]), rate, wanted)

        return samples

    return with_each(Sound(length / rate, rate, channels, heard(None)), heard)


def _at_once(path: Path) -> Callable[[int, int], Samples]:
    """Decode from the first sample, once: libsndfile complains aloud when it must begin in the middle of an MP3."""
    import numpy as np

    kept: list[Any] = []

    def samples(first: int, last: int) -> Samples:
        if not kept:
            kept.append(_samples(path, 0, MOST_AT_ONCE, "int16"))
        return np.asarray(kept[0][:, first:last], np.float32) / np.float32(1 << 15)

    return samples


def _samples(path: Path, first: int, last: int, numbers: str = "float32") -> Any:
    """A stretch of all channels, as numbers of that kind."""
    import soundfile

    try:
        with soundfile.SoundFile(str(path)) as file:
            first, last = min(max(first, 0), file.frames), min(last, file.frames)
            if first:
                file.seek(first)
            channels = file.read(max(last - first, 0), dtype=numbers, always_2d=True).T
    except soundfile.LibsndfileError:
        raise UnreadableError(DAMAGED) from None
    return channels


def write_vorbis(target: Path, track: SoundTrack, blocks: Iterable[Samples]) -> None:
    """An Ogg Vorbis file of these blocks (channels x samples). The film library's own Vorbis encoder is poor."""
    import soundfile

    form: dict[str, Any] = {"format": "OGG", "subtype": "VORBIS", "compression_level": 0.3}
    try:
        with soundfile.SoundFile(str(target), "w", samplerate=track.rate, channels=track.channels, **form) as file:
            for block in blocks:
                file.write(block.T)
    except BaseException:
        target.unlink(missing_ok=True)
        raise
