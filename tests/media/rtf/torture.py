"""An RTF letter with another made-up name in each corner that can hold words."""

from __future__ import annotations

import io
from pathlib import Path

EDITED = {
    "body": "Aldous Quillbody",
    "split": "Bettina Splitrun",
    "hexed": "Dagný Hexédname",
    "unicode": "Łucja Unicodedść",
    "russian": "Иван Петров",
    "japanese": "田中花子",
    "astral": "Cormac 𝒜stral",
    "cell": "Eustace Tablecell",
    "nested": "Fenella Nestedcell",
    "header": "Gawain Headerly",
    "footer": "Hedda Footerly",
    "footnote": "Ignatius Footnoted",
    "comment": "Jocasta Commented",
    "textbox": "Kester Textbox",
    "oldbox": "Lavinia Oldbox",
    "alt": "Mungo Altdescribed",
    "art": "Nerys Wordart",
    "result": "Osric Fieldresult",
    "included": "Perpetua Included",
    "link": "Quentin Linked",
    "hidden": "Rowena Hiddenrun",
    "tiny": "Sabine Tinyrun",
    "inserted": "Tancred Inserted",
    "tabbed": "Ursula\tTabbed",
    "lined": "Valentin\nLined",
    "bullet": "Wilhelmina Bulleted",
    "level": "Xanthe Leveltext",
    "object": "Yorick Objectresult",
    "broken": "Zenobia Brokenline",
}
"""What stands in a part and is edited, by corner."""
DROPPED = {
    "author": "Ambrose Author",
    "title": "Blodwen Titled",
    "company": "Crispin Company",
    "userprop": "Dorothea Userprop",
    "docvar": "Evander Docvar",
    "deleted": "Florian Deleted",
    "reviser": "Gwendolen Reviser",
    "bookmark": "Hamish_Bookmark",
    "template": "Imogen_Template",
    "generator": "Jarvis Generator",
    "datastore": "Keziah Datastore",
    "objdata": "Lysander Objectdata",
    "objname": "Marigold Objectname",
    "preview": "Nathaniel Preview",
    "instruction": "Octavia_Includefile",
    "formfield": "Peregrine Formfield",
    "datafield": "Quillon Datafield",
    "style": "Rosamund Styled",
    "unknown": "Sylvester Unknown",
    "index": "Tabitha Indexentry",
    "commenter": "Ulric Commenter",
    "initials": "Verityinitials",
    "behind": "Winifred Behind",
    "word": "xavierword",
    "shapename": "Yolanda Shapename",
    "listname": "Zachary Listname",
    "alternate": "Araminta Fontalternate",
    "table": "Barnabas Colours",
    "bin": "Clementine Binary",
    "result": "Digory Shaperesult",
    "htmltag": "Ermintrude Htmltag",
    "picname": "Fitzroy Pictureprop",
}
"""What stands in no part and goes, by corner."""


def png() -> bytes:
    from PIL import Image

    buffer = io.BytesIO()
    Image.new("RGB", (8, 6), (200, 30, 30)).save(buffer, "PNG")
    return buffer.getvalue()


def unicoded(text: str) -> str:
    """Each letter that is not of ASCII by its number, with a question mark for readers that know no Unicode."""
    units = text.encode("utf-16-le")
    numbers = [int.from_bytes(units[at : at + 2], "little", signed=True) for at in range(0, len(units), 2)]
    return "".join(chr(number) if 0 < number < 128 else f"\\u{number}?" for number in numbers)


def hexed(text: str, codec: str = "cp1252") -> str:
    return "".join(chr(byte) if byte < 128 else f"\\'{byte:02x}" for byte in text.encode(codec))


