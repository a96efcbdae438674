"""What a page holds and does not show: elements that are not laid out, and letters that nobody can see.

Looked at are the ``hidden`` attribute, hidden fields, closed dialogues, inline styles and the page's own style sheets:
what is not displayed, invisible, transparent, of no size, outside of the window, or written in the colour of its
ground. Not looked at are sheets in other files, things that lie behind others, and what scripts would hide.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from redact.media.checklist import HIDDEN_CONTENT, INVISIBLE, OUTSIDE
from redact.media.html.colours import BLACK, LINK, WHITE, Colour, alike, colour_of, is_clear
from redact.media.html.sheets import Sheets
from redact.media.html.words import DROPPED, EXAMINED

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_NUMBER = re.compile(r"\s*(-?\d*\.?\d+)\s*([a-z%]*)")
_TO_PIXELS = {"": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "in": 96.0, "cm": 37.8, "mm": 3.78, "rem": 16.0, "vh": 8.0,
              "vw": 8.0}  # fmt: skip
_FAR = -400.0
_FAINTEST = 0.05
_TINY = 1.4
_USUAL = 16.0
_NOT_SHOWN_ANYWHERE = DROPPED | {"head", "title", "noscript", "datalist"}
_OWN_COLOURS = {"input", "button", "textarea", "select", "option"}
_SHUT = re.compile(r"rect\(\s*[01](?:px)?[\s,]+[01](?:px)?[\s,]+[01](?:px)?[\s,]+[01](?:px)?\s*\)")
_CLIPPED = re.compile(r"inset\(\s*(?:50|100)%|circle\(\s*0|polygon\(\s*0(?:px)?\s+0(?:px)?\s*,\s*0(?:px)?\s+0")
_UNSEEN = re.compile("[\\s\u00ad\u034f\u200b-\u200f\u2007\u2060\ufeff]+")
_SHOWN = "visibility: visible; font-size: medium; color: black; background-color: white"


@dataclass(frozen=True, slots=True)
class Hiding:
    """An element that is hidden with all that is in it, or (not ``whole``) whose own letters are."""

    element: HtmlElement = field(repr=False)
    whole: bool
    kind: str
    check: str
    amount: int


@dataclass(frozen=True, slots=True)
class _Look:
    """How letters look where the walk stands; ``ground`` is ``None`` where it is a picture or not known."""

    ink: Colour | None = BLACK
    ground: Colour | None = WHITE
    size: float = _USUAL
    visible: bool = True
    clear: bool = False


def hidden_in(root: HtmlElement) -> list[Hiding]:
    """What of the page nobody sees, outermost elements only, in the order of the page."""
    sheets = Sheets(root)
    found: list[Hiding] = []
    waiting = [(root, _Look())]
    while waiting:
        element, look = waiting.pop()
        if not isinstance(element.tag, str) or element.tag in _NOT_SHOWN_ANYWHERE:
            continue
        declared = sheets.declared(element)
        why = _why_whole(element, declared)
        if why and (amount := _words_in(element)):
            found.append(Hiding(element, True, *why, amount))
            continue
        look = _changed(look, element, declared)
        letters = _own_letters(element)
        if letters and (why := _why_letters(look)):
            found.append(Hiding(element, False, *why, letters))
        waiting += [(child, look) for child in reversed(element)]
    return found


def take_out(hidden: Iterable[Hiding]) -> None:
    """Take out of the tree what is hidden in it."""
    for hiding in hidden:
        element = hiding.element
        if not hiding.whole:
            element.text = None
            for child in element:
                child.tail = None
        elif element.getparent() is not None:
            element.drop_tree()


def show(hidden: Iterable[Hiding]) -> None:
    """Take away what hides it, so that a reader sees what is there."""
    for hiding in hidden:
        element = hiding.element
        for name in ("hidden", "style") if hiding.whole else ():
            element.attrib.pop(name, None)
        if not hiding.whole:
            element.set("style", _SHOWN)
        elif element.tag == "dialog":
            element.set("open", "open")
        elif element.tag == "input":
            element.attrib.pop("type", None)


def own_slots(element: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    """Where an element's own letters stand: before its first child, and behind each."""
    yield element, "text"
    for child in element:
        yield child, "tail"


def _own_letters(element: HtmlElement) -> int:
    return sum(_letters(getattr(holder, where)) for holder, where in own_slots(element))


def _letters(text: object) -> int:
    return len(_UNSEEN.sub("", text)) if isinstance(text, str) else 0


def _words_in(element: HtmlElement) -> int:
    """How much an element says: letters, and one for each attribute that holds words or a picture."""
    said = sum(bool(value) for one in element.iter() for name, value in one.attrib.items() if name in EXAMINED)
    return _letters("".join(str(piece) for piece in element.itertext())) + said


