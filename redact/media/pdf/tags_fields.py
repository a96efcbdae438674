"""Fields and notes of a tagged file once they are drawn into the page: each is marked, so that its element finds it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from redact.media.pdf.objects import as_dictionary, as_list, is_stream, key_of, name_of
from redact.media.pdf.tags import MOST_MARKS, Mark
from redact.media.pdf.tags_marks import named, shown_on

_DRAWN = re.compile(rb"/Fxo\d+ Do")
"""How qpdf draws an annotation."""


def drawn_with(page: Any) -> dict[Any, Any]:
    """The annotations of a page, by the form that each is drawn with; both by what names them in the file."""
    found: dict[Any, Any] = {}
    for annotation in as_list(page.get("/Annots")):
        form = as_dictionary(annotation.get("/AP")).get("/N")
        if not is_stream(form):
            form = as_dictionary(form).get(name_of(annotation.get("/AS")))
        if is_stream(form) and key_of(annotation):
            found[key_of(form)] = key_of(annotation)
    return found


def marked(pdf: Any, index: int, annotations: Mapping[Any, Any]) -> Iterator[tuple[Any, Mark]]:
    """Mark what was drawn into a page, last of all, for its annotations; the mark of each."""
    from pikepdf import Array, PdfError

    page = pdf.pages[index].obj
    contents, free = as_list(page.get("/Contents")), shown_on(page).free
    table = as_dictionary(as_dictionary(page.get("/Resources")).get("/XObject"))
    try:
        drawing = contents[-1].read_bytes() if contents and is_stream(contents[-1]) else b""
    except (PdfError, RuntimeError):  # RuntimeError: what its decoders raise
        return
    for draw in dict.fromkeys(_DRAWN.findall(drawing)):
        annotation = annotations.get(key_of(table.get(draw.removesuffix(b" Do").decode())))
        if annotation is not None and free < MOST_MARKS:
            drawing = drawing.replace(draw, named("Form", free, draw), 1)
            yield annotation, Mark(index, free)
            free += 1
    if contents:
        page["/Contents"] = Array([*contents[:-1], pdf.make_stream(drawing)])
