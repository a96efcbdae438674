"""Pictures, forms, shadings and patterns: what a page draws that is neither text nor a path.

PDF 32000-1, 8.8 to 8.10.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from redact.media.pdf.covering import covered
from redact.media.pdf.geometry import IDENTITY, Rect, carried, corners, inverse, times
from redact.media.pdf.objects import (
    CannotEditError,
    as_dictionary,
    as_list,
    is_stream,
    key_of,
    matrix_of,
    name_of,
    number,
    rect_of,
)
from redact.media.pdf.pictures import overwritten
from redact.media.pdf.text import set_font
from redact.media.pdf.walk import SMALL_PICTURE, Emitted, Instruction, Steps, Walk, instruction, own_resources, prune
from redact.media.pdf.writing import tell_font

UNIT = Rect(0.0, 0.0, 1.0, 1.0)
"""Where a picture lies before the page's matrix moves it."""
_DEEPEST = 24


def _draw(walk: Walk, operands: list[Any], _: Instruction) -> Emitted:
    drawn = walk.look_up("/XObject", operands[0])
    if not is_stream(drawn) or walk.is_hidden or walk.target.hidden(drawn.get("/OC")):
        return []
    kind = name_of(drawn.get("/Subtype"))
    if kind not in ("/Image", "/Form"):
        return []
    emitted = _picture(walk, drawn) if kind == "/Image" else _form(walk, drawn)
    if emitted is None:
        walk.used.add(("/XObject", name_of(operands[0])))
    return emitted


def _picture(walk: Walk, picture: Any) -> Emitted:
    target, ctm = walk.target, walk.state.ctm
    around = carried(UNIT, ctm)
    seen = around if walk.state.clip is None else around.common(walk.state.clip)
    if target.page is not None and not seen.common(target.page).area:
        return []
    _count(walk, picture, seen)
    if walk.passage:
        walk.passage.pictures.append(seen)
    boxes = [box for box in (*target.boxes.near(around), *target.covered.near(around)) if _is_over(box, ctm)]
    if not boxes:
        return None
    back = inverse(ctm)
    if back is None:
        return []
    return [_named(walk, overwritten(walk.pdf, picture, [list(corners(box, back)) for box in boxes]))]


def _is_over(box: Rect, ctm: Any) -> bool:
    return covered(UNIT, ctm, box, whole=True) or covered(box, IDENTITY, carried(UNIT, ctm))


def _count(walk: Walk, picture: Any, seen: Rect) -> None:
    """Note the picture, and which part of it can be seen."""
    width, height = number(picture.get("/Width")), number(picture.get("/Height"))
    walk.census.pictures += width * height >= SMALL_PICTURE
    back, key = inverse(walk.state.ctm), key_of(picture)
    if back is not None and key is not None:
        page = seen if walk.target.page is None else seen.common(walk.target.page)
        walk.census.images.setdefault(key, []).append(carried(page, back).common(UNIT))


def _named(walk: Walk, drawn: Any) -> Instruction:
    """An instruction that draws the object, under a new name in the resources."""
    from pikepdf import Dictionary, Name

    table = walk.resources.get("/XObject")
    if not isinstance(table, Dictionary):
        raise CannotEditError("a picture without a name")
    name = next(f"/R{n}" for n in range(len(table) + 1, 1 << 30) if f"/R{n}" not in table)
    table[name] = drawn
    walk.used.add(("/XObject", name))
    return instruction("Do", Name(name))


