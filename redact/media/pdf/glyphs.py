"""Which glyphs of a string must go, and the string without them, its neighbours where they were."""

from __future__ import annotations

from redact.media.pdf.fonts import Font
from redact.media.pdf.geometry import Matrix, Rect, carried, times
from redact.media.pdf.going import OVER, TINY, Cut, going
from redact.media.pdf.objects import CannotEditError
from redact.media.pdf.passage import Items, Spacing, Sweep
from redact.media.pdf.pen import Glyphs, glyphs_of, sweep_of
from redact.media.pdf.walk import Walk

_GUESS = 1.5  # ems that a glyph of unknown width may take


def show(walk: Walk, items: Items, known: Sweep | None = None) -> Items | None:
    """Move the pen over the strings; what is left of them where glyphs must go, else ``None``.

    *known* is the way of the pen where somebody has reckoned it before.
    """
    state, font = walk.state, walk.state.font
    if font is None or not state.size:
        return _blind(walk, items)
    spacing = spacing_of(walk)
    matrix = matrix_of(walk, spacing)
    if not walk.placed or not font.known:
        reach = _reach(items, font)
        _refuse_unknown(walk, carried(reach, matrix))
        walk.placed = False
        if _is_nowhere(walk, carried(reach, matrix), carried(_room(font, 0.0, 1.0), matrix)):
            return []
    sweep = known or sweep_of(items, font, spacing)
    if sweep is not None and _untouched(sweep, font, matrix, walk):
        move(walk, sweep[2], font)
        return None
    try:
        glyphs = glyphs_of(items, font, spacing)
    except CannotEditError:
        return _uncut(walk)
    kept = None if _untouched(glyphs.sweep, font, matrix, walk) else _kept(items, glyphs, font, matrix, walk)
    move(walk, glyphs.total, font)
    return kept


def spacing_of(walk: Walk) -> Spacing:
    """How far glyphs are set apart now."""
    state = walk.state
    return Spacing(state.size, state.scale, state.char_spacing, state.word_spacing, state.rise)


def matrix_of(walk: Walk, spacing: Spacing) -> Matrix:
    """From ems along and above the base line to the page."""
    return from_ems(spacing, times(walk.text, walk.state.ctm))


def from_ems(spacing: Spacing, text: Matrix) -> Matrix:
    """The same from what ``Tm`` measures in on the page."""
    size, scale, _, _, rise = spacing
    return times((size * scale, 0.0, 0.0, size, 0.0, rise), text)


def move(walk: Walk, ems: float, font: Font) -> None:
    """Move the pen on."""
    state = walk.state
    along = ems * state.size
    shift = (0.0, along) if font.vertical else (along * state.scale, 0.0)
    walk.text = times((1.0, 0.0, 0.0, 1.0, *shift), walk.text)


def _blind(walk: Walk, items: Items) -> Items | None:
    """Text without a size is not seen and goes; text without a font looks different in every program."""
    if walk.state.font is not None:
        return []
    if walk.target.boxes and items:
        raise CannotEditError("text without a font")
    return None


def _uncut(walk: Walk) -> Items | None:
    """A string that its font cannot cut into codes: kept whole where nothing must go."""
    walk.placed = False
    if walk.target.boxes:
        raise CannotEditError("a string that its font cannot read")
    return [] if walk.is_hidden else None


def _reach(items: Items, font: Font) -> Rect:
    """Where at most glyphs of unknown width may stand."""
    length = _GUESS * sum(len(item) for item in items if isinstance(item, bytes))
    return _room(font, -length, 2 * length)


def _refuse_unknown(walk: Walk, reach: Rect) -> None:
    if walk.target.boxes.any_near(reach):
        raise CannotEditError("glyphs whose place is not known")


def _is_nowhere(walk: Walk, reach: Rect, square: Rect) -> bool:
    """Whether text of unknown widths is too small to be seen or, wherever it is, not on the page."""
    page = walk.target.page
    return page is not None and (_is_tiny(square) or not page.meets(reach))


def _untouched(sweep: Sweep, font: Font, matrix: Matrix, walk: Walk) -> bool:
    """Whether the string as a whole is far from everything that must go: the common case, decided at once."""
    target, (low, high, total) = walk.target, sweep
    if walk.is_hidden or not walk.placed:
        return not walk.is_hidden
    if low > high:
        return True
    hull = carried(_room(font, min(low, total) - OVER * (low == high), max(high, total)), matrix)
    if target.page is not None and (not target.page.covers(hull) or _is_tiny(hull)):
        return False
    near = Rect(hull.left - 1, hull.bottom - 1, hull.right + 1, hull.top + 1)
    return not target.boxes.any_near(near) and not target.points.any_near(near)


def _room(font: Font, start: float, end: float) -> Rect:
    low, high = font.room
    start, end = min(start, end), max(start, end)
    return Rect(low, start, high, end) if font.vertical else Rect(start, low, end, high)


def _kept(items: Items, glyphs: Glyphs, font: Font, matrix: Matrix, walk: Walk) -> Items | None:
    """The string without the glyphs that must go: a move of the pen stands in for each."""
    import numpy as np

    count = len(glyphs.codes)
    gone = np.ones(count, bool) if walk.is_hidden else going([Cut(glyphs, font, matrix)], walk.target)[0]
    if not gone.any():
        return None
    kept: Items = []
    first = 0
    for item, end in zip(items, glyphs.ends, strict=True):
        if not isinstance(item, bytes) or not gone[first:end].any():
            _append(kept, item)
        else:
            for at in range(first, end):
                _append(kept, -1000 * float(glyphs.step[at]) if gone[at] else glyphs.codes[at])
        first = end
    return kept


def _append(items: Items, item: bytes | float) -> None:
    last = items[-1] if items else None
    if isinstance(item, bytes) and isinstance(last, bytes):
        items[-1] = last + item
    elif items and not isinstance(item, bytes) and not isinstance(last, bytes):
        items[-1] = (last or 0.0) + item
    else:
        items.append(item)


def _is_tiny(around: Rect) -> bool:
    return around.right - around.left < TINY or around.top - around.bottom < TINY
