"""Fields, marks and links in text: what is shown stays as plain text, what is only kept behind it goes."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from redact.media.odf.xml import q, qs, remove, unwrap

if TYPE_CHECKING:
    from redact.media.ooxml.xml import Element

SHOWN = qs(
    "text:meta text:meta-field text:bookmark-ref text:reference-ref text:note-ref text:sequence text:sequence-ref "
    "text:chapter text:user-field-get text:user-field-input text:variable-set text:variable-get text:variable-input "
    "text:text-input text:drop-down text:placeholder text:conditional-text text:database-display text:database-name "
    "text:database-row-number text:author-name text:author-initials text:creator text:initial-creator text:printed-by "
    "text:file-name text:template-name text:title text:description text:user-defined text:keywords text:subject "
    "text:date text:time text:creation-date text:creation-time text:modification-date text:modification-time "
    "text:print-date text:print-time text:editing-cycles text:editing-duration text:execute-macro text:measure "
    "text:dde-connection text:expression text:table-formula text:bibliography-mark text:page-continuation "
    "text:page-variable-get text:character-count text:word-count text:paragraph-count text:table-count "
    "text:image-count text:object-count text:sender-city text:sender-company text:sender-country text:sender-email "
    "text:sender-fax text:sender-firstname text:sender-initials text:sender-lastname text:sender-phone-private "
    "text:sender-phone-work text:sender-position text:sender-postal-code text:sender-state-or-province "
    "text:sender-street text:sender-title"
)
"""Fields that become the text that they show."""
NUMBERS = qs("text:page-number text:page-count text:sheet-name")
"""Fields that stay: the program works them out from the page."""
CHANGES = qs("text:tracked-changes table:tracked-changes")
_CHANGE_MARKS = qs("text:change text:change-start text:change-end")
_HIDDEN_TEXT = q("text:hidden-text")
_ADDRESS = re.compile(r"(?:https?|mailto|tel|sms|ftp):", re.IGNORECASE)
_LINKS = qs("text:a draw:a")
_MARKS = qs("text:bookmark text:bookmark-start text:bookmark-end")


def settle_fields(root: Element, dropped: Counter[str]) -> None:
    """Leave of every field what it shows, and of tracked changes what was not deleted."""
    for element in reversed(list(root.iter(*SHOWN, *CHANGES, *_CHANGE_MARKS, _HIDDEN_TEXT))):
        if element.tag in SHOWN:
            unwrap(element)
        elif element.tag in CHANGES:
            deleted = sum(1 for _ in element.iter(q("text:deletion"), q("table:deletion")))
            dropped["tracked changes"] += 1
            dropped["a tracked deletion"] += deleted
            remove(element)
        elif element.tag == _HIDDEN_TEXT and element.get(q("text:is-hidden")) == "false":
            unwrap(element)
        else:
            dropped["a field of hidden text"] += element.tag == _HIDDEN_TEXT
            remove(element)


def settle_links(root: Element, dropped: Counter[str]) -> None:
    """Keep links to addresses and to marks in the text; marks get plain names, those to which nothing leads go."""
    names = (mark.get(q("text:name"), "") for mark in root.iter(*_MARKS))
    wanted = {link.get(q("xlink:href"), "").removeprefix("#") for link in root.iter(*_LINKS)}
    new = {name: f"mark{number}" for number, name in enumerate((n for n in dict.fromkeys(names) if n in wanted), 1)}
    for mark in list(root.iter(*_MARKS)):
        name = mark.get(q("text:name"), "")
        if name in new:
            mark.set(q("text:name"), new[name])
        else:
            remove(mark)
    for link in list(root.iter(*_LINKS)):
        _settle_link(link, new, dropped)


def _settle_link(link: Element, new: dict[str, str], dropped: Counter[str]) -> None:
    href = link.get(q("xlink:href"), "")
    if href.startswith("#") and href[1:] in new:
        link.set(q("xlink:href"), f"#{new[href[1:]]}")
    elif not _ADDRESS.match(href):
        dropped["a link to a file"] += not href.startswith("#")
        unwrap(link)
