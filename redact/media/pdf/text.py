"""The text operators: they move the pen, and show strings, of which glyphs may have to go. PDF 32000-1, 9.3 and 9.4."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from redact.media.pdf.fonts import UNKNOWN, Font, font_of
from redact.media.pdf.geometry import IDENTITY, Matrix, times
from redact.media.pdf.glyphs import show
from redact.media.pdf.objects import CannotEditError, as_dictionary, as_list, is_string, key_of, name_of, number
from redact.media.pdf.passage import Items
from redact.media.pdf.walk import Emitted, Instruction, Steps, Walk, instruction
from redact.media.pdf.writing import UNTOLD, as_instructions, written


def _begin(walk: Walk, _: list[Any], __: Instruction) -> Emitted:
    walk.text = walk.line = IDENTITY
    walk.placed = walk.in_text = True
    walk.pen = walk.state.told.ctm if walk.state.told else None
    return None


def _end(walk: Walk, _: list[Any], __: Instruction) -> Emitted:
    walk.in_text = False
    return None


def _place(walk: Walk, line: Matrix) -> None:
    walk.text = walk.line = line
    walk.placed = True


def _advance_line(walk: Walk, right: float, up: float) -> Emitted:
    _place(walk, times((1.0, 0.0, 0.0, 1.0, right, up), walk.line))
    return _moved(walk)


def _moved(walk: Walk) -> Emitted:
    """Moves of the pen are not written where every string is put at its place by itself."""
    return [] if walk.rewritten else None


def _move(walk: Walk, operands: list[Any], _: Instruction) -> Emitted:
    return _advance_line(walk, number(operands[0]), number(operands[1]))


def _move_and_lead(walk: Walk, operands: list[Any], same: Instruction) -> Emitted:
    walk.set(leading=-number(operands[1]))
    return _move(walk, operands, same)


def _matrix(walk: Walk, operands: list[Any], _: Instruction) -> Emitted:
    a, b, c, d, e, f = map(number, operands)
    _place(walk, (a, b, c, d, e, f))
    return _moved(walk)


def _next_line(walk: Walk, _: list[Any], __: Instruction) -> Emitted:
    return _advance_line(walk, 0.0, -walk.state.leading)


def set_font(walk: Walk, font: Any, size: float) -> None:
    """Take up a font that has no name in the resources."""
    read = read_font(walk, font)
    walk.set(font=read, size=size, font_name="")
    walk.census.drawn_glyphs += read.whole


def read_font(walk: Walk, font: Any) -> Font:
    """What a font does to the pen; each is read once a document."""
    key, known = key_of(font), walk.memory.fonts
    read = known.get(key) if key else None
    read = read or _known_or_not(font)
    if key:
        known[key] = read
    return read


def _known_or_not(font: Any) -> Font:
    try:
        return font_of(font)
    except CannotEditError:
        return UNKNOWN


def _font(walk: Walk, operands: list[Any], _: Instruction) -> Emitted:
    name, state = name_of(operands[0]), walk.state
    font = walk.fonts.get(name)
    if font is None:
        found = as_dictionary(walk.look_up("/Font", operands[0]))
        font = walk.fonts[name] = read_font(walk, found) if found else UNKNOWN
    walk.census.drawn_glyphs += font.whole
    state.font, state.size, state.font_name = font, number(operands[1]), name
    if walk.rewritten:
        return []
    walk.used.add(("/Font", name))
    return None


def _show_string(walk: Walk, operands: list[Any], same: Instruction) -> Emitted:
    return _shown(walk, [operands[0]], same)


def _show_array(walk: Walk, operands: list[Any], same: Instruction) -> Emitted:
    return _shown(walk, as_list(operands[0]), same)


def _show_on_next_line(walk: Walk, operands: list[Any], same: Instruction) -> Emitted:
    _next_line(walk, [], same)
    shown = _shown(walk, [operands[0]], same)
    return shown if shown is None or walk.rewritten else [instruction("T*"), *shown]


def _show_spaced_on_next_line(walk: Walk, operands: list[Any], same: Instruction) -> Emitted:
    walk.set(word_spacing=number(operands[0]), char_spacing=number(operands[1]))
    shown = _show_on_next_line(walk, operands[2:], same)
    if walk.rewritten:
        return shown
    spacing = [instruction("Tw", operands[0]), instruction("Tc", operands[1])]
    return None if shown is None else [*spacing, *shown]


_NUMBERS = (int, Decimal)


def _string(item: Any) -> bytes | float:
    return bytes(item) if is_string(item) else 0.0


def _shown(walk: Walk, operands: list[Any], _: Instruction) -> Emitted:
    items: Items = [number(item) if isinstance(item, _NUMBERS) else _string(item) for item in operands]
    walk.census.invisible += walk.state.mode == 3
    if walk.passage is not None:
        return written(walk, items)
    kept = show(walk, items)
    return None if kept is None else as_instructions(kept)


_SETTINGS = {"Tc": "char_spacing", "Tw": "word_spacing", "TL": "leading", "Ts": "rise"}


def _setting(name: str) -> Any:
    def step(walk: Walk, operands: list[Any], _: Instruction) -> Emitted:
        setattr(walk.state, name, number(operands[0]))
        return [] if walk.rewritten and name in UNTOLD else None

    return step


def _scale(walk: Walk, operands: list[Any], _: Instruction) -> Emitted:
    walk.state.scale = number(operands[0]) / 100
    return _moved(walk)


def _mode(walk: Walk, operands: list[Any], _: Instruction) -> Emitted:
    walk.set(mode=int(number(operands[0])))
    return None


STEPS: Steps = {
    "BT": _begin,
    "ET": _end,
    "Td": _move,
    "TD": _move_and_lead,
    "Tm": _matrix,
    "T*": _next_line,
    "Tf": _font,
    "Tz": _scale,
    "Tr": _mode,
    "Tj": _show_string,
    "TJ": _show_array,
    "'": _show_on_next_line,
    '"': _show_spaced_on_next_line,
    **{operator: _setting(name) for operator, name in _SETTINGS.items()},
}
