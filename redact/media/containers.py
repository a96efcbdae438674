"""Files of sound and film as containers: which may be opened as what, and how a clean new one is begun.

Only the demultiplexer that the ending promises may look at a file, and only local files are reached: a playlist that
calls itself a film cannot make the reader open other files.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from redact.errors import UnreadableError, UnsupportedError
from redact.media import refusals

if TYPE_CHECKING:
    from av.container import InputContainer, OutputContainer


@dataclass(frozen=True, slots=True)
class Container:
    """A kind of file: what reads it, what writes it, and the sound codec that it falls back on."""

    reader: str
    writer: str
    media_type: str
    sound: str


SOUND_FILES = {
    ".wav": Container("wav,w64", "wav", "audio/wav", "pcm_s16le"),
    ".mp3": Container("mp3", "mp3", "audio/mpeg", "libmp3lame"),
    ".flac": Container("flac", "flac", "audio/flac", "flac"),
    ".ogg": Container("ogg", "ogg", "audio/ogg", "libopus"),
    ".oga": Container("ogg", "ogg", "audio/ogg", "libopus"),
    ".opus": Container("ogg", "opus", "audio/ogg", "libopus"),
    ".m4a": Container("mov", "ipod", "audio/mp4", "aac"),
    ".aac": Container("aac", "adts", "audio/aac", "aac"),
    ".aif": Container("aiff", "aiff", "audio/aiff", "pcm_s16be"),
    ".aiff": Container("aiff", "aiff", "audio/aiff", "pcm_s16be"),
    ".mka": Container("matroska,webm", "matroska", "audio/x-matroska", "libopus"),
    ".weba": Container("matroska,webm", "webm", "audio/webm", "libopus"),
    ".m4b": Container("mov", "ipod", "audio/mp4", "aac"),
    ".m4r": Container("mov", "ipod", "audio/mp4", "aac"),
    ".m4p": Container("mov", "ipod", "audio/mp4", "aac"),
    ".aifc": Container("aiff", "aiff", "audio/aiff", "pcm_s16be"),
    ".w64": Container("w64,wav", "w64", "audio/x-w64", "pcm_s16le"),
    ".au": Container("au", "au", "audio/basic", "pcm_s16be"),
    ".snd": Container("au", "au", "audio/basic", "pcm_s16be"),
    ".caf": Container("caf", "caf", "audio/x-caf", "pcm_s24le"),
    ".ac3": Container("ac3,eac3", "ac3", "audio/ac3", "ac3"),
    ".ec3": Container("eac3,ac3", "eac3", "audio/eac3", "eac3"),
    ".eac3": Container("eac3,ac3", "eac3", "audio/eac3", "eac3"),
    ".mp2": Container("mp3", "mp2", "audio/mpeg", "mp2"),
    ".wv": Container("wv", "wv", "audio/x-wavpack", "wavpack"),
    ".tta": Container("tta", "tta", "audio/x-tta", "tta"),
    ".amr": Container("amr,mov,flac", "", "audio/amr", ""),
    ".awb": Container("amr,mov,flac", "", "audio/amr-wb", ""),
    ".wma": Container("asf,mov", "", "audio/x-ms-wma", ""),
}
"""Those without a writer have none whose form and encoder are both free and good: their copies are of another kind,
which may be opened under that name too."""

FILMS = {
    ".mp4": Container("mov", "mp4", "video/mp4", "aac"),
    ".m4v": Container("mov", "mp4", "video/mp4", "aac"),
    ".mov": Container("mov", "mov", "video/quicktime", "aac"),
    ".mkv": Container("matroska,webm", "matroska", "video/x-matroska", "libopus"),
    ".webm": Container("matroska,webm", "webm", "video/webm", "libopus"),
    ".avi": Container("avi", "avi", "video/x-msvideo", "pcm_s16le"),
    ".3gp": Container("mov", "3gp", "video/3gpp", "aac"),
    ".3g2": Container("mov", "3g2", "video/3gpp2", "aac"),
    ".mts": Container("mpegts,mov", "", "video/mp2t", ""),
    ".m2ts": Container("mpegts,mov", "", "video/mp2t", ""),
    ".m2t": Container("mpegts,mov", "", "video/mp2t", ""),
    ".mpg": Container("mpeg,mpegvideo,mov", "", "video/mpeg", ""),
    ".mpeg": Container("mpeg,mpegvideo,mov", "", "video/mpeg", ""),
    ".vob": Container("mpeg,mov", "", "video/mpeg", ""),
    ".wmv": Container("asf,mov", "", "video/x-ms-wmv", ""),
    ".asf": Container("asf,mov", "", "video/x-ms-asf", ""),
    ".flv": Container("flv,mov", "", "video/x-flv", ""),
    ".ogv": Container("ogg,matroska,webm", "", "video/ogg", ""),
}
"""Those without a writer have none whose form and encoder are both free and good: their copies are of another kind,
which may be opened under that name too."""
OTHER_SOUND = {".amr": ".flac", ".awb": ".flac", ".wma": ".m4a"}
"""What the name of a copy ends with where it is of another kind than the sound."""
OTHER_KIND = {ending: ".mp4" for ending, kind in FILMS.items() if not kind.writer} | {".ogv": ".webm"}
"""What the name of a copy ends with where it is of another kind than the film."""


def written_as(path: Path) -> Container:
    """What a copy of that name is. Raises ``UnsupportedError``."""
    kind = container_of(path)
    return kind if kind.writer else (SOUND_FILES | FILMS)[(OTHER_SOUND | OTHER_KIND)[path.suffix.lower()]]


def container_of(path: Path) -> Container:
    """What the ending of a name promises. Raises ``UnsupportedError``."""
    kind = (SOUND_FILES | FILMS).get(path.suffix.lower())
    if kind is None:
        raise UnsupportedError("the name does not end like one of sound or film")
    return kind


MP4S = frozenset({"mp4", "mov", "ipod", "3gp", "3g2"})
FINE_START = {"movie_timescale": "90000"}
"""How finely MP4 says when a track begins; a thousandth of a second is its muxer's custom."""
DAMAGED = refusals.DAMAGED
NOT_ENCODED = "the sound or film could not be encoded again", "convert it to a common form, such as .wav or .mp4"


@contextmanager
def opened(path: Path, kind: Container | None = None) -> Iterator[InputContainer]:
    """The file, open for reading. Raises ``UnreadableError``, also for what goes wrong while it is being read."""
    import av

    options = {"format_whitelist": (kind or container_of(path)).reader, "protocol_whitelist": "file"}
    try:
        source = av.open(str(path), options=options, metadata_errors="replace")
    except av.FFmpegError:
        raise refusals.why_not(path) from None  # the library's message names the file
    try:
        with source:
            yield source
    except av.FFmpegError:
        raise UnreadableError(DAMAGED) from None


@contextmanager
def created(path: Path, kind: Container, *, large: bool = False) -> Iterator[OutputContainer]:
    """A new file without any tag, open for writing. It is removed when something goes wrong on the way.

    One that may grow *large*, over 4 GB, becomes RF64 (EBU Tech 3306) when it does, where it is WAV.
    """
    import av

    try:
        options = {"fflags": "+bitexact"} | (FINE_START if kind.writer in MP4S else {})
        options |= {"rf64": "auto"} if large and kind.writer == "wav" else {}
        with av.open(str(path), "w", format=kind.writer, options=options) as sink:
            yield sink
    except av.FFmpegError:
        path.unlink(missing_ok=True)
        raise UnreadableError(*NOT_ENCODED) from None
    except BaseException:
        path.unlink(missing_ok=True)
        raise