def _form(walk: Walk, form: Any) -> Emitted:
    """A page within the page: walked with its own resources; a changed one is a copy under a new name."""
    from redact.media.pdf.stream import walked  # a form holds a stream as a stream holds a form

    key, room = key_of(form), rect_of(form.get("/BBox"))
    if key is None or key in walk.above or len(walk.above) > _DEEPEST:
        raise CannotEditError("a form that draws itself")
    if room is None:
        return []
    own = as_dictionary(form.get("/Resources"))
    below = _below(walk, own or walk.resources, key)
    ctm = times(matrix_of(form.get("/Matrix"), IDENTITY), walk.state.ctm)
    seen = carried(room, ctm)
    below.state = replace(walk.state, ctm=ctm, clip=seen if walk.state.clip is None else seen.common(walk.state.clip))
    data = walked(below, form)
    if own or data is not None:
        prune(below)
    else:
        walk.used |= below.used
    if data is not None:
        return [_named(walk, _copied(below, form, key, data))]
    if own:
        form["/Resources"] = below.resources
    return None


def _below(walk: Walk, resources: Any, key: tuple[int, int]) -> Walk:
    above = (*walk.above, key)
    below = Walk(walk.pdf, own_resources(resources), walk.target, walk.memory, census=walk.census, above=above)
    below.passage = walk.passage
    return below


def _copied(below: Walk, form: Any, key: tuple[int, int], data: bytes) -> Any:
    """The form with new contents; pages that change it in the same way share the copy."""
    known = below.memory.copies
    if not as_dictionary(form.get("/Resources")) or below.target.boxes:
        return _copy(below, form, data)
    if (key, data) not in known:
        known[key, data] = _copy(below, form, data)
    return known[key, data]


def _copy(below: Walk, form: Any, data: bytes) -> Any:
    copy = below.pdf.make_stream(data)
    for name, value in form.items():
        if value is not None and name not in ("/Length", "/Filter", "/DecodeParms", "/Resources"):
            copy[name] = value
    copy["/Resources"] = below.resources
    return copy


def _inline(walk: Walk, _: list[Any], __: Instruction) -> Emitted:
    """A picture within the stream that could not be moved out of it."""
    around = carried(UNIT, walk.state.ctm)
    if walk.is_hidden or (walk.target.page is not None and not walk.target.page.meets(around)):
        return []
    if walk.target.boxes.any_near(around) or walk.target.covered.any_near(around):
        raise CannotEditError("a picture within the stream")
    walk.census.pictures += 1
    return None


def _shade(walk: Walk, operands: list[Any], _: Instruction) -> Emitted:
    walk.use("/Shading", operands[0])
    walk.census.shadings += 1
    return [] if walk.is_hidden else None


def _settings(walk: Walk, operands: list[Any], _: Instruction) -> Emitted:
    """A dictionary of settings may change font and line width, and hide things behind a soft mask."""
    settings = as_dictionary(walk.use("/ExtGState", operands[0]))
    font = as_list(settings.get("/Font"))
    if len(font) == 2 and as_dictionary(font[0]):
        set_font(walk, font[0], number(font[1]))
        tell_font(walk)
    if "/LW" in settings:
        walk.set(width=number(settings.get("/LW")))
    if walk.target.boxes and _holds_words(as_dictionary(settings.get("/SMask")).get("/G")):
        raise CannotEditError("a soft mask that may hold words")
    return None


def _pattern(walk: Walk, operands: list[Any], _: Instruction) -> Emitted:
    pattern = walk.use("/Pattern", operands[-1]) if operands else None
    if is_stream(pattern):
        walk.census.patterns += 1
        if walk.target.boxes and _holds_words(pattern):
            raise CannotEditError("a pattern that may hold words")
    return None


def _holds_words(stream: Any) -> bool:
    """Whether a stream shows text or pictures."""
    import pikepdf

    if not is_stream(stream):
        return False
    shows = pikepdf.parse_content_stream(stream, "Tj TJ ' \" Do BI ID EI INLINE")
    return bool(shows)


def _width(walk: Walk, operands: list[Any], _: Instruction) -> Emitted:
    walk.set(width=number(operands[0]))
    return None


STEPS: Steps = {
    "Do": _draw,
    "INLINE IMAGE": _inline,
    "sh": _shade,
    "gs": _settings,
    "scn": _pattern,
    "SCN": _pattern,
    "w": _width,
}
