"""A letter, a workbook and slides of OpenDocument with another made-up name in each corner that can hold words."""

from __future__ import annotations

import base64
from pathlib import Path

from tests.media.odf.making import NS, content, pack, png

EDITED = {
    "body": "Aldous Quillbody",
    "split": "Bettina Splitspan",
    "spaced": "Cormac Spaced",
    "tabbed": "Dagny\tTabbed",
    "lined": "Eustace\nLined",
    "heading": "Fenella Heading",
    "cell": "Gawain Tablecell",
    "note": "Hedda Noted",
    "comment": "Ignatius Comment",
    "inserted": "Jocasta Inserted",
    "frame": "Kester Framed",
    "alttitle": "Lavinia Alttitle",
    "alt": "Mungo Altdesc",
    "link": "Nerys Linked",
    "tip": "Osric Tooltip",
    "field": "Perpetua Fieldtext",
    "input": "Quentin Inputfield",
    "reference": "Rowena Referenced",
    "foreign": "Sabine Foreignspan",
    "hidden": "Tancred Hiddenspan",
    "hiddensection": "Ursula Hiddensection",
    "hiddenparagraph": "Valentin Hiddenparagraph",
    "white": "Wilhelmina Whitetext",
    "tiny": "Xanthe Tinytext",
    "header": "Yorick Headerly",
    "footer": "Zenobia Footerly",
    "title": "Ambrose Titled",
    "subject": "Blodwen Subject",
    "keyword": "Crispin Keyword",
    "index": "Dorothea Indexed",
    "ruby": "Evander Rubytext",
    "suffix": "Florian Suffixed",
    "list": "Gwendolen Listed",
}
"""What stands in a part of the letter and is edited, by corner."""
DROPPED = {
    "deleted": "Hamish Deleted",
    "changer": "Imogen Changer",
    "commenter": "Jarvis Commenter",
    "initials": "Keziahinitials",
    "script": "Lysander Script",
    "event": "Marigold Event",
    "variable": "Nathaniel Variable",
    "condition": "Octavia Condition",
    "stringvalue": "Peregrine Stringvalue",
    "hiddenfield": "Quillon Hiddenfield",
    "bookmark": "Rosamund Bookmarked",
    "style": "Sylvester Styled",
    "shape": "Tabitha Shapename",
    "section": "Ulric Sectionname",
    "source": "Verity Sourcefile",
    "rdfa": "Winifred Rdfaed",
    "id": "XavierIdentified",
    "form": "Yolanda Formname",
    "creator": "Zachary Creator",
    "userprop": "Araminta Userprop",
    "template": "Barnabas Template",
    "settings": "Clementine Printer",
    "thumbnail": "Digory Thumbnail",
    "version": "Ermintrude Version",
    "basic": "Fitzroy Basic",
    "rdf": "Griselda Rdf",
    "signature": "Horatio Signature",
    "unlisted": "Isolde Unlisted",
    "picname": "Jethro_Picname",
    "ole": "Kirsten Oleobject",
    "filelink": "Leopold Filelink",
    "between": "Mehitabel Between",
    "xmlcomment": "Nicodemus Xmlcomment",
    "mark": "Ottoline Indexmark",
    "bibliography": "Phineas Bibliography",
    "dde": "Quintilla Livedata",
    "namespace": "rupertnamespace",
    "list": "Seraphina Dropdown",
    "metatext": "Thaddeus Description",
}
"""What stands in no part of the letter and goes, by corner."""


