"""Who stays: people whom the policy keeps, and the names of officials; what a ``deny`` list names goes all the same.

Of somebody whom the policy keeps stay the name in all its forms and what was joined to it: addresses, user names,
initials. A mention that could be another's goes, and so does one that was joined although it is spelt otherwise, and
so do dates, telephone numbers and all else of which nothing says whose it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from redact.policy import Subjects
from redact.resolve.lists import Spans
from redact.resolve.subjects.named import Named
from redact.resolve.subjects.roles import officials
from redact.types import Finding, TextSpan

_KEPT = "the policy keeps what belongs to this person"


def parted(
    named: Named, texts: Mapping[str, str], subjects: Subjects, denied: Sequence[Finding]
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """What goes and what stays of *named*; *denied* are the places that the ``deny`` list names."""
    acting = officials(named, texts) if subjects.officials == "keep" else {}
    if not named.kept and not acting:
        return named.findings, ()
    taken = Spans(_in_one(denied, texts))
    goes: list[Finding] = []
    stays: list[Finding] = []
    for finding in named.findings:
        why = _why(finding, named, acting)
        if why and finding.regions[0] not in named.doubtful and not taken.touch(finding):
            stays.append(replace(finding, why=(*finding.why, why)))
        else:
            goes.append(finding)
    return tuple(goes), tuple(stays)


def _why(finding: Finding, named: Named, acting: Mapping[str, str]) -> str:
    """Why a finding stays; empty where it goes."""
    subject = finding.subject or ""
    if subject in named.kept:
        return _KEPT
    return acting.get(subject, "") if finding.entity_type == "PERSON" else ""


def _in_one(denied: Sequence[Finding], texts: Mapping[str, str]) -> list[Finding]:
    """The denied places by the parts of *texts*: those of a single text that was given another name stand in that."""
    if all(finding.regions[0].part in texts for finding in denied):
        return list(denied)
    (part,) = texts
    spans = (finding.regions[0] for finding in denied)
    renamed = (TextSpan(part, span.start, span.end) for span in spans if isinstance(span, TextSpan))
    return [replace(finding, regions=(span,)) for finding, span in zip(denied, renamed, strict=True)]
