"""Where the words of an XML text stand: one leaf for each text and each attribute, under the name that says what it is.

An element without elements in it is one text. Where text and elements stand side by side, all of it is one text across
them, cut only where an element has nothing but elements in it; tags between two words that no space divides, and that
are not known to stand inside of lines, count as the end of a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from redact.errors import UnreadableError
from redact.media.path_rules import Rules
from redact.media.xml.letters import read
from redact.media.xml.names import INLINE, LINES, context_of, is_form, is_shape
from redact.media.xml.spaces import declares, names_one
from redact.media.xml.tokens import ATTRIBUTE, local, tokens

DEEPEST = 200
Piece = tuple[str, int, int]
"""A stretch of the source: "text", "cdata" or "value", start, end. "line" and "space" stand for what no letter says."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A text or a value: its pieces, the names around it, what a rule says of it, and the column that it is of."""

    start: int
    is_value: bool
    pieces: tuple[Piece, ...] = field(repr=False)
    context: str = field(repr=False)
    path: str = field(repr=False)
    what: str = ""
    quote: str = ""

    def text(self, source: str) -> str:
        """What stands there, as it is read."""
        if len(self.pieces) == 1:
            return spoken(source, self.pieces[0])
        return "".join([spoken(source, piece) for piece in self.pieces])


def spoken(source: str, piece: Piece) -> str:
    """What one piece says."""
    kind, start, end = piece
    match kind:
        case "line":
            return "\n"
        case "space":
            return " "
        case "cdata":
            return source[start:end]
    return read(source[start:end])


@dataclass(slots=True)
class _Element:
    """An element that is open: its names, and what was found in it so far."""

    path: str
    name: str
    attributes: dict[str, str] = field(repr=False)
    what: str
    heading: str = field(repr=False)
    items: list[Piece | _Inside] = field(default_factory=list, repr=False)
    has_text: bool = False
    elements: int = 0
    inline: int = 0
    key: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class _Inside:
    """An element that was closed: what it says, empty where its own parts have been given already."""

    name: str
    pieces: tuple[Piece, ...]
    leaf: Leaf | None
    is_block: bool = False
    gap: str = ""


def leaves(text: str, rules: Rules) -> list[Leaf]:
    """Every leaf of a plain text (``plain.plain``), in its order. What a rule keeps is there, and says so.

    A value that is a name space of the file, as ``targetNamespace`` is, is a name as that is.
    """
    scanner = _Scanner(text, rules)
    for token in tokens(text, text.find("?>") + 2 if text.startswith("<?xml") else 0):
        scanner.take(token, token.lastgroup or "")
    found = sorted(scanner.found, key=lambda leaf: leaf.start)
    if not scanner.spaces:
        return found
    return [leaf for leaf in found if leaf.what or not (leaf.is_value and names_one(leaf.text(text), scanner.spaces))]