def letter_body() -> str:
    e, d = EDITED, DROPPED
    who = f"<dc:creator>{d['changer']}</dc:creator><dc:date>2020-01-01T00:00:00</dc:date>"
    changes = (
        '<text:tracked-changes><text:changed-region xml:id="ct1"><text:deletion><office:change-info>'
        f"{who}</office:change-info><text:p>{d['deleted']}</text:p></text:deletion></text:changed-region>"
        f'<text:changed-region xml:id="ct2"><text:insertion><office:change-info>{who}</office:change-info>'
        "</text:insertion></text:changed-region></text:tracked-changes>"
    )
    scripts = f'<office:forms><form:form form:name="{d["form"]}"/></office:forms>'
    decls = (
        f'<text:user-field-decls><text:user-field-decl text:name="v" office:string-value="{d["variable"]}"/>'
        "</text:user-field-decls>"
        f"<text:dde-connection-decls><text:dde-connection-decl "
        f'office:dde-topic="{d["dde"]}"/></text:dde-connection-decls>'
    )
    first, last = e["split"].split()
    one, two = e["spaced"].split()
    annotation = (
        f'<office:annotation office:name="{d["commenter"]}"><dc:creator>{d["commenter"]}</dc:creator>'
        f"<dc:date>2020-01-01T00:00:00</dc:date><meta:creator-initials>{d['initials']}</meta:creator-initials>"
        f"<text:p>{e['comment']}</text:p></office:annotation>"
    )
    note = (
        '<text:note text:id="ftn1" text:note-class="footnote"><text:note-citation>1</text:note-citation>'
        "<text:note-body>"
        f"<text:p>{e['note']}</text:p></text:note-body></text:note>"
    )
    picture = (
        f'<draw:frame draw:name="{d["shape"]}" draw:style-name="fr1" text:anchor-type="as-char" svg:width="2cm" '
        f'svg:height="1cm"><draw:image xlink:href="Pictures/{d["picname"]}.png" xlink:type="simple"/>'
        f"<svg:title>{e['alttitle']}</svg:title><svg:desc>{e['alt']}</svg:desc></draw:frame>"
    )
    box = f'<draw:frame svg:width="4cm"><draw:text-box><text:p>{e["frame"]}</text:p></draw:text-box></draw:frame>'
    ole = '<draw:frame svg:width="4cm"><draw:object-ole xlink:href="./Object 9"/></draw:frame>'
    return (
        f"{scripts}{changes}{decls}"
        f'<text:h text:outline-level="1">{e["heading"]}</text:h>'
        f"<text:p>Dear {e['body']}, kept words</text:p>{d['between']}"
        f'<text:p>Mr <text:span text:style-name="T1">{first[:4]}</text:span><text:span text:style-name="T2">{first[4:]}'
        f"</text:span> <text:span>{last[:3]}</text:span>{last[3:]} wrote<!-- {d['xmlcomment']} --></text:p>"
        f'<text:p>{one}<text:s text:c="1"/>{two} and {e["tabbed"].replace(chr(9), "<text:tab/>")} and '
        f"{e['lined'].replace(chr(10), '<text:line-break/>')}</text:p>"
        f'<table:table table:name="{d["shape"]}"><table:table-column/><table:table-row><table:table-cell>'
        "<text:p>Name</text:p></table:table-cell></table:table-row><table:table-row><table:table-cell "
        f'office:value-type="string" office:string-value="{d["stringvalue"]}"><text:p>{e["cell"]}</text:p>'
        "</table:table-cell></table:table-row></table:table>"
        f"<text:p>noted{note} and {annotation} said <text:change-start text:change-id='ct2'/>{e['inserted']}"
        f"<text:change-end text:change-id='ct2'/><text:change text:change-id='ct1'/></text:p>"
        f"<text:p>{box}{picture}{ole}</text:p>"
        f'<text:p><text:a xlink:href="mailto:{e["link"].replace(" ", "%20")}@x.example" office:title="{e["tip"]}">mail'
        f'</text:a> <text:a xlink:href="file:///C:/{d["filelink"]}/x.odt">file</text:a> '
        f'<text:a xlink:href="#{d["bookmark"]}">there</text:a></text:p>'
        f'<text:p><text:bookmark-start text:name="{d["bookmark"]}"/>here<text:bookmark-end '
        f'text:name="{d["bookmark"]}"/>'
        f'<text:alphabetical-index-mark text:string-value="{d["mark"]}"/></text:p>'
        f'<text:p><text:user-field-get text:name="v">{e["field"]}</text:user-field-get>, '
        f'<text:text-input text:description="{d["variable"]}">{e["input"]}</text:text-input>, '
        f'<text:conditional-text text:condition="{d["condition"]}" text:string-value-if-true="{d["condition"]}">x'
        f'</text:conditional-text><text:hidden-text text:string-value="{d["hiddenfield"]}" text:is-hidden="true"/>'
        f' <text:bookmark-ref text:ref-name="{d["bookmark"]}">{e["reference"]}</text:bookmark-ref>'
        f'<text:bibliography-mark text:author="{d["bibliography"]}">[1]</text:bibliography-mark>'
        f'<text:drop-down text:name="a"><text:label text:value="{d["list"]}"/>chosen</text:drop-down>'
        f'<text:script script:language="JavaScript">{d["script"]}</text:script></text:p>'
        f'<text:p xml:id="{d["id"]}" xhtml:about="x" xhtml:property="{d["rdfa"]}">'
        f'<loext:content-control loext:alias="{d["rdfa"]}">{e["foreign"]}</loext:content-control></text:p>'
        f'<text:p>seen <text:span text:style-name="Vanish">{e["hidden"]}</text:span></text:p>'
        f'<text:section text:name="{d["section"]}" text:display="none" text:condition="{d["condition"]}">'
        f'<text:section-source xlink:href="../{d["source"]}.odt"/><text:p>{e["hiddensection"]}</text:p></text:section>'
        f'<text:p>{e["hiddenparagraph"]}<text:hidden-paragraph text:condition="x" text:is-hidden="true"/></text:p>'
        f'<text:p text:style-name="White">{e["white"]}</text:p><text:p text:style-name="Tiny">{e["tiny"]}</text:p>'
        f'<text:table-of-content text:name="{d["section"]}"><text:index-body><text:p>{e["index"]}</text:p>'
        "</text:index-body></text:table-of-content>"
        f"<text:p><text:ruby><text:ruby-base>x</text:ruby-base><text:ruby-text>{e['ruby']}</text:ruby-text></text:ruby>"
        f"</text:p><text:list><text:list-item><text:p "
        f'text:style-name="{d["style"]}">{e["list"]}</text:p></text:list-item>'
        "</text:list>"
    )


