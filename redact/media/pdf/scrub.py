"""What of a page's resources may stay: a list of what is known to draw. All else goes, wherever it hangs.

Metadata, private data, alternative texts, thumbnails and links to the structure tree are on no list, so they go without
being named. Strings stay only where a font or a colour space needs them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from redact.errors import UnreadableError
from redact.media.pdf.objects import as_dictionary, as_list, is_stream, is_string, key_of, name_of
from redact.media.pdf.overhang import cut_overhang
from redact.media.pdf.segments import bare_jpeg, bare_jpx

_TABLES = frozenset("/ExtGState /ColorSpace /Pattern /Shading /XObject /Font /CharProcs /Colorants".split())
"""Dictionaries whose keys are names of the file's own."""

_DRAWING = frozenset(
    f"/{name}"
    for name in (
        # streams, resources, forms, groups
        "Type Subtype Length Filter DecodeParms Resources BBox Matrix FormType Group S CS I K "
        # decoding
        "Predictor Colors Columns Rows EarlyChange EndOfLine EncodedByteAlign EndOfBlock BlackIs1 "
        "DamagedRowsBeforeError JBIG2Globals ColorTransform "
        # pictures
        "Width Height ColorSpace BitsPerComponent Intent ImageMask Mask Decode Interpolate SMask "
        "SMaskInData Matte "
        # fonts
        "BaseFont FirstChar LastChar Widths FontDescriptor Encoding BaseEncoding Differences ToUnicode "
        "DescendantFonts CIDSystemInfo Registry Ordering Supplement DW W DW2 W2 CIDToGIDMap FontBBox "
        "FontMatrix FontName FontFamily FontStretch FontWeight Flags ItalicAngle Ascent Descent Leading "
        "CapHeight XHeight StemV StemH AvgWidth MaxWidth MissingWidth FontFile FontFile2 FontFile3 "
        "Length1 Length2 Length3 CMapName WMode UseCMap "
        # graphics state
        "LW LC LJ ML D RI OP op OPM BG BG2 UCR UCR2 TR TR2 FL SM SA BM CA ca AIS TK G BC "
        # patterns, shadings, functions, colours
        "PatternType PaintType TilingType XStep YStep ShadingType Background AntiAlias Coords Domain "
        "Function Extend BitsPerCoordinate BitsPerFlag VerticesPerRow FunctionType Range C0 C1 N Functions "
        "Bounds Encode Size BitsPerSample Order Alternate WhitePoint BlackPoint Gamma Process Components "
    ).split()
)
_DEEPEST = 2000  # steps from object to object; qpdf copies them by calling itself, and has room for ten times as many
_STRINGS = frozenset("/Registry /Ordering /FontFamily".split())


def scrub(resources: Any) -> None:
    """Take from everything that hangs on these resources what does not draw.

    Raises ``UnreadableError`` where they hang so deep that copying them would not end well.
    """
    seen: set[tuple[int, int]] = set()
    waiting: list[tuple[Any, bool, int]] = [(resources, False, 0)]
    while waiting:
        value, named, depth = waiting.pop()
        if depth > _DEEPEST:
            raise UnreadableError("the PDF is nested deeper than can be copied")
        key = key_of(value)
        if key is not None:
            if key in seen:
                continue
            seen.add(key)
        waiting += [(member, its_own, depth + 1) for member, its_own in _members(value, named)]


def _members(value: Any, named: bool) -> Iterator[tuple[Any, bool]]:
    """Scrub one object; its members, each with whether its keys are the file's own names."""
    dictionary = as_dictionary(value)
    for key in list(dictionary):
        if key == "/Length":
            continue
        if not (named or key in _DRAWING or key in _TABLES) or (is_string(dictionary[key]) and key not in _STRINGS):
            del dictionary[key]
        else:
            yield dictionary[key], key in _TABLES and not named
    if is_stream(value):
        _bare(value)
        cut_overhang(value)
    for member in as_list(value):
        yield member, False


def _bare(stream: Any) -> None:
    """Take from a picture's file what is not picture: camera data, thumbnails, comments."""
    import pikepdf

    if len(as_list(stream.get("/Filter"))) == 1:  # else qpdf compresses it again
        stream["/Filter"] = stream["/Filter"][0]
        if as_list(stream.get("/DecodeParms")):
            stream["/DecodeParms"] = stream["/DecodeParms"][0]
    if name_of(stream.get("/Subtype")) != "/Image":
        return
    for name, bare in (("/DCTDecode", bare_jpeg), ("/JPXDecode", bare_jpx)):
        if stream.get("/Filter") == name:
            before = stream.read_raw_bytes()
            after = bare(before)
            if after != before:
                stream.write(after, filter=pikepdf.Name(name), decode_parms=stream.get("/DecodeParms"))
