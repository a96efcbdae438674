"""XFDF read, from whoever it comes: marks with places in points, and how many other annotations there are.

It is hostile input: no document type, no entity and no network is followed, and a mark whose place cannot be read is
not passed over but refuses the file, for it may be the one that matters.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from redact.errors import UnreadableError
from redact.media.pdf.geometry import Rect, bounds
from redact.review.xfdf_marks import Ids, Mark

if TYPE_CHECKING:
    from lxml.etree import _Element

_LARGEST = 64_000_000
_FURTHEST = 1e7
_DECLARES = re.compile(rb"<\x00?!\x00?[DE]")
_BETWEEN = re.compile(r"[,;\s]+")
_PAGE = re.compile(r"[0-9]{1,7}", re.ASCII)
_AGAIN = "export the comments anew; in Acrobat: Comments, Export all to data file, type XFDF"


@dataclass(frozen=True, slots=True)
class Returned:
    """What a reviewer's file says: which PDF it is about, its redaction marks, its other annotations by kind.

    ``highlights`` are the names of highlights, which may be ours.
    """

    href: str = field(repr=False)
    ids: Ids
    marks: tuple[Mark, ...] = field(repr=False)
    highlights: tuple[str, ...] = field(repr=False)
    others: Counter[str]


def read_file(path: Path) -> Returned:
    """The file at *path*. Raises ``UnreadableError`` for anything but XFDF whose marks all have a place."""
    try:
        if path.stat().st_size > _LARGEST:
            raise UnreadableError("the file of marks is larger than 64 MB", _AGAIN)
        return read(path.read_bytes())
    except OSError as error:
        raise UnreadableError(f"the file of marks cannot be read ({type(error).__name__})", "check the path") from None


def read(data: bytes) -> Returned:
    """The same for the bytes of a file."""
    root = _parsed(data)
    found = [element for element in root if _local(element) == "annots"]
    annotations = [element for each in found for element in each if isinstance(element.tag, str)]
    marks = [element for element in annotations if _local(element) == "redact"]
    highlights = [element for element in annotations if _local(element) == "highlight"]
    kinds = Counter(_kind(element) for element in annotations if _local(element) != "redact")
    files = [element.get("href", "") for element in root if _local(element) == "f"]
    ids = [element for element in root if _local(element) == "ids"]
    return Returned(
        files[0] if files else "",
        _ids(ids[0]) if ids else Ids(),
        tuple(_mark(element, number) for number, element in enumerate(marks, 1)),
        tuple(element.get("name", "") for element in highlights),
        kinds,
    )


def _parsed(data: bytes) -> _Element:
    from lxml import etree

    start = data.lstrip()[:5]
    if start == b"%FDF-":
        raise UnreadableError("this is FDF, the older format, and not XFDF", _AGAIN)
    if start == b"%PDF-":
        raise UnreadableError("this is a PDF and not the marks on it", _AGAIN)
    if _DECLARES.search(data):
        raise UnreadableError("the file of marks declares a document type, which no program does", _AGAIN)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise UnreadableError("the file of marks is no well-formed XML", _AGAIN) from None
    declared = root.getroottree().docinfo.doctype  # type: ignore[union-attr]  # the stubs do not know it
    if declared or _local(root) != "xfdf":
        raise UnreadableError("the file of marks is no XFDF", _AGAIN)
    return root


def _local(element: _Element) -> str:
    tag: object = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _kind(element: _Element) -> str:
    """The kind of an annotation, for people: one of XFDF's own names, or none."""
    return _local(element) if _local(element) in _KINDS else "other"


_KINDS = frozenset(
    "text highlight underline strikeout squiggly line circle square caret polygon polyline stamp ink freetext "
    "fileattachment sound link popup projection".split()
)


def _ids(element: _Element) -> Ids:
    original, modified = (element.get(name, "").strip("<> \t\r\n").upper() for name in ("original", "modified"))
    return Ids(original, modified)


def _mark(element: _Element, number: int) -> Mark:
    page, coords = element.get("page", ""), element.get("coords", "")
    if not _PAGE.fullmatch(page.strip()):
        raise UnreadableError(f"redaction mark {number} does not say on which page it is", _AGAIN)
    try:
        rects = tuple(_quads(coords) if coords.strip() else [_rect(element.get("rect", ""))])
    except ValueError:
        where = f"redaction mark {number}, on page {int(page) + 1},"
        raise UnreadableError(f"{where} has no place that can be read", "draw it again and export anew") from None
    return Mark(
        int(page),
        rects,
        element.get("name", ""),
        element.get("subject", ""),
        element.get("overlay-text", ""),
        loose=not coords.strip(),
    )


def _quads(text: str) -> Iterator[Rect]:
    """The upright rectangle around each four corners, in whichever order they come."""
    values = _numbers(text)
    if not values or len(values) % 8:
        raise ValueError("corners come in fours")
    for at in range(0, len(values), 8):
        yield bounds(zip(values[at : at + 8 : 2], values[at + 1 : at + 8 : 2], strict=True))


def _rect(text: str) -> Rect:
    left, bottom, right, top = _numbers(text)
    return bounds(((left, bottom), (right, top)))


def _numbers(text: str) -> list[float]:
    values = [float(each) for each in _BETWEEN.split(text.strip())]
    if not all(math.isfinite(value) and abs(value) < _FURTHEST for value in values):
        raise ValueError("a number that is none")
    return values
