"""The members of an e-book and what its package says of them: pages in reading order, pictures, contents, metadata."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import unquote

from redact.errors import UnreadableError
from redact.media.encoding import decoded
from redact.media.ooxml.zip import unpacked
from redact.media.path_rules import Rules
from redact.media.xml import read
from redact.media.xml.plain import plain

if TYPE_CHECKING:
    from lxml.etree import _Element

    Element: TypeAlias = _Element

MIMETYPE = b"application/epub+zip"
CONTAINER = "META-INF/container.xml"
PICTURES = {
    "image/png": ".png", "image/jpeg": ".jpg", "image/gif": ".gif", "image/webp": ".webp", "image/svg+xml": ".svg",
}  # fmt: skip
PAGES = frozenset({"application/xhtml+xml", "text/html", "application/x-dtbook+xml"})
CONTENTS = "application/x-dtbncx+xml"
SHEETS = frozenset({"text/css"})
DC = "{http://purl.org/dc/elements/1.1/}"
KEPT_METADATA = (
    "title", "creator", "contributor", "publisher", "description", "subject", "date", "rights", "source", "coverage",
)  # fmt: skip
"""Fields that are parts; of the others the language is kept, and an identifier that says nothing is put in."""
_OBFUSCATED = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,2}")


@dataclass(frozen=True, slots=True)
class Item:
    """A member that the package lists: its path, its media type, and what it is said to be ("nav", "cover-image")."""

    id: str = field(repr=False)
    path: str = field(repr=False)
    kind: str
    properties: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Book:
    """An e-book, opened. ``pages`` are in reading order; behind them the contents, where they are ``apart``."""

    members: Mapping[str, bytes] = field(repr=False)
    package: str = field(repr=False)
    version: str
    items: tuple[Item, ...]
    pages: tuple[Item, ...]
    metadata: tuple[tuple[str, str], ...] = field(repr=False)
    language: str = "en"
    apart: bool = False
    cover: str = field(default="", repr=False)

    @property
    def pictures(self) -> tuple[Item, ...]:
        """The pictures that it lists and has."""
        return tuple(item for item in self.items if item.kind in PICTURES)

    @property
    def contents(self) -> Item | None:
        """The table of contents of the older kind, where there is one."""
        return next((item for item in self.items if item.kind == CONTENTS), None)


def opened(data: bytes) -> Book:
    """Take an e-book apart. Raises ``UnreadableError`` for what is none, is protected, or leads astray."""
    if not data.startswith(b"PK"):
        raise UnreadableError("not an e-book", "check that the file is what its name says")
    members = unpacked(data)
    _check_rights(members)
    package = _package_path(members)
    root = tree(members, package)
    items = tuple(_items(root, package, members))
    pages = tuple(_pages(root, items))
    if not pages:
        raise UnreadableError("an e-book without a page", "open it in its own program and save it again")
    metadata = tuple(_metadata(root))
    said = next((words for name, words in _dublin(root) if name == "language" and _LANGUAGE.fullmatch(words)), "en")
    version = "2.0" if (root.get("version") or "").startswith("2") else "3.0"
    apart = "nav" in pages[-1].properties and pages[-1].id not in _order(root)
    return Book(members, package, version, items, pages, metadata, said, apart, _cover(root, items))


def tree(members: Mapping[str, bytes], path: str) -> Element:
    """The XML of a member. Raises ``UnreadableError``."""
    from lxml import etree

    if path not in members:
        raise UnreadableError("damaged e-book: a member that it names is missing")
    bare = plain(read(members[path]).text, Rules()).text
    return etree.fromstring(bare[bare.find("?>") + 2 if bare.startswith("<?xml") else 0 :].strip().encode("utf-8"))


def text_of(member: bytes) -> str:
    """The text of a page or a sheet."""
    declared = re.search(rb"""encoding\s*=\s*["']([\w.:-]{2,40})""", member[:200])
    return decoded(member, declared[1].decode("ascii") if declared else "", exact=False).text


def resolved(base: str, address: str) -> tuple[str, str]:
    """The member that an address in the member *base* points to, and the place in it; empty for one outside."""
    path, _, place = address.strip().partition("#")
    if re.match(r"[A-Za-z][\w+.-]*:|//", path):
        return "", ""
    whole = posixpath.normpath(posixpath.join(posixpath.dirname(base), unquote(path))) if path else base
    return whole, unquote(place)


def local(element: Element) -> str:
    """The name of an element without its name space; empty for what is no element."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _check_rights(members: Mapping[str, bytes]) -> None:
    protected = UnreadableError("an e-book under copy protection", "get it without protection and run once more")
    if "META-INF/rights.xml" in members or "META-INF/license.lcpl" in members:
        raise protected
    if "META-INF/encryption.xml" in members:
        for element in tree(members, "META-INF/encryption.xml").iter():
            if local(element) == "EncryptionMethod" and element.get("Algorithm") not in _OBFUSCATED:
                raise protected


def _package_path(members: Mapping[str, bytes]) -> str:
    for element in tree(members, CONTAINER).iter():
        path = element.get("full-path") or ""
        if local(element) == "rootfile" and path in members:
            return path
    raise UnreadableError("damaged e-book: it does not say where its package is")


def _items(root: Element, package: str, members: Mapping[str, bytes]) -> Iterator[Item]:
    for element in root.iter():
        if local(element) == "item":
            path, _ = resolved(package, element.get("href") or "")
            if path in members:
                properties = frozenset((element.get("properties") or "").split())
                yield Item(
                    element.get("id") or "", path, (element.get("media-type") or "").strip().casefold(), properties
                )


def _pages(root: Element, items: tuple[Item, ...]) -> Iterator[Item]:
    by_id = {item.id: item for item in items if item.kind in PAGES}
    spine = dict.fromkeys(by_id[name] for name in _order(root) if name in by_id)
    yield from spine
    yield from (item for item in by_id.values() if "nav" in item.properties and item not in spine)


def _order(root: Element) -> list[str]:
    return [element.get("idref") or "" for element in root.iter() if local(element) == "itemref"]


def _cover(root: Element, items: tuple[Item, ...]) -> str:
    """The path of the picture that is the cover."""
    named = {one.get("content") for one in root.iter() if local(one) == "meta" and one.get("name") == "cover"}
    found = (item.path for item in items if "cover-image" in item.properties or item.id in named)
    return next(found, "")


def _dublin(root: Element) -> Iterator[tuple[str, str]]:
    for element in root.iter():
        if isinstance(element.tag, str) and element.tag.startswith(DC):
            yield local(element), " ".join("".join(str(piece) for piece in element.itertext()).split())


def _metadata(root: Element) -> Iterator[tuple[str, str]]:
    yield from ((name, words) for name, words in _dublin(root) if name in KEPT_METADATA and words)
