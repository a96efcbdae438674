"""Which codes of each font a PDF still shows: one pass over every stream that draws.

Pages, forms at any depth, tiling patterns, soft masks, drawn glyphs (Type 3) and what annotations look like.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from redact.media.pdf.objects import CannotEditError, as_dictionary, as_list, is_stream, key_of, name_of
from redact.media.pdf.subset.encodings import names_of
from redact.media.pdf.subset.place import Place, inherited, looks_of
from redact.media.pdf.subset.shown import Key, Shown, add, strings_in, taken_up

_OPERATORS = "Tf Tj TJ ' \" q Q gs Do"
_SHOWING = frozenset((b"Tj", b"TJ", b"'", b'"'))
_DEEPEST = 32


def fonts_shown(pdf: Any) -> dict[Key, Shown]:
    """Every font in the resources of what an open PDF draws, by its object. Fonts without an object get one."""
    gathering = _Gathering(pdf)
    for index, page in enumerate(pdf.pages):
        gathering.page(index, page.obj)
    gathering.drawn_glyphs()
    return gathering.fonts


@dataclass(slots=True)
class _Gathering:
    """The pass itself, with what it has seen so far."""

    pdf: Any
    fonts: dict[Key, Shown] = field(default_factory=dict)
    seen: set[Any] = field(default_factory=set)
    tables: set[Key] = field(default_factory=set)

    def page(self, index: int, page: Any) -> None:
        resources = as_dictionary(inherited(page, "/Resources"))
        self.stream(page, Place((resources,), index))
        for annotation in map(as_dictionary, as_list(page.get("/Annots"))):
            for look in looks_of(as_dictionary(annotation.get("/AP"))):
                self.form(look, Place((resources,), index), None)

    def stream(self, stream: Any, place: Place, font: Key | None = None) -> None:
        """Follow one stream and what hangs on its resources."""
        self.enter(place)
        self.follow(stream, place, font)

    def follow(self, stream: Any, place: Place, font: Key | None = None) -> None:
        """Follow one stream. A form takes the font of its page along until it sets another."""
        shown: dict[Key, list[bytes]] = {}
        stack: list[Key | None] = []
        for line in self.source(stream, place):
            operands, _, operator = line.rpartition(b" ")
            if operator not in _SHOWING:
                font = self.step(operator, operands, place, font, stack)
            elif font is not None:
                shown.setdefault(font, []).append(operands)
        for key, strings in shown.items():
            add(self.fonts[key], strings_in(b"\n".join(strings)))

    def step(
        self, operator: bytes, operands: bytes, place: Place, font: Key | None, stack: list[Key | None]
    ) -> Key | None:
        """The font after an operator that may change it."""
        match operator:
            case b"q":
                stack.append(font)
            case b"Q":
                return stack.pop() if stack else font
            case b"Tf":
                if operands not in place.fonts:
                    place.fonts[operands] = self.font(place.look_up("/Font", operands))
                return place.fonts[operands]
            case b"gs":
                chosen = as_list(as_dictionary(place.look_up("/ExtGState", operands)).get("/Font"))
                return self.font(chosen[0]) if chosen else font
            case b"Do":
                self.form(place.look_up("/XObject", operands), place, font)
        return font

    def source(self, stream: Any, place: Place) -> list[bytes]:
        """The operators that matter here, one a line, strings and names in qpdf's one way of writing them.

        Where a stream cannot be taken apart, all of its fonts may show anything.
        """
        import pikepdf

        try:
            return pikepdf.unparse_content_stream(pikepdf.parse_content_stream(stream, _OPERATORS)).split(b"\n")
        except (pikepdf.PdfError, RuntimeError, ValueError, TypeError):
            for key in map(self.font, as_dictionary(place.resources[0].get("/Font")).values()):
                if key:
                    self.fonts[key].known = False
            return []

    def form(self, form: Any, place: Place, font: Key | None) -> None:
        if not is_stream(form) or name_of(form.get("/Subtype")) == "/Image" or place.depth > _DEEPEST:
            return
        own = as_dictionary(form.get("/Resources"))
        inside = place.inside(own)
        visit = (key_of(form), font, None if own else place.page)
        if visit in self.seen:
            return
        self.seen.add(visit)
        self.stream(form, inside, font)
        if inside.borrowed:  # on another page the same name may be another font
            self.seen.discard(visit)
            place.borrowed = True

    def enter(self, place: Place) -> None:
        """Note all fonts of a resource dictionary; follow its patterns and soft masks."""
        resources = place.resources[0]
        key = key_of(resources)
        if key is not None and key in self.tables:
            return
        if key is not None:
            self.tables.add(key)
        self.own(as_dictionary(resources.get("/Font")), resources)
        for pattern in as_dictionary(resources.get("/Pattern")).values():
            self.form(pattern, place, None)
        for settings in map(as_dictionary, as_dictionary(resources.get("/ExtGState")).values()):
            self.form(as_dictionary(settings.get("/SMask")).get("/G"), place, None)

    def own(self, table: Any, resources: Any) -> None:
        """Give each font of a table an object of its own, by which it is known."""
        for name in list(table):
            font = table[name]
            if as_dictionary(font) and key_of(font) is None:
                table[name] = self.pdf.make_indirect(font)
            key = self.font(table[name])
            if key and name_of(table[name].get("/Subtype")) == "/Type3" and "/Resources" not in table[name]:
                self.fonts[key].around.append(resources)

    def font(self, font: Any) -> Key | None:
        """The key of a font, which is in ``fonts`` from now on."""
        key = key_of(font)
        if key is None or not as_dictionary(font):
            return None
        if key not in self.fonts:
            self.fonts[key] = taken_up(font)
        return key

    def drawn_glyphs(self) -> None:
        """Follow the glyphs of Type 3 fonts that are shown, until no new ones come up."""
        found = True
        while found:
            found = False
            for shown in list(self.fonts.values()):
                first, fresh = not shown.walked, _fresh_glyphs(shown)
                own = as_dictionary(shown.font.get("/Resources"))
                if own and first and fresh:
                    self.enter(Place((own,), -1))
                for name in fresh:
                    found = True
                    glyph = as_dictionary(shown.font.get("/CharProcs")).get(f"/{name}")
                    self.glyph(glyph, [own] if own else shown.around)

    def glyph(self, glyph: Any, places: list[Any]) -> None:
        """Follow one glyph with each of the resources that it may draw with; their fonts are known by now."""
        for resources in places:
            if is_stream(glyph):
                self.follow(glyph, Place((resources,), -1))


def _fresh_glyphs(shown: Shown) -> list[str]:
    """Names of glyphs of a Type 3 font that are shown and were not followed yet."""
    if name_of(shown.font.get("/Subtype")) != "/Type3":
        return []
    try:
        fresh = names_of(shown.font, shown.codes) - shown.walked
    except CannotEditError:
        shown.known = False
        return []
    shown.walked |= fresh
    return sorted(fresh)
