"""A sheet read without ever being whole in memory: what stands around its rows first, then row by row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from redact.errors import UnreadableError
from redact.media.ooxml.xml import parsed, q, remove

if TYPE_CHECKING:
    from redact.media.ooxml.xml import Element

_OPENED = re.compile(rb"<((?:[A-Za-z_][\w.\-]*:)?(?:sheetData|sst))(?:\s[^<>]*)?(?<!/)>")
_DAMAGED = "damaged inside: a member is no well-formed XML"


def rows_of(data: bytes) -> Iterator[Element]:
    """The rows of a sheet, one after the other; each is gone when the next is asked for."""
    yield from elements(data, q("x:row"))


def elements(data: bytes, tag: str) -> Iterator[Element]:
    """Every element of that name in a member, each emptied when the next is asked for.

    Raises ``UnreadableError`` where the member is damaged.
    """
    from lxml import etree

    plain = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": True}
    events = etree.iterparse(BytesIO(data), tag=tag, remove_comments=True, remove_pis=True, **plain)
    try:
        for _, element in events:
            yield element
            _forget(element)
    except etree.XMLSyntaxError:
        raise UnreadableError(_DAMAGED) from None


def around_rows(data: bytes) -> Element:
    """The root of a sheet, or of a list of shared texts, without what it lists."""
    opened = _OPENED.search(data) if b"<!" not in data else None
    if opened is None:
        return _streamed(data)
    start, end = opened.end(), b"</" + opened[1] + b">"
    stop = data.rfind(end)
    if stop < start or data.find(end, start) != stop:
        return _streamed(data)
    return parsed(data[:start] + data[stop:])


def _streamed(data: bytes) -> Element:
    """The same of a member that is written in an unusual way."""
    from lxml import etree

    plain = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": True}
    tags = (q("x:row"), q("x:si"))
    events = etree.iterparse(BytesIO(data), tag=tags, remove_comments=True, remove_pis=True, **plain)
    try:
        for _, element in events:
            _forget(element)
        root = events.root
        for element in list(root.iter(*tags)):
            remove(element)
    except etree.XMLSyntaxError:
        raise UnreadableError(_DAMAGED) from None
    return parsed(etree.tostring(root))


def _forget(element: Element) -> None:
    """Let go of an element and of those before it."""
    above = element.getparent()
    element.clear()
    while above is not None and element.getprevious() is not None:
        del above[0]
