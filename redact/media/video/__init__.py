"""Films: faces and words covered frame by frame, sound overwritten, everything beside picture and sound left out.

Rotation is carried out, not noted. Subtitles, chapters, data tracks, covers, further picture tracks and all tags are
dropped. Memory is bounded whatever the film's length, and long films are written in segments that outlive a crash.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, ClassVar, Literal

import msgspec

from redact.contracts import Changes, Copied
from redact.media.apart import Channels
from redact.media.containers import FILMS, OTHER_KIND, container_of, written_as
from redact.media.leftovers import leftovers
from redact.media.offered import sound_parts
from redact.media.tracks import MOST_PIXELS, MOST_SECONDS, Limits, Tracks, survey
from redact.media.video import reopened as by_other_means
from redact.media.video.decoder import Film
from redact.media.video.encoders import Codec, encoding_for, fitting
from redact.media.video.frames import clip_of
from redact.media.video.gate import CHECKS, dropped, unseen_in
from redact.media.video.segments import store
from redact.media.video.shades import shades
from redact.media.video.writing import SEGMENT, Copy, Job, encode, join
from redact.media.voices import notes_of
from redact.types import Clip, Document, Modality, Part, Unseen


class VideoOptions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How films are written, and which are refused.

    ``codec``: "vp9" plays in browsers and free players; "av1" is smaller, and fewer devices play it; "mpeg4" (Part 2)
    takes a fifth of the time and twice the room, and browsers do not play it. A container that does not take it gets
    what it takes. ``quality``: 4 (nearly lossless, large) to 60 (small). ``damaged``: pictures that cannot be decoded
    whole are black ("cover") or as the decoder makes them up ("show"); what is shown is looked at by all detectors.
    ``channels`` of the sound: whether each is another speaker's and treated alone ("apart"), or not ("together").
    ``max_pixels`` of one picture and ``max_seconds`` of a film: what has more is refused.
    """

    codec: Codec = "vp9"
    quality: Annotated[int, msgspec.Meta(ge=4, le=60)] | Literal["source"] = "source"
    damaged: Literal["cover", "show"] = "cover"
    channels: Channels = "auto"
    max_pixels: Annotated[int, msgspec.Meta(ge=1)] = MOST_PIXELS
    max_seconds: Annotated[float, msgspec.Meta(gt=0)] = MOST_SECONDS


class VideoHandler:
    """Film: MP4, MOV, MKV, WebM, AVI, 3GP; MPEG, transport streams, Windows Media, Flash and Ogg become MP4 or WebM.

    Parts are "v1" (the pictures) and "a1", "a2" … (the sound tracks). Times count from the earliest first frame of any
    track. Pictures leave as VP9, in MOV, 3GP and AVI as MPEG-4 Part 2; with eight bits a colour, as whole frames.
    """

    Options = VideoOptions
    version = "2"
    models: tuple[str, ...] = ()
    suffixes: ClassVar[frozenset[str]] = frozenset(FILMS)
    becomes: ClassVar[dict[str, str]] = OTHER_KIND
    checks = CHECKS

    def __init__(self, options: VideoOptions) -> None:
        self._options = options
        self._limits = Limits(options.max_pixels, options.max_seconds)

    def load(self, source: Path) -> Document:
        tracks = survey(source, film=True, limits=self._limits)
        film = self._film(tracks)
        parts = _parts(tracks, clip_of(film) if film else None, self._options.channels)
        media_type = container_of(source).media_type
        return Document(source, media_type, parts, dropped=dropped(source), notes=_notes(tracks), held=tracks)

    def write(self, document: Document, changes: Changes, target: Path) -> Copied:
        held = document.held
        tracks = held if isinstance(held, Tracks) else survey(document.source, film=True, limits=self._limits)
        kind = written_as(target)
        film, copy = self._film(tracks), Copy(target, kind, changes.edits)
        if film is None:
            join(tracks, None, copy)
            return Copied(notes=notes_of(changes.edits))
        film = replace(film, track=fitting(kind, film.track))
        encoding = encoding_for(kind, film.track, self._options.codec, self._options.quality)
        job = Job(film, shades(changes.edits, film.track), encoding)
        long = film.track.end > SEGMENT
        made_from = (document.source, job, version("redact"), version("av"), self.version) if long else None
        with store(target, made_from) as kept:
            copied = encode(job, kept, changes.told)
            join(tracks, (encoding, kept), copy)
        return replace(copied, notes=(*copied.notes, *notes_of(changes.edits)))

    def reopen(self, target: Path) -> Document:
        tracks = survey(target, film=True, limits=self._limits)
        film = self._film(tracks)
        pictures = by_other_means.reopened(film) if film else None
        return Document(
            target,
            container_of(target).media_type,
            (*_parts(tracks, pictures, self._options.channels), *leftovers(target)),
        )

    def unseen(self, path: Path) -> Iterator[Unseen]:
        """What a film holds beside its pictures and its sound."""
        return unseen_in(path)

    def _film(self, tracks: Tracks) -> Film | None:
        shown = self._options.damaged == "show"
        return Film(tracks.path, tracks.picture, tracks.origin, shown) if tracks.picture else None


def _parts(tracks: Tracks, pictures: Clip | None, channels: Channels) -> tuple[Part, ...]:
    seen = (Part("v1", Modality.VIDEO, pictures, place="film"),) if pictures else ()
    return (*seen, *sound_parts(tracks, channels))


def _notes(tracks: Tracks) -> tuple[str, ...]:
    notes = []
    if tracks.picture and tracks.picture.colours.bits > 8:
        notes.append(f"the film's {tracks.picture.colours.bits} bits a colour are reduced to 8")
    if tracks.picture and tracks.picture.interlaced:
        notes.append("the film is interlaced and is written as whole frames")
    return tuple(notes)
