"""Sound through libsndfile: the second, independent decoder for verification, and the Vorbis encoder.

libsndfile brings its own decoders (mpg123, FLAC, Vorbis, Opus) and shares no code with the library that writes. It
does not read AAC, Matroska or MP4.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from redact.errors import UnreadableError
from redact.media.containers import DAMAGED
from redact.media.mono import one_channel, resampled
from redact.types import Samples, Sound

if TYPE_CHECKING:
    from redact.media.samples import SoundTrack

MOST_AT_ONCE = 1 << 26
"""Samples of an MP3 that are kept in memory while it is verified: 25 minutes at 44.1 kHz."""
READS = frozenset({".wav", ".mp3", ".flac", ".ogg", ".oga", ".opus", ".aif", ".aiff"})


def reopened(path: Path) -> Sound:
    """The file as a sound handle, decoded by libsndfile. Raises ``UnreadableError``."""
    import soundfile

    try:
        with soundfile.SoundFile(str(path)) as file:
            length, rate, channels = file.frames, file.samplerate, file.channels
    except soundfile.LibsndfileError:
        raise UnreadableError(DAMAGED) from None

    if path.suffix.lower() == ".mp3" and length <= MOST_AT_ONCE:
        return Sound(length / rate, rate, channels, _at_once(path, rate))

    def samples(wanted: int, start: float, stop: float) -> Samples:
        return resampled(_mono(path, round(start * rate), round(stop * rate)), rate, wanted)

    return Sound(length / rate, rate, channels, samples)


def _at_once(path: Path, rate: int) -> Callable[[int, float, float], Samples]:
    """Decode from the first sample, once: libsndfile complains aloud when it must begin in the middle of an MP3."""
    kept: list[Samples] = []

    def samples(wanted: int, start: float, stop: float) -> Samples:
        if not kept:
            kept.append(_mono(path, 0, MOST_AT_ONCE))
        return resampled(kept[0][max(round(start * rate), 0) : max(round(stop * rate), 0)], rate, wanted)

    return samples


def _mono(path: Path, first: int, last: int) -> Samples:
    import soundfile

    try:
        with soundfile.SoundFile(str(path)) as file:
            first, last = min(max(first, 0), file.frames), min(last, file.frames)
            if first:
                file.seek(first)
            channels: Samples = file.read(max(last - first, 0), dtype="float32", always_2d=True).T
    except soundfile.LibsndfileError:
        raise UnreadableError(DAMAGED) from None
    return one_channel(channels)


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
