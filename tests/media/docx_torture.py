"""A Word file with another made-up name in each corner that can hold words."""

from __future__ import annotations

from pathlib import Path

from tests.media.office import NS, Members, R, add, docx_with, paragraph, png, relate

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
EDITED = {
    "body": "Aldous Quillbody",
    "split": "Bettina Splitrun",
    "cell": "Cormac Tablecell",
    "nested": "Dagny Nestedcell",
    "header": "Eustace Headerly",
    "footer": "Fenella Footerly",
    "footnote": "Gawain Footnoted",
    "endnote": "Hedda Endnoted",
    "comment": "Ignatius Comment",
    "inserted": "Jocasta Inserted",
    "moved": "Kester Movedto",
    "textbox": "Lavinia Textbox",
    "vml": "Mungo Vmlbox",
    "control": "Nerys Controlled",
    "math": "Osric Mathrun",
    "hidden": "Perpetua Vanished",
    "ruby": "Quentin Rubytext",
    "tabbed": "Rowena\tTabbed",
    "instruction": "Sabine Instructed",
    "simple": "Tancred Simplefield",
    "result": "Ursula Resulting",
    "alt": "Valentin Alttext",
    "alttitle": "Wilhelmina Alttitle",
    "watermark": "Xanthe Watermark",
    "tooltip": "Yorick Tooltip",
    "link": "Zenobia Linked",
    "alias": "Ambrose Aliased",
    "listitem": "Blodwen Listitem",
    "chart": "Crispin Chartcat",
    "charttitle": "Dorothea Chartitle",
    "diagram": "Evander Diagram",
    "property": "Florian Titleprop",
    "strange": "Gwendolen Strangeattr",
    "smart": "Hamish Smarttag",
    "customxml": "Imogen Wrapped",
    "caption": "Jarvis Captioned",
    "hiddenstyle": "Keelin Styledaway",
    "hiddenrow": "Lorcan Rowaway",
    "hiddenshape": "Maelys Shapeaway",
    "hiddennote": "Norbert Noteaway",
    "white": "Oonagh Whiteink",
    "tiny": "Phelim Tinyprint",
    "noink": "Rhoswen Noink",
    "beside": "Tamsin Besidepage",
    "lowline": "Uther Lowline",
    "firstheader": "Seamus Firstpage",
}
"""What stands in a part and is edited, by corner."""
DROPPED = {
    "deleted": "Keziah Deleted",
    "movedfrom": "Lysander Movedfrom",
    "deletedrow": "Marigold Deletedrow",
    "author": "Nathaniel Author",
    "commenter": "Octavia Commenter",
    "initials": "Peregrinus",
    "fallback": "Quillon Fallback",
    "flattened": "Rosamund Included",
    "fielddata": "Sylvester Fielddata",
    "bookmark": "Tabitha_Bookmark",
    "style": "Ulric Styled",
    "gfxdata": "Verity Gfxdata",
    "picname": "Winifred Picname",
    "filename": "Xavier_Filename",
    "people": "Yolanda Peopled",
    "custom": "Zachary Customxml",
    "customprop": "Araminta Customprop",
    "app": "Barnabas Company",
    "creator": "Clementine Creator",
    "settings": "Digory Docvar",
    "template": "Ermintrude_Template",
    "glossary": "Fitzroy Glossary",
    "macro": "Griselda Macro",
    "embedded": "Horatio Embedded",
    "permission": "Isolde@permitted.example",
    "xmlcomment": "Jethro Xmlcomment",
    "extension": "Kirsten Extension",
    "chartref": "Leopold Sheetname",
    "binding": "Mehitabel Binding",
    "unlisted": "Nicodemus Unlisted",
    "ffdata": "Ottoline Helptext",
    "shape": "Philippa_Shapeid",
    "file": "Roderick_Filelink",
    "orphan": "Saoirse Orphannote",
    "evenheader": "Taliesin Evenheader",
    "commentids": "Una Commentids",
    "commenttimes": "Vaughan Commenttimes",
    "signature": "Wystan Signature",
    "thumbnail": "Xenia Thumbnail",
    "ribbon": "Yestin Ribbon",
    "keymap": "Zuleika Keymap",
    "mailmerge": "Alaric_Mailmerge",
    "recipients": "Briony Recipients",
    "ink": "Caspian Inked",
    "font": "Delphine Fontname",
    "printer": "Emrys Printer",
    "addin": "Fionnuala Addin",
    "tasks": "Gethin Tasks",
    "labels": "Hermia Labels",
    "preview": "Idris_Preview",
    "oldstyles": "Jolyon Oldstyles",
    "remark": "Kendra Remark",
    "trailing": "Leander Trailing",
}
"""What no part shows and no written copy may hold, by corner."""


