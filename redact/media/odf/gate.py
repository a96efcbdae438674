"""The gate: what an OpenDocument file, whoever made it, holds without showing it.

Read as it stands, nothing is cleaned first. Counts things, never tells their words.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from redact.media import checklist as ask
from redact.media.odf.grid import Grid
from redact.media.odf.hidden import hidden_things, sheets
from redact.media.odf.package import MANIFEST, READ, OdfFile, folder_of, object_of, opened
from redact.media.odf.settings import is_clean
from redact.media.odf.xml import NAMESPACES, local, q
from redact.media.source import contents
from redact.types import Unseen

if TYPE_CHECKING:
    from redact.media.ooxml.xml import Element

CHECKS = (
    *(ask.HIDDEN_SHEETS, ask.HIDDEN_ROWS, ask.HIDDEN_COLUMNS, ask.FILTERS, ask.PIVOTS, ask.DATA_MODEL, ask.LINKED),
    *(ask.VALIDATION, ask.CHARTS, ask.EMBEDDED, ask.COMMENTS, ask.TRACKED, ask.HIDDEN_TEXT, ask.INVISIBLE),
    *(ask.HIDDEN_SLIDES, ask.SPEAKER_NOTES, ask.HIDDEN_CONTENT, ask.VIEWS, ask.METADATA, ask.CUSTOM_DATA, ask.MACROS),
    *(ask.VERSIONS, ask.THUMBNAILS, ask.SIGNATURES, ask.TRAILING, ask.LEFTOVERS),
)
_ELEMENTS = {
    "table:data-pilot-table": (ask.PIVOTS, "a pivot table"),
    "table:database-source-sql": (ask.DATA_MODEL, "a query"),
    "table:database-source-table": (ask.DATA_MODEL, "a query"),
    "table:database-source-query": (ask.DATA_MODEL, "a query"),
    "table:dde-link": (ask.DATA_MODEL, "live data"),
    "text:dde-connection-decl": (ask.DATA_MODEL, "live data"),
    "office:dde-source": (ask.DATA_MODEL, "live data"),
    "form:connection-resource": (ask.DATA_MODEL, "a connection"),
    "table:table-source": (ask.LINKED, "a link to another file"),
    "table:cell-range-source": (ask.LINKED, "a link to another file"),
    "text:section-source": (ask.LINKED, "a link to another file"),
    "draw:floating-frame": (ask.LINKED, "a frame of another file"),
    "table:filter-condition": (ask.FILTERS, "a choice of a filter"),
    "table:scenario": (ask.VIEWS, "a scenario"),
    "form:hidden": (ask.HIDDEN_CONTENT, "a hidden field"),
    "text:tracked-changes": (ask.TRACKED, "a list of tracked changes"),
    "table:tracked-changes": (ask.TRACKED, "a list of tracked changes"),
    "text:hidden-text": (ask.HIDDEN_TEXT, "a field of hidden text"),
    "text:user-field-decl": (ask.CUSTOM_DATA, "a variable"),
    "text:variable-decl": (ask.CUSTOM_DATA, "a variable"),
    "text:bibliography-mark": (ask.CUSTOM_DATA, "the data of a reference"),
    "office:script": (ask.MACROS, "a script"),
    "text:script": (ask.MACROS, "a script"),
    "script:event-listener": (ask.MACROS, "an event"),
    "presentation:event-listener": (ask.MACROS, "an event"),
    "draw:object-ole": (ask.EMBEDDED, "an embedded object"),
    "draw:plugin": (ask.EMBEDDED, "a film or sound"),
    "draw:applet": (ask.EMBEDDED, "a program"),
    "svg:font-face-uri": (ask.EMBEDDED, "a font"),
}
_SERIOUS = {q(name): said for name, said in _ELEMENTS.items()}
_MEMBERS = {
    "Thumbnails": (ask.THUMBNAILS, "a thumbnail"),
    "Versions": (ask.VERSIONS, "an earlier version"),
    "VersionList.xml": (ask.VERSIONS, "a list of earlier versions"),
    "Basic": (ask.MACROS, "macros"),
    "Scripts": (ask.MACROS, "macros"),
    "Dialogs": (ask.MACROS, "macros"),
    "META-INF": (ask.SIGNATURES, "signatures"),
    "Configurations2": (ask.CUSTOM_DATA, "settings of the program"),
    "manifest.rdf": (ask.CUSTOM_DATA, "descriptions for machines"),
    "layout-cache": (ask.CUSTOM_DATA, "a layout cache"),
    "ObjectReplacements": (ask.CHARTS, "the preview of an object"),
}
_ABOUT = frozenset({q("dc:title"), q("dc:subject"), q("meta:keyword")})
_KNOWN = frozenset(NAMESPACES.values())
_OF_OFFICE = re.compile(
    r"urn:org:documentfoundation:names:experimental|http://openoffice\.org/|http://www\.w3\.org/2003/g/data-view#"
)
_ADDRESS = re.compile(r"(?:https?|mailto|tel|sms|ftp):|#|$", re.IGNORECASE)
_WORD = re.compile(r"\w")


def unseen(source: Path, largest: int, *, keeps_hidden: bool) -> Iterator[Unseen]:
    """What the file holds without showing it. Raises ``UnreadableError`` for what is no file of these formats."""
    file = OdfFile.open(source, largest)
    yield from _in_file(file, keeps_hidden=keeps_hidden)
    yield from _around(contents(source, largest)) if not file.is_flat else ()


def _in_file(file: OdfFile, *, keeps_hidden: bool, deep: int = 0) -> Iterator[Unseen]:
    yield from _in_members(file)
    for root in file.roots.values():
        yield from _in_elements(root)
        yield from _people(root)
        yield from _properties(root)
        yield from _settings(root)
        yield from _foreign(root)
        yield from _links(file, root)
    yield from _hidden(file, serious=not keeps_hidden)
    for folder in _objects(file):
        yield from _in_object(file, folder, keeps_hidden=keeps_hidden, deep=deep)


def _in_elements(root: Element) -> Iterator[Unseen]:
    counts = Counter(str(element.tag) for element in root.iter(*_SERIOUS))
    for tag, amount in counts.items():
        check, kind = _SERIOUS[tag]
        yield Unseen(kind, "the document", amount, check=check)
    lists = (rule for rule in root.iter(q("table:content-validation")) if '"' in rule.get(q("table:condition"), ""))
    yield from _counted(lists, "a list of allowed values", "the document", ask.VALIDATION)
    notes = (note for note in root.iter(q("presentation:notes")) if _says(note))
    yield from _counted(notes, "notes of a speaker", "the slides", ask.SPEAKER_NOTES, serious=False)


def _people(root: Element) -> Iterator[Unseen]:
    """Comments: what they say is shown, who wrote them and when is what goes."""
    comments = list(root.iter(q("office:annotation")))
    yield from _counted(comments, "a comment", "the document", ask.COMMENTS, serious=False)
    hidden = (c for c in comments if any(local(e.tag) in {"creator", "date", "creator-initials"} for e in c))
    yield from _counted(hidden, "the author or date of a comment", "the document", ask.COMMENTS)


def _properties(root: Element) -> Iterator[Unseen]:
    for meta in root.iter(q("office:meta")):
        other = [child for child in meta if child.tag not in _ABOUT]
        light = [child for child in other if local(child.tag) in {"generator", "document-statistic", "language"}]
        yield from _counted(light, "a property of the program", "the properties", ask.METADATA, serious=False)
        heavy = (child for child in other if child not in light)
        yield from _counted(heavy, "an author, date or property", "the properties", ask.METADATA)


def _settings(root: Element) -> Iterator[Unseen]:
    groups = [root] if root.tag == q("office:document-settings") else root.findall(q("office:settings"))
    unclean = (group for group in groups if not is_clean(group))
    yield from _counted(unclean, "settings of views, printers or programs", "the settings", ask.METADATA)


def _foreign(root: Element) -> Iterator[Unseen]:
    """Elements and attributes of name spaces that are neither the standard's nor those of its programs."""
    amount = 0
    for element in root.iter():
        names = (str(element.tag), *map(str, element.attrib))
        spaces = (name[1:].partition("}")[0] for name in names if name.startswith("{"))
        amount += any(space not in _KNOWN and not _OF_OFFICE.match(space) for space in spaces)
    if amount:
        yield Unseen("data of another program", "the document", amount, check=ask.CUSTOM_DATA)


