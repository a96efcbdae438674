"""What stands in an Office file beside its text, or is fetched into it: files, links, programs, private data.

What a copy of ours encloses has been redacted as a document of its own and is called ``redacted1.xlsx`` and so on; it
is told, and examined like any other file where it is opened. Whatever else is enclosed is an original.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from redact.media import checklist
from redact.media.ooxml.gate.opened import Opened
from redact.media.ooxml.listing import Relation
from redact.media.ooxml.package import REDACTED
from redact.types import Unseen

_OURS = re.compile(REDACTED + r"\d+\.[a-z0-9]{1,5}")
_EMBEDDED = {
    "package": "an embedded file",
    "oleObject": "an embedded object",
    "aFChunk": "a file that is inserted on opening",
    "font": "an embedded font",
    "video": "a film",
    "audio": "a sound",
    "media": "a film or sound",
}
_SEEN = frozenset({"font", "video", "audio", "media"})
"""These are part of what a reader sees or hears."""
_MACROS = {
    "vbaProject": "macros",
    "wordVbaData": "macros",
    "xlMacrosheet": "a sheet of macros",
    "xlIntlMacrosheet": "a sheet of macros",
    "dialogsheet": "a dialogue sheet",
    "control": "a form control",
    "activeXControlBinary": "a form control",
    "extensibility": "commands of a ribbon",
    "keyMapCustomizations": "commands of a keyboard",
    "attachedToolbars": "tool bars",
    "userCustomization": "tool bars",
    "webextension": "an add-in",
    "webextensiontaskpanes": "an add-in",
}
_PRIVATE = {
    "customXml": "data in XML",
    "customXmlProps": "data in XML",
    "customProperty": "a custom property of a sheet",
    "tags": "tags of a program",
    "printerSettings": "printer settings",
    "recipientData": "recipients of a mail merge",
    "documentTasks": "tasks",
    "ink": "ink",
    "classificationlabels": "labels of sensitivity",
}
_ADDRESS = re.compile(r"(?:https?|mailto|tel|sms|ftp):|#", re.IGNORECASE)
_OUTSIDE_LINKS = frozenset({"externalLink", "externalLinkPath", "attachedTemplate", "connections", "subDocument"})


def embedded(opened: Opened) -> Iterator[Unseen]:
    """Files and objects inside."""
    for owner, relation in _inside(opened, *_EMBEDDED):
        ours = bool(_OURS.fullmatch(posixpath.basename(relation.target)))
        serious = not ours and relation.kind not in _SEEN
        yield Unseen(_EMBEDDED[relation.kind], opened.place(owner), serious=serious, check=checklist.EMBEDDED)


def linked(opened: Opened) -> Iterator[Unseen]:
    """Links out of the file. An address that a reader can follow is only told; a path, or what is fetched, is not."""
    for owner, rows in opened.relations.items():
        leading = [row for row in rows if row.external and row.kind == "hyperlink" and _ADDRESS.match(row.target)]
        others = [row for row in rows if row.external and row not in leading]
        if leading:
            yield Unseen("addresses", opened.place(owner), len(leading), serious=False, check=checklist.LINKED)
        if others:
            yield Unseen("links to files", opened.place(owner), len(others), check=checklist.LINKED)
    for owner, _ in _inside(opened, *_OUTSIDE_LINKS):
        yield Unseen("what is kept of another file", opened.place(owner), check=checklist.LINKED)


def macros(opened: Opened) -> Iterator[Unseen]:
    """Programs."""
    for owner, relation in opened.related(*_MACROS):
        yield Unseen(_MACROS[relation.kind], opened.place(owner), check=checklist.MACROS)


def private(opened: Opened) -> Iterator[Unseen]:
    """Data that programs keep for themselves, remarks in the XML included."""
    for owner, relation in opened.related(*_PRIVATE):
        yield Unseen(_PRIVATE[relation.kind], opened.place(owner), check=checklist.CUSTOM_DATA)
    for member in opened.xml_members():
        if remarks := opened.members[member].count(b"<!--"):
            yield Unseen("remarks in the XML", opened.place(member), remarks, check=checklist.CUSTOM_DATA)


def thumbnails(opened: Opened) -> Iterator[Unseen]:
    """Pictures of the first page as it once was."""
    for owner, _ in opened.related("thumbnail"):
        yield Unseen("a thumbnail", opened.place(owner), check=checklist.THUMBNAILS)


def signatures(opened: Opened) -> Iterator[Unseen]:
    """Signatures: they name who signed, and hold certificates."""
    for owner, relation in opened.related("origin", "signature"):
        if "digital-signature" in relation.type:
            yield Unseen("a digital signature", opened.place(owner), check=checklist.SIGNATURES)


def _inside(opened: Opened, *kinds: str) -> Iterator[tuple[str, Relation]]:
    return ((owner, row) for owner, row in opened.related(*kinds) if not row.external)
