"""A web page as parts and back: the same code serves .html files and the HTML bodies of mail."""

from __future__ import annotations

import base64
import binascii
import mimetypes
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, unquote_to_bytes

from redact.contracts import Changes
from redact.media.checklist import DESCRIPTIONS, HIDDEN_CONTENT, INVISIBLE, OUTSIDE, Hidden, treatment
from redact.media.html.clean import cleaned, tree
from redact.media.html.headings import heading_of
from redact.media.html.hiding import Hiding, hidden_in, show, take_out
from redact.media.html.parse import as_xml
from redact.media.html.weave import Block, Slot, blocks
from redact.media.html.words import EPUB_TYPE, EXAMINED
from redact.media.splice import Splice, by_part, edited, spliced, splices_of
from redact.types import Attachment, Edit, Modality, Part, Unseen

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_WITHHELD = "[picture withheld]"
_ADDRESSES = frozenset({"href", "src"})
_ROUNDS = 3
_SAFE = "!#$&'()*+,/:;=?@[]~ %"


@dataclass(frozen=True, slots=True)
class Page:
    """A cleaned page: its blocks of text, its attributes that say something, and the pictures inside it."""

    root: HtmlElement = field(repr=False)
    blocks: tuple[Block, ...] = field(repr=False)
    attributes: tuple[tuple[HtmlElement, str], ...] = field(repr=False)
    pictures: tuple[HtmlElement, ...] = field(repr=False)
    hidden: tuple[Hiding, ...] = field(default=(), repr=False)


def opened(text: str, *, xml: bool = False) -> Page:
    """The page that *text* makes; *xml*: it is XHTML, where it is well formed. Raises ``UnreadableError``."""
    return _page(*tree(text, xml=xml))


def of_tree(root: HtmlElement, anchors: Mapping[str, str]) -> Page:
    """The page of a tree that was only parsed; *anchors* gives new names to what other pages point to in it."""
    return _page(*cleaned(root, anchors))


def _page(root: HtmlElement, hidden: Sequence[Hiding]) -> Page:
    pictures = tuple(root.xpath("//*[starts-with(translate(normalize-space(@src), 'DATA', 'data'), 'data:')]"))
    return Page(root, tuple(blocks(root, hidden)), tuple(_attributes(root)), pictures, tuple(hidden))


def parts(page: Page, prefix: str = "") -> Iterator[Part]:
    """Every block and every attribute of a page as a text part; ids begin with *prefix*."""
    for number, block in enumerate(page.blocks, 1):
        place = "title" if block.owner.tag == "title" else f"block {number}"
        context = heading_of(block.owner)
        yield Part(f"{prefix}b{number}", Modality.TEXT, block.text, place=place, context=context)
    for number, (element, name) in enumerate(page.attributes, 1):
        text = _plain(name, element.get(name) or "")
        yield Part(f"{prefix}a{number}", Modality.TEXT, text, place=f"{name} of element {element.tag}, {number}")


def pictures(page: Page, prefix: str = "") -> Iterator[Attachment]:
    """The files that stand inside the page as ``data:`` addresses."""
    for number, element in enumerate(page.pictures, 1):
        name, data = _carried(element.get("src") or "", number)
        if data:
            yield Attachment(f"{prefix}i{number}", name, data, place=f"picture {number}")


def markup(
    page: Page,
    changes: Changes,
    prefix: str = "",
    content_ids: Mapping[str, str] | None = None,
    *,
    hidden: Hidden = "by release",
) -> str:
    """The page with its changes, as UTF-8 HTML. *content_ids* gives new names to the mail attachments that it shows.

    What it does not show is taken out, shown or kept, as *hidden* says. The page itself is changed, so it serves once.
    """
    from lxml import html

    settle(page, changes, prefix, hidden=hidden)
    _rename_shown(page.root, {old: f"cid:{new}" for old, new in (content_ids or {}).items()})
    _declare_utf8(page.root)
    return str(html.tostring(page.root, encoding="unicode", method="html", doctype="<!DOCTYPE html>"))


def xhtml(
    page: Page,
    changes: Changes,
    prefix: str = "",
    shown: Mapping[str, str] | None = None,
    *,
    hidden: Hidden = "by release",
) -> str:
    """The page with its changes, as XHTML. *shown*: the addresses of pictures that it has as "cid:". It serves once."""
    settle(page, changes, prefix, hidden=hidden)
    _rename_shown(page.root, shown or {}, notice=True)
    _declare_utf8(page.root)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
    return head + as_xml(page.root, {"epub": EPUB_TYPE[1:].partition("}")[0]})


def fragment(page: Page, changes: Changes, prefix: str = "", *, hidden: Hidden = "by release") -> str:
    """What is in the body of the page, with its changes, as HTML that stands inside another page. It serves once."""
    from lxml import html

    settle(page, changes, prefix, hidden=hidden)
    _rename_shown(page.root, {})
    body = page.root.find("body")
    holder = page.root if body is None else body
    return "".join([escape(holder.text or ""), *(str(html.tostring(child, encoding="unicode")) for child in holder)])


