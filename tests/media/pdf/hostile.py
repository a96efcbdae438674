"""PDF files that mean harm, or that somebody broke: each written object by object, because no library would write it.

``raw`` writes the objects as they are given, with a true table of contents; ``FILES`` has a maker for each kind.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

Objects: TypeAlias = dict[int, bytes]

SECRET = "Quillby"
TEXT = b"BT /F1 12 Tf 20 100 Td (keep Quillby) Tj ET "
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
RESOURCES = b"<< /Font << /F1 4 0 R >> /XObject << /X1 10 0 R >> >>"


def raw(objects: Mapping[int, bytes], trailer: bytes = b"") -> bytes:
    """A file of these objects, of which number 1 is the root."""
    data, places = bytearray(b"%PDF-1.7\n"), {}
    for number, value in objects.items():
        places[number] = len(data)
        data += b"%d 0 obj\n" % number + value + b"\nendobj\n"
    start, size = len(data), max(objects) + 1
    data += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        data += b"%010d 00000 %s \n" % (places.get(number, 0), b"n" if number in places else b"f")
    data += b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, start)
    return bytes(data)


def stream(data: bytes, extra: bytes = b"", length: int | None = None) -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data) if length is None else length, extra, data)


def packed(data: bytes, extra: bytes = b"") -> bytes:
    return stream(zlib.compress(data, 9), b"/Filter /FlateDecode " + extra)


def one_page(contents: bytes = TEXT, page: bytes = b"", resources: bytes = RESOURCES, **more: bytes) -> Objects:
    """Root, pages, page, font and contents, numbers 1 to 5. More objects by their number: ``o10=...``."""
    return {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 200] /Resources %s /Contents 5 0 R %s >>"
        % (resources, page),
        4: FONT,
        5: stream(contents),
        **{int(name[1:]): value for name, value in more.items()},
    }


def zeros(megabytes: int, filler: bytes = b"\0") -> bytes:
    """So many megabytes of one byte, deflated: a thousandth of that."""
    packer = zlib.compressobj(9)
    block = filler * ((1 << 20) // len(filler))
    head, again = (packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH) for _ in range(2))
    return head + again * (megabytes - 1) + packer.flush()


def form(contents: bytes, resources: bytes = b"", extra: bytes = b"") -> bytes:
    extra += b" /Type /XObject /Subtype /Form /BBox [0 0 400 200]"
    return stream(contents, extra + (b" /Resources " + resources if resources else b""))


# --- Bombs ------------------------------------------------------------------------------------------------


def large_contents() -> bytes:
    return raw({**one_page(), 5: stream(zeros(3000, b" q Q"), b"/Filter /FlateDecode")})


def twice_packed() -> bytes:
    inner = zeros(3000)
    return raw({**one_page(), 5: stream(zlib.compress(inner, 9), b"/Filter [/FlateDecode /FlateDecode]")})


def run_length() -> bytes:
    return raw({**one_page(), 5: stream(b"\x81 " * 20_000_000, b"/Filter /RunLengthDecode")})


def lzw() -> bytes:
    return raw({**one_page(), 5: stream(_lzw_blanks(400), b"/Filter /LZWDecode")})


def _lzw_blanks(times: int) -> bytes:
    """Blanks as LZW packs them best: each code the one before and a blank more, until the table starts anew."""
    codes = [
        (256, 9),
        (32, 9),
        *((code, 9 + (code >= 511) + (code >= 1023) + (code >= 2047)) for code in range(258, 4094)),
    ]
    bits = "".join(format(code, f"0{width}b") for code, width in codes) * 8
    return int(bits, 2).to_bytes(len(bits) // 8) * (times // 8)


def large_form() -> bytes:
    bomb = zeros(3000, b" q Q")
    extra = b"/Filter /FlateDecode /Type /XObject /Subtype /Form /BBox [0 0 400 200]"
    return raw({**one_page(TEXT + b"/X1 Do"), 10: stream(bomb, extra)})


def large_map() -> bytes:
    font = b"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding 11 0 R /DescendantFonts [<< /Type /Font "
    font += b"/Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo << /Registry (A) /Ordering (B) /Supplement 0 >> >>] >>"
    return raw({**one_page(), 4: font, 11: stream(zeros(3000), b"/Filter /FlateDecode /Type /CMap")})


def large_picture() -> bytes:
    extra = b"/Type /XObject /Subtype /Image /Width 100000 /Height 100000 /BitsPerComponent 8 /ColorSpace /DeviceRGB "
    contents = TEXT + b"q 300 0 0 100 0 0 cm /X1 Do Q"
    return raw({**one_page(contents), 10: stream(zeros(30), extra + b"/Filter /FlateDecode")})


def large_object_stream() -> bytes:
    objects = one_page()
    objects[6] = stream(zeros(3000, b"10 0 << >>     "), b"/Type /ObjStm /N 1 /First 5 /Filter /FlateDecode")
    return _with_table_stream(objects, {10: (6, 0)})


def _with_table_stream(objects: Objects, inside: dict[int, tuple[int, int]]) -> bytes:
    """A file whose table of contents is a stream, so that objects may lie in object streams."""
    data, places = bytearray(b"%PDF-1.7\n"), {}
    for number, value in objects.items():
        places[number] = len(data)
        data += b"%d 0 obj\n" % number + value + b"\nendobj\n"
    table, start = max([*objects, *inside]) + 1, len(data)
    places[table] = start
    rows = bytearray()
    for number in range(table + 1):
        if number in inside:
            rows += b"\2" + inside[number][0].to_bytes(4) + inside[number][1].to_bytes(2)
        else:
            rows += (b"\1" if number in places else b"\0") + places.get(number, 0).to_bytes(4) + b"\0\0"
    extra = b"/Type /XRef /Size %d /W [1 4 2] /Root 1 0 R" % (table + 1)
    data += b"%d 0 obj\n" % table + stream(bytes(rows), extra) + b"\nendobj\nstartxref\n%d\n%%%%EOF\n" % start
    return bytes(data)


def forms_ten_times(levels: int = 9, times: int = 10) -> bytes:
    """Each form draws the next ten times: a thousand million words."""
    objects = one_page(b"/X1 Do")
    for level in range(levels):
        below = b"<< /XObject << /X1 %d 0 R >> >>" % (11 + level)
        objects[10 + level] = form(b"/X1 Do " * times, below)
    objects[10 + levels] = form(TEXT, b"<< /Font << /F1 4 0 R >> >>")
    return raw(objects)


def patterns_ten_times() -> bytes:
    paint = b"/Pattern cs /P1 scn 0 0 400 200 re f "
    objects = one_page(TEXT + paint, resources=b"<< /Font << /F1 4 0 R >> /Pattern << /P1 10 0 R >> >>")
    head = b"/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 40 20] /XStep 4 /YStep 2"
    for level in range(9):
        below = b"<< /Pattern << /P1 %d 0 R >> >>" % (11 + level)
        objects[10 + level] = stream(paint * 10, head + b" /Resources " + below)
    objects[19] = stream(b"0 0 1 1 re f", head + b" /Resources << >>")
    return raw(objects)


def masks_ten_times() -> bytes:
    use = b"/G1 gs 0 0 400 200 re f "
    objects = one_page(TEXT + use, resources=b"<< /Font << /F1 4 0 R >> /ExtGState << /G1 10 0 R >> >>")
    for level in range(12):
        group, below = 30 + level, 11 + level
        objects[10 + level] = b"<< /Type /ExtGState /SMask << /S /Luminosity /G %d 0 R >> >>" % group
        inner = b"<< /ExtGState << /G1 %d 0 R >> >>" % below
        objects[group] = form(use * 10, inner, b"/Group << /S /Transparency /CS /DeviceGray >>")
    objects[22] = b"<< /Type /ExtGState >>"
    return raw(objects)


def glyphs_that_draw_themselves() -> bytes:
    font = b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1 1] /FontMatrix [1 0 0 1 0 0] /FirstChar 65 /LastChar 65 "
    font += b"/Widths [1] /Encoding << /Differences [65 /A] >> /CharProcs << /A 11 0 R >> "
    font += b"/Resources << /Font << /F2 10 0 R >> >> >>"
    glyph = stream(b"1 0 d0 BT /F2 1 Tf " + b"(AAAAAAAAAA) Tj " * 10 + b"ET")
    resources = b"<< /Font << /F1 4 0 R /F2 10 0 R >> >>"
    return raw({**one_page(TEXT + b"BT /F2 9 Tf (A) Tj ET", resources=resources), 10: font, 11: glyph})


def glyphs_ten_times() -> bytes:
    objects = one_page(TEXT + b"BT /F2 9 Tf (A) Tj ET", resources=b"<< /Font << /F1 4 0 R /F2 10 0 R >> >>")
    for level in range(9):
        font = b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1 1] /FontMatrix [1 0 0 1 0 0] /FirstChar 65 "
        font += b"/LastChar 65 /Widths [1] /Encoding << /Differences [65 /A] >> /CharProcs << /A %d 0 R >> " % (
            30 + level
        )
        objects[10 + level] = font + b"/Resources << /Font << /F2 %d 0 R >> >> >>" % (11 + level)
        objects[30 + level] = stream(b"1 0 d0 BT /F2 1 Tf " + b"(AAAAAAAAAA) Tj " + b"ET")
    objects[19] = FONT
    return raw(objects)


def many_operators() -> bytes:
    return raw({**one_page(), 5: packed(TEXT + b"1 0 0 1 0 0 cm " * 4_000_000)})


def many_words() -> bytes:
    return raw({**one_page(), 5: packed(b"BT /F1 1 Tf " + b"(word) Tj " * 1_500_000 + b"ET")})


def many_notes() -> bytes:
    note = b"<< /Type /Annot /Subtype /Highlight /Rect [0 0 9 9] >> "
    return raw(one_page(page=b"/Annots [" + note * 20_000 + b"]"))


def many_references() -> bytes:
    return raw(one_page(page=b"/Annots [" + b"10 0 R " * 5_000_000 + b"]", o10=b"<< /Subtype /Link >>"))


# --- Round in circles, and deep -----------------------------------------------------------------------------


def pages_in_a_circle() -> bytes:
    return raw({**one_page(), 2: b"<< /Type /Pages /Kids [3 0 R 2 0 R] /Count 2 >>"})


def parents_in_a_circle() -> bytes:
    objects = one_page(page=b"")
    objects[2] = b"<< /Type /Pages /Kids [3 0 R] /Count 1 /Parent 6 0 R >>"
    objects[6] = b"<< /Type /Pages /Kids [2 0 R] /Count 1 /Parent 2 0 R >>"
    objects[3] = b"<< /Type /Page /Parent 2 0 R /Contents 5 0 R >>"
    return raw(objects)


def deep_pages(depth: int = 100_000) -> bytes:
    objects = one_page()
    objects[2] = b"<< /Type /Pages /Kids [20 0 R] /Count 1 >>"
    for level in range(20, 20 + depth):
        objects[level] = b"<< /Type /Pages /Parent %d 0 R /Kids [%d 0 R] /Count 1 >>" % (
            level - 1 if level > 20 else 2,
            level + 1,
        )
    objects[20 + depth] = objects[3]
    return raw(objects)


def deep_array() -> bytes:
    return raw(one_page(page=b"/Deep " + b"[" * 100_000 + b"]" * 100_000))


def deep_contents() -> bytes:
    return raw(one_page(TEXT + b"[" * 100_000 + b"]" * 100_000 + b" TJ BT /F1 12 Tf (Quillby) Tj ET"))


def deep_chain(depth: int = 100_000) -> bytes:
    """A colour space that stands on another, and so on."""
    objects = one_page(
        TEXT + b"/C1 cs 0.5 scn 0 0 9 9 re f", resources=b"<< /Font << /F1 4 0 R >> /ColorSpace << /C1 20 0 R >> >>"
    )
    function = b"<< /FunctionType 2 /Domain [0 1] /C0 [0] /C1 [1] /N 1 >>"
    for level in range(20, 20 + depth):
        objects[level] = b"[/Separation /X %d 0 R %s]" % (level + 1, function)
    objects[20 + depth] = b"/DeviceGray"
    return raw(objects)


def deep_forms(depth: int = 5_000) -> bytes:
    objects = one_page(TEXT + b"/X1 Do")
    for level in range(depth):
        objects[10 + level] = form(b"/X1 Do", b"<< /XObject << /X1 %d 0 R >> >>" % (11 + level))
    objects[10 + depth] = form(TEXT, b"<< /Font << /F1 4 0 R >> >>")
    return raw(objects)


def deep_bookmarks(depth: int = 5_000) -> bytes:
    objects = one_page()
    objects[1] = b"<< /Type /Catalog /Pages 2 0 R /Outlines << /First 20 0 R >> >>"
    for level in range(20, 20 + depth):
        objects[level] = b"<< /Title (level) /First %d 0 R >>" % (level + 1)
    objects[20 + depth] = b"<< /Title (last) >>"
    return raw(objects)


def names_in_a_circle() -> bytes:
    objects = one_page()
    objects[1] = b"<< /Type /Catalog /Pages 2 0 R /Names << /Dests 20 0 R /EmbeddedFiles 20 0 R >> >>"
    objects[20] = b"<< /Kids [21 0 R 21 0 R 20 0 R] >>"
    objects[21] = b"<< /Kids [20 0 R 21 0 R << /Kids [20 0 R 21 0 R] >>] /Names [(a) [3 0 R /Fit] (b)] >>"
    return raw(objects)


def fields_in_a_circle() -> bytes:
    objects = one_page(page=b"/Annots [20 0 R]")
    objects[1] = b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [20 0 R] /NeedAppearances true >> >>"
    objects[20] = b"<< /Type /Annot /Subtype /Widget /FT /Tx /Parent 20 0 R /Kids [20 0 R] /Rect [0 0 9 9] /V (x) >>"
    return raw(objects)


def tables_in_a_circle() -> bytes:
    data = raw(one_page())
    at = int(data.split(b"startxref\n")[1].split(b"\n")[0])
    return data.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev %d" % at)


def length_of_itself() -> bytes:
    return raw({**one_page(), 5: b"<< /Length 5 0 R >>\nstream\n" + TEXT + b"\nendstream"})


# --- Broken -------------------------------------------------------------------------------------------------


def nothing_for_a_page() -> bytes:
    return raw({**one_page(), 2: b"<< /Type /Pages /Kids [null 3 0 R 99 0 R (x)] /Count 4 >>"})


def missing_contents() -> bytes:
    objects = one_page()
    del objects[5]
    return raw(objects)


def broken_contents() -> bytes:
    good = zlib.compress(TEXT * 50)
    return raw({**one_page(), 5: stream(good[:30] + b"\xff\xff\xff\xff" + good[34:], b"/Filter /FlateDecode")})


def contents_cut_short() -> bytes:
    good = zlib.compress(b"".join(b"BT /F1 9 Tf %d %d Td (word) Tj ET " % (n % 97, n % 89) for n in range(900)))
    return raw({**one_page(), 5: stream(good[: len(good) // 2], b"/Filter /FlateDecode")})


def unknown_filter() -> bytes:
    return raw({**one_page(), 5: stream(TEXT, b"/Filter /QuiteDecode")})


def wrong_length() -> bytes:
    return raw({**one_page(), 5: stream(TEXT, length=7)})


def wrong_places() -> bytes:
    data = raw(one_page())
    head, table = data.split(b"xref\n", 1)
    return head + b"xref\n" + table.replace(b"00000 n", b"00007 n")


def no_table() -> bytes:
    data = raw(one_page())
    return data[: data.index(b"xref\n0")] + b"trailer\n<< /Root 1 0 R >>\n%%EOF\n"


def many_errors_then_text() -> bytes:
    """qpdf gives up a content stream after fifteen errors, and says so in a warning alone."""
    return raw({**one_page(), 5: stream(TEXT + b"<< /A >> ] ) > " * 40 + b"BT /F1 9 Tf 900 900 Td (Zanzibar) Tj ET")})


def unterminated_picture() -> bytes:
    return raw({**one_page(), 5: stream(TEXT + b"BI /W 4 /H 4 /BPC 8 /CS /G ID \x00\x01\x02 ")})


def words_for_numbers() -> bytes:
    page = b"/Rotate (a) /UserUnit /b /CropBox [(a) /b null 1e400] "
    return raw({**one_page(b"BT /F1 (12) Tf (a) /b Td (x) Tj 1 Tf Tj ET (x) cm q Q Q Q", page=page)})


def strange_numbers() -> bytes:
    contents = b"1e9 0 0 1e9 0 0 cm BT /F1 99999999999999999999 Tf -- 1..2 +-3 Td NaN Tz 0 0 0 0 0 0 Tm (x) Tj ET "
    return raw(one_page(contents + b"0 0 0 0 0 0 cm " + TEXT))


def strange_widths() -> bytes:
    widths = b"[1e9 -1e9 (NaN) null /X 99999999999999999999999999999999999999999999 " + b"0 " * 60 + b"]"
    font = b"<< /Type /Font /Subtype /TrueType /BaseFont /X /FirstChar -5 /LastChar 70000 /Widths %s >>" % widths
    return raw({**one_page(), 4: font})


def font_of_nothing() -> bytes:
    return raw({**one_page(), 4: b"<< /Type /Font >>"})


def page_without_room() -> bytes:
    return raw(one_page(page=b"/CropBox [10 10 10 10]"))


def page_of_a_kilometre() -> bytes:
    return raw({**one_page(), 3: one_page()[3].replace(b"[0 0 400 200]", b"[0 0 10000000 10000000]")})


def page_without_anything() -> bytes:
    return raw({**one_page(), 3: b"<< /Type /Page >>"})


def turned_a_little() -> bytes:
    return raw(one_page(page=b"/Rotate 45"))


def bad_names() -> bytes:
    resources = b"<< /Font << /F#ff#fe 4 0 R /F1 4 0 R >> /XObject << /#00#80 10 0 R >> >>"
    contents = b"BT /F#ff#fe 12 Tf (x) Tj ET /#00#80 Do " + TEXT
    return raw({**one_page(contents, resources=resources), 10: form(TEXT, b"<< /Font << /F1 4 0 R >> >>")})


def root_of_another_kind() -> bytes:
    return raw({**one_page(), 1: b"[/Catalog 2 0 R]"})


def pages_of_another_kind() -> bytes:
    return raw({**one_page(), 2: b"(pages)"})


def locked_for_certain_people() -> bytes:
    secure = b"<< /Filter /Adobe.PubSec /SubFilter /adbe.pkcs7.s4 /V 2 /Length 128 /Recipients [<00>] >>"
    return raw({**one_page(), 30: secure}, b"/Encrypt 30 0 R /ID [<00> <00>]")


FILES: dict[str, Callable[[], bytes]] = {
    name: value
    for name, value in list(globals().items())
    if callable(value)
    and not name.startswith("_")
    and getattr(value, "__module__", "") == __name__
    and value.__annotations__.get("return") == "bytes"
    and name not in ("raw", "stream", "packed", "zeros", "form")
}


def write(name: str, folder: Path) -> Path:
    path = folder / f"{name}.pdf"
    path.write_bytes(FILES[name]())
    return path
