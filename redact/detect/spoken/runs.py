"""Figures and letters in a row: where they stand, and what they are when one writes them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from redact.detect import checks
from redact.detect.spoken.tokens import FIGURES, LIKE, LOOSE, NATO, RUN, SOUND_LIKE, TENS, TIMES, WORD
from redact.detect.spoken.windows import Windows

ASKED = {
    "PHONE_NUMBER": 16, "UK_NHS": 13, "CREDIT_CARD": 22, "UK_BANK_ACCOUNT": 16, "UK_NINO": 9, "UK_PASSPORT": 12,
    "UK_UTR": 12, "UK_COMPANY_NUMBER": 9, "UK_CHARITY_NUMBER": 9, "UK_DRIVING_LICENCE": 16,
    "UK_VEHICLE_REGISTRATION": 5, "UK_POSTCODE": 5, "CASE_REFERENCE": 20, "US_SSN": 11, "NATIONAL_ID": 20,
    "IBAN_CODE": 34, "IMEI": 18,
}  # fmt: skip
"""The numbers that are asked for, and the most digits that they have."""
_LAST_LIKE = re.compile(rf"(?i)(?:[ ,.\-]{{1,3}}{LIKE})+$")
_NEXT_SENTENCE = re.compile(r"[.,] (?:I|A|a)(?:[ .].*)?$")
_PIECE = re.compile(rf"(?i)(?:(double|treble|triple)[ \-])?(\d+|{WORD}|{TENS}|{LIKE}|{NATO}|[a-z])")


@dataclass(frozen=True, slots=True)
class Run:
    """Figures and letters in a row: where, and as one would write them."""

    start: int
    end: int
    written: str

    @property
    def digits(self) -> str:
        return checks.digits_of(self.written)


def runs(text: str, opened: Windows) -> Iterator[Run]:
    """Every run with a digit in it; where a number was asked for, also what figures are misheard as."""
    reached = 0
    for strict in RUN.finditer(text):
        if strict.start() < reached:
            continue
        window = opened.at(strict.start())
        first, last = strict.span()
        if window and window.kind in ASKED:
            first, last = _loosely(text, (first, last), max(reached, window.start))
        end = _end(text, first, last)
        written = "".join(_plain(piece) for piece in _PIECE.finditer(text, first, end))
        if any(map(str.isdigit, written)):
            reached = end
            yield Run(first, end, written)


def _end(text: str, first: int, last: int) -> int:
    """Without the first word of the next sentence: "I", "A", or the "One" of "One moment"."""
    said = _NEXT_SENTENCE.sub("", text[first:last])
    if re.match(r" [a-z]", text[last : last + 2]):
        said = re.sub(r"[.?!] [A-Z][a-z]+$", "", said)
    return first + len(said.rstrip(" ,.-"))


def _loosely(text: str, place: tuple[int, int], floor: int) -> tuple[int, int]:
    for found in LOOSE.finditer(text, max(floor, place[0] - 24)):
        if found.start() <= place[0] < found.end():
            end = _LAST_LIKE.sub("", found.group())
            return found.start(), max(found.start() + len(end), place[1])
        if found.start() > place[0]:
            break
    return place


def _plain(piece: re.Match[str]) -> str:
    value = SOUND_LIKE.get(piece.group(2).lower(), piece.group(2).lower())
    if re.fullmatch(TENS, value):
        return "00" if value.endswith("ty") else "11"
    return (FIGURES.get(value, value if len(value) == 1 or value.isdigit() else value[0])) * TIMES.get(
        (piece.group(1) or "").lower(), 1
    )
