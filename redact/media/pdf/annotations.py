"""Notes, stamps and form fields: what they show is drawn into the page, what else they hold is gone.

PDF 32000-1, 12.5.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from redact.media.pdf.objects import as_dictionary, as_list, name_of, number
from redact.media.pdf.tags import Mark
from redact.media.pdf.tags_fields import drawn_with, marked

_UNSHOWN = frozenset(
    "/Link /Popup /Text /FileAttachment /Sound /Movie /Screen /RichMedia /3D /PrinterMark /TrapNet /Projection".split()
)
"""Links are put back later; the others show an icon at most, and keep their words out of sight."""
_HIDDEN = 0b100011  # flags: invisible, hidden, not to be viewed


def flatten(pdf: Any, hidden: Callable[[Any], bool]) -> dict[Any, Mark]:
    """Draw what is shown into the pages of an open PDF; no annotation and no form is left.

    In a tagged file what is drawn is marked: which mark each annotation became, by what names it in the file.
    """
    import pikepdf

    form = as_dictionary(pdf.Root.get("/AcroForm"))
    for page in pdf.pages:
        annotations = [as_dictionary(annotation) for annotation in as_list(page.obj.get("/Annots"))]
        shown = [annotation for annotation in annotations if annotation and _is_shown(annotation, hidden)]
        if annotations:
            page.obj["/Annots"] = pikepdf.Array(shown)
    if form.get("/NeedAppearances") is True:
        pdf.generate_appearance_streams()
    drawn = [drawn_with(page.obj) for page in pdf.pages] if "/StructTreeRoot" in pdf.Root else []
    pdf.flatten_annotations("all")
    for page in pdf.pages:
        if "/Annots" in page.obj:
            del page.obj["/Annots"]
    return {key: mark for index, keys in enumerate(drawn) if keys for key, mark in marked(pdf, index, keys)}


def _is_shown(annotation: Any, hidden: Callable[[Any], bool]) -> bool:
    kind, flags = name_of(annotation.get("/Subtype")), int(number(annotation.get("/F")))
    return kind not in _UNSHOWN and not flags & _HIDDEN and not hidden(annotation.get("/OC"))
