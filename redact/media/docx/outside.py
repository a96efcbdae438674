"""What Word sets where nobody sees it: drawings and frames beside the page, lines and rows too low to show their text.

A drawing counts as beside the page where its place, told from the page or its margin, lies further off than any page
is wide or high. Where it lies on a page is not worked out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from redact.media.ooxml.xml import NAMESPACES, q, qs

if TYPE_CHECKING:
    from redact.media.ooxml.xml import Element

BESIDE, LOW = "a drawing beside the page", "a line or row too low to read"
_POINT = 12_700
"""English metric units."""
_TWENTIETH = 20
_FARTHEST = 1600
"""Points: the longest page that Word sets is 22 inches, or 1,584 points."""
_LOWEST = 60
"""Twentieths of a point: in a line of less nothing can be read."""
_OFFSETS = qs("wp:posOffset")
_MOVED = re.compile(r"(margin-(?:left|top)|left|top)\s*:\s*(-?[\d.]+)(pt|in|cm|mm|px|)", re.IGNORECASE)
_UNITS = {"pt": 1.0, "": 1.0, "in": 72.0, "cm": 28.35, "mm": 2.835, "px": 0.75}
_VML = f"{{{NAMESPACES['v']}}}*"
_RULES = {q("w:spacing"): (q("w:line"), q("w:lineRule")), q("w:trHeight"): (q("w:val"), q("w:hRule"))}
_FRAME, _INDENT = q("w:framePr"), q("w:ind")
_FRAME_PLACES = (q("w:x"), q("w:y"))
_INDENTS = tuple(q(f"w:{side}") for side in ("left", "start", "right", "end"))


def outside(root: Element) -> Iterator[tuple[Element, str]]:
    """Every element of a member that sets something where nobody sees it, and what is the matter."""
    yield from ((element, BESIDE) for element in root.iter(*_OFFSETS) if _is_beyond(element.text, _POINT))
    for element in root.iter(_VML):
        if any(_is_far(match) for match in _MOVED.finditer(element.get("style", ""))):
            yield element, BESIDE
    for element in root.iter(_FRAME, _INDENT):
        names = _FRAME_PLACES if element.tag == _FRAME else _INDENTS
        if any(_is_beyond(element.get(name), _TWENTIETH) for name in names):
            yield element, BESIDE
    yield from ((element, LOW) for element in root.iter(*_RULES) if _is_low(element))


def _is_beyond(value: str | None, unit: float) -> bool:
    return abs(_number(value)) > _FARTHEST * unit


def _is_low(element: Element) -> bool:
    """Whether it makes a line or a row too low for the text that is in it; rows without any are used as rules."""
    value, rule = _RULES[str(element.tag)]
    if element.get(rule) != "exact" or not 0 < _number(element.get(value), _LOWEST) < _LOWEST:
        return False
    home = next(element.iterancestors(q("w:p"), q("w:tr")), None)
    return home is not None and any((text.text or "").strip() for text in home.iter(q("w:t")))


def show(root: Element) -> int:
    """Set all that where it can be seen; how many there were."""
    found = list(outside(root))
    for element, _ in found:
        if element.tag in _OFFSETS:
            element.text = "0"
        elif element.tag in _RULES:
            for name in _RULES[str(element.tag)]:
                element.attrib.pop(name, "")
        elif "style" in element.attrib:
            element.set("style", _MOVED.sub(_brought_back, element.get("style", "")))
        else:
            for name in (*_FRAME_PLACES, *_INDENTS):
                element.attrib.pop(name, "")
    return len(found)


def _brought_back(match: re.Match[str]) -> str:
    return f"{match[1]}:0" if _is_far(match) else match[0]


def _is_far(match: re.Match[str]) -> bool:
    return abs(_number(match[2])) * _UNITS[match[3].lower()] > _FARTHEST


def _number(value: str | None, otherwise: float = 0.0) -> float:
    try:
        return float(value or otherwise)
    except ValueError:
        return otherwise
