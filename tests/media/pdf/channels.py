"""A PDF that shows another secret by each of the ways in which a PDF can show something."""

from __future__ import annotations

import io
import zlib
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from PIL import Image, ImageDraw, ImageFont

from tests.media.pdf.making import form, helvetica, new_pdf

SURNAMES = tuple(
    "Abernathy Bickerton Chamberlin Davenport Ellingham Featherby Galbraith Harrington Inglewood Jellicoe Kirkbride "
    "Lockwood Merriweather Netherton Osgoodby Pemberton Quillfeather Ravensdale Silverton Thackeray Underhill "
    "Vanderbilt Wetherby Yarborough Zellinger Ashbourne Blackwood Carrington Dunstable Eggleston Fairbanks "
    "Greenhalgh Hollingsworth Ironside Kettlewell Langstaffe Micklethwaite Nightingale Oglethorpe Pickersgill".split()
)
"""Names that a reader of pictures reads well; no letter stands for another in them."""
WIDE, HIGH = 400, 200


class Planting:
    """Gives each channel a name of its own."""

    def __init__(self) -> None:
        self._names = iter(SURNAMES)
        self.shown: dict[str, str] = {}

    def __call__(self, channel: str) -> str:
        self.shown[channel] = next(self._names)
        return self.shown[channel]


def channels(folder: Path) -> tuple[Path, dict[str, str]]:
    """The file, and by channel the name that it shows."""
    plant = Planting()
    pdf = new_pdf(_operators(plant), _spaces(plant), b"", b"", b"", b"")
    _forms(pdf, pdf.pages[2], plant)
    _fonts(pdf, pdf.pages[3], plant)
    _pictures(pdf, pdf.pages[4], plant)
    _scan(pdf, pdf.pages[5], plant)
    _around(pdf, plant)
    path = folder / "in.pdf"
    pdf.save(path)
    return path, plant.shown


def _operators(plant: Planting) -> bytes:
    one_by_one = " ".join(f"({letter}) Tj" for letter in plant("Tj, letter by letter"))
    kerned = plant("TJ")
    return f"""BT /F1 11 Tf 14 TL 20 180 Td (seen {plant("Tj")} there) Tj
        T* [(seen {kerned[:3]}) 35 ({kerned[3:5]}) -20 ({kerned[5:]} ) -40 (there)] TJ
        (seen {plant("'")} there) ' 1 0.5 (seen {plant('"')} there) "
        T* 0 Tw 0 Tc <{f"seen {plant('hexadecimal')} there".encode().hex()}> Tj
        T* (seen ) Tj {one_by_one} ( there) Tj
        T* (seen) Tj 40 0 Td ({plant("words moved to")}) Tj 100 0 Td (there) Tj ET""".encode()


def _spaces(plant: Planting) -> bytes:
    return f"""BT /F1 11 Tf 80 Tz 3 Ts 1 Tc 2 Tw 20 180 Td (seen {plant("scaled, raised and spaced")} there) Tj ET
        BT /F1 1 Tf 100 Tz 0 Ts 0 Tc 0 Tw 11 2 -2 11 20 120 Tm (seen {plant("turned")} there) Tj ET
        q 0 1 -1 0 390 20 cm BT /F1 11 Tf 5 10 Td (seen {plant("upright")} there) Tj ET Q
        q 1 0 0 -1 0 90 cm BT /F1 11 Tf 20 10 Td (seen {plant("mirrored")} there) Tj ET Q
        BT /F1 11 Tf 2 Tr 20 50 Td (seen {plant("outlined")} there) Tj ET
        BT /F1 11 Tf 0 Tr 20 30 Td /Span <</ActualText (nothing)>> BDC (seen {plant("other ActualText")}) Tj EMC ET
        """.encode()


def _forms(pdf: pikepdf.Pdf, page: pikepdf.Page, plant: Planting) -> None:
    def text(channel: str) -> bytes:
        return f"BT /F1 11 Tf 2 5 Td (seen {plant(channel)} there) Tj ET".encode()

    inner = form(pdf, text("form within a form"))
    outer = form(pdf, b"q 1 0 0 1 0 20 cm /In Do Q " + text("form"))
    outer.Resources.XObject = Dictionary(In=inner)
    page.Resources.XObject = Dictionary(Out=outer)
    page.Contents = pdf.make_stream(b"q 1 0 0 1 20 140 cm /Out Do Q")
    small = Array([0, 0, 200, 20])
    stamp = Dictionary(Subtype=Name.Stamp, AP=Dictionary(N=form(pdf, text("stamp"), BBox=small)))
    field = Dictionary(Subtype=Name.Widget, FT=Name.Tx, T=String("who"), V=String(plant("form field")), F=4)
    field.AP = Dictionary(N=form(pdf, f"BT /F1 11 Tf 2 5 Td ({field.V}) Tj ET".encode(), BBox=small))
    button = Dictionary(Subtype=Name.Widget, FT=Name.Btn, T=String("on"), AS=Name.On, F=4)
    button.AP = Dictionary(N=Dictionary(On=form(pdf, text("state of a button"), BBox=small)))
    for height, annotation in zip((100, 70, 40), (stamp, field, button), strict=True):
        annotation.Type, annotation.Rect = Name.Annot, Array([20, height, 220, height + 20])
    page.Annots = Array([pdf.make_indirect(annotation) for annotation in (stamp, field, button)])
    pdf.Root.AcroForm = Dictionary(Fields=Array([page.Annots[1], page.Annots[2]]))


