"""The XML inside OpenDocument files: its names, and ways to take elements out without the text that follows them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from redact.media.ooxml.xml import legal, local, parsed, serialised

if TYPE_CHECKING:
    from redact.media.ooxml.xml import Element

__all__ = ["NAMESPACES", "forget", "legal", "local", "parsed", "q", "qs", "remove", "serialised", "unwrap"]

_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
NAMESPACES = {
    **{prefix: f"{_OASIS}:{prefix}:1.0" for prefix in "office text table style presentation chart dr3d meta".split()},
    **{prefix: f"{_OASIS}:{prefix}:1.0" for prefix in "config manifest form script database".split()},
    "anim": f"{_OASIS}:animation:1.0",
    "of": f"{_OASIS}:of:1.2",
    "oooc": "http://openoffice.org/2004/calc",
    "draw": f"{_OASIS}:drawing:1.0",
    "number": f"{_OASIS}:datastyle:1.0",
    "fo": f"{_OASIS}:xsl-fo-compatible:1.0",
    "svg": f"{_OASIS}:svg-compatible:1.0",
    "smil": f"{_OASIS}:smil-compatible:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xlink": "http://www.w3.org/1999/xlink",
    "math": "http://www.w3.org/1998/Math/MathML",
    "xml": "http://www.w3.org/XML/1998/namespace",
}


@cache
def q(name: str) -> str:
    """The full form of ``"text:p"``: ``"{namespace}p"``."""
    prefix, _, tag = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{tag}"


def qs(names: str) -> frozenset[str]:
    """The full forms of several names, separated by spaces."""
    return frozenset(map(q, names.split()))


def remove(element: Element) -> None:
    """Take an element out with all that is in it; the text behind it stays."""
    parent = element.getparent()
    if parent is not None:
        _give(element, parent, element.tail)
        parent.remove(element)


def unwrap(element: Element) -> None:
    """Put what is in an element, text and children, in its place."""
    parent = element.getparent()
    if parent is None:
        return
    _give(element, parent, element.text)
    at, children = parent.index(element), list(element)
    if children:
        children[-1].tail = (children[-1].tail or "") + (element.tail or "") or None
    else:
        _give(element, parent, element.tail)
    parent[at : at + 1] = children


def _give(element: Element, parent: Element, text: str | None) -> None:
    """Put a text in front of an element."""
    before = element.getprevious()
    if not text:
        return
    if before is not None:
        before.tail = (before.tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def forget(element: Element, key: str) -> None:
    """Take an attribute away, where it is there."""
    if key in element.attrib:
        del element.attrib[key]
