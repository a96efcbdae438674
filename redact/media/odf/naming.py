"""Names that a person gave to styles, marks and shapes: labels that no page shows, replaced everywhere at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import count
from typing import TYPE_CHECKING

from redact.media.odf.package import OdfFile
from redact.media.odf.xml import local, q, qs
from redact.media.ooxml.names import is_style_name

if TYPE_CHECKING:
    from redact.media.ooxml.xml import Element

_STYLES = qs(
    "style:name draw:fill-gradient-name draw:fill-hatch-name draw:fill-image-name draw:opacity-name draw:stroke-dash "
    "draw:stroke-dash-names draw:marker-start draw:marker-end style:page-layout-name style:master-page-name "
    "draw:master-page-name text:master-page-name presentation:presentation-page-layout-name text:style-override "
    "style:leader-text-style draw:layer presentation:name presentation:use-date-time-name presentation:use-header-name "
    "presentation:use-footer-name table:template-name text:caption-sequence-name style:list-style-name"
)
"""Attributes that name a style or a thing like one; so do all that end in "style-name"."""
_LISTS = qs("draw:stroke-dash-names")
_DEFINITIONS = qs(
    "draw:gradient draw:hatch draw:fill-image draw:opacity draw:stroke-dash draw:marker draw:layer svg:linearGradient "
    "svg:radialGradient"
)
"""Elements whose ``draw:name`` is such a name."""
_IDS, _ID_USES = (
    qs("xml:id draw:id text:id text:list-id"),
    qs("draw:start-shape draw:end-shape smil:targetElement text:continue-list"),
)
_NAMED = {q("text:section"): "Section"}
_FONT = q("style:font-face")
_DISPLAYED = qs("style:display-name draw:display-name")
_NAME, _SHAPE, _TABLE = q("text:name"), q("draw:name"), q("table:name")
_AUTOMATIC = re.compile(
    r"(?:P|T|L|N|R|G|a|ce|co|ro|ta|gr|pr|dp|ch|fr|Mgr|Mdp|Mpr|MP|ML|MT|Mfr|Sect|PM|pm|mark|Custom)\d{1,6}(?:P\d)?|"
    r"Table\d+(?:\.[A-Z]{1,3}\d*)?|page\d+|(?:Slide|Page|Folie) \d+"
)
_OF_MASTER = re.compile(r"(.+)-(title|subtitle|outline\d|notes|background|backgroundobjects)", re.DOTALL)
_ESCAPED = re.compile(r"_([0-9a-f]{2,4})_")
_WORDS = frozenset(
    (
        "standard graphics frame contents horizontal dash dashes dot dots arrow arrows filled fill outlined shadow "
        "shapes object "
        "objects default-dp without and background backgroundobjects layout controls measurelines drawing addressee "
        "sender first left right landscape complimentary quotations preformatted addition source user entry "
        "figure illustration gray grey green blue red orange yellow turquoise earth sun seetang bw "
        "neutral status error result heading1 heading2 notes title1 title2 internet visited symbols "
        "numbering linear radial axial square rounded concave diamond circle ultrafine fine long short html outline1 "
        "a4 a0 4 0 marginalia hanging salutation rubies teletype example variable cell data pilot field corner value "
        "master slide text1 body2 ftr1 ftr2 dtd1 dtd2 hdr1 hdr2 hyperlink bold formatted style"
    ).split()
)
_PIECE = re.compile(r"[^\W_]+")


def is_plain_name(name: str) -> bool:
    """Whether a name is one that the program gives by itself, and tells nothing of anybody."""
    shown = _ESCAPED.sub(lambda code: chr(int(code[1], 16)), name)
    words = [word for word in _PIECE.findall(shown) if not word.isdigit()]
    return bool(_AUTOMATIC.fullmatch(name)) or all(w.casefold() in _WORDS or is_style_name(w) for w in words)


def name_plainly(file: OdfFile) -> None:
    """Give plain names to whatever a person may have named and no page shows."""
    roots = list(file.roots.values())
    styles = _Styles()
    ids = _ids(roots)
    counter = count(1)
    for root in roots:
        for element in root.iter():
            _rename(element, styles)
            _settle_ids(element, ids)
            _settle_own_name(element, file, lambda: next(counter))


class _Styles:
    """Gives each name that is not plain another, always the same."""

    def __init__(self) -> None:
        self._new: dict[str, str] = {}

    def __call__(self, name: str) -> str:
        of_master = _OF_MASTER.fullmatch(name)
        if of_master:
            return f"{self(of_master[1])}-{of_master[2]}"
        if is_plain_name(name):
            return name
        return self._new.setdefault(name, f"Custom{len(self._new) + 1}")


def _rename(element: Element, new: Callable[[str], str]) -> None:
    for key, value in element.items():
        defines = key == _SHAPE and element.tag in _DEFINITIONS
        if not (key in _STYLES or str(key).endswith("style-name") or defines) or element.tag == _FONT:
            continue
        names = str(value).split() if key in _LISTS else [str(value)]
        element.set(key, " ".join(new(name) if name else "" for name in names))
    for key in _DISPLAYED:
        if element.get(key) is not None and not is_plain_name(element.get(key, "")):
            del element.attrib[key]


def _ids(roots: Iterable[Element]) -> dict[str, str]:
    """A plain id for each that something refers to."""
    used = [value for root in roots for element in root.iter() for key, value in element.items() if key in _ID_USES]
    return {str(name): f"id{number}" for number, name in enumerate(dict.fromkeys(used), 1)}


def _settle_ids(element: Element, new: dict[str, str]) -> None:
    for key, value in element.items():
        if key in _IDS or key in _ID_USES:
            if value in new:
                element.set(key, new[str(value)])
            elif key in _IDS:
                del element.attrib[key]


def _settle_own_name(element: Element, file: OdfFile, number: Callable[[], int]) -> None:
    """The names of sections, indexes, shapes and tables of text; those of sheets and slides are texts of their own."""
    if element.tag not in _DEFINITIONS and element.get(_SHAPE) is not None and element.tag != q("draw:page"):
        del element.attrib[_SHAPE]
    if element.get(_NAME) is not None and not local(element.tag).startswith("bookmark"):
        element.set(_NAME, f"{_NAMED.get(str(element.tag), 'Index')}{number()}")
    if element.tag == q("table:table") and element.get(_TABLE) is not None and file.kind != "spreadsheet":
        if file.kind == "chart":
            element.set(_TABLE, "local-table")
        else:
            del element.attrib[_TABLE]
