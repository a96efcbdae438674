"""Pictures in layers that are switched off: the page is drawn with each and without."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from redact.media.pdf.gate.page import Sight
from redact.media.pdf.gate.sight import drawn, window_of, without
from redact.media.pdf.gate.survey import IMAGE
from redact.media.pdf.geometry import Rect

SWITCHED_OFF = "picture in a layer that is switched off"
_LETTER = 8.0  # points
_MOST = 50  # pictures of a page that are tried


def pictures_switched_off(page: Any, sight: Sight) -> Iterator[tuple[str, Rect]]:
    """The pictures of an open page that belong to layers and change nothing where they lie."""
    survey = sight.survey
    if not sight.around.layered:
        return
    for row in ((survey.kind == IMAGE) & survey.marked).nonzero()[0][:_MOST].tolist():
        window = window_of(sight.around.page, sight.around.rotation, survey.rect(row), _LETTER)
        if window is not None:
            with without(handle for other, handle in enumerate(survey.handles) if other > row):
                shown = drawn(page, window, notes=False)
                with without([survey.handles[row]]):
                    if (shown == drawn(page, window, notes=False)).all():
                        yield SWITCHED_OFF, survey.rect(row)