def _links(file: OdfFile, root: Element) -> Iterator[Unseen]:
    hrefs = (element.get(q("xlink:href")) for element in root.iter() if element.tag != q("chart:chart"))
    leading = [href for href in hrefs if href and not _ADDRESS.match(href) and not _is_inside(file, folder_of(href))]
    yield from _counted(leading, "an address of a file", "the document", ask.LINKED)


def _is_inside(file: OdfFile, path: str) -> bool:
    return bool(path) and (path in file.members or f"{path}/content.xml" in file.members)


def _hidden(file: OdfFile, *, serious: bool) -> Iterator[Unseen]:
    counts: Counter[tuple[str, str]] = Counter()
    for thing in hidden_things(file):
        counts[thing.check, thing.place] += _says(thing.element)
    for root in file.roots.values():
        for number, sheet in enumerate(sheets(root), 1):
            counts[ask.HIDDEN_COLUMNS, f"sheet {number}"] += len(Grid(sheet).in_hidden_columns())
    for (check, place), amount in counts.items():
        if amount:
            yield Unseen(check, place, amount, serious=serious, check=check)


def _says(element: Element) -> bool:
    return any(map(_WORD.search, map(str, element.itertext())))


def _objects(file: OdfFile) -> list[str]:
    hrefs = (e.get(q("xlink:href"), "") for root in file.roots.values() for e in root.iter(q("draw:object")))
    return sorted({folder for href in hrefs if (folder := folder_of(href))})


