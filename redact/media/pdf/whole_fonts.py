"""Pages that draw with a font which could not be cut down to what it shows: they become pictures of themselves."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from redact.media.pdf.characters import characters_of
from redact.media.pdf.prepare import Draft
from redact.media.pdf.raster import make_picture
from redact.media.pdf.rendering import Rendering
from redact.media.pdf.saving import packed, saved_pages
from redact.media.pdf.stream import content_of
from redact.media.pdf.underlay import put_words

WHY = "a font that may tell which letters are gone"


def _put(pdf: Any, index: int, words: bytes) -> None:
    page = pdf.pages[index].obj
    picture = content_of(page).partition(b"\nBT")[0]
    page["/Contents"] = packed(pdf, picture + b"\n" + words)


def without_whole_fonts(draft: Draft, pages: Iterable[int]) -> dict[int, str]:
    """Make pictures of these pages, from 0, with their words below; the reason for each."""
    import numpy as np

    listed = sorted(pages)
    if not listed:
        return {}
    rendering = Rendering(saved_pages(draft.pdf, listed))
    for number, index in enumerate(listed):
        page, frame = draft.pdf.pages[index], draft.frames[index]
        characters = characters_of(rendering, number)
        make_picture(draft.pdf, page, frame, rendering.pixels(number, frame))
        put_words(draft.pdf, index, characters, np.zeros(len(characters), bool), partial(_put, draft.pdf, index))
    rendering.close()
    return dict.fromkeys(listed, WHY)
