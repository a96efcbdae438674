"""An OpenDocument file, packed or flat: its XML, and what stands beside it. Only members that are known are written.

A packed one is a zip whose first member says of what kind it is; a flat one is a single XML file. Everything that is
not content, styles, properties, a picture that is shown or an object that is embedded goes: thumbnails, earlier
versions, macros, signatures, settings of programs and printers, layouts, fonts.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from redact.errors import UnreadableError
from redact.media.odf.xml import local, parsed, q, qs, serialised
from redact.media.ooxml.zip import unpacked
from redact.media.source import LARGEST, contents

if TYPE_CHECKING:
    from redact.media.ooxml.xml import Element

_TYPE = re.compile(r"application/vnd\.oasis\.opendocument\.([a-z]+)(-template)?")
KINDS = {
    **dict.fromkeys((".odt", ".ott", ".fodt"), "text"),
    **dict.fromkeys((".ods", ".ots", ".fods"), "spreadsheet"),
    **dict.fromkeys((".odp", ".otp", ".fodp"), "presentation"),
    **dict.fromkeys((".odg", ".otg", ".fodg"), "graphics"),
    ".odc": "chart",
    ".odf": "formula",
}
"""What a file of each ending holds."""
SUFFIXES = {kind: suffix for suffix, kind in reversed(KINDS.items()) if suffix.startswith(".od")}
"""The ending of an embedded object, by what it holds."""
READ = ("content.xml", "styles.xml", "meta.xml", "settings.xml")
"""The members that are read and written."""
PICTURED = qs("draw:image draw:fill-image style:background-image text:list-level-style-image chart:symbol-image")
"""Elements that show a picture."""
MANIFEST = "META-INF/manifest.xml"
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
_ROOTS = frozenset({"document", "document-content", "document-styles", "document-meta", "document-settings", "math"})


class OdfFile:
    """One file in memory, while it is read or written.

    ``roots`` gives the XML by member; a flat file has one, "flat". ``members`` is all that the zip holds. ``kind`` is
    "text", "spreadsheet", "presentation", "graphics", "chart" or "formula". ``dropped`` counts in plain words what was
    taken away. ``beside`` is what will be written next to the XML: pictures and objects.
    """

    def __init__(self, media_type: str, roots: dict[str, Element], members: Mapping[str, bytes]) -> None:
        match = _TYPE.fullmatch(media_type)
        if not match or match[1] not in KINDS.values():
            raise UnreadableError("another kind of file than its name says", "name it for what it is")
        self.media_type, self.kind = media_type, match[1]
        self.roots, self.members = roots, members
        self.dropped: Counter[str] = Counter()
        self.beside: dict[str, tuple[str, bytes]] = {}

    @classmethod
    def open(cls, source: Path, largest: int = LARGEST) -> OdfFile:
        """Read a file. Raises ``UnreadableError`` for what is damaged, encrypted, or not what its name says."""
        file = opened(contents(source, largest))
        expected = KINDS.get(source.suffix.lower(), file.kind)
        if file.kind != expected or file.is_flat is not source.suffix.lower().startswith(".fod"):
            raise UnreadableError("another kind of file than its name says", "name it for what it is")
        return file

    @property
    def is_flat(self) -> bool:
        """Whether it is a single XML file."""
        return "flat" in self.roots

    def save(self) -> bytes:
        """The bytes of the file as it stands now; the same file gives the same bytes."""
        if self.is_flat:
            return serialised(self.roots["flat"])
        members = {name: serialised(root) for name, root in self.roots.items()}
        members.update({name: data for name, (_, data) in self.beside.items() if not name.endswith("/")})
        return packed(self.media_type, {**members, MANIFEST: self._manifest(members)})

    def _manifest(self, members: Mapping[str, bytes]) -> bytes:
        from lxml import etree

        space = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
        root = etree.Element(q("manifest:manifest"), nsmap={"manifest": space})
        root.set(q("manifest:version"), "1.2")
        types = {name: kind for name, (kind, _) in self.beside.items()}
        for name in ("/", *sorted({*members, *types})):
            row = etree.SubElement(root, q("manifest:file-entry"))
            row.set(q("manifest:full-path"), name)
            kind = self.media_type if name == "/" else types.get(name, "text/xml")
            row.set(q("manifest:media-type"), kind)
        return serialised(root)


def opened(data: bytes) -> OdfFile:
    """Read a file from its bytes, whatever it is called. Raises ``UnreadableError`` for what is none."""
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        root = parsed(data)
        return OdfFile(root.get(q("office:mimetype"), ""), {"flat": _checked(root)}, {})
    members = unpacked(data)
    if "content.xml" not in members:
        raise UnreadableError("an archive, but no OpenDocument file", "check what it is and name it accordingly")
    types = types_of(members)
    roots = {name: _checked(parsed(members[name])) for name in READ if name in members}
    declared = members.get("mimetype", b"").decode("ascii", "replace").strip()
    return OdfFile(declared or types.get("/", ""), roots, members)


def types_of(members: Mapping[str, bytes]) -> dict[str, str]:
    """The media type of every member that the manifest lists. Raises ``UnreadableError`` where one is encrypted."""
    listed = parsed(members[MANIFEST]) if MANIFEST in members else None
    if listed is None:
        return {}
    if next(listed.iter(q("manifest:encryption-data")), None) is not None or "encrypted-package" in members:
        raise UnreadableError("protected by a password", "save it without a password and run once more")
    rows = listed.iter(q("manifest:file-entry"))
    return {row.get(q("manifest:full-path"), ""): row.get(q("manifest:media-type"), "") for row in rows}


def packed(media_type: str, members: Mapping[str, bytes]) -> bytes:
    """A package with these members: what it is stands first and is not compressed, as the standard has it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in {"mimetype": media_type.encode(), **members}.items():
            entry = zipfile.ZipInfo(name, _FIRST_DAY)
            entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            entry.create_system = 0
            archive.writestr(entry, data)
    return buffer.getvalue()


def object_of(file: OdfFile, folder: str) -> bytes | None:
    """An embedded object as a file of its own; ``None`` where it is none of OpenDocument."""
    inside = {
        name.removeprefix(f"{folder}/"): data for name, data in file.members.items() if name.startswith(f"{folder}/")
    }
    if "content.xml" not in inside:
        return None
    root = parsed(inside["content.xml"])
    kind = "formula" if local(root.tag) == "math" else _kind(root)
    return packed(f"application/vnd.oasis.opendocument.{kind}", inside) if kind in SUFFIXES else None


def kind_of_object(data: bytes) -> str:
    """What an embedded object that ``object_of`` gave holds."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read("mimetype").decode("ascii").rpartition(".")[2]


def folder_of(href: str) -> str:
    """The member or folder of the package that an address names; empty where it leads elsewhere."""
    if re.match(r"[a-z][a-z0-9+.\-]*:|//|/|#", href, re.IGNORECASE):
        return ""
    path = posixpath.normpath(href)
    return "" if path.startswith("..") or path == "." else path


def _kind(root: Element) -> str:
    body = root.find(q("office:body"))
    first = next(iter(body), None) if body is not None else None
    name = local(first.tag) if first is not None else ""
    return "graphics" if name == "drawing" else name


def _checked(root: Element) -> Element:
    if local(root.tag) not in _ROOTS:
        raise UnreadableError("damaged inside: a member is not what its name says")
    return root
