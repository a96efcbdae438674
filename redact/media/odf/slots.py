"""Every place in a cleaned OpenDocument file that can hold words, in the order of the file."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from redact.media.odf.formulas import sheets_in
from redact.media.odf.grid import CELLS, Grid
from redact.media.odf.naming import is_plain_name
from redact.media.odf.package import OdfFile
from redact.media.odf.settle import ADDRESSES
from redact.media.odf.sheets import TYPED, cell_slots
from redact.media.odf.space import loose_texts, paragraphs
from redact.media.odf.xml import legal, local, q, qs
from redact.media.ooxml.members import filled
from redact.media.ooxml.slots import AttributePiece, Piece, Slot, TextPiece
from redact.media.ooxml.words import is_form

if TYPE_CHECKING:
    from redact.media.ooxml.xml import Element

HREF = q("xlink:href")
WORDED = qs("office:title xlink:title style:num-prefix style:num-suffix style:leader-text style:char text:label")
_NOT_WORDS = qs(
    "style:font-name style:font-name-asian style:font-name-complex svg:font-family fo:font-family "
    "style:font-family-asian style:font-family-complex xlink:href office:version office:mimetype svg:d draw:layer "
    "style:name config:name"
)
_RANGE, _PAGE, _NAME, _SHAPE = q("table:named-range"), q("draw:page"), q("table:name"), q("draw:name")
_IDS = qs("xml:id draw:id text:id text:list-id draw:start-shape draw:end-shape smil:targetElement text:continue-list")
_PLAIN_SHEETS = re.compile(r"sheet\d+|local-table")
_COLOUR = re.compile(r"#[0-9a-f]{3,6}", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{2,}")
_FORMAL = frozenset(
    (
        "solid double dotted dashed groove ridge inset outset none hidden thin medium thick rect auto rotate translate "
        "scale skewx skewy matrix super sub left right top bottom center middle start end print range filter repeat "
        "column cm mm in pt px pc em deg grad rad degree width height logwidth logheight xstretch ystretch hasstroke "
        "row column hasfill pi abs sqrt sin cos tan atan min max if single wave long dot dash bold visible "
        "no content format "
        "objects from page text lines both horizontal vertical always low high near axis ms"
    ).split()
)
_CONTEXT = 80
_HOMES = {
    q("office:annotation"): "comment",
    q("text:note"): "note",
    q("presentation:notes"): "notes",
    q("style:header"): "header",
    q("style:header-left"): "header",
    q("style:footer"): "footer",
    q("style:footer-left"): "footer",
    q("style:master-page"): "page style",
    q("text:section"): "section",
    _PAGE: "slide",
    q("table:table"): "table",
}


@dataclass(frozen=True, slots=True)
class NamePiece:
    """A name in which words are joined by underscores or points, shown as words."""

    element: Element = field(repr=False)
    key: str

    @property
    def text(self) -> str:
        return re.sub(r"[_.\\]", " ", self.element.get(self.key, ""))

    def put(self, text: str) -> None:
        self.element.set(self.key, legal(text))


@dataclass(frozen=True, slots=True)
class LinkPiece:
    """The address of a link, shown decoded, written encoded."""

    element: Element = field(repr=False)

    @property
    def text(self) -> str:
        return unquote(self.element.get(HREF, ""))

    def put(self, text: str) -> None:
        self.element.set(HREF, quote(text, safe="/:?#@!$&'()*+,;=%~-._"))


def slots(file: OdfFile) -> Iterator[Slot]:
    """A slot for each paragraph, cell, property, label, name and address that is not empty."""
    return filled(_slots(file))


def language_of(file: OdfFile) -> str:
    """The language that the file declares for its text, as two or three letters; English where it declares none."""
    for root in file.roots.values():
        for style in root.iter(q("style:default-style")):
            for properties in style.iter(q("style:text-properties")):
                declared = properties.get(q("fo:language"), "")
                if re.fullmatch("[a-z]{2,3}", declared):
                    return declared
    return "en"


def _slots(file: OdfFile) -> Iterator[Slot]:
    read = {name: paragraphs(root) for name, root in file.roots.items()}
    together: dict[Element, list[Piece]] = {}
    for found in read.values():
        together.update(found)
    if file.kind == "spreadsheet":
        yield from cell_slots(file, together)
    for name, root in file.roots.items():
        story = {"content.xml": "c", "flat": "c", "styles.xml": "y", "meta.xml": "m"}.get(name, "x")
        yield from _paragraph_slots(file, read[name], story)
        place = "property" if story == "m" else "text"
        spoken = (element for element in loose_texts(root) if any(map(str.isalnum, element.text or "")))
        for number, element in enumerate(spoken, 1):
            yield Slot(f"{story}.t{number}", f"{place} {number}", (TextPiece(element),))
        yield from _attribute_slots(file, root, story)


def _paragraph_slots(file: OdfFile, read: dict[Element, list[Piece]], story: str) -> Iterator[Slot]:
    counts: Counter[str] = Counter()
    heads = _Tables()
    slides: dict[Element, int] = {}
    for number, (paragraph, pieces) in enumerate(read.items(), 1):
        if file.kind == "spreadsheet" and _is_of_cell(paragraph):
            continue
        word = _home(file, paragraph, slides)
        counts[word] += 1
        place, context = f"{word + ', ' if word else ''}paragraph {counts[word]}", ""
        if word == "table":
            place, context = heads.of(paragraph)
        yield Slot(f"{story}.p{number}", place, tuple(pieces), context)


def _home(file: OdfFile, paragraph: Element, slides: dict[Element, int]) -> str:
    """In words, what a paragraph stands in; empty for the text itself."""
    home = next(paragraph.iterancestors(*_HOMES), None)
    word = _HOMES[str(home.tag)] if home is not None else ""
    if word in {"slide", "notes"} and home is not None:
        page = home if home.tag == _PAGE else next(home.iterancestors(_PAGE), None)
        if page is None:
            return "page style"
        return f"{'' if home is page else 'notes of '}slide {slides.setdefault(page, len(slides) + 1)}"
    return "drawing" if word == "table" and file.kind == "spreadsheet" else word


def _is_of_cell(paragraph: Element) -> bool:
    parent = paragraph.getparent()
    table = next(parent.iterancestors(q("table:table")), None) if parent is not None and parent.tag in CELLS else None
    holder = table.getparent() if table is not None else None
    return holder is not None and holder.tag == q("office:spreadsheet")


class _Tables:
    """Where paragraphs stand in tables of text, and what the heads of their rows and columns say."""

    def __init__(self) -> None:
        self._known: dict[Element, tuple[str, str]] = {}
        self._count = 0

    def of(self, paragraph: Element) -> tuple[str, str]:
        """The place in words, and the context."""
        cell = next(paragraph.iterancestors(*CELLS), None)
        table = next(paragraph.iterancestors(q("table:table")), None)
        if cell is None or table is None:
            return "table", ""
        if cell not in self._known:
            self._read(table)
        return self._known.get(cell, ("table", ""))

    def _read(self, table: Element) -> None:
        self._count += 1
        spots = list(Grid(table).spots())
        across = {spot.left: _words(spot.element) for spot in spots if spot.top == 0}
        down = {spot.top: _words(spot.element) for spot in spots if spot.left == 0}
        for spot in spots:
            heads = ([across.get(spot.left, "")] if spot.top else []) + ([down.get(spot.top, "")] if spot.left else [])
            place = f"table {self._count}, row {spot.top + 1}, column {spot.left + 1}"
            self._known[spot.element] = place, " ".join(filter(None, heads))


def _words(cell: Element) -> str:
    return "".join(str(text) for text in cell.itertext())[:_CONTEXT]


def _attribute_slots(file: OdfFile, root: Element, story: str) -> Iterator[Slot]:
    number = 0
    for element in root.iter():
        for key, value in element.items():
            if value.strip() and _holds_words(file, element, str(key), str(value)):
                number += 1
                yield Slot(f"{story}.a{number}", f"label {number}", (_attribute_piece(element, str(key)),))


def _attribute_piece(element: Element, key: str) -> Piece:
    if key == HREF:
        return LinkPiece(element)
    return NamePiece(element, key) if element.tag == _RANGE else AttributePiece(element, key)


def _holds_words(file: OdfFile, element: Element, key: str, value: str) -> bool:
    """Whether an attribute may hold what a person typed, and no other slot has it."""
    if not any(map(str.isalnum, value)) or key.endswith("style-name"):
        return False
    is_range = element.tag == _RANGE and key == _NAME
    if key in WORDED or is_range:
        return True
    if key in _APART:
        return _holds_apart(file, element, key, value)
    return key not in _NOT_WORDS and key not in _IDS and key not in TYPED and not _is_known(value)


_APART = ADDRESSES | {HREF, _SHAPE, _NAME}


def _holds_apart(file: OdfFile, element: Element, key: str, value: str) -> bool:
    """The same of addresses, and of names that are shown in some places only."""
    if key == HREF:
        return local(element.tag) == "a" and not value.startswith("#")
    if key in ADDRESSES:
        return file.kind != "spreadsheet" and not all(map(_PLAIN_SHEETS.fullmatch, sheets_in(value)))
    return key == _SHAPE and element.tag == _PAGE and not is_plain_name(value)


def _is_known(value: str) -> bool:
    return is_formal(value) or is_plain_name(value)


def is_formal(value: str) -> bool:
    """Whether a value is only form: a number, a token, measures, colours, a path, a formula of a shape."""
    words = _WORD.findall(_COLOUR.sub("", value))
    return is_form(value) or all(word.casefold() in _FORMAL for word in words)
