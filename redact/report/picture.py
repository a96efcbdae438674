"""The picture of a file: where in it something was found, without what it was.

Text and time are drawn as one line for each group of identifiers, so that no reader depends on colours; pages, pictures
and the frame of a film as an outline with boxes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from redact.entities import label_of
from redact.report.doubts import SURE
from redact.report.markup import Markup, joined, tag
from redact.report.places import BoxPlace, Place, TextPlace, TimePlace, TrackPlace, clock
from redact.report.record import GROUPS, Entry, FileRecord, PartRecord
from redact.types import Modality

WIDTH, GUTTER, LANE = 1000.0, 220.0, 22.0
THINNEST = 3.0
PAGE_HEIGHT, PAGE_WIDTH = 170.0, 300.0
MOST_PAGES = 60
MOST_STEPS = 24
NAME, DERIVED = "name", "derived"
PDF = "application/pdf"


@dataclass(frozen=True, slots=True)
class Mark:
    """One finding at one place of one part."""

    entry: Entry
    place: Place


def picture_of(file: FileRecord) -> Markup:
    """Every drawing that the file calls for, in order: text, pages and pictures, sound, film."""
    marks: dict[str, list[Mark]] = defaultdict(list)
    for entry in file.redactions:
        for place in entry.places:
            marks[place.part].append(Mark(entry, place))
    by_kind: dict[str, list[PartRecord]] = defaultdict(list)
    seen = {part.id for part in file.parts if part.modality != Modality.TEXT}
    looked_at = seen | {name.rpartition(".")[0] for name in seen}
    for part in file.parts:
        by_kind[_kind(part, looked_at)].append(part)
    return joined(
        *_text("File name", [part for part in by_kind[NAME] if marks[part.id]], marks),
        *_text("Text", by_kind[Modality.TEXT] + [part for part in by_kind[DERIVED] if marks[part.id]], marks),
        *_pages(by_kind[Modality.IMAGE], marks, "Page" if file.media_type == PDF else "Picture"),
        *(drawing for part in by_kind[Modality.VIDEO] for drawing in _film(part, marks[part.id])),
        *(_timeline(part, marks[part.id], "Sound") for part in by_kind[Modality.AUDIO]),
    )


def _kind(part: PartRecord, looked_at: set[str]) -> str:
    """The part's medium; a text that was read from pixels or sound is drawn where those are, not as text."""
    if part.modality != Modality.TEXT:
        return part.modality
    if part.id.startswith("name."):
        return NAME
    return DERIVED if {part.id, part.id.rpartition(".")[0]} & looked_at else Modality.TEXT


def colour_class(entry: Entry) -> str:
    """The style class of the entry's group."""
    return f"g{GROUPS.index(entry.group)}"


def _told(entry: Entry) -> Markup:
    """What a pointer that rests on a mark is told."""
    return tag("title", f"{label_of(entry.entity_type)}, {entry.place}, score {entry.score:.2f}")


# --- lines ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of a line, in units of its whole length."""

    entry: Entry
    start: float
    end: float


def _text(title: str, parts: list[PartRecord], marks: dict[str, list[Mark]]) -> Iterator[Markup]:
    offsets, total = {}, 0.0
    for part in parts:
        offsets[part.id] = total
        total += part.extent[0]
    if not total:
        return
    bars = [
        Bar(mark.entry, offsets[part.id] + mark.place.start, offsets[part.id] + mark.place.end)
        for part in parts
        for mark in marks[part.id]
        if isinstance(mark.place, TextPlace)
    ]
    yield _lines(title, bars, total, ("start", f"{total:,.0f} characters"))


def _timeline(part: PartRecord, marks: list[Mark], title: str) -> Markup:
    seconds = part.extent[-1]
    bars = [bar for mark in marks if (bar := _bar(mark))]
    return _lines(title, bars, seconds, (clock(0), clock(seconds)))


def _bar(mark: Mark) -> Bar | None:
    match mark.place:
        case TimePlace(start=start, end=end):
            return Bar(mark.entry, start, end)
        case TrackPlace(keys=keys):
            return Bar(mark.entry, keys[0][0], keys[-1][0])
        case _:
            return None


def _lines(title: str, bars: list[Bar], length: float, ends: tuple[str, str]) -> Markup:
    """One line for each group that occurs, with its bars, and the scale below."""
    lanes = [group for group in GROUPS if any(bar.entry.group == group for bar in bars)]
    height = LANE * (max(len(lanes), 1) + 1)
    drawn = [
        _lane(group or "nothing found", [bar for bar in bars if bar.entry.group == group], number * LANE, length)
        for number, group in enumerate(lanes or [""])
    ]
    scale = joined(
        tag("text", ends[0], x=GUTTER, y=height - 6, class_="scale"),
        tag("text", ends[1], x=WIDTH, y=height - 6, class_="scale end"),
    )
    view = f"0 0 {WIDTH:g} {height:g}"
    label = f"{title}: {_summary(bar.entry for bar in bars)}"
    return _figure(tag("svg", *drawn, scale, viewBox=view, role="img", aria_label=label, class_="lines"), label)