def torture(path: Path) -> Path:
    e, d = EDITED, DROPPED
    first, last = e["split"].split()
    broken = e["broken"].replace("ia", "i\r\na")
    picture = (
        f"{{\\pict{{\\*\\picprop{{\\sp{{\\sn wzName}}{{\\sv {d['picname']}}}}}}}\\pngblip\\picwgoal400 {png().hex()}}}"
    )
    fonts = (
        f"{{\\fonttbl{{\\f0\\fcharset0 Arial{{\\*\\falt {d['alternate']}}};}}{{\\f1\\fcharset204 Times New Roman;}}"
        "{\\f2\\fcharset128 MS Mincho;}}"
    )
    lists = (
        f"{{\\*\\listtable{{\\list{{\\listname {d['listname']};}}\\listid1{{\\listlevel\\levelnfc0"
        f"{{\\leveltext\\'{len(e['level']) + 2:02x}{e['level']} \\'00;}}{{\\levelnumbers\\'12;}}}}}}}}"
    )
    head = (
        f"{{\\rtf1\\ansi\\ansicpg1252\\uc1\\deff0{fonts}{{\\colortbl;\\red255\\green0\\blue0;{d['table']};}}"
        f"{{\\stylesheet{{Normal;}}{{\\s1 {d['style']};}}{{\\*\\cs2 {d['style']} two;}}}}{lists}"
        f"{{\\info{{\\author {d['author']}}}{{\\title {d['title']}}}{{\\*\\company {d['company']}}}}}"
        f"{{\\*\\userprops{{\\propname {d['userprop']}}}{{\\staticval {d['userprop']}}}}}"
        f"{{\\*\\docvar {{{d['docvar']}}}{{{d['docvar']}}}}}{{\\*\\generator {d['generator']};}}"
        f"{{\\*\\template C:\\\\{d['template']}.dot}}{{\\*\\datastore {d['datastore'].encode().hex()}}}"
        f"{{\\*\\revtbl{{{d['reviser']};}}}}{{\\header {e['header']}\\par}}{{\\footer {e['footer']}\\par}}\n"
    )
    field = "{{\\field{{\\*\\fldinst {{{}}}}}{{\\fldrslt {{{}}}}}}}"
    page, include = (
        field.format(" PAGE ", e["result"]),
        field.format(f" INCLUDETEXT {d['instruction']} ", e["included"]),
    )
    mail = field.format(f' HYPERLINK "mailto:{e["link"]}" ', "mail")
    tabbed, lined = e["tabbed"].replace("\t", "\\tab "), e["lined"].replace("\n", "\\line ")
    ole = (
        f"{{\\object\\objemb{{\\*\\objclass {d['objname']}}}{{\\*\\objdata {d['objdata'].encode().hex()}}}"
        f"{{\\result {e['object']}}}}}"
    )
    shape = (
        "{\\shp{\\*\\shpinst\\shpleft0\\shptop0\\shpright900\\shpbottom900{\\sp{\\sn shapeType}{\\sv 202}}"
        f"{{\\sp{{\\sn wzName}}{{\\sv {d['shapename']}}}}}{{\\sp{{\\sn wzDescription}}{{\\sv {e['alt']}}}}}"
        f"{{\\sp{{\\sn gtextUNICODE}}{{\\sv {e['art']}}}}}{{\\shptxt {e['textbox']}\\par}}}}"
        f"{{\\shprslt {d['result']}}}}}"
    )
    comment = (
        f"{{\\*\\atnid {d['initials']}}}{{\\*\\atnauthor {d['commenter']}}}\\chatn{{\\*\\annotation{{\\*\\atndate 1}}"
        f"{{\\*\\atnref 1}} {e['comment']}}}"
    )
    body = (
        f"\\pard Dear {{\\b {e['body']}}}, kept words\\par\n"
        f"Mr {{\\b {first[:4]}}}{{\\i {first[4:]}}} {last[:3]}{{\\ul {last[3:]}}} wrote {broken}\\par\n"
        f"{hexed(e['hexed'])} and {unicoded(e['unicode'])} and {{\\f1 {hexed(e['russian'], 'cp1251')}}} and "
        f"{{\\f2 {hexed(e['japanese'], 'cp932')}}} and {unicoded(e['astral'])}\\par\n"
        f"\\trowd\\cellx3000\\cellx6000\\intbl {e['cell']}\\cell{{\\itap2 {e['nested']}\\nestcell}}\\cell\\row\\pard\n"
        f"noted{{\\footnote {e['footnote']}}} and {comment} said\\par\n{shape}"
        f"{{\\*\\do\\dobxpage\\dobypage\\dodhgt1\\dptxbx{{\\dptxbxtext {e['oldbox']}\\par}}"
        f"\\dpx1\\dpy1\\dpxsize900\\dpysize300}}\\par\n"
        f"{page} {include} {mail}\\par\n"
        f"seen {{\\v {e['hidden']}}} and {{\\fs2 {e['tiny']}}} end\\par\n"
        f"{{\\revised\\revauth1\\revdttm99 {e['inserted']}}}{{\\deleted\\revauthdel1 {d['deleted']}}}\\par\n"
        f"{{\\*\\bkmkstart {d['bookmark']}}}there{{\\*\\bkmkend {d['bookmark']}}}{{\\xe {d['index']}}}\\par\n"
        f"{tabbed} {lined}\\par\n"
        f"{{\\pntext {e['bullet']}\\tab}}listed\\par\n{ole}\\par\n{{\\*\\shppict{picture}}}"
        f"{{\\nonshppict{{\\pict\\wmetafile8 {d['preview'].encode().hex()}}}}}\\par\n"
        f"{{\\pict\\wmetafile8\\picwgoal300 {d['preview'].encode().hex()}}}\n"
        f"{{\\*\\formfield {d['formfield']}}}{{\\*\\datafield {d['datafield'].encode().hex()}}}"
        f"{{\\*\\strange {d['unknown']}}}{{\\*\\htmltag {d['htmltag']}}}\\{d['word']}5 end"
        f"\\bin{len(d['bin'])} {d['bin']}\\par\n}}"
    )
    data = (head + body).encode("latin-1") + f"\n{d['behind']}".encode()
    path.write_bytes(data)
    return path