class _Scanner:
    """Goes through the tokens of a plain text."""

    def __init__(self, text: str, rules: Rules) -> None:
        self.found: list[Leaf] = []
        self.spaces: set[str] = set()
        self._text = text
        self._rules = rules
        self._open = [_Element("", "", {}, "", "")]
        self._paths: dict[tuple[str, str], str] = {}
        self.is_drawing = False

    def take(self, token: re.Match[str], kind: str) -> None:
        """The next token."""
        top = self._open[-1]
        if kind in {"text", "cdata"}:
            start, end = token.span(kind)
            if start < end:
                top.items.append((kind, start, end))
                top.has_text |= bool(self._text[start:end].strip())
        elif kind == "close":
            self._close()
        else:
            self._begin(token)
            if token["empty"]:
                self._close()

    def _begin(self, token: re.Match[str]) -> None:
        top, name = self._open[-1], local(token["open"])
        path = self._paths.setdefault((top.path, name), f"{top.path}/{name}")
        what = self._rules.what(path, top.what) if self._rules else ""
        self.is_drawing |= path == "/svg"
        element = _Element(path, name, {}, what, "")
        if token["attributes"]:
            for one in ATTRIBUTE.finditer(token["attributes"]):
                self._attribute(one, element, token.start("attributes"))
        element.heading = context_of(name, element.attributes, top.heading, top.key)
        self._open.append(element)
        if len(self._open) > DEEPEST:
            raise UnreadableError("XML nested too deeply", "flatten it")

    def _attribute(self, one: re.Match[str], element: _Element, offset: int) -> None:
        kind = "single" if one["double"] is None else "double"
        value, name = one[kind], one["name"]
        element.attributes[local(name)] = value
        if not value.strip() or is_form(name, value) or (self.is_drawing and is_shape(local(name), value)):
            if declares(name) and value:
                self.spaces.add(value)
            return
        path = self._paths.setdefault((element.path, f"@{local(name)}"), f"{element.path}/@{local(name)}")
        what = self._rules.what(path, element.what) if self._rules else ""
        start, end = one.span(kind)
        pieces = (("value", start + offset, end + offset),)
        context = context_of(f"{local(name)}", {}, "", "", owner=element.name)
        quote = "'" if kind == "single" else '"'
        self.found.append(Leaf(start + offset, True, pieces, context, path, what, quote))

    def _close(self) -> None:
        element = self._open.pop()
        top = self._open[-1]
        inside = self._inside(element)
        if inside.leaf and element.what != top.what:
            self.found.append(inside.leaf)  # a rule of its own takes it out of the text around it
            inside = _Inside(element.name, (), None, is_block=True)
        top.elements += 1
        top.inline += element.name in INLINE and bool(inside.pieces)
        if element.name == "key" and inside.leaf:
            top.key = inside.leaf.text(self._text)
        if top.path:
            top.items.append(inside)
        elif inside.leaf:
            self.found.append(inside.leaf)

    def _inside(self, element: _Element) -> _Inside:
        """What a closed element is to the one around it."""
        if not element.has_text and not element.elements:
            return _Inside(element.name, (), None)
        mixed = element.elements and (element.has_text or element.inline == element.elements)
        if element.elements and not mixed:
            self.found += [item.leaf for item in element.items if isinstance(item, _Inside) and item.leaf]
            return _Inside(element.name, (), None, is_block=True)
        pieces = tuple(_joined(element)) if mixed else tuple(item for item in element.items if isinstance(item, tuple))
        start = next(start for kind, start, _ in pieces if kind in {"text", "cdata"})
        leaf = Leaf(start, False, pieces, element.heading, element.path, element.what)
        return _Inside(element.name, pieces, leaf, gap=_moved(element))


def _joined(element: _Element) -> Iterator[Piece]:
    """The pieces of mixed content, with ends of lines where an element ends one."""
    last: Piece | _Inside | None = None
    for item in element.items:
        if isinstance(item, tuple):
            if isinstance(last, _Inside) and last.pieces and last.name in LINES:
                yield ("line", item[1], item[1])
            yield item
        else:
            gap = item.gap or ("line" if _ends_line(last, item) else "")
            if gap and item.pieces and last is not None:
                yield (gap, 0, 0)
            yield from item.pieces
            if not item.pieces and item.name not in INLINE:
                yield ("line" if item.is_block or item.name in LINES else "space", 0, 0)
        last = item


def _moved(element: _Element) -> str:
    """What a stretch of a drawing's text has before it where the pen was moved: the end of a line, or a space.

    Where each letter has a place of its own, they are letters of words.
    """
    if element.name != "tspan":
        return ""
    if element.attributes.keys() & {"y", "dy"}:
        return "line"
    letters = sum(item[2] - item[1] for item in element.items if isinstance(item, tuple))
    return "space" if "x" in element.attributes and letters > 1 else ""


def _ends_line(last: Piece | _Inside | None, item: _Inside) -> bool:
    if last is None or not item.pieces:
        return False
    if isinstance(last, _Inside):
        return not (last.name in INLINE and item.name in INLINE)
    return item.name in LINES
