"""Sound through libsndfile: the second, independent decoder for verification, and the Vorbis encoder.

libsndfile brings its own decoders (mpg123, FLAC, Vorbis, Opus) and shares no code with the library that writes. It
does not read AAC, Matroska or MP4.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from redact.errors import UnreadableError
from redact.media.containers import DAMAGED
from redact.media.mono import one_channel, resampled
from redact.types import Samples, Sound

if TYPE_CHECKING:
    from redact.media.samples import SoundTrack

READS = frozenset({".wav", ".mp3", ".flac", ".ogg", ".oga", ".opus", ".aif", ".aiff"})


def reopened(path: Path) -> Sound:
    """The file as a sound handle, decoded by libsndfile. Raises ``UnreadableError``."""
    import soundfile

    try:
        with soundfile.SoundFile(str(path)) as file:
            length, rate, channels = file.frames, file.samplerate, file.channels
    except soundfile.LibsndfileError:
        raise UnreadableError(DAMAGED) from None

    def samples(wanted: int, start: float, stop: float) -> Samples:
        return _window(path, wanted, (start, stop))

    return Sound(length / rate, rate, channels, samples)


def _window(path: Path, wanted: int, stretch: tuple[float, float]) -> Samples:
    import soundfile

    try:
        with soundfile.SoundFile(str(path)) as file:
            rate: int = file.samplerate
            first, last = (min(max(round(edge * rate), 0), file.frames) for edge in stretch)
            file.seek(first)
            channels: Samples = file.read(max(last - first, 0), dtype="float32", always_2d=True).T
    except soundfile.LibsndfileError:
        raise UnreadableError(DAMAGED) from None
    return resampled(one_channel(channels), rate, wanted)


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
