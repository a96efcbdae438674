"""Taking out of a web page what no part shows: code, comments, layout sheets, unknown names, remote pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from redact.errors import UnreadableError
from redact.media.html.words import BREAKS, DROPPED, EXAMINED, INLINE, PLAIN, is_plain, plain_style

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_CARRIED = ("data:", "cid:")


def tree(text: str) -> HtmlElement:
    """The cleaned tree of a page: what is left in it is offered as parts, or says nothing of anybody.

    Raises ``UnreadableError`` for text in which there is no element and no word.
    """
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    data = text.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8", "replace")
    try:
        root = html.document_fromstring(data, parser=parser)
    except (etree.LxmlError, AssertionError, ValueError):
        raise UnreadableError("not a web page", "check that the file is what its name says") from None
    if any(entry.level >= etree.ErrorLevels.FATAL for entry in parser.error_log):
        raise UnreadableError("a web page nested too deeply to be read to its end", "save it as text")
    _clean(root)
    return root


def _clean(root: HtmlElement) -> None:
    marks = _anchors(root)
    for element in list(root.iter()):
        if not isinstance(element.tag, str) or element.tag in DROPPED:
            _drop(element)
        elif element.tag not in BREAKS | INLINE:
            element.drop_tag()
        else:
            _clean_attributes(element, marks)


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
