"""Records redacted one by one, and why some cannot go: what the drivers of shards and the adapters of engines share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from redact.errors import PluginError
from redact.redactor import RedactedText, Redactor
from redact.shards.contract import Texts
from redact.types import TextSpan

_TELLING = 6
"""Letters and figures of a value that says something wherever it stands."""
LEFT, FAILED = "a value that was hidden is still there", "it could not be redacted"
Done: TypeAlias = tuple[RedactedText, ...]


def redacted(redactor: Redactor, records: Sequence[Texts]) -> Iterator[Done | str]:
    """The texts of each record redacted together, in order; or why the record cannot go, without its text.

    A record that makes a plugin fail is looked for alone, so that the others go on.
    """
    for record, done in zip(records, _each(redactor, records), strict=True):
        yield FAILED if done is None else _left(done, record) or done


def _each(redactor: Redactor, records: Sequence[Texts]) -> Iterator[Done | None]:
    try:
        yield from list(redactor.redact_records(records))
    except PluginError:
        for record in records:
            yield _alone(redactor, record)


def _alone(redactor: Redactor, record: Texts) -> Done | None:
    try:
        return next(redactor.redact_records([record]))
    except PluginError:
        return None


def _left(done: Done, old: Texts) -> str:
    """Why a record cannot go: a value that was hidden in one of its texts still stands in one, letter for letter."""
    values = {
        text[region.start : region.end]
        for each, text in zip(done, old, strict=True)
        for finding in each.findings
        for region in finding.regions
        if isinstance(region, TextSpan)
    }
    long = [value for value in values if sum(map(str.isalnum, value)) >= _TELLING]
    return LEFT if any(_stands(value, each.text) for value in long for each in done) else ""


def _stands(value: str, text: str) -> bool:
    """Whether a value stands in a text as a whole word."""
    at = text.find(value)
    while at >= 0:
        before, behind = text[at - 1 : at], text[at + len(value) : at + len(value) + 1]
        if not (_in_word(before) or _in_word(behind)):
            return True
        at = text.find(value, at + 1)
    return False


def _in_word(letter: str) -> bool:
    return letter.isalnum() or letter == "_"
