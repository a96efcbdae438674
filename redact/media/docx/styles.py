"""Names that a person gave to styles and bookmarks: replaced everywhere at once, for they are labels, never shown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from redact.media.docx.fields import INSTRUCTION
from redact.media.ooxml.names import is_style_name
from redact.media.ooxml.xml import local, q, qs, remove

if TYPE_CHECKING:
    from redact.media.ooxml.xml import Element

_REFERENCES = qs(
    "w:pStyle w:rStyle w:tblStyle w:basedOn w:next w:link w:styleLink w:numStyleLink w:clickAndTypeStyle "
    "w:defaultTableStyle"
)
_OWN_BOOKMARK = re.compile(r"_(Toc|Ref|Hlk|Hlt|GoBack|MON|PictureBullets)\w*|bookmark\d+")
_KEYWORD = re.compile(r"[A-Z]+")
_VALUE, _NAME, _ID = q("w:val"), q("w:name"), q("w:styleId")


def rename_styles(styles: Iterable[Element], roots: Iterable[Element]) -> None:
    """Give every style with a name of somebody's own a plain one, in the lists of *styles* and wherever it is used."""
    new: dict[str, str] = {}
    for root in styles:
        for element in [*root.iter(q("w:aliases"), q("w:latentStyles"), q("w:rsid"))]:
            remove(element)
        for style in root.iter(q("w:style")):
            _rename_style(style, new)
    for root in roots:
        for element in root.iter(*_REFERENCES):
            element.set(_VALUE, new.get(element.get(_VALUE, ""), element.get(_VALUE, "")))


def _rename_style(style: Element, new: dict[str, str]) -> None:
    name, key = style.find(q("w:name")), style.get(_ID, "")
    is_plain = name is None or is_style_name(name.get(_VALUE, ""))
    if (is_plain and is_style_name(key)) or re.fullmatch(r"Custom\d+", key):
        return
    new.setdefault(key, f"Custom{len(new) + 1}")
    style.set(_ID, new[key])
    if name is not None and not is_plain:
        name.set(_VALUE, f"custom {new[key][6:]}")


def rename_bookmarks(roots: Iterable[Element]) -> None:
    """Give every bookmark with a name of somebody's own a plain one, and follow it in links and fields."""
    listed = list(roots)
    names = [mark.get(_NAME, "") for root in listed for mark in root.iter(q("w:bookmarkStart"))]
    theirs = [name for name in dict.fromkeys(names) if not _OWN_BOOKMARK.fullmatch(name)]
    new = {name: f"bookmark{number}" for number, name in enumerate(theirs, 1)}
    known = set(names)
    for root in listed:
        for mark in root.iter(q("w:bookmarkStart")):
            mark.set(_NAME, new.get(mark.get(_NAME, ""), mark.get(_NAME, "")))
        for link in root.iter(q("w:hyperlink")):
            _follow_link(link, new, known)
        for instruction in root.iter(INSTRUCTION, q("w:fldSimple")):
            _follow_instruction(instruction, new)


def _follow_link(link: Element, new: Mapping[str, str], known: set[str]) -> None:
    anchor = link.get(q("w:anchor"))
    if anchor is None:
        return
    if anchor in known:
        link.set(q("w:anchor"), new.get(anchor, anchor))
    else:
        del link.attrib[q("w:anchor")]


def _follow_instruction(element: Element, new: Mapping[str, str]) -> None:
    def follow(match: re.Match[str]) -> str:
        word = match.group()
        return word if _KEYWORD.fullmatch(word) else new.get(word, word)

    if local(element.tag) == "fldSimple":
        element.set(q("w:instr"), re.sub(r"\w+", follow, element.get(q("w:instr"), "")))
    elif element.text:
        element.text = re.sub(r"\w+", follow, element.text)