def letter_styles() -> str:
    e, d = EDITED, DROPPED
    return (
        '<style:style style:name="T1" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>'
        '<style:style style:name="T2" style:family="text"><style:text-properties fo:font-style="italic"/></style:style>'
        '<style:style style:name="Hidebase" style:family="text"><style:text-properties '
        'text:display="none"/></style:style>'
        '<style:style style:name="Vanish" style:family="text" style:parent-style-name="Hidebase"/>'
        '<style:style style:name="White" style:family="paragraph"><style:text-properties '
        'fo:color="#FFFFFF"/></style:style>'
        '<style:style style:name="Tiny" style:family="paragraph"><style:text-properties '
        'fo:font-size="1pt"/></style:style>'
        f'<style:style style:name="{d["style"]}" style:display-name="{d["style"]}" style:family="paragraph"/>'
        '<text:list-style style:name="L1"><text:list-level-style-number text:level="1" '
        f'style:num-suffix="{e["suffix"]}"/></text:list-style>'
    )


def letter(path: Path) -> Path:
    """The letter, packed; flat where the path ends in ".fodt"."""
    e, d = EDITED, DROPPED
    event = f'<script:event-listener script:event-name="dom:load" xlink:href="vnd.sun.star.script:{d["event"]}"/>'
    scripts = f'<office:scripts><office:script script:language="Basic">{d["script"]}</office:script>'
    scripts += f"<office:event-listeners>{event}</office:event-listeners></office:scripts>"
    master = (
        '<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="pm1"><style:header>'
        f"<text:p>{e['header']}</text:p></style:header><style:footer><text:p>{e['footer']}</text:p></style:footer>"
        "</style:master-page></office:master-styles>"
    )
    meta = (
        f"<office:meta><dc:title>{e['title']}</dc:title><dc:subject>{e['subject']}</dc:subject>"
        f"<meta:keyword>{e['keyword']}</meta:keyword><dc:description>{d['metatext']}</dc:description>"
        f"<dc:creator>{d['creator']}</dc:creator><meta:initial-creator>{d['creator']}</meta:initial-creator>"
        f'<meta:user-defined meta:name="{d["userprop"]}">{d["userprop"]}</meta:user-defined>'
        f'<meta:template xlink:href="/home/{d["template"]}.ott"/>'
        "<meta:editing-cycles>7</meta:editing-cycles></office:meta>"
    )
    settings = (
        '<office:settings><config:config-item-set config:name="ooo:configuration-settings">'
        f'<config:config-item config:name="PrinterName" config:type="string">{d["settings"]}</config:config-item>'
        '<config:config-item config:name="TabOverflow" config:type="boolean">true</config:config-item>'
        "</config:config-item-set></office:settings>"
    )
    strange = f' xmlns:{d["namespace"]}="urn:{d["namespace"]}" {d["namespace"]}:x="{d["rdfa"]}"'
    body = f"<office:text>{letter_body()}</office:text>"
    if path.suffix == ".fodt":
        held = base64.b64encode(png()).decode()
        body = body.replace(
            f'<draw:image xlink:href="Pictures/{d["picname"]}.png" xlink:type="simple"/>',
            f"<draw:image><office:binary-data>{held}</office:binary-data></draw:image>",
        )
        whole = (
            f'<office:document {NS}{strange} office:version="1.2" '
            f'office:mimetype="application/vnd.oasis.opendocument.text">{meta}{settings}{scripts}'
            f"<office:automatic-styles>{letter_styles()}</office:automatic-styles>{master}"
            f"<office:body>{body}</office:body></office:document>"
        )
        path.write_text(whole, "utf-8")
        return path
    members = {
        "content.xml": content(body, letter_styles(), scripts).replace(
            b" office:version", f"{strange} office:version".encode(), 1
        ),
        "styles.xml": f"<office:document-styles {NS}>{master}</office:document-styles>".encode(),
        "meta.xml": f"<office:document-meta {NS}>{meta}</office:document-meta>".encode(),
        "settings.xml": f"<office:document-settings {NS}>{settings}</office:document-settings>".encode(),
        f"Pictures/{d['picname']}.png": png(),
        "Thumbnails/thumbnail.png": d["thumbnail"].encode(),
        "Versions/Version1": d["version"].encode(),
        "Basic/Standard/Module1.xml": f"<x>{d['basic']}</x>".encode(),
        "manifest.rdf": f"<x>{d['rdf']}</x>".encode(),
        "META-INF/documentsignatures.xml": f"<x>{d['signature']}</x>".encode(),
        f"{d['unlisted']}.xml": f"<x>{d['unlisted']}</x>".encode(),
        "Object 9": d["ole"].encode(),
    }
    return pack(path, "text", members)


