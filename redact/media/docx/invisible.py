"""Text of Word that is there and cannot be seen: in the colour of what is behind it, without ink, or too small.

What is behind a text is known as far as its run, paragraph, cell, page or highlighting say it. Behind one in a shape,
or in a table whose style colours rows, anything may be, so that nothing is said of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from redact.media.docx.formats import RUNS, Styles, has, paragraph_property, properties_of, run_property
from redact.media.ooxml.xml import NAMESPACES, q, qs, remove

if TYPE_CHECKING:
    from redact.media.ooxml.xml import Element

COLOUR, SIZE, INK = "text in the colour of its background", "text too small to read", "text without ink"
_VALUE, _FILL = q("w:val"), q("w:fill")
_TEXTS = qs("w:t w:sym w:delText m:t")
_ALIKE = 16
"""How far apart, of 255, two colours may be in red, green and blue and look like one."""
_SMALLEST = 6
"""Half points: what is smaller cannot be read."""
_READABLE = "16"
_NARROWEST = 10
"""Per cent of their width to which letters may be squeezed and be read."""
_SIZES, _COLOURS, _SHADES = qs("w:sz w:w"), qs("w:color"), qs("w:shd w:highlight")
_LOOKS = _COLOURS | _SHADES | qs("w:rStyle")
_SHAPES = qs("w:txbxContent")
_PAPER = "FFFFFF"
_SIX = re.compile(r"[0-9A-Fa-f]{6}")
_LIGHT = frozenset({"background1", "light1"})
_W14 = f"{{{NAMESPACES['w14']}}}"
_NAMED = """black 000000 white FFFFFF yellow FFFF00 red FF0000 blue 0000FF green 00FF00 cyan 00FFFF magenta FF00FF
darkBlue 000080 darkRed 800000 darkGreen 008000 darkCyan 008080 darkMagenta 800080 darkYellow 808000 darkGray 808080
lightGray C0C0C0""".split()
_HIGHLIGHTS = dict(zip(_NAMED[::2], _NAMED[1::2], strict=True))


def invisible(root: Element, styles: Styles) -> Iterator[tuple[Element, str]]:
    """Every run that holds letters nobody can see, and what is the matter with it."""
    look = _Look(root, styles)
    for run in root.iter(*RUNS) if look.worth_it else ():
        if any((child.text or "").strip() or child.get(q("w:char")) for child in run.iter(*_TEXTS)):
            for kind in look.kinds(run):
                yield run, kind


class _Look:
    """What is to be looked at in a member at all: most hold neither small letters nor anything behind them."""

    def __init__(self, root: Element, styles: Styles) -> None:
        self.styles = styles
        self.coloured = has(root, styles, _COLOURS)
        self._backgrounds = {_PAPER, *_painted(root, styles)}
        self._suspects: dict[str, bool] = {}
        self._homes: dict[Element, tuple[object, ...]] = {}
        self._alike: dict[tuple[object, ...], bool] = {}
        self.small = any(_is_small(e) for each in (root, styles.root) if each is not None for e in each.iter(*_SIZES))
        self.inked = has(root, styles, frozenset({f"{_W14}textFill"}))
        self.worth_it = self.coloured or self.small or self.inked

    def kinds(self, run: Element) -> Iterator[str]:
        if self.coloured and self._is_like_its_background(run):
            yield COLOUR
        if self.small and any(_is_small(run_property(run, self.styles, name)) for name in _SIZES):
            yield SIZE
        if self.inked and run.find(f"{q('w:rPr')}/{_W14}textFill/{_W14}noFill") is not None:
            yield INK

    def _is_like_its_background(self, run: Element) -> bool:
        key = (*_own_look(run), *self._home(run))
        if key not in self._alike:
            colour = _colour(run_property(run, self.styles, q("w:color")))
            behind = _behind(run, self.styles) if colour and self._is_suspect(colour) else None
            self._alike[key] = bool(colour and behind and _look_alike(colour, behind))
        return self._alike[key]

    def _home(self, run: Element) -> tuple[object, ...]:
        """All that decides about the colours of a run beside itself: its paragraph's style and paint, and its cell."""
        paragraph = next(run.iterancestors(q("w:p")), None)
        if paragraph is None:
            return (run,)
        if paragraph not in self._homes:
            around = next(paragraph.iterancestors(q("w:tc"), *_SHAPES), None)
            said = [paragraph.find(f"{q('w:pPr')}/{name}") for name in (q("w:pStyle"), q("w:shd"))]
            self._homes[paragraph] = (around, *(tuple(e.attrib.items()) if e is not None else None for e in said))
        return self._homes[paragraph]

    def _is_suspect(self, colour: str) -> bool:
        """Whether something that looks like this colour is painted anywhere at all."""
        if colour not in self._suspects:
            self._suspects[colour] = any(_look_alike(colour, behind) for behind in self._backgrounds)
        return self._suspects[colour]


