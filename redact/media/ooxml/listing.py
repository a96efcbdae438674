"""The two lists of an Office package, read and written: of what type each member is, and what each member points to."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote

from redact.media.ooxml.xml import SCHEMAS, local, parsed, serialised

if TYPE_CHECKING:
    from redact.media.ooxml.xml import Element

TYPES = "[Content_Types].xml"
RELATIONS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
_TYPES = f"{SCHEMAS}/package/2006/content-types"
_RELATIONS = f"{SCHEMAS}/package/2006/relationships"


@dataclass(frozen=True, slots=True)
class Relation:
    """One arrow from a member to another, or to an address outside."""

    id: str
    type: str
    target: str = field(repr=False)
    external: bool = False

    @property
    def kind(self) -> str:
        """The last word of its type: "styles", "image"."""
        return self.type.rpartition("/")[2]


def listing_of(owner: str) -> str:
    """The name of the member that lists what *owner* points to."""
    folder, name = posixpath.split(owner)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def read_types(data: bytes, names: Iterable[str]) -> dict[str, str]:
    """The content type of every member; empty where none is declared."""
    defaults, overrides = dict[str, str](), dict[str, str]()
    for row in parsed(data):
        kind = row.get("ContentType", "")
        if local(row.tag) == "Default":
            defaults[row.get("Extension", "").casefold()] = kind
        else:
            overrides[row.get("PartName", "").lstrip("/").casefold()] = kind
    return {name: overrides.get(name.casefold()) or defaults.get(suffix_of(name), "") for name in names}


def read_relations(data: bytes, owner: str, names: Mapping[str, str]) -> list[Relation]:
    """What *owner* points to. *names* gives the members' own spelling by their folded names."""
    rows = parsed(data).iter(f"{{{_RELATIONS}}}Relationship")
    return [_relation(row, owner, names) for row in rows]


def write_types(types: Mapping[str, str]) -> bytes:
    """The list of types: one line for the lists of relations, one per member."""
    from lxml import etree

    root = etree.Element(f"{{{_TYPES}}}Types", nsmap={None: _TYPES})  # type: ignore[dict-item]  # None is lxml's name of the default namespace
    etree.SubElement(root, f"{{{_TYPES}}}Default", Extension="rels", ContentType=RELATIONS_TYPE)
    etree.SubElement(root, f"{{{_TYPES}}}Default", Extension="xml", ContentType="application/xml")
    for name in sorted(types):
        etree.SubElement(root, f"{{{_TYPES}}}Override", PartName=f"/{name}", ContentType=types[name])
    return serialised(root)


def write_relations(relations: Iterable[Relation]) -> bytes:
    """The list of what one member points to; targets inside the package are written from its root."""
    from lxml import etree

    names = {None: _RELATIONS}
    root = etree.Element(f"{{{_RELATIONS}}}Relationships", nsmap=names)  # type: ignore[arg-type]  # None is the default
    for relation in relations:
        target = relation.target if relation.external else f"/{relation.target}"
        row = etree.SubElement(root, f"{{{_RELATIONS}}}Relationship", Id=relation.id, Type=relation.type, Target=target)
        if relation.external:
            row.set("TargetMode", "External")
    return serialised(root)


def suffix_of(name: str) -> str:
    """The ending of a name, folded, without its dot."""
    return posixpath.splitext(name)[1][1:].casefold()


def _relation(row: Element, owner: str, names: Mapping[str, str]) -> Relation:
    target, external = row.get("Target", ""), row.get("TargetMode") == "External"
    if not external:
        joined = posixpath.join("/", posixpath.dirname(owner), unquote(target.partition("#")[0]))
        target = posixpath.normpath(joined).lstrip("/")
        target = names.get(target.casefold(), target)
    return Relation(row.get("Id", ""), row.get("Type", ""), target, external)
