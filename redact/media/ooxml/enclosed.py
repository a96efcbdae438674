"""Files inside an Office file, workbooks behind charts included: documents of their own, put back redacted.

``enclose`` takes each out of what it is packed in, so that its members hold files; ``put_enclosed`` puts the redacted
ones in their places under plain names. A picture of what an object looked like goes: it would show what went.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from redact.media.ooxml.charts import clean_chart
from redact.media.ooxml.compound import SIGNATURE, packed_in, taken_out
from redact.media.ooxml.listing import TYPES, Relation, suffix_of
from redact.media.ooxml.marks import detach
from redact.media.ooxml.package import REDACTED, Package, Use
from redact.media.ooxml.xml import NAMESPACES, SCHEMAS, local, q
from redact.types import Attachment

if TYPE_CHECKING:
    from redact.media.ooxml.xml import Element

_OFFICE = {
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Word.Document.12"),
    "docm": ("application/vnd.ms-word.document.macroEnabled.12", "Word.DocumentMacroEnabled.12"),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Excel.Sheet.12"),
    "xlsm": ("application/vnd.ms-excel.sheet.macroEnabled.12", "Excel.SheetMacroEnabled.12"),
    "pptx": ("application/vnd.openxmlformats-officedocument.presentationml.presentation", "PowerPoint.Show.12"),
    "pptm": ("application/vnd.ms-powerpoint.presentation.macroEnabled.12", "PowerPoint.ShowMacroEnabled.12"),
}
"""By ending: the type of a member that is such a file, and the program that opens it inside another."""
_MAINS = (
    (b"wordprocessingml.document.main+xml", "docx"),
    (b"ms-word.document.macroEnabled.main+xml", "docm"),
    (b"spreadsheetml.sheet.main+xml", "xlsx"),
    (b"ms-excel.sheet.macroEnabled.main+xml", "xlsm"),
    (b"presentationml.presentation.main+xml", "pptx"),
    (b"ms-powerpoint.presentation.macroEnabled.main+xml", "pptm"),
)
_PREFIX = f"{SCHEMAS}/officeDocument/2006/relationships"
_OLE_TYPE = "application/vnd.openxmlformats-officedocument.oleObject"
_PROGRAMS = {"OLEObject": "ProgID", "oleObj": "progId", "oleObject": "progId"}
"""Elements that are embedded objects, in Word, PowerPoint and Excel, and where each names the program for it."""
_ENDING = re.compile(r"[a-z0-9]{1,5}")
_LISTING = 1 << 20
_KINDS = frozenset({"package", "oleObject"})
CHUNK = "aFChunk"
"""The kind of relation to a file that Word inserts in its text on opening."""
_CHUNKS = {
    "text/html": "html",
    "application/xhtml+xml": "xhtml",
    "application/rtf": "rtf",
    "text/rtf": "rtf",
    "text/plain": "txt",
}
ENCLOSED = dict.fromkeys(_KINDS, Use.ENCLOSED)
"""The kinds of relations to files inside, for the ``Use`` of a package whose files are redacted."""


def enclose(package: Package) -> None:
    """Take every file inside out of its packing; one that cannot be taken out goes, and is counted as dropped.

    To be called before ``Package.sweep``, which names them.
    """
    opened: dict[str, tuple[str, bytes] | None] = {}
    for owner in list(package.relations):
        for row in _enclosed_by(package, owner):
            if row.target not in opened:
                said = _CHUNKS.get(package.types.get(row.target, "")) if row.kind == CHUNK else None
                opened[row.target] = _file_in(package.members[row.target], said or "")
            if opened[row.target] is None:
                _let_go(package, owner, row)
                package.dropped["an embedded object that cannot be opened"] += 1
    for number, (member, found) in enumerate(opened.items(), 1):
        if found is not None:
            ending, package.members[member] = found
            package.relations[member] = []
            package.rename({member: f"{posixpath.dirname(member)}/{number}/enclosed.{ending}"})


def attached(package: Package) -> Iterator[Attachment]:
    """Each file inside, under a plain name: what it was called may say whom it is about."""
    for key, member in package.enclosed.items():
        place = f"embedded file {key.removeprefix('embedded')}"
        yield Attachment(key, f"{key}.{suffix_of(member)}", package.members[member], place)


def put_enclosed(package: Package, children: Mapping[str, tuple[str, bytes]]) -> None:
    """Put redacted files in place of the originals, and take out those that did not come back."""
    gone = {member for key, member in package.enclosed.items() if key not in children}
    for owner in list(package.relations):
        for row in _enclosed_by(package, owner):
            if row.target in gone:
                _let_go(package, owner, row)
    for member in gone:
        del package.members[member]
    package.enclosed = {key: member for key, member in package.enclosed.items() if member not in gone}
    for key, member in list(package.enclosed.items()):
        _put(package, key, member, *children[key])


def forget_previews(root: Element) -> None:
    """Take the pictures out that show what embedded objects looked like; a grey frame is left."""
    for holder in [*root.iter(q("w:object")), *(e for e in root.iter() if _is_old_holder(e))]:
        for image in list(holder.iter(q("v:imagedata"))):
            shape = image.getparent()
            if shape is not None:
                shape.remove(image)
                shape.set("fillcolor", "#d9d9d9")
                shape.set("filled", "t")


def _is_old_holder(element: Element) -> bool:
    return element.tag == q("w:pict") and element.find(q("o:OLEObject")) is not None


def _enclosed_by(package: Package, owner: str) -> list[Relation]:
    rows = package.relations.get(owner, [])
    return [row for row in rows if package.uses.get(row.kind) is Use.ENCLOSED and row.target in package.members]


def _let_go(package: Package, owner: str, row: Relation) -> None:
    package.relations[owner] = [each for each in package.relations[owner] if each is not row]
    root = package.xml(owner)
    detach(root, {row.id})
    if root.tag == q("c:chartSpace"):
        clean_chart(root)


def _put(package: Package, key: str, member: str, name: str, data: bytes) -> None:
    """Write one redacted file into its member, in the packing that Office needs for its kind."""
    ending = suffix_of(name) if _ENDING.fullmatch(suffix_of(name)) else "bin"
    plain = f"{REDACTED}{key.removeprefix('embedded')}"
    kinds = {row.kind for rows in package.relations.values() for row in rows if row.target == member}
    kind, program = _OFFICE.get(ending, ("", "Package"))
    if kinds == {CHUNK}:
        kind = kind or next((kind for kind, known in _CHUNKS.items() if known == ending), "text/plain")
    elif not kind:
        kind, data, ending = _OLE_TYPE, packed_in(f"{plain}.{ending}", data), "bin"
    package.members[member], package.types[member] = data, kind
    for owner, rows in package.relations.items():
        package.relations[owner] = [
            _related(package, owner, row, program) if row.target == member and row.kind != CHUNK else row
            for row in rows
        ]
    new = f"{posixpath.dirname(member)}/{plain}.{ending}"
    package.rename({member: new})
    package.enclosed[key] = new


def _related(package: Package, owner: str, row: Relation, program: str) -> Relation:
    """The relation to a file as it is packed now, and what its object says about the program that opens it."""
    for element in package.xml(owner).iter():
        attribute = _PROGRAMS.get(local(element.tag))
        if attribute and element.get(f"{{{NAMESPACES['r']}}}id") == row.id:
            element.set(attribute, program)
    kind = "oleObject" if program == "Package" else "package"
    return replace(row, type=f"{_PREFIX}/{kind}")


def _file_in(data: bytes, ending: str = "") -> tuple[str, bytes] | None:
    """The ending and the bytes of the file that a member holds; ``None`` where it is in no form that is known.

    *ending* is what its type says, for what is a file in itself and cannot be told by its bytes.
    """
    if data.startswith(SIGNATURE):
        found = taken_out(data)
        if found is None:
            return None
        ending, data = found
    said = ending if _ENDING.fullmatch(ending) else ""
    return (known, data) if (known := _ending_of(data) or said) and data else None


def _ending_of(data: bytes) -> str:
    """The ending of a file by what it is, as far as that is told here."""
    if data.startswith(b"%PDF"):
        return "pdf"
    if not data.startswith(b"PK"):
        return ""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open(TYPES) as listing:
            types = listing.read(_LISTING)
    except (zipfile.BadZipFile, zlib.error, KeyError, EOFError, ValueError, NotImplementedError, RuntimeError, OSError):
        return ""
    return next((ending for mark, ending in _MAINS if mark in types), "")
