"""Taking out of a web page what no part shows: code, comments, layout sheets, unknown names, remote pictures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from redact.media.html.hiding import Hiding, hidden_in
from redact.media.html.parse import parsed
from redact.media.html.words import BREAKS, DROPPED, EPUB_TYPE, EXAMINED, INLINE, PLAIN, is_plain, is_role, plain_style

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_CARRIED = ("data:", "cid:")
_NONE: Mapping[str, str] = MappingProxyType({})


def tree(text: str, *, xml: bool = False) -> tuple[HtmlElement, list[Hiding]]:
    """The cleaned tree of a page, and what of it the page did not show: what is left is offered, or says nothing.

    Raises ``UnreadableError`` for text in which there is no element and no word.
    """
    return cleaned(parsed(text, xml=xml))


def cleaned(root: HtmlElement, anchors: Mapping[str, str] = _NONE) -> tuple[HtmlElement, list[Hiding]]:
    """The same for a tree, which is changed. *anchors*: what other pages point to in it, and the new names of that."""
    hidden = hidden_in(root)
    _clean(root, hidden, {**_anchors(root), **anchors})
    return root, [hiding for hiding in hidden if root is hiding.element or root in hiding.element.iterancestors()]


def _clean(root: HtmlElement, hidden: Iterable[Hiding], marks: dict[str, str]) -> None:
    kept = {hiding.element for hiding in hidden}
    for element in list(root.iter()):
        if not isinstance(element.tag, str) or element.tag in DROPPED or element.tag.startswith("{"):
            _drop(element)
        elif element.tag in BREAKS | INLINE:
            _clean_attributes(element, marks)
        elif element in kept:
            element.tag = "span"
            _clean_attributes(element, marks)
        else:
            element.drop_tag()


def _drop(element: HtmlElement) -> None:
    if element.getparent() is not None:
        element.drop_tree()


def _anchors(root: HtmlElement) -> dict[str, str]:
    """What links inside the page point to, under new names that hold no words."""
    targets = {value[1:] for value in root.xpath("//@href") if value.startswith("#") and len(value) > 1}
    wanted = sorted(targets | set(root.xpath("//label/@for")))
    return {name: f"n{number}" for number, name in enumerate(wanted, 1)}


def _clean_attributes(element: HtmlElement, marks: dict[str, str]) -> None:
    anchor = marks.get(element.get("id") or (element.get("name") if element.tag == "a" else None) or "")
    label_for = marks.get(element.get("for") or "")
    for name, value in list(element.attrib.items()):
        kept = _kept(str(name), value, marks)
        if kept is None:
            del element.attrib[name]
        elif kept != value:
            element.set(name, kept)
    if anchor:
        element.set("id", anchor)
    if label_for:
        element.set("for", label_for)


def _kept(name: str, value: str, marks: dict[str, str]) -> str | None:
    match name:
        case "style":
            return plain_style(value) or None
        case _ if name == EPUB_TYPE:
            return value if is_role(value) else None
        case "href":
            return _link(value, marks)
        case "src":
            return value if _is_carried_or_local(value) else None
        case _ if name in PLAIN:
            return value if is_plain(name, value) else None
    return value if name in EXAMINED else None


def _link(value: str, marks: dict[str, str]) -> str | None:
    if value.startswith("#"):
        return f"#{marks[value[1:]]}" if value[1:] in marks else "#"
    runs_code = value.strip().casefold().startswith(("javascript:", "vbscript:", "data:"))
    return None if runs_code else value


def _is_carried_or_local(value: str) -> bool:
    """Whether a picture travels with the page or lies beside it. A remote one reports who looks; nobody examined it."""
    low = value.strip().casefold()
    return low.startswith(_CARRIED) or not (low.startswith(("//", "\\")) or ":" in low)
