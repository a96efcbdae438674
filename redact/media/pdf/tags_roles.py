"""What kinds of element there are in a tagged PDF, and which of them a name of the file's own stands for.

PDF 32000-1, 14.8.4; what PDF 2.0 (ISO 32000-2, 14.8.4) adds is told by the nearest of the older kinds.
"""

from __future__ import annotations

from typing import Any

from redact.media.pdf.objects import as_dictionary, as_list, name_of

GROUPING = frozenset(
    "Document Part Art Sect Div BlockQuote TOC TOCI Index NonStruct Private L LI Table TR THead TBody TFoot".split()
)
"""Kinds that consist of other elements."""
ROLES = GROUPING | frozenset(
    "P H H1 H2 H3 H4 H5 H6 Caption Lbl LBody TH TD Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP "
    "Warichu WT WP Figure Formula Form".split()
)
_NEWER = {
    "DocumentFragment": "Sect",
    "Aside": "Div",
    "Title": "P",
    "FENote": "Note",
    "Sub": "Span",
    "Em": "Span",
    "Strong": "Span",
    "Artifact": "Artifact",
}
_LONGEST = 16  # names that stand for names


class Roles:
    """Finds the standard kind that a name stands for; each is looked up once."""

    def __init__(self, table: Any) -> None:
        self._table = as_dictionary(table)
        self._known: dict[str, str] = {}

    def of(self, element: Any, keys: set[str]) -> str:
        """The kind of an element, ``Artifact`` for what is not to be read, the empty text where it is none of ours."""
        name = name_of(element["/S"])
        if "/NS" in keys:
            return self._followed(name, as_dictionary(as_dictionary(element["/NS"]).get("/RoleMapNS")))
        if name not in self._known:
            self._known[name] = self._followed(name, {})
        return self._known[name]

    def _followed(self, name: str, first: Any) -> str:
        for table in (first, *[self._table] * _LONGEST):
            if standard := _standard(name.removeprefix("/")):
                return standard
            given = table.get(name)
            name = name_of(as_list(given)[0] if as_list(given) else given) or name
        return ""


def _standard(name: str) -> str:
    if name in ROLES:
        return name
    if name[:1] == "H" and name[1:].isascii() and name[1:].isdigit():
        return "H6"
    return _NEWER.get(name, "")


def guessed(above: str, *, has_content: bool) -> str:
    """The kind of an element that is none of ours, by what it belongs to and whether it shows anything itself."""
    grouped = not above or above in GROUPING
    if has_content:
        return "P" if grouped else "Span"
    return "Div" if grouped else "NonStruct"
