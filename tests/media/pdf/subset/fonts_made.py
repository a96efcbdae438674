"""PDF files with fonts of every kind, whose last line holds a word that is to go."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import reportlab
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name

from redact.media.pdf.subset import cut_fonts

FONTS = Path(reportlab.__file__).parent / "fonts"
KEPT = ("The hound ran on", "past the old mill")
SECRET = "Quixz"


def reportlab_pdf(*lines: str) -> bytes:
    """One line under another in a subset of Bitstream Vera, which reportlab numbers in the order of first use."""
    from reportlab.pdfbase import pdfmetrics, ttfonts
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(ttfonts.TTFont("Vera", str(FONTS / "Vera.ttf"), asciiReadable=False))
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=(300, 200), invariant=True)
    canvas.setFont("Vera", 14)
    for at, line in enumerate(lines):
        canvas.drawString(20, 170 - 20 * at, line)
    canvas.save()
    return data.getvalue()


def embedded(kind: str, program: bytes, *lines: str, **font: Any) -> bytes:
    """The lines in a simple font of one byte a letter with this program, named as a subset."""
    pdf = pikepdf.new()
    descriptor = Dictionary(
        Type=Name.FontDescriptor, FontName=Name("/QZXIUA+Made"), Flags=32, FontBBox=[0, -200, 1000, 900],
        ItalicAngle=0, Ascent=800, Descent=-200, CapHeight=700, StemV=80, CharSet=pikepdf.String("/Q/u/i/x/z"),
    )  # fmt: skip
    descriptor[kind] = pdf.make_stream(program)
    if kind == "/FontFile3":
        descriptor[kind].Subtype = Name.Type1C
    codes = sorted(set("".join(lines).encode("latin-1")))
    made = Dictionary(
        Type=Name.Font, Subtype=Name.TrueType if kind == "/FontFile2" else Name.Type1, BaseFont=Name("/QZXIUA+Made"),
        FirstChar=codes[0], LastChar=codes[-1], FontDescriptor=pdf.make_indirect(descriptor),
        Widths=Array([500 + code if code in codes else 0 for code in range(codes[0], codes[-1] + 1)]),
    )  # fmt: skip
    for key, value in font.items():
        made[f"/{key}"] = value
    return saved(_with_lines(pdf, made, [line.encode("latin-1") for line in lines]))


def composite(program: bytes, codes: list[bytes], letters: bytes, **inner: Any) -> bytes:
    """Lines of codes of two bytes in a composite font with a compact program."""
    pdf = pikepdf.new()
    cids = sorted({int.from_bytes(line[at : at + 2]) for line in codes for at in range(0, len(line), 2)})
    descriptor = Dictionary(
        Type=Name.FontDescriptor, FontName=Name("/QZXIUA+Made"), Flags=4, FontBBox=[0, -200, 1000, 900], ItalicAngle=0,
        Ascent=800, Descent=-200, CapHeight=700, StemV=80, FontFile3=pdf.make_stream(program),
    )  # fmt: skip
    descriptor.FontFile3.Subtype = Name.CIDFontType0C
    below = Dictionary(
        Type=Name.Font, Subtype=Name.CIDFontType0, BaseFont=Name("/QZXIUA+Made"),
        CIDSystemInfo=Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0), DW=700,
        W=Array([member for cid in cids for member in (cid, Array([500 + cid]))]),
        FontDescriptor=pdf.make_indirect(descriptor),
    )  # fmt: skip
    for key, value in inner.items():
        below[f"/{key}"] = value
    made = Dictionary(
        Type=Name.Font, Subtype=Name.Type0, BaseFont=Name("/QZXIUA+Made"), Encoding=Name("/Identity-H"),
        DescendantFonts=Array([pdf.make_indirect(below)]), ToUnicode=pdf.make_stream(letters),
    )  # fmt: skip
    return saved(_with_lines(pdf, made, codes))


def _with_lines(pdf: pikepdf.Pdf, font: Any, lines: list[bytes]) -> pikepdf.Pdf:
    pdf.add_blank_page(page_size=(300, 200))
    page = pdf.pages[0]
    page.Resources = Dictionary(Font=Dictionary(F1=pdf.make_indirect(font)))
    shown = [
        b"BT /F1 14 Tf 20 %d Td <%s> Tj ET" % (170 - 20 * at, line.hex().encode()) for at, line in enumerate(lines)
    ]
    page.Contents = pdf.make_stream(b"\n".join(shown))
    return pdf


def compact(names: list[str], *, keyed: bool = False) -> bytes:
    """A compact font program (CFF); the outline of each glyph is a bar of a height of its own."""
    build = FontBuilder(1000, isTTF=False)
    order = [".notdef", *names]
    build.setupGlyphOrder(order)
    build.setupCharacterMap({ord(name): name for name in names if len(name) == 1})
    build.setupCFF("QZXIUA+Made", {"FullName": "Made"}, {name: _bar(name) for name in order}, {})
    top = build.font["CFF "].cff[0]
    top.Encoding = "StandardEncoding"
    if keyed:
        from fontTools.cffLib import FDArrayIndex, FDSelect, FontDict

        part = FontDict()
        part.Private = top.Private
        top.FDArray, top.FDSelect = FDArrayIndex(), FDSelect()
        top.FDArray.append(part)
        top.FDSelect.gidArray = [0] * len(order)
        top.ROS = ("Adobe", "Identity", 0)
        top.CIDCount = 1000
        top.charset = [".notdef", *(f"cid{100 + at:05d}" for at in range(len(names)))]
        strings = top.CharStrings.charStrings
        top.CharStrings.charStrings = dict(zip(top.charset, strings.values(), strict=True))
        del top.Encoding, top.Private
    data = io.BytesIO()
    build.font["CFF "].cff.compile(data, build.font)
    return data.getvalue()


def _bar(name: str) -> Any:
    height = 200 + 7 * (ord(name) % 64) if len(name) == 1 else 700
    pen = T2CharStringPen(600, None)
    pen.moveTo((50, 0))
    for point in ((450, 0), (450, height), (50, height)):
        pen.lineTo(point)
    pen.closePath()
    return pen.getCharString()


# --- What becomes of them ---------------------------------------------------------------------------------


def saved(pdf: pikepdf.Pdf) -> bytes:
    data = io.BytesIO()
    pdf.save(data, static_id=True)
    return data.getvalue()


def without_line(data: bytes, line: int = -1) -> bytes:
    """The file without one of the strings that it shows, its fonts as they were."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        found = list(pikepdf.parse_content_stream(pdf.pages[0]))
        shows = [at for at, each in enumerate(found) if str(each.operator) in ("Tj", "TJ")]
        del found[shows[line]]
        pdf.pages[0].Contents = pdf.make_stream(pikepdf.unparse_content_stream(found))
        return saved(pdf)


