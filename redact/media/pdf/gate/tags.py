"""What a PDF says in place of what it shows: alternative texts, expansions, and words said instead of the glyphs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from redact.media.pdf.gate.graph import Graph
from redact.media.pdf.gate.history import INSIDE
from redact.media.pdf.objects import CannotEditError, as_dictionary, as_list, is_stream, is_string, words_of
from redact.media.pdf.rendering import Rendering
from redact.media.pdf.stream import content_of
from redact.types import Unseen

_TOLD = {"/Alt": "alternative text", "/E": "expansion of an abbreviation"}
_INSTEAD = "text said in place of the glyphs"
_INLINE = re.compile(rb"/ActualText\s*(\((?:[^\\()]|\\.)*\)|<[0-9A-Fa-f\s]*>)", re.DOTALL)
_SPOILT = b"/AktuelText"  # as long as the name that it takes the place of
_SHORT = 2  # letters: a ligature, or a letter that its font does not name


def traces_in_tags(pdf: Any, graph: Graph) -> Iterator[Unseen]:
    """Alternative texts, told; and texts said in place of glyphs that show something else."""
    instead: list[str] = []
    for number in graph.holding("/Alt", "/E", "/ActualText"):
        for holder in _holders(pdf.get_object(number)):
            instead.append(words_of(holder.get("/ActualText")))
            for key, kind in _TOLD.items():
                text = words_of(holder.get(key))
                if text.strip():
                    yield Unseen(kind, INSIDE, len(text), serious=False)
    contents = _contents(pdf)
    instead += [words_of(_parsed(literal)) for _, data in contents for literal in _INLINE.findall(data)]
    longer = [text for text in map(_plain, instead) if len(text) > _SHORT]
    if longer:
        shown = _glyphs(pdf, graph, contents)
        yield from (Unseen(_INSTEAD, INSIDE, len(text)) for text in longer if text not in shown)


def _holders(value: Any) -> Iterator[Any]:
    """The dictionaries in an object that have no number of their own, and itself."""
    waiting = [value]
    while waiting:
        found = waiting.pop()
        dictionary = as_dictionary(found)
        if dictionary:
            yield dictionary
        members = [*as_list(found), *dictionary.values()]
        waiting += [member for member in members if not getattr(member, "is_indirect", True)]


def _contents(pdf: Any) -> list[tuple[Any, bytes]]:
    """The pages and forms whose contents say something in place of glyphs."""
    streams = [page.obj for page in pdf.pages]
    streams += [value for value in pdf.objects if is_stream(value) and value.get("/Subtype") == "/Form"]
    found = []
    for stream in streams:
        try:
            data = content_of(stream)
        except CannotEditError:
            continue
        if b"/ActualText" in data:
            found.append((stream, data))
    return found


def _parsed(literal: bytes) -> Any:
    import pikepdf

    return pikepdf.Object.parse(literal)


def _plain(text: str) -> str:
    """Letters and digits alone, ligatures taken apart, small."""
    return "".join(letter for letter in unicodedata.normalize("NFKC", text).casefold() if letter.isalnum())


def _glyphs(pdf: Any, graph: Graph, contents: list[tuple[Any, bytes]]) -> str:
    """What the glyphs of all pages say by themselves: the file is read without what is said in their place.

    The open PDF is of no use for anything else afterwards.
    """
    from redact.media.pdf.saving import saved

    for stream, data in contents:
        spoilt = data.replace(b"/ActualText", _SPOILT)
        if is_stream(stream):
            stream.write(spoilt)
        else:
            stream["/Contents"] = pdf.make_stream(spoilt)
    for number in graph.holding("/ActualText"):
        for holder in _holders(pdf.get_object(number)):
            if is_string(holder.get("/ActualText")):
                del holder["/ActualText"]
    return "".join(_plain(text) for text in _texts(Rendering(saved(pdf)), len(pdf.pages)))


def _texts(rendering: Rendering, pages: int) -> Iterator[str]:
    import pypdfium2

    for index in range(pages):
        with rendering.page(index) as page:
            try:
                text = page.get_textpage()
            except pypdfium2.PdfiumError:
                continue
            yield text.get_text_bounded(left=-1e6, bottom=-1e6, right=1e6, top=1e6)
            text.close()
