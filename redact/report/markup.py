"""HTML and SVG as values: whatever is put in is escaped, so that no name of a file can become markup."""

from __future__ import annotations

import html
from dataclasses import dataclass
from typing import TypeAlias

VOID = frozenset({"meta", "link", "br", "col"})


@dataclass(frozen=True, slots=True)
class Markup:
    """Text that is markup already. Only ``tag`` and ``trusted`` make it."""

    text: str


Content: TypeAlias = "Markup | str | int"
Attribute: TypeAlias = str | int | float | bool


def tag(name: str, /, *content: Content, **attributes: Attribute) -> Markup:
    """An element. A trailing underscore in an attribute's name is dropped, other underscores become hyphens.

    >>> tag("p", "a < b", class_="note").text
    '<p class="note">a &lt; b</p>'
    """
    opening = f"<{name}{''.join(_attribute(key, value) for key, value in attributes.items())}>"
    return Markup(opening if name in VOID else f"{opening}{joined(*content).text}</{name}>")


def joined(*content: Content) -> Markup:
    """Pieces one after the other; text is escaped."""
    return Markup("".join(part.text if isinstance(part, Markup) else html.escape(str(part)) for part in content))


def trusted(text: str) -> Markup:
    """Text of our own that needs no escaping: a style sheet."""
    return Markup(text)


def _attribute(key: str, value: Attribute) -> str:
    if value is False:
        return ""
    name = key.rstrip("_").replace("_", "-")
    if value is True:
        return f" {name}"
    shown = f"{value:.6g}" if isinstance(value, float) else str(value)
    return f' {name}="{html.escape(shown)}"'