def lost(found: Iterable[Unseen]) -> tuple[str, ...]:
    """Of what a page holds without showing it, that which no copy has whatever the policy says."""
    staying = {HIDDEN_CONTENT, INVISIBLE, OUTSIDE, DESCRIPTIONS}
    return tuple(dict.fromkeys(one.kind for one in found if one.check not in staying))


def settle(page: Page, changes: Changes, prefix: str = "", *, hidden: Hidden = "by release") -> None:
    """Carry the changes out in the tree of a page, and deal with what it hides."""
    edits = by_part(changes.edits)
    for number, (element, name) in enumerate(page.attributes, 1):
        _change_attribute(element, name, edits.get(f"{prefix}a{number}", []))
    _change_blocks(page, {number: edits.get(f"{prefix}b{number}", []) for number in range(1, len(page.blocks) + 1)})
    for number, element in enumerate(page.pictures, 1):
        _change_picture(element, changes.children.get(f"{prefix}i{number}"))
    how = treatment(hidden, changes.release)
    if how == "drop":
        take_out(page.hidden)
    _uncover(page, set() if how != "keep" else {hiding.element for hiding in page.hidden})


def _uncover(page: Page, kept: set[HtmlElement]) -> None:
    """Show what is hidden in the copy: what was not taken out, and what lost the ground on which it could be read."""
    for _ in range(_ROUNDS):
        left = [hiding for hiding in hidden_in(page.root) if hiding.element not in kept]
        if not left:
            return
        show(left)
    for element in page.root.iter():
        if element not in kept:
            for name in ("style", "hidden", "color", "bgcolor"):
                element.attrib.pop(name, None)


def _attributes(root: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    for element in root.iter():
        for name, value in element.attrib.items():
            carried = name == "src" and value.strip().casefold().startswith(("data:", "cid:"))
            if name in EXAMINED and value.strip() and not carried and not value.startswith("#"):
                yield element, str(name)


def _plain(name: str, value: str) -> str:
    """The words of an attribute. Addresses are often quoted twice over: a link inside a link."""
    for _ in range(3 if name in _ADDRESSES else 0):
        value = unquote(value)
    return value


def _change_attribute(element: HtmlElement, name: str, edits: Sequence[Edit]) -> None:
    old = element.get(name) or ""
    plain = _plain(name, old)
    new = edited(plain, edits)
    if new != plain:
        element.set(name, quote(new, safe=_SAFE).replace(" ", "%20") if name in _ADDRESSES else new)


def _change_blocks(page: Page, edits: Mapping[int, Sequence[Edit]]) -> None:
    changes: list[tuple[Slot, list[Splice]]] = []
    for number, block in enumerate(page.blocks, 1):
        rows = _per_slot(block, splices_of(edits[number], len(block.text)))
        changes += [(block.slots[slot], splices) for slot, splices in rows.items()]
    for slot, splices in changes:
        setattr(slot.element, slot.where, spliced(slot.text, splices))


def _per_slot(block: Block, splices: Sequence[Splice]) -> dict[int, list[Splice]]:
    """Where each splice of a block falls in the tree: the new text in the first slot, nothing in the others."""
    rows: dict[int, list[Splice]] = {}
    for start, end, new in splices:
        for index, (slot, first, last) in enumerate(block.locate(start, end)):
            rows.setdefault(slot, []).append((first, last, "" if index else new))
    return rows


def _carried(address: str, number: int) -> tuple[str, bytes]:
    head, _, body = address.strip().partition(",")
    kind = head[len("data:") :].split(";")[0].strip().casefold()
    name = f"picture-{number}{mimetypes.guess_extension(kind) or '.bin'}"
    if not head.casefold().rstrip().endswith(";base64"):
        return name, unquote_to_bytes(body)
    try:
        return name, base64.b64decode(unquote_to_bytes(body) + b"==")
    except binascii.Error:
        return name, b""


def _change_picture(element: HtmlElement, child: tuple[str, bytes] | None) -> None:
    if child is None:
        del element.attrib["src"]
        element.tail = f" {_WITHHELD} {element.tail or ''}"
        return
    name, data = child
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    element.set("src", f"data:{kind};base64,{base64.b64encode(data).decode('ascii')}")


def _rename_shown(root: HtmlElement, addresses: Mapping[str, str], *, notice: bool = False) -> None:
    for element in root.xpath("//*[starts-with(@src, 'cid:') or starts-with(@src, 'CID:')]"):
        new = addresses.get(unquote(element.get("src")[4:]).strip())
        if new:
            element.set("src", new)
            continue
        del element.attrib["src"]
        if notice:
            element.tail = f" {_WITHHELD} {element.tail or ''}"


def _declare_utf8(root: HtmlElement) -> None:
    from lxml import html

    head = root.find("head")
    if head is None:
        head = html.Element("head")
        root.insert(0, head)
    head.insert(0, html.Element("meta", charset="utf-8"))