def _why_whole(element: HtmlElement, declared: Mapping[str, str]) -> tuple[str, str] | None:
    if element.tag == "input" and (element.get("type") or "").strip().casefold() == "hidden":
        return "hidden fields", HIDDEN_CONTENT
    shut = element.get("hidden") is not None or (element.tag == "dialog" and element.get("open") is None)
    if declared.get("display", "none" if shut else "") == "none":
        return "content that is not displayed", HIDDEN_CONTENT
    if _is_faint(declared.get("opacity", "")) or _has_no_size(declared):
        return "content that is not displayed", HIDDEN_CONTENT
    return ("content outside of the window", OUTSIDE) if _is_far_off(declared) else None


def _is_faint(opacity: str) -> bool:
    share = _NUMBER.fullmatch(opacity)
    return share is not None and float(share[1]) / (100 if share[2] == "%" else 1) <= _FAINTEST


def _has_no_size(declared: Mapping[str, str]) -> bool:
    hides = any("hidden" in declared.get(name, "") for name in ("overflow", "overflow-x", "overflow-y"))
    sizes = (declared.get(name, "") for name in ("width", "height", "max-width", "max-height"))
    small = any(size is not None and 0 <= size <= 1 for size in map(_number, sizes))
    cut = _SHUT.search(declared.get("clip", "")) or _CLIPPED.search(declared.get("clip-path", ""))
    return (hides and small) or bool(cut) or "scale(0)" in declared.get("transform", "").replace(" ", "")


def _is_far_off(declared: Mapping[str, str]) -> bool:
    placed = declared.get("position", "") in {"absolute", "fixed", "relative"}
    sides = ("left", "top", "right", "bottom") if placed else ()
    margins = ("margin-left", "margin-top", "margin-right", "text-indent")
    values = [declared.get(name, "") for name in (*sides, *margins)]
    values += declared.get("margin", "").split() + re.split(r"[(,)]", declared.get("transform", ""))[1:]
    return any(length is not None and length <= _FAR for length in map(_number, values))


def _why_letters(look: _Look) -> tuple[str, str] | None:
    if not look.visible:
        return "content that is not displayed", HIDDEN_CONTENT
    if look.size <= _TINY:
        return "text too small to be read", INVISIBLE
    same = look.ink is not None and look.ground is not None and alike(look.ink, look.ground)
    return ("text in the colour of its ground", INVISIBLE) if same or look.clear else None


def _changed(look: _Look, element: HtmlElement, declared: Mapping[str, str]) -> _Look:
    visibility = declared.get("visibility", "inherit")
    if visibility not in {"inherit", "unset"}:
        look = replace(look, visible=visibility not in {"hidden", "collapse"})
    look = replace(look, size=_size(declared.get("font-size") or _in_font(declared), look.size))
    return _coloured(look, element, declared)


def _coloured(look: _Look, element: HtmlElement, declared: Mapping[str, str]) -> _Look:
    if element.tag in _OWN_COLOURS:
        look = replace(look, ink=BLACK, ground=WHITE, clear=False)
    elif element.tag == "mark":
        look = replace(look, ink=BLACK, ground=(255, 255, 0), clear=False)
    ink = declared.get("color") or element.get("color") or (element.get("text") if element.tag == "body" else None)
    if ink and ink not in {"inherit", "currentcolor", "unset"}:
        look = replace(look, ink=colour_of(ink), clear=is_clear(ink))
    elif element.tag == "a" and element.get("href"):
        look = replace(look, ink=LINK, clear=False)
    return replace(look, ground=_ground(look.ground, element, declared))


def _ground(ground: Colour | None, element: HtmlElement, declared: Mapping[str, str]) -> Colour | None:
    named = declared.get("background-color") or declared.get("background") or element.get("bgcolor") or ""
    pictured = "url(" in declared.get("background", "") + declared.get("background-image", "") or "gradient" in named
    if pictured or element.get("background") or "gradient" in declared.get("background-image", ""):
        return None
    if not named or named in {"none", "inherit", "initial", "unset"} or is_clear(named):
        return ground
    return colour_of(named) or next(filter(None, map(colour_of, named.split())), None)


def _in_font(declared: Mapping[str, str]) -> str:
    sized = re.search(r"(-?\d*\.?\d+(?:px|pt|em|rem|%))", declared.get("font", ""))
    return sized[1] if sized else ""


def _size(value: str, around: float) -> float:
    match = _NUMBER.fullmatch(value)
    if not match:
        return around if value in {"", "inherit", "unset", "smaller", "larger"} else _USUAL
    number, unit = float(match[1]), match[2]
    if unit in {"em", "%"}:
        return around * number / (100 if unit == "%" else 1)
    return number * _TO_PIXELS.get(unit, _USUAL)


def _number(value: str) -> float | None:
    match = _NUMBER.fullmatch(value)
    return float(match[1]) * _TO_PIXELS.get(match[2], 8.0) if match else None
