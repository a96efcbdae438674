"""Whether a sentence speaks of somebody, or in general: the cues, and what they are worth."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum

_ROLES = (
    r"claimant|patient|applicant|appellant|complainant|defendant|accused|deceased|suspect|victim|witness|pupil|student"
    r"|service user|tenant|employee|worker|client|prisoner|detainee|offender|inmate|child|boy|girl|man|woman|baby"
    r"|mother|father|wife|husband|son|daughter|brother|sister|partner|young person|mum|dad|colleague|manager"
    r"|caller|member|resident|individual|data subject|respondent|petitioner|candidate|nephew|niece|uncle|aunt"
    r"|grandmother|grandfather"
)
_MANY = r"applicants|claimants|appellants|defendants|accused|suspects|complainants|brothers|sisters"
_CLEAR = re.compile(
    r"\b(?i:he|she|him|her|his|hers|himself|herself|my|me|myself|mine)\b"
    r"|(?<!Part )(?<!Type )(?<!Article )\bI(?:'(?:m|ve|d|ll))?\s(?!of\b|and\b|to\b|or\b)[a-z]"
    r"|\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Dame|Lord|Lady|Rev|Cllr|Councillor|PC|DS|DC|DI|Sgt|Baby)\.?\s+[A-Z]"
    rf"|\b(?i:the|this|said|your|our|their|his|her|my)\s+(?i:(?:[a-z]+(?:'s)?\s+)?(?:{_ROLES})\b(?!s))"
    rf"|\b(?i:the|these|both|all)\s+(?i:(?:[a-z]+\s+)?(?:{_MANY}))\b"
    r"|\b(?i:an?)\s+(?:[a-z]+\s+)?(?i:man|woman|boy|girl|colleague|neighbour|employee)\b"
    r"|\b(?i:aged|age)\s+\d{1,3}\b|\b\d{1,2}[- ]year[- ]old\b"
)
_PERHAPS = re.compile(
    r"\b(?i:they|their|them|we|our|us|you|your)\b|\b(?:[A-Z][a-z]+|[A-Z]{2,3})\s+(?:is|was|has|had|takes|took)\s"
)
_NAME = re.compile(r"\b[A-Z][a-z]+(?:['-][A-Z]?[a-z]+)?\s+(?:[A-Z]\.?\s+|[Dd]e\s+|[Vv]an\s+)?[A-Z][a-z]+\b")
_NO_NAME = re.compile(
    r"\b(?:Party|Act|Department|Court|Council|Committee|Church|Street|Road|University|Hospital|Trust|Service|Services|Office"
    r"|Ministry|Union|Board|Agency|Commission|Convention|Republic|Government|State|States|Code|Article|Section|Kingdom|Bill"
    r"|National|Royal|Foundation|Programme|Group|Report|Strategy|Policy|Plan|Secretary|Minister|County|City|Town|North|South"
    r"|East|West|Human|European|Criminal|Public|Security|Police|Prime|General|Chamber|Assize|Supreme|High|District|Regional"
    r"|January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday"
    r"|Thursday|Friday|Saturday|Sunday|The|This|That|These|There|Their|It|In|On|At|For|No|An|Any|All|We|Our|Your|You|If|What"
    r"|When|Where|Which|Who|How|Why|Some|People|Everyone|Nobody|Treatment|Award|Awareness|Week|Day|Month|Centre|Team|Unit"
    r"|Society|Institute|Association|Federation|College|School|House|Parliament|Act|Order|Rules|Regulations|Law)\b"
)
_GENERAL = re.compile(
    r"\b(?:Act|Order|Regulations)\s+(?:19|20)\d\d\b"
    r"|(?i:\b(?:sections?|articles?|rules?|regulations?|policy|policies|strategy|statistics|statistical|per\s?cent"
    r"|guidance|survey|prevalence|awareness|campaign|research|stud(?:y|ies)|clinical trials?|in general|those with"
    r"|people with|patients with|people who|anyone|everyone|persons?|individuals|employers?|employees"
    r"|members of the public|incidence|rates? of|charity|charities|training|course|conference"
    r"|leaflet|website|legislation|bill|law|laws"
    r"|statute|shall|may be|if you)\b)"
    r"|%"
)


class Spoken(Enum):
    """Of whom a sentence speaks, as what it adds to a score."""

    SOMEBODY = 0.15
    PERHAPS = -0.05
    NOBODY = -0.25


GENERALLY = -0.2
"""What a cue of law, policy or statistics adds, unless somebody is clearly spoken of."""


def spoken_of(text: str, start: int, end: int, covered: Iterable[tuple[int, int]]) -> Spoken:
    """Of whom ``text[start:end]`` speaks; a name counts only outside the *covered* places, which are words of ours."""
    if _CLEAR.search(text, start, end):
        return Spoken.SOMEBODY
    places = list(covered)
    if any(_is_outside(found, places) for found in _names(text, start, end)):
        return Spoken.PERHAPS
    before = text[max(0, start - 200) : start].rpartition("\n\n")[2]
    return Spoken.PERHAPS if _CLEAR.search(before) else Spoken.NOBODY


def is_general(text: str, start: int, end: int) -> bool:
    """Whether the sentence speaks of law, policy, numbers of people, or to everybody."""
    return _GENERAL.search(text, start, end) is not None


def _names(text: str, start: int, end: int) -> Iterable[re.Match[str]]:
    for pattern in (_PERHAPS, _NAME):
        for found in pattern.finditer(text, start, end):
            if not _NO_NAME.search(found.group()):
                yield found


def _is_outside(found: re.Match[str], places: list[tuple[int, int]]) -> bool:
    return not any(found.start() < last and first < found.end() for first, last in places)
