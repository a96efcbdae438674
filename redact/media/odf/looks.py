"""What a style gives to the thing that names it, through the styles that it is made of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from redact.media.odf.package import OdfFile
from redact.media.odf.xml import q

if TYPE_CHECKING:
    from redact.media.ooxml.xml import Element

_FAMILIES = {
    **dict.fromkeys(("text:p", "text:h"), ("paragraph", "text:style-name")),
    "text:span": ("text", "text:style-name"),
    "text:section": ("section", "text:style-name"),
    "table:table": ("table", "table:style-name"),
    "table:table-row": ("table-row", "table:style-name"),
    "table:table-column": ("table-column", "table:style-name"),
    "table:table-cell": ("table-cell", "table:style-name"),
    "table:covered-table-cell": ("table-cell", "table:style-name"),
    "draw:page": ("drawing-page", "draw:style-name"),
}
_OF = {q(tag): (family, q(name)) for tag, (family, name) in _FAMILIES.items()}
_DEEPEST = 40


class Looks:
    """The styles of one file, by where they can be used, what they are for, and their names."""

    def __init__(self, file: OdfFile) -> None:
        roots = list(file.roots.values())
        common = dict(pair for root in roots for pair in _styles(root, q("office:styles")))
        self._of = {root: {**common, **dict(_styles(root, q("office:automatic-styles")))} for root in roots}

    def chain(self, root: Element, element: Element) -> Iterator[Element]:
        """The style that an element names, and those that it is made of, the nearest first."""
        family, key = _OF.get(str(element.tag), ("", ""))
        yield from self.named(root, family, element.get(key, "") if key else "")

    def named(self, root: Element, family: str, name: str) -> Iterator[Element]:
        """A style of that name, and those that it is made of."""
        for _ in range(_DEEPEST):
            style = self._of[root].get((family, name))
            if style is None:
                return
            yield style
            name = style.get(q("style:parent-style-name"), "")

    def value(self, root: Element, element: Element, key: str) -> str:
        """What the styles of an element say of one property; empty where they say nothing."""
        return first_value(self.chain(root, element), key)


def first_value(styles: Iterator[Element], key: str) -> str:
    """The first value that any of the styles gives to a property."""
    for style in styles:
        for properties in style:
            if properties.get(key) is not None:
                return properties.get(key, "")
    return ""


def _styles(root: Element, holder: str) -> Iterator[tuple[tuple[str, str], Element]]:
    for group in root.iter(holder):
        for style in group:
            yield (style.get(q("style:family"), ""), style.get(q("style:name"), "")), style
