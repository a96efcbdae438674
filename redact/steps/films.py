"""Long films looked at piece by piece, and what was found in each kept, so that a job that was stopped goes on there.

Pieces overlap, so that what stands across a seam is seen in both. What is kept is findings: places, times and scores,
no pixels and no words; it lies in the folder of the record until the film is done.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import TypeAlias

from msgspec import structs

from redact.steps.draft import draft, release
from redact.stored import decoded, encoded
from redact.types import Clip, Finding, Frame, Looked, Part

PIECE, LAP = 120.0, 2.0
"""Seconds of film in one piece, and by how much it reaches into the next."""

Way: TypeAlias = Callable[[Sequence[Part]], Iterable[Finding | Looked]]


@dataclass(frozen=True, slots=True)
class Kept:
    """What was found in the pieces of one file's films: a folder that belongs to just this file and policy."""

    folder: Path

    def found(self, piece: str) -> list[Finding] | None:
        """What was found in that piece; ``None`` where it was not looked at to its end."""
        try:
            return list(decoded(self._path(piece).read_bytes()))
        except (FileNotFoundError, ValueError):
            return None

    def keep(self, piece: str, found: Sequence[Finding]) -> None:
        """Remember what was found in that piece, as a whole or not at all."""
        with draft(self._path(piece)) as path:
            path.write_bytes(encoded(list(found)))
            release(path, self._path(piece))

    def _path(self, piece: str) -> Path:
        return self.folder / f"{hashlib.blake2b(piece.encode(), digest_size=12).hexdigest()}.json"


def looked_over(name: str, way: Way, parts: Sequence[Part], kept: Kept | None) -> list[Finding | Looked]:
    """What a detector finds in *parts*: in long films piece by piece, in everything else at once."""
    long = [part for part in parts if _is_long(part)]
    others = [part for part in parts if not _is_long(part)]
    found = list(way(others)) if others else []
    for part in long:
        for piece, key in _pieces(part):
            found += _in_piece(f"{name} {key}", way, piece, kept)
    return found


def _in_piece(key: str, way: Way, piece: Part, kept: Kept | None) -> Iterable[Finding | Looked]:
    known = kept.found(key) if kept else None
    if known is not None:
        return known
    found = list(way([piece]))
    findings = [each for each in found if isinstance(each, Finding)]
    if kept and len(findings) == len(found):
        kept.keep(key, findings)
    return found


def _is_long(part: Part) -> bool:
    clip = part.content
    return isinstance(clip, Clip) and clip.since is not None and clip.duration > 2 * PIECE


def _pieces(part: Part) -> Iterator[tuple[Part, str]]:
    """The film in pieces of about equal length, each with what tells it from the others."""
    clip = part.content
    if not isinstance(clip, Clip):
        return
    count = round(clip.duration / PIECE)
    for number in range(count):
        start, end = clip.duration * number / count, clip.duration * (number + 1) / count + LAP
        piece = _piece(clip, start, end if number + 1 < count else float("inf"))
        yield structs.replace(part, content=piece), f"{part.id} {number} of {count}"


def _piece(clip: Clip, start: float, end: float) -> Clip:
    def frames() -> Iterator[Frame]:
        shown = clip.since(start) if clip.since and start > 0 else clip.frames()
        return takewhile(lambda frame: frame.time < end, shown)

    return Clip(clip.width, clip.height, min(end, clip.duration), frames)
