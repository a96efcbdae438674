"""Digits that scanning or typing made letters ("O7700 9OO l23"), and figures set apart one by one ("9 4 3 4 7 6").

Letters are read as digits only inside tokens that are mostly digits, or at those places of a National Insurance number,
postcode or bank account where only a digit can stand. What reads as numbers in base sixteen is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from redact.detect.disguise import Disguise
from redact.detect.normalise import Edit, View, rewritten

DIGIT = {"O": "0", "o": "0", "D": "0", "Q": "0", "l": "1", "I": "1", "|": "1", "!": "1", "S": "5", "s": "5"}
DIGIT |= {"B": "8", "Z": "2", "G": "6"}
"""The digit that each letter is mistaken for."""

_ROUND_OR_STRAIGHT = frozenset("OoIl|!")
_AS = "0-9OoDQIlSsBZG"
_TOKEN = rf"[{_AS}]+(?:[|!][{_AS}]+)*"
_RUN = re.compile(rf"(?<![A-Za-z0-9_%#\\])[+(]?{_TOKEN}(?:[ .\-/()]{{1,2}}{_TOKEN})*(?![A-Za-z0-9_])")
_CONFUSED = re.compile("[OoDQIlSsBZG|!]")
_TOKENS = re.compile(_TOKEN)
_SORT_CODE = re.compile(rf"[{_AS}]{{2}}([ \-])[{_AS}]{{2}}\1[{_AS}]{{2}}\Z")
_BESIDE_HEX = re.compile(
    r"(?<![A-Za-z0-9])(?=[0-9]{0,8}[ACEFacef])(?=[A-Fa-f]{0,8}[0-9]|[A-F]{2}(?![A-Za-z]))[0-9A-Fa-f]{2,16}"
    r"(?![A-Za-z0-9])"
)
_NINO = re.compile(
    rf"(?<![A-Za-z0-9])[A-Z]{{2}}[ .\-]?(?P<x>(?:[{_AS}][ .\-]?){{5}}[{_AS}])[ .\-]?[A-D](?![A-Za-z0-9])"
)
_OUTWARD = re.compile(r"(?<![A-Za-z0-9])[A-Z]{1,2}(?P<x>I)[A-Z]? [0-9](?!AM|PM|ST|ND|RD|TH)[A-Z]{2}(?![A-Za-z0-9])")
_INWARD = re.compile(r"(?<![A-Za-z0-9])[A-Z]{1,2}[0-9IO]?[0-9][A-Z]? (?P<x>[OIlS])[A-Z]{2}(?![A-Za-z0-9])")
_IBAN = re.compile(
    rf"(?<![A-Za-z0-9])(?:(?:GB|IE)(?P<x>[ ]?[{_AS}]{{2}}) ?[A-Z]{{4}}(?P<y>(?: ?[{_AS}]){{14}})"
    rf"|(?:DE|ES|AT|BE|DK|FI|HR|HU|LT|NO|PL|PT|SE|SI|SK|CZ|EE|IL)(?P<z>(?: ?[{_AS}]){{13,26}}))(?![A-Za-z0-9])"
)
_BEFORE, _AFTER = 88, 32


def _misread(text: str, start: int, end: int) -> Iterator[View]:
    edits = sorted({edit for edits in (_runs(text, start, end), _shaped(text, start, end)) for edit in edits})
    if edits:
        first, last = max(edits[0][0] - _BEFORE, start), min(edits[-1][1] + _AFTER, end)
        yield rewritten(text, edits, first, last)


def _runs(text: str, start: int, end: int) -> Iterator[Edit]:
    for found in _RUN.finditer(text, start, end):
        if not _CONFUSED.search(text, *found.span()):
            continue
        first, last = _trimmed(text, *found.span())
        run = text[first:last]
        if _mostly_digits(run) and not _hexadecimal(text, first, last):
            yield from _as_digits(text, first, last)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A run without the tokens at its ends that are words: those that hold no digit."""
    spans = [token.span() for token in _TOKENS.finditer(text, start, end)]
    while spans and text[slice(*spans[0])].isalpha() and not _sort_code_at(text, spans[0][0]):
        spans.pop(0)
    while spans and text[slice(*spans[-1])].isalpha() and not _zeros(text[slice(*spans[-1])]):
        spans.pop()
    return (spans[0][0], spans[-1][1]) if spans else (start, start)


def _sort_code_at(text: str, place: int) -> bool:
    return _SORT_CODE.match(text, place, place + 8) is not None


def _mostly_digits(run: str) -> bool:
    digits = sum(map(str.isdecimal, run))
    letters = [letter for letter in run if letter in DIGIT]
    weak = sum(letter not in _ROUND_OR_STRAIGHT for letter in letters)
    tokens = _TOKENS.findall(run)
    if not letters or weak > 2 or not all(map(_figures, tokens)) or not _strokes_in_groups(tokens):
        return False
    enough = (digits >= 4 and 6 <= digits + len(letters) <= 26) or (digits >= 2 and _SORT_CODE.match(run) is not None)
    return enough and len(letters) <= (digits / 3 if weak else digits * 1.5)


def _figures(token: str) -> bool:
    """Whether a token can be a group of figures: a digit in it, or nothing but noughts and ones."""
    return not token.isalpha() or _zeros(token)


