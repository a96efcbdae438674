"""Jupyter notebooks: cells, outputs and pictures; what programs keep for themselves goes."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import msgspec

from redact.contracts import Changes
from redact.errors import UnreadableError
from redact.media.checklist import Hidden
from redact.media.encoding import decoded
from redact.media.html.page import Page, fragment, lost, parts, pictures
from redact.media.html.page import opened as page_of
from redact.media.html.reread import reread as reread_page
from redact.media.notebook.gate import CHECKS, unseen_in
from redact.media.notebook.tree import (
    LEFT_OUT,
    PAGES,
    PICTURES,
    Json,
    Kind,
    Notebook,
    Spot,
    broken,
    opened,
    strings,
    written,
)
from redact.media.notebook.tree import raw as raw_notebook
from redact.media.source import LARGEST, contents
from redact.media.splice import by_part, edited
from redact.types import Attachment, Document, Modality, Part, Unseen

_MIMES = {ending: mime for mime, ending in PICTURES.items()}


class NotebookHandler:
    """Opens and writes notebooks of form 4. Kept: the source of cells, outputs that a reader sees, pictures.

    What goes: metadata of the notebook, of cells and of outputs (authors, tags, installations, the state of widgets),
    numbers of runs, identifiers of cells, colours of error messages, scripts, attachments that nothing shows. Cells
    that were folded or left out are shown. JSON among outputs is one text.
    """

    class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
        """``largest``: bytes above which a file is refused. ``hidden``: what becomes of what HTML outputs hide."""

        largest: int = LARGEST
        hidden: Hidden = "by release"

    version = "1"
    models: tuple[str, ...] = ()
    suffixes: ClassVar[frozenset[str]] = frozenset({".ipynb"})
    checks = CHECKS

    def __init__(self, options: Options) -> None:
        self.options = options

    def load(self, source: Path) -> Document:
        text = self._text(source)
        notebook = opened(text)
        found = tuple(part for spot in notebook.spots for part in _parts(spot))
        children = tuple(child for spot in notebook.spots for child in _children(spot))
        return Document(source, "application/x-ipynb+json", found, children, dropped=lost(unseen_in(text)))

    def write(self, document: Document, changes: Changes, target: Path) -> None:
        notebook = opened(self._text(document.source))
        edits = by_part(changes.edits)
        for spot in notebook.spots:
            words = spot.holder[spot.key]
            if spot.kind is Kind.TEXT:
                spot.holder[spot.key] = edited(words, edits.get(spot.id, []))
            elif spot.kind is Kind.PAGE:
                _put(spot, self._page(words, changes, spot))
            else:
                _put_picture(spot, changes.children.get(spot.id))
        _finish(notebook)
        target.write_bytes(written(notebook).encode("utf-8"))

    def reopen(self, target: Path) -> Document:
        """The notebook through nbformat, checked against its schema, and the file's text without its pictures."""
        text = self._text(target)
        read = _read_by_nbformat(text)
        found = list(_reread(read))
        words = "\n".join(strings(_without_pictures(raw_notebook(text))))
        found.append(Part("raw", Modality.TEXT, words, place="text of the file", raw=True))
        children = tuple(child for spot in opened(text).spots for child in _children(spot))
        return Document(target, "application/x-ipynb+json", tuple(found), children)

    def unseen(self, path: Path) -> Iterator[Unseen]:
        """What a notebook, whoever made it, holds without showing it."""
        yield from unseen_in(self._text(path), hidden_is_kept=self.options.hidden == "keep")

    def _text(self, source: Path) -> str:
        return decoded(contents(source, self.options.largest), "utf-8").text

    def _page(self, words: str, changes: Changes, spot: Spot) -> str:
        page = _opened_page(words)
        return fragment(page, changes, f"{spot.id}.", hidden=self.options.hidden) if page else ""


