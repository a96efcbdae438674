"""What findings stand on: each thing that is said once, with its type and, of a person, the name taken apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from redact.resolve.overlaps import span_of
from redact.resolve.subjects.everyday import EVERYDAY, may_be_a_word
from redact.resolve.subjects.naming import Name, name_of, title_before
from redact.types import Finding, TextSpan


class Said(NamedTuple):
    """A value of one type, wherever it stands; ``name`` where the type is a person's name.

    ``titled`` is the value with the title that stands before it, where one does.
    """

    entity_type: str
    value: str
    name: Name | None = None
    titled: str = ""


class Mentions:
    """Findings with what each says: ``each`` gives for a finding its number in ``said``, in order of appearance.

    ``counts`` are how often each thing is said. The number of what stands in no text is -1.
    """

    def __init__(self, findings: Iterable[Finding], texts: Mapping[str, str]) -> None:
        self.findings = list(findings)
        self.said: list[Said] = []
        self.counts: list[int] = []
        self._texts = texts
        self._numbers: dict[tuple[str, str], int] = {}
        self._everyday: set[int] = set()
        self.each = [self._number(finding) for finding in self.findings]
        for number in self.each:
            if number >= 0:
                self.counts[number] += 1

    def names(self) -> Counter[Name]:
        """The forms of names, with how often they stand."""
        names: Counter[Name] = Counter()
        for said, count in zip(self.said, self.counts, strict=True):
            if said.name is not None:
                names[said.name] += count
        return names

    def _number(self, finding: Finding) -> int:
        region = finding.regions[0]
        if not isinstance(region, TextSpan) or region.start == region.end:
            return -1
        text = self._texts[region.part]
        key = (finding.entity_type, text[region.start : region.end])
        if key[0] == "PERSON" and (title := title_before(text, region.start)):
            key = (key[0], f"{title} {key[1]}")
        number = self._numbers.get(key)
        return self._looked_at(key, finding, text) if number is None or number in self._everyday else number

    def _looked_at(self, key: tuple[str, str], finding: Finding, text: str) -> int:
        """The number of what is said for the first time, or of a word of every day, which may be joined to nobody."""
        span = span_of(finding)
        said, everyday = _first_said(*key, text[span.start : span.end]), False
        if said.name is not None and said.name.bare in EVERYDAY:
            seen, everyday = finding.detector != "echo", True
            if may_be_a_word(said.value, text, span.start, seen=seen):
                key, said = ("", said.value), said._replace(name=said.name._replace(plain=True))
        number = self._numbers.setdefault(key, len(self.said))
        if number == len(self.said):
            self.said.append(said)
            self.counts.append(0)
        if everyday:
            self._everyday.add(number)
        return number


def _first_said(entity_type: str, titled: str, value: str) -> Said:
    if entity_type != "PERSON":
        return Said(entity_type, value)
    name = name_of(titled)
    return Said(entity_type, value, name if name.bare or name.surname else Name(letters=value, plain=True), titled)
