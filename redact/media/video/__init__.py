"""Films: faces and words covered frame by frame, sound overwritten, everything beside picture and sound left out.

One pass: packets are read in the order of the file, and each track's are decoded, changed, encoded and written, so that
memory stays bounded and sound stays in step. Rotation is carried out, not noted. Subtitles, chapters, data tracks,
covers, further picture tracks and all tags are dropped.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, ClassVar

import msgspec

from redact.contracts import Changes
from redact.media.containers import FILMS, container_of, created, opened
from redact.media.hush import hushes
from redact.media.leftovers import leftovers
from redact.media.samples import only
from redact.media.sound import sound_parts
from redact.media.sound_writing import SoundLane
from redact.media.tracks import Tracks, survey
from redact.media.video import reopened as by_opencv
from redact.media.video.frames import clip_of
from redact.media.video.shades import shades
from redact.media.video.writing import PictureLane
from redact.types import Clip, Document, Edit, Modality, Part


class VideoHandler:
    """Film: MP4, M4V, MOV, MKV, WebM, AVI. Parts "v1" (the pictures) and "a1", "a2" … (the sound tracks).

    Times count from the earliest first frame of any track. Pictures leave as VP9, in MOV and AVI as MPEG-4 Part 2.
    """

    class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
        """``quality``: 4 (nearly lossless, large) to 60 (small)."""

        quality: Annotated[int, msgspec.Meta(ge=4, le=60)] = 24

    version = "1"
    models: tuple[str, ...] = ()
    suffixes: ClassVar[frozenset[str]] = frozenset(FILMS)

    def __init__(self, options: Options) -> None:
        self._options = options

    def load(self, source: Path) -> Document:
        tracks = survey(source, film=True)
        pictures = clip_of(source, tracks.picture, tracks.origin) if tracks.picture else None
        return Document(source, container_of(source).media_type, _parts(tracks, pictures))

    def write(self, document: Document, changes: Changes, target: Path) -> None:
        _rewrite(survey(document.source, film=True), changes.edits, target, self._options.quality)

    def reopen(self, target: Path) -> Document:
        tracks = survey(target, film=True)
        pictures = by_opencv.reopened(target, tracks.picture.begin) if tracks.picture else None
        return Document(target, container_of(target).media_type, (*_parts(tracks, pictures), *leftovers(target)))


def _parts(tracks: Tracks, pictures: Clip | None) -> tuple[Part, ...]:
    seen = (Part("v1", Modality.VIDEO, pictures, place="film"),) if pictures else ()
    return (*seen, *sound_parts(tracks))


def _rewrite(tracks: Tracks, edits: Sequence[Edit], target: Path, quality: int) -> None:
    kind = container_of(tracks.path)
    with opened(tracks.path) as source, created(target, kind) as sink:
        lanes: dict[int, PictureLane | SoundLane] = {}
        if tracks.picture:
            lane = PictureLane((sink, kind), tracks.picture, tracks.origin, quality)
            lane.shades = shades(edits, tracks.picture)
            lanes[tracks.picture.index] = lane
            source.streams[tracks.picture.index].codec_context.thread_type = "AUTO"
        for track in tracks.sounds:
            runs = hushes(edits, track.part, track.rate)
            lanes[track.index] = SoundLane((sink, kind), track, tracks.origin, runs)
        only(source, set(lanes))
        for packet in source.demux([source.streams[index] for index in sorted(lanes)]):
            for encoded in lanes[packet.stream.index].push(packet):
                sink.mux(encoded)
        for last in lanes.values():
            for encoded in last.finish():
                sink.mux(encoded)
