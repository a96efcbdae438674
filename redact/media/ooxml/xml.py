"""The XML inside Office files: its names, and a way to parse it that follows no entity, no link and no network."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from redact.errors import UnreadableError

if TYPE_CHECKING:
    from lxml.etree import _Element

    Element: TypeAlias = _Element

SCHEMAS = "http://schemas.openxmlformats.org"
NAMESPACES = {
    "w": f"{SCHEMAS}/wordprocessingml/2006/main",
    "x": f"{SCHEMAS}/spreadsheetml/2006/main",
    "p": f"{SCHEMAS}/presentationml/2006/main",
    "p14": "http://schemas.microsoft.com/office/powerpoint/2010/main",
    "a": f"{SCHEMAS}/drawingml/2006/main",
    "c": f"{SCHEMAS}/drawingml/2006/chart",
    "m": f"{SCHEMAS}/officeDocument/2006/math",
    "r": f"{SCHEMAS}/officeDocument/2006/relationships",
    "mc": f"{SCHEMAS}/markup-compatibility/2006",
    "wp": f"{SCHEMAS}/drawingml/2006/wordprocessingDrawing",
    "pic": f"{SCHEMAS}/drawingml/2006/picture",
    "xdr": f"{SCHEMAS}/drawingml/2006/spreadsheetDrawing",
    "dgm": f"{SCHEMAS}/drawingml/2006/diagram",
    "dc": "http://purl.org/dc/elements/1.1/",
    "cp": f"{SCHEMAS}/package/2006/metadata/core-properties",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
    "xml": "http://www.w3.org/XML/1998/namespace",
}
STRICT = "http://purl.oclc.org/ooxml/"
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DECLARED = re.compile(rb"""\A<\?xml[^>]*encoding=["']utf-8["'][^>]*\?>""", re.IGNORECASE)


def q(name: str) -> str:
    """The full form of ``"w:p"``: ``"{namespace}p"``."""
    prefix, _, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


def qs(names: str) -> frozenset[str]:
    """The full forms of several names, separated by spaces."""
    return frozenset(map(q, names.split()))


def local(tag: object) -> str:
    """The part of a full name behind its namespace."""
    return str(tag).rpartition("}")[2]


def parsed(data: bytes) -> Element:
    """The root of a member, without comments and processing instructions.

    Raises ``UnreadableError`` for XML that is damaged, that declares a document type, or is of the strict kind.
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise UnreadableError("damaged inside: a member is no well-formed XML") from None
    declared = root.getroottree().docinfo.doctype  # type: ignore[union-attr]  # the stubs do not know it
    if declared or any(isinstance(node, etree._Entity) for node in root.iter(etree.Entity)):
        raise UnreadableError("a member declares a document type, which no Office program writes")
    if str(root.tag).startswith("{" + STRICT):
        raise UnreadableError("written in the strict variant of the format", "save it as an ordinary Office file")
    return root


def serialised(root: Element) -> bytes:
    """The bytes of a member, always in UTF-8 and with its declaration."""
    from lxml import etree

    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)


def is_plain(data: bytes) -> bool:
    """Whether a member holds nothing beside what the parser sees: it may keep its bytes where nothing was changed."""
    return bool(_DECLARED.match(data)) and b"<!--" not in data and data.count(b"<?") == 1


def legal(text: str) -> str:
    """*text* with what XML cannot hold replaced by the sign for that."""
    return _ILLEGAL.sub("\ufffd", text)


def remove(element: Element) -> None:
    """Take an element out with all that is in it."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def unwrap(element: Element) -> None:
    """Put the children of an element in its place."""
    parent = element.getparent()
    if parent is None:
        return
    at = parent.index(element)
    parent[at : at + 1] = list(element)