HIDDEN = frozenset({"hidden", "hiddenstyle", "hiddenrow", "hiddenshape", "hiddennote"})
"""Corners that a copy for everybody does not have."""


def torture(path: Path) -> Path:
    """Write the file."""
    return _with_bytes_beside(docx_with(path, _body(), _members))


def _with_bytes_beside(path: Path) -> Path:
    """Put a secret between the members and the list of them, and another behind all as the remark of the archive."""
    data, between, behind = path.read_bytes(), DROPPED["trailing"].encode(), DROPPED["remark"].encode()
    end = data.rfind(b"PK\x05\x06")
    start = int.from_bytes(data[end + 16 : end + 20], "little")
    tail = data[end : end + 16] + (start + len(between)).to_bytes(4, "little") + len(behind).to_bytes(2, "little")
    path.write_bytes(data[:start] + between + data[start:end] + tail + behind)
    return path


def _body() -> str:
    e, d = EDITED, DROPPED
    first, last = e["split"].split()
    return "".join(
        [
            f"<!-- {d['xmlcomment']} -->",
            paragraph(f"Dear {e['body']},"),
            f"<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Mr {first[:3]}</w:t></w:r><w:r><w:rPr><w:i/></w:rPr>"
            f"<w:t>{first[3:]}</w:t>"
            f'</w:r><w:proofErr w:type="spellStart"/><w:r><w:t xml:space="preserve"> {last} wrote</w:t></w:r></w:p>',
            _tables(),
            _revisions(),
            _boxes(),
            _fields(),
            _controls(),
            _hidden(),
            f"<w:p><m:oMath><m:r><m:t>{e['math']}</m:t></m:r></m:oMath></w:p>",
            f"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{e['hidden']}</w:t></w:r></w:p>",
            f"<w:p><w:r><w:ruby><w:rt><w:r><w:t>{e['ruby']}.</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>x</w:t></w:r>"
            "</w:rubyBase></w:ruby></w:r></w:p>",
            f"<w:p><w:r><w:t>{e['tabbed'].split()[0]}</w:t><w:tab/><w:t>{e['tabbed'].split()[1]}</w:t></w:r></w:p>",
            f'<w:p><w:bookmarkStart w:id="1" w:name="{d["bookmark"]}"/><w:r><w:t>here</w:t></w:r>'
            f'<w:bookmarkEnd w:id="1"/>'
            f'<w:hyperlink w:anchor="{d["bookmark"]}" w:tooltip="{e["tooltip"]}"><w:r><w:t>there</w:t></w:r>'
            f"</w:hyperlink>"
            '<w:hyperlink r:id="rIdFile"><w:r><w:t>file </w:t></w:r></w:hyperlink>'
            '<w:hyperlink r:id="rIdLink"><w:r><w:t>mail</w:t></w:r></w:hyperlink></w:p>',
            f'<w:p><w:pPr><w:pStyle w:val="UlricStyled"/><w:jc w:val="{e["strange"]}"/></w:pPr>'
            '<w:commentRangeStart w:id="0"/><w:r><w:t>noted</w:t></w:r><w:commentRangeEnd w:id="0"/>'
            '<w:r><w:commentReference w:id="0"/></w:r><w:r><w:footnoteReference w:id="2"/></w:r>'
            '<w:r><w:endnoteReference w:id="2"/></w:r>'
            f'<w:permStart w:id="5" w:ed="{d["permission"]}"/><w:permEnd w:id="5"/></w:p>',
            f'<w:p><w:smartTag w:element="PersonName"><w:smartTagPr><w:attr w:name="who" w:val="{d["unlisted"]}"/>'
            f"</w:smartTagPr><w:r><w:t>{e['smart']}.</w:t></w:r></w:smartTag>"
            f'<w:customXml w:element="x"><w:r><w:t>{e["customxml"]}</w:t></w:r></w:customXml></w:p>',
        ]
    )


