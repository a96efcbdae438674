"""A presentation with a secret of its own in each corner, made with python-pptx and by hand where that cannot."""

from __future__ import annotations

import io
from pathlib import Path

from lxml import etree
from PIL import Image
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches, Pt

from tests.media.office import add, members_of, pack, relate

EDITED = (
    "title", "body", "split", "table", "group", "notes", "chart", "series", "alt", "link", "master", "layout",
    "comment", "subject",
)  # fmt: skip
"""Corners whose words are offered as parts."""
GONE = (
    "author", "manager", "custom", "customxml", "section", "show", "tag", "commenter", "initials", "shape", "macro",
    "thumb", "rim", "newer", "handout", "view", "path",
)  # fmt: skip
"""Corners that go in every copy."""
HIDDEN = ("slide", "hiddenshape", "outside", "tiny", "clear")
"""Corners that are offered, and dropped from copies for everybody."""
SECRETS = {corner: f"Zel{corner}ora" for corner in (*EDITED, *GONE, *HIDDEN)}
P = "http://schemas.openxmlformats.org/presentationml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
P14 = "http://schemas.microsoft.com/office/powerpoint/2010/main"


def picture(colour: str = "navy") -> io.BytesIO:
    buffer = io.BytesIO()
    Image.new("RGB", (64, 48), colour).save(buffer, "PNG")
    buffer.seek(0)
    return buffer


def made(path: Path) -> Path:
    """Write the presentation."""
    s, deck = SECRETS, Presentation()
    core = deck.core_properties
    core.author, core.last_modified_by, core.subject, core.keywords = s["author"], s["author"], s["subject"], "plain"
    _first(deck, s)
    _second(deck, s)
    hidden = deck.slides.add_slide(deck.slide_layouts[5])
    hidden.shapes.title.text = f"secret {s['slide']}"
    hidden._element.set("show", "0")
    deck.slide_master.shapes[0].text_frame.text = f"master {s['master']}"
    deck.slide_layouts[5].name = f"layout {s['layout']}"
    _sections(deck, s)
    deck.save(str(path))
    _by_hand(path, s)
    return path


def _first(deck: Presentation, s: dict[str, str]) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.shapes.title.text = f"About {s['title']}"
    frame = slide.placeholders[1].text_frame
    frame.text = f"harvest of {s['body']} and ladders"
    paragraph = frame.add_paragraph()
    half = len(s["split"]) // 2
    first, second = paragraph.add_run(), paragraph.add_run()
    first.text, second.text = f"by {s['split'][:half]}", f"{s['split'][half:]} today"
    first.font.bold = True
    slide.notes_slide.notes_text_frame.text = f"ask {s['notes']}"
    shape = slide.shapes.add_picture(picture(), Inches(1), Inches(5))
    shape._element.nvPicPr.cNvPr.set("descr", f"portrait of {s['alt']}")
    shape.name = s["shape"]
    shape.crop_left = 0.25
    linked = slide.shapes.add_textbox(Inches(4), Inches(5), Inches(2), Inches(1))
    run = linked.text_frame.paragraphs[0].add_run()
    run.text = "see here"
    run.hyperlink.address = f"https://example.org/{s['link']}"
    other = linked.text_frame.add_paragraph().add_run()
    other.text, other.hyperlink.address = "file", f"file:///home/{s['path']}/x.doc"


def _second(deck: Presentation, s: dict[str, str]) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = "Figures"
    cells = slide.shapes.add_table(1, 2, Inches(1), Inches(1), Inches(4), Inches(1)).table
    cells.cell(0, 0).text, cells.cell(0, 1).text = s["table"], "barn"
    group = slide.shapes.add_group_shape()
    group.shapes.add_textbox(Inches(1), Inches(3), Inches(2), Inches(1)).text_frame.text = f"in a group: {s['group']}"
    data = CategoryChartData()
    data.categories = [s["chart"], "rake"]
    data.add_series(s["series"], (3, 4))
    slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, Inches(1), Inches(4), Inches(3), Inches(2), data)
    invisible = slide.shapes.add_textbox(Inches(1), Inches(2), Inches(2), Inches(1))
    invisible.text_frame.text = s["hiddenshape"]
    invisible._element.nvSpPr.cNvPr.set("hidden", "1")
    slide.shapes.add_textbox(Inches(-9), Inches(2), Inches(2), Inches(1)).text_frame.text = s["outside"]
    letters = slide.shapes.add_textbox(Inches(6), Inches(2), Inches(2), Inches(1)).text_frame
    tiny, clear = letters.paragraphs[0].add_run(), letters.add_paragraph().add_run()
    tiny.text, clear.text = s["tiny"], s["clear"]
    tiny.font.size = Pt(1)
    etree.SubElement(clear._r.get_or_add_rPr(), "{http://schemas.openxmlformats.org/drawingml/2006/main}noFill")


