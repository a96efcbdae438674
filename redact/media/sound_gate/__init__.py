"""What a file of sound holds beside its sound: looked for in any file, whoever made it.

Tracks, chapters and tags are those that FFmpeg finds. The pieces of WAV, Wave64, AIFF, AU, CAF, FLAC, Ogg, MP4,
Matroska and Windows Media are walked by hand as well, and so are the frames of MP3, AAC, AC-3, AMR and True Audio: what
FFmpeg passes over is found there. WavPack is judged by FFmpeg alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TypeAlias

from redact.media import checklist
from redact.media.containers import opened
from redact.media.leftovers import COVER, FURTHER_TRACKS, MP4, SCRAPS, packets_in
from redact.media.sound_gate import amr, asf, chunks, flac, frames, framing, ogg, tta
from redact.media.tracks import is_cover
from redact.media.video.anatomy import boxes, ebml
from redact.media.video.anatomy.blocks import PLACE
from redact.types import Unseen

if TYPE_CHECKING:
    from av.container import InputContainer

CHECKS = (
    checklist.METADATA,
    checklist.CHAPTERS,
    checklist.SUBTITLES,
    checklist.DATA_TRACKS,
    checklist.MORE_TRACKS,
    checklist.THUMBNAILS,
    checklist.EMBEDDED,
    checklist.CUSTOM_DATA,
    checklist.TRAILING,
    checklist.UNUSED,
)
"""Every item that a sound is examined for."""
Walk: TypeAlias = Callable[[BinaryIO, int], Iterator[Unseen]]
WALKS: dict[str, Walk] = {
    "wav": chunks.of_wave,
    "w64": chunks.of_wave64,
    "aiff": chunks.of_aiff,
    "caf": chunks.of_caf,
    "au": chunks.of_au,
    "flac": flac.unseen_in,
    "ogg": ogg.unseen_in,
    "amr": amr.unseen_in,
    "asf": asf.unseen_in,
    "tta": tta.unseen_in,
    MP4: boxes.unseen_in,
    "matroska,webm": ebml.unseen_in,
}
PACKETS = "wv"
"""What has frames one behind the other whose lengths FFmpeg tells."""
TECHNICAL = frozenset(
    "major_brand minor_version compatible_brands language vendor_id duration "
    "variant_bitrate compatible_brands isvbr wmfsdkversion wmfsdkneeded devicegroup".split()
)
"""Tags that tell how the file is built."""
PROGRAMS = ("Lavf", "Lavc", "libsndfile", "Xiph.Org")
"""Which program wrote a copy."""
PICTURES = ("a picture track", checklist.MORE_TRACKS)


def dropped(path: Path) -> tuple[str, ...]:
    """What a copy will not have, in plain words, each once, with its number where things are counted."""
    found = Counter(each.kind for each in unseen_in(path) if each.serious)
    counted = {kind for kind, _ in (*FURTHER_TRACKS.values(), COVER, PICTURES)}
    return tuple(f"{kind} ({number})" if number > 1 and kind in counted else kind for kind, number in found.items())


def unseen_in(path: Path) -> Iterator[Unseen]:
    """All that the file holds without sounding it. Raises ``UnreadableError`` where it is damaged."""
    with opened(path) as source:
        yield from _beside(source)
        form = source.format.name
        walk = WALKS.get(form)
        if walk:
            with path.open("rb") as file:
                yield from walk(file, path.stat().st_size)
    if form in framing.LENGTHS:
        with path.open("rb") as file:
            size = path.stat().st_size
            used = framing.runs(file, size, framing.LENGTHS[form], frames.tag_before(file))
            yield from frames.unseen_in(file, size, used)
    elif form in {PACKETS, MP4}:
        with opened(path) as source:
            used = packets_in(source)
        with path.open("rb") as file:
            yield from _unused(file, path, used) if form == MP4 else frames.unseen_in(file, path.stat().st_size, used)


def _beside(source: InputContainer) -> Iterator[Unseen]:
    for stream in source.streams:
        kind = FURTHER_TRACKS.get(stream.type)
        if stream.type == "video":
            kind = COVER if is_cover(stream) else PICTURES
        if kind:
            yield Unseen(kind[0], PLACE, check=kind[1])
        else:
            yield from _tags(stream.metadata)
    yield from _tags(source.metadata)
    if chapters := len(source.chapters()):
        yield Unseen("chapters", PLACE, chapters, check=checklist.CHAPTERS)


def _tags(tags: Mapping[str, str]) -> Iterator[Unseen]:
    for name, value in tags.items():
        if name.lower().startswith("lyrics"):
            yield Unseen("lyrics", PLACE, check=checklist.SUBTITLES)
        elif name.lower() == "encoder" and value.startswith(PROGRAMS):
            yield Unseen("which program wrote it", PLACE, serious=False, check=checklist.METADATA)
        elif name.lower() not in TECHNICAL and value not in {"", "SoundHandler"}:
            yield Unseen("tags", PLACE, check=checklist.METADATA)


def _unused(file: BinaryIO, path: Path, used: list[tuple[int, int]]) -> Iterator[Unseen]:
    """Data between the samples of an MP4's tracks."""
    idle = 0
    for box in boxes.data_boxes(file, path.stat().st_size):
        idle += frames.idle_within(file, box.start, box.end, used)
    if idle > SCRAPS:
        yield Unseen("data that no track uses", PLACE, idle, check=checklist.UNUSED)
