"""What a drawing (.svg) holds and does not show, and how it is taken out or shown.

Looked at are attributes, inline styles and the drawing's own style sheet: what is not displayed, invisible,
transparent, without size or without ink. Not looked at is what lies behind other shapes or outside of the canvas.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from redact.errors import UnreadableError
from redact.media.html.sheets import Sheets
from redact.media.splice import Splice
from redact.media.xml.tokens import ATTRIBUTE, broken, local, tokens

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_DEEP = frozenset("display visibility opacity fill-opacity font-size style class hidden".split())
_SHOWN = "display:inline;visibility:visible;opacity:1;fill-opacity:1;font-size:medium;fill:black"
_ZERO = re.compile(r"0*\.?0+(?:px|pt|em|%)?|0?\.0[0-5]\d*")
_GLYPH = re.compile(r"(?:glyph|font|[\w-]*-[0-9a-f]{2,4}$)", re.IGNORECASE)
_MOST_GLYPHS = 3
_NOT_SHOWN = frozenset("style script metadata title desc".split())


@dataclass(frozen=True, slots=True)
class Covered:
    """An element that is hidden with all that is in it: where it stands, and where its start tag ends."""

    start: int
    end: int
    tag_end: int
    letters: int
    tag: re.Match[str] = field(repr=False)


def covered(text: str) -> list[Covered]:
    """The hidden elements of a drawing, outermost only. Raises ``UnreadableError``."""
    root = _root(text)
    sheets = Sheets(root)
    hidden = [element for element in root.iter() if isinstance(element.tag, str) and _is_hidden(element, sheets)]
    wanted = {element for element in hidden if _says_something(element)}
    numbers = {number for number, element in enumerate(root.iter(), 1) if element in wanted}
    return list(_places(text, numbers)) if numbers else []


def check_letters(text: str) -> None:
    """Raises ``UnreadableError`` for a drawing whose letters are outlines, which nothing here can read."""
    used = [element.get("href") or "" for element in _root(text).iter("use")]
    if sum(bool(_GLYPH.match(address.lstrip("#"))) for address in used) >= _MOST_GLYPHS:
        raise UnreadableError(
            "a drawing whose letters are outlines", "save it as a picture or a PDF, whose text is read"
        )


def out_of(hidden: Iterable[Covered]) -> Iterator[Splice]:
    """What takes the hidden elements out."""
    yield from ((one.start, one.end, "") for one in hidden)


def shown(hidden: Iterable[Covered]) -> Iterator[Splice]:
    """What shows them: another start tag for each."""
    for one in hidden:
        kept = "".join(
            f" {a[0]}" for a in ATTRIBUTE.finditer(one.tag["attributes"]) if local(a["name"]).casefold() not in _DEEP
        )
        yield one.start, one.tag_end, f'<{one.tag["open"]}{kept} style="{_SHOWN}"{one.tag["empty"] or ""}>'


def _root(text: str) -> HtmlElement:
    from lxml import etree, html

    parser = html.XHTMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    declared = text.find("?>") + 2 if text.startswith("<?xml") else 0
    try:
        root: HtmlElement = etree.fromstring(text[declared:].strip().encode("utf-8"), parser)
    except (etree.XMLSyntaxError, ValueError):
        raise broken() from None
    for element in root.iter():
        if isinstance(element.tag, str):
            element.tag = element.tag.rpartition("}")[2]
            address = element.get("{http://www.w3.org/1999/xlink}href")
            if address and element.tag == "use":
                element.set("href", address)
    return root


def _is_hidden(element: HtmlElement, sheets: Sheets) -> bool:
    if element.tag in _NOT_SHOWN or any(one.tag in _NOT_SHOWN for one in element.iterancestors()):
        return False
    said = {str(name): value.strip().casefold() for name, value in element.attrib.items()} | sheets.declared(element)
    faint = any(_ZERO.fullmatch(said.get(name, "")) for name in ("opacity", "font-size"))
    inkless = said.get("fill") == "transparent" or bool(_ZERO.fullmatch(said.get("fill-opacity", "")))
    unlined = said.get("stroke", "none") in {"none", "transparent"}
    bare = element.tag in {"text", "tspan"} and (inkless or said.get("fill") == "none") and unlined
    return said.get("display") == "none" or said.get("visibility") in {"hidden", "collapse"} or faint or bare


def _says_something(element: HtmlElement) -> bool:
    pictures = any(one.tag == "image" for one in element.iter() if isinstance(one.tag, str))
    return pictures or bool("".join(str(piece) for piece in element.itertext()).strip())


def _places(text: str, numbers: set[int]) -> Iterator[Covered]:
    """Where the elements of these numbers, counted by their start tags, stand; none inside another."""
    count, depth, inside = 0, 0, 0
    tag: re.Match[str] | None = None
    for token in tokens(text, text.find("?>") + 2 if text.startswith("<?xml") else 0):
        if token["open"]:
            count += 1
            if count in numbers and tag is None:
                tag, inside = token, depth
            depth += not token["empty"]
        elif token["close"]:
            depth -= 1
        if tag is not None and depth == inside:
            letters = len(re.sub(r"<[^>]*>|\s", "", text[tag.start() : token.end()]))
            yield Covered(tag.start(), token.end(), tag.end(), letters, tag)
            tag = None
