"""What a prepared PDF still holds and nobody sees, taken out: words and pixels under an author's boxes, white words.

The gate tells what that is. A page on which something of it is left afterwards is to become a picture of itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from redact.media.pdf.gate import unseen_on
from redact.media.pdf.objects import CannotEditError
from redact.media.pdf.places import Places, Points
from redact.media.pdf.rendering import Rendering
from redact.media.pdf.saving import stored
from redact.media.pdf.stream import walked
from redact.media.pdf.walk import Memory, Target, Walk, own_resources, prune
from redact.media.shelf import Stored


@dataclass(frozen=True, slots=True)
class Unshown:
    """Pages, from 0, on which something was that nobody sees: those that were changed, and those that resist."""

    changed: frozenset[int]
    stubborn: frozenset[int]


def take_out_unshown(pdf: Any, data: Stored) -> Unshown:
    """Take out of the pages what nobody sees. *data* is the PDF as it is."""
    rendering, memory = Rendering(data), Memory()
    stubborn, changed = set(), set()
    for index in range(len(pdf.pages)):
        target = _target(rendering, index)
        if target is None:
            continue
        changed.add(index)
        if not _taken_out(Walk(pdf, own_resources(pdf.pages[index].obj.get("/Resources")), target, memory), index):
            stubborn.add(index)
    rendering.close()
    return Unshown(frozenset(changed), frozenset(stubborn | _left(pdf, changed - stubborn)))


def _target(rendering: Rendering, index: int) -> Target | None:
    """What must go from a page; nothing from most."""
    points, pictures = unseen_on(rendering, index)
    if not points and not pictures:
        return None
    return Target(points=Points(points), covered=Places(pictures))


def _taken_out(walk: Walk, index: int) -> bool:
    page = walk.pdf.pages[index].obj
    try:
        data = walked(walk, page)
    except CannotEditError:
        return False
    prune(walk)
    page["/Resources"] = walk.resources
    if data is not None:
        page["/Contents"] = walk.pdf.make_stream(data)
    return True


def _left(pdf: Any, changed: set[int]) -> set[int]:
    """The changed pages that still hold something that nobody sees."""
    if not changed:
        return set()
    rendering = Rendering(stored(pdf))
    left = {index for index in changed if _target(rendering, index) is not None}
    rendering.close()
    return left
