"""The contact sheet: what was released of pictures and films, small, from the written copies alone.

Pictures stand in a grid; each film has a strip of moments, a graph of what is covered, and the stretches to look at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

from redact.entities import label_of
from redact.report.coverage import coverage_of
from redact.report.doubts import Doubt, Doubtful, in_film, in_picture
from redact.report.graph import graph_of
from redact.report.markup import Content, Markup, joined, tag
from redact.report.places import clock
from redact.report.record import FileRecord, PartRecord, Record, family
from redact.types import Modality, Outcome, Thumbnail

MOST_PICTURES, MOST_FILMS, MOST_DOUBTS = 400, 50, 40
MOST_BYTES = 24_000_000
"""Of thumbnails in one page; what is over is left out and counted."""

Sheets: TypeAlias = Mapping[str, tuple[Thumbnail, ...]]
"""By the SHA-256 of a written copy its thumbnails."""


def sheets_of(outcomes: Iterable[Outcome]) -> dict[str, tuple[Thumbnail, ...]]:
    """The thumbnails of all files and of those inside them."""
    return {each.output_digest: each.shown for outcome in outcomes for each in family(outcome) if each.shown}


@dataclass(frozen=True, slots=True)
class _Shown:
    """A picture or film part of a released file; ``anchor`` is where the page tells of the file."""

    name: str
    anchor: str
    file: FileRecord
    part: PartRecord
    number: int = 0

    @property
    def told(self) -> str:
        return f"{self.name}, {self.number}" if self.number else self.name


def sheet_of(record: Record, sheets: Sheets) -> Iterator[Markup]:
    """The section's content; nothing where no picture and no film was released."""
    pictures = list(_parts(record, Modality.IMAGE))
    films = list(_parts(record, Modality.VIDEO))
    left = _Budget(MOST_BYTES)
    if pictures and sheets:
        yield from _grid(pictures, sheets, left)
    for film in films[:MOST_FILMS]:
        yield _film(film, sheets.get(film.file.output_sha256, ()), left)
    if len(films) > MOST_FILMS:
        yield _note(f"{len(films) - MOST_FILMS:,} more films are not drawn here; report.json holds every place.")


class _Budget:
    """How much may still be put into the page."""

    def __init__(self, left: int) -> None:
        self.left = left

    def takes(self, thumbnail: Thumbnail) -> bool:
        """Whether it fits; then it is counted."""
        self.left -= len(thumbnail.jpeg)
        return self.left >= 0


def _parts(record: Record, modality: Modality) -> Iterator[_Shown]:
    for number, file in enumerate(record.files):
        for name, each in _named(file, file.name):
            mine = [part for part in each.parts if part.modality == modality and len(part.extent) > 1]
            for count, part in enumerate(mine if each.released else (), start=1):
                yield _Shown(name, f"f{number}", each, part, count if len(mine) > 1 else 0)


def _named(file: FileRecord, name: str) -> Iterator[tuple[str, FileRecord]]:
    yield name, file
    for child in file.children:
        yield from _named(child, f"{name} › {child.name}")


def _note(words: str) -> Markup:
    return tag("p", words, class_="note")


def _image(thumbnail: Thumbnail, told: str) -> Markup:
    source = f"data:image/jpeg;base64,{thumbnail.jpeg}"
    return tag("img", src=source, alt=told, width=thumbnail.width, height=thumbnail.height)


# --- pictures ------------------------------------------------------------------------------------------------


def _grid(pictures: Sequence[_Shown], sheets: Sheets, left: _Budget) -> Iterator[Markup]:
    drawn = [figure for shown in pictures[:MOST_PICTURES] if (figure := _picture(shown, sheets, left))]
    if drawn:
        yield tag("div", *drawn, class_="sheet-grid")
    if len(drawn) < len(pictures):
        missing = len(pictures) - len(drawn)
        yield _note(f"Pictures and pages that are not drawn here: {missing:,}; report.json holds every place.")


def _picture(shown: _Shown, sheets: Sheets, left: _Budget) -> Markup | None:
    mine = [each for each in sheets.get(shown.file.output_sha256, ()) if each.part == shown.part.id]
    if not mine or not left.takes(mine[0]):
        return None
    covered, doubts = _covered(shown), in_picture(shown.file, shown.part.id)
    look = tag("span", f"look: {_reasons(doubts)}", class_="look") if doubts else ""
    caption = tag("figcaption", tag("a", shown.told, href=f"#{shown.anchor}"), tag("span", covered), look)
    return tag("figure", _image(mine[0], f"Released copy of {shown.told}: {covered}"), caption)


def _covered(shown: _Shown) -> str:
    """Counts in words: ``covered: 2 Face``."""
    counts: dict[str, int] = {}
    for entry in shown.file.redactions:
        if any(place.part == shown.part.id for place in entry.places):
            counts[entry.entity_type] = counts.get(entry.entity_type, 0) + 1
    told = ", ".join(f"{count} {label_of(name)}" for name, count in sorted(counts.items()))
    return f"covered: {told}" if told else "nothing covered"


def _reasons(doubts: Iterable[Doubtful]) -> str:
    counts: dict[str, int] = {}
    for each in doubts:
        counts[_SHORT[each.why]] = counts.get(_SHORT[each.why], 0) + 1
    return ", ".join(f"{count} {why}" for why, count in counts.items())


