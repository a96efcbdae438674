"""What goes from a presentation before anybody looks at it, the same at every opening, so that parts keep their ids.

Macros, tags of programs, fonts, printer settings, views, sections, custom shows, handouts and the people who wrote it
are dropped, and slides are numbered as they are shown.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from redact.media.ooxml.charts import clean_chart
from redact.media.ooxml.enclosed import ENCLOSED, enclose
from redact.media.ooxml.package import ROOT, Package, Use
from redact.media.ooxml.properties import clean_properties
from redact.media.ooxml.scrub import scrub
from redact.media.ooxml.xml import local, q, qs, remove

if TYPE_CHECKING:
    from redact.media.ooxml.xml import Element

_PML = "application/vnd.openxmlformats-officedocument.presentationml"
_MACROS = "application/vnd.ms-powerpoint"
TYPES = frozenset(
    {f"{_PML}.{kind}.main+xml" for kind in ("presentation", "slideshow", "template")}
    | {f"{_MACROS}.{kind}.macroEnabled.main+xml" for kind in ("presentation", "slideshow", "template")}
)
USES = {
    **dict.fromkeys(("officeDocument", "core-properties", "theme", "presProps", "tableStyles"), Use.IMPLIED),
    **dict.fromkeys(("notesSlide", "comments", "commentAuthors", "diagramDrawing", "slideLayout"), Use.IMPLIED),
    **dict.fromkeys(("slideMaster", "slide", "notesMaster"), Use.IMPLIED),
    **dict.fromkeys(("chart", "chartUserShapes"), Use.MARKED),
    **dict.fromkeys(("diagramData", "diagramLayout", "diagramQuickStyle", "diagramColors"), Use.MARKED),
    **dict.fromkeys(("image", "video", "audio", "media"), Use.PICTURE),
    **ENCLOSED,
    "hyperlink": Use.LINK,
}
_WORDS = {
    "vbaProject": "macros",
    "customXml": "custom data",
    "custom-properties": "custom properties",
    "extended-properties": "properties of the program (company, manager, template, times)",
    "thumbnail": "a thumbnail",
    "tags": "tags of a program",
    "font": "an embedded font",
    "printerSettings": "printer settings",
    "handoutMaster": "the master of handouts",
    "viewProps": "views",
    "origin": "a digital signature",
    "control": "a form control",
    "extensibility": "commands of the ribbon",
    "webextensiontaskpanes": "an add-in",
    "hyperlink": "a link to a file",
    "image": "a linked picture",
    "video": "a linked film",
    "audio": "a linked sound",
    "slideUpdateInfo": "the address of a library of slides",
    "authors": "the authors of comments of a newer kind",
    "changesInfo": "a list of changes",
    "revisionInfo": "a list of changes",
    "chartEx": "a chart of a newer kind",
    "hdphoto": "the original of a picture",
    "ink": "ink",
    "classificationlabels": "labels of sensitivity",
}
_DROPPED = qs(
    "p:custDataLst p:custShowLst p:handoutMasterIdLst p:smartTags p:modifyVerifier p:photoAlbum p:kinsoku"
    " p:embeddedFontLst p:control p:controls p:contentPart p:sldSyncPr p:custShow"
)
_EMPTY = qs("p:notesMasterIdLst p:sldIdLst")
_VIEWS = frozenset({"cSldViewPr", "showPr"})


def clean(package: Package) -> str:
    """Drop what is dropped, and give the name of the member that holds the list of slides."""
    package.main(TYPES)
    _drop_newer_comments(package)
    package.retain(_WORDS)
    enclose(package)
    for name in package.members:
        if package.types.get(name, "").endswith("+xml"):
            _clean_member(package, name)
    package.sweep()
    _number_slides(package)
    return package.main(TYPES)


def slides_of(package: Package) -> list[str]:
    """The members of the slides in the order in which they are shown."""
    main = package.main(TYPES)
    targets = {row.id: row.target for row in package.relations[main]}
    listed = [entry.get(q("r:id"), "") for entry in package.xml(main).iter(q("p:sldId"))]
    return [targets[each] for each in listed if each in targets]


def _clean_member(package: Package, name: str) -> None:
    root = package.xml(name)
    scrub(root)
    for element in list(root.iter(*_DROPPED)):
        remove(element)
    for element in [inner for film in root.iter(q("p14:media")) for inner in film]:
        remove(element)
    _forget_previews(root)
    for element in [each for each in root.iter(*_EMPTY) if not len(each)]:
        remove(element)
    if root.tag == q("c:chartSpace"):
        clean_chart(root)
    elif root.tag == q("p:presentationPr"):
        _forget_views(root)
    elif name in package.targets(ROOT, "core-properties"):
        clean_properties(root)


def _forget_previews(root: Element) -> None:
    """A picture of what an embedded file looked like would show what went."""
    for holder in root.iter(q("p:oleObj")):
        for blip in holder.iter(q("a:blip")):
            blip.attrib.pop(q("r:embed"), "")
        for key in ("name", "spid"):
            holder.attrib.pop(key, "")


def _forget_views(root: Element) -> None:
    """How a show was set up names its user's printers and web pages."""
    for child in list(root):
        if local(child.tag) in {"htmlPubPr", "webPr", "prnPr", "clrMru"} | _VIEWS:
            remove(child)


def _drop_newer_comments(package: Package) -> None:
    """Comments of the newer kind name their authors in many places; their words are few. They go, and it is said."""
    for owner in list(package.relations):
        rows = package.relations[owner]
        newer = [row for row in rows if row.kind == "comments" and "/2018/10/" in row.type]
        package.dropped["comments of a newer kind"] += len(newer)
        package.relations[owner] = [row for row in rows if row not in newer]


def _number_slides(package: Package) -> None:
    slides = slides_of(package)
    new = {name: f"ppt/slides/slide{number}.xml" for number, name in enumerate(slides, 1)}
    for number, name in enumerate(slides, 1):
        notes = package.targets(name, "notesSlide")
        new |= dict.fromkeys(notes[:1], f"ppt/notesSlides/notesSlide{number}.xml")
        new |= dict.fromkeys(package.targets(name, "comments")[:1], f"ppt/comments/comment{number}.xml")
    taken = {name for name in package.members if name not in new} & set(new.values())
    new |= {name: f"{posixpath.dirname(name)}/member{number}.xml" for number, name in enumerate(sorted(taken), 900)}
    package.rename(new)
