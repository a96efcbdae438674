"""A font whose glyphs are small pages (Type 3), cut down to the glyphs in use and to what those draw with."""

from __future__ import annotations

from typing import Any

from redact.media.pdf.objects import CannotEditError, as_dictionary, is_stream, name_of
from redact.media.pdf.subset.encodings import names_of

_NAMED = {
    "Do": "/XObject",
    "Tf": "/Font",
    "gs": "/ExtGState",
    "sh": "/Shading",
    "scn": "/Pattern",
    "SCN": "/Pattern",
}
"""Which operators name what."""


def cut_glyphs(font: Any, codes: set[int]) -> None:
    """Take from the font the glyphs of other codes, and the resources that only they drew with."""
    from pikepdf import Dictionary

    names = names_of(font, codes)
    procedures = {key: glyph for key, glyph in as_dictionary(font.get("/CharProcs")).items() if key[1:] in names}
    font["/CharProcs"] = Dictionary(procedures)
    resources = as_dictionary(font.get("/Resources"))
    if resources:
        font["/Resources"] = _pruned(resources, list(procedures.values()))


def _pruned(resources: Any, glyphs: list[Any]) -> Any:
    from pikepdf import Dictionary

    used = {(kind, name) for glyph in glyphs if is_stream(glyph) for kind, name in _used(glyph)}
    own = Dictionary(dict(resources.items()))
    for kind in set(_NAMED.values()):
        if as_dictionary(own.get(kind)):
            own[kind] = Dictionary({name: value for name, value in own[kind].items() if (kind, name) in used})
    return own


def _used(glyph: Any) -> set[tuple[str, str]]:
    import pikepdf

    try:
        found = list(pikepdf.parse_content_stream(glyph, " ".join(_NAMED)))
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError):
        raise CannotEditError("a drawn glyph that cannot be taken apart") from None
    pairs = ((_NAMED[str(each.operator)], name_of(operand)) for each in found for operand in each.operands)
    return {(kind, name) for kind, name in pairs if name}
