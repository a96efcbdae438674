"""Values in disguise: small windows around the signs of a disguise are read plainly and searched again.

The plain case costs the search for the triggers alone. Around each trigger a window of the text is read as the disguise
says, the rows run over that reading, and what they find maps back to the text. Kept is only what the reading changed
and what is believable: a joined number may be two, so a guess must be worth ``Disguise.least``, may not stand in a row
of other numbers unless a word says what it is, and loses a little of its score.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache

from redact.detect.disguise import Disguise
from redact.detect.disguised_addresses import ADDRESSES
from redact.detect.disguised_breaks import BREAKS
from redact.detect.disguised_digits import DIGITS
from redact.detect.disguised_escapes import ESCAPES
from redact.detect.normalise import View, normalise
from redact.detect.patterns import Match, Told
from redact.detect.seen import Seen

__all__ = ["DISGUISES", "Disguise", "places", "proven", "seen_through"]

DISGUISES: tuple[Disguise, ...] = (*ESCAPES, *BREAKS, *ADDRESSES, *DIGITS)
"""In the order in which one may lie under another: a code may stand for a line break, a break cut a misread number."""

DISCOUNT = 0.95
"""What a score keeps for being read through a disguise."""

_REACH = 96
_LONGEST = 640
_OVERLAP = 192
_ANNOUNCED = 0.92
"""What a match is worth only where a word nearby says what it is, or a checksum that chance does not pass holds."""
_LIKELY_BY_CHANCE = {
    "UK_VEHICLE_REGISTRATION": 0.8,
    "PHONE_NUMBER": 0.755,
    "URL": 0.85,
    "USERNAME": 0.8,
    "AGE": 0.8,
    "CREDIT_CARD": 0.85,
}
_DIALLED = 0.47
"""What a telephone number that begins with "+" must be worth: hardly anything else begins so."""
_ADDRESSES = frozenset({"EMAIL_ADDRESS", "URL"})
_NUMBER_BEFORE = re.compile(r"[0-9][ \t,;]{1,3}\Z")
_NUMBER_BEHIND = re.compile(r"[ \t,;]{1,3}[0-9]")

_TRIGGER = 16
"""No trigger is longer."""
_KINDS = bytes(57 if 48 <= code <= 57 else 65 if 65 <= code <= 90 else code for code in range(256))

Look = Callable[[str], Seen]
"""A search of a text for matches and for signs of a disguise."""


def places(text: str, disguises: Iterable[Disguise] = DISGUISES) -> Iterator[tuple[Disguise, int]]:
    """Places of every trigger in *text*, in order for each disguise: the search for want of hyperscan."""
    kinds = text.encode("latin-1", "replace").translate(_KINDS)
    for disguise in disguises:
        trigger = _compiled(disguise.trigger)
        hits = (found.start() for sign in disguise.signs for found in _signs(sign).finditer(kinds))
        for place in sorted(hits) if len(disguise.signs) > 1 else hits:
            if trigger.search(text, max(place - _TRIGGER, 0), place + _TRIGGER):
                yield disguise, place


def proven(text: str, places: Iterable[tuple[Disguise, int]]) -> list[tuple[Disguise, int]]:
    """Where the triggers at these places (any character of one, or the one behind it) begin, if they have a proof."""
    triggers = dict.fromkeys(found for disguise, place in places for found in _triggers(text, disguise, place))
    return [(disguise, start) for disguise, start, end in triggers if _has_proof(text, disguise, start, end)]


def _triggers(text: str, disguise: Disguise, place: int) -> Iterator[tuple[Disguise, int, int]]:
    match = _compiled(disguise.trigger).match
    for start in range(max(place - _TRIGGER, 0), place + 1):
        found = match(text, start)
        if found and found.end() >= place:
            yield disguise, start, found.end()


def _has_proof(text: str, disguise: Disguise, start: int, end: int) -> bool:
    if not disguise.proof:
        return True
    sought = _compiled(rf"(?s:.{{0,{disguise.back + _TRIGGER}}}?)(?P<here>)(?:{disguise.proof})")
    found = sought.match(text, max(start - disguise.back, 0))
    return found is not None and found.start("here") < end


def seen_through(text: str, places: Iterable[tuple[Disguise, int]], look: Look) -> Iterator[Match]:
    """What is seen in plain readings of the windows around *places*, with offsets in *text*.

    *text* is a plain view. A place is any character of a trigger, or the one behind it. Each part of the text is looked
    at about once for each disguise that has triggers there, however many they are.
    """
    found: dict[Disguise, list[int]] = {}
    for disguise, place in places:
        found.setdefault(disguise, []).append(place)
    for disguise, triggers in found.items():
        for start, end in _windows(sorted(triggers), len(text)):
            for view in disguise.reveal(text, start, end):
                yield from _believed(text, disguise, view, look)


def _windows(triggers: list[int], length: int) -> Iterator[tuple[int, int]]:
    """Stretches around triggers: those close together share one, so long as it stays short."""
    start = end = -1
    for place in triggers:
        low, high = max(place - _REACH, 0), min(place + _REACH, length)
        if start >= 0 and low <= end and high - start <= _LONGEST:
            end = high
            continue
        if start >= 0:
            yield start, end
        start = max(place - _OVERLAP, 0) if low <= end else low
        end = high
    if start >= 0:
        yield start, end


def _believed(text: str, disguise: Disguise, view: View, look: Look) -> Iterator[Match]:
    for match, start, end in _found(disguise, view, look):
        first, last = view.span(start, end)
        if not _changed(text, view, start, end, exact=disguise.exact) or not _stands_free(text, view, start, end):
            continue
        if disguise.exact or _believable(text, match, first, last, disguise.least):
            told = Told(match.pattern, match.score * DISCOUNT, (*match.why, disguise.why))
            yield Match(told, first, last)


def _found(disguise: Disguise, view: View, look: Look) -> Iterator[tuple[Match, int, int]]:
    """What is found in a reading, and in readings of that: offsets are those of the reading."""
    plain = normalise(view.text)
    seen = look(plain.text)
    under = DISGUISES[DISGUISES.index(disguise) + 1 :]
    signs = [(other, place) for other, place in seen.signs if other in under]
    for found in (seen.matches, seen_through(plain.text, signs, look) if signs else ()):
        for match in found:
            yield match, *plain.span(match.start, match.end)


def _changed(text: str, view: View, start: int, end: int, *, exact: bool) -> bool:
    """Whether the reading differs there from the text; for an exact one also where it differs right before."""
    start = max(start - 1, 0) if exact else start
    return text[slice(*view.span(start, end))] != view.text[start:end]


def _stands_free(text: str, view: View, start: int, end: int) -> bool:
    """Whether the window does not cut through the match."""
    first, last = view.span(start, end)
    cut_before = start == 0 and first > 0 and not text[first - 1].isspace()
    return not cut_before and not (end == len(view.text) and last < len(text) and not text[last].isspace())


def _believable(text: str, match: Match, first: int, last: int, least: float) -> bool:
    kind = match.pattern.entity_type
    dialled = kind == "PHONE_NUMBER" and text[first] == "+"
    if match.score < (_DIALLED if dialled else max(least, _LIKELY_BY_CHANCE.get(kind, 0.0))):
        return False
    if kind in _ADDRESSES or match.score >= _ANNOUNCED:
        return True
    return not _NUMBER_BEFORE.search(text[max(first - 4, 0) : first]) and not _NUMBER_BEHIND.match(text, last)


@cache
def _compiled(expression: str) -> re.Pattern[str]:
    return re.compile(expression)


@cache
def _signs(expression: str) -> re.Pattern[bytes]:
    return re.compile(expression.encode("latin-1"))
