"""What a walk through a content stream knows at each step: the graphics state, what must go, what was seen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, NamedTuple, TypeAlias

from redact.media.pdf.fonts import Font
from redact.media.pdf.geometry import IDENTITY, Matrix, Rect
from redact.media.pdf.objects import CannotEditError, as_dictionary, name_of
from redact.media.pdf.passage import Passage
from redact.media.pdf.places import Places, Points

Instruction: TypeAlias = Any
"""A pikepdf instruction, or ``(operands, operator)``."""
Emitted: TypeAlias = list[Instruction] | None
"""What takes an instruction's place; ``None`` leaves it as it is."""
Drawn: TypeAlias = tuple[str, list[float], Instruction]
"""One step of a path: its operator, its numbers, the instruction itself."""


SMALL_PICTURE = 64
"""Pixels; pictures smaller than this hold no word, no face and no code."""
MANY_OUTLINES = 24
"""Curves and slanted lines; fewer than this are no word."""


@dataclass(frozen=True, slots=True)
class Target:
    """What must go from a stream.

    ``page``: what lies outside it is never seen, so it goes. ``boxes``: what they touch goes. ``points``: glyphs that
    start there go. ``spared``: glyphs that start there stay, for their ink is known to lie beside the boxes.
    ``covered``: pixels of pictures that lie there are seen by nobody, so they go; all else there stays.
    ``hidden``: says of an optional content dictionary whether it is switched off.
    """

    page: Rect | None = None
    boxes: Places = field(default_factory=lambda: Places(()))
    points: Points = field(default_factory=lambda: Points(()))
    spared: Points = field(default_factory=lambda: Points(()))
    covered: Places = field(default_factory=lambda: Places(()))
    hidden: Callable[[Any], bool] = lambda _: False


@dataclass(slots=True)
class Census:
    """What a page is made of, as far as it matters for reading its picture."""

    pictures: int = 0
    shadings: int = 0
    outlines: int = 0
    patterns: int = 0
    drawn_glyphs: int = 0
    invisible: int = 0
    steps: int = 0
    """Operators walked over, those of a form each time that it is drawn."""
    weight: int = 0
    """The most things that they can ask for, by their bytes: two for the shortest operator or glyph."""
    images: dict[tuple[int, int], list[Rect]] = field(default_factory=dict)
    """Which part of each picture, in its own unit square, is seen."""

    @property
    def needs_reading(self) -> bool:
        """Whether the page may show words that its text does not hold."""
        drawn = self.pictures or self.shadings or self.patterns or self.drawn_glyphs or self.invisible
        return bool(drawn) or self.outlines >= MANY_OUTLINES


@dataclass(frozen=True, slots=True)
class Memory:
    """What one walk can tell the next through the same document: fonts that were read, changed copies of forms."""

    fonts: dict[tuple[int, int], Font] = field(default_factory=dict)
    copies: dict[tuple[tuple[int, int], bytes], Any] = field(default_factory=dict)


class Told(NamedTuple):
    """What the operators written so far say of the state, where a stream that is written anew says what it needs."""

    ctm: Matrix = IDENTITY
    font: tuple[str, float] | None = None
    scale: float = 1.0
    char_spacing: float = 0.0
    word_spacing: float = 0.0


@dataclass(slots=True)
class GraphicsState:
    """The part of the graphics state that moves, shows or hides things. Changed in place, copied where it is saved."""

    ctm: Matrix = IDENTITY
    clip: Rect | None = None
    font: Font | None = None
    size: float = 0.0
    char_spacing: float = 0.0
    word_spacing: float = 0.0
    scale: float = 1.0
    leading: float = 0.0
    mode: int = 0
    rise: float = 0.0
    width: float = 1.0
    font_name: str = ""
    """Under which name the font is in the resources; empty where it came with a dictionary of settings."""
    told: Told | None = None
    """``None`` where all that the state holds is written as it was."""
    has_shown: bool = False
    """Whether text was shown since the state was saved."""


@dataclass(slots=True)
class Walk:
    """One walk through one stream. ``placed`` says whether the pen's place is known (widths may be missing)."""

    pdf: Any
    resources: Any
    target: Target
    memory: Memory = field(default_factory=Memory)
    state: GraphicsState = field(default_factory=GraphicsState)
    fonts: dict[str, Font] = field(default_factory=dict)
    """Those that were taken up, by their names in the resources."""
    census: Census = field(default_factory=Census)
    above: tuple[tuple[int, int], ...] = ()
    used: set[tuple[str, str]] = field(default_factory=set)
    stack: list[GraphicsState] = field(default_factory=list)
    text: Matrix = IDENTITY
    line: Matrix = IDENTITY
    placed: bool = True
    in_text: bool = False
    marks: list[bool] = field(default_factory=list)
    path: list[Drawn] = field(default_factory=list)
    clipping: list[Instruction] = field(default_factory=list)
    passage: Passage | None = None
    stream: int = 0
    rewritten: bool = False
    """Every string is put at its place by itself: nothing in the stream may tell how wide a line was."""
    needless: frozenset[int] = frozenset()
    """Moves of everything (by ``id``) that move nothing but text, and so are left out of such a stream."""
    pen: Matrix | None = None
    """Where on the page the operators written so far have brought the pen of such a stream; ``None``: not known."""

    @property
    def is_hidden(self) -> bool:
        """Whether the walk is inside a layer that is switched off."""
        return any(self.marks)

    def use(self, kind: str, name: Any) -> Any:
        """The resource of that kind and name, or ``None``; remembered as used."""
        self.used.add((kind, name_of(name)))
        return self.look_up(kind, name)

    def look_up(self, kind: str, name: Any) -> Any:
        """The resource of that kind and name, or ``None``. Raises ``CannotEditError`` for a name that is no text."""
        try:
            return as_dictionary(self.resources.get(kind)).get(name_of(name))
        except TypeError:  # pikepdf cannot be asked for it
            raise CannotEditError("a name that is no text") from None

    def set(self, **changes: Any) -> None:
        """Change the graphics state."""
        for name, value in changes.items():
            setattr(self.state, name, value)

    def save(self) -> None:
        """Remember the graphics state as it is now."""
        self.stack.append(replace(self.state))
        self.state.has_shown = False


Step: TypeAlias = Callable[[Walk, list[Any], Instruction], Emitted]
Steps: TypeAlias = Mapping[str, Step]


def instruction(operator: str, *operands: Any) -> Instruction:
    """A new instruction."""
    return ([*operands], _operator()(operator))


@cache
def _operator() -> Any:
    from pikepdf import Operator

    return Operator


_PRUNED = ("/XObject", "/Font", "/Pattern", "/ExtGState", "/Shading")


def own_resources(resources: Any) -> Any:
    """A copy of a resource dictionary that may be added to: others may share the original."""
    from pikepdf import Dictionary

    own = Dictionary(dict(as_dictionary(resources).items()))
    for kind in _PRUNED:
        own[kind] = Dictionary(dict(as_dictionary(own.get(kind)).items()))
    return own


def prune(walk: Walk) -> None:
    """Take from the walk's own resources what its stream does not use: nobody sees that, so nobody has read it."""
    for kind in _PRUNED:
        table = walk.resources[kind]
        for name in [name for name in table if (kind, name) not in walk.used]:
            del table[name]
        if not len(table):
            del walk.resources[kind]
