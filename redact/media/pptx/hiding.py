"""What an author hid in a presentation: slides, shapes, what lies beside the slide, letters that nobody can read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from redact.media.ooxml.shapes import drop_hidden, show_hidden
from redact.media.ooxml.xml import q, qs, remove

if TYPE_CHECKING:
    from redact.media.ooxml.xml import Element

_SHAPES = qs("p:sp p:pic p:graphicFrame p:grpSp p:cxnSp")
_OFF = frozenset({"0", "false", "off"})
_SMALLEST = 400
"""Hundredths of a point: letters below that are read by nobody."""
_READABLE = "1000"
_WIDTH, _HEIGHT = 9_144_000, 6_858_000
"""The size of a slide that does not say its own, in the format's units (914,400 to the inch)."""
Size = tuple[int, int]


def is_hidden(slide: Element) -> bool:
    """Whether a slide is left out when the presentation is shown."""
    return slide.get("show", "1").lower() in _OFF


def show_slide(slide: Element) -> None:
    """Let a slide be shown like any other."""
    slide.attrib.pop("show", "")


def size_of(presentation: Element) -> Size:
    """Width and height of all slides."""
    said = presentation.find(q("p:sldSz"))
    return (_WIDTH, _HEIGHT) if said is None else (_number(said, "cx") or _WIDTH, _number(said, "cy") or _HEIGHT)


def outside(slide: Element, size: Size) -> list[Element]:
    """The shapes of a slide that lie outside of it as wholes."""
    tree = slide.find(f"{q('p:cSld')}/{q('p:spTree')}")
    return [shape for shape in tree if shape.tag in _SHAPES and _is_outside(shape, size)] if tree is not None else []


def unreadable(root: Element) -> list[Element]:
    """The properties of letters that are tiny, without a colour or wholly transparent."""
    return [marks for marks in root.iter(q("a:rPr")) if _is_unreadable(marks)]


def drop(slide: Element, size: Size) -> int:
    """Take all of it out of one slide; how many things went."""
    shapes, letters = outside(slide, size), unreadable(slide)
    for shape in shapes:
        remove(shape)
    for marks in letters:
        _empty(marks)
    return len(shapes) + len(letters) + drop_hidden(slide)


def show(slide: Element, size: Size) -> int:
    """Show what can be shown, and take out what lies outside; how many things there were."""
    shapes, letters = outside(slide, size), unreadable(slide)
    for shape in shapes:
        remove(shape)
    for marks in letters:
        _make_readable(marks)
    return len(shapes) + len(letters) + show_hidden(slide)


def _is_unreadable(marks: Element) -> bool:
    size = marks.get("sz", "")
    tiny = size.isdecimal() and int(size) < _SMALLEST
    alphas = (alpha for fill in marks.findall(q("a:solidFill")) for alpha in fill.iter(q("a:alpha")))
    clear = any(alpha.get("val") in {"0", "0%"} for alpha in alphas)
    return (tiny or clear or marks.find(q("a:noFill")) is not None) and _has_words(marks)


def _has_words(marks: Element) -> bool:
    run = marks.getparent()
    return run is not None and any((text.text or "").strip() for text in run.findall(q("a:t")))


def _empty(marks: Element) -> None:
    run = marks.getparent()
    for text in run.findall(q("a:t")) if run is not None else ():
        text.text = ""


def _make_readable(marks: Element) -> None:
    if marks.get("sz", "").isdecimal() and int(marks.get("sz", "0")) < _SMALLEST:
        marks.set("sz", _READABLE)
    for child in [*marks.findall(q("a:noFill")), *marks.findall(q("a:solidFill"))]:
        remove(child)


def _is_outside(shape: Element, size: Size) -> bool:
    frame = next(_frames(shape), None)
    place, extent = (frame.find(q("a:off")), frame.find(q("a:ext"))) if frame is not None else (None, None)
    if place is None or extent is None:
        return False
    left, top = _number(place, "x"), _number(place, "y")
    right, bottom = left + _number(extent, "cx"), top + _number(extent, "cy")
    return right <= 0 or bottom <= 0 or left >= size[0] or top >= size[1]


def _frames(shape: Element) -> Iterator[Element]:
    for holder in (*shape.findall(q("p:spPr")), *shape.findall(q("p:grpSpPr"))):
        yield from holder.findall(q("a:xfrm"))
    yield from shape.findall(q("p:xfrm"))


def _number(element: Element, name: str) -> int:
    try:
        return int(element.get(name, "0"))
    except ValueError:
        return 0
