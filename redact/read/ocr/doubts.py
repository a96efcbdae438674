"""Other readings of a line: what a second reader makes of it, and what a machine's usual slips would have made of it.

A slip hides a number from a pattern: an O among digits, a full stop where a space was, a gap inside an address. The
first reading stays as it is; a mended one is offered beside it, so that a detector of texts sees both.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from statistics import fmean

from redact.read.ocr.engine import UNREAD, Line, Word

_DIGITS = str.maketrans("OoQDIl|!SsBZzG", "00001111558226")
_NUMBER = re.compile(r"[\dOoQDIl|!SsBZzG]{3,}")
_LEAST_DIGITS = 0.5
_STOPS = re.compile(r"(?<=\w)[.,:;'’°·_](?=\w)")
_EDGE = "‘’'\"“”.,:;_|~-–—«»*°·¿¡©"
_MACHINE = re.compile(r"(?=.*<.*<)[A-Z0-9<]{24,48}")
_CHEVRONS = str.maketrans("‹€Ç-—~_", "<<<<<<<")
_LENGTHS = (30, 36, 44)
_ALONE, _BESIDE = 0.85, 0.7
"""How sure a second reading must be of a line that the first reader could not read, and of any other."""


def with_doubts(line: Line, second: Sequence[Word] = ()) -> Line:
    """The line with its other readings: what a *second* reader says of it where it differs, and either one mended."""
    readings = [line.words]
    for words in _candidates(line.words, second):
        if words and all(_plain(words) != _plain(known) for known in readings):
            readings.append(words)
    return line._replace(others=tuple(readings[1:]))


def _candidates(words: tuple[Word, ...], second: Sequence[Word]) -> Iterator[tuple[Word, ...]]:
    differs = _letters(second) not in {"", _letters(words)} and _is_sure(second, first=words)
    if differs:
        yield tuple(second)
    for reading in (words, *((tuple(second),) if differs else ())):
        yield machine_line(reading) if any("<<" in word.text for word in reading) else mended(reading)


def _is_sure(second: Sequence[Word], *, first: Sequence[Word]) -> bool:
    """Whether a second reading is worth showing: where the first could read nothing, the second must be surer."""
    return fmean(word.sureness for word in second) >= (_ALONE if first[0].text == UNREAD else _BESIDE)


def _plain(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)


def _letters(words: Sequence[Word]) -> str:
    """What is compared: letters and digits, and what an address has, without gaps and without specks at the edges."""
    kept = (unicodedata.normalize("NFKC", word.text).strip(_EDGE) for word in words)
    return "".join(sign for text in kept for sign in text if sign.isalnum() or sign in "@<")


def mended(words: Sequence[Word]) -> tuple[Word, ...]:
    """The words as they would be without a reader's usual slips in numbers and addresses."""
    return tuple(piece for word in _joined_addresses(words) for piece in _apart(_numbers(word)))


def _numbers(word: Word) -> Word:
    """Letters among digits, turned into the digits that look like them."""

    def digits(match: re.Match[str]) -> str:
        run = match[0]
        return run.translate(_DIGITS) if sum(map(str.isdecimal, run)) >= _LEAST_DIGITS * len(run) else run

    return word if "@" in word.text else word._replace(text=_NUMBER.sub(digits, word.text))


def _apart(word: Word) -> Iterator[Word]:
    """A word cut at specks that stand where a space was, its edges cleaned: only where it has digits."""
    if "@" in word.text or not any(map(str.isdecimal, word.text)):
        yield word
        return
    length, place = max(len(word.text), 1), 0
    share = (word.end - word.start) / length
    for text in _STOPS.split(word.text):
        clean = text.strip("‘’'\"“”_|~*°·¿¡©")
        if clean:
            start = word.start + place * share
            yield word._replace(text=clean, start=start, end=start + len(text) * share)
        place += len(text) + 1


def _joined_addresses(words: Sequence[Word]) -> Iterator[Word]:
    """The words, with the pieces of an e-mail address joined again: ``kim .bow @post. example``."""
    waiting: Word | None = None
    for word in words:
        if waiting is not None and _goes_on(waiting.text, word.text):
            waiting = waiting._replace(text=waiting.text + word.text, end=word.end)
            continue
        if waiting is not None:
            yield waiting
        waiting = word
    if waiting is not None:
        yield waiting


def _goes_on(before: str, after: str) -> bool:
    if "@" not in before + after:
        return False
    return after.startswith(("@", ".")) or (before.endswith(("@", ".")) and after[:1].isalnum() and ":" not in before)


def machine_line(words: Sequence[Word]) -> tuple[Word, ...]:
    """A line of a passport or card made for machines, as one word of the length that it must have; else nothing."""
    text = "".join(word.text for word in words).upper()
    text = text.replace("«", "<<").translate(_CHEVRONS)
    if not words or not _MACHINE.fullmatch(text):
        return ()
    length = min(_LENGTHS, key=lambda each: abs(each - len(text)))
    sure = min(word.sureness for word in words)
    return (Word(_fitted(text, length), words[0].start, words[-1].end, sure),)


def _fitted(text: str, length: int) -> str:
    """The text with its longest row of "<" made longer or shorter until it has that length."""
    longest = max(re.finditer(r"<+", text), key=lambda match: len(match[0]))
    row = max(len(longest[0]) + length - len(text), 1)
    return text[: longest.start()] + "<" * row + text[longest.end() :]
