"""What goes from every member of an Office file before anybody looks at it: second copies, extensions, private marks.

Word and Excel keep what older or newer programs need twice, and hang their own data on extension lists; a private
attribute can hold a whole drawing. None of it is needed to show the page.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from redact.media.ooxml.xml import NAMESPACES, local, q, qs, remove

if TYPE_CHECKING:
    from redact.media.ooxml.xml import Element

_UNDERSTOOD = re.compile(
    r"http://schemas\.microsoft\.com/office/(word/2010/(wordml|wordprocessing\w+)|drawing/\d+/(main|chart))|"
    + re.escape(NAMESPACES["a"])
)
_PLAIN_SHAPE = re.compile(r"_x0000_[a-z]\d+|shape\d+")
_EXTENSIONS = frozenset(
    {"http://schemas.microsoft.com/office/drawing/2008/diagram", "{DAA4B4D4-6D71-4841-9C94-3DE7FCFB9230}"}
)
"""Of diagrams, and of films on slides: without theirs neither is shown."""
_PRIVATE = frozenset(
    {
        *qs("o:gfxdata o:title o:href o:author r:href"),
        *("macro", "textlink", "codeName", "phldrT"),
    }
)
_PRIVATE_LOCAL = re.compile(r"rsid\w*|uid|dateUtc|fullDate|lastValue|gfxdata")
_CELLS = qs("x:c x:row x:v")
"""So many in a workbook that their attributes are looked at once only, where it is cleaned."""
_NAMED = frozenset({"theme", "clrScheme", "fontScheme", "fmtScheme"})
_UNWANTED = frozenset({"custClrLst", "creationId", "nvContentPartPr", "contentPart"})


def scrub(root: Element) -> None:
    """Take out of one member what no reader of the page sees."""
    for element in list(root.iter()):
        if element.tail and element.tail.strip():
            element.tail = None
        if element.tag in _CELLS:
            continue
        name = local(element.tag)
        if name == "AlternateContent" and element.tag == q("mc:AlternateContent"):
            _choose(element)
        elif name == "extLst":
            _keep_needed(element)
        elif name in _UNWANTED:
            remove(element)
        else:
            _scrub_attributes(element, name)
    _rename_shapes(root)


def _rename_shapes(root: Element) -> None:
    """Give every shape of the old drawing language a plain id: Word makes it of the name that a person gave."""
    new: dict[str, str] = {}
    for element in root.iter(f"{{{NAMESPACES['v']}}}*"):
        key = element.get("id")
        if key and not _PLAIN_SHAPE.fullmatch(key):
            element.set("id", new.setdefault(key, f"shape{len(new) + 1}"))
    for element in root.iter() if new else ():
        for name in ("type", "idref", "ShapeID"):
            value = element.get(name, "")
            if value.removeprefix("#") in new:
                element.set(name, value.replace(value.removeprefix("#"), new[value.removeprefix("#")]))


def _choose(element: Element) -> None:
    """Of two copies of one thing keep the first that today's programs understand, else the fallback."""
    chosen = next((child for child in element if _is_understood(child)), None)
    if chosen is None:
        chosen = element.find(q("mc:Fallback"))
    for child in list(element):
        if child is not chosen:
            remove(child)
    if chosen is None:
        remove(element)


def _is_understood(choice: Element) -> bool:
    needs = (choice.get("Requires") or "").split()
    spaces = [choice.nsmap.get(prefix) or "" for prefix in needs]
    return choice.tag == q("mc:Choice") and bool(spaces) and all(_UNDERSTOOD.fullmatch(space) for space in spaces)


def _keep_needed(extensions: Element) -> None:
    for extension in list(extensions):
        if extension.get("uri") not in _EXTENSIONS:
            remove(extension)
    if len(extensions) == 0:
        remove(extensions)


def _scrub_attributes(element: Element, name: str) -> None:
    for key in [str(key) for key in element.attrib]:
        if key in _PRIVATE or _PRIVATE_LOCAL.fullmatch(local(key)):
            del element.attrib[key]
    if name in {"cNvPr", "docPr"} and element.get("name"):
        element.set("name", f"Object {element.get('id', '')}".strip())
    if name in _NAMED and element.get("name"):
        element.set("name", "Office")