def _tables() -> str:
    e, d = EDITED, DROPPED
    inner = f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc>{paragraph(e['nested'])}</w:tc></w:tr></w:tbl>"
    gone = (
        f"<w:tr><w:trPr><w:del w:id='9' w:author='{d['author']}'/></w:trPr>"
        f"<w:tc>{paragraph(d['deletedrow'])}</w:tc></w:tr>"
    )
    return (
        f'<w:tbl><w:tblPr><w:tblCaption w:val="{e["caption"]}"/></w:tblPr><w:tblGrid/><w:tr>'
        f"<w:tc>{paragraph('Name')}</w:tc>"
        f"<w:tc>{paragraph('Notes')}</w:tc></w:tr><w:tr><w:tc>{paragraph(e['cell'])}</w:tc>"
        f"<w:tc>{inner}{paragraph('')}</w:tc></w:tr>{gone}</w:tbl>"
    )


def _revisions() -> str:
    e, d = EDITED, DROPPED
    who = f'w:author="{d["author"]}" w:date="2020-01-01T00:00:00Z"'
    return (
        f'<w:p><w:ins w:id="1" {who}><w:r><w:t>{e["inserted"]}. </w:t></w:r></w:ins>'
        f'<w:del w:id="2" {who}><w:r><w:delText>{d["deleted"]}</w:delText></w:r></w:del>'
        f'<w:moveFrom w:id="3" {who}><w:r><w:t>{d["movedfrom"]}</w:t></w:r></w:moveFrom>'
        f'<w:moveTo w:id="4" {who}><w:r><w:rPr><w:rPrChange w:id="6" {who}><w:rPr/></w:rPrChange></w:rPr>'
        f"<w:t>{e['moved']}</w:t></w:r></w:moveTo></w:p>"
        f'<w:p><w:pPr><w:rPr><w:del w:id="7" {who}/></w:rPr></w:pPr></w:p>'
    )


