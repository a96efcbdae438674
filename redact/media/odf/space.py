"""White space and paragraphs: each paragraph is one text, whatever spans, links and notes it is cut by.

The standard (OpenDocument 1.2, part 1, 6.1.2) has spaces and line ends run together, and elements that stand for more.
The runs are joined here once, so that every node holds just what it shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from redact.media.odf.xml import NAMESPACES, legal, q, qs
from redact.media.ooxml.slots import MarkPiece, Piece

if TYPE_CHECKING:
    from redact.media.ooxml.xml import Element

PARAGRAPHS = qs("text:p text:h")
MARKS = {q("text:s"): " ", q("text:tab"): "\t", q("text:line-break"): "\n"}
_INLINE = qs("text:span text:a text:ruby text:ruby-base text:page-number text:page-count text:sheet-name") | {*MARKS}
LOOSE = qs(
    "svg:title svg:desc number:text number:currency-symbol number:embedded-text dc:title dc:subject meta:keyword "
    "text:note-citation text:ruby-text text:index-title-template text:index-entry-span text:linenumbering-separator "
    "text:note-continuation-notice-backward text:note-continuation-notice-forward presentation:header-decl "
    "presentation:footer-decl presentation:date-time-decl table:title table:desc"
)
"""Elements outside of paragraphs whose text is shown."""
_NO_WORDS = qs("office:binary-data config:config-item")
_MATH = f"{{{NAMESPACES['math']}}}"
_SPACES = re.compile("[ \t\r\n]+")
_MOST_SPACES = 1000


@dataclass(frozen=True, slots=True)
class NodePiece:
    """The text at the beginning of an element, or the text behind it."""

    element: Element = field(repr=False)
    behind: bool

    @property
    def text(self) -> str:
        return (self.element.tail if self.behind else self.element.text) or ""

    def put(self, text: str) -> None:
        if self.behind:
            self.element.tail = legal(text)
        else:
            self.element.text = legal(text)


@dataclass(frozen=True, slots=True)
class Mark(MarkPiece):
    """An element that stands for a space, a tab or a line end; with another text it becomes a span."""

    def put(self, text: str) -> None:
        if text != self.text:
            self.element.tag = q("text:span")
            self.element.attrib.clear()
            self.element.text = legal(text)


def settle_space(root: Element) -> None:
    """Join runs of white space in paragraphs, and take out text that stands where nothing shows it."""
    after_space: dict[Element, bool] = {}
    for home, element, behind in _nodes(root):
        if element.tag in MARKS and not behind:
            _settle_mark(element)
            if home is not None:
                after_space[home] = False
            continue
        text = element.tail if behind else element.text
        if not text or (home is None and not behind and _is_loose(element)):
            continue
        new = None
        if home is not None:
            new = _SPACES.sub(" ", text)
            new = new[1:] if new.startswith(" ") and after_space.get(home, True) else new
            after_space[home] = new.endswith(" ") if new else after_space.get(home, True)
        if behind:
            element.tail = new
        else:
            element.text = new


def paragraphs(root: Element) -> dict[Element, list[Piece]]:
    """The pieces of every paragraph, in the order of the document; a paragraph inside another has its own."""
    found: dict[Element, list[Piece]] = {}
    for home, element, behind in _nodes(root):
        if home is None:
            continue
        pieces = found.setdefault(home, [])
        if element.tag in MARKS and not behind:
            pieces.append(Mark(element, MARKS[str(element.tag)] * _count(element), _span))
        elif element.tail if behind else element.text:
            pieces.append(NodePiece(element, behind))
    return found


def loose_texts(root: Element) -> Iterator[Element]:
    """The elements outside of paragraphs that hold a text."""
    return (element for element in root.iter() if element.tag not in _NO_WORDS and _is_loose(element) and element.text)


def _nodes(root: Element) -> Iterator[tuple[Element | None, Element, bool]]:
    """Every place for text: the paragraph that shows it, the element, and whether it stands behind that."""
    from lxml import etree

    homes: list[Element | None] = [None]
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            inner = homes[-1] if element.tag in _INLINE else None
            homes.append(element if element.tag in PARAGRAPHS else inner)
            yield homes[-1], element, False
        else:
            homes.pop()
            yield homes[-1], element, True


def _is_loose(element: Element) -> bool:
    tag = str(element.tag)
    return tag in LOOSE or tag in _NO_WORDS or (tag.startswith(_MATH) and len(element) == 0)


def _settle_mark(element: Element) -> None:
    element.text = None
    if element.tag == q("text:s") and element.get(q("text:c")):
        element.set(q("text:c"), str(_count(element)))


def _count(element: Element) -> int:
    count = element.get(q("text:c"), "1")
    return min(int(count), _MOST_SPACES) if count.isascii() and count.isdigit() and len(count) < 10 else 1


def _span(text: str) -> Element:
    from lxml import etree

    span = etree.Element(q("text:span"))
    span.text = legal(text)
    return span
