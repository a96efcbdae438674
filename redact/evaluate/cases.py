"""Cases: short texts that say of one entity type what must be found in them, or that nothing may be.

The shape is that of Presidio's own tests: ``{"id", "text", "entity", "expected": [{"start", "end", "entity"}]}``. An
empty list says that nothing of that type may be found; null says that only ``expected_count`` is known. Of other types
anything may be found. Offsets are half-open and count code points.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from redact.errors import UnreadableError
from redact.evaluate.names import own_type
from redact.types import Finding, TextSpan

DetectTexts = Callable[[Iterable[str]], Iterable[list[Finding]]]
"""What finds: texts in, one list of findings per text out, in order. ``Redactor.detect_texts`` is one."""


class Case(msgspec.Struct, frozen=True):
    """One text, the type that it is about, and where that type stands in it (or how often)."""

    text: str
    entity: str | None
    expected: list[dict[str, Any]] | None = None
    expected_count: int | None = None
    id: str = ""

    @property
    def says_something(self) -> bool:
        """Whether it names a type and says what is expected of it; others are passed over."""
        return bool(self.entity) and (self.expected is not None or self.expected_count is not None)

    def __repr__(self) -> str:
        return f"Case({self.id!r}, {len(self.text)} characters)"


@dataclass(frozen=True, slots=True)
class Held:
    """How many cases hold, of those with something to find and of those with nothing; ``failed``: ids of the others."""

    positives: int = 0
    positives_held: int = 0
    negatives: int = 0
    negatives_held: int = 0
    failed: tuple[str, ...] = ()


def cases_in(path: Path) -> Iterator[Case]:
    """The cases of a file of JSON lines. Raises ``UnreadableError`` naming the line."""
    try:
        lines = path.read_bytes().split(b"\n")
    except OSError as error:
        raise UnreadableError(f"the data cannot be read ({type(error).__name__})", "check the path") from None
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _case(line, number)


def run(path: Path, detect_texts: DetectTexts, names: Mapping[str, str] | None = None) -> dict[str, Held]:
    """By entity type, how many cases of *path* hold. *names* says what the data's types are called here.

    A case with something to find holds when findings of any type cover every span of it to the last letter; a case with
    nothing to find holds when no finding of its type is made. Types are named as in the data.
    """
    cases = [case for case in cases_in(path) if case.says_something]
    held: dict[str, Held] = {}
    for case, findings in zip(cases, detect_texts(case.text for case in cases), strict=True):
        entity = case.entity or ""
        one = _judged(case, findings, own_type(entity, names))
        held[entity] = _sum(held.get(entity, Held()), one)
    return dict(sorted(held.items()))


def _case(line: bytes, number: int) -> Case:
    how = 'a case is {"text": …, "entity": …, "expected": [{"start", "end"}]}'
    try:
        case = msgspec.json.decode(line, type=Case)
        bounds = [(int(span["start"]), int(span["end"])) for span in case.expected or ()]
    except (msgspec.MsgspecError, KeyError, TypeError, ValueError):
        raise UnreadableError(f"line {number} is no case", how) from None
    if any(not 0 <= start < end <= len(case.text) for start, end in bounds):
        raise UnreadableError(f"line {number} expects a span outside of its text", how)
    return case


def _judged(case: Case, findings: Iterable[Finding], entity_type: str) -> Held:
    found = list(findings)
    own = Counter(finding.entity_type for finding in found)[entity_type]
    wanted = len(case.expected) if case.expected is not None else case.expected_count or 0
    if not wanted:
        return Held(negatives=1, negatives_held=own == 0, failed=(case.id,) * bool(own))
    holds = _covered(case, found) if case.expected else own >= wanted
    return Held(positives=1, positives_held=holds, failed=(case.id,) * (not holds))


def _covered(case: Case, findings: Iterable[Finding]) -> bool:
    spans = [region for finding in findings for region in finding.regions if isinstance(region, TextSpan)]
    hidden = {place for span in spans for place in range(span.start, span.end)}
    return all(
        place in hidden or not case.text[place].isalnum()
        for span in case.expected or ()
        for place in range(int(span["start"]), int(span["end"]))
    )


def _sum(one: Held, other: Held) -> Held:
    return Held(
        one.positives + other.positives,
        one.positives_held + other.positives_held,
        one.negatives + other.negatives,
        one.negatives_held + other.negatives_held,
        one.failed + other.failed,
    )