def _boxes() -> str:
    e, d = EDITED, DROPPED
    box = f"<wps:txbx><w:txbxContent>{paragraph(e['textbox'])}</w:txbxContent></wps:txbx>"
    form = '<wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="1828800" cy="457200"/></a:xfrm>'
    form += '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr>'
    shape = f'<wps:wsp><wps:cNvSpPr txBox="1"/>{form}{box}<wps:bodyPr/></wps:wsp>'
    graphic = (
        f'<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">{shape}'
    )
    size = '<wp:extent cx="1828800" cy="457200"/>'
    alt = f'<wp:docPr id="1" name="{d["picname"]}" descr="{e["alt"]}" title="{e["alttitle"]}"/>'
    fallback = (
        f'<w:pict><v:shape id="s"><v:textbox><w:txbxContent>{paragraph(d["fallback"])}</w:txbxContent></v:textbox>'
    )
    blip = (
        f'<a:blip r:embed="rIdPic"><a:extLst><a:ext uri="{{28A0092B-C50C-407E-A947-70E740481C1C}}">'
        f'<x name="{d["extension"]}"'
        "/></a:ext></a:extLst></a:blip>"
    )
    picture = (
        '<w:drawing><wp:inline><wp:extent cx="914400" cy="914400"/><wp:docPr id="3" name="p"/><a:graphic>'
        "<a:graphicData "
        'uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
        f'<pic:cNvPr id="0" name="{d["filename"]}.jpg"/><pic:cNvPicPr/></pic:nvPicPr>'
        f"<pic:blipFill>{blip}</pic:blipFill>"
        "<pic:spPr/></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
    chart = (
        '<w:drawing><wp:inline><wp:extent cx="2743200" cy="1371600"/><wp:docPr id="4" name="c"/><a:graphic>'
        "<a:graphicData "
        'uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart r:id="rIdChart"/></a:graphicData>'
        "</a:graphic></wp:inline></w:drawing>"
    )
    return (
        f'<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>'
        f'<wp:inline distT="0" distB="0" distL="0" distR="0">{size}{alt}<wp:cNvGraphicFramePr/>'
        f"{graphic}</a:graphicData>"
        f"</a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback>{fallback}</v:shape></w:pict></mc:Fallback>"
        f"</mc:AlternateContent></w:r></w:p><w:p><w:r>{picture}</w:r></w:p><w:p><w:r>{chart}</w:r></w:p>"
        f'<w:p><w:r><w:pict><v:shape id="{d["shape"]}" o:gfxdata="{d["gfxdata"]}">'
        f'<v:textpath string="{e["watermark"]}"/>'
        f"<v:textbox><w:txbxContent>{paragraph(e['vml'])}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
        '<w:p><w:r><w:object><v:shape id="o"/><o:OLEObject Type="Embed" ProgID="Package" ShapeID="o" r:id="rIdOle"/>'
        "</w:object></w:r></w:p>"
    )


def _fields() -> str:
    e, d = EDITED, DROPPED

    def char(kind: str, inside: str = "") -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}">{inside}</w:fldChar></w:r>'

    def field(instruction: str, result: str, inside: str = "") -> str:
        return (
            char("begin", inside)
            + f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
            + char("separate")
            + f"<w:r><w:t>{result}</w:t></w:r>"
            + char("end")
        )

    mail, include = f' HYPERLINK "mailto:{e["instruction"]}" ', f' INCLUDETEXT "C:/{d["flattened"]}" '
    data = f"<w:fldData>{d['fielddata']}</w:fldData><w:ffData><w:helpText w:val='{d['ffdata']}'/></w:ffData>"
    return (
        f"<w:p>{field(mail, 'write', data)}</w:p>"
        f"<w:p>{field(include, e['result'])}</w:p>"
        f'<w:p><w:fldSimple w:instr=" HYPERLINK mailto:{e["simple"]} "><w:r><w:t>x</w:t></w:r></w:fldSimple></w:p>'
    )


def _hidden() -> str:
    e, d = EDITED, DROPPED

    def run(properties: str, text: str) -> str:
        return f"<w:p><w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r></w:p>"

    row = f"<w:tr><w:trPr><w:hidden/></w:trPr><w:tc>{paragraph(e['hiddenrow'])}</w:tc></w:tr>"
    shown = f"<w:tr><w:tc>{paragraph('shown')}</w:tc></w:tr>"
    box = f"<wps:txbx><w:txbxContent>{paragraph(e['hiddenshape'])}</w:txbxContent></wps:txbx>"
    shape = f"<wps:wsp><wps:cNvSpPr txBox='1'/><wps:spPr/>{box}<wps:bodyPr/></wps:wsp>"
    graphic = "<a:graphic><a:graphicData uri='http://schemas.microsoft.com/office/word/2010/wordprocessingShape'>"
    ink = '<w14:contentPart xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" r:id="rIdInk"/>'
    return (
        run('<w:rStyle w:val="Emphasis2"/>', e["hiddenstyle"])
        + f"<w:tbl><w:tblPr/><w:tblGrid/>{shown}{row}</w:tbl>"
        + f"<w:p><w:r><w:drawing><wp:inline><wp:extent cx='9' cy='9'/><wp:docPr id='8' name='x' hidden='1'/>{graphic}"
        + f"{shape}</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
        + "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:footnoteReference w:id='3'/></w:r></w:p>"
        + run('<w:color w:val="FEFEFE"/>', e["white"])
        + run('<w:sz w:val="2"/>', e["tiny"])
        + run(
            '<w14:textFill xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"><w14:noFill/></w14:textFill>',
            e["noink"],
        )
        + f"<w:p><w:pPr><w:framePr w:x='-40000' w:y='1'/></w:pPr><w:r><w:t>{e['beside']}</w:t></w:r></w:p>"
        + "<w:p><w:pPr><w:spacing w:line='20' w:lineRule='exact'/></w:pPr>"
        + f"<w:r><w:t>{e['lowline']}</w:t></w:r></w:p>"
        + f"<w:p><w:r><w:pict>{ink}</w:pict></w:r></w:p>"
        + f"<w:p><w:r><w:object><v:shape id='o2'><v:imagedata r:id='rIdPreview' o:title='{d['preview']}'/></v:shape>"
        + "<o:OLEObject Type='Embed' ProgID='Word.Document.12' ShapeID='o2' r:id='rIdOle'/></w:object></w:r></w:p>"
    )


