"""Headers and footers that no page shows: those of first pages and of left ones, where the text has none of its own.

A section takes from the one before it what it does not have itself, so that such a header is shown nowhere only where
no section at all asks for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from redact.media.docx.formats import is_on
from redact.media.ooxml.xml import q, qs

if TYPE_CHECKING:
    from redact.media.ooxml.xml import Element

_REFERENCES = qs("w:headerReference w:footerReference")


def unshown(roots: Iterable[Element]) -> Iterator[Element]:
    """The references to headers and footers that are never shown."""
    listed = list(roots)
    asked = {
        "first": any(is_on(element) for root in listed for element in root.iter(q("w:titlePg"))),
        "even": any(is_on(element) for root in listed for element in root.iter(q("w:evenAndOddHeaders"))),
    }
    for root in listed:
        for reference in list(root.iter(*_REFERENCES)):
            if not asked.get(reference.get(q("w:type"), "default"), True):
                yield reference
