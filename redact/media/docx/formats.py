"""How a run of Word is shown: what it says itself, what its styles say, and which of them wins.

After ECMA-376 part 1, 17.7.2: the run's own properties, then those of its character style, its paragraph's style, its
table's style and the defaults. What a table's style says of single rows and columns is not worked out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from redact.media.ooxml.xml import q, qs

if TYPE_CHECKING:
    from redact.media.ooxml.xml import Element

RUNS = qs("w:r m:r")
_VALUE = q("w:val")
_OFF = frozenset({"0", "false", "off", "none"})
_RUN_PROPERTIES, _PARAGRAPH_PROPERTIES = q("w:rPr"), q("w:pPr")
_DEFAULTS = f"{q('w:docDefaults')}/{q('w:rPrDefault')}/{q('w:rPr')}"
_MOST_LINKS = 50


class Styles:
    """The styles of a file, by id. ``None`` stands for a file that has none."""

    def __init__(self, root: Element | None) -> None:
        self.root = root
        styles = list(root.iter(q("w:style"))) if root is not None else []
        self._by_id = {style.get(q("w:styleId"), ""): style for style in styles}
        self._defaults = {
            style.get(q("w:type"), ""): style.get(q("w:styleId"), "")
            for style in styles
            if style.get(q("w:default"), "0") not in _OFF
        }
        self._found: dict[tuple[str, str, str], Element | None] = {}
        self._around: dict[Element, tuple[str, str]] = {}

    def chain(self, style: str) -> Iterator[Element]:
        """A style and those that it is based on, nearest first."""
        for _ in range(_MOST_LINKS):
            element = self._by_id.get(style)
            if element is None:
                return
            yield element
            base = element.find(q("w:basedOn"))
            style = base.get(_VALUE, "") if base is not None else ""

    def said(self, style: str, holder: str, name: str) -> Element | None:
        """What a style says of the property *name*, a child of its *holder* (``"{...}rPr"``)."""
        key = (style, holder, name)
        if key not in self._found:
            found = (element.find(f"{holder}/{name}") for element in self.chain(style))
            self._found[key] = next((element for element in found if element is not None), None)
        return self._found[key]

    def default(self, name: str) -> Element | None:
        """What the defaults of the file say of a property of runs."""
        return self.root.find(f"{_DEFAULTS}/{name}") if self.root is not None else None

    def of_run(self, run: Element) -> list[str]:
        """The styles that a run has: its own, its paragraph's, its table's, as far as it has them."""
        paragraph = next(run.iterancestors(q("w:p")), None)
        around = self._of_paragraph(paragraph) if paragraph is not None else ("", "")
        return [style for style in (_named(run, _RUN_PROPERTIES, q("w:rStyle")), *around) if style]

    def _of_paragraph(self, paragraph: Element) -> tuple[str, str]:
        if paragraph not in self._around:
            own = _named(paragraph, _PARAGRAPH_PROPERTIES, q("w:pStyle")) or self._defaults.get("paragraph", "")
            table = next(paragraph.iterancestors(q("w:tbl")), None)
            self._around[paragraph] = own, _named(table, q("w:tblPr"), q("w:tblStyle"))
        return self._around[paragraph]


def run_property(run: Element, styles: Styles, name: str) -> Element | None:
    """The element that decides about a property of a run, or ``None``."""
    own = run.find(f"{_RUN_PROPERTIES}/{name}")
    if own is not None:
        return own
    found = (styles.said(style, _RUN_PROPERTIES, name) for style in styles.of_run(run))
    return next((element for element in found if element is not None), styles.default(name))


def paragraph_property(paragraph: Element, styles: Styles, name: str) -> Element | None:
    """The element that decides about a property of a paragraph, or ``None``."""
    own = paragraph.find(f"{_PARAGRAPH_PROPERTIES}/{name}")
    style = _named(paragraph, _PARAGRAPH_PROPERTIES, q("w:pStyle"))
    return own if own is not None else styles.said(style, _PARAGRAPH_PROPERTIES, name)


def has(root: Element, styles: Styles, names: frozenset[str]) -> bool:
    """Whether any of these elements stands in a member or in the styles at all."""
    return any(next(each.iter(*names), None) is not None for each in (root, styles.root) if each is not None)


def is_on(element: Element | None) -> bool:
    """Whether a property that is there or not is on."""
    return element is not None and element.get(_VALUE, "1").lower() not in _OFF


def is_switched_on(run: Element, styles: Styles, name: str) -> bool:
    """Whether a switch such as "hidden" is on for a run: on twice in its styles is off (17.7.3)."""
    own = run.find(f"{_RUN_PROPERTIES}/{name}")
    if own is not None:
        return is_on(own)
    said = [is_on(styles.said(style, _RUN_PROPERTIES, name)) for style in styles.of_run(run)]
    return sum(said) % 2 == 1 or is_on(styles.default(name))


def properties_of(run: Element) -> Element:
    """The properties of a run, made where it has none."""
    found = run.find(_RUN_PROPERTIES)
    if found is None:
        found = run.makeelement(_RUN_PROPERTIES)
        run.insert(len(run.findall(q("m:rPr"))), found)
    return found


def _named(element: Element | None, holder: str, name: str) -> str:
    found = element.find(f"{holder}/{name}") if element is not None else None
    return found.get(_VALUE, "") if found is not None else ""