def _sections(deck: Presentation, s: dict[str, str]) -> None:
    element = deck._element
    show = etree.SubElement(element, f"{{{P}}}custShowLst")
    etree.SubElement(show, f"{{{P}}}custShow", name=s["show"], id="1")
    extensions = etree.SubElement(element, f"{{{P}}}extLst")
    extension = etree.SubElement(extensions, f"{{{P}}}ext", uri="{521415D9-36F7-43E2-AB2F-B90AF26B5E84}")
    sections = etree.SubElement(extension, f"{{{P14}}}sectionLst", nsmap={"p14": P14})
    etree.SubElement(sections, f"{{{P14}}}section", name=s["section"], id="{11111111-1111-1111-1111-111111111111}")


PML = "application/vnd.openxmlformats-officedocument.presentationml"
DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006"
VT = f"{DOCUMENT}/docPropsVTypes"
NEWER = "http://schemas.microsoft.com/office/powerpoint/2018/8/main"
MICROSOFT = "http://schemas.microsoft.com/office"


def _rows(s: dict[str, str]) -> list[tuple[str, str, str, str, str]]:
    """Members to add: who owns each, its name, its text, its type and the relation to it."""
    main, one, two = "ppt/presentation.xml", "ppt/slides/slide1.xml", "ppt/slides/slide2.xml"
    comment = (
        f'<p:cmLst xmlns:p="{P}"><p:cm authorId="0" dt="2024-01-02T03:04:05" idx="1"><p:pos x="1" y="1"/>'
        f"<p:text>check {s['comment']}</p:text></p:cm></p:cmLst>"
    )
    authors = (
        f'<p:cmAuthorLst xmlns:p="{P}"><p:cmAuthor id="0" name="{s["commenter"]}" initials="{s["initials"]}" '
        'lastIdx="1" clrIdx="0"/></p:cmAuthorLst>'
    )
    tags = f'<p:tagLst xmlns:p="{P}"><p:tag name="X" val="{s["tag"]}"/></p:tagLst>'
    view = f'<p:viewPr xmlns:p="{P}" lastView="{s["view"]}"/>'
    handout = f'<p:handoutMaster xmlns:p="{P}"><p:cSld name="{s["handout"]}"><p:spTree/></p:cSld></p:handoutMaster>'
    newer = f'<n:cmLst xmlns:n="{NEWER}"><n:cm><n:a>{s["newer"]}</n:a></n:cm></n:cmLst>'
    custom = (
        f'<Properties xmlns="{DOCUMENT}/custom-properties" xmlns:vt="{VT}"><property pid="2" name="{s["custom"]}" '
        f'fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}"><vt:lpwstr>{s["custom"]}</vt:lpwstr></property></Properties>'
    )
    macros, masters = "application/vnd.ms-office.vbaProject", "ppt/handoutMasters/handoutMaster1.xml"
    return [
        (one, "ppt/comments/comment1.xml", comment, f"{PML}.comments+xml", f"{R}/comments"),
        (main, "ppt/commentAuthors.xml", authors, f"{PML}.commentAuthors+xml", f"{R}/commentAuthors"),
        (one, "ppt/tags/tag1.xml", tags, f"{PML}.tags+xml", f"{R}/tags"),
        (main, "ppt/viewProps2.xml", view, f"{PML}.viewProps+xml", f"{R}/viewProps"),
        (main, masters, handout, f"{PML}.handoutMaster+xml", f"{R}/handoutMaster"),
        (main, "ppt/vbaProject.bin", s["macro"], macros, f"{MICROSOFT}/2006/relationships/vbaProject"),
        (two, "ppt/comments/modern1.xml", newer, "application/xml", f"{MICROSOFT}/2018/10/relationships/comments"),
        (main, "customXml/item1.xml", f'<x xmlns="urn:x">{s["customxml"]}</x>', "application/xml", f"{R}/customXml"),
        ("", "docProps/custom.xml", custom, "application/xml", f"{R}/custom-properties"),
    ]


def _by_hand(path: Path, s: dict[str, str]) -> None:
    members = members_of(path)
    for number, (owner, name, text, kind, relation) in enumerate(_rows(s)):
        add(members, name, text, kind)
        relate(members, owner, relation, f"/{name}", f"rIdX{number}")
    manager = f"<Manager>{s['manager']}</Manager></Properties>".encode()
    members["docProps/app.xml"] = members["docProps/app.xml"].replace(b"</Properties>", manager)
    members["docProps/thumbnail.jpeg"] += s["thumb"].encode()
    image = next(name for name in members if name.startswith("ppt/media/"))
    members[image] += s["rim"].encode()
    pack(path, members)
