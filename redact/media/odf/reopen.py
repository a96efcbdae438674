"""A written OpenDocument file as the standard library's own parsers see it, for verification."""

from __future__ import annotations

import base64
import binascii
import html
import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote
from xml.etree import ElementTree

from redact.errors import UnreadableError
from redact.media.odf.naming import is_plain_name
from redact.media.source import contents
from redact.types import Attachment, Modality, Part

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_PARAGRAPHS = {f"{_TEXT}p", f"{_TEXT}h"}
_SPACES = {f"{_TEXT}s", f"{_TEXT}tab", f"{_TEXT}line-break"}
_INLINE = {f"{_TEXT}{name}" for name in "span a ruby ruby-base page-number page-count sheet-name".split()}
_CELLS = {f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"}
_VALUES = tuple(f"{_OFFICE}{name}" for name in ("value", "date-value", "time-value", "string-value"))
_TAG = re.compile(r"<(/?)([\w:.\-]+)((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>")
_ATTRIBUTE = re.compile(r"([\w:.\-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_SHOWN_IN_LINE = frozenset("span a ruby ruby-base s".split())
_FORM = re.compile(r"[-+\d.,:;%#$\s]*(?:pt|in|cm|mm|px|em)?|#?[a-z0-9][A-Za-z0-9_\-]*||#[0-9A-Fa-f]{6}|[A-Z]{1,3}\d+")
_WORDED = frozenset("name title href formula string-value num-prefix num-suffix leader-text label condition".split())
_ALWAYS_FORM = re.compile(
    r"xmlns|.*style-name|office:version|office:value|.*font-(?:name|family).*|style:family|svg:d|xml:id"
)
_BINARY = re.compile(r"<office:binary-data>[^<]*</office:binary-data>")
_MOST = 1 << 30
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, RuntimeError, OSError, KeyError)


def reopened(target: Path, largest: int) -> tuple[tuple[Part, ...], tuple[Attachment, ...]]:
    """The paragraphs and cells of every member, then each member raw; and the files inside.

    Raises ``UnreadableError`` where the standard library cannot read the file.
    """
    data = contents(target, largest)
    members = _members(data)
    parts: list[Part] = []
    for number, (name, member) in enumerate(_texts(members), 1):
        parts += _parts(_root(member), f"again{number}")
        text = said(member.decode("utf-8", "replace"))
        parts.append(Part(f"raw{number}", Modality.TEXT, text, f"member {number} of the file", raw=True))
        del name
    names = "\n".join(members)
    parts.append(Part("raw.names", Modality.TEXT, names, "names of members", raw=True))
    return tuple(parts), tuple(_children(members))


def _members(data: bytes) -> dict[str, bytes]:
    if not data.startswith(b"PK"):
        return {"flat.xml": data}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _MOST:
                raise UnreadableError(
                    "an archive that grows beyond reason when it is opened", "check where it came from"
                )
            return {name: archive.read(name) for name in archive.namelist()}
    except _BROKEN as error:
        raise UnreadableError(f"damaged archive ({type(error).__name__})") from None


def _texts(members: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    return ((name, data) for name, data in members.items() if name.endswith((".xml", ".rdf")) or name == "mimetype")


def _root(member: bytes) -> Element | None:
    if b"<!DOCTYPE" in member:
        raise UnreadableError("a member declares a document type, which no Office program writes")
    if not member.lstrip().startswith(b"<"):
        return None
    try:
        return ElementTree.fromstring(member)  # noqa: S314 - no document type, so no entities
    except ElementTree.ParseError:
        raise UnreadableError("damaged inside: a member is no well-formed XML") from None


def _parts(root: Element | None, story: str) -> Iterator[Part]:
    """Each paragraph as it is read, and what cells hold beside it."""
    found: dict[int, list[str]] = {}
    values: list[str] = []
    if root is not None:
        _collect(root, found, values)
    texts = (text for pieces in found.values() if (text := "".join(pieces).strip()))
    for number, text in enumerate(texts, 1):
        yield Part(f"{story}.p{number}", Modality.TEXT, text, f"paragraph {number} of the copy")
    if values:
        yield Part(f"{story}.values", Modality.TEXT, " | value ".join(["", *values]), "values of cells", raw=True)


def _collect(root: Element, found: dict[int, list[str]], values: list[str]) -> None:
    """Gather the text of each paragraph, in the order of the document, without recursion."""
    stack: list[tuple[Element, list[str] | None, bool]] = [(root, None, False)]
    while stack:
        element, home, behind = stack.pop()
        if behind:
            if home is not None and element.tail:
                home.append(" ".join(element.tail.split("\n")))
            continue
        values.extend(element.get(key, "") for key in _VALUES if element.tag in _CELLS and element.get(key))
        inner = found.setdefault(id(element), []) if element.tag in _PARAGRAPHS else None
        inner = home if inner is None and element.tag in _INLINE | _SPACES else inner
        if inner is not None:
            inner.append(" " if element.tag in _SPACES else element.text or "")
        for child in reversed(element):
            stack.append((child, inner, True))
            stack.append((child, inner, False))


def said(xml: str) -> str:
    """The words of a member read with no parser: its text, then the values of its attributes, one a line."""
    values: dict[str, None] = {}

    def cut(tag: re.Match[str]) -> str:
        _, name, attributes = tag.groups()
        values.update(dict.fromkeys(_values(attributes)))
        name = name.rpartition(":")[2]
        if name in {"tab", "line-break", "s"}:
            return " "
        return "" if name in _SHOWN_IN_LINE else "\n"

    text = html.unescape(_TAG.sub(cut, _BINARY.sub("", xml)))
    return "\n".join([*(line for line in text.splitlines() if line.strip()), *values])


def _values(attributes: str) -> Iterator[str]:
    for name, double, single in _ATTRIBUTE.findall(attributes):
        value, local = html.unescape(double or single), name.rpartition(":")[2]
        if not _ALWAYS_FORM.match(name) and (local in _WORDED or not _FORM.fullmatch(value)):
            if not is_plain_name(value):
                yield unquote(value)
        elif (name.startswith("xmlns") and "oasis" not in value and "w3.org" not in value) or (
            name.endswith("style-name") and not is_plain_name(value)
        ):
            yield value


def _children(members: Mapping[str, bytes]) -> Iterator[Attachment]:
    """Pictures by the numbers that they were written with, and objects."""
    for name, data in members.items():
        picture = re.fullmatch(r"Pictures/(picture\d+)\.\w+", name)
        if picture:
            yield Attachment(picture[1], name.rpartition("/")[2], data)
    if "flat.xml" in members:
        held = re.findall(rb"<office:binary-data>([^<]*)</office:binary-data>", members["flat.xml"])
        for number, text in enumerate(held, 1):
            try:
                yield Attachment(f"picture{number}", f"picture{number}.png", base64.b64decode(text))
            except binascii.Error:
                raise UnreadableError("damaged inside: a picture is not encoded as it should be") from None