def _controls() -> str:
    e, d = EDITED, DROPPED
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="{e["alias"]}"/><w:dataBinding w:xpath="/{d["binding"]}"/><w:dropDownList>'
        f'<w:listItem w:displayText="{e["listitem"]}" w:value="1"/></w:dropDownList></w:sdtPr><w:sdtContent>'
        f"{paragraph(e['control'])}</w:sdtContent></w:sdt>"
    )


def _members(members: Members) -> None:
    e, d = EDITED, DROPPED
    main = "word/document.xml"
    _stories(members)
    relate(members, main, "hyperlink", f"mailto:{e['link'].replace(' ', '%20')}@x.example", "rIdLink", external=True)
    members[f"word/media/{d['filename']}.png"] = png()
    members["[Content_Types].xml"] = members["[Content_Types].xml"].replace(
        b"</Types>",
        b'<Default Extension="png" ContentType="image/png"/><Default Extension="bin" ContentType="x/y"/></Types>',
    )
    relate(members, main, "hyperlink", f"file:///C:/Users/{d['file']}/x.docx", "rIdFile", external=True)
    relate(members, main, "image", f"media/{d['filename']}.png", "rIdPic")
    members["word/embeddings/o.bin"] = d["embedded"].encode()
    relate(members, main, "oleObject", "embeddings/o.bin", "rIdOle")
    members["word/vbaProject.bin"] = d["macro"].encode()
    relate(
        members, main, "http://schemas.microsoft.com/office/2006/relationships/vbaProject", "vbaProject.bin", "rIdVba"
    )
    add(members, "word/people.xml", f'<p a="{d["people"]}"/>', "x/people")
    relate(members, main, "http://schemas.microsoft.com/office/2011/relationships/people", "people.xml", "rIdPeople")
    add(members, "customXml/item1.xml", f"<x>{d['custom']}</x>", "application/xml")
    relate(members, main, "customXml", "../customXml/item1.xml", "rIdCustom")
    add(members, "word/glossary/document.xml", f"<x>{d['glossary']}</x>", f"{_WORD}.document.glossary+xml")
    relate(members, main, "glossaryDocument", "glossary/document.xml", "rIdGlossary")
    add(members, "docProps/custom.xml", f"<x>{d['customprop']}</x>", "x/custom")
    relate(members, "", "custom-properties", "docProps/custom.xml", "rIdCustomProps")
    _private(members)
    members["word/unlisted.xml"] = f"<x>{d['unlisted']}</x>".encode()
    _settings(members)


