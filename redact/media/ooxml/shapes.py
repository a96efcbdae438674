"""Shapes of drawings that are marked as hidden: found, taken out, or shown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from redact.media.ooxml.xml import NAMESPACES, local, remove

if TYPE_CHECKING:
    from redact.media.ooxml.xml import Element

_NAMED = frozenset({"docPr", "cNvPr"})
_ON = frozenset({"1", "true", "on"})
_HOMES = frozenset(
    "drawing inline anchor oneCellAnchor twoCellAnchor absoluteAnchor sp pic graphicFrame grpSp cxnSp wsp wgp".split()
)
"""Elements that are one shape with all that belongs to it."""
_VML = f"{{{NAMESPACES['v']}}}"
_HIDING = re.compile(r"\s*(?:visibility\s*:\s*hidden|display\s*:\s*none|mso-hide\s*:\s*all)\s*;?", re.IGNORECASE)


def hidden_in(root: Element) -> Iterator[Element]:
    """The elements by which shapes are marked as hidden. The frames of a sheet's notes, which are always, are not."""
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        named = local(element.tag) in _NAMED and element.get("hidden", "").lower() in _ON
        if named or (element.tag.startswith(_VML) and _is_hidden(element)):
            yield element


def drop_hidden(root: Element) -> int:
    """Take every hidden shape out; how many there were."""
    found = list(hidden_in(root))
    for element in found:
        remove(_home(element))
    return len(found)


def show_hidden(root: Element) -> int:
    """Show every hidden shape; how many there were."""
    found = list(hidden_in(root))
    for element in found:
        element.attrib.pop("hidden", "")
        if "style" in element.attrib:
            element.set("style", _HIDING.sub("", element.get("style", "")))
    return len(found)


def _is_hidden(element: Element) -> bool:
    if not _HIDING.search(element.get("style", "")):
        return False
    return not any(local(child.tag) == "ClientData" and child.get("ObjectType") == "Note" for child in element)


def _home(element: Element) -> Element:
    """The whole shape that an element belongs to: the nearest, except that an anchor has one shape only."""
    if str(element.tag).startswith(_VML):
        return element
    return next((up for up in element.iterancestors() if local(up.tag) in _HOMES), element)