def cut(data: bytes) -> bytes:
    """The file with its fonts cut down; all could be."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert cut_fonts(pdf) == frozenset()
        return saved(pdf)


def font_of(data: bytes) -> Any:
    """The only font of the first page that is in the file."""
    table = _opened(data).pages[0].Resources.Font
    return next(font for font in table.values() if "/BaseFont" not in font or font.BaseFont != "/Helvetica")


@cache
def _opened(data: bytes) -> pikepdf.Pdf:
    """Kept open, because what is read from it lives no longer than it does."""
    return pikepdf.open(io.BytesIO(data))


def program_of(data: bytes) -> bytes:
    font = font_of(data)
    inner = font.DescendantFonts[0] if "/DescendantFonts" in font else font
    descriptor = inner.FontDescriptor
    return next(descriptor[key].read_bytes() for key in ("/FontFile", "/FontFile2", "/FontFile3") if key in descriptor)


def outlines(data: bytes) -> dict[int, int]:
    """How many contours each glyph of a TrueType program has, for those that have any."""
    font = TTFont(io.BytesIO(program_of(data)))
    glyphs = [font["glyf"][name] for name in font.getGlyphOrder()]
    return {at: glyph.numberOfContours for at, glyph in enumerate(glyphs) if glyph.numberOfContours}


def looks(data: bytes) -> list[tuple[bytes, str, list[Any]]]:
    """Each page as PDFium draws it, its text, and where every letter stands."""
    seen = []
    document = pypdfium2.PdfDocument(data)
    for page in document:
        scale = min(2.0, 1500 / max(page.get_size()))
        text = page.get_textpage()
        boxes = [text.get_charbox(at) for at in range(text.count_chars())]
        seen.append((page.render(scale=scale).to_numpy().tobytes(), text.get_text_range(), boxes))
    document.close()
    return seen


def mined(data: bytes) -> str:
    """The letters that pdfminer reads, in whatever order it takes lines."""
    from pdfminer.high_level import extract_text

    return "".join(sorted(extract_text(io.BytesIO(data))))