def show(root: Element, styles: Styles) -> int:
    """Give every such run a colour and a size that can be read; how many there were."""
    found = list(invisible(root, styles))
    for run, kind in found:
        properties = properties_of(run)
        if kind == COLOUR:
            _set(properties, "w:color", "auto")
        elif kind == SIZE:
            _set(properties, "w:sz", _READABLE)
            _set(properties, "w:w", "100")
        else:
            for element in [e for e in properties if e.tag == f"{_W14}textFill"]:
                remove(element)
    return len(found)


def _set(properties: Element, name: str, value: str) -> None:
    for element in properties.findall(q(name)):
        remove(element)
    element = properties.makeelement(q(name))
    element.set(_VALUE, value)
    properties.append(element)


def _own_look(run: Element) -> tuple[object, ...]:
    properties = run.find(q("w:rPr"))
    return tuple((e.tag, *e.attrib.items()) for e in properties if e.tag in _LOOKS) if properties is not None else ()


def _painted(root: Element, styles: Styles) -> Iterator[str]:
    """Every colour that something in a member, or in a style, is painted with."""
    for shade in (e for each in (root, styles.root) if each is not None for e in each.iter(*_SHADES)):
        for value in (shade.get(_FILL, ""), _HIGHLIGHTS.get(shade.get(_VALUE, ""), "")):
            if _SIX.fullmatch(value):
                yield value


def _is_small(element: Element | None) -> bool:
    if element is None:
        return False
    value = element.get(_VALUE, "").removesuffix("%")
    try:
        return float(value) < (_NARROWEST if element.tag == q("w:w") else _SMALLEST)
    except ValueError:
        return False


def _colour(element: Element | None) -> str | None:
    """Six figures, or ``None`` where the program chooses what can be read."""
    if element is None:
        return None
    if element.get(q("w:themeColor")) in _LIGHT and not element.get(q("w:themeShade")):
        return _PAPER
    value = element.get(_VALUE, "auto")
    return value if _SIX.fullmatch(value) else None


def _behind(run: Element, styles: Styles) -> str | None:
    """The colour behind a run; ``None`` where it is not known."""
    highlight = run_property(run, styles, q("w:highlight"))
    if highlight is not None and highlight.get(_VALUE) in _HIGHLIGHTS:
        return _HIGHLIGHTS[highlight.get(_VALUE, "")]
    for shade in _shades(run, styles):
        if shade is None or shade.get(_VALUE, "clear") not in {"clear", "nil"} or shade.get(q("w:themeFill")):
            return None
        if _SIX.fullmatch(fill := shade.get(_FILL, "auto")):
            return fill
    return _page(run)


def _shades(run: Element, styles: Styles) -> Iterator[Element | None]:
    """What is painted behind a run, nearest first; ``None`` for something that is not worked out here."""
    paragraph = next(run.iterancestors(q("w:p")), None)
    near = [run_property(run, styles, q("w:shd"))]
    near += [paragraph_property(paragraph, styles, q("w:shd"))] if paragraph is not None else []
    yield from (shade for shade in near if shade is not None)
    for above in run.iterancestors():
        if above.tag in _SHAPES:
            yield None
        elif above.tag == q("w:tc"):
            cell = above.find(f"{q('w:tcPr')}/{q('w:shd')}")
            yield from (cell,) if cell is not None else ()
        elif above.tag == q("w:tbl"):
            table = above.find(f"{q('w:tblPr')}/{q('w:tblStyle')}")
            chain = styles.chain(table.get(_VALUE, "")) if table is not None else ()
            painted = [*above.findall(f"{q('w:tblPr')}/{q('w:shd')}"), *(e for s in chain for e in s.iter(q("w:shd")))]
            yield from (None for _ in painted[:1])


def _page(run: Element) -> str | None:
    """The colour of the page; it is said in the body only, and shown where the settings ask for it."""
    root = run.getroottree().getroot()
    page = root.find(q("w:background"))
    return _PAPER if page is None else None


def _look_alike(one: str, other: str) -> bool:
    return all(abs(int(one[i : i + 2], 16) - int(other[i : i + 2], 16)) <= _ALIKE for i in (0, 2, 4))
