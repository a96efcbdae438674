"""PDF files with one thing hidden in each, and the kind under which the gate must tell it."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from PIL import Image, ImageDraw

from tests.media.pdf.making import form, new_pdf, saved

SECRET = "Bartholomew 1867"
SHOWN = b"BT /F1 12 Tf 20 160 Td (What everybody reads) Tj ET\n"
LINE = b"BT /F1 12 Tf 20 100 Td (" + SECRET.encode() + b") Tj ET\n"
BOX = b"0 g 10 90 200 30 re f\n"

Maker = Callable[[Path], Path]
PLANTED: dict[str, tuple[str, Maker]] = {}


def planted(kind: str) -> Callable[[Maker], Maker]:
    def noted(maker: Maker) -> Maker:
        PLANTED[maker.__name__] = kind, maker
        return maker

    return noted


def drawn(folder: Path, content: bytes, **page: object) -> Path:
    return saved(new_pdf(SHOWN + content, **page), folder)


def photo(
    pdf: pikepdf.Pdf, *, words: str = "", noise: bool = True, size: tuple[int, int] = (400, 120)
) -> pikepdf.Object:
    """A picture of grey stripes, or a scan of white paper with words on it."""
    picture = Image.effect_noise(size, 60).convert("RGB") if noise else Image.new("RGB", size, "white")
    if words:
        ImageDraw.Draw(picture).text((20, 30), words, fill="black", font_size=40)
    data = io.BytesIO()
    picture.save(data, "JPEG", quality=90)
    stream = pdf.make_stream(
        data.getvalue(), Type=Name.XObject, Subtype=Name.Image, Width=size[0], Height=size[1],
        ColorSpace=Name.DeviceRGB, BitsPerComponent=8,
    )  # fmt: skip
    stream["/Filter"] = Name.DCTDecode
    return stream


def with_picture(folder: Path, content: bytes, **options: object) -> Path:
    pdf = new_pdf(SHOWN + content)
    pdf.pages[0].Resources.XObject.P = photo(pdf, **options)  # type: ignore[arg-type]
    return saved(pdf, folder)


PICTURE = b"q 240 0 0 72 10 70 cm /P Do Q\n"

# --- Text on the page -------------------------------------------------------------------------------------


@planted("text under a box")
def a_box(folder: Path) -> Path:
    return drawn(folder, LINE + BOX)


@planted("text under a box")
def a_box_with_a_label(folder: Path) -> Path:
    return drawn(folder, LINE + BOX + b"BT 1 g /F1 9 Tf 30 102 Td (s. 40) Tj ET")


@planted("text under a box")
def a_box_over_a_part(folder: Path) -> Path:
    return drawn(folder, LINE + b"0 g 60 95 20 20 re f\n")


@planted("text under a box")
def a_box_that_leaves_a_sliver(folder: Path) -> Path:
    return drawn(folder, LINE + b"0 g 10 90 200 17.4 re f\n")


@planted("text under a box")
def a_white_box(folder: Path) -> Path:
    return drawn(folder, LINE + b"1 g 10 90 200 30 re f\n")


@planted("text under a box")
def a_hatched_box(folder: Path) -> Path:
    lines = b"".join(b"0.5 G %d 90 m %d 120 l S\n" % (x, x + 20) for x in range(10, 200, 8))
    return drawn(folder, LINE + BOX + lines)


@planted("text under a box")
def a_box_in_a_form(folder: Path) -> Path:
    pdf = new_pdf(SHOWN + LINE + b"/X Do")
    pdf.pages[0].Resources.XObject.X = form(pdf, BOX)
    return saved(pdf, folder)


@planted("text under a box")
def text_in_a_form_under_a_box(folder: Path) -> Path:
    pdf = new_pdf(SHOWN + b"q 1 0 0 1 5 0 cm /X Do Q " + BOX)
    pdf.pages[0].Resources.XObject.X = form(pdf, LINE)
    return saved(pdf, folder)


@planted("text under a box")
def a_turned_page(folder: Path) -> Path:
    return drawn(folder, LINE + BOX, Rotate=90)


@planted("text under a box")
def a_page_that_begins_elsewhere(folder: Path) -> Path:
    return drawn(folder, LINE + BOX, MediaBox=Array([-50, -50, 350, 250]), CropBox=Array([-20, -30, 340, 200]))


@planted("text under a box")
def letters_shown_one_by_one(folder: Path) -> Path:
    letters = b"".join(b"(%c) Tj " % letter for letter in SECRET.encode())
    return drawn(folder, b"BT /F1 12 Tf 20 100 Td " + letters + b"ET\n" + BOX)


@planted("text behind a picture")
def behind_a_picture(folder: Path) -> Path:
    return with_picture(folder, LINE + PICTURE, noise=False)


@planted("text in the colour of what lies behind it")
def white_on_white(folder: Path) -> Path:
    return drawn(folder, b"1 g " + LINE)


@planted("text in the colour of what lies behind it")
def almost_white_on_white(folder: Path) -> Path:
    return drawn(folder, b"0.99 g " + LINE)


@planted("text in the colour of what lies behind it")
def black_on_a_black_box(folder: Path) -> Path:
    return drawn(folder, BOX + b"0 g " + LINE)


@planted("text in the colour of what lies behind it")
def red_on_red(folder: Path) -> Path:
    return drawn(folder, b"1 0 0 rg 10 90 200 30 re f " + LINE)


@planted("text off the page")
def off_the_page(folder: Path) -> Path:
    return drawn(folder, LINE.replace(b"20 100", b"20 -40"))


@planted("text off the page")
def outside_the_crop(folder: Path) -> Path:
    return drawn(folder, LINE, CropBox=Array([0, 140, 400, 200]))


@planted("tiny text")
def tiny(folder: Path) -> Path:
    return drawn(folder, LINE.replace(b"12 Tf", b"0.4 Tf"))


@planted("tiny text")
def smaller_than_anything(folder: Path) -> Path:
    return drawn(folder, LINE.replace(b"12 Tf", b"0.0001 Tf"))


@planted("tiny text")
def without_a_size(folder: Path) -> Path:
    return drawn(folder, LINE.replace(b"12 Tf", b"0 Tf"))


@planted("tiny text")
def flat(folder: Path) -> Path:
    return drawn(folder, LINE.replace(b"Td", b"Td 0 Tz"))


@planted("text under a box")
def under_a_broad_line(folder: Path) -> Path:
    return drawn(folder, LINE + b"24 w 10 104 m 250 104 l S\n")


@planted("text under a box")
def under_what_mixes(folder: Path) -> Path:
    pdf = new_pdf(SHOWN + LINE + b"/G gs " + BOX)
    pdf.pages[0].Resources.ExtGState = Dictionary(G=Dictionary(BM=Name.Multiply))
    return saved(pdf, folder)


@planted("text clipped away")
def clipped(folder: Path) -> Path:
    return drawn(folder, b"q 10 10 50 20 re W n " + LINE + b"Q")


@planted("text clipped away")
def clipped_by_a_triangle(folder: Path) -> Path:
    return drawn(folder, b"q 10 60 m 300 60 l 300 130 l h W n " + LINE.replace(b"20 100", b"20 110") + b"Q")


@planted("invisible text")
def invisible(folder: Path) -> Path:
    return drawn(folder, LINE.replace(b"Td", b"Td 3 Tr"))


@planted("invisible text")
def a_layer_over_empty_paper(folder: Path) -> Path:
    return with_picture(folder, PICTURE + LINE.replace(b"Td", b"Td 3 Tr"), noise=False)


@planted("invisible text")
def a_layer_under_a_box(folder: Path) -> Path:
    return with_picture(folder, PICTURE + LINE.replace(b"Td", b"Td 3 Tr") + BOX, noise=False)


@planted("text with an opacity of nought")
def clear(folder: Path) -> Path:
    pdf = new_pdf(SHOWN + b"/G gs " + LINE)
    pdf.pages[0].Resources.ExtGState = Dictionary(G=Dictionary(ca=0))
    return saved(pdf, folder)


@planted("text in a layer that is switched off")
def layer_off(folder: Path) -> Path:
    return _layered(folder, b"/OC /L BDC " + LINE + b"EMC")


@planted("picture in a layer that is switched off")
def picture_off(folder: Path) -> Path:
    return _layered(folder, b"/OC /L BDC " + PICTURE + b"EMC")


def _layered(folder: Path, content: bytes) -> Path:
    pdf = new_pdf(SHOWN + content)
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Layer")))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))
    pdf.pages[0].Resources.Properties = Dictionary(L=layer)
    if b" Do" in content:
        pdf.pages[0].Resources.XObject.P = photo(pdf)
    return saved(pdf, folder)


@planted("text under an annotation")
def under_a_square(folder: Path) -> Path:
    return _noted(folder, LINE, Name.Square)


def _noted(folder: Path, content: bytes, kind: Name) -> Path:
    pdf = new_pdf(SHOWN + content)
    look = pdf.make_stream(b"0 g 0 0 200 30 re f", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 200, 30]))
    note = Dictionary(
        Type=Name.Annot, Subtype=kind, Rect=Array([10, 90, 210, 120]), F=4, AP=Dictionary(N=pdf.make_indirect(look))
    )
    pdf.pages[0].Annots = Array([pdf.make_indirect(note)])
    if b" Do" in content:
        pdf.pages[0].Resources.XObject.P = photo(pdf, words=SECRET, noise=False)
    return saved(pdf, folder)


# --- Pictures ---------------------------------------------------------------------------------------------


@planted("picture under a box")
def a_scan_under_a_box(folder: Path) -> Path:
    return with_picture(folder, PICTURE + BOX, words=SECRET, noise=False)


@planted("picture under a box")
def a_scan_under_a_square(folder: Path) -> Path:
    return _noted(folder, PICTURE, Name.Square)


@planted("part of a picture that is cropped away")
def a_clipped_picture(folder: Path) -> Path:
    return with_picture(folder, b"q 10 70 60 72 re W n " + PICTURE + b"Q")


@planted("part of a picture that is cropped away")
def a_picture_over_the_edge(folder: Path) -> Path:
    return with_picture(folder, PICTURE.replace(b"10 70", b"300 70"))


@planted("drawing under a box")
def outlines_under_a_box(folder: Path) -> Path:
    shape = b"%d 95 m %d 110 %d 110 %d 95 c %d 99 l %d 97 l h f\n"
    shapes = b"".join(shape % (x, x + 3, x + 6, x + 9, x + 5, x + 4) for x in range(20, 120, 12))
    return drawn(folder, shapes + BOX)


# --- The file ---------------------------------------------------------------------------------------------


def changed(folder: Path, change: Callable[[pikepdf.Pdf], None]) -> Path:
    pdf = new_pdf(SHOWN)
    change(pdf)
    return saved(pdf, folder, fix_metadata_version=False)


@planted("information about the document")
def author(folder: Path) -> Path:
    return changed(folder, lambda pdf: pdf.docinfo.__setitem__("/Author", SECRET))


@planted("information about the document")
def own_information(folder: Path) -> Path:
    return changed(folder, lambda pdf: pdf.docinfo.__setitem__("/Case", SECRET))


@planted("metadata")
def metadata(folder: Path) -> Path:
    title = f"<dc:title><rdf:Alt><rdf:li>{SECRET}</rdf:li></rdf:Alt></dc:title>"
    xmp = f"<rdf:RDF><rdf:Description>{title}</rdf:Description></rdf:RDF>"
    return changed(folder, lambda pdf: pdf.Root.__setattr__("Metadata", pdf.make_stream(xmp.encode())))


@planted("metadata")
def metadata_in_an_attribute(folder: Path) -> Path:
    xmp = f'<rdf:Description pdf:Producer="x" pdf:Keywords="{SECRET}"/>'
    return changed(folder, lambda pdf: pdf.Root.__setattr__("Metadata", pdf.make_stream(xmp.encode())))


@planted("words of a note")
def note(folder: Path) -> Path:
    return _annotated(folder, Subtype=Name.Text, Contents=String(SECRET))


@planted("words of a note")
def popup(folder: Path) -> Path:
    return _annotated(folder, Subtype=Name.Popup, Contents=String(SECRET))


@planted("author of a note")
def author_of_a_note(folder: Path) -> Path:
    return _annotated(folder, Subtype=Name.Highlight, T=String(SECRET))


@planted("redaction that was marked and not carried out")
def marked_only(folder: Path) -> Path:
    return _annotated(folder, Subtype=Name.Redact)


@planted("script")
def script_of_a_note(folder: Path) -> Path:
    return _annotated(folder, Subtype=Name.Link, A=Dictionary(S=Name.JavaScript, JS=String(SECRET)))


@planted("annotation that is not shown")
def hidden_stamp(folder: Path) -> Path:
    pdf = new_pdf(SHOWN)
    stamp = Dictionary(
        Type=Name.Annot, Subtype=Name.Stamp, F=2, Rect=Array([9, 9, 99, 99]), AP=Dictionary(N=form(pdf, LINE))
    )
    pdf.pages[0].Annots = Array([pdf.make_indirect(stamp)])
    return saved(pdf, folder)


def _annotated(folder: Path, **entries: object) -> Path:
    pdf = new_pdf(SHOWN)
    note = Dictionary(Type=Name.Annot, Rect=Array([200, 20, 260, 40]), **entries)
    pdf.pages[0].Annots = Array([pdf.make_indirect(note)])
    return saved(pdf, folder)


@planted("value of a form field")
def field_without_a_place(folder: Path) -> Path:
    def change(pdf: pikepdf.Pdf) -> None:
        field = pdf.make_indirect(Dictionary(FT=Name.Tx, T=String("f"), V=String(SECRET)))
        pdf.Root.AcroForm = Dictionary(Fields=Array([field]))

    return changed(folder, change)


@planted("form in XML (XFA)")
def xfa(folder: Path) -> Path:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.Root.AcroForm = Dictionary(Fields=Array([]), XFA=pdf.make_stream(SECRET.encode()))

    return changed(folder, change)


@planted("script")
def script(folder: Path) -> Path:
    action = Dictionary(S=Name.JavaScript, JS=String(SECRET))
    return changed(folder, lambda pdf: pdf.Root.__setattr__("OpenAction", action))


@planted("script")
def named_script(folder: Path) -> Path:
    tree = Dictionary(Names=Array([String("a"), Dictionary(S=Name.JavaScript, JS=String(SECRET))]))
    return changed(folder, lambda pdf: pdf.Root.__setattr__("Names", Dictionary(JavaScript=tree)))


@planted("action that starts a program")
def launch(folder: Path) -> Path:
    action = Dictionary(S=Name.Launch, F=String("calc"))
    return changed(folder, lambda pdf: pdf.pages[0].obj.__setattr__("AA", Dictionary(O=action)))


@planted("action that goes to an address")
def address_when_opened(folder: Path) -> Path:
    action = Dictionary(S=Name.GoTo, Next=Dictionary(S=Name.URI, URI=String("https://example.org")))
    return changed(folder, lambda pdf: pdf.Root.__setattr__("OpenAction", action))


@planted("text said in place of the glyphs")
def said_in_the_content(folder: Path) -> Path:
    inline = b"/Span <</ActualText (" + SECRET.encode() + b")>> BDC BT /F1 9 Tf 20 60 Td (abc) Tj ET EMC"
    return drawn(folder, inline)


@planted("text said in place of the glyphs")
def said_in_a_tag(folder: Path) -> Path:
    tag = Dictionary(S=Name.Span, ActualText=String(SECRET))
    return changed(
        folder, lambda pdf: pdf.Root.__setattr__("StructTreeRoot", Dictionary(Type=Name.StructTreeRoot, K=tag))
    )


@planted("thumbnail")
def thumbnail(folder: Path) -> Path:
    return changed(folder, lambda pdf: pdf.pages[0].obj.__setattr__("Thumb", photo(pdf)))


@planted("a program's private data")
def piece_info(folder: Path) -> Path:
    kept = Dictionary(App=Dictionary(Private=String(SECRET)))
    return changed(folder, lambda pdf: pdf.pages[0].obj.__setattr__("PieceInfo", kept))


@planted("a program's private data")
def unknown_in_the_catalogue(folder: Path) -> Path:
    return changed(folder, lambda pdf: pdf.Root.__setitem__("/Xyz", Array([Dictionary(A=String(SECRET))])))


@planted("a program's private data")
def unknown_in_the_page(folder: Path) -> Path:
    return changed(folder, lambda pdf: pdf.pages[0].obj.__setitem__("/Xyz", String(SECRET)))


@planted("a program's private data")
def unknown_in_the_trailer(folder: Path) -> Path:
    return changed(folder, lambda pdf: pdf.trailer.__setitem__("/Xyz", String(SECRET)))


@planted("page that is not shown")
def template(folder: Path) -> Path:
    def change(pdf: pikepdf.Pdf) -> None:
        page = pdf.make_indirect(Dictionary(Type=Name.Template, Contents=pdf.make_stream(LINE)))
        pdf.Root.Names = Dictionary(Templates=Dictionary(Names=Array([String("t"), page])))

    return changed(folder, change)


@planted("earlier revision")
def revision(folder: Path) -> Path:
    path = saved(new_pdf(LINE), folder, object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=False)
    with pikepdf.open(path) as pdf:
        page, contents = pdf.pages[0].obj, pdf.pages[0].obj.Contents.objgen[0]
        assert page is not None
    data = path.read_bytes()
    newer = f"{contents} 0 obj\n<</Length {len(SHOWN)}>>stream\n".encode() + SHOWN + b"\nendstream\nendobj\n"
    start, at = int(data.rsplit(b"startxref", 1)[1].split()[0]), len(data) + 1
    trailer = data[data.rindex(b"trailer") :].split(b"startxref")[0].rstrip()
    assert trailer.endswith(b">>")
    table = f"xref\n{contents} 1\n{at:010d} 00000 n \n".encode()
    tail = table + trailer[:-2] + f" /Prev {start} >>\nstartxref\n{at + len(newer)}\n%%EOF\n".encode()
    path.write_bytes(data + b"\n" + newer + tail)
    return path


@planted("object that nothing uses")
def unused_object(folder: Path) -> Path:
    path = saved(new_pdf(SHOWN), folder, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    data = path.read_bytes()
    at = data.index(b"1 0 obj")
    spare = f"99 0 obj\n({SECRET})\nendobj\n".encode()
    path.write_bytes(_mended(data[:at] + spare + data[at:], len(spare)))
    return path


def _mended(data: bytes, shift: int) -> bytes:
    """Without a cross-reference that holds, so that whoever opens the file looks for objects in it."""
    head, tail = data.rsplit(b"startxref", 1)
    return head + b"startxref\n" + str(int(tail.split()[0]) + shift + 7).encode() + b"\n%%EOF\n"


@planted("picture or form that no page draws")
def undrawn_form(folder: Path) -> Path:
    pdf = new_pdf(SHOWN)
    pdf.pages[0].Resources.XObject.X = form(pdf, LINE)
    return saved(pdf, folder)


@planted("picture or form that no page draws")
def undrawn_picture(folder: Path) -> Path:
    return with_picture(folder, b"% /P Do_not\n", words=SECRET)


@planted("data of a camera or a program in a picture")
def camera(folder: Path) -> Path:
    pdf = new_pdf(SHOWN + PICTURE)
    picture = photo(pdf)
    data = picture.read_raw_bytes()
    note = b"\xff\xfe" + (len(SECRET) + 2).to_bytes(2, "big") + SECRET.encode()
    picture.write(data[:2] + note + data[2:], filter=Name.DCTDecode)
    pdf.pages[0].Resources.XObject.P = picture
    return saved(pdf, folder)


@planted("bytes beside the file")
def after_the_end(folder: Path) -> Path:
    path = saved(new_pdf(SHOWN), folder)
    path.write_bytes(path.read_bytes() + SECRET.encode())
    return path


@planted("bytes beside the file")
def before_the_beginning(folder: Path) -> Path:
    path = saved(new_pdf(SHOWN), folder)
    path.write_bytes(SECRET.encode() + b"\n" + path.read_bytes())
    return path
