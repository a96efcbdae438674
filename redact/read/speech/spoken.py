"""Spoken forms written down: digits one by one, spelled letters, "at" and "dot", with the memory of who said what.

A speech model writes "0-7-7-0-0, 9-0-0", "O207", "L-S-6" or "sarah.collins at example.com". Text detectors know
"07700 900", "0207", "LS6" and "sarah.collins@example.com". Only forms that leave little doubt are changed; every new
character remembers the words that it came from. Amounts, dates, sums and lists of two or three numbers are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from redact.read.speech.spoken_addresses import addresses, glued_addresses
from redact.read.speech.spoken_letters import letters_for, letters_for_words, letters_in_one
from redact.read.speech.spoken_numbers import numbers, points
from redact.read.speech.spoken_text import Change, Written, apply, as_heard


def written_down(words: Sequence[str]) -> Written:
    """The words with spoken forms in written form."""
    heard = as_heard(words)
    for changes in (
        letters_for,
        letters_in_one,
        letters_for_words,
        _spelled,
        numbers,
        points,
        _postcodes,
        addresses,
        glued_addresses,
    ):
        heard = apply(heard, changes)
    return heard


_HYPHENATED = re.compile(r"\b[A-Za-z0-9](?:-[A-Za-z0-9]){2,}\b")
_SPACED = re.compile(r"\b[A-Z0-9](?:,? [A-Z0-9]){3,}\b")


def _spelled(text: str) -> Iterator[Change]:
    found = [match for form in (_HYPHENATED, _SPACED) for match in form.finditer(text)]
    for match in sorted(found, key=lambda match: match.start()):
        said = match.group()
        letters = sum(character.isalpha() and character not in "Oo" for character in said)
        if letters and (letters > 1 or "-" in said):
            for gap in re.finditer(r"[-, ]+", said):
                yield Change(match.start() + gap.start(), match.start() + gap.end(), "")


_POSTCODE = re.compile(r"\b[A-Za-z]{1,2}\d[A-Za-z\d]?(-|, ?)\d[A-Za-z]{2}\b")


def _postcodes(text: str) -> Iterator[Change]:
    for match in _POSTCODE.finditer(text):
        yield Change(match.start(1), match.end(1), " ")
