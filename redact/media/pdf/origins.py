"""Where in the original that stood which is seen at a place of the copy, in which lines may have been set anew."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from redact.media.pdf.geometry import Frame
from redact.media.pdf.offer import picture_id
from redact.media.pdf.shifts import Shift, origin_of
from redact.types import Box, Region


@dataclass(frozen=True, slots=True)
class Origins:
    """The frames of all pages, and the glyphs that moved on some of them. Pages count from 0."""

    frames: tuple[Frame, ...]
    shifts: Mapping[int, list[Shift]]

    def of(self, region: Region) -> Region:
        """The place in the original. What is no box of a page, or did not move, is where it was."""
        index = next((n for n in self.shifts if picture_id(n) == region.part), None)
        if index is None or not isinstance(region, Box):
            return region
        frame = self.frames[index]
        rect = frame.rect(region)
        before = origin_of(rect, self.shifts[index])
        return region if before == rect else frame.box(region.part, before)
