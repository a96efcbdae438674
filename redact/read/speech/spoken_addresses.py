"""Addresses as people say them: "sarah dot collins at example dot com", and as models mishear them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from redact.read.speech.spoken_text import Change

_ENDS = "com|org|net|edu|gov|info|io|uk|ie|eu|de|fr|es|it|nl|us|ca|au|nz|in"
_DOT = r"(?:\s+dot\s+|\.)"
_SPOKEN_ADDRESS = re.compile(
    rf"(?<![\w+-])[\w+-]{{1,64}}(?:{_DOT}[\w+-]{{1,64}}){{0,6}}(?:\s+at\s+"
    rf"|@)[\w-]{{1,64}}(?:{_DOT}[\w-]{{1,64}}){{0,6}}{_DOT}"
    rf"(?:{_ENDS})\b",
    re.IGNORECASE,
)
_SPOKEN_DOMAIN = re.compile(
    rf"(?<![\w-])[\w-]{{1,64}}(?:{_DOT}[\w-]{{1,64}}){{0,6}}\s+dot\s+(?:{_ENDS})\b", re.IGNORECASE
)
_GLUED = re.compile(
    rf"(?<![\w.+-])[\w.+-]{{1,64}}?a[td](?=[\w-]{{3,64}}\.(?:[\w-]{{1,64}}\.){{0,6}}(?:{_ENDS})\b)", re.IGNORECASE
)
_SIGN = re.compile(r"\s+(?:dot|at)\s+", re.IGNORECASE)
_MAIL = re.compile(r"\be-?\s?mail", re.IGNORECASE)
NEAR = 80
"""Characters before an address in which the word e-mail makes a doubtful form certain."""


def addresses(text: str) -> Iterator[Change]:
    """Changes that put signs for the words "at" and "dot" where only an address can be meant."""
    done = 0
    found = [*_SPOKEN_ADDRESS.finditer(text), *_SPOKEN_DOMAIN.finditer(text)]
    for match in sorted(found, key=lambda match: (match.start(), -match.end())):
        said = match.group()
        if match.start() < done or not (_local_is_an_address(said) or _mail_before(text, match.start())):
            continue
        done = match.end()
        for sign in _SIGN.finditer(said):
            new = "." if "dot" in sign.group().lower() else "@"
            yield Change(match.start() + sign.start(), match.start() + sign.end(), new)


def _local_is_an_address(said: str) -> bool:
    """Whether it can be no sentence: "sarah.collins at …" and "… dot com", but not "I work at example.com"."""
    before = re.split(r"\s+at\s+|@", said, maxsplit=1, flags=re.IGNORECASE)[0]
    return re.search(r"[.\d_+-]|\sdot\s", before, re.IGNORECASE) is not None


def glued_addresses(text: str) -> Iterator[Change]:
    """Changes that put the sign for an "at" that was run together with its neighbours, after the word e-mail."""
    for match in _GLUED.finditer(text):
        sign = match.end() - 2
        if sign > match.start() and "@" not in text[match.start() : match.end() + 1] and _mail_before(text, sign):
            yield Change(sign, match.end(), "@")


def _mail_before(text: str, place: int) -> bool:
    return _MAIL.search(text, max(place - NEAR, 0), place) is not None
