"""A workbook with another made-up name in each corner that can hold words."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from tests.media.office import Members, R, add, changed, declare, png, relate

_MS = "http://schemas.microsoft.com/office"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_X = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
EDITED = {
    "cell": "Aldous Quillcell",
    "twice": "Bettina Twicecell",
    "rich": "Cormac Richtext",
    "inline": "Dagny Inlinestring",
    "result": "Eustace Formularesult",
    "literal": "Fenella Formulaliteral",
    "hiddensheet": "Gawain Hiddensheet",
    "veryhidden": "Hedda Veryhidden",
    "hiddenrow": "Ignatius Hiddenrow",
    "hiddencolumn": "Jocasta Hiddencolumn",
    "note": "Kester Noted",
    "sheetname": "Lavinia Sheetname",
    "definedname": "Mungo Definedname",
    "prompt": "Nerys Prompted",
    "list": "Osric Listed",
    "rule": "Perpetua Ruled",
    "ruletext": "Quentin Ruletext",
    "header": "Rowena Headered",
    "link": "Sabine Linked",
    "tooltip": "Tancred Tooltip",
    "column": "Ursula Columnhead",
    "charttitle": "Valentin Charttitle",
    "alt": "Wilhelmina Alttext",
    "drawn": "Xanthe Drawntext",
    "property": "Yorick Property",
    "format": "Zenobia Format",
    "escaped": "Ambrose Escaped",
    "total": "Blodwen Totalslabel",
    "threaded": "Caradoc Threadedwords",
    "reply": "Delwyn Threadedreply",
    "masked": "Eluned Maskedformat",
    "white": "Fflur Whiteonwhite",
    "tiny": "Gethin Tinyletters",
    "covered": "Heulwen Coveredcell",
    "whiterun": "Iolo Whiterun",
    "hiddenname": "Jenkin Hiddenname",
}
"""What stands in a part and is edited, by corner."""
PHONE = "07700900123"
BORN = "1985-03-14"
DROPPED = {
    "unused": "Crispin Unusedstring",
    "phonetic": "Dorothea Phonetic",
    "author": "Evander Author",
    "filter": "Florian Filtered",
    "pivot": "Gwendolen Pivotcache",
    "record": "Hamish Pivotrecord",
    "external": "Imogen Externalcache",
    "connection": "Jarvis Connection",
    "thread": "Keziah Threaded",
    "person": "Lysander Person",
    "custom": "Marigold Customxml",
    "macro": "Nathaniel Macro",
    "creator": "Octavia Creator",
    "company": "Peregrine Company",
    "scenario": "Quillon Scenario",
    "extension": "Rosamund Extension",
    "path": "Sylvester_Path",
    "cache": "Tabitha Chartcache",
    "picname": "Ulric Picname",
    "stale": "Verity Stalecolumn",
    "sharing": "Winifred Sharing",
    "printer": "Xavier Printer",
    "comment": "Yolanda Namecomment",
    "vml": "Zachary Vmltext",
    "tablename": "Araminta_Tablename",
    "external2": "Barnabas Externalformula",
    "slicer": "Kenver Slicer",
    "slicercache": "Llinos Slicercache",
    "timeline": "Meirion Timeline",
    "query": "Nesta Querytable",
    "model": "Olwen Datamodel",
    "maps": "Pryce Xmlmap",
    "extension2": "Rhonwen Webextension",
    "custom property": "Siarl Customproperty",
    "customproperties": "Tegwen Customproperties",
    "view": "Urien Customview",
    "history": "Vaughan Historylog",
    "users": "Wenna Usernames",
    "live": "Ynyr Livedata",
    "x14list": "Anwen Extensionlist",
    "mentioned": "Brychan Mentioned",
}
"""What no part shows and no written copy may hold, by corner."""


def torture(path: Path) -> Path:
    """Write the file."""
    _book().save(path)
    return changed(path, _members)


def _book() -> Any:
    import openpyxl
    from openpyxl.comments import Comment
    from openpyxl.workbook.defined_name import DefinedName

    e = EDITED
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = e["sheetname"]
    rows = [
        ["Name", "Phone", "Born", "Note", e["column"]],
        [e["cell"], int(PHONE), date(1985, 3, 14), e["twice"], "plain"],
        [e["hiddenrow"], 12.5, True, e["twice"], "kept words"],
        ["RICH", "INLINE", f'="{e["literal"]}"&A2', "STRRESULT", e["hiddencolumn"]],
        ["ESC", 43, "=LEFT(A2,3)", "=SUM(B2:B3)", "=B3*2"],
    ]
    for row in rows:
        sheet.append(row)
    sheet["B2"].number_format = "00000000000"
    sheet["B3"].number_format = f'0.0" {e["format"]}"'
    sheet["A2"].comment = Comment(e["note"], DROPPED["author"])
    sheet["A3"].hyperlink = f"mailto:{e['link'].replace(' ', '%20')}@x.example"
    sheet["A3"].hyperlink.tooltip = e["tooltip"]
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["E"].hidden = True
    sheet.oddHeader.center.text = e["header"]
    sheet.auto_filter.ref = "A1:E5"
    _rules(sheet)
    _drawn(sheet)
    for title, state, words in (("Two", "hidden", e["hiddensheet"]), ("Three", "veryHidden", e["veryhidden"])):
        other = book.create_sheet(title)
        other.sheet_state = state
        other["A1"] = words
    book["Two"]["B1"] = f"='{e['sheetname']}'!D4"
    _table(book["Two"])
    _unseen(book.create_sheet("Four"))
    book.defined_names[e["hiddenname"].replace(" ", "_")] = DefinedName(
        e["hiddenname"].replace(" ", "_"), attr_text="Four!$A$1", hidden=True
    )
    name = e["definedname"].replace(" ", "_")
    book.defined_names[name] = DefinedName(name, attr_text="Two!$A$1", comment=DROPPED["comment"])
    book["Three"]["A2"] = f"={name}&1"
    book.properties.title, book.properties.creator = e["property"], DROPPED["creator"]
    return book


def _unseen(sheet: Any) -> None:
    """Cells that a style hides."""
    from openpyxl.styles import Font

    for row, key in enumerate(("masked", "white", "tiny"), 1):
        sheet.cell(row, 1, EDITED[key])
    sheet["A1"].number_format = ";;;"
    sheet["A2"].font = Font(color="FFFFFFFF")
    sheet["A3"].font = Font(sz=1)
    sheet["A4"], sheet["B4"], sheet["A5"] = "over", "COVERED", "RUN"


def _rules(sheet: Any) -> None:
    from openpyxl.formatting.rule import FormulaRule, Rule
    from openpyxl.worksheet.datavalidation import DataValidation

    e = EDITED
    choice = DataValidation("list", formula1=f'"{e["list"]},other"', promptTitle="p", prompt=e["prompt"])
    choice.add("D2")
    sheet.add_data_validation(choice)
    sheet.conditional_formatting.add("A1:A5", FormulaRule(formula=[f'A1="{e["rule"]}"']))
    rule = Rule("containsText", operator="containsText", text=e["ruletext"], formula=['LEN(A1)>"9"'])
    sheet.conditional_formatting.add("B1:B5", rule)


def _drawn(sheet: Any) -> None:
    from openpyxl.chart import BarChart, Reference
    from openpyxl.drawing.image import Image

    chart = BarChart()
    chart.title = EDITED["charttitle"]
    chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=3), titles_from_data=True)
    sheet.add_chart(chart, "H2")
    sheet.add_image(Image(BytesIO(png())), "H20")


def _table(sheet: Any) -> None:
    from openpyxl.worksheet.table import Table

    for row in (["Who", "What"], ["x", "y"], ["Total", "z"]):
        sheet.append(row)
    table = Table(displayName=DROPPED["tablename"], name=DROPPED["tablename"], ref="A2:B4", totalsRowCount=1)
    table._initialise_columns()
    for column, head in zip(table.tableColumns, ("Who", DROPPED["stale"]), strict=True):
        column.name = head
    table.tableColumns[0].totalsRowLabel = EDITED["total"]
    sheet.add_table(table)


def _members(members: Members) -> None:
    e, d = EDITED, DROPPED
    sheet = "xl/worksheets/sheet1.xml"
    _strings(members, sheet)
    members[sheet] = _sub(
        members[sheet],
        (
            '<autoFilter ref="A1:E5"/>',
            f'<autoFilter ref="A1:E5"><filterColumn colId="0"><filters><filter val="{d["filter"]}"/>'
            f"</filters></filterColumn></autoFilter>",
        ),
        (
            "<autoFilter",
            f'<scenarios><scenario name="{d["scenario"]}" count="1"><inputCells r="A1" val="x"/></scenario>'
            "</scenarios><autoFilter",
        ),
        ("</worksheet>", f'<extLst><ext uri="{{x}}"><a t="{d["extension"]}"/></ext></extLst></worksheet>'),
    )
    _outside(members, sheet)
    _more(members, sheet)
    _threads(members)
    drawing = members["xl/drawings/drawing1.xml"].decode()
    box = (
        "<xdr:absoluteAnchor><xdr:pos x='0' y='0'/><xdr:ext cx='99999' cy='99999'/><xdr:sp textlink='$A$1' macro='m'>"
        f"<xdr:nvSpPr><xdr:cNvPr id='77' name='{d['picname']}' descr='{e['alt']}'/><xdr:cNvSpPr/></xdr:nvSpPr>"
        f"<xdr:spPr/>"
        f"<xdr:txBody><a:bodyPr/><a:p><a:r><a:t>{e['drawn'][:5]}</a:t></a:r><a:r><a:t>{e['drawn'][5:]}</a:t>"
        f"</a:r></a:p>"
        "</xdr:txBody></xdr:sp><xdr:clientData/></xdr:absoluteAnchor>"
    )
    if "xmlns:xdr=" not in drawing:
        box = box.replace("xdr:", "")
    if "xmlns:a=" not in drawing.partition(">")[0]:
        box = box.replace(
            "<a:bodyPr", '<a:bodyPr xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
        ).replace("<a:p>", '<a:p xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">')
    end = drawing.rindex("</")
    members["xl/drawings/drawing1.xml"] = (drawing[:end] + box + drawing[end:]).encode()
    chart = members["xl/charts/chart1.xml"].decode()
    cache = f"</f><strCache><pt idx='0'><v>{d['cache']}</v></pt></strCache>"
    members["xl/charts/chart1.xml"] = (
        chart.replace("</f>", cache, 1).replace("</c:f>", cache.replace("<", "<c:"), 1).encode()
    )
    notes = next(name for name in members if name.endswith(".vml"))
    members[notes] = members[notes].replace(b"<v:textbox", f"<v:textbox alt='{d['vml']}'".encode())
    members["docProps/app.xml"] = members["docProps/app.xml"].replace(
        b"</Properties>", f"<Company>{d['company']}</Company></Properties>".encode()
    )
    members["xl/workbook.xml"] = _sub(
        members["xl/workbook.xml"],
        ("<workbookPr", f'<fileSharing userName="{d["sharing"]}"/><workbookPr'),
        ("</workbook>", f'<extLst><ext uri="{{y}}"><p url="C:/{d["path"]}"/></ext></extLst></workbook>'),
    )


def share(members: Members) -> None:
    """Keep each text once for all cells of all sheets, as Excel does."""
    texts: dict[str, int] = {}

    def shared(match: re.Match[str]) -> str:
        return f't="s"><v>{texts.setdefault(match[1], len(texts))}</v>'

    for name in sorted(name for name in members if name.startswith("xl/worksheets/sheet")):
        xml = re.sub(r't="inlineStr"><is><t>([^<]*)</t></is>', shared, members[name].decode())
        members[name] = xml.encode()
    rows = "".join(f"<si><t>{text}</t></si>" for text in texts)
    add(members, "xl/sharedStrings.xml", f'<sst xmlns="{_X}">{rows}</sst>', f"{_SHEET}.sharedStrings+xml")
    relate(members, "xl/workbook.xml", "sharedStrings", "sharedStrings.xml", "rIdStrings")


def _strings(members: Members, sheet: str) -> None:
    """Turn some cells into kinds that openpyxl does not write."""
    e, d = EDITED, DROPPED
    share(members)
    first, last = e["rich"].split()
    phonetic = f'<rPh sb="0" eb="1"><t>{d["phonetic"]}</t></rPh><phoneticPr fontId="1"/>'
    escaped = e["escaped"].replace("m", "_x006D_", 1)
    members["xl/sharedStrings.xml"] = _sub(
        members["xl/sharedStrings.xml"],
        (
            "<si><t>RICH</t></si>",
            f"<si><r><rPr><b/></rPr><t>Mr {first}</t></r><r><t> {last} here</t></r>{phonetic}</si>",
        ),
        ("<si><t>COVERED</t></si>", f"<si><t>{e['covered']}</t></si>"),
        (
            "<si><t>RUN</t></si>",
            "<si><r><t>plain </t></r><r><rPr><color rgb='FFFFFFFF'/></rPr>".replace("'", '"')
            + f"<t>{e['whiterun']}</t></r></si>",
        ),
        ("<si><t>ESC</t></si>", f"<si><t>{escaped}</t></si>"),
        ("</sst>", f"<si><t>{d['unused']}</t></si></sst>"),
    )
    xml = members[sheet].decode()
    start, end = xml.index('<c r="B4"'), xml.index('<c r="C4"')
    xml = xml[:start] + f'<c r="B4" t="inlineStr"><is><t>{e["inline"]}</t></is></c>' + xml[end:]
    start, end = xml.index('<c r="D4"'), xml.index('<c r="E4"')
    xml = xml[:start] + f'<c r="D4" t="str"><f>UPPER(A2)</f><v>{e["result"]}</v></c>' + xml[end:]
    for cell, value in (("C5", "Ald"), ("D5", "7700900135.5"), ("E5", "25")):
        kind = ' t="str"' if cell == "C5" else ""
        xml = xml.replace(f'<c r="{cell}"><f>', f'<c r="{cell}"{kind}><f>').replace("</f><v></v>", "</f><v/>")
        at = xml.index("</f>", xml.index(f'<c r="{cell}"'))
        stop = xml.index("</c>", at)
        xml = xml[: at + 4] + f"<v>{value}</v>" + xml[stop:]
    at = xml.index("</sheetData>")
    other = f'<row r="9"><c r="A9" t="str"><f>[1]Sheet1!A1&amp;"{d["external2"]}"</f><v>from outside</v></c></row>'
    members[sheet] = (xml[:at] + other + xml[at:]).encode()


def _outside(members: Members, sheet: str) -> None:
    d = DROPPED
    book = "xl/workbook.xml"
    cache = (
        f'<pivotCacheDefinition xmlns="{_X}" xmlns:r="{R}"><cacheField><s v="{d["pivot"]}"/></cacheField>'
        f"</pivotCacheDefinition>"
    )
    add(members, "xl/pivotCache/pivotCacheDefinition1.xml", cache, f"{_SHEET}.pivotCacheDefinition+xml")
    relate(members, book, "pivotCacheDefinition", "pivotCache/pivotCacheDefinition1.xml", "rIdPivot")
    add(members, "xl/pivotCache/pivotCacheRecords1.xml", f"<r>{d['record']}</r>", f"{_SHEET}.pivotCacheRecords+xml")
    relate(members, "xl/pivotCache/pivotCacheDefinition1.xml", "pivotCacheRecords", "pivotCacheRecords1.xml", "rId1")
    add(members, "xl/pivotTables/pivotTable1.xml", f"<p a='{d['pivot']}'/>", f"{_SHEET}.pivotTable+xml")
    relate(members, sheet, "pivotTable", "../pivotTables/pivotTable1.xml", "rIdTable")
    add(members, "xl/externalLinks/externalLink1.xml", f"<e>{d['external']}</e>", f"{_SHEET}.externalLink+xml")
    relate(members, book, "externalLink", "externalLinks/externalLink1.xml", "rIdExternal")
    references = f'<externalReferences><externalReference xmlns:r="{R}" r:id="rIdExternal"/></externalReferences>'
    pivots = f'<pivotCaches><pivotCache cacheId="1" xmlns:r="{R}" r:id="rIdPivot"/></pivotCaches>'
    members[book] = _sub(
        members[book], ("<definedNames>", f"{references}<definedNames>"), ("</workbook>", f"{pivots}</workbook>")
    )
    add(members, "xl/connections.xml", f"<c>{d['connection']}</c>", f"{_SHEET}.connections+xml")
    relate(members, book, "connections", "connections.xml", "rIdConnection")
    add(
        members,
        "xl/threadedComments/threadedComment1.xml",
        f"<t>{d['thread']}</t>",
        "application/vnd.ms-excel.threadedcomments+xml",
    )
    relate(
        members,
        sheet,
        f"{_MS}/2017/10/relationships/threadedComment",
        "../threadedComments/threadedComment1.xml",
        "rIdThread",
    )
    add(members, "xl/persons/person.xml", f"<p>{d['person']}</p>", "application/vnd.ms-excel.person+xml")
    relate(members, book, f"{_MS}/2017/10/relationships/person", "persons/person.xml", "rIdPerson")
    add(members, "customXml/item1.xml", f"<x>{d['custom']}</x>", "application/xml")
    relate(members, book, "customXml", "../customXml/item1.xml", "rIdCustom")
    members["xl/vbaProject.bin"] = d["macro"].encode()
    declare(members, "xl/vbaProject.bin", "application/vnd.ms-office.vbaProject")
    relate(members, book, f"{_MS}/2006/relationships/vbaProject", "vbaProject.bin", "rIdVba")
    members["xl/printerSettings/printerSettings1.bin"] = d["printer"].encode("utf-16-le")
    declare(members, "xl/printerSettings/printerSettings1.bin", f"{_SHEET}.printerSettings")
    relate(members, sheet, "printerSettings", "../printerSettings/printerSettings1.bin", "rIdPrinter")


_MORE = (
    ("slicer", "xl/slicers/slicer1.xml", "slicer", True),
    ("slicercache", "xl/slicerCaches/slicerCache1.xml", "slicerCache", False),
    ("timeline", "xl/timelines/timeline1.xml", "timeline", True),
    ("query", "xl/queryTables/queryTable1.xml", "queryTable", True),
    ("model", "xl/model/item.data", "powerPivotData", False),
    ("maps", "xl/xmlMaps.xml", "xmlMaps", False),
    ("extension2", "xl/webextensions/webextension1.xml", "webextension", False),
    ("custom property", "xl/customProperty1.bin", "customProperty", True),
    ("history", "xl/revisions/revisionHeaders.xml", "revisionHeaders", False),
    ("users", "xl/revisions/userNames.xml", "usernames", False),
    ("live", "xl/volatileDependencies.xml", "volatileDependencies", False),
)
"""By corner: its member, the kind of relation to it, and whether the sheet has that."""


def _more(members: Members, sheet: str) -> None:
    """Members of kinds that a copy has none of."""
    d = DROPPED
    for number, (key, name, kind, is_on_sheet) in enumerate(_MORE, 1):
        add(members, name, f"<x><y>{d[key]}</y></x>", "application/xml")
        owner = sheet if is_on_sheet else "xl/workbook.xml"
        relate(members, owner, kind, f"/{name}", f"rIdMore{number}")
    add(members, "docProps/custom.xml", f"<x><y>{d['customproperties']}</y></x>", "application/xml")
    relate(members, "", "custom-properties", "docProps/custom.xml", "rIdCustomProperties")
    view = f'<customSheetViews><customSheetView guid="{{1}}"><header>{d["view"]}</header></customSheetView>'
    rule = f'<extLst><ext uri="{{CCE}}"><f xmlns="urn:x">"{d["x14list"]}"</f></ext></extLst></worksheet>'
    text = members[sheet].decode()
    text = text.replace("<conditionalFormatting", f"{view}</customSheetViews><conditionalFormatting", 1)
    members[sheet] = text.replace("</worksheet>", rule).encode() if "<extLst>" not in text else text.encode()
    members[sheet] = members[sheet].replace(b"</extLst>", rule.removesuffix("</worksheet>")[8:].encode(), 1)
    fourth = "xl/worksheets/sheet4.xml"
    members[fourth] = members[fourth].replace(
        b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="A4:B4"/></mergeCells>'
    )


def _threads(members: Members) -> None:
    """A thread of two on a cell of the fourth sheet."""
    space, e = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments", EDITED
    mention = f'<mentions><mention mentionpersonId="{DROPPED["mentioned"]}"/></mentions>'
    words = (("threaded", ""), ("reply", ' parentId="{1}"'))
    rows = "".join(
        f'<threadedComment ref="A5" dT="2024-01-01T00:00:00" personId="{{9}}" id="{{{n}}}"{more}>'
        f"<text>{e[key]}</text>{mention}</threadedComment>"
        for n, (key, more) in enumerate(words, 1)
    )
    name = "xl/threadedComments/threadedComment4.xml"
    add(
        members,
        name,
        f'<ThreadedComments xmlns="{space}">{rows}</ThreadedComments>',
        "application/vnd.ms-excel.threadedcomments+xml",
    )
    kind = f"{_MS}/2017/10/relationships/threadedComment"
    relate(members, "xl/worksheets/sheet4.xml", kind, f"/{name}", "rIdThreads4")


def _sub(data: bytes, *pairs: tuple[str, str]) -> bytes:
    text = data.decode()
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text.encode()