BOOK_EDITED = {
    "sheet": "Aldous Sheetname",
    "cell": "Bettina Textcell",
    "rich": "Cormac Richcell",
    "lines": "Dagny\nTwolines",
    "valueonly": "Eustace Valueonly",
    "formula": "Fenella Formulaword",
    "repeated": "Gawain Repeated",
    "hiddenrow": "Hedda Hiddenrow",
    "filtered": "Ignatius Filtered",
    "hiddencolumn": "Jocasta Hiddencolumn",
    "hiddensheet": "Kester Hiddensheet",
    "comment": "Lavinia Cellcomment",
    "range": "Mungo Rangename",
    "unit": "Nerys Numberformat",
    "shape": "Osric Drawntext",
    "phone": "7700900123",
    "born": "1985-03-14",
}
BOOK_DROPPED = {
    "stringvalue": "Perpetua Stringvalue",
    "commenter": "Quentin Commenter",
    "validation": "Rowena Allowed",
    "filter": "Sabine Filterchoice",
    "pivot": "Tancred Pivot",
    "database": "Ursula Database",
    "dde": "Valentin Dde",
    "external": "Wilhelmina External",
    "scenario": "Xanthe Scenario",
    "changed": "Yorick Changed",
    "expression": "Zenobia Expression",
    "condition": "Ambrose Condition",
    "chartcopy": "Blodwen Chartcopy",
    "password": "Crispinprotection",
}