def _private(members: Members) -> None:
    """What programs keep for themselves, each in a member that a relation leads to."""
    d, main = DROPPED, "word/document.xml"
    office = "http://schemas.microsoft.com/office"
    kinds = {
        "commentids": f"{office}/2016/09/relationships/commentsIds",
        "commenttimes": f"{office}/2018/08/relationships/commentsExtensible",
        "keymap": f"{office}/2006/relationships/keyMapCustomizations",
        "oldstyles": f"{office}/2007/relationships/stylesWithEffects",
        "tasks": f"{office}/2019/05/relationships/documenttasks",
        "recipients": f"{R}/recipientData",
        "printer": f"{R}/printerSettings",
        "font": f"{R}/font",
        "ink": f"{R}/customXml",
    }
    for name, kind in kinds.items():
        add(members, f"word/{name}.xml", f"<x a='{d[name]}'>{d[name]}</x>", "application/xml")
        relate(members, main, kind, f"{name}.xml", "rIdInk" if name == "ink" else f"rId{name}")
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    roots = {
        "signature": f"{package}/digital-signature/origin",
        "thumbnail": f"{package}/metadata/thumbnail",
        "ribbon": f"{office}/2007/relationships/ui/extensibility",
        "addin": f"{office}/2011/relationships/webextensiontaskpanes",
        "labels": f"{office}/2020/02/relationships/classificationlabels",
    }
    for name, kind in roots.items():
        add(members, f"{name}/{name}.xml", f"<x a='{d[name]}'>{d[name]}</x>", "application/xml")
        relate(members, "", kind, f"{name}/{name}.xml", f"rId{name}")
    members[f"word/media/{d['preview']}.png"] = png((1, 2, 3))
    relate(members, main, "image", f"media/{d['preview']}.png", "rIdPreview")
    relate(members, main, "mailMergeSource", f"file:///C:/{d['mailmerge']}.mdb", "rIdMerge", external=True)


def _stories(members: Members) -> None:
    e, d = EDITED, DROPPED
    main = "word/document.xml"
    stories = {
        "header1": ("header", f"<w:hdr {NS}>{paragraph(e['header'])}</w:hdr>"),
        "header2": ("header", f"<w:hdr {NS}>{paragraph(d['evenheader'])}</w:hdr>"),
        "header3": ("header", f"<w:hdr {NS}>{paragraph(e['firstheader'])}</w:hdr>"),
        "footer1": ("footer", f"<w:ftr {NS}>{paragraph(e['footer'])}</w:ftr>"),
        "footnotes": (
            "footnotes",
            f'<w:footnotes {NS}><w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p>'
            "</w:footnote>"
            '<w:footnote w:type="continuationSeparator" w:id="0"><w:p/></w:footnote>'
            f'<w:footnote w:id="2">{paragraph(e["footnote"])}</w:footnote>'
            f'<w:footnote w:id="3">{paragraph(e["hiddennote"])}</w:footnote>'
            f'<w:footnote w:id="4">{paragraph(d["orphan"])}</w:footnote></w:footnotes>',
        ),
        "endnotes": (
            "endnotes",
            f'<w:endnotes {NS}><w:endnote w:id="2">{paragraph(e["endnote"])}</w:endnote></w:endnotes>',
        ),
        "comments": (
            "comments",
            f'<w:comments {NS}><w:comment w:id="0" w:author="{d["commenter"]}" w:initials="{d["initials"]}" '
            f'w:date="2020-01-01T00:00:00Z">{paragraph(e["comment"])}</w:comment></w:comments>',
        ),
    }
    for name, (kind, xml) in stories.items():
        members.pop(f"word/{name}.xml", None)
        add(members, f"word/{name}.xml", xml, f"{_WORD}.{kind}+xml")
        relate(members, main, kind, f"{name}.xml", f"rId{name}")
    members[main] = members[main].replace(
        b"<w:sectPr/>",
        b'<w:sectPr><w:headerReference w:type="default" r:id="rIdheader1"/>'
        b'<w:headerReference w:type="even" r:id="rIdheader2"/><w:headerReference w:type="first" r:id="rIdheader3"/>'
        b'<w:footerReference w:type="default" r:id="rIdfooter1"/><w:titlePg/></w:sectPr>',
    )
    _chart(members)


