"""Which texts and attributes of Office XML can hold a person's words, and which are only the form of the file.

Attributes known to be typed by people are always slots; every other value is one unless it has the form of a number, a
token, a reference or a name space. So a corner that nobody thought of is looked at rather than passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from redact.media.ooxml.names import is_office_name
from redact.media.ooxml.slots import AttributePiece, Slot, TextPiece
from redact.media.ooxml.xml import local

if TYPE_CHECKING:
    from redact.media.ooxml.xml import Element

_TYPED = frozenset(
    {"alt", "descr", "displayText", "docLocation", "instr", "prompt", "promptTitle", "error", "errorTitle", "tooltip"}
    | {"string", "text", "invalidUrl", "tgtFrame", "title", "totalsRowLabel", "caption"}
)
"""Attributes, by local name, that a person typed wherever they stand."""
_TYPED_VALUES = frozenset(
    {"alias", "tag", "tblCaption", "tblDescription", "default", "listEntry", "listItem", "result"}
)
"""Elements whose ``val`` or ``value`` a person typed."""
_FORMS = frozenset(
    {"style", "path", "eqn", "fmla", "adj", "points", "connectlocs", "textboxrect", "formulas", "uri", "Ignorable"}
    | {"Requires", "typeface", "ascii", "hAnsi", "cs", "eastAsia", "panose", "sqref", "spans", "ref", "r", "xmlns"}
    | {"coordsize", "coordorigin", "limo", "charset", "formatCode"}
)
"""Attributes, by local name, that hold geometry, references, fonts or name spaces."""
_FONT_TAGS = frozenset({"font", "altName", "name", "rFont", "latin", "ea", "sym", "buFont"})
_FORM = re.compile(
    r"[-+\d.,;:%#$\s]*(?:pt|in|cm|mm|px|em|f|fd)?|#?[0-9A-Fa-f]{1,16}|\{[-0-9A-Fa-f]{36}\}|#?[A-Za-z_][\w.\-]{0,47}|"
    r"(?:https?://schemas\.|urn:schemas-|urn:microsoft\.com/office/)[\w./:\-]+|Object \d*|"
    r"\$?[A-Z]{1,3}\$?\d+(?:[: ]\$?[A-Z]{1,3}\$?\d+)*|.",
    re.ASCII,
)
_UNICODE_WORD = re.compile(r"[^\W\d_]{2}")
_FORM_TEXTS = frozenset(
    {"align", "posOffset", "pctWidth", "pctHeight", "pctPosHOffset", "pctPosVOffset", "col", "colOff", "row", "rowOff"}
)
"""Elements, by local name, whose text says where something stands."""


def is_form(value: str) -> bool:
    """Whether a value is only form: a number, a token, a reference, a name space, or no word at all."""
    return bool(_FORM.fullmatch(value)) or not _UNICODE_WORD.search(value) or is_office_name(value)


def loose_slots(root: Element, story: str, place: str, taken: set[Element]) -> Iterator[Slot]:
    """A slot for every text and attribute that may hold words and is not *taken* by another slot."""
    texts = [e for e in root.iter() if e not in taken and _holds_words(e)]
    for number, element in enumerate(texts, 1):
        yield Slot(f"{story}.t{number}", f"{place}text {number}", (TextPiece(element),))
    named = ((e, name) for e in root.iter() for name in attributes_with_words(e))
    for number, (element, name) in enumerate(named, 1):
        yield Slot(f"{story}.a{number}", f"{place}label {number}", (AttributePiece(element, name),))


def attributes_with_words(element: Element) -> Iterator[str]:
    """The names of the attributes of one element that may hold a person's words."""
    tag = local(element.tag)
    for key, value in element.attrib.items():
        name = local(key)
        if not value.strip():
            continue
        typed = name in _TYPED or (name in {"val", "value"} and tag in _TYPED_VALUES)
        font = name in _FORMS or (name in {"val", "name"} and tag in _FONT_TAGS)
        if typed or not (font or is_form(str(value))):
            yield str(key)


def _holds_words(element: Element) -> bool:
    text = element.text
    if not text or not text.strip() or local(element.tag) in _FORM_TEXTS:
        return False
    return local(element.tag) != "formatCode" or '"' in text
