"""Streams with lines that are set anew: every string is put at its place by itself, and says only what it needs.

What a producer writes between strings (moves of the pen, spacing, kerning, the font of a letter that is gone) adds up
to the widths of what was hidden, so none of it is carried over.
"""

from __future__ import annotations

import math
from functools import lru_cache

from redact.media.pdf.geometry import IDENTITY, Matrix, Rect, carried, inverse, times
from redact.media.pdf.glyphs import from_ems, matrix_of, move, show, spacing_of
from redact.media.pdf.objects import CannotEditError
from redact.media.pdf.passage import Items, Passage, Run, Shown, Spacing, Sweep
from redact.media.pdf.pen import glyphs_of, sweep_of
from redact.media.pdf.rows import Rows
from redact.media.pdf.walk import Emitted, Instruction, Told, Walk, instruction

UNTOLD = frozenset(("char_spacing", "word_spacing", "leading"))
"""Settings that are written only before the strings that need them."""
_PAINTING = frozenset("S s f F f* B B* b b* sh Do W W*".split()) | {"INLINE IMAGE"}


def begin(walk: Walk, rows: Rows) -> None:
    """Note the walk into a stream; whether it has to be written anew."""
    passage = walk.passage
    if passage is None:
        return
    walk.stream, passage.streams = passage.streams, passage.streams + 1
    walk.rewritten = passage.plan is not None and (walk.stream in passage.plan.streams or _differs(walk))
    if not walk.rewritten:
        walk.state.told = None
        return
    walk.needless = frozenset(_needless(rows))
    told, font = walk.state.told or _as_it_is(walk), _font_of(walk)
    walk.state.font_name = ""  # a form has names of its own
    walk.state.told = told._replace(ctm=walk.state.ctm, font=_font_of(walk) if told.font == font else None)


def _as_it_is(walk: Walk) -> Told:
    state = walk.state
    return Told(state.ctm, _font_of(walk), state.scale, state.char_spacing, state.word_spacing)


def _font_of(walk: Walk) -> tuple[str, float] | None:
    return (walk.state.font_name, walk.state.size) if walk.state.font else None


def _differs(walk: Walk) -> bool:
    """Whether a form is drawn while something that it may rely on has not been written."""
    return walk.state.told is not None and walk.state.told[1:] != _as_it_is(walk)[1:]


def tell_font(walk: Walk) -> None:
    """A dictionary of settings that is written says which font there is."""
    if walk.state.told:
        walk.state.told = walk.state.told._replace(font=_font_of(walk))


def _about(walk: Walk, items: Items, spacing: Spacing) -> Rect:
    """Where glyphs may stand that cannot be set anew."""
    reach = 1.5 * sum(len(item) for item in items if isinstance(item, bytes))
    is_vertical = walk.state.font is not None and walk.state.font.vertical
    room = Rect(-0.5, -reach, 1.5, reach) if is_vertical else Rect(-reach, -0.5, reach, 1.0)
    return carried(room, matrix_of(walk, spacing))


# --- Moves of everything ---------------------------------------------------------------------------------


def transformed(walk: Walk, matrix: Matrix, same: Instruction) -> Emitted:
    """A move of everything: left out where it moves only text. Raises ``CannotEditError`` where it may tell a width."""
    told = walk.state.told
    if id(same) in walk.needless or told is None:
        return []
    if walk.state.has_shown:
        raise CannotEditError("a move of everything from one text to the next")
    walk.state.told = told._replace(ctm=times(matrix, told.ctm))
    return None


def _needless(rows: Rows) -> set[int]:
    """The moves of everything after which, until they are undone, nothing but text is drawn."""
    found: set[int] = set()
    levels: list[list[tuple[Instruction, Matrix]]] = [[]]
    for operator, each in zip(rows.operators, rows.originals, strict=True):
        if operator == "cm" and len(each.operands) == 6:
            _step_in(levels[-1], each, found)
        elif operator == "q":
            levels.append([])
        elif operator == "Q" and len(levels) > 1:
            found |= {id(move) for move, _ in levels.pop()}
        elif operator in _PAINTING:
            for level in levels:
                level.clear()
    return found | {id(move) for level in levels for move, _ in level}


def _step_in(level: list[tuple[Instruction, Matrix]], each: Instruction, found: set[int]) -> None:
    """One more move at this level; together with the one before it may be none."""
    a, b, c, d, e, f = (float(operand) for operand in each.operands)
    matrix = (a, b, c, d, e, f)
    if level and all(abs(x - y) < 1e-3 for x, y in zip(times(matrix, level[-1][1]), IDENTITY, strict=True)):
        found |= {id(each), id(level.pop()[0])}
    else:
        level.append((each, matrix))


# --- Strings ---------------------------------------------------------------------------------------------


