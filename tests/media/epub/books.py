"""An e-book with another made-up word in each corner that can hold one."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

from tests.media.html import torture as page

SHOWN = {
    "title": "Aldwyn",
    "creator": "Bronwen",
    "contributor": "Caradoc",
    "publisher": "Delyth",
    "description": "Emrys",
    "subject": "Ffion",
    "rights": "Gethin",
    "nav": "Heledd",
    "ncx": "Idris",
    "ncx inner": "Jestyn",
    "chapter": "Kerensa",
    "footnote": "Llewelyn",
}
DROPPED = {
    "identifier": "Myfanwy",
    "file-as": "Nerissa",
    "calibre": "Owain",
    "doc author": "Prydwen",
    "package comment": "Rhiannon",
    "ncx comment": "Seren",
    "css": "Taliesin",
    "css comment": "Urien",
    "script": "Vaughan",
    "file name": "Winifrith",
    "picture name": "Ysolde",
    "loose member": "Zillah",
    "loose page": "Anwen",
    "archive comment": "Bleddyn",
    "anchor": "Cerys",
    "hidden by sheet": "Dilwyn",
    "font": "Eluned",
    "sound": "Folant",
    "itunes": "Gwilym",
    "picture": "Hywel",
    "guide": "Iestyn",
}
CONTAINER = (
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="EPUB/p.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
SPACE = 'xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'


def members() -> dict[str, bytes]:
    s, d = SHOWN, DROPPED
    chapter, picture = f"{d['file name']}.xhtml", f"images/{d['picture name']}.png"
    package = f"""<?xml version="1.0"?><!-- {d["package comment"]} -->
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="u">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf">
<dc:identifier id="u">{d["identifier"]}</dc:identifier><dc:language>en</dc:language><dc:title>{s["title"]}</dc:title>
<dc:creator id="c" opf:file-as="{d["file-as"]}">{s["creator"]}</dc:creator>
<dc:contributor>{s["contributor"]}</dc:contributor><dc:publisher>{s["publisher"]}</dc:publisher>
<dc:description>{s["description"]}</dc:description><dc:subject>{s["subject"]}</dc:subject>
<dc:rights>{s["rights"]}</dc:rights><meta name="calibre:who" content="{d["calibre"]}"/><meta name="cover" content="i"/>
<meta property="dcterms:modified">2024-05-06T07:08:09Z</meta></metadata><manifest>
<item id="n" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="x" href="toc.ncx" media-type="application/x-dtbncx+xml"/>
<item id="cover" href="cover.xhtml" media-type="application/xhtml+xml"/>
<item id="a" href="{chapter}" media-type="application/xhtml+xml"/>
<item id="b" href="b.xhtml" media-type="application/xhtml+xml"/>
<item id="l" href="loose.xhtml" media-type="application/xhtml+xml"/>
<item id="i" href="{picture}" media-type="image/png"/><item id="s" href="s.css" media-type="text/css"/>
<item id="j" href="x.js" media-type="text/javascript"/><item id="f" href="f.otf" media-type="font/otf"/>
<item id="m" href="m.mp3" media-type="audio/mpeg"/></manifest>
<spine toc="x"><itemref idref="cover"/><itemref idref="a" linear="no"/><itemref idref="b"/></spine>
<guide><reference title="{d["guide"]}" href="b.xhtml"/></guide></package>"""
    ncx = f"""<?xml version="1.0"?><!DOCTYPE ncx PUBLIC "-//NISO//DTD ncx 2005-1//EN" "http://x/ncx.dtd">
<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1"><!-- {d["ncx comment"]} --><head>
<meta name="dtb:uid" content="{d["identifier"]}"/></head><docTitle><text>{s["title"]}</text></docTitle>
<docAuthor><text>{d["doc author"]}</text></docAuthor>
<navMap><navPoint id="a"><navLabel><text>{s["ncx"]}</text></navLabel>
<content src="{chapter}"/><navPoint id="b"><navLabel><text>{s["ncx inner"]}</text></navLabel>
<content src="{chapter}#{d["anchor"]}"/></navPoint></navPoint><navPoint id="c"><navLabel><text>harvest</text></navLabel>
<content src="b.xhtml"/></navPoint></navMap></ncx>"""
    nav = f"""<html {SPACE}><head><title>Contents</title></head><body><nav epub:type="toc"><ol>
<li><a href="{chapter}#{d["anchor"]}">{s["nav"]}</a></li>
<li><a href="b.xhtml">ladder</a></li></ol></nav></body></html>"""
    body = f"""<html {SPACE}><head><title>One</title><link rel="stylesheet" href="s.css"/></head><body>
<h1 id="{d["anchor"]}">{s["chapter"]}</h1><p class="off">{d["hidden by sheet"]}</p>
<img src="{picture}" alt="a ladder"/>
<p>See <a epub:type="noteref" href="b.xhtml#note">1</a></p></body></html>"""
    second = page.torture(xml=True).replace(
        "<p>The end.</p>", f'<aside epub:type="footnote" id="note">{s["footnote"]}</aside><p>The end.</p>'
    )
    second = second.replace("<html ", '<html xmlns:epub="http://www.idpf.org/2007/ops" ')
    cover = f"""<html {SPACE}><head><title>Cover</title></head><body><svg xmlns="http://www.w3.org/2000/svg"
 xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9"><image xlink:href="{picture}"/></svg></body></html>"""
    return {
        "mimetype": b"application/epub+zip",
        "META-INF/container.xml": CONTAINER.encode(),
        "META-INF/com.apple.ibooks.display-options.xml": f"<a>{d['itunes']}</a>".encode(),
        "EPUB/p.opf": package.encode(),
        "EPUB/toc.ncx": ncx.encode(),
        "EPUB/nav.xhtml": nav.encode(),
        "EPUB/cover.xhtml": cover.encode(),
        f"EPUB/{chapter}": body.encode(),
        "EPUB/b.xhtml": second.encode(),
        "EPUB/loose.xhtml": f"<html {SPACE}><body>{d['loose page']}</body></html>".encode(),
        f"EPUB/{picture}": b"\x89PNG " + d["picture"].encode(),
        "EPUB/s.css": f"/* {d['css comment']} */ .off {{ display: none }} p::after {{ content: '{d['css']}'".encode(),
        "EPUB/x.js": f"var a = '{d['script']}'".encode(),
        "EPUB/f.otf": d["font"].encode(),
        "EPUB/m.mp3": d["sound"].encode(),
        "EPUB/loose.txt": d["loose member"].encode(),
    }


def write(path: Path, files: Mapping[str, bytes], comment: bytes = b"") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data, zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED)
        archive.comment = comment
    return path


def torture(path: Path) -> Path:
    return write(path, members(), DROPPED["archive comment"].encode())