def book(path: Path) -> Path:
    e, d = BOOK_EDITED, BOOK_DROPPED
    q = f"'{e['sheet']}'"
    first, last = e["rich"].split()
    one, two = e["lines"].split("\n")
    annotation = (
        f"<office:annotation><dc:creator>{d['commenter']}</dc:creator><dc:date>2020-01-01</dc:date>"
        f"<text:p>{e['comment']}</text:p></office:annotation>"
    )
    rows = (
        _row(_cell("Name"), _cell("Phone"), _cell("Hide")),
        _row(_cell(e["cell"]), _cell("7.7E+9", f'office:value-type="float" office:value="{e["phone"]}"'), _cell("x")),
        _row(
            f"<table:table-cell>{annotation}<text:p>{first}<text:span> {last}</text:span></text:p></table:table-cell>",
            _cell("14 March", f'office:value-type="date" office:date-value="{e["born"]}"'),
            _cell(e["hiddencolumn"]),
        ),
        _row(
            f"<table:table-cell><text:p>{one}</text:p><text:p>{two}</text:p></table:table-cell>",
            f'<table:table-cell office:value-type="string" office:string-value="{e["valueonly"]}"/>',
        ),
        _row(
            _cell(f"{e['formula']}!", f"table:formula='of:=&quot;{e['formula']}&quot;&amp;&quot;!&quot;'"),
            _cell("seen", f'office:value-type="string" office:string-value="{d["stringvalue"]}"'),
        ),
        _row(_cell("BETTINA", 'table:formula="of:=UPPER([.A2])" office:value-type="string"'), _cell("kept words")),
        _row(_cell(e["repeated"], 'table:number-columns-repeated="2"')),
        _row(_cell("9", f"table:formula=\"of:=['file:///{d['external']}.ods'#$Sheet1.A1]\" office:value-type='float'")),
        _row(_cell("8", f'table:formula="of:={d["expression"].replace(" ", "_")}+1" office:value="8"')),
        _row(_cell(e["hiddenrow"]), more='table:visibility="collapse"'),
        _row(_cell(e["filtered"]), more='table:visibility="filter"'),
        _row(_cell("5", "table:formula=\"of:=SUM([$Two.A1:.A3])\" office:value-type='float' office:value='5'")),
    )
    columns = '<table:table-column table:number-columns-repeated="2"/><table:table-column table:visibility="collapse"/>'
    frame = '<draw:frame svg:width="5cm" svg:height="4cm">{}</draw:frame>'
    chart = frame.format(f'<draw:object draw:notify-on-update-of-ranges="{q}.A1:{q}.B3" xlink:href="./Object 1"/>')
    box = frame.format(f"<draw:text-box><text:p>{e['shape']}</text:p></draw:text-box>")
    shapes = f"<table:shapes>{chart}{box}</table:shapes>"
    more = f'table:protection-key="{d["password"]}" table:print-ranges="{q}.A1:{q}.B9"'
    one_sheet = f'<table:table table:name="{e["sheet"]}" {more}>{shapes}{columns}{"".join(rows)}</table:table>'
    reading = (
        _row(_cell("3", 'table:formula="of:=[$Three.A1]"')),
        _row(_cell("4", f'table:formula="of:=LEN([${q}.A2])"')),
    )
    shown = f'<table:table table:name="Two">{"".join(reading)}</table:table>'
    secret = f'<table:table table:name="Three" table:style-name="ta2">{_row(_cell(e["hiddensheet"]))}</table:table>'
    body = (
        f"<office:spreadsheet><table:tracked-changes><table:deletion>{_cell(d['changed'])}</table:deletion>"
        "</table:tracked-changes><table:content-validations><table:content-validation table:name='v' "
        f"table:condition='of:cell-content-is-in-list(&quot;{d['validation']}&quot;)'/></table:content-validations>"
        f"{one_sheet}{shown}{secret}<table:named-expressions>"
        f'<table:named-range table:name="{e["range"].replace(" ", "_")}" table:base-cell-address="{q}.A1" '
        f'table:cell-range-address="{q}.A2:.A3"/>'
        f'<table:named-expression table:name="{d["expression"].replace(" ", "_")}" table:expression="1"/>'
        "</table:named-expressions><table:database-ranges>"
        f'<table:database-range table:name="{d["database"]}"><table:filter><table:filter-condition '
        f'table:value="{d["filter"]}"/></table:filter></table:database-range></table:database-ranges>'
        f'<table:data-pilot-tables><table:data-pilot-table table:name="{d["pivot"]}"/></table:data-pilot-tables>'
        f'<table:dde-links><table:dde-link><office:dde-source office:dde-topic="{d["dde"]}"/></table:dde-link>'
        f'</table:dde-links><table:scenario table:comment="{d["scenario"]}"/></office:spreadsheet>'
    )
    styles = (
        '<style:style style:name="ta2" style:family="table"><style:table-properties '
        'table:display="false"/></style:style>'
        f'<number:number-style style:name="N1"><number:number/>'
        f"<number:text>{e['unit']}</number:text></number:number-style>"
        f'<style:style style:name="ce1" style:family="table-cell"><style:map style:condition="cell-content()='
        f'&quot;{d["condition"]}&quot;" style:apply-style-name="Default"/></style:style>'
    )
    inner = (
        f'<office:chart><chart:chart xlink:href=".." chart:class="chart:bar"><chart:plot-area '
        f'table:cell-range-address="{q}.A1:{q}.B3"><chart:series chart:values-cell-range-address="{q}.B2:{q}.B3"/>'
        f"</chart:plot-area><table:table table:name='local-table'>{_row(_cell(d['chartcopy']))}</table:table>"
        "</chart:chart></office:chart>"
    )
    members = {"content.xml": content(body, styles), "Object 1/content.xml": content(inner)}
    return pack(path, "spreadsheet", members)


