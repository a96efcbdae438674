"""What goes from a Word file before anybody looks at it, the same at every opening, so that parts keep their ids.

Macros, embedded files, fonts and data sources, earlier versions of the text, the people who wrote it and every setting
that is not about the look of the page are dropped; what a reader sees stays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from redact.media.docx.fields import flatten
from redact.media.docx.revisions import accept
from redact.media.docx.styles import rename_bookmarks, rename_styles
from redact.media.ooxml.charts import clean_chart
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
_WORDS = {
    "vbaProject": "macros",
    "customXml": "custom data",
    "custom-properties": "custom properties",
    "extended-properties": "properties of the program (company, manager, template, times)",
    "hyperlink": "a link to a file",
    "thumbnail": "a thumbnail",
    "glossaryDocument": "building blocks",
    "people": "the list of people",
    "package": "an embedded file",
    "oleObject": "an embedded object",
    "control": "a form control",
    "font": "an embedded font",
    "printerSettings": "printer settings",
    "attachedTemplate": "the address of a template",
    "mailMergeSource": "the address of a mail merge source",
    "aFChunk": "a file that would be inserted on opening",
    "subDocument": "a linked document",
    "chartEx": "a chart of a newer kind",
    "hdphoto": "the original of a picture",
    "video": "a film",
    "audio": "a sound",
    "media": "a film or sound",
    "image": "a linked picture",
}
_DROPPED = qs(
    "w:permStart w:permEnd w:proofErr w:altChunk w:subDoc w:contentPart w:control w:objectEmbed w:objectLink "
    "w:fldData w:dataBinding w15:dataBinding w:placeholder w:docPartObj w:docPartList w:helpText w:statusText "
    "w:entryMacro w:exitMacro w:docVars w:printerSettings w:smartTagPr w:customXmlPr w:nsid w:tmpl w:embedRegular "
    "w:embedBold w:embedItalic w:embedBoldItalic w:divId w:rsid w15:person o:OLEObject"
)
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


def clean(package: Package) -> str:
    """Drop what is dropped, and give the name of the member that holds the body."""
    package.main(TYPES)
    package.retain(_WORDS)
    package.sweep()
    roots = {name: package.xml(name) for name in package.text_members()}
    for name, root in roots.items():
        _clean_member(package, name, root)
    rename_styles([root for root in roots.values() if root.tag == q("w:styles")], roots.values())
    rename_bookmarks(roots.values())
    package.sweep()
    return package.main(TYPES)


def _clean_member(package: Package, name: str, root: Element) -> None:
    scrub(root)
    package.dropped["a tracked deletion"] += accept(root)
    _clean_elements(root)
    package.dropped["the instruction of a field"] += flatten(root)
    _forget_people(root)
    if root.tag == q("w:settings"):
        _clean_settings(root)
    elif root.tag == q("c:chartSpace"):
        clean_chart(root)
    elif name in package.targets(ROOT, "core-properties"):
        clean_properties(root)


def _clean_elements(root: Element) -> None:
    named = (name for holder in root.iter(*_NAMES) for name in holder.findall(q("w:name")))
    for element in [*root.iter(*_DROPPED), *named]:
        remove(element)
    for element in list(root.iter(*_WRAPPERS)):
        unwrap(element)
    for element in root.iter(q("w:object")):
        element.tag = q("w:pict")


def _forget_people(root: Element) -> None:
    for element in root.iter():
        for key in [str(key) for key in element.attrib if local(key) in _PEOPLE]:
            del element.attrib[key]
        if element.tag == q("w:comment"):
            element.set(q("w:author"), "Author")


def _clean_settings(root: Element) -> None:
    for child in list(root):
        if local(child.tag) not in _SETTINGS:
            remove(child)
