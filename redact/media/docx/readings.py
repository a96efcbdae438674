"""The several texts that one paragraph is: with its changes and without them, with what is hidden in it and without.

A name may be whole in one of them only: with "Jo|hn|seph Smith", where "hn" is deleted, the former text says a name
that neither the present one nor the deleted letters say. Each is offered as a text of its own; they share their pieces,
and what is to be done in any of them is settled piece by piece, so that no letter is spared by another text's edit.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import TYPE_CHECKING

from redact.errors import PluginError
from redact.media.docx.formats import Styles
from redact.media.docx.hidden import is_hidden
from redact.media.ooxml.slots import MarkPiece, Piece, Slot, TextPiece, apply
from redact.media.ooxml.xml import q, qs
from redact.media.splice import Splice, by_part, splices_of
from redact.types import Edit

if TYPE_CHECKING:
    from redact.media.ooxml.xml import Element

_GONE = qs("w:del w:moveFrom")
_COME = qs("w:ins w:moveTo")
_PARAGRAPH = q("w:p")
_RUN = q("w:r")


def readings(slot: Slot, styles: Styles, *, may_hide: bool = True) -> Iterator[Slot]:
    """The texts of a paragraph: as it is now, as it was before its changes, and as far as it is shown.

    *may_hide*: whether anything in its member may be hidden. *slot* has all its pieces, the deleted ones too. The
    second and the third are left out where they say nothing else.
    """
    gone = [_is_within(piece, _GONE) for piece in slot.pieces]
    come = [_is_within(piece, _COME) for piece in slot.pieces]
    now = [piece for piece, away in zip(slot.pieces, gone, strict=True) if not away]
    yield Slot(slot.id, slot.place, tuple(now), slot.context, slot.then)
    if any(gone):
        former = [p for p, away, new in zip(slot.pieces, gone, come, strict=True) if away or not new]
        yield Slot(f"{slot.id}.before", f"{slot.place}, before its changes", tuple(former), slot.context)
    seen = [piece for piece in now if not _is_hidden(piece, styles)] if may_hide else now
    if _is_split(now, seen):
        yield Slot(f"{slot.id}.shown", f"{slot.place}, what is shown of it", tuple(seen), slot.context)


def apply_readings(slots: Iterable[Slot], edits: Iterable[Edit]) -> None:
    """Carry the edits out, those of texts that share pieces together.

    Raises ``PluginError`` for an edit of a part that is not there, or one that is none of text.
    """
    listed, groups = list(slots), by_part(edits)
    if groups.keys() - {slot.id for slot in listed}:
        raise PluginError("a change was asked for in a part that the file does not have")
    shared = _shared(listed)
    alone = [slot for slot in listed if slot.id not in shared]
    pieces: dict[Element, Piece] = {}
    cuts: defaultdict[Element, list[Splice]] = defaultdict(list)
    for slot in (slot for slot in listed if slot.id in shared and slot.id in groups):
        for splice in _checked(splices_of(groups[slot.id], len(slot.text)), len(slot.text)):
            for piece, cut in _spread(slot.pieces, splice):
                cuts[_home(piece)].append(cut)
                pieces[_home(piece)] = piece
    apply(alone, (edit for slot in alone for edit in groups.get(slot.id, ())))
    for element, found in cuts.items():
        pieces[element].put(_settled(pieces[element].text, found))


def _shared(slots: Iterable[Slot]) -> set[str]:
    """The ids of the slots that have a piece in common with another."""
    owners: dict[Element, str] = {}
    shared = set[str]()
    for slot in slots:
        for piece in slot.pieces:
            if isinstance(piece, TextPiece | MarkPiece):
                owner = owners.setdefault(piece.element, slot.id)
                if owner != slot.id:
                    shared |= {owner, slot.id}
    return shared


def _checked(splices: list[Splice], length: int) -> list[Splice]:
    at = 0
    for start, end, _ in sorted(splices, key=lambda splice: splice[:2]):
        if not at <= start <= end <= length:
            raise PluginError("two changes overlap, or one lies outside its part")
        at = end
    return splices


def _spread(pieces: tuple[Piece, ...], splice: Splice) -> Iterator[tuple[Piece, Splice]]:
    """What a change of the whole text does to each piece that it touches; new text goes into the first with letters."""
    start, end, new = splice
    edges = [0, *accumulate(len(piece.text) for piece in pieces)]
    touched = [i for i in range(len(pieces)) if start < edges[i + 1] and end > edges[i]]
    touched = touched or [i for i in range(len(pieces)) if edges[i] <= start <= edges[i + 1]][:1]
    home = next((i for i in touched if isinstance(pieces[i], TextPiece)), next(iter(touched), None))
    for i in touched:
        here = max(start - edges[i], 0), min(end, edges[i + 1]) - edges[i]
        yield pieces[i], (*here, new if i == home else "")


def _settled(text: str, cuts: Iterable[Splice]) -> str:
    """One piece after all changes of it; where some overlap all they cover goes, and the first new text stays."""
    made, at = "", 0
    for start, end, new in _joined(cuts):
        made, at = made + text[at:start] + new, end
    return made + text[at:]


def _joined(cuts: Iterable[Splice]) -> list[Splice]:
    joined: list[Splice] = []
    for start, end, new in sorted(cuts):
        if joined and (start < joined[-1][1] or (start, end) == joined[-1][:2]):
            first, last, kept = joined[-1]
            joined[-1] = (first, max(last, end), kept or new)
        else:
            joined.append((start, end, new))
    return joined


def _home(piece: Piece) -> Element:
    if isinstance(piece, TextPiece | MarkPiece):
        return piece.element
    raise PluginError("a text of a paragraph stands outside of it")


def _is_within(piece: Piece, tags: frozenset[str]) -> bool:
    for above in _home(piece).iterancestors():
        if above.tag in tags:
            return True
        if above.tag == _PARAGRAPH:
            return False
    return False


def _is_hidden(piece: Piece, styles: Styles) -> bool:
    run = next(_home(piece).iterancestors(_RUN, _PARAGRAPH), None)
    return run is not None and run.tag == _RUN and is_hidden(run, styles)


def _is_split(now: list[Piece], seen: list[Piece]) -> bool:
    """Whether something hidden stands between letters that are shown."""
    if len(seen) == len(now):
        return False
    whole = "".join(piece.text for piece in now).strip()
    shown = "".join(piece.text for piece in seen).strip()
    return bool(shown) and shown not in whole