def _chart(members: Members) -> None:
    e, d = EDITED, DROPPED
    ref = f"<c:f>'{d['chartref']}'!$A$1</c:f>"
    point = "<c:ptCount val='1'/><c:pt idx='0'><c:v>{}</c:v></c:pt>"
    title = f"<c:tx><c:rich><a:bodyPr/><a:p><a:r><a:t>{e['charttitle']}</a:t></a:r></a:p></c:rich></c:tx>"
    names = f"<c:cat><c:strRef>{ref}<c:strCache>{point.format(e['chart'])}</c:strCache></c:strRef></c:cat>"
    numbers = f"<c:val><c:numRef>{ref}<c:numCache>{point.format('7700900123')}</c:numCache></c:numRef></c:val>"
    series = f"<c:ser><c:idx val='0'/><c:order val='0'/>{names}{numbers}</c:ser><c:axId val='1'/><c:axId val='2'/>"
    axis = "<c:axId val='{}'/><c:scaling/><c:delete val='0'/><c:axPos val='l'/><c:crossAx val='{}'/>"
    axes = f"<c:catAx>{axis.format(1, 2)}</c:catAx><c:valAx>{axis.format(2, 1)}</c:valAx>"
    bars = f"<c:barChart><c:barDir val='col'/><c:grouping val='clustered'/>{series}</c:barChart>{axes}"
    chart = (
        f"<c:chartSpace {NS}><c:chart><c:title>{title}</c:title><c:plotArea><c:layout/>{bars}</c:plotArea></c:chart>"
        "<c:externalData r:id='rIdBook'/></c:chartSpace>"
    )
    add(members, "word/charts/chart1.xml", chart, "application/vnd.openxmlformats-officedocument.drawingml.chart+xml")
    relate(members, "word/document.xml", "chart", "charts/chart1.xml", "rIdChart")
    members["word/embeddings/book.xlsx"] = d["embedded"].encode()
    declare_ = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    add(members, "word/embeddings/book.xlsx", d["embedded"], declare_)
    relate(members, "word/charts/chart1.xml", "package", "../embeddings/book.xlsx", "rIdBook")
    drawing = f'<d:drawing xmlns:d="http://schemas.microsoft.com/office/drawing/2008/diagram" {NS}><a:p><a:r><a:t>'
    drawing += f"{e['diagram']}</a:t></a:r></a:p></d:drawing>"
    add(members, "word/diagrams/drawing1.xml", drawing, "application/vnd.ms-office.drawingml.diagramDrawing+xml")
    kind = "http://schemas.microsoft.com/office/2007/relationships/diagramDrawing"
    relate(members, "word/document.xml", kind, "diagrams/drawing1.xml", "rIdDiagram")


def _settings(members: Members) -> None:
    e, d = EDITED, DROPPED
    settings = f'<w:mailMerge><w:query w:val="SELECT * FROM {d["mailmerge"]}"/></w:mailMerge>'
    settings += f'<w:docVars><w:docVar w:name="n" w:val="{d["settings"]}"/></w:docVars>'
    template = '<w:attachedTemplate r:id="rIdT"/>'
    close = b"</w:settings>"
    members["word/settings.xml"] = members["word/settings.xml"].replace(close, f"{settings}{template}".encode() + close)
    if b"xmlns:r=" not in members["word/settings.xml"]:
        members["word/settings.xml"] = members["word/settings.xml"].replace(
            b"<w:settings ", f'<w:settings xmlns:r="{R}" '.encode(), 1
        )
    relate(members, "word/settings.xml", "attachedTemplate", f"file:///C:/{d['template']}.dotm", "rIdT", external=True)
    style = (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="UlricStyled"><w:name w:val="{d["style"]}"/>'
        f"</w:style>"
        '<w:style w:type="character" w:styleId="Emphasis2"><w:name w:val="Emphasis 2"/><w:basedOn w:val="Emphasis1"/>'
        '</w:style><w:style w:type="character" w:styleId="Emphasis1"><w:name w:val="Emphasis 1"/><w:rPr><w:vanish/>'
        "</w:rPr></w:style>"
    )
    members["word/styles.xml"] = members["word/styles.xml"].replace(b"</w:styles>", f"{style}</w:styles>".encode())
    members["docProps/app.xml"] = members["docProps/app.xml"].replace(
        b"</Properties>", f"<Company>{d['app']}</Company></Properties>".encode()
    )
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{e["property"]}</dc:title>'
        f"<dc:creator>{d['creator']}</dc:creator><cp:lastModifiedBy>{d['creator']}</cp:lastModifiedBy>"
        f"</cp:coreProperties>"
    )
    members["docProps/core.xml"] = core.encode()