def written(walk: Walk, items: Items) -> Emitted:
    """A string of a page with lines that are set anew: noted, or written at its place."""
    passage = walk.passage
    if passage is None:
        raise ValueError("a string outside the walk through a page")
    number, passage.shown = passage.shown, passage.shown + 1
    walk.state.has_shown = True
    if passage.plan is None:
        return _noted(walk, passage, items, number)
    if not walk.rewritten:
        kept = show(walk, items)
        return None if kept is None else as_instructions(kept)
    runs, spacing = passage.plan.runs.get(number), spacing_of(walk)
    font, then, sweep = passage.sweeps.get(number, (None, None, None))
    known = sweep if font is walk.state.font and then == spacing else None
    return _stays(walk, items, spacing, known) if runs is None else _set(walk, items, runs, known)


def _noted(walk: Walk, passage: Passage, items: Items, number: int) -> Emitted:
    """Note what is shown, and move the pen over it."""
    state, font = walk.state, walk.state.font
    if font is None or walk.is_hidden or not state.size:
        show(walk, items)
        return None
    spacing = spacing_of(walk)
    if not font.known or font.vertical or not walk.placed:
        passage.odd.append(_about(walk, items, spacing))
        show(walk, items)
        return None
    low, high, total = sweep = sweep_of(items, font, spacing) or glyphs_of(items, font, spacing).sweep
    passage.sweeps[number] = font, spacing, sweep
    if low <= high:
        text = times(walk.text, state.ctm)
        matrix = from_ems(spacing, text)
        passage.noted.append(Shown(number, walk.stream, items, font, spacing, text, matrix, low, high, state.clip))
    move(walk, total, font)
    return None


def _stays(walk: Walk, items: Items, spacing: Spacing, known: Sweep | None) -> Emitted:
    """A string that stays where it is, without what must go from it."""
    before, placed = walk.text, walk.placed
    kept = show(walk, items, known)
    if kept == [] or not any(isinstance(item, bytes) and item for item in kept or items):
        return []
    if not placed:
        raise CannotEditError("a string whose place is not known")
    at = _before(walk, times(before, walk.state.ctm), spacing)
    walk.pen = times(walk.text, walk.state.ctm) if walk.placed else None
    return [*map(instruction, at), *as_instructions(items if kept is None else kept)]


def _set(walk: Walk, items: Items, runs: list[Run], known: Sweep | None) -> Emitted:
    """A string in runs at their new places."""
    state, spacing = walk.state, spacing_of(walk)
    if state.font is None:
        raise CannotEditError("text without a font")
    lines: list[str] = []
    for run in runs:
        if run.scale != spacing.scale or spacing.char or spacing.word:
            spacing = Spacing(spacing.size, run.scale, 0.0, 0.0, spacing.rise)
        lines += _before(walk, run.text, spacing)
        lines.append(f"<{run.codes.hex()}> Tj")
        walk.pen = None
    _, _, total = known or glyphs_of(items, state.font, spacing_of(walk)).sweep
    move(walk, total, state.font)
    return [instruction("\n".join(lines))] if lines else []


def _before(walk: Walk, text: Matrix, spacing: Spacing) -> list[str]:
    """The line, if any, that must be written so that a string stands there, so set."""
    told, state = walk.state.told, walk.state
    back = IDENTITY if told and told.ctm == IDENTITY else inverse(told.ctm) if told else None
    if told is None or back is None:
        raise CannotEditError("text on a page without an area")
    font = _font_of(walk)
    words = _settings(walk, told, font, spacing)
    if told[1:] != (font, spacing.scale, spacing.char, spacing.word):
        state.told = Told(told.ctm, font, spacing.scale, spacing.char, spacing.word)
    if walk.pen is None or any(abs(x - y) > 1e-6 for x, y in zip(text, walk.pen, strict=True)):
        placing = text if back is IDENTITY else times(text, back)
        words.append(" ".join(map(_plain, placing)) + " Tm")
    return [" ".join(words)] if words else []


def _settings(walk: Walk, told: Told, font: tuple[str, float] | None, spacing: Spacing) -> list[str]:
    """What must be written of font and spacing."""
    state, words = walk.state, []
    if told.font != font:
        if not state.font_name:
            raise CannotEditError("a font that has no name")
        words.append(f"{_name(state.font_name)} {_plain(state.size)} Tf")
    if state.font_name:
        walk.used.add(("/Font", state.font_name))
    if told[2:] == (spacing.scale, spacing.char, spacing.word):
        return words
    rows = (
        (told.scale, spacing.scale, 100, "Tz"),
        (told.char_spacing, spacing.char, 1, "Tc"),
        (told.word_spacing, spacing.word, 1, "Tw"),
    )
    return words + [f"{_plain(unit * new)} {operator}" for old, new, unit, operator in rows if old != new]


def _plain(value: float) -> str:
    """A number as a content stream has it."""
    if value == 1:  # most are that or nought
        return "1"
    if not value and math.copysign(1, value) > 0:
        return "0"
    return f"{value:.4f}".rstrip("0").rstrip(".") if abs(value) < 1e9 else "0"


@lru_cache
def _name(name: str) -> str:
    from pikepdf import Name

    return Name(name).unparse().decode("latin-1")


def as_instructions(items: Items) -> list[Instruction]:
    """The operator that shows the items, none where there are none."""
    from pikepdf import Array, String

    array = Array([String(item) if isinstance(item, bytes) else round(item, 4) for item in items])
    return [instruction("TJ", array)] if items else []
