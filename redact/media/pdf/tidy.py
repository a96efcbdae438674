"""Each page cut down to what can be seen: no hidden layers, nothing off the page, no words behind the words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from redact.media.pdf.damage import heard
from redact.media.pdf.geometry import Rect
from redact.media.pdf.objects import (
    CannotEditError,
    as_dictionary,
    as_list,
    is_stream,
    key_of,
    name_of,
    number,
    rect_of,
)
from redact.media.pdf.overhang import cut_overhang
from redact.media.pdf.pictures import wiped_in_place
from redact.media.pdf.scrub import scrub
from redact.media.pdf.stream import walked
from redact.media.pdf.walk import Census, Memory, Target, Walk, own_resources, prune
from redact.media.pdf.weight import Weights

LETTER = Rect(0.0, 0.0, 612.0, 792.0)
_KEPT = frozenset(("/Type", "/Parent", "/MediaBox", "/Rotate", "/UserUnit", "/Resources", "/Contents", "/Group"))
_SLIVER = 0.01  # of a picture's side; rounding hides less, people who crop hide more


@dataclass(frozen=True, slots=True)
class Tidied:
    """What came of tidying: what each page is made of, and the pages (from 0) that could not be taken apart."""

    censuses: tuple[Census, ...]
    opaque: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Tidying:
    pdf: Any
    hidden: Callable[[Any], bool]
    memory: Memory = field(default_factory=Memory)
    inner: dict[Any, Census] = field(default_factory=dict)
    weights: Weights = field(default_factory=Weights)


def tidy(pdf: Any, hidden: Callable[[Any], bool]) -> Tidied:
    """Tidy every page of an open PDF in place."""
    work = _Tidying(pdf, hidden)
    censuses: list[Census] = []
    opaque: set[int] = set()
    for index, page in enumerate(pdf.pages):
        try:
            censuses.append(_tidy_page(work, page, index))
        except CannotEditError:
            heard(pdf)  # refuses what would be too much for whoever draws the page, too
            censuses.append(Census(pictures=1))
            opaque.add(index)
    work.weights.check()
    opaque |= _wipe_unseen(work, censuses)
    for page in pdf.pages:  # after all were walked: pages share what says that it is hidden
        scrub(page.obj.get("/Resources"))
        scrub(page.obj.get("/Group"))
        contents = page.obj.get("/Contents")
        for stream in [contents] if is_stream(contents) else as_list(contents):
            cut_overhang(stream)
    return Tidied(tuple(censuses), frozenset(opaque))


def _tidy_page(work: _Tidying, page: Any, index: int) -> Census:
    box = settle(page.obj)
    page.externalize_inline_images()
    walk = Walk(work.pdf, own_resources(page.obj.get("/Resources")), Target(box, hidden=work.hidden), work.memory)
    data = walked(walk, page.obj)
    prune(walk)
    page.obj["/Resources"] = walk.resources
    if data is not None:
        page.obj["/Contents"] = work.pdf.make_stream(data)
    inner = list(_inner_streams(walk.resources))
    work.weights.note(index, walk.census.weight, (key_of(stream) for stream, _ in inner))
    _tidy_inner(work, inner)
    return walk.census


def settle(page: Any) -> Rect:
    """Give the page its own box, the visible one, and its own turn; take from it all that does not draw."""
    from pikepdf import Array

    box = visible_box(page)
    rotation = int(number(inherited(page, "/Rotate"))) // 90 * 90 % 360
    resources = inherited(page, "/Resources")
    for key in [key for key in page if key not in _KEPT]:
        del page[key]
    page["/MediaBox"], page["/Rotate"], page["/Resources"] = Array(list(box)), rotation, own_resources(resources)
    page["/UserUnit"] = min(max(number(page.get("/UserUnit"), 1.0), 1.0), 1000.0)
    if page["/UserUnit"] == 1:
        del page["/UserUnit"]
    return box


def visible_box(page: Any) -> Rect:
    """What is shown of a page, in its own points."""
    media = rect_of(inherited(page, "/MediaBox")) or LETTER
    crop = rect_of(inherited(page, "/CropBox")) or media
    return crop.common(media) if crop.common(media).area else media


def inherited(page: Any, key: str) -> Any:
    """An attribute of a page, its own or that of a node above it."""
    node = page
    for _ in range(64):
        if key in node:
            return node[key]
        node = as_dictionary(node.get("/Parent"))
        if not node:
            break
    return None


# --- Streams that a page draws with: patterns, drawn glyphs, masks ----------------------------------------


def _tidy_inner(work: _Tidying, waiting: list[tuple[Any, Any]]) -> None:
    while waiting:
        stream, around = waiting.pop()
        key = key_of(stream)
        if key is None or key in work.inner:
            continue
        own = own_resources(stream.get("/Resources") or around)
        walk = Walk(work.pdf, own, Target(hidden=work.hidden), work.memory, above=(key,))
        work.inner[key] = walk.census
        data = walked(walk, stream)
        prune(walk)
        if "/Resources" in stream:
            stream["/Resources"] = walk.resources
        inner = list(_inner_streams(walk.resources))
        work.weights.note(key, walk.census.weight, (key_of(below) for below, _ in inner))
        waiting += inner
        if data is not None:
            stream.write(data)


def _inner_streams(resources: Any, above: tuple[Any, ...] = ()) -> Iterator[tuple[Any, Any]]:
    """Each with the resources that it draws with unless it has its own; *above* are the fonts and forms around them."""
    tables = {kind: as_dictionary(resources.get(kind)) for kind in ("/Font", "/Pattern", "/ExtGState", "/XObject")}
    for font in map(as_dictionary, tables["/Font"].values()):
        around = as_dictionary(font.get("/Resources")) or resources
        yield from ((glyph, around) for glyph in as_dictionary(font.get("/CharProcs")).values() if is_stream(glyph))
        if around is not resources and font.is_indirect and key_of(font) not in above:
            yield from _inner_streams(around, (*above, key_of(font)))
    yield from ((p, resources) for p in tables["/Pattern"].values() if is_stream(p) and "/BBox" in p)
    for settings in map(as_dictionary, tables["/ExtGState"].values()):
        group = as_dictionary(settings.get("/SMask")).get("/G")
        if is_stream(group):
            yield group, resources
    for drawn in map(as_dictionary, tables["/XObject"].values()):
        if name_of(drawn.get("/Subtype")) == "/Form" and key_of(drawn) not in above:
            yield from _inner_streams(as_dictionary(drawn.get("/Resources")), (*above, key_of(drawn)))


# --- Pictures of which only a part is seen ----------------------------------------------------------------


def _wipe_unseen(work: _Tidying, censuses: list[Census]) -> set[int]:
    """Wipe what was cropped away from pictures; the pages whose pictures cannot be wiped."""
    seen: dict[tuple[int, int], list[Rect]] = {}
    for census in [*censuses, *work.inner.values()]:
        for key, rects in census.images.items():
            seen.setdefault(key, []).extend(rects)
    stubborn: set[tuple[int, int]] = set()
    for key, rects in seen.items():
        try:
            _wipe(work.pdf, key, rects)
        except CannotEditError:
            stubborn.add(key)
    return {index for index, census in enumerate(censuses) if stubborn & census.images.keys()}


def _wipe(pdf: Any, key: tuple[int, int], rects: list[Rect]) -> None:
    left, bottom = min(rect.left for rect in rects), min(rect.bottom for rect in rects)
    right, top = max(rect.right for rect in rects), max(rect.top for rect in rects)
    unseen = [Rect(0, 0, left, 1), Rect(right, 0, 1, 1), Rect(0, 0, 1, bottom), Rect(0, top, 1, 1)]
    strips = [rect for rect in unseen if rect.right - rect.left > _SLIVER and rect.top - rect.bottom > _SLIVER]
    if strips:
        wiped_in_place(pdf, pdf.get_object(key), strips)
