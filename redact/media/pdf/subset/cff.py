"""A compact font program (CFF) with wanted glyphs only. Adobe Technical Notes 5176 and 5177.

Outlines are written without the subroutines that they shared with glyphs that are gone. Where glyphs are found by name
or by identifier the others vanish, and the rest is sorted; where they are found by number they become empty and lose
their names.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterable
from types import SimpleNamespace
from typing import Any

from redact.media.pdf.objects import CannotEditError
from redact.media.pdf.subset.encodings import Wanted
from redact.media.pdf.subset.naming import named_by, untagged
from redact.media.pdf.subset.truetype import tables_of

_NOTDEF = ".notdef"


def cut_opentype(data: bytes, wanted: Wanted) -> bytes:
    """The compact program inside an OpenType file, taken out of it and cut down."""
    table = tables_of(data).get("CFF ")
    if table is None:
        raise CannotEditError("a font without outlines")
    fonts, top = _opened(table)
    if hasattr(top, "ROS") and any(int(name[3:]) != glyph for glyph, name in enumerate(top.charset) if glyph):
        raise CannotEditError("a font whose glyphs have two numbers")
    return _cut(fonts, top, wanted)


def cut_cff(data: bytes, wanted: Wanted) -> bytes:
    """The program cut down. Raises ``CannotEditError``, or what fontTools raises for a broken one."""
    fonts, top = _opened(data)
    return _cut(fonts, top, wanted)


def _opened(data: bytes) -> tuple[Any, Any]:
    from fontTools.cffLib import CFFFontSet

    logging.getLogger("fontTools").setLevel(logging.CRITICAL)  # it says much of broken programs
    fonts = CFFFontSet()
    fonts.decompile(io.BytesIO(data), None)
    if len(fonts.fontNames) != 1 or fonts.major != 1:
        raise CannotEditError("a font program of several fonts")
    top = fonts[0]
    if top.charset is None:  # identifiers that are the glyphs' numbers
        top.charset = [_NOTDEF, *(f"cid{glyph:05d}" for glyph in range(1, top.numGlyphs))]
    return fonts, top


def _cut(fonts: Any, top: Any, wanted: Wanted) -> bytes:
    keyed = hasattr(top, "ROS")
    if keyed and wanted.rows:
        raise CannotEditError("a font of identifiers used by name")
    order = list(top.charset)
    by_name = _by_name(top, order, wanted) if wanted.rows else set()
    by_number = {f"cid{cid:05d}" for cid in wanted.cids} if keyed else {order[c] for c in wanted.cids if c < len(order)}
    kept = _plain_outlines(top, {_NOTDEF, *by_name, *by_number} & set(order))
    if wanted.cids and not keyed:
        _empty(top, kept, by_name | _accents(kept))
    else:
        _drop(top, kept)
    _forget(fonts, top)
    file = io.BytesIO()
    fonts.compile(file, SimpleNamespace(recalcBBoxes=True))  # else the box tells how tall a lost letter was
    return file.getvalue()


def _by_name(top: Any, order: list[str], wanted: Wanted) -> set[str]:
    """The glyphs that codes reach; the program's own encoding is cut down with them."""
    from fontTools.encodings.StandardEncoding import StandardEncoding

    if top.Encoding == "ExpertEncoding":
        raise CannotEditError("a font of expert sets")
    inside = StandardEncoding if isinstance(top.Encoding, str) else top.Encoding
    codes = {row.code for row in wanted.rows}
    if not isinstance(top.Encoding, str):
        own = [name if code in codes else _NOTDEF for code, name in enumerate(inside)]
        used = [name for name in own if name != _NOTDEF]
        if len(used) != len(set(used)):
            if any(not row.name for row in wanted.rows):
                raise CannotEditError("a font that means one glyph by two codes")
            own = [_NOTDEF] * 256
        top.Encoding = own if any(name != _NOTDEF for name in own) else "StandardEncoding"
    return named_by(wanted.rows, set(order), dict(enumerate(inside)))


def _plain_outlines(top: Any, names: set[str]) -> dict[str, Any]:
    """The outlines of these glyphs, and of those that they are put together from, without subroutines."""
    from fontTools.cffLib.transforms import desubroutinizeCharString

    kept: dict[str, Any] = {}
    waiting = names
    while waiting:
        fresh: dict[str, Any] = {}
        for name in sorted(waiting):
            outline, part = top.CharStrings.getItemAndSelector(name)
            desubroutinizeCharString(outline)
            outline.fdSelectIndex = part
            fresh[name] = outline
        kept |= fresh
        waiting = (_accents(fresh) & set(top.charset)) - kept.keys()
    return kept


def _accents(outlines: dict[str, Any]) -> set[str]:
    """The letters and accents that outlines are put together from, which is old and seldom."""
    from fontTools.encodings.StandardEncoding import StandardEncoding

    programs = [outline.program for outline in outlines.values()]
    pairs = [p[-3:-1] for p in programs if len(p) >= 5 and p[-1] == "endchar" and _all_numbers(p[-5:-1])]
    return {StandardEncoding[int(code)] for pair in pairs for code in pair}


def _all_numbers(tokens: Iterable[Any]) -> bool:
    return all(isinstance(token, int | float) for token in tokens)


def _drop(top: Any, kept: dict[str, Any]) -> None:
    _set(top, [_NOTDEF, *sorted(kept.keys() - {_NOTDEF})], kept)


def _empty(top: Any, kept: dict[str, Any], named: set[str]) -> None:
    """Leave the numbers of glyphs; those that nobody asks for by name lose theirs."""
    from fontTools.misc.psCharStrings import T2CharString

    order = list(top.charset)
    last = max(glyph for glyph, name in enumerate(order) if name in kept)
    left: dict[str, Any] = {}
    for glyph, name in enumerate(order[: last + 1]):
        called = name if glyph == 0 or (name in named and name in kept) else f"g{glyph}x"
        left[called] = kept.get(name) or T2CharString(program=["endchar"], private=top.Private)
    _set(top, list(left), left)
    if not named:
        top.Encoding = "StandardEncoding"


def _set(top: Any, order: list[str], outlines: dict[str, Any]) -> None:
    strings = top.CharStrings
    strings.charStringsAreIndexed = 0
    strings.charStrings = outlines
    top.charset, top.numGlyphs = order, len(order)
    parts = top.FDArray if hasattr(top, "FDArray") else [top]
    if hasattr(top, "FDSelect"):
        used = sorted({outlines[name].fdSelectIndex for name in order})
        top.FDSelect.format = None
        top.FDSelect.gidArray = [used.index(outlines[name].fdSelectIndex) for name in order]
        top.FDArray.items = parts = [top.FDArray[part] for part in used]
    for part in parts:
        part.Private.rawDict.pop("Subrs", None)
        if hasattr(part.Private, "Subrs"):
            del part.Private.Subrs


def _forget(fonts: Any, top: Any) -> None:
    """The tag of the old subset, wherever the program repeats its name, and the subroutines."""
    fonts.GlobalSubrs.clear()
    fonts.fontNames = [untagged(fonts.fontNames[0])]
    for dictionary in (top, *(top.FDArray.items if hasattr(top, "FDArray") else ())):
        for key in ("FontName", "FullName"):
            if hasattr(dictionary, key):
                setattr(dictionary, key, untagged(getattr(dictionary, key)))