def _fonts(pdf: pikepdf.Pdf, page: pikepdf.Page, plant: Planting) -> None:
    """A composite font, one whose letters are drawn on small pages, and one with codes of its own."""
    composite, drawn, coded = plant("composite font"), plant("drawn glyphs"), plant("codes of its own")
    page.Resources.Font = Dictionary(
        F0=_embedded(folder_font(), pdf, composite), F3=_drawn(pdf, drawn), F1=helvetica(), F2=_coded(coded)
    )
    letters = sorted(set(composite))
    two = "".join(f"{letters.index(letter) + 1:04x}" for letter in composite)
    codes = {letter: chr(33 + n) for n, letter in enumerate(dict.fromkeys(coded))}
    own = "".join(codes[letter] for letter in coded).replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    page.Contents = pdf.make_stream(
        f"BT /F0 12 Tf 20 150 Td <{two}> Tj ET BT /F3 14 Tf 20 100 Td ({drawn}) Tj ET "
        f"BT /F2 12 Tf 20 50 Td ({own}) Tj ET".encode()
    )


def folder_font() -> bytes:
    """A free font that everybody has who has reportlab."""
    import reportlab

    return (Path(reportlab.__file__).parent / "fonts" / "Vera.ttf").read_bytes()


def _embedded(program: bytes, pdf: pikepdf.Pdf, word: str) -> Dictionary:
    """A composite font of which the codes are numbers of letters, from 1."""
    from fontTools.ttLib import TTFont

    font = TTFont(io.BytesIO(program))
    letters = sorted(set(word))
    glyphs = [font.getGlyphID(font.getBestCmap()[ord(letter)]) for letter in letters]
    scale = 1000 / font["head"].unitsPerEm
    widths = [font["hmtx"][font.getGlyphName(glyph)][0] * scale for glyph in glyphs]
    to_glyph = b"\0\0" + b"".join(glyph.to_bytes(2) for glyph in glyphs)
    rows = "".join(f"<{n:04x}> <{ord(letter):04x}>\n" for n, letter in enumerate(letters, 1))
    head = "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange\n"
    unicode = f"{head}{len(letters)} beginbfchar\n{rows}endbfchar endcmap end".encode()
    descriptor = Dictionary(
        Type=Name.FontDescriptor, FontName=Name("/ABCDEF+Vera"), Flags=32, ItalicAngle=0, Ascent=928, Descent=-236,
        CapHeight=730, StemV=80, FontBBox=Array([-183, -236, 1287, 928]),
        FontFile2=pdf.make_stream(program, Length1=len(program)),
    )  # fmt: skip
    below = Dictionary(
        Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name("/ABCDEF+Vera"), W=Array([1, Array(widths)]), DW=0,
        CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
        FontDescriptor=pdf.make_indirect(descriptor), CIDToGIDMap=pdf.make_stream(to_glyph),
    )  # fmt: skip
    return Dictionary(
        Type=Name.Font, Subtype=Name.Type0, BaseFont=Name("/ABCDEF+Vera"), Encoding=Name("/Identity-H"),
        DescendantFonts=Array([pdf.make_indirect(below)]), ToUnicode=pdf.make_stream(unicode),
    )  # fmt: skip


def _drawn(pdf: pikepdf.Pdf, word: str) -> Dictionary:
    """A Type 3 font, each glyph of which is a picture of its letter."""
    letters = sorted(set(word))
    glyphs = {f"/g{ord(letter)}": pdf.make_stream(_glyph(letter)) for letter in letters}
    first, last = min(map(ord, letters)), max(map(ord, letters))
    differences = [item for letter in letters for item in (ord(letter), Name(f"/g{ord(letter)}"))]
    names = "".join(f"<{ord(letter):02x}> <{ord(letter):04x}>\n" for letter in letters)
    unicode = (
        f"begincmap 1 begincodespacerange <00> <ff> endcodespacerange {len(letters)} beginbfchar\n{names}endbfchar"
    )
    return Dictionary(
        Type=Name.Font, Subtype=Name.Type3, FontBBox=Array([0, 0, 1000, 1000]), FirstChar=first, LastChar=last,
        FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]), CharProcs=Dictionary(glyphs),
        Encoding=Dictionary(Type=Name.Encoding, Differences=Array(differences)),
        Widths=Array([700] * (last - first + 1)), ToUnicode=pdf.make_stream(f"{unicode} endcmap".encode()),
    )  # fmt: skip


