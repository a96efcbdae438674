"""The marks inside a member that point to its relations: found, and taken out with what depends on them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from redact.media.ooxml.xml import NAMESPACES, q, qs, remove

if TYPE_CHECKING:
    from redact.media.ooxml.xml import Element

_ATTRIBUTES = (f"{{{NAMESPACES['r']}}}", q("o:relid"))
_STAND_WITHOUT = qs("a:blip w:hyperlink v:imagedata v:fill v:stroke v:shape x:pageSetup x:hyperlink")
"""These are sound without the thing that they pointed to; any other element goes with it."""


def pointers(root: Element) -> set[str]:
    """The ids of all relations that something in this member points to."""
    return {value for element in root.iter() for _, value in _marks(element)}


def detach(root: Element, ids: set[str]) -> None:
    """Take out every mark that points to one of these relations."""
    for element in list(root.iter()):
        for name, value in list(_marks(element)):
            if value in ids and element.tag in _STAND_WITHOUT:
                del element.attrib[name]
            elif value in ids:
                remove(element)


def _marks(element: Element) -> Iterator[tuple[str, str]]:
    for name, value in element.attrib.items():
        if str(name).startswith(_ATTRIBUTES):
            yield str(name), str(value)
