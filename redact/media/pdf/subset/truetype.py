"""A TrueType program with the outlines and widths of wanted glyphs only.

Glyphs that strings name by number keep it, and what lies between is empty; all others move together. Only tables that
draw are kept: no names, no kerning, no substitutions. Numbers that describe all glyphs at once (the box around them,
the widest advance) are taken anew from those that are left.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from itertools import accumulate, count, pairwise
from typing import TypeAlias

from redact.media.pdf.objects import CannotEditError
from redact.media.pdf.subset.charmaps import Charmap, asked, charmap_table, charmaps_of, told
from redact.media.pdf.subset.encodings import Wanted
from redact.media.pdf.subset.glyph_names import glyphs_named, names_table

Tables: TypeAlias = dict[str, bytes]
Metrics: TypeAlias = list[tuple[int, int]]
"""For each glyph how far it moves the pen, and where its outline begins."""

_KEPT = ("cvt ", "fpgm", "prep")  # the programs that fit outlines to pixels; they know no letters

_MOST = 64  # tables of a font; some forty kinds are known


def cut_truetype(data: bytes, wanted: Wanted) -> bytes:
    """The program cut down. Raises ``CannotEditError``, ``struct.error`` or ``LookupError`` for a broken one."""
    tables = tables_of(data)
    outlines = _outlines(tables)
    kept, maps = _reached(tables, wanted, len(outlines))
    places = _places(_with_components(outlines, kept), wanted)
    left = [b""] * (max(places.values()) + 1)
    for glyph, place in places.items():
        left[place] = _moved(outlines[glyph], places)
    cut = {tag: tables[tag] for tag in _KEPT if tag in tables}
    if maps:
        cut["cmap"] = charmap_table([(each, _placed(glyphs, places)) for each, glyphs in maps])
    if wanted.rows and "post" in tables:
        cut["post"] = names_table(tables["post"], places)
    cut |= _measured(tables, left, places)
    cut |= _located(cut["head"], left)
    cut["head"] = cut["head"][:8] + bytes(4) + cut["head"][12:]  # the sum of the whole, which comes last
    return _packed(cut, data[:4])


# --- The file ---------------------------------------------------------------------------------------------


def tables_of(data: bytes) -> Tables:
    """The tables of a font file by tag."""
    tables: Tables = {}
    number = struct.unpack_from(">H", data, 4)[0]
    if number > _MOST:
        raise CannotEditError("a font of too many tables")
    for at in range(number):
        tag, _, offset, length = struct.unpack_from(">4sLLL", data, 12 + 16 * at)
        tables[tag.decode("latin-1")] = data[offset : offset + length]
    return tables


def _packed(tables: Mapping[str, bytes], kind: bytes) -> bytes:
    """A font file of these tables, with the sums that it should carry."""
    number = len(tables)
    reach = 1 << (number.bit_length() - 1)
    head = kind + struct.pack(">4H", number, 16 * reach, reach.bit_length() - 1, 16 * (number - reach))
    body, start = b"", 12 + 16 * number
    for tag, table in sorted(tables.items()):
        whole = table + bytes(-len(table) % 4)
        head += struct.pack(">4sLLL", tag.encode("latin-1"), _sum(whole), start + len(body), len(table))
        body += whole
    file = head + body
    at = start + sum(len(table) + -len(table) % 4 for tag, table in tables.items() if tag < "head") + 8
    return file[:at] + struct.pack(">L", (0xB1B0AFBA - _sum(file)) & 0xFFFFFFFF) + file[at + 4 :]


def _sum(data: bytes) -> int:
    import numpy as np

    return int(np.frombuffer(data, ">u4").sum(dtype=np.uint64)) & 0xFFFFFFFF


# --- Glyphs -----------------------------------------------------------------------------------------------


def _outlines(tables: Tables) -> list[bytes]:
    """The outline of each glyph, empty where it has none."""
    if not tables.keys() >= {"head", "maxp", "hhea", "hmtx", "loca", "glyf"}:
        raise CannotEditError("a font without outlines")
    loca, glyf = tables["loca"], tables["glyf"]
    if struct.unpack_from(">h", tables["head"], 50)[0]:
        places = struct.unpack(f">{len(loca) // 4}L", loca[: len(loca) // 4 * 4])
    else:
        places = tuple(2 * place for place in struct.unpack(f">{len(loca) // 2}H", loca[: len(loca) // 2 * 2]))
    number = min(len(places) - 1, struct.unpack_from(">H", tables["maxp"], 4)[0])
    if number < 1 or any(first > last for first, last in pairwise(places)):
        raise CannotEditError("a font whose outlines overlap")
    return [glyf[places[glyph] : places[glyph + 1]] for glyph in range(number)]


def _reached(tables: Tables, wanted: Wanted, count: int) -> tuple[set[int], list[tuple[Charmap, dict[int, int]]]]:
    """The glyphs that are drawn, and the maps that lead to them where codes need one."""
    reached, whole = {0, *wanted.cids}, set(range(count))
    if not wanted.rows and not wanted.lettered:
        return reached & whole, []
    maps = charmaps_of(tables["cmap"]) if "cmap" in tables else []
    kept, unanswered = asked(maps, wanted.rows)
    found = {glyph for glyphs in kept for glyph in glyphs.values()}
    named = glyphs_named(tables.get("post", b""), unanswered)
    if wanted.rows and not found and not named:
        raise CannotEditError("a font that does not say which glyphs its codes mean")
    if wanted.lettered:
        kept = [own | told(charmap, wanted.cids) for own, charmap in zip(kept, maps, strict=True)]
    return (reached | found | named) & whole, list(zip(maps, kept, strict=True))


def _with_components(outlines: list[bytes], glyphs: set[int]) -> set[int]:
    """The glyphs and all that they are put together from."""
    waiting, reached = list(glyphs), set(glyphs)
    while waiting:
        fresh = {glyph for _, glyph in _components(outlines[waiting.pop()])} - reached
        reached |= fresh
        waiting += fresh
    return reached


def _components(outline: bytes) -> Iterator[tuple[int, int]]:
    """Where in an outline other glyphs are named, and which."""
    if len(outline) < 10 or struct.unpack_from(">h", outline)[0] >= 0:
        return
    at, more = 10, True
    while more:
        flags, glyph = struct.unpack_from(">HH", outline, at)
        yield at + 2, glyph
        scale = 2 if flags & 8 else 4 if flags & 0x40 else 8 if flags & 0x80 else 0
        at += 4 + (4 if flags & 1 else 2) + scale
        more = bool(flags & 0x20)


def _places(glyphs: set[int], wanted: Wanted) -> dict[int, int]:
    """The new numbers: those that strings of the PDF name stay, the others move together."""
    fixed = glyphs & {0, *wanted.cids}
    free = (place for place in count(1) if place not in fixed)
    return {glyph: glyph if glyph in fixed else next(free) for glyph in sorted(glyphs)}


def _moved(outline: bytes, places: Mapping[int, int]) -> bytes:
    """An outline that names its components by their new numbers."""
    moved = bytearray(outline)
    for at, glyph in _components(outline):
        struct.pack_into(">H", moved, at, places[glyph])
    return bytes(moved)


def _placed(glyphs: Mapping[int, int], places: Mapping[int, int]) -> dict[int, int]:
    return {key: places[glyph] for key, glyph in glyphs.items() if glyph in places}


# --- Tables made anew -------------------------------------------------------------------------------------


def _located(head: bytes, outlines: list[bytes]) -> Tables:
    """The outlines one after another, and where each begins."""
    padded = [outline + bytes(-len(outline) % 4) for outline in outlines]
    places = list(accumulate(map(len, padded), initial=0))
    long = places[-1] > 0x1FFFE
    loca = struct.pack(f">{len(places)}{'L' if long else 'H'}", *(place if long else place // 2 for place in places))
    return {"glyf": b"".join(padded), "loca": loca, "head": head[:50] + struct.pack(">h", long) + head[52:]}


def _measured(tables: Tables, outlines: list[bytes], places: Mapping[int, int]) -> Tables:
    """Widths of what is left, and what the font says of all glyphs at once."""
    across = _metrics(tables["hhea"], tables["hmtx"], places)
    boxes = {at: struct.unpack_from(">4h", outline, 2) for at, outline in enumerate(outlines) if len(outline) >= 10}
    limits = [min(b[0] for b in boxes.values()), min(b[1] for b in boxes.values())] if boxes else [0, 0]
    limits += [max(b[2] for b in boxes.values()), max(b[3] for b in boxes.values())] if boxes else [0, 0]
    head = tables["head"][:36] + struct.pack(">4h", *limits) + tables["head"][44:]
    maxp = tables["maxp"][:4] + struct.pack(">H", len(outlines)) + _rounded(tables["maxp"][6:])
    measured = {"head": head, "maxp": maxp, "hmtx": _packed_metrics(across)}
    measured["hhea"] = _summed_up(tables["hhea"], across, {glyph: (box[0], box[2]) for glyph, box in boxes.items()})
    if "vhea" in tables and "vmtx" in tables:
        down = _metrics(tables["vhea"], tables["vmtx"], places)
        measured["vmtx"] = _packed_metrics(down)
        measured["vhea"] = _summed_up(tables["vhea"], down, {glyph: (-box[3], -box[1]) for glyph, box in boxes.items()})
    return measured


def _metrics(head: bytes, table: bytes, places: Mapping[int, int]) -> Metrics:
    """The metrics of each glyph at its new place; nothing for places in between."""
    whole = min(struct.unpack_from(">H", head, 34)[0], len(table) // 4)
    if not whole:
        raise CannotEditError("a font without widths")
    pairs = struct.unpack(f">{'Hh' * whole}", table[: 4 * whole])
    rest = table[4 * whole :]
    sides = struct.unpack(f">{len(rest) // 2}h", rest[: len(rest) // 2 * 2])
    metrics: Metrics = [(0, 0)] * (max(places.values()) + 1)
    for glyph, place in places.items():
        side = pairs[2 * glyph + 1] if glyph < whole else sides[glyph - whole] if glyph - whole < len(sides) else 0
        metrics[place] = (pairs[2 * min(glyph, whole - 1)], side)
    return metrics


def _packed_metrics(metrics: Metrics) -> bytes:
    return b"".join(struct.pack(">Hh", *pair) for pair in metrics)


def _summed_up(head: bytes, metrics: Metrics, reach: Mapping[int, tuple[int, int]]) -> bytes:
    """The widest advance, the least room at either side, the furthest reach."""
    rows = [(*metrics[glyph], high - low) for glyph, (low, high) in reach.items()]
    widest = max((advance for advance, _ in metrics), default=0)
    before, after = min((row[1] for row in rows), default=0), min((row[0] - row[1] - row[2] for row in rows), default=0)
    furthest = max((row[1] + row[2] for row in rows), default=0)
    sides = (max(-0x8000, min(0x7FFF, side)) for side in (before, after, furthest))
    return head[:10] + struct.pack(">H3h", widest, *sides) + head[18:34] + struct.pack(">H", len(metrics)) + head[36:]


_TELLING = (0, 1, 2, 3, 10, 11, 12)
"""Of the sizes in ``maxp`` those that are the largest of some glyph: points, contours, instructions, components."""


def _rounded(sizes: bytes) -> bytes:
    """The sizes that a program makes room for, made coarse so that they do not tell of a glyph that is gone."""
    values = list(struct.unpack(f">{len(sizes) // 2}H", sizes[: len(sizes) // 2 * 2]))
    for at in _TELLING:
        if at < len(values):
            values[at] = min(0xFFFF, max(64, 1 << (values[at] - 1).bit_length()))
    return struct.pack(f">{len(values)}H", *values)
