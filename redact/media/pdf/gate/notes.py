"""Annotations and form fields: notes that are shown when they are opened, values that no page shows, scripts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from redact.media.pdf.gate.actions import actions_in
from redact.media.pdf.gate.graph import is_readable
from redact.media.pdf.gate.history import INSIDE
from redact.media.pdf.objects import as_dictionary, as_list, is_stream, key_of, name_of, number, words_of
from redact.types import Unseen

_NOT_SHOWN = 0b100011  # flags: invisible, hidden, not to be viewed
_MEDIA = frozenset("/Sound /Movie /Screen /RichMedia /3D".split())
_PASSWORD = 1 << 13  # flag of a text field
_MOST = 100_000  # fields; a form with more goes round in circles or means harm


def traces_of_notes(page: Any, index: int) -> Iterator[Unseen]:
    """What the annotations of a page hold. Pages count from 1."""
    for annotation in as_list(page.get("/Annots")):
        note = as_dictionary(annotation)
        if note:
            yield from _traces(note, index)


def _traces(note: Any, page: int) -> Iterator[Unseen]:
    kind, place = name_of(note.get("/Subtype", "")), f"page {page}"
    hidden = bool(int(number(note.get("/F"))) & _NOT_SHOWN)
    if kind == "/Link":
        yield from _link(note, page)
    elif kind == "/Redact":
        yield Unseen("redaction that was marked and not carried out", place, page=page)
    elif kind in _MEDIA:
        yield Unseen("sound, film or model in an annotation", place, page=page)
    elif kind == "/FileAttachment":
        yield Unseen("embedded file", place, page=page, serious=False)
    if kind not in ("/Link", "/Widget"):
        yield from _said(note, kind, page, hidden=hidden)
    if hidden and is_stream(as_dictionary(note.get("/AP")).get("/N")):
        yield Unseen("annotation that is not shown", place, page=page, serious=kind != "/Widget")
    actions = [*as_dictionary(note.get("/AA")).values(), *([] if kind == "/Link" else [note.get("/A")])]
    yield from actions_in(actions, place, page)


def _link(note: Any, page: int) -> Iterator[Unseen]:
    action = as_dictionary(note.get("/A"))
    address, description = words_of(action.get("/URI")), words_of(note.get("/Contents"))
    if address:
        yield Unseen("address of a link", f"page {page}", len(address), page, serious=False)
    else:
        yield from actions_in(action, f"page {page}", page)
    if description:
        yield Unseen("description of a link", f"page {page}", len(description), page, serious=False)


def _said(note: Any, kind: str, page: int, *, hidden: bool) -> Iterator[Unseen]:
    """The words of a note, and who wrote it. What a note shows on the page itself is told only."""
    shown = kind == "/FreeText" and not hidden
    for key in ("/Contents", "/RC", "/Subj", "/OverlayText"):
        text = _words(note.get(key))
        if is_readable(text):
            yield Unseen("words of a note", f"page {page}", len(text), page, serious=not shown)
    author = words_of(note.get("/T"))
    if author.strip():
        yield Unseen("author of a note", f"page {page}", len(author), page)


def _words(value: Any) -> str:
    import pikepdf

    if not is_stream(value):
        return words_of(value)
    try:
        return str(value.read_bytes().decode("utf-8", "replace"))
    except (pikepdf.PdfError, RuntimeError):  # RuntimeError: what its decoders raise
        return "\ufffd" * 2


# --- Forms -----------------------------------------------------------------------------------------------


def traces_of_forms(pdf: Any) -> Iterator[Unseen]:
    """The values of the file's form fields: those that no page shows, and in short those that one does."""
    form = as_dictionary(pdf.Root.get("/AcroForm"))
    if "/XFA" in form:
        yield Unseen("form in XML (XFA)", INSIDE)
    shown = {key for page in pdf.pages for note in as_list(page.obj.get("/Annots")) if (key := _shown(note))}
    for field in _fields(form):
        yield from _field(field, shown)


def _shown(annotation: Any) -> Any:
    """What names an annotation that is shown with a picture of its own, or ``None``."""
    note = as_dictionary(annotation)
    if not note or int(number(note.get("/F"))) & _NOT_SHOWN:
        return None
    return key_of(note) if as_dictionary(note.get("/AP")).get("/N") is not None else None


def _fields(form: Any) -> Iterator[Any]:
    seen: set[Any] = set()
    waiting = as_list(form.get("/Fields"))
    while waiting and len(seen) < _MOST:
        field = as_dictionary(waiting.pop())
        key = key_of(field) if field else None
        if not field or (key is not None and key in seen):
            continue
        seen.add(key or len(seen))
        yield field
        waiting += as_list(field.get("/Kids"))


def _field(field: Any, shown: set[Any]) -> Iterator[Unseen]:
    place = "in a form field"
    value, default = _words(field.get("/V")), _words(field.get("/DV"))
    widgets = [key_of(as_dictionary(kid)) for kid in as_list(field.get("/Kids"))] or [key_of(field)]
    secret = bool(int(number(field.get("/Ff"))) & _PASSWORD)
    if is_readable(value):
        seen = not secret and any(widget in shown for widget in widgets)
        yield Unseen("value of a form field", place, len(value), serious=not seen)
    if is_readable(default) and default != value:
        yield Unseen("default value of a form field", place, len(default))
    if "/Subtype" not in field:  # else it is among the page's annotations
        yield from actions_in([field.get("/A"), *as_dictionary(field.get("/AA")).values()], place)
