"""XFDF written: redaction marks on the pages of a PDF, for a reviewer who works in Acrobat (ISO 19444-1).

What goes is a ``redact`` mark, which Acrobat would redact; what is only pointed out is a ``highlight``. A mark says of
which type the thing is, how sure it is and on what that rests; never the words under it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from redact.media.pdf.geometry import Rect

if TYPE_CHECKING:
    from lxml.etree import _Element

NAMESPACE = "http://ns.adobe.com/xfdf/"
TITLE = "redact"
"""The author of our marks."""
_COLOURS = {"redact": "#FF0000", "highlight": "#FFD100"}
_FILLED = {"interior-color": "#000000", "justification": "centered"}
_LETTERING = "1 1 1 rg /Helv 8 Tf"


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark on one page, which counts from 0; ``rects`` are upright, in points of the page as it is in its file.

    ``contents`` is what a reader sees when the mark is opened. ``loose`` marks said only what they reach around.
    """

    page: int
    rects: tuple[Rect, ...]
    name: str = ""
    subject: str = ""
    overlay: str = ""
    contents: str = ""
    kind: str = "redact"
    loose: bool = False


@dataclass(frozen=True, slots=True)
class Ids:
    """The two ids of a PDF as hexadecimal digits: the first never changes, the second whenever it is saved."""

    original: str = ""
    modified: str = ""


def written(marks: Iterable[Mark], href: str, ids: Ids, when: str) -> bytes:
    """The XFDF file; *href* is the name of the PDF, *when* a date as PDF writes it (``D:20260131120000Z``)."""
    from lxml import etree

    root = etree.Element(f"{{{NAMESPACE}}}xfdf", nsmap={None: NAMESPACE})  # type: ignore[dict-item]  # as lxml has it
    root.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    annotations = _below(root, "annots")
    for mark in marks:
        _write(annotations, mark, when)
    _below(root, "f").set("href", _legal(href))
    if ids.original:
        listed = _below(root, "ids")
        listed.set("original", ids.original)
        listed.set("modified", ids.modified or ids.original)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


def _below(parent: _Element, name: str) -> _Element:
    from lxml import etree

    return etree.SubElement(parent, f"{{{NAMESPACE}}}{name}")


def _write(annotations: _Element, mark: Mark, when: str) -> None:
    element = _below(annotations, mark.kind)
    said = {
        "page": str(mark.page),
        "rect": _numbers(_around(mark.rects)),
        "coords": ",".join(map(_quad, mark.rects)),
        "color": _COLOURS[mark.kind],
        "flags": "print",
        "name": mark.name,
        "title": TITLE,
        "subject": _legal(mark.subject),
        "date": when,
        "creationdate": when,
    }
    if mark.kind == "redact":
        said |= _FILLED
        if mark.overlay:
            said |= {"overlay-text": _legal(mark.overlay), "overlay-text-repeat": "false"}
            _below(element, "defaultappearance").text = _LETTERING
    for name, value in said.items():
        element.set(name, value)
    _below(element, "contents").text = _legal(mark.contents)


def _around(rects: Iterable[Rect]) -> Rect:
    lefts, bottoms, rights, tops = zip(*rects, strict=True)
    return Rect(min(lefts), min(bottoms), max(rights), max(tops))


def _quad(rect: Rect) -> str:
    """The corners in the order that Acrobat writes and reads: upper left, upper right, lower left, lower right."""
    left, bottom, right, top = rect
    return _numbers((left, top, right, top, left, bottom, right, bottom))


def _numbers(values: Iterable[float]) -> str:
    return ",".join(f"{value:.4f}".rstrip("0").rstrip(".") for value in values)


def _legal(text: str) -> str:
    """The text without what XML cannot hold."""
    return "".join(letter if letter.isprintable() or letter == "\n" else "\N{REPLACEMENT CHARACTER}" for letter in text)
