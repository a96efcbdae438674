"""What goes from a workbook before anybody looks at it, the same at every opening, so that parts keep their ids.

Pivot tables become the plain cells that they show, and their caches go: they hold every row of the source, hidden or
not. So go macros, links to other workbooks, connections, the data model, filters' lists of values, scenarios, views,
comment threads (their text is in the notes) and everything hung on extension lists.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from redact.media.ooxml.charts import clean_chart
from redact.media.ooxml.enclosed import enclose
from redact.media.ooxml.names import is_style_name
from redact.media.ooxml.package import ROOT, Use
from redact.media.ooxml.properties import clean_properties
from redact.media.ooxml.scrub import scrub
from redact.media.ooxml.xml import local, q, qs, remove
from redact.media.xlsx.formulas import FORMULAS, leads_elsewhere, with_names
from redact.media.xlsx.objects import clean_objects
from redact.media.xlsx.sheets import SheetPackage
from redact.media.xlsx.threads import threads_into_notes

if TYPE_CHECKING:
    from redact.media.ooxml.xml import Element

TYPES = frozenset(
    {
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml",
        "application/vnd.ms-excel.template.macroEnabled.main+xml",
    }
)
USES = {
    **dict.fromkeys(("officeDocument", "core-properties"), Use.IMPLIED),
    **dict.fromkeys(("styles", "theme", "sharedStrings", "comments", "diagramDrawing"), Use.IMPLIED),
    **dict.fromkeys(("worksheet", "chartsheet", "drawing", "chart", "chartUserShapes", "table"), Use.MARKED),
    **dict.fromkeys(("diagramData", "diagramLayout", "diagramQuickStyle", "diagramColors"), Use.MARKED),
    "image": Use.PICTURE,
    "hyperlink": Use.LINK,
}
_WORDS = {
    "vbaProject": "macros",
    "xlMacrosheet": "a sheet of macros",
    "xlIntlMacrosheet": "a sheet of macros",
    "dialogsheet": "a dialogue sheet",
    "customXml": "custom data",
    "custom-properties": "custom properties",
    "extended-properties": "properties of the program (company, manager, template, times)",
    "hyperlink": "a link to a file",
    "thumbnail": "a thumbnail",
    "pivotTable": "a pivot table (its cells stay)",
    "pivotCacheDefinition": "a pivot cache",
    "externalLink": "a link to another workbook",
    "connections": "data connections",
    "queryTable": "a query",
    "powerPivotData": "the data model",
    "revisionLog": "the history of changes",
    "webextensiontaskpanes": "an add-in",
    "webextension": "an add-in",
    "customData": "custom data",
    "model": "the data model",
    "slicer": "a slicer",
    "slicerCache": "a slicer's values",
    "timeline": "a time line",
    "timelineCache": "a time line's values",
    "threadedComment": "a comment thread (its text stays as a note)",
    "person": "the list of people",
    "revisionHeaders": "the history of changes",
    "usernames": "the list of users",
    "printerSettings": "printer settings",
    "package": "an embedded file",
    "oleObject": "an embedded object",
    "control": "a form control",
    "ctrlProp": "a form control",
    "xmlMaps": "an XML map",
    "customProperty": "a custom property of a sheet",
    "sheetMetadata": "rich data of cells",
    "rdRichValue": "rich data of cells",
    "volatileDependencies": "live data",
    "image": "a linked picture",
    "chartEx": "a chart of a newer kind",
}
_WORDS_INSIDE = {
    "filterColumn": "the choices of a filter",
    "scenarios": "scenarios",
    "sheetProtection": "the protection of a sheet",
    "workbookProtection": "the protection of the workbook",
    "customSheetViews": "personal views",
    "protectedRanges": "protected ranges",
    "dataConsolidate": "the sources of a consolidation",
    "fileSharing": "the name of who opened it",
    "rPh": "phonetic guides",
}
_CHILDREN = {
    "workbook": frozenset("workbookPr bookViews sheets definedNames calcPr".split()),
    "worksheet": frozenset(
        (
            "sheetPr dimension sheetViews sheetFormatPr cols sheetData autoFilter mergeCells phoneticPr "
            "conditionalFormatting dataValidations hyperlinks printOptions pageMargins pageSetup headerFooter "
            "rowBreaks colBreaks ignoredErrors drawing oleObjects picture tableParts"
        ).split()
    ),
    "chartsheet": frozenset("sheetPr sheetViews pageMargins pageSetup headerFooter drawing picture".split()),
    "table": frozenset("autoFilter tableColumns tableStyleInfo".split()),
    "comments": frozenset("authors commentList".split()),
    "autoFilter": frozenset(),
    "tableColumn": frozenset("calculatedColumnFormula totalsRowFormula".split()),
    "sheetView": frozenset("pane selection".split()),
    "comment": frozenset({"text"}),
    "sheetData": frozenset({"row"}),
    "row": frozenset({"c"}),
    "c": frozenset("f v is".split()),
    "f": frozenset(),
    "v": frozenset(),
    "t": frozenset(),
    "si": frozenset("t r".split()),
    "is": frozenset("t r".split()),
}
"""By element, the children that stay; every other goes."""
_CHILDREN_BY_TAG = {q(f"x:{name}"): children for name, children in _CHILDREN.items()}
_ATTRIBUTES = {
    "c": frozenset("r s t".split()),
    "row": frozenset(
        "r spans s customFormat ht hidden customHeight outlineLevel collapsed thickTop thickBot dyDescent".split()
    ),
    "v": frozenset({"space"}),
    "f": frozenset("t ref si ca aca bx dt2D dtr del1 del2 r1 r2".split()),
    "definedName": frozenset("name localSheetId hidden".split()),
    "tableColumn": frozenset(
        "id name totalsRowLabel totalsRowFunction headerRowDxfId dataDxfId totalsRowDxfId".split()
    ),
    "table": frozenset(
        (
            "id name displayName ref headerRowCount totalsRowCount totalsRowShown headerRowDxfId dataDxfId "
            "totalsRowDxfId insertRow insertRowShift published headerRowBorderDxfId tableBorderDxfId Ignorable"
        ).split()
    ),
    "hyperlink": frozenset("ref location tooltip id".split()),
    "comment": frozenset("ref authorId".split()),
}
"""By element, the attributes that stay."""
_ATTRIBUTES_BY_TAG = {q(f"x:{name}"): attributes for name, attributes in _ATTRIBUTES.items()}
_TEXTS = qs("x:t x:author x:cellStyle x:hyperlink")
_FORMULA = q("x:f")
_HOLDERS = qs("x:sheetData x:row x:c x:is x:si x:r")
"""These hold elements only; text between them is shown nowhere."""
_ESCAPE = re.compile(r"_x(?!005[fF]_)([0-9A-Fa-f]{4})_")


def clean(package: SheetPackage) -> str:
    """Drop what is dropped, and give the name of the member that is the workbook."""
    main = package.main(TYPES)
    before = [sheet.get(q("r:id"), "") for sheet in package.xml(main).iter(q("x:sheet"))]
    threads_into_notes(package)
    package.retain(_WORDS)
    enclose(package)
    _clean_names(package, package.xml(main), before)
    package.sweep()
    for name in package.text_members():
        _clean_member(package, name)
    _name_tables(package)
    package.sweep()
    return package.main(TYPES)


def _clean_names(package: SheetPackage, book: Element, before: list[str]) -> None:
    """Drop defined names that are no ranges, and give the others the numbers that their sheets have now."""
    after = [sheet.get(q("r:id"), "") for sheet in book.iter(q("x:sheet"))]
    for name in list(book.iter(q("x:definedName"))):
        number = name.get("localSheetId")
        sheet = before[int(number)] if number and number.isdigit() and int(number) < len(before) else None
        macro = any(name.get(key) in {"1", "true"} for key in ("function", "vbProcedure", "xlm"))
        if macro or leads_elsewhere(name.text or "") or (number and sheet not in after):
            remove(name)
            package.dropped["a name for something outside"] += 1
        elif sheet is not None:
            name.set("localSheetId", str(after.index(sheet)))


def _name_tables(package: SheetPackage) -> None:
    """Give every table a plain name, and follow it in formulas."""
    roots = [package.xml(name) for name in package.text_members()]
    tables = [root for root in roots if root.tag == q("x:table")]
    new = {root.get("displayName", ""): f"Table{root.get('id', '')}" for root in tables}
    for root in tables:
        plain = new[root.get("displayName", "")]
        root.set("name", plain)
        root.set("displayName", plain)
    for root in roots if any(old != plain for old, plain in new.items()) else ():
        for element in root.iter(*FORMULAS):
            element.text = with_names(element.text or "", new) or None
    if any(old != plain for old, plain in new.items()):
        package.respell(lambda text: with_names(text, new))


def _clean_member(package: SheetPackage, name: str) -> None:
    root = package.xml(name)
    clean_objects(root)
    scrub(root)
    if root.tag == q("c:chartSpace"):
        clean_chart(root, keep_values=False)
    elif name in package.targets(ROOT, "core-properties"):
        clean_properties(root)
    elif str(root.tag).startswith(q("x:")):
        package.dropped.update(_clean_sheet(root))


def _clean_sheet(root: Element) -> Counter[str]:
    """Clean one member of the spreadsheet's own kind; what went, in plain words."""
    gone = Counter[str]()
    for element in list(root.iter()):
        tag = str(element.tag)
        if tag in _HOLDERS and element.text:
            element.text = None
        if tag in _CHILDREN_BY_TAG:
            gone.update(_keep_children(element, _CHILDREN_BY_TAG[tag]))
        if tag in _ATTRIBUTES_BY_TAG:
            _keep_attributes(element, _ATTRIBUTES_BY_TAG[tag])
        if tag in _TEXTS:
            _clean_text(element, local(tag))
        elif tag == _FORMULA and leads_elsewhere(element.text or ""):
            gone["a formula on another workbook"] += 1
            remove(element)
    return gone


def _keep_children(element: Element, names: frozenset[str]) -> list[str]:
    doomed = [child for child in element if local(child.tag) not in names]
    for child in doomed:
        element.remove(child)
    return [_WORDS_INSIDE[name] for name in map(_tag, doomed) if name in _WORDS_INSIDE]


def _tag(element: Element) -> str:
    return local(element.tag)


def _keep_attributes(element: Element, names: frozenset[str]) -> None:
    for key in element.keys():  # noqa: SIM118 - the list of names, so that they may be deleted
        if key not in names and local(key) not in names:
            del element.attrib[key]


def _clean_text(element: Element, name: str) -> None:
    if name == "t" and element.text and "_x" in element.text:
        element.text = _ESCAPE.sub(_unescaped, element.text)
    elif name == "author":
        element.text = "Author"
    elif name == "cellStyle" and not is_style_name(element.get("name", "")):
        element.set("name", f"custom {element.get('xfId', '')}")
    elif name == "hyperlink" and not (element.get(q("r:id")) or element.get("location")):
        remove(element)


def _unescaped(match: re.Match[str]) -> str:
    code = int(match.group(1), 16)
    return chr(code) if code in {9, 10, 13} or 32 <= code < 0xD800 else ""
