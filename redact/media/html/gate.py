"""What a web page holds beside that which a reader sees: looked for in any page, whoever made it.

``unseen_in`` works on text, so that bodies of mail and chapters of books are examined as pages are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, TypeAlias

from redact.errors import UnreadableError
from redact.media import checklist
from redact.media.html.hiding import Hiding, hidden_in
from redact.media.html.parse import parsed
from redact.media.html.words import BREAKS, EPUB_TYPE, EXAMINED, INLINE, PLAIN, is_plain, is_role, plain_style
from redact.types import Unseen

if TYPE_CHECKING:
    from lxml.html import HtmlElement

CHECKS = (
    checklist.HIDDEN_CONTENT,
    checklist.INVISIBLE,
    checklist.OUTSIDE,
    checklist.COMMENTS,
    checklist.MACROS,
    checklist.METADATA,
    checklist.CUSTOM_DATA,
    checklist.EMBEDDED,
    checklist.LINKED,
    checklist.DESCRIPTIONS,
)
"""Every item that a page is examined for."""

Found: TypeAlias = tuple[str, str, bool]
_SCRIPT: Found = ("scripts", checklist.MACROS, True)
_DATA: Found = ("data for programs", checklist.CUSTOM_DATA, True)
_METADATA = ("metadata", checklist.METADATA)
_SHEETS = ("style sheets", checklist.CUSTOM_DATA)
_ADDRESSES = frozenset("src href data action background poster".split())
_FRAMES = frozenset("iframe frame object embed applet portal".split())
_SHEET_WORDS = re.compile(r"/\*|content\s*:|url\(|@import", re.IGNORECASE)
_RUNS_CODE = ("javascript:", "vbscript:")
_DATA_TYPES = re.compile(r"application/|text/(?!javascript)|importmap|speculationrules", re.IGNORECASE)
_PLAIN_META = frozenset("viewport generator theme-color color-scheme robots format-detection referrer".split())
_PLAIN_LINKS = frozenset("stylesheet icon preload preconnect dns-prefetch modulepreload".split())
_NAMES = frozenset("class id name for headers slot part is form xmlns xml:lang version role tabindex".split())
_BEHAVIOUR = frozenset(
    """accept accept-charset action autocomplete autofocus charset cite color compact content controls coords
    crossorigin download enctype face frameborder hreflang http-equiv integrity loading decoding ismap itemprop
    itemscope itemtype list maxlength max media method min minlength noshade novalidate nowrap pattern ping poster
    preload property referrerpolicy rel required rules sizes spellcheck srcset step target translate usemap xmlns
    background bordercolor clear frame hspace vspace link vlink alink text marginheight marginwidth""".split()
)
"""Attributes of HTML that say how an element behaves: told of, and dropped by the handler, but no hiding place."""


def unseen_in(text: str, place: str = "page", *, xml: bool = False, hidden_is_kept: bool = False) -> Iterator[Unseen]:
    """What the page *text* holds without showing it; *place* says where the page stands.

    *hidden_is_kept*: the policy wants hidden content to stay, so that it is told and not held against the page.
    Raises ``UnreadableError``.
    """
    try:
        root = parsed(text, xml=xml, comments=True)
    except UnreadableError:
        if "<!--" not in text:
            raise
        yield Unseen("comments", place, text.count("<!--"), check=checklist.COMMENTS)
        return
    for hiding in hidden_in(root):
        yield _of(hiding, place, serious=not hidden_is_kept)
    counts: Counter[Found] = Counter(found for element in root.iter() for found in _of_element(element))
    for (kind, check, serious), amount in counts.items():
        yield Unseen(kind, place, amount, serious=serious, check=check)


def _of(hiding: Hiding, place: str, *, serious: bool) -> Unseen:
    return Unseen(hiding.kind, place, hiding.amount, serious=serious, check=hiding.check)


def _of_element(element: HtmlElement) -> Iterator[Found]:
    if not isinstance(element.tag, str):
        yield _outside_of_mark_up(element)
        return
    found = _of_tag(element)
    if found:
        yield found
    elif element.tag.startswith("{"):
        yield "drawings and formulas", checklist.CUSTOM_DATA, False
    for name, value in element.attrib.items():
        told = _of_attribute(element, str(name), value)
        if told:
            yield told


def _outside_of_mark_up(node: Any) -> Found:
    from lxml import etree

    if isinstance(node, etree._Comment):
        return "comments", checklist.COMMENTS, bool((node.text or "").strip())
    return "instructions to programs", checklist.CUSTOM_DATA, True


def _of_tag(element: HtmlElement) -> Found | None:
    if element.tag in _FRAMES:
        address = element.get("src") or element.get("data") or ""
        return "frames and objects", checklist.EMBEDDED, "srcdoc" in element.attrib or address.startswith("data:")
    match element.tag:
        case "script":
            return _DATA if _DATA_TYPES.match(element.get("type") or "") else _SCRIPT
        case "style":
            return (*_SHEETS, bool(_SHEET_WORDS.search(str(element.text_content()))))
        case "meta" | "link":
            return _of_meta(element) if element.tag == "meta" else _of_link(element)
        case "template" | "noscript" | "datalist" if len(element) or (element.text or "").strip():
            return "content that is not displayed", checklist.HIDDEN_CONTENT, True
    return None


def _of_link(link: HtmlElement) -> Found:
    plain = set((link.get("rel") or "").casefold().split()) <= _PLAIN_LINKS
    return ("links to other files", checklist.LINKED, False) if plain else (*_METADATA, True)


def _of_meta(meta: HtmlElement) -> Found | None:
    if meta.get("charset") or "content-type" in (meta.get("http-equiv") or "").casefold():
        return None
    name = (meta.get("name") or meta.get("property") or meta.get("http-equiv") or "").casefold()
    return (*_METADATA, name not in _PLAIN_META)


def _of_attribute(element: HtmlElement, name: str, value: str) -> Found | None:
    low = value.strip().casefold()
    if not low or _is_known(element, name, value):
        return None
    if name.startswith("on") or low.startswith(_RUNS_CODE):
        return _SCRIPT
    if name in _ADDRESSES:
        return _of_address(element, name, low)
    if name in EXAMINED:
        return "alternative texts and other attributes", checklist.DESCRIPTIONS, False
    if name == "style":
        return (*_SHEETS, False) if low != plain_style(value) else None
    return "attributes that carry data for programs", checklist.CUSTOM_DATA, not name.startswith("aria-")


def _is_known(element: HtmlElement, name: str, value: str) -> bool:
    """Whether an attribute is one that says how a page behaves, or stands at an element that is told of as a whole."""
    if element.tag not in BREAKS | INLINE:
        return not name.startswith(("on", "data-"))
    plain = (name in PLAIN and is_plain(name, value)) or (name == EPUB_TYPE and is_role(value))
    return plain or (name in _NAMES | _BEHAVIOUR and name not in _ADDRESSES)


def _of_address(element: HtmlElement, name: str, low: str) -> Found | None:
    if name == "src" and low.startswith(("http:", "https:", "//", "\\")):
        return "pictures on other machines", checklist.LINKED, False
    carried = low.startswith("data:") and not (name == "src" and element.tag in {"img", "input"})
    return ("embedded files", checklist.EMBEDDED, True) if carried else None
