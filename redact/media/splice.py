"""Putting new text where a finding stood: the one rule that every text-like format shares."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter
from typing import TypeAlias

from redact.errors import PluginError
from redact.types import Drop, Edit, Keep, NewText, TextSpan

_PLACE = itemgetter(0, 1)
Splice: TypeAlias = tuple[int, int, str]
"""Half-open code points of the old text, and what stands there afterwards."""


def spliced(text: str, splices: Iterable[Splice]) -> str:
    """*text* with every splice applied. Raises ``PluginError`` where they overlap or leave the text."""
    pieces, at = [], 0
    for start, end, new in sorted(splices, key=_PLACE):
        if not at <= start <= end <= len(text):
            raise PluginError("two changes overlap, or one lies outside its part")
        pieces.append(text[at:start])
        pieces.append(new)
        at = end
    pieces.append(text[at:])
    return "".join(pieces)


def by_part(edits: Iterable[Edit]) -> Mapping[str, list[Edit]]:
    """The edits, by the id of the part that they change."""
    groups: defaultdict[str, list[Edit]] = defaultdict(list)
    for edit in edits:
        groups[edit.region.part].append(edit)
    return groups


def splices_of(edits: Sequence[Edit], length: int) -> list[Splice]:
    """What the edits of one text part of *length* characters put where. A drop empties the part.

    Raises ``PluginError`` for a region or a replacement that is none of text.
    """
    splices: list[Splice] = []
    for edit in edits:
        region, what = edit.region, edit.replacement
        if isinstance(what, NewText) and isinstance(region, TextSpan):
            splices.append((region.start, region.end, what.text))
        elif isinstance(what, Drop):
            return [(0, length, "")]
        elif not isinstance(what, Keep):
            raise PluginError("text can only be replaced by text", "name an operator for text in the policy")
    return splices


def edited(text: str, edits: Sequence[Edit]) -> str:
    """The text of a part with its edits applied."""
    return spliced(text, splices_of(edits, len(text))) if edits else text
