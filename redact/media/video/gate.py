"""What a file of film holds beside its pictures and its sound: looked for in any file, whoever made it.

Tracks, chapters and tags are those that FFmpeg finds; the blocks of MP4, QuickTime, 3GP, Matroska, WebM and AVI are
walked by hand as well, so that what FFmpeg passes over is found. Other containers are judged by the former alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from redact.media import checklist
from redact.media.containers import opened
from redact.media.leftovers import COVER, FURTHER_TRACKS, MP4, SCRAPS, packets_in
from redact.media.samples import Damage
from redact.media.tracks import is_cover
from redact.media.video.anatomy import boxes, ebml, riff
from redact.media.video.anatomy.blocks import PLACE, is_empty
from redact.types import Unseen

if TYPE_CHECKING:
    from av.container import InputContainer

CHECKS = (
    checklist.METADATA,
    checklist.POSITIONS,
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
"""Every item that a film is examined for."""
WALKS: dict[str, Callable[[BinaryIO, int], Iterator[Unseen]]] = {
    MP4: boxes.unseen_in,
    "matroska,webm": ebml.unseen_in,
    "avi": riff.unseen_in,
}
TECHNICAL = frozenset("major_brand minor_version compatible_brands language vendor_id duration".split())
"""Tags that tell how the file is built."""
NOBODY = frozenset({"", "VideoHandler", "SoundHandler", "DataHandler", "Lavf"})
FURTHER = ("a further picture track", checklist.MORE_TRACKS)
FEW = 12
"""Pictures that are decoded to see whether they carry captions."""


def dropped(path: Path) -> tuple[str, ...]:
    """What a copy will not have, in plain words, each once with its number."""
    with opened(path) as source:
        told = list(_beside(source))
        blocks = list(_blocks(source, path))
    found = Counter(each.kind for each in told if each.serious)
    seen = {each.check for each in told}
    found.update({each.kind: 1 for each in blocks if each.serious and each.check not in seen})
    counted = {kind for kind, _ in (*FURTHER_TRACKS.values(), COVER, FURTHER)}
    return tuple(f"{kind} ({number})" if number > 1 and kind in counted else kind for kind, number in found.items())


def unseen_in(path: Path) -> Iterator[Unseen]:
    """All that the file holds without showing or sounding it. Raises ``UnreadableError`` where it is damaged."""
    with opened(path) as source:
        yield from _beside(source)
        yield from _blocks(source, path)
        is_mp4 = source.format.name == MP4
    with opened(path) as source:
        yield from _captions(source)
    yield from _hidden(path)
    if is_mp4:
        yield from _unused(path)


def _beside(source: InputContainer) -> Iterator[Unseen]:
    films = 0
    for stream in source.streams:
        kind: tuple[str, str] | None = FURTHER_TRACKS.get(stream.type)
        if stream.type == "video":
            films += not is_cover(stream)
            kind = COVER if is_cover(stream) else FURTHER if films > 1 else None
        if kind:
            yield Unseen(kind[0], PLACE, check=kind[1])
        yield from _tags(stream.metadata)
    yield from _tags(source.metadata)
    if chapters := len(source.chapters()):
        yield Unseen("chapters", PLACE, chapters, check=checklist.CHAPTERS)


def _tags(tags: Mapping[str, str]) -> Iterator[Unseen]:
    for name, value in tags.items():
        if "location" in name.lower() or "gps" in name.lower():
            yield Unseen("where it was filmed", PLACE, check=checklist.POSITIONS)
        elif name.lower() == "encoder" and value.startswith(("Lavf", "Lavc")):
            yield Unseen("which program wrote it", PLACE, serious=False, check=checklist.METADATA)
        elif name.lower() not in TECHNICAL and value not in NOBODY:
            yield Unseen("tags", PLACE, check=checklist.METADATA)


def _blocks(source: InputContainer, path: Path) -> Iterator[Unseen]:
    walk = WALKS.get(source.format.name)
    if walk:
        with path.open("rb") as file:
            yield from walk(file, path.stat().st_size)


def _captions(source: InputContainer) -> Iterator[Unseen]:
    """Captions in the first pictures: they lie within the packets, where no track tells of them."""
    from av.sidedata.sidedata import Type

    if not source.streams.video:
        return
    damage = Damage()
    frames = (frame for packet in source.demux(source.streams.video[0]) for frame in damage.decode(packet))
    if any(side.type is Type.A53_CC for frame in islice(frames, FEW) for side in frame.side_data):
        yield Unseen("captions within the pictures", PLACE, check=checklist.SUBTITLES)


def _hidden(path: Path) -> Iterator[Unseen]:
    with opened(path) as source:
        films = source.streams.video[:1]
        hidden = sum(packet.is_discard for packet in source.demux(films)) if films else 0
    if hidden:
        yield Unseen("pictures that an edit list hides", PLACE, hidden, check=checklist.MORE_TRACKS)


def _unused(path: Path) -> Iterator[Unseen]:
    """Data between the samples of the tracks."""
    with opened(path) as source:
        used = packets_in(source)
    idle = 0
    with path.open("rb") as file:
        for box in boxes.data_boxes(file, path.stat().st_size):
            position = box.start
            for start, end in [*(run for run in used if box.start <= run[0] < box.end), (box.end, box.end)]:
                idle += max(start - position, 0) if not is_empty(file, position, start) else 0
                position = max(position, end)
    if idle > SCRAPS:
        yield Unseen("data that no track uses", PLACE, idle, check=checklist.UNUSED)