def _in_object(file: OdfFile, folder: str, *, keeps_hidden: bool, deep: int) -> Iterator[Unseen]:
    data = object_of(file, folder)
    if data is None or deep > 4:
        yield Unseen("an embedded object", "the document", check=ask.EMBEDDED)
        return
    inner = opened(data)
    is_chart = inner.kind == "chart"
    yield Unseen(
        f"an embedded {inner.kind}", "the document", serious=False, check=ask.CHARTS if is_chart else ask.EMBEDDED
    )
    if is_chart and file.kind == "spreadsheet":
        copies = (table for root in inner.roots.values() for table in root.iter(q("table:table")) if _says(table))
        yield from _counted(copies, "a copy of cells in a chart", "the document", ask.CHARTS)
    yield from _in_file(inner, keeps_hidden=keeps_hidden, deep=deep + 1)


def _in_members(file: OdfFile) -> Iterator[Unseen]:
    objects = tuple(f"{folder}/" for folder in _objects(file))
    used = {folder_of(e.get(q("xlink:href"), "")) for root in file.roots.values() for e in root.iter()}
    counts: Counter[tuple[str, str]] = Counter()
    for name in file.members:
        if name in {"mimetype", MANIFEST, *READ} or name in used or name.startswith(objects):
            continue
        counts[_MEMBERS.get(name.partition("/")[0], (ask.LEFTOVERS, "a member that nothing shows"))] += 1
    for (check, kind), amount in counts.items():
        yield Unseen(kind, "the package", amount, check=check)


def _around(data: bytes) -> Iterator[Unseen]:
    """Bytes before, behind and between the members, comments, and what hangs on their entries."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
        first = min((entry.header_offset for entry in entries), default=0)
        extras = sum(bool(entry.comment) for entry in entries) + bool(archive.comment)
    behind = len(data) - data.rfind(b"PK\x05\x06") - 22
    if not data.startswith(b"PK\x03\x04") or first or behind or extras:
        yield Unseen("bytes beside the members", "the package", max(first + behind, 1), check=ask.TRAILING)


def _counted(found: Iterable[object], kind: str, place: str, check: str, *, serious: bool = True) -> Iterator[Unseen]:
    amount = sum(1 for _ in found)
    if amount:
        yield Unseen(kind, place, amount, serious=serious, check=check)
