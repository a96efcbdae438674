"""redact detect --draw: the original with outlines over what was found, for tuning. It hides nothing, and says so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from redact.cli.printing import say
from redact.errors import PolicyError, UnsupportedError

if TYPE_CHECKING:
    from redact.media.drawing import Mark
    from redact.redactor import Seen
    from redact.types import Part

RECORD = ".record"


def check(source: Path, out: Path) -> None:
    """Refuse before anything is read. Raises ``PolicyError``: for a folder, for what is there, for a released place."""
    if source.is_dir():
        raise PolicyError("--draw draws on one file", "name one file, not a folder")
    if out.exists():
        raise PolicyError("there is something where --draw would write", "name a path that does not exist")
    for folder in (out.absolute(), *out.absolute().parents):
        kept = folder.suffix == RECORD and (folder / "report.json").is_file()
        if kept or (folder.parent / f"{folder.name}{RECORD}" / "report.json").is_file():
            raise PolicyError("a drawing holds the original, and there lies a record or what was released",
                              "name a path outside of it")  # fmt: skip


def draw(seen: Seen, out: Path) -> None:
    """Draw what was seen in a file into *out*: a film, a PNG, or for several pictures a folder of them.

    Raises ``UnsupportedError`` for a file without pictures, ``PolicyError`` for a name that does not fit.
    """
    from redact.types import Clip, Picture

    parts = [part for part in seen.parts.values() if not part.raw]
    films = [part for part in parts if isinstance(part.content, Clip)]
    pictures = [part for part in parts if isinstance(part.content, Picture)]
    if films:
        _film(films[0], seen, out)
    elif len(pictures) == 1 and out.suffix:
        _picture(pictures[0], seen, out)
    elif pictures:
        _folder(pictures, seen, out)
    else:
        raise UnsupportedError("there is no picture to draw on", "leave --draw out, or use --show-text")
    say(f"redact: {out} shows the original with outlines over it: nothing in it is hidden, do not release it")


def _film(part: Part, seen: Seen, out: Path) -> None:
    from redact.media.drawing import FILMS, draw_film
    from redact.steps.draft import draft, release
    from redact.types import Clip

    _expect(out, FILMS, "a film is drawn as .mp4, .mkv or .webm")
    if isinstance(part.content, Clip):
        with draft(out) as path:
            draw_film(part.content, list(_marks(part, seen)), path)
            release(path, out)


def _picture(part: Part, seen: Seen, out: Path) -> None:
    from redact.media.drawing import draw_picture
    from redact.steps.draft import draft, release
    from redact.types import Picture

    _expect(out, frozenset({".png"}), "a picture is drawn as .png")
    if isinstance(part.content, Picture):
        with draft(out) as path:
            draw_picture(part.content.pixels(), list(_marks(part, seen)), path)
            release(path, out)


def _folder(parts: list[Part], seen: Seen, out: Path) -> None:
    if out.suffix:
        raise PolicyError(f"the file has {len(parts):,} pictures, which are drawn into a folder", "name a folder")
    for number, part in enumerate(parts, start=1):
        _picture(part, seen, out / f"{number:0{max(len(str(len(parts))), 3)}d}.png")


def _expect(out: Path, endings: frozenset[str], told: str) -> None:
    if out.suffix.lower() not in endings:
        raise PolicyError(told, "name a file that ends so")


def _marks(part: Part, seen: Seen) -> Iterator[Mark]:
    """What was found in one picture or film, its words included, and what was flagged."""
    from redact.media.drawing import Mark
    from redact.report.record import GROUPS, group_of
    from redact.resolve import joined_places
    from redact.steps.putting import places_of

    for number, finding in enumerate((*seen.findings, *seen.flagged)):
        flagged = "flagged " if number >= len(seen.findings) else ""
        words = f"{flagged}{finding.entity_type} {finding.score:.2f}"
        group = GROUPS.index(group_of(finding.entity_type))
        places = [place for region in finding.regions for place in places_of(region, seen.parts)]
        mine = joined_places(place for place in places if place.part == part.id)
        yield from (Mark(place, "" if place is not mine[0] else words, group) for place in mine)