_SHORT = {
    Doubt.UNSURE: "unsure",
    Doubt.CARRIED: "carried",
    Doubt.GAP: "gap",
    Doubt.ADDED: "added later",
    Doubt.POINTED_OUT: "pointed out",
}


# --- films ---------------------------------------------------------------------------------------------------


def _film(film: _Shown, thumbnails: Sequence[Thumbnail], left: _Budget) -> Markup:
    """One film: its moments, its graph, and what to look at."""
    doubts = in_film(film.file, film.part.id)
    mine = [each for each in thumbnails if each.part == film.part.id and each.time is not None and left.takes(each)]
    seconds = film.part.extent[-1]
    return tag(
        "article",
        tag("h3", tag("a", film.told, href=f"#{film.anchor}")),
        _facts(film),
        _strip(film, mine, doubts),
        graph_of(coverage_of(film.part, film.file.redactions, _frame_count(film)), seconds, doubts),
        *_look_at(film, doubts, mine),
        class_="film",
    )


def _facts(film: _Shown) -> Markup:
    width, height, seconds = (*film.part.extent, 0.0, 0.0, 0.0)[:3]
    rounds = film.file.rounds
    checked = f"checked in {rounds} round{'' if rounds == 1 else 's'}" if rounds else ""
    again = [each for each in film.file.relooks if each.part == film.part.id]
    looked = "; ".join(f"{each.by}: {_frames(each.frames, each.of)}" for each in again)
    told = (f"{width:.0f} × {height:.0f}, {clock(seconds)}", _covered(film), checked)
    between = "In between a plugin follows what it saw by its motion, or waits for a change."
    relooked = _note(f"Looked at again in the copy: {looked}. {between}") if looked else ""
    return joined(_note(" · ".join(filter(None, told))), relooked)


def _frame_count(film: _Shown) -> int:
    """How many frames the copy has; 0 where nobody counted them."""
    return max((each.of for each in film.file.relooks if each.part == film.part.id), default=0)


def _frames(frames: int, of: int) -> str:
    return f"every frame ({of:,})" if frames >= of else f"{frames:,} of {of:,} frames"


def _strip(film: _Shown, thumbnails: Sequence[Thumbnail], doubts: Sequence[Doubtful]) -> Markup:
    """The moments in order of time; those of a stretch to look at say so."""
    if not thumbnails:
        return joined()
    return tag(
        "div",
        *(_moment(film, each, any(map(partial(_shows, each), doubts))) for each in sorted(thumbnails, key=_time)),
        class_="strip",
        role="group",
        aria_label=f"Moments of the released copy of {film.told}",
    )


def _moment(film: _Shown, thumbnail: Thumbnail, look: bool) -> Markup:
    at = clock(_time(thumbnail))
    caption = tag("figcaption", at, tag("span", "look", class_="look") if look else "")
    image = _image(thumbnail, f"Frame of the released copy of {film.told} at {at}")
    return tag("figure", image, caption, id=_id(film, thumbnail))


def _id(film: _Shown, thumbnail: Thumbnail) -> str:
    return f"{film.anchor}-{film.file.output_sha256[:8]}-{thumbnail.part}-{round(_time(thumbnail) * 1000)}"


def _time(thumbnail: Thumbnail) -> float:
    return thumbnail.time or 0.0


def _shows(thumbnail: Thumbnail, doubtful: Doubtful) -> bool:
    """Whether a moment lies in the stretch."""
    return doubtful.start <= _time(thumbnail) <= doubtful.end


def _look_at(film: _Shown, doubts: Sequence[Doubtful], thumbnails: Sequence[Thumbnail]) -> Iterator[Markup]:
    """The stretches that a reviewer should look at, each with the moment that shows it where there is one."""
    if not doubts:
        yield _note("Nothing on record asks for a second look. That no face slipped is not said by this.")
        return
    rows = [tag("tr", *_cells(film, each, thumbnails)) for each in doubts[:MOST_DOUBTS]]
    heads = tag("tr", *(tag("th", head, scope="col") for head in ("At", "Why", "Type", "Score")))
    caption = tag("caption", "Stretches to look at, in order of time")
    yield tag("div", tag("table", caption, tag("thead", heads), tag("tbody", *rows)), class_="scroll",
              role="region", aria_label="Stretches to look at", tabindex=0)  # fmt: skip
    if len(doubts) > MOST_DOUBTS:
        yield _note(f"{len(doubts) - MOST_DOUBTS:,} more stretches are not listed; they are marked in the graph.")


def _cells(film: _Shown, doubtful: Doubtful, thumbnails: Sequence[Thumbnail]) -> Iterator[Markup]:
    when = f"{clock(doubtful.start)}–{clock(doubtful.end)}"
    seen = next((each for each in thumbnails if _shows(each, doubtful)), None)
    cells: tuple[Content, ...] = (doubtful.why, label_of(doubtful.entity_type), f"{doubtful.score:.2f}")
    yield tag("th", tag("a", when, href=f"#{_id(film, seen)}") if seen else when, scope="row")
    yield from (tag("td", cell) for cell in cells)
