"""What the walks through one page tell each other, when lines of it are set anew: what is shown, and where it goes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeAlias

from redact.media.pdf.fonts import Font
from redact.media.pdf.geometry import Matrix, Rect

Items: TypeAlias = list[bytes | float]
"""Operands of ``TJ``: strings, and thousandths of the font size by which the pen goes back."""


Sweep: TypeAlias = tuple[float, float, float]
"""How far back and how far on the glyphs reach, nothing if turned round; where the pen stands in the end. In ems."""


class Spacing(NamedTuple):
    """How far glyphs are set apart: the font's size, ``Tz`` as a share, ``Tc``, ``Tw``, ``Ts``."""

    size: float
    scale: float
    char: float
    word: float
    rise: float


class Shown(NamedTuple):
    """One string of a page as it is shown, counted in the order of the walk, in the stream of that count.

    ``matrix`` takes ems along and above the base line to the page, ``text`` what ``Tm`` measures in. ``low`` and
    ``high`` say how far the glyphs reach, in ems.
    """

    number: int
    stream: int
    items: Items
    font: Font
    spacing: Spacing
    text: Matrix
    matrix: Matrix
    low: float
    high: float
    clip: Rect | None

    def __repr__(self) -> str:
        return f"Shown({self.number}, stream {self.stream})"


class Run(NamedTuple):
    """Glyphs that follow one another: their codes, where ``Tm`` puts them on the page, ``Tz`` as a share."""

    text: Matrix
    codes: bytes
    scale: float

    def __repr__(self) -> str:
        return f"Run({len(self.codes)} bytes)"


@dataclass(slots=True)
class Plan:
    """How lines are set anew: for each string that has to do with them its runs, the streams they are in.

    ``lines`` are the places of those lines as they were, a little more than their letters: what marks them goes.
    """

    runs: dict[int, list[Run]] = field(default_factory=dict)
    streams: set[int] = field(default_factory=set)
    lines: list[Rect] = field(default_factory=list)


@dataclass(slots=True)
class Passage:
    """One walk through a page with all its forms: counts what is shown; notes it, or carries out a plan."""

    plan: Plan | None = None
    taken: dict[int, tuple[bytes, Any]] = field(default_factory=dict, repr=False)
    """Streams by their count: their contents, and those taken apart."""
    sweeps: dict[int, tuple[Font, Spacing, Sweep]] = field(default_factory=dict)
    """The way of the pen through strings by their count."""
    shown: int = 0
    streams: int = 0
    noted: list[Shown] = field(default_factory=list)
    pictures: list[Rect] = field(default_factory=list)
    odd: list[Rect] = field(default_factory=list)
    """Places of glyphs that cannot be set anew: nobody knows how wide they are, or they stand one below the other."""
