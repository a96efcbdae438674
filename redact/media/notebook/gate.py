"""What a notebook holds beside that which its reader meets: looked for in any notebook, whoever made it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from redact.errors import UnreadableError
from redact.media import checklist
from redact.media.html import gate as html_gate
from redact.media.notebook.tree import MARKDOWN_UNSEEN, PAGES, PICTURES, TEXTS, Json, joined, raw
from redact.types import Unseen

CHECKS = tuple(
    dict.fromkeys(
        (
            *html_gate.CHECKS,
            checklist.LEFTOVERS,
        )
    )
)
"""Every item that a notebook is examined for."""

_KERNEL_NAMES = frozenset({"Python 3", "Python 3 (ipykernel)", "R", "Julia", "python3", "ir", "julia", "python"})
_HIDING_TAGS = ("hide", "remove", "skip")
Found = tuple[str, str, str]


def unseen_in(text: str, *, hidden_is_kept: bool = False) -> Iterator[Unseen]:
    """What the notebook *text* holds without showing it. Raises ``UnreadableError``."""
    root = raw(text)
    counts: Counter[Found] = Counter(_of_metadata(root))
    for number, cell in enumerate(root["cells"], 1):
        if not isinstance(cell, dict):
            continue
        counts.update(_of_cell(cell, f"cell {number}"))
        for output in cell.get("outputs") or ():
            if isinstance(output, dict):
                counts.update(_of_output(output, f"cell {number}"))
                yield from _of_pages(output, f"cell {number}", hidden_is_kept=hidden_is_kept)
    for (kind, check, place), amount in counts.items():
        yield Unseen(kind, place, amount, check=check)


def _of_metadata(root: Json) -> Iterator[Found]:
    for name, value in _dict(root.get("metadata")).items():
        if name == "widgets":
            yield "the state of widgets", checklist.CUSTOM_DATA, "notebook"
        elif name not in {"kernelspec", "language_info"}:
            yield "metadata", checklist.METADATA, "notebook"
        elif name == "kernelspec" and not _names_of(value) <= _KERNEL_NAMES:
            yield "the name of an installation", checklist.METADATA, "notebook"
    for _ in root.keys() - {"cells", "metadata", "nbformat", "nbformat_minor"}:
        yield "metadata", checklist.METADATA, "notebook"


def _names_of(kernel: object) -> set[str]:
    return {str(value) for key, value in _dict(kernel).items() if key in {"name", "display_name"}}


def _of_cell(cell: Json, place: str) -> Iterator[Found]:
    metadata = _dict(cell.get("metadata"))
    if _is_hidden(metadata):
        yield "cells that are folded or left out", checklist.HIDDEN_CONTENT, place
    if metadata:
        yield "metadata of cells", checklist.CUSTOM_DATA, place
    if cell.get("cell_type") == "markdown":
        source = joined(cell.get("source", ""))
        for found in MARKDOWN_UNSEEN.finditer(source):
            comment = found[0].startswith("<!--")
            yield ("comments", checklist.COMMENTS, place) if comment else ("scripts", checklist.MACROS, place)
        for name in _dict(cell.get("attachments")):
            if f"attachment:{name}" not in source:
                yield "attachments that nothing shows", checklist.LEFTOVERS, place


def _is_hidden(metadata: Json) -> bool:
    folded = [metadata.get("collapsed"), *_dict(metadata.get("jupyter")).values(), metadata.get("hide_input")]
    tags = metadata.get("tags") if isinstance(metadata.get("tags"), list) else []
    hiding = [tag for tag in tags or () if isinstance(tag, str) and tag.startswith(_HIDING_TAGS)]
    slide = _dict(metadata.get("slideshow")).get("slide_type")
    return any(one is True for one in folded) or bool(hiding) or slide in {"skip", "notes"}


def _of_output(output: Json, place: str) -> Iterator[Found]:
    if output.get("metadata"):
        yield "metadata of outputs", checklist.CUSTOM_DATA, place
    for mime in _dict(output.get("data")):
        if "javascript" in mime:
            yield "scripts", checklist.MACROS, place
        elif mime not in TEXTS | PAGES | PICTURES.keys():
            yield "data for programs", checklist.CUSTOM_DATA, place


def _of_pages(output: Json, place: str, *, hidden_is_kept: bool) -> Iterator[Unseen]:
    for mime, value in _dict(output.get("data")).items():
        if mime in PAGES and joined(value).strip():
            try:
                yield from html_gate.unseen_in(joined(value), place, hidden_is_kept=hidden_is_kept)
            except UnreadableError:
                yield Unseen("mark-up without words", place, check=checklist.CUSTOM_DATA)


def _dict(value: object) -> Json:
    return value if isinstance(value, dict) else {}
