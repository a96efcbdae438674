"""A PDF examined: every place that can hold what no page shows, one after the other."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from redact.errors import UnreadableError
from redact.media.pdf.bookmarks import bookmarks_of
from redact.media.pdf.gate.catalogue import traces_in_catalogue, traces_on_page
from redact.media.pdf.gate.covered import covered_on
from redact.media.pdf.gate.cropped import CROPPED, Crops, holds_more
from redact.media.pdf.gate.graph import Graph, graph_of
from redact.media.pdf.gate.history import traces_of_history
from redact.media.pdf.gate.notes import traces_of_forms, traces_of_notes
from redact.media.pdf.gate.page import Sight, box_of, sight_of, texts_on
from redact.media.pdf.gate.switched import pictures_switched_off
from redact.media.pdf.gate.tags import traces_in_tags
from redact.media.pdf.gate.undrawn import traces_undrawn
from redact.media.pdf.geometry import Frame
from redact.media.pdf.links import Goals
from redact.media.pdf.objects import number
from redact.media.pdf.opening import opened
from redact.media.pdf.passwords import Passwords
from redact.media.pdf.rendering import Rendering
from redact.types import Unseen


def unseen(path: Path, passwords: Passwords | None = None) -> list[Unseen]:
    """Everything that a PDF, whoever made it, holds and does not show. Raises ``UnreadableError``.

    What is readable and stands on no page is serious: text under a box, the author's name, a note. What a viewer shows
    in another way (titles of bookmarks, addresses of links, alternative texts) and what says nothing of anybody
    (programs, times, the text layer of a scan) is told only.

    It does not read pictures, and does not look into fonts or into the files that are embedded.
    """
    with opened(path, passwords) as pdf:
        data = path.read_bytes()
        plain = _unlocked(pdf) if pdf.is_encrypted else data
        graph = graph_of(pdf)
        units = [number(page.obj.get("/UserUnit"), 1.0) or 1.0 for page in pdf.pages]
        found = [*_on_pages(plain, units, layered="/OCProperties" in pdf.Root)]
        found += _in_file(data, pdf, graph)
    return found


_LEFT_OUT = frozenset(("signature", "encryption"))


def left_out(path: Path, passwords: Passwords | None = None) -> tuple[str, ...]:
    """What of a PDF is in no copy, in plain words, each kind once with how many there are."""
    try:
        found = unseen(path, passwords)
    except UnreadableError:  # damaged so that programs differ on it: it was mended before it was made ready
        return ("what could not be listed, because the file is damaged",)
    kinds = Counter(each.kind for each in found if each.serious or each.kind in _LEFT_OUT)
    return tuple(f"{kind} ({count})" if count > 1 else kind for kind, count in kinds.items())


def _unlocked(pdf: Any) -> bytes:
    """The same file without its lock, for PDFium, which knows no password."""
    data = io.BytesIO()
    pdf.save(data, encryption=False)
    return data.getvalue()


def _in_file(data: bytes, pdf: Any, graph: Graph) -> Iterator[Unseen]:
    yield from traces_in_catalogue(pdf)
    yield from _bookmarks(pdf)
    yield from traces_of_forms(pdf)
    for index, page in enumerate(pdf.pages, 1):
        yield from traces_on_page(page.obj, index)
        yield from traces_of_notes(page.obj, index)
    yield from traces_of_history(data, pdf, graph)
    yield from traces_undrawn(pdf, graph)
    yield from traces_in_tags(pdf, graph)


def _bookmarks(pdf: Any) -> Iterator[Unseen]:
    bookmarks = bookmarks_of(pdf.Root, Goals(pdf))
    if bookmarks:
        yield Unseen("title of a bookmark", "bookmarks", len(bookmarks), serious=False)


def _on_pages(data: bytes, units: list[float], *, layered: bool) -> Iterator[Unseen]:
    """What the pages draw and do not show."""
    crops = Crops()
    with closing(Rendering(data)) as rendering:
        for index, unit in enumerate(units):
            sight = sight_of(rendering, index, layered=layered)
            with rendering.page(index) as page:
                if len(page.pdf) != len(units):
                    raise UnreadableError("the PDF has another number of pages when it is read by other means")
                if sight.around.page.area:
                    yield from _on_page(page, sight, sight.frame(min(max(unit, 1.0), 1000.0)))
                    crops.note(sight)
        yield from _cropped(rendering, crops, layered=layered)


def _cropped(rendering: Rendering, crops: Crops, *, layered: bool) -> Iterator[Unseen]:
    for index, row, seen in crops.doubtful():
        handle = sight_of(rendering, index, layered=layered).survey.handles[row]
        with rendering.page(index) as page:
            if holds_more(page, handle, seen):
                yield Unseen(CROPPED, f"page {index + 1}", 1, index + 1)


def _on_page(page: Any, sight: Sight, frame: Frame) -> Iterator[Unseen]:
    where = sight.index + 1
    yield from texts_on(sight, frame)
    for kind, rect in (*covered_on(page, sight), *pictures_switched_off(page, sight)):
        yield Unseen(kind, f"page {where}", 1, where, box_of(frame, where, rect))
