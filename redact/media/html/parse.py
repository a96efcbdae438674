"""The text of a web page as a tree, whichever way it was written: as HTML, or as XML that is well formed."""

from __future__ import annotations

import re
from html.entities import html5
from typing import TYPE_CHECKING, Any

from redact.errors import UnreadableError

if TYPE_CHECKING:
    from lxml.html import HtmlElement, XHTMLParser

XHTML = "http://www.w3.org/1999/xhtml"
_OF_XML = frozenset("amp lt gt quot apos".split())
_NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]*);")
_DECLARATION = re.compile(r"\A\ufeff?\s*<\?xml[^>]*\?>")
_DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]*(?:\[[^\]]*\]\s*)?>", re.IGNORECASE)
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def parsed(text: str, *, xml: bool = False, comments: bool = False) -> HtmlElement:
    """The tree of a page, names in lower case and without a name space; other name spaces' names keep theirs.

    With *xml* the text is read as XML where it is well formed. Neither reading follows an entity or a link.
    Raises ``UnreadableError`` for text in which there is no element and no word.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    root = _as_xml(text, comments=comments) if xml else None
    return _as_html(text, comments=comments) if root is None else root


def _as_html(text: str, *, comments: bool) -> HtmlElement:
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", remove_comments=not comments, remove_pis=not comments, huge_tree=True)
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, AssertionError, ValueError):
        raise UnreadableError("not a web page", "check that the file is what its name says") from None
    if any(entry.level >= etree.ErrorLevels.FATAL for entry in parser.error_log):
        raise UnreadableError("a web page nested too deeply to be read to its end", "save it as text")
    return root


def _as_xml(text: str, *, comments: bool) -> HtmlElement | None:
    from lxml import etree, html

    parser = html.XHTMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=not comments,
        remove_pis=not comments, strip_cdata=True,
    )  # fmt: skip
    bare = _NAMED.sub(_as_number, _DOCTYPE.sub("", _DECLARATION.sub("", text), count=1))
    try:
        root: HtmlElement = html.document_fromstring("<x/>") if not bare.strip() else _root(bare, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    for element in root.iter():
        if isinstance(element.tag, str):
            element.tag = element.tag.removeprefix("{" + XHTML + "}")
    return root if root.tag == "html" else None


def _root(bare: str, parser: XHTMLParser) -> HtmlElement:
    from lxml import etree

    root: HtmlElement = etree.fromstring(bare.encode("utf-8", "replace"), parser)
    return root


def _as_number(entity: re.Match[str]) -> str:
    """A named letter of HTML as XML without a document type can write it."""
    letters = "" if entity[1] in _OF_XML else html5.get(entity[1] + ";", "")
    return "".join(f"&#{ord(letter)};" for letter in letters) or entity[0]


def as_xml(root: HtmlElement, prefixes: dict[str, str]) -> str:
    """The tree as XHTML, *prefixes* declared for the attributes that have a name space. It changes the tree."""
    from lxml import etree

    for element in root.iter():
        if isinstance(element.tag, str):
            element.tag = f"{{{XHTML}}}{element.tag}"
            for where in ("text", "tail"):
                letters = getattr(element, where)
                if letters and _ILLEGAL.search(letters):
                    setattr(element, where, _ILLEGAL.sub("\ufffd", letters))
    spaces: dict[Any, str] = {None: XHTML, **prefixes}
    etree.cleanup_namespaces(root, top_nsmap=spaces, keep_ns_prefixes=list(prefixes))
    return str(etree.tostring(root, encoding="unicode", method="xml"))