def _parts(spot: Spot) -> Iterator[Part]:
    words = spot.holder[spot.key]
    if spot.kind is Kind.TEXT and words:
        yield Part(spot.id, Modality.TEXT, words, place=spot.place)
    elif spot.kind is Kind.PAGE and (page := _opened_page(words)):
        yield from parts(page, f"{spot.id}.")


def _children(spot: Spot) -> Iterator[Attachment]:
    words = spot.holder[spot.key]
    if spot.kind is Kind.PAGE and (page := _opened_page(words)):
        yield from pictures(page, f"{spot.id}.")
    elif spot.kind is Kind.PICTURE and (data := _bytes(words, spot.ending)):
        yield Attachment(spot.id, f"picture{spot.ending}", data, place=spot.place)


def _opened_page(words: str) -> Page | None:
    try:
        return page_of(words) if words.strip() else None
    except UnreadableError:
        return None


def _bytes(words: str, ending: str) -> bytes:
    if ending == ".svg":
        return words.encode("utf-8")
    try:
        return base64.b64decode("".join(words.split()))
    except (binascii.Error, ValueError):
        return b""


def _put_picture(spot: Spot, child: tuple[str, bytes] | None) -> None:
    """Put in the picture that came back, under the media type that it has now; take it out where none did."""
    words = spot.holder.pop(spot.key)
    mime = _MIMES.get(Path(child[0]).suffix.lower()) if child else None
    if child is None or mime is None:
        return
    if mime == "image/svg+xml":
        spot.holder[mime] = child[1].decode("utf-8", "replace")
    else:
        spot.holder[mime] = base64.b64encode(child[1]).decode("ascii") + ("\n" if words.endswith("\n") else "")


def _put(spot: Spot, words: str) -> None:
    """Put it there; take its media type out where nothing is left of it."""
    if words:
        spot.holder[spot.key] = words
    else:
        del spot.holder[spot.key]


def _finish(notebook: Notebook) -> None:
    """Outputs of which nothing is left say so; JSON is JSON again where it still is some; passages are a list."""
    for cell in notebook.root["cells"]:
        for output in cell.get("outputs", ()):
            data = output.get("data")
            if data is not None:
                if "application/json" in data:
                    data["application/json"] = _as_json(data["application/json"])
                if not data:
                    data["text/plain"] = LEFT_OUT
        attached = cell.get("attachments", {})
        for name in [name for name, bundle in attached.items() if not bundle]:
            del attached[name]


def _as_json(words: str) -> Any:
    try:
        return json.loads(words)
    except ValueError:
        return words


def _read_by_nbformat(text: str) -> Json:
    import nbformat

    try:
        read = nbformat.reads(text, as_version=nbformat.NO_CONVERT)  # type: ignore[no-untyped-call]
        nbformat.validate(read)
    except (nbformat.ValidationError, nbformat.reader.NotJSONError, ValueError, KeyError, AttributeError):
        raise broken() from None
    return dict(read)


def _reread(notebook: Json) -> Iterator[Part]:
    for number, cell in enumerate(notebook["cells"], 1):
        place = f"cell {number}"
        yield Part(f"c{number}", Modality.TEXT, cell["source"], place=place)
        for count, output in enumerate(cell.get("outputs", ()), 1):
            for index, (mime, value) in enumerate(_forms(output), 1):
                name = f"c{number}.o{count}.{index}"
                if mime in PAGES:
                    yield from reread_page(value, f"{name}.")
                elif mime not in PICTURES:
                    yield Part(name, Modality.TEXT, "\n".join(strings(value)), place=place)


def _forms(output: Json) -> Iterator[tuple[str, Any]]:
    if "data" in output:
        yield from output["data"].items()
    else:
        yield from ((key, value) for key, value in output.items() if key in {"text", "ename", "evalue", "traceback"})


def _without_pictures(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            key: _without_pictures(one) for key, one in value.items() if key not in PICTURES or key == "image/svg+xml"
        }
    return [_without_pictures(one) for one in value] if isinstance(value, list) else value
