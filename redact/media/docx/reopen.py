"""A written Word file as python-docx and the standard library's parser see it, for verification."""

from __future__ import annotations

import io
import posixpath
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from redact.errors import UnreadableError
from redact.media.ooxml.listing import TYPES
from redact.media.ooxml.raw import raw_parts
from redact.media.ooxml.xml import NAMESPACES
from redact.media.ooxml.zip import packed, unpacked
from redact.media.source import contents
from redact.types import Modality, Part

_WITH_MACROS = b"application/vnd.ms-word.document.macroEnabled.main+xml"
_PLAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_PARAGRAPHS = tuple(f"{{{NAMESPACES[prefix]}}}p" for prefix in "wa")
_TEXTS = tuple(f"{{{NAMESPACES[prefix]}}}t" for prefix in "wam")
_SPACES = {f"{{{NAMESPACES['w']}}}{name}": " " for name in ("tab", "ptab", "br", "cr")}
_SPACES |= {f"{{{NAMESPACES['a']}}}br": " ", f"{{{NAMESPACES['w']}}}noBreakHyphen": "-"}


def reopened_parts(target: Path, largest: int) -> tuple[tuple[Part, ...], list[tuple[str, bytes]]]:
    """The paragraphs of every member, with the ids that loading gave them, then each member raw; and the pictures.

    Raises ``UnreadableError`` where python-docx cannot open the file.
    """
    members = unpacked(contents(target, largest))
    pictures, parts = list[tuple[str, bytes]](), list[Part]()
    for name, blob in _opened(_without_macros(members)):
        if name.startswith("/word/media/"):
            pictures.append((posixpath.basename(name), blob))
        elif name.endswith(".xml"):
            parts += _paragraphs(blob, posixpath.splitext(posixpath.basename(name))[0])
    pictures.sort(key=lambda picture: (len(picture[0].partition(".")[0]), picture[0]))
    return (*parts, *raw_parts(members)), pictures


def _without_macros(members: dict[str, bytes]) -> bytes:
    """The same file declared as one without macros: python-docx opens no other."""
    types = members.get(TYPES, b"").replace(_WITH_MACROS, _PLAIN)
    return packed({**members, TYPES: types})


def _opened(data: bytes) -> Iterator[tuple[str, bytes]]:
    import docx
    from lxml.etree import XMLSyntaxError

    try:
        package: Any = docx.Document(io.BytesIO(data)).part.package
        yield from ((str(part.partname), part.blob) for part in package.iter_parts())
    except (KeyError, ValueError, AttributeError, XMLSyntaxError):
        raise UnreadableError("python-docx cannot open it") from None


def _paragraphs(blob: bytes, story: str) -> Iterator[Part]:
    if b"<!DOCTYPE" in blob:
        raise UnreadableError("a member declares a document type, which no Office program writes")
    root = ElementTree.fromstring(blob)  # noqa: S314 - no document type, so no entities
    found: dict[int, list[str]] = {}
    _collect(root, None, found)
    for number, pieces in enumerate(found.values(), 1):
        if text := "".join(pieces).strip():
            yield Part(f"{story}.p{number}", Modality.TEXT, text, f"{story}, paragraph {number}")


def _collect(root: ElementTree.Element, home: list[str] | None, found: dict[int, list[str]]) -> None:
    """Gather the text of each paragraph, in the order of the document, without recursion."""
    stack: list[tuple[ElementTree.Element, list[str] | None]] = [(root, home)]
    while stack:
        element, home = stack.pop()
        if element.tag in _PARAGRAPHS:
            home = found.setdefault(id(element), [])
        elif home is not None and element.tag in _TEXTS:
            home.append(element.text or "")
        elif home is not None and element.tag in _SPACES:
            home.append(_SPACES[element.tag])
        stack.extend((child, home) for child in reversed(element))