def _row(*cells: str, more: str = "") -> str:
    return f"<table:table-row {more}>{''.join(cells)}</table:table-row>"


def _cell(words: str, more: str = "") -> str:
    return f"<table:table-cell {more}><text:p>{words}</text:p></table:table-cell>"


SLIDES_EDITED = {
    "title": "Aldous Slidetitle",
    "hidden": "Bettina Hiddenslide",
    "notes": "Cormac Speakernotes",
    "master": "Dagny Mastertext",
    "footer": "Eustace Footerdecl",
    "name": "Fenella Slidename",
    "cell": "Gawain Slidecell",
    "layer": "Hedda Hiddenlayer",
}
SLIDES_DROPPED = {
    "event": "Ignatius Clickevent",
    "film": "Jocasta Filmfile",
    "show": "Kester Customshow",
    "shape": "Lavinia Shapename",
    "style": "Mungo Masterstyle",
    "sound": "Nerys Soundfile",
}


def slides(path: Path) -> Path:
    e, d = SLIDES_EDITED, SLIDES_DROPPED

    def frame(words: str, more: str = "") -> str:
        box = f"<draw:text-box><text:p>{words}</text:p></draw:text-box>"
        return f'<draw:frame draw:name="{d["shape"]}" {more}>{box}</draw:frame>'

    event = f'<presentation:event-listener script:event-name="dom:click" xlink:href="{d["event"]}.odp"/>'
    film = f'<draw:frame><draw:plugin xlink:href="Media/{d["film"]}.mp4"/></draw:frame>'
    sound = f'<presentation:sound xlink:href="../{d["sound"]}.wav"/>'
    notes = f"<presentation:notes>{frame(e['notes'])}</presentation:notes>"
    table = f"<draw:frame><table:table>{_row(_cell(e['cell']))}</table:table></draw:frame>"
    layer = frame(e["layer"], 'draw:layer="secret"')
    shape = f"<draw:rect>{event}<text:p>kept words</text:p></draw:rect>"
    body = (
        f"<office:presentation><presentation:footer-decl "
        f'presentation:name="ftr1">{e["footer"]}</presentation:footer-decl>'
        f'<draw:page draw:name="{e["name"]}" draw:style-name="dp1" draw:master-page-name="{d["style"]}">'
        f"{frame(e['title'])}{table}{shape}{film}{layer}{notes}"
        f'</draw:page><draw:page draw:name="page2" draw:style-name="dp2" draw:master-page-name="{d["style"]}">'
        f'{frame(e["hidden"])}</draw:page><presentation:settings><presentation:show presentation:name="{d["show"]}" '
        f'presentation:pages="{d["show"]}"/></presentation:settings></office:presentation>'
    )
    styles = (
        '<style:style style:name="dp1" style:family="drawing-page"><style:drawing-page-properties>'
        f"{sound}</style:drawing-page-properties></style:style>"
        '<style:style style:name="dp2" style:family="drawing-page"><style:drawing-page-properties '
        'presentation:visibility="hidden"/></style:style>'
    )
    master = (
        '<office:styles/><office:master-styles><draw:layer-set><draw:layer draw:name="layout"/>'
        '<draw:layer draw:name="secret" draw:display="none"/></draw:layer-set>'
        f'<style:master-page style:name="{d["style"]}" style:page-layout-name="PM1">{frame(e["master"])}'
        "</style:master-page></office:master-styles>"
    )
    members = {
        "content.xml": content(body, styles),
        "styles.xml": f"<office:document-styles {NS}>{master}</office:document-styles>".encode(),
        f"Media/{d['film']}.mp4": d["film"].encode(),
    }
    return pack(path, "presentation", members)