def _lane(group: str, bars: list[Bar], top: float, length: float) -> Markup:
    middle = top + LANE / 2
    return joined(
        tag("text", group, x=GUTTER - 10, y=middle + 4, class_="lane end"),
        tag("line", x1=GUTTER, x2=WIDTH, y1=middle, y2=middle, class_="rule"),
        *(_bar_shape(bar, top, length) for bar in _thinned(bars, length)),
    )


def _thinned(bars: list[Bar], length: float) -> Iterator[Bar]:
    """The bars that can be told apart at the size of the drawing; of those that share a start the longest stays."""
    seen: dict[int, Bar] = {}
    for bar in bars:
        column = round(bar.start / length * WIDTH)
        if column not in seen or bar.end > seen[column].end:
            seen[column] = bar
    yield from seen.values()


def _bar_shape(bar: Bar, top: float, length: float) -> Markup:
    scale = (WIDTH - GUTTER) / length
    wide = max((bar.end - bar.start) * scale, THINNEST)
    left = min(GUTTER + bar.start * scale, WIDTH - wide)
    return tag(
        "rect", _told(bar.entry), x=round(left, 1), y=top + 4, width=round(wide, 1), height=LANE - 8, rx=1.5,
        class_=colour_class(bar.entry),
    )  # fmt: skip


# --- outlines ------------------------------------------------------------------------------------------------


def _pages(parts: list[PartRecord], marks: dict[str, list[Mark]], noun: str) -> Iterator[Markup]:
    shown = parts if len(parts) <= MOST_PAGES else [part for part in parts if marks[part.id]][:MOST_PAGES]
    numbers = {part.id: number for number, part in enumerate(parts, start=1)} if len(parts) > 1 else {}
    drawn = [_outline(part, marks[part.id], f"{noun} {numbers[part.id]}" if numbers else noun) for part in shown]
    if drawn:
        yield tag("div", *drawn, class_="pages")
    if len(shown) < len(parts):
        yield tag("p", f"{len(parts) - len(shown):,} more are not drawn.", class_="note")


def _outline(part: PartRecord, marks: list[Mark], title: str) -> Markup:
    """The outline of a page, picture or frame, with a box for each place; a moving box leaves its path."""
    width, height = part.extent[0], part.extent[1]
    scale = min(PAGE_HEIGHT / height, PAGE_WIDTH / width)
    label = f"{title}: {_summary(mark.entry for mark in marks)}"
    drawing = tag(
        "svg",
        tag("rect", width=width, height=height, class_="sheet"),
        *(shape for mark in marks for shape in _boxes(mark)),
        viewBox=f"0 0 {width:g} {height:g}",
        width=round(scale * width, 1),
        height=round(scale * height, 1),
        role="img",
        aria_label=label,
    )
    return _figure(drawing, label)


def _boxes(mark: Mark) -> Iterator[Markup]:
    match mark.place:
        case BoxPlace():
            yield _box(mark.entry, (mark.place.left, mark.place.top, mark.place.right, mark.place.bottom), "box")
        case TrackPlace(keys=keys):
            for _, *corners in keys[:: max(1, len(keys) // MOST_STEPS)]:
                yield _box(mark.entry, corners, "box path")


def _box(entry: Entry, corners: Sequence[float], style: str) -> Markup:
    """The shape of one place; dashed where its finding is unsure."""
    left, top, right, bottom = corners
    style = style if entry.score >= SURE else f"{style} unsure"
    shape = {"x": left, "y": top, "width": right - left, "height": bottom - top}
    return tag("rect", _told(entry), **shape, class_=f"{style} {colour_class(entry)}")


def _film(part: PartRecord, marks: list[Mark]) -> Iterator[Markup]:
    yield _timeline(part, marks, "Film")
    yield tag("div", _outline(part, marks, "Frame, all times at once"), class_="pages")


def _summary(entries: Iterable[Entry]) -> str:
    """Counts in words: ``2 Person, 1 Face``."""
    counts: dict[str, int] = defaultdict(int)
    for entry in entries:
        counts[label_of(entry.entity_type)] += 1
    return ", ".join(f"{count} {label}" for label, count in sorted(counts.items())) or "nothing found"


def _figure(drawing: Markup, caption: str) -> Markup:
    return tag("figure", drawing, tag("figcaption", caption))
