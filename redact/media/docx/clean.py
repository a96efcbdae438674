"""What goes from a Word file before anybody looks at it, the same at every opening, so that parts keep their ids.

Macros, fonts and data sources, earlier versions of the text, the people who wrote it, notes that nothing refers to and
every setting that is not about the look of the page are dropped; what a reader sees stays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from redact.media.docx.comments import drop_unreferred, unsign
from redact.media.docx.dropped import ELEMENTS, MEMBERS
from redact.media.docx.fields import flatten
from redact.media.docx.headers import unshown
from redact.media.docx.revisions import accept, keep
from redact.media.docx.styles import rename_bookmarks, rename_styles
from redact.media.ooxml.charts import clean_chart
from redact.media.ooxml.enclosed import enclose, forget_previews
from redact.media.ooxml.package import ROOT, Package, Use
from redact.media.ooxml.properties import clean_properties
from redact.media.ooxml.scrub import scrub
from redact.media.ooxml.xml import local, q, qs, remove, unwrap

if TYPE_CHECKING:
    from redact.media.ooxml.xml import Element

TYPES = frozenset(
    {
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        "application/vnd.ms-word.document.macroEnabled.main+xml",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
        "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
    }
)
USES = {
    **dict.fromkeys(("officeDocument", "core-properties"), Use.IMPLIED),
    **dict.fromkeys(("styles", "numbering", "settings", "fontTable", "theme"), Use.IMPLIED),
    **dict.fromkeys(("footnotes", "endnotes", "comments", "commentsExtended", "diagramDrawing"), Use.IMPLIED),
    **dict.fromkeys(("header", "footer", "chart", "chartUserShapes"), Use.MARKED),
    **dict.fromkeys(("diagramData", "diagramLayout", "diagramQuickStyle", "diagramColors"), Use.MARKED),
    "image": Use.PICTURE,
    "hyperlink": Use.LINK,
}
_DROPPED = qs(
    "w:permStart w:permEnd w:proofErr w:subDoc w:contentPart w:control w:objectEmbed w:objectLink "
    "w:fldData w:dataBinding w15:dataBinding w:placeholder w:docPartObj w:docPartList w:helpText w:statusText "
    "w:entryMacro w:exitMacro w:docVars w:printerSettings w:smartTagPr w:customXmlPr w:nsid w:tmpl "
    "w:embedRegular w:embedBold w:embedItalic w:embedBoldItalic w:divId w:rsid w15:person"
)
_INSIDE_OBJECTS = qs("o:LinkType o:LockedField o:FieldCodes")
_PEOPLE = frozenset({"author", "initials", "date"})
_NAMES = qs("w:ffData w:abstractNum")
_WRAPPERS = qs("w:smartTag w:customXml")
_SETTINGS = frozenset(
    (
        "zoom removePersonalInformation mirrorMargins alignBordersAndEdges bordersDoNotSurroundHeader "
        "bordersDoNotSurroundFooter gutterAtTop autoHyphenation consecutiveHyphenLimit hyphenationZone "
        "doNotHyphenateCaps evenAndOddHeaders bookFoldPrinting bookFoldRevPrinting drawingGridHorizontalSpacing "
        "drawingGridVerticalSpacing defaultTabStop characterSpacingControl footnotePr endnotePr compat mathPr "
        "themeFontLang clrSchemeMapping displayBackgroundShape decimalSymbol listSeparator noLineBreaksAfter "
        "noLineBreaksBefore strictFirstAndLastChars"
    ).split()
)
"""The settings that are about the look of the page; every other goes."""


def clean(package: Package, *, keep_changes: bool = False) -> str:
    """Drop what is dropped, and give the name of the member that holds the body."""
    package.main(TYPES)
    package.retain(MEMBERS)
    enclose(package)
    package.sweep()
    roots = {name: package.xml(name) for name in package.text_members()}
    for name, root in roots.items():
        _clean_member(package, name, root, keep_changes=keep_changes)
    _drop_unshown(package, list(roots.values()))
    rename_styles([root for root in roots.values() if root.tag == q("w:styles")], roots.values())
    rename_bookmarks(roots.values())
    package.sweep()
    return package.main(TYPES)


def _drop_unshown(package: Package, roots: list[Element]) -> None:
    """Take out what no reader of the text comes to."""
    for reference in unshown(roots):
        remove(reference)
        package.dropped["a header or footer that no page shows"] += 1
    package.dropped["a note or comment that nothing refers to"] += drop_unreferred(roots)


def _clean_member(package: Package, name: str, root: Element, *, keep_changes: bool) -> None:
    _tell(package, root)
    scrub(root)
    if not keep_changes:
        package.dropped["a tracked deletion"] += accept(root)
    _clean_elements(root)
    _clean_objects(root, {row.id for row in package.relations[name]})
    package.dropped["the instruction of a field"] += flatten(root)
    _forget_people(root)
    if keep_changes:
        keep(root)
    if root.tag == q("w:settings"):
        _clean_settings(root)
    elif root.tag == q("c:chartSpace"):
        clean_chart(root)
    elif name in package.targets(ROOT, "core-properties"):
        clean_properties(root)


def _tell(package: Package, root: Element) -> None:
    """Say what of this member will go."""
    names = (local(element.tag) for element in root.iter())
    package.dropped.update(ELEMENTS[name] for name in names if name in ELEMENTS)


def _clean_objects(root: Element, relations: set[str]) -> None:
    """Forget what embedded objects looked like, and those that have no file any more: their frames stay."""
    forget_previews(root)
    for element in list(root.iter(q("o:OLEObject"))):
        if element.get(q("r:id")) not in relations:
            remove(element)
    for element in [inner for holder in root.iter(q("o:OLEObject")) for inner in holder.iter(*_INSIDE_OBJECTS)]:
        remove(element)
    for element in list(root.iter(q("w:object"))):
        if element.find(q("o:OLEObject")) is None:
            element.tag = q("w:pict")


def _clean_elements(root: Element) -> None:
    named = (name for holder in root.iter(*_NAMES) for name in holder.findall(q("w:name")))
    for element in [*root.iter(*_DROPPED), *named]:
        remove(element)
    for element in list(root.iter(*_WRAPPERS)):
        unwrap(element)


def _forget_people(root: Element) -> None:
    for element in root.iter():
        for key in [str(key) for key in element.attrib if local(key) in _PEOPLE]:
            del element.attrib[key]
    unsign(root)


def _clean_settings(root: Element) -> None:
    for child in list(root):
        if local(child.tag) not in _SETTINGS:
            remove(child)