def _glyph(letter: str) -> bytes:
    image = Image.new("1", (28, 40), 1)
    ImageDraw.Draw(image).text((2, 0), letter, 0, ImageFont.load_default(30))
    bits = image.tobytes().hex()
    return f"700 0 0 0 700 1000 d1 700 0 0 1000 0 -250 cm BI /W 28 /H 40 /IM true /BPC 1 /F /AHx ID {bits}> EI".encode()


def _coded(word: str) -> Dictionary:
    """Helvetica with codes in the order in which the letters come."""
    differences = [33, *(Name(f"/{letter}") for letter in dict.fromkeys(word))]
    font = helvetica()
    font.Encoding = Dictionary(Type=Name.Encoding, BaseEncoding=Name.WinAnsiEncoding, Differences=Array(differences))
    return font


def _lettering(word: str, mode: str = "RGB") -> Image.Image:
    image = Image.new(mode, (WIDE * 3, 120), "white")
    ImageDraw.Draw(image).text((20, 30), f"seen {word} there", "black", ImageFont.load_default(52))
    return image


def _pictures(pdf: pikepdf.Pdf, page: pikepdf.Page, plant: Planting) -> None:
    flate, masked = _lettering(plant("picture")), _lettering(plant("soft mask"), "L")
    jpeg, bits = io.BytesIO(), _lettering(plant("stencil"), "1")
    _lettering(plant("JPEG")).save(jpeg, "JPEG", quality=90)
    size = {"Type": Name.XObject, "Subtype": Name.Image, "Width": WIDE * 3, "Height": 120}
    grey = {**size, "BitsPerComponent": 8, "ColorSpace": Name.DeviceGray}
    inverted = bytes(255 - value for value in masked.tobytes())
    page.Resources.XObject = Dictionary(
        I1=pdf.make_stream(flate.tobytes(), **size, BitsPerComponent=8, ColorSpace=Name.DeviceRGB),
        I2=pdf.make_stream(bytes(WIDE * 3 * 120), **grey, SMask=pdf.make_stream(inverted, **grey)),
        I3=pdf.make_stream(
            jpeg.getvalue(), **size, BitsPerComponent=8, ColorSpace=Name.DeviceRGB, Filter=Name.DCTDecode
        ),
        I4=pdf.make_stream(bits.tobytes(), **size, ImageMask=True, BitsPerComponent=1),
    )
    inline = _lettering(plant("picture within the stream"), "L").resize((600, 60))
    data = zlib.compress(inline.tobytes()).hex().encode()
    rows = b"\n".join(b"q 360 0 0 36 20 %d cm /I%d Do Q" % (200 - 38 * n, n) for n in range(1, 5))
    page.Contents = pdf.make_stream(
        rows + b"\nq 360 0 0 36 20 8 cm BI /W 600 /H 60 /CS /G /BPC 8 /F [/AHx /Fl] ID " + data + b"> EI Q"
    )


def _scan(pdf: pikepdf.Pdf, page: pikepdf.Page, plant: Planting) -> None:
    """A picture of a page with the words behind it that somebody read in it."""
    word = plant("scan with its text")
    image = _lettering(word, "L")
    page.Resources.XObject = Dictionary(
        I1=pdf.make_stream(
            image.tobytes(), Type=Name.XObject, Subtype=Name.Image, Width=WIDE * 3, Height=120, BitsPerComponent=8,
            ColorSpace=Name.DeviceGray,
        )
    )  # fmt: skip
    page.Contents = pdf.make_stream(
        f"q 360 0 0 36 20 100 cm /I1 Do Q BT 3 Tr /F1 16 Tf 24 112 Td (seen {word} there) Tj ET".encode()
    )


def _around(pdf: pikepdf.Pdf, plant: Planting) -> None:
    """What is shown beside the pages."""
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(f"About {plant('bookmark')}", 0))
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([300, 5, 390, 20]))
    link.A = Dictionary(S=Name.URI, URI=String(f"https://example.org/{plant('link')}"))
    page = pdf.pages[0]
    page.Annots = Array([pdf.make_indirect(link)])
    name, inside = plant("name of an embedded file"), plant("embedded file")
    pdf.attachments["file"] = pikepdf.AttachedFileSpec(
        pdf, f"seen {inside} there".encode(), filename=f"about {name}.txt"
    )