def _strokes_in_groups(tokens: list[str]) -> bool:
    """Whether strokes can be ones: a single one inside a short group; elsewhere they divide the columns of a table."""
    struck = [token for token in tokens if "|" in token or "!" in token]
    return not struck or (len(struck) == 1 and len(struck[0]) <= 6 and sum(map(struck[0].count, "|!")) == 1)


def _zeros(token: str) -> bool:
    return len(token) > 1 and _ROUND_OR_STRAIGHT.issuperset(token)


def _hexadecimal(text: str, start: int, end: int) -> bool:
    """Whether a number in base sixteen stands beside it, or the run is made of pairs like those of a dump."""
    return any(_BESIDE_HEX.search(text, low, high) for low, high in ((max(start - 12, 0), start), (end, end + 12)))


def _shaped(text: str, start: int, end: int) -> Iterator[Edit]:
    for form in (_NINO, _OUTWARD, _INWARD, _IBAN):
        for found in form.finditer(text, start, end):
            for name, group in found.groupdict().items():
                if group and (form is not _NINO or sum(map(str.isdecimal, group)) >= 4):
                    yield from _as_digits(text, *found.span(name))


def _as_digits(text: str, start: int, end: int) -> Iterator[Edit]:
    for place in range(start, end):
        if text[place] in DIGIT:
            yield place, place + 1, DIGIT[text[place]]


_APART = re.compile(
    r"(?<!\S)(?<![0-9] )(?:[A-Z] ?[A-Z] {1,2})?[0-9](?: {1,2}[0-9]){5,18}(?: {1,2}[A-D])?(?![^\s.,;)])(?! [0-9])"
)
_WORDS_BEFORE = re.compile(r"[A-Za-z]{2}[^\n]{0,40}\Z")


def _apart(text: str, start: int, end: int) -> Iterator[View]:
    for found in _APART.finditer(text, start, end):
        first, last = found.span()
        if _WORDS_BEFORE.search(text[max(first - 48, 0) : first]):
            edits = [(gap.start() + first, gap.end() + first, "") for gap in re.finditer(" +", found.group())]
            yield rewritten(text, edits, max(first - _BEFORE, 0), min(last + _AFTER, len(text)))


_IN_RUN = rf"[{_AS}|! .\-/()]"
_LETTER = "[OoDQIlSsBZG|!]"
_MISREAD = rf"(?:{_LETTER}[{_AS}]|[{_AS}]{_LETTER})"
_PAIR = rf"[ \-][{_AS}]{{2}}"
_LIKE_A_RUN = (
    rf"(?<![A-Za-z0-9_])[+(]?(?:(?=(?:{_IN_RUN}{{0,72}}?[0-9]){{4}})"
    rf"(?:[0-9]{_IN_RUN}{{0,78}}?{_LETTER}(?=[{_AS}|!]{{0,20}}+(?![A-Za-z0-9_]))|{_LETTER}[{_AS}|!]{{0,5}}?[0-9])"
    rf"|(?:{_MISREAD}{_PAIR}{_PAIR}|[0-9]{{2}}[ \-]{_MISREAD}{_PAIR}|[0-9]{{2}}[ \-][0-9]{{2}}[ \-]{_MISREAD})"
    r"(?![A-Za-z0-9_]))"
)
"""Where a run may begin that is mostly digits: a letter that looks like one, and four digits, or a sort code."""
_SHAPED = "|".join(
    (
        r"(?=[A-Z]{2}[0-9 .\-]{0,16}[OoDQIlSsBZG])" + re.sub(r"\?P<\w>", "?:", _NINO.pattern),
        *(re.sub(r"\?P<\w>", "?:", form.pattern) for form in (_OUTWARD, _INWARD, _IBAN)),
    )
)
DIGITS = (
    Disguise(
        "letters for digits",
        r"[0-9][OoDQIlSsBZG|!][0-9]|[^A-Za-z0-9][OIlSoBZGQDs][0-9][0-9]|[A-Z][A-Z] ?[OIlSZG][0-9]|[OoIl][0-9]{4}"
        r"|[0-9][0-9][OIlSGZBo]|[0-9][OolI][OolI]|[ \-][OolI][OolI][OolI]?[0-9]|[0-9][OolI][ \-][0-9OolI]"
        r"|[/.\-][OoIl][0-9]|[0-9][OoIl][/.\-][0-9]|[0-9][A-Z]? [OIlS][A-Z][A-Z]|[A-Z]I[A-Z]? [0-9][A-Z][A-Z]",
        ("9A", "A9", "9[os]", "o9", "s9", "l9", "9l", r"9\|9", "9!9", "9 [Al]AA", " 9AA"),
        _misread,
        "read letters as the digits that they look like",
        0.7,
        rf"{_LIKE_A_RUN}|{_SHAPED}",
        back=78,
    ),
    Disguise(
        "figures set apart",
        r"[0-9] {1,2}[0-9] {1,2}[0-9] {1,2}[0-9] {1,2}[0-9] ",
        (" 9 9 ", " 9  9 "),
        _apart,
        "read figures set apart as one number",
        0.8,
    ),
)
