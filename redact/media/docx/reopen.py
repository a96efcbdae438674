"""A written Word file as python-docx and the standard library's parser see it, for verification."""

from __future__ import annotations

import io
import posixpath
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
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

_OTHERS = (
    b"application/vnd.ms-word.document.macroEnabled.main+xml",
    b"application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
    b"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
)
_PLAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_PARAGRAPHS = tuple(f"{{{NAMESPACES[prefix]}}}p" for prefix in "wa")
_TEXTS = (*(f"{{{NAMESPACES[prefix]}}}t" for prefix in "wam"), f"{{{NAMESPACES['w']}}}delText")
_GONE, _COME = (
    tuple(f"{{{NAMESPACES['w']}}}{name}" for name in names) for names in (("del", "moveFrom"), ("ins", "moveTo"))
)
_SPACES = {f"{{{NAMESPACES['w']}}}{name}": " " for name in ("tab", "ptab", "br", "cr")}
_SPACES |= {f"{{{NAMESPACES['a']}}}br": " ", f"{{{NAMESPACES['w']}}}noBreakHyphen": "-"}


def reopened_parts(target: Path, largest: int) -> tuple[tuple[Part, ...], list[tuple[str, bytes]]]:
    """The paragraphs of every member, with the ids that loading gave them, then each member raw; and the pictures.

    Raises ``UnreadableError`` where python-docx cannot open the file.
    """
    members = unpacked(contents(target, largest))
    pictures, parts = list[tuple[str, bytes]](), list[Part]()
    for name, blob in _opened(_as_document(members)):
        if name.startswith("/word/media/"):
            pictures.append((posixpath.basename(name), blob))
        elif name.endswith(".xml"):
            parts += _paragraphs(blob, posixpath.splitext(posixpath.basename(name))[0])
    pictures.sort(key=lambda picture: (len(picture[0].partition(".")[0]), picture[0]))
    return (*parts, *raw_parts(members)), pictures


def _as_document(members: dict[str, bytes]) -> bytes:
    """The same file declared as a plain document: python-docx opens no other."""
    types = members.get(TYPES, b"")
    for other in _OTHERS:
        types = types.replace(other, _PLAIN)
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
    for number, read in enumerate(_collected(root), 1):
        if text := "".join(read.now).strip():
            yield Part(f"{story}.p{number}", Modality.TEXT, text, f"{story}, paragraph {number}")
        if read.changed and (text := "".join(read.before).strip()):
            place = f"{story}, paragraph {number}, before its changes"
            yield Part(f"{story}.p{number}.before", Modality.TEXT, text, place)


@dataclass(slots=True)
class _Read:
    """The text of one paragraph, as it is and as it was before its tracked changes."""

    now: list[str] = field(default_factory=list)
    before: list[str] = field(default_factory=list)
    changed: bool = False

    def add(self, text: str, *, gone: bool, come: bool) -> None:
        if not gone:
            self.now.append(text)
        if gone or not come:
            self.before.append(text)
        self.changed = self.changed or gone


def _collected(root: ElementTree.Element) -> Iterable[_Read]:
    """The text of each paragraph, in the order of the document, without recursion."""
    found: dict[int, _Read] = {}
    stack: list[tuple[ElementTree.Element, _Read | None, bool, bool]] = [(root, None, False, False)]
    while stack:
        element, home, gone, come = stack.pop()
        if element.tag in _PARAGRAPHS:
            home, gone, come = found.setdefault(id(element), _Read()), False, False
        elif home is not None and element.tag in _TEXTS:
            home.add(element.text or "", gone=gone, come=come)
        elif home is not None and element.tag in _SPACES:
            home.add(_SPACES[element.tag], gone=gone, come=come)
        gone, come = gone or element.tag in _GONE, come or element.tag in _COME
        stack.extend((child, home, gone, come) for child in reversed(element))
    return found.values()
