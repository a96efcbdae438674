"""Pictures and embedded objects: files of their own, put back redacted; blank, or taken out, where withheld."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from redact.errors import PluginError
from redact.media.odf.formulas import with_sheets
from redact.media.odf.hidden import sheets
from redact.media.odf.package import (
    PICTURED,
    SUFFIXES,
    OdfFile,
    folder_of,
    kind_of_object,
    object_of,
    opened,
    packed,
    types_of,
)
from redact.media.odf.settle import ADDRESSES
from redact.media.odf.xml import forget, parsed, q, remove, serialised
from redact.media.ooxml.pictures import blank
from redact.media.ooxml.zip import unpacked
from redact.types import Attachment

if TYPE_CHECKING:
    from redact.media.ooxml.xml import Element

OBJECT, _IMAGE, _BINARY, _HREF = q("draw:object"), q("draw:image"), q("office:binary-data"), q("xlink:href")
_NAME = q("table:name")
_SIGNS = {
    b"\x89PNG": "png",
    b"\xff\xd8\xff": "jpg",
    b"GIF8": "gif",
    b"BM": "bmp",
    b"II*\0": "tif",
    b"MM\0*": "tif",
    b"RIFF": "webp",
    b"\x01\0\0\0": "emf",
    b"\xd7\xcd\xc6\x9a": "wmf",
    b"VCLMTF": "svm",
}
_TYPES = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "bmp": "image/bmp",
    "tif": "image/tiff",
    "tiff": "image/tiff",
    "webp": "image/webp",
    "svg": "image/svg+xml",
}


@dataclass(frozen=True, slots=True)
class Inner:
    """The pictures and objects of one cleaned file, by id, and the elements that show them."""

    pictures: Mapping[str, tuple[str, bytes, list[Element]]] = field(repr=False)
    objects: Mapping[str, tuple[str, bytes, Element]] = field(repr=False)
    sheets: tuple[Element, ...] = field(repr=False)

    def attachments(self) -> Iterator[Attachment]:
        """Each as a file of its own, under a plain name."""
        for key, (suffix, data, _) in self.pictures.items():
            yield Attachment(key, f"{key}.{suffix}", data, f"picture {key.removeprefix('picture')}")
        for key, (suffix, data, _) in self.objects.items():
            yield Attachment(key, f"{key}{suffix}", data, f"object {key.removeprefix('object')}")


def inner_files(file: OdfFile) -> Inner:
    """Find what is embedded. What leads outside, or to nothing, is taken out; so is the preview of an object."""
    types_of(file.members)
    listed = tuple(sheet for root in file.roots.values() for sheet in sheets(root))
    objects: dict[str, tuple[str, bytes, Element]] = {}
    for element in [e for root in file.roots.values() for e in root.iter(OBJECT)]:
        data = object_of(file, folder_of(element.get(_HREF, ""))) if element.get(_HREF) else None
        if data is None:
            file.dropped["an embedded object"] += 1
            remove(element)
            continue
        frame = element.getparent()
        for preview in frame.findall(_IMAGE) if frame is not None else []:
            remove(preview)
        data = _without_sheets(listed, data) if listed else data
        objects[f"object{len(objects) + 1}"] = (SUFFIXES[kind_of_object(data)], data, element)
    return Inner(_pictures(file), objects, listed)


def _pictures(file: OdfFile) -> dict[str, tuple[str, bytes, list[Element]]]:
    found: dict[str, tuple[str, bytes, list[Element]]] = {}
    members: dict[str, str] = {}
    _one_image_a_frame(file)
    for element in [e for root in file.roots.values() for e in root.iter(*PICTURED)]:
        member = folder_of(element.get(_HREF, "")) if element.get(_HREF) else ""
        data = file.members.get(member) if member else _binary(element)
        if data is None:
            _take_out(file, element)
        elif member in members:
            found[members[member]][2].append(element)
        else:
            key = f"picture{len(found) + 1}"
            found[key] = (suffix_of(member, data), data, [element])
            members.update({member: key} if member else {})
    return found


def _one_image_a_frame(file: OdfFile) -> None:
    """Of several copies of one picture keep the first of a kind that can be looked into."""
    for root in file.roots.values():
        for frame in root.iter(q("draw:frame")):
            images = frame.findall(_IMAGE)
            raster = [i for i in images if folder_of(i.get(_HREF, "")).endswith((".png", ".jpg", ".jpeg", ".gif"))]
            for image in images if len(images) > 1 else []:
                if image is not (raster or images)[0]:
                    remove(image)


def _take_out(file: OdfFile, element: Element) -> None:
    """Take out what should show a picture that is not in the file."""
    if element.get(_HREF):
        file.dropped["a linked picture"] += 1
    if element.tag == _IMAGE or element.tag == q("draw:fill-image"):
        remove(element)
    else:
        for key in element.keys():  # noqa: SIM118 - the list of names, so that they may be deleted
            if str(key).startswith(q("xlink:")):
                del element.attrib[key]
        for inner in list(element.iter(_BINARY)):
            remove(inner)


def _binary(element: Element) -> bytes | None:
    held = element.find(_BINARY)
    if held is None:
        return None
    try:
        return base64.b64decode("".join((held.text or "").split()), validate=True) or None
    except (binascii.Error, ValueError):
        return None


def suffix_of(name: str, data: bytes) -> str:
    """What kind of picture it is, by its first bytes, or else by its name."""
    sign = next((suffix for sign, suffix in _SIGNS.items() if data.startswith(sign)), "")
    ending = name.rpartition(".")[2].casefold() if "." in name else ""
    return sign or (ending if ending in _TYPES or ending in {"pdf", "svgz"} else "bin")


def put_back(file: OdfFile, inner: Inner, children: Mapping[str, tuple[str, bytes]]) -> None:
    """Put redacted pictures and objects in place of the originals.

    A picture that is missing becomes grey, an object goes. What no element shows any more goes with it. Raises
    ``PluginError`` for a redacted picture of a type that the file cannot hold.
    """
    for key, (_, _, elements) in inner.pictures.items():
        there = [element for element in elements if _is_there(file, element)]
        if there:
            _put_picture(file, key, children.get(key, (f"{key}.png", blank())), there)
    for key, (_, _, element) in inner.objects.items():
        if key in children and _is_there(file, element):
            _put_object(file, key, _with_sheets(inner.sheets, children[key][1]), element)
        elif _is_there(file, element):
            _replace_with_blank(file, element)


def _is_there(file: OdfFile, element: Element) -> bool:
    top = next(reversed([element, *element.iterancestors()]))
    return any(top is root for root in file.roots.values())


def _put_picture(file: OdfFile, key: str, redacted: tuple[str, bytes], elements: list[Element]) -> None:
    name, data = redacted
    suffix = name.rpartition(".")[2].casefold()
    if suffix not in _TYPES:
        raise PluginError("a picture came back as a type that an OpenDocument file cannot hold")
    member = f"Pictures/{key}.{suffix}"
    if not file.is_flat:
        file.beside[member] = (_TYPES[suffix], data)
    for element in elements:
        for held in list(element.iter(_BINARY)):
            remove(held)
        if file.is_flat:
            forget(element, _HREF)
            held = element.makeelement(_BINARY)
            held.text = base64.b64encode(data).decode("ascii")
            element.insert(0, held)
        else:
            element.set(_HREF, member)


def _put_object(file: OdfFile, key: str, data: bytes, element: Element) -> None:
    folder = f"Object {key.removeprefix('object')}"
    inside = opened(data)
    file.beside[f"{folder}/"] = (inside.media_type, b"")
    types = types_of(inside.members)
    for name, member in inside.members.items():
        if name not in {"mimetype", "META-INF/manifest.xml"}:
            file.beside[f"{folder}/{name}"] = (types.get(name, "text/xml"), member)
    for name, kind in types.items():
        if name.endswith("/") and name != "/":
            file.beside[f"{folder}/{name}"] = (kind, b"")
    element.set(_HREF, f"./{folder}")


def _replace_with_blank(file: OdfFile, element: Element) -> None:
    frame = element.getparent()
    if frame is None:
        return
    image = element.makeelement(_IMAGE)
    frame.replace(element, image)
    if file.is_flat:
        remove(image)
    else:
        file.beside["Pictures/withheld.png"] = (_TYPES["png"], blank())
        image.set(_HREF, "Pictures/withheld.png")


# --- Charts of a workbook: they draw from its cells, under the names that its sheets have -----------------------


def _without_sheets(listed: Sequence[Element], data: bytes) -> bytes:
    """A chart without its copy of the cells, and with plain names for the sheets that it draws from."""
    new = {sheet.get(_NAME, "").casefold(): f"Sheet{number}" for number, sheet in enumerate(listed, 1)}
    return _changed(data, new, drop_copies=True)


def _with_sheets(listed: Sequence[Element], data: bytes) -> bytes:
    """A chart that draws from the sheets by the names that they have now."""
    new = {f"sheet{number}": sheet.get(_NAME, "") for number, sheet in enumerate(listed, 1)}
    return _changed(data, new, drop_copies=False) if listed else data


def _changed(data: bytes, new: Mapping[str, str], *, drop_copies: bool) -> bytes:
    members = unpacked(data)
    media_type = members.pop("mimetype").decode("ascii")
    root = parsed(members["content.xml"])
    if root.find(f".//{q('office:chart')}") is None:
        return data
    for element in list(root.iter()):
        for key in ADDRESSES & set(element.keys()):
            element.set(key, with_sheets(element.get(key, ""), new, bare=True))
        if drop_copies and element.tag == q("table:table"):
            remove(element)
    return packed(media_type, {**members, "content.xml": serialised(root)})
