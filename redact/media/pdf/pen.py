"""The way of the pen through the operands of a showing operator: string by string, or glyph by glyph in columns."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from redact.media.pdf.fonts import Font
from redact.media.pdf.passage import Items, Spacing, Sweep

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Glyphs:
    """The glyphs of a string, a row each: code, where the pen stands, how wide the glyph is and how far it moves on.

    ``ends`` counts, for each of the items, the glyphs up to its end; ``total`` is where the pen stands in the end.
    Lengths are in ems.
    """

    codes: list[bytes] = field(repr=False)
    start: NDArray[np.float64]
    width: NDArray[np.float64]
    step: NDArray[np.float64]
    ends: list[int]
    total: float

    @property
    def sweep(self) -> Sweep:
        """The way of the pen as a whole."""
        if not self.codes:
            return 0.0, -1.0, self.total
        ends = self.start + self.width
        return float(min(self.start.min(), ends.min())), float(max(self.start.max(), ends.max())), self.total


def glyphs_of(items: Items, font: Font, spacing: Spacing) -> Glyphs:
    """Each glyph of a string. Raises ``CannotEditError`` where the font cannot cut it into codes."""
    import numpy as np

    codes: list[bytes] = []
    widths: list[float] = []
    ends: list[int] = []
    kerns: list[tuple[int, float]] = []
    for item in items:
        if isinstance(item, bytes):
            cut, advances = font.cut(item)
            codes += cut
            widths += advances
        else:
            kerns.append((len(codes), item / 1000))
        ends.append(len(codes))
    width: NDArray[np.float64] = np.array(widths)
    step: NDArray[np.float64] = width + spacing.char / spacing.size
    if spacing.word:
        blanks = np.fromiter((code == b" " for code in codes), bool, len(codes))
        step += blanks * (spacing.word / spacing.size)
    stand: NDArray[np.float64] = np.zeros(len(codes) + 1)
    np.cumsum(step, out=stand[1:])
    if kerns:
        stand += _back(kerns, len(stand))
    return Glyphs(codes, stand[:-1], width, step, ends, float(stand[-1]))


def _back(kerns: list[tuple[int, float]], count: int) -> NDArray[np.float64]:
    """How far kerning has moved the pen before each glyph."""
    import numpy as np

    before = np.zeros(count)
    for at, kern in kerns:
        before[at] -= kern
    return np.cumsum(before)


def sweep_of(items: Items, font: Font, spacing: Spacing) -> Sweep | None:
    """The way of the pen reckoned string by string; ``None`` where only glyph by glyph will do."""
    measure, each, blank = font.measure, spacing.char / spacing.size, spacing.word / spacing.size
    if measure is None or each < 0 or blank < 0:
        return None
    pen = low = high = 0.0
    glyphs = 0
    for item in items:
        if isinstance(item, bytes):
            measured = measure(item)
            if measured is None:
                return None
            width, count, blanks = measured
            pen += width + each * count + blank * blanks
            glyphs += count
            high = max(high, pen)
        else:
            pen -= item / 1000
            low = min(low, pen)
    return (low, high, pen) if glyphs else (0.0, -1.0, pen)
