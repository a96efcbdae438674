"""Who acts in an office, as far as the text shows: by the title, by what stands behind the name, by the line below it.

"Cllr Jane Smith", "Jane Smith MP", "Jane Smith, Head of Planning", a signature with "Planning Officer" beneath it. One
such mention is enough for all mentions of that person, unless another says that the same person is a patient, a
claimant, a victim, a complainant or a witness: then nothing is kept. A doctor's or a professor's title is no office.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from redact.resolve.subjects.named import Named
from redact.types import TextSpan

_BEFORE, _AFTER = 60, 90
_TITLES = (
    (r"Cllr|Councillor|Alderman", "a councillor"),
    (
        r"W?PC|D[CSI]|DCI|DSU|Sgt|Sergeant|Insp|Inspector|Constable|Supt|(?:Chief )?Superintendent|PCSO|"
        r"(?:Det|Detective|Chief|Police) (?:Chief )?(?:Constable|Sergeant|Sgt|Inspector|Insp|Superintendent)",
        "a police officer",
    ),
    (
        r"(?:District |Circuit |Employment |Tribunal )?Judge|(?:Mr|Mrs|Ms|Lord|Lady) (?:Chief )?Justice|Sheriff",
        "a judge",
    ),
    (r"(?:Prime )?Minister", "a minister"),
    (r"Coroner", "a coroner"),
    (r"Mayor", "a mayor"),
)
_OFFICES = (
    "Head of|(?:Director|Secretary|Chair|Leader|Clerk|Minister) (?:of|for|to)|Chief Executive|Permanent Secretary|"
    "Secretary of State|Commissioner|Registrar|Ombudsman|Coroner|Officer|Manager|Inspector|Director|Clerk|Caseworker|"
    "Case Worker|Solicitor to the Council|Minister|Councillor|Mayor|MP|MSP"
)
_LOWER = (
    "head of|director of|chief executive|permanent secretary|secretary of state|registrar of|commissioner|clerk to|"
    "minister (?:of|for)|leader of the council|chief constable|ombudsman|councillor|coroner"
)
_PRIVATE_WORDS = (
    "patient|claimant|victim|complainant|witness|appellant|applicant|defendant|tenant|resident|service user|client|"
    "pupil|child|data subject|requester|accused|suspect|deceased|survivor|offender|prisoner|employee|whistleblower|"
    "mother|father|son|daughter|wife|husband|carer|next of kin"
)
_HOLDS = rf"(?:the |our |its |your |a |an )?(?:(?:[A-Z][\w&/'’-]*|of|and|for) ){{0,5}}(?:{_OFFICES})\b"
_HOLDS_LOWER = rf"(?:the |our |its |your |a |an )?(?:(?:acting|deputy|assistant|interim|senior|then) )*(?:{_LOWER})\b"
_LINK = r"(?:\s*,\s*(?:who (?:is|was) )?|\s*\(\s*|\s+[-–—]\s+|\s+(?:is|was|as)\s+)"
_TITLED = tuple(
    (re.compile(rf"\b(?:{title})\.?\s+$"), re.compile(rf"(?:the )?(?:{title})\.?\s+\S"), what)
    for title, what in _TITLES
)
_MEMBER = re.compile(r",?\s+(?:MP|MSP|MLA)\b")
_MEMBER_WITHIN = re.compile(r"\b(?:MP|MSP|MLA)$")
_BEHIND = re.compile(rf"{_LINK}(?:{_HOLDS}|{_HOLDS_LOWER})")
_AHEAD = re.compile(rf"\b(?:{_HOLDS}|{_HOLDS_LOWER})(?: (?:of|for|to)? ?[A-Z][\w&'’-]*){{0,4}},?\s+$")
_ALONE_IN_LINE = re.compile(r"(?:^|\n)[^\S\n]*(?:(?:Mr|Mrs|Ms|Miss|Dr)\.?[^\S\n]+)?$")
_LINE_BELOW = re.compile(rf"[^\S\n]*,?[^\S\n]*\r?\n[^\S\n]*(?=[^\n]{{1,60}}(?:\n|$)){_HOLDS}")
_PRIVATE_AHEAD = re.compile(
    rf"\b(?:{_PRIVATE_WORDS})\b\s*(?:[,:(]|is|was|named|called)?\s*(?:(?:Cllr|Councillor|Mr|Mrs|Ms|Miss|Dr|PC)\.?\s+)?$",
    re.IGNORECASE,
)
_PRIVATE_BEHIND = re.compile(
    rf"{_LINK}(?:(?:the|a|an|our|your|his|her|their) )?(?:\w+ )?(?:{_PRIVATE_WORDS})\b", re.IGNORECASE
)


def officials(named: Named, texts: Mapping[str, str]) -> dict[str, str]:
    """The subjects whom *texts* show acting in an office and nothing shows otherwise, each with what is said of it."""
    acting: dict[str, str] = {}
    private: set[str] = set()
    for finding in named.findings:
        span, subject = finding.regions[0], finding.subject
        if finding.entity_type != "PERSON" or subject is None or not isinstance(span, TextSpan):
            continue
        text = texts[span.part]
        around = (
            text[max(span.start - _BEFORE, 0) : span.start],
            text[span.start : span.end],
            text[span.end : span.end + _AFTER],
        )
        if _PRIVATE_AHEAD.search(around[0]) or _PRIVATE_BEHIND.match(around[2]):
            private.add(subject)
        elif subject not in acting and span not in named.doubtful and (office := _office(*around)):
            acting[subject] = f"acts {office} here"
    return {subject: why for subject, why in acting.items() if subject not in private}


def _office(before: str, name: str, after: str) -> str:
    """In what office a mention shows its person, in general words; empty where it shows none."""
    for ahead, within, what in _TITLED:
        if ahead.search(before) or within.match(name):
            return f"as {what}"
    if _MEMBER.match(after) or _MEMBER_WITHIN.search(name):
        return "as a member of parliament"
    signed = _ALONE_IN_LINE.search(before) and _LINE_BELOW.match(after)
    return "in an office" if signed or _BEHIND.match(after) or _AHEAD.search(before) else ""
