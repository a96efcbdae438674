"""One font after another cut down: first the programs that fonts share, then what each says of its own codes."""

from __future__ import annotations

from typing import Any

from redact.media.pdf.objects import CannotEditError, as_dictionary, is_stream, key_of, name_of
from redact.media.pdf.subset.codemaps import cut_codes
from redact.media.pdf.subset.drawn import cut_glyphs
from redact.media.pdf.subset.encodings import rows_of
from redact.media.pdf.subset.entries import cut_differences, cut_glyph_numbers, cut_identifiers, cut_widths
from redact.media.pdf.subset.naming import renamed, tag_of
from redact.media.pdf.subset.sharing import FILES, Cut, bytes_of, cut_shared, inner_of, program_of
from redact.media.pdf.subset.shown import Key, Shown
from redact.media.pdf.subset.tounicode import blanks_in, cut_map

_TOLD = ("/CharSet", "/CIDSet", "/AvgWidth", "/MaxWidth")
"""What a descriptor says of all glyphs of a subset, and nobody needs to draw."""


def cut_all(pdf: Any, fonts: dict[Key, Shown]) -> set[Key]:
    """Cut down these fonts in place; those that could not be cut are left with their program whole."""
    uncut = {key for key, shown in fonts.items() if not shown.known or not _keep_blank(shown)}
    cut: dict[Key, Cut] = {}
    for keys in _sharing(fonts).values():
        try:
            done = cut_shared(pdf, [fonts[key] for key in keys])
        except CannotEditError:
            uncut.update(key for key in keys if fonts[key].codes)
        else:
            cut |= dict.fromkeys(keys, done)
    for key, shown in fonts.items():
        if key not in uncut and not _cut_entries(pdf, shown, cut.get(key, Cut())):
            uncut.add(key)
    return uncut


def _sharing(fonts: dict[Key, Shown]) -> dict[Key, list[Key]]:
    """The fonts of each program."""
    sharing: dict[Key, list[Key]] = {}
    for key, shown in fonts.items():
        program = program_of(shown.font)
        if program is not None:
            sharing.setdefault(key_of(program) or key, []).append(key)
    return sharing


def _keep_blank(shown: Shown) -> bool:
    """Count the blank as shown: programs measure gaps between words by its width, and it has no outline to tell.

    Whether the font could be asked for it.
    """
    font = shown.font
    simple = name_of(font.get("/Subtype")) != "/Type0"
    if not shown.codes or not (simple or name_of(font.get("/Encoding")).startswith("/Identity")):
        return True
    try:
        blanks = _blanks(font, simple=simple)
    except CannotEditError:
        return False
    if blanks and not blanks & shown.codes:  # one is enough: some producers fill up their tables with it
        blank = 32 if 32 in blanks else min(blanks)
        shown.codes.add(blank)
        shown.cids.add(blank)
    return True


def _blanks(font: Any, *, simple: bool) -> set[int]:
    table = font.get("/ToUnicode")
    if is_stream(table):
        return blanks_in(bytes_of(table), range(256 if simple else 0x10000))
    return {row.code for row in rows_of(font, (32,)) if row.name == "space"} if simple else set()


# --- Dictionaries -----------------------------------------------------------------------------------------


def _cut_entries(pdf: Any, shown: Shown, cut: Cut) -> bool:
    """Cut down all that a font says beside its program; whether that could be done."""
    try:
        if not shown.codes:
            _make_bare(shown.font)
        elif name_of(shown.font.get("/Subtype")) == "/Type0":
            _cut_composite(pdf, shown, cut)
        else:
            _cut_simple(pdf, shown, cut)
    except CannotEditError:
        return False
    return True


def _make_bare(font: Any) -> None:
    """A font in which nothing is shown any more is named by the streams that chose it, and holds nothing."""
    from pikepdf import Name

    for key in list(font):
        del font[key]
    font["/Type"], font["/Subtype"], font["/BaseFont"] = Name.Font, Name.Type1, Name.Helvetica


def _cut_simple(pdf: Any, shown: Shown, cut: Cut) -> None:
    font, drawn = shown.font, name_of(shown.font.get("/Subtype")) == "/Type3"
    if drawn:
        cut_glyphs(font, shown.codes)
    cut_widths(font, shown.codes, embedded=drawn or cut.stream is not None)
    cut_differences(font, shown.codes)
    _cut_letters(pdf, shown)
    tag = _tag(shown, cut)
    _describe(pdf, font, tag, cut)
    _rename(font, tag)


def _cut_composite(pdf: Any, shown: Shown, cut: Cut) -> None:
    from pikepdf import Array, Dictionary

    font, inner = shown.font, Dictionary(dict(inner_of(shown.font).items()))
    cut_identifiers(inner, shown.cids)
    cut_glyph_numbers(pdf, inner, shown.cids)
    cut_codes(pdf, font, shown.meant)
    _cut_letters(pdf, shown)
    tag = _tag(shown, cut)
    _describe(pdf, inner, tag, cut)
    _rename(inner, tag)
    _rename(font, tag)
    font["/DescendantFonts"] = Array([pdf.make_indirect(inner)])


def _cut_letters(pdf: Any, shown: Shown) -> None:
    table = shown.font.get("/ToUnicode")
    if is_stream(table):
        shown.font["/ToUnicode"] = pdf.make_stream(cut_map(bytes_of(table), shown.codes))


def _tag(shown: Shown, cut: Cut) -> str:
    codes = b" ".join(b"%d" % code for code in sorted(shown.codes))
    return tag_of(cut.program.data if cut.program else b"", codes)


def _rename(font: Any, tag: str) -> None:
    for key in ("/BaseFont", "/FontName"):
        if key in font:
            font[key] = renamed(font[key], tag)


def _describe(pdf: Any, font: Any, tag: str, cut: Cut) -> None:
    """A descriptor of the font's own, with the new program in the place of the old one."""
    from pikepdf import Dictionary

    old = as_dictionary(font.get("/FontDescriptor"))
    if not old:
        return
    own = Dictionary({key: value for key, value in old.items() if key not in _TOLD})
    for key in FILES:
        if key in own and cut.stream is not None:
            own[key] = cut.stream
    _rename(own, tag)
    font["/FontDescriptor"] = pdf.make_indirect(own)
