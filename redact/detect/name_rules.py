"""Names by the words around them: after a title or a greeting, above a signature, before an address in angle brackets.

Rules find what the model misses when there is no sentence around a name, as in letters, mails, forms and transcripts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from redact.detect.name_words import INITIAL, NAME, NOT_NAMES, TITLES, WORD

_SMALL = r"[^\W\d_]{2,20}(?:[ \-'][^\W\d_]{2,20})?"
_HEADED = r"^(?:[A-HIVX]|[IVX]{1,4})\. "
_LONG = rf"(?!\w\b){WORD}"
_END = r"(?=[ \t]*(?:[,.!?:;)\-]|\n|$))"


@dataclass(frozen=True, slots=True)
class Rule:
    """An expression whose group ``x`` is a name, what that is worth, and the reason in plain words."""

    regex: re.Pattern[str]
    score: float
    why: str


def _rule(regex: str, score: float, why: str) -> Rule:
    return Rule(re.compile(regex, re.MULTILINE), score, why)


RULES = (
    _rule(
        rf"(?<![\w.])(?:{TITLES})\b\.?[ \t]{{1,2}}(?:(?:{TITLES})\b\.? )?(?P<x>{NAME})",
        0.85,
        "a title stands before it",
    ),
    _rule(
        rf"(?<![\w.])(?:MR|MRS|MS|MISS|DR|PROF|SIR|CLLR)\b\.?[ \t]{{1,2}}(?P<x>{NAME})",
        0.85,
        "a title stands before it",
    ),
    _rule(
        rf"^[ \t>]*(?:Dear|Hi|Hello|Hey|Hiya|Morning|Good (?:morning|afternoon|evening)|Thanks|Thank you|Cheers"
        rf"|Congratulations),?[ \t]"
        rf"(?P<x>{NAME}){_END}",
        0.8,
        "a greeting stands before it",
    ),
    _rule(
        rf"^[ \t>]*(?i:dear|hi|hello|hey|hiya|morning),?[ \t](?P<x>{_SMALL})(?=[ \t]*[,!\-]|[ \t]*$)",
        0.6,
        "a greeting stands before it",
    ),
    _rule(
        r"^[ \t>]*(?i:(?:(?:with )?(?:kind(?:est)?|best|warm(?:est)?|many)[ ,]{1,2})?(?:regards|wishes|thanks"
        r"|thank you)(?: again| in advance)?"
        r"|yours(?: sincerely| faithfully| truly| ever)?|sincerely|respectfully|cheers|love(?: from)?|best|rgds|kr|bw)"
        rf"[,.!]?[ \t]*\n(?:[ \t>]*\n){{0,2}}[ \t>]*(?P<x>{NAME}|{_SMALL})(?=[ \t]*(?:[,.(|\-]|\n|$))",
        0.8,
        "it is signed",
    ),
    _rule(
        rf"(?i:\b(?:my (?:full |first |last |sur|christian |maiden )?name(?: is|'s)|name is|i am called|they call me"
        rf"|signed by|signed:?"
        rf"|known as|a\.?k\.?a\.?|née|nee|formerly))[ \t]{{1,2}}(?P<x>{NAME})",
        0.85,
        "it is said to be a name",
    ),
    _rule(
        r"(?i:\bmy (?:full |first )?name(?: is|'s)) (?!(?:on|in|not|only|no|below|above|listed|wrong|there|still"
        r"|written|missing|correct)\b)"
        r"(?P<x>[a-z]{2,20}(?: [a-z]{2,20})?)(?=[,.!?\n]| and\b| from\b|$)",
        0.6,
        "it is said to be a name",
    ),
    _rule(
        rf"\b(?:I'm|I am|[Tt]his is|[Ii]t's|[Ss]peaking to|[Ss]poke (?:to|with)|[Ss]peak (?:to|with))[ ](?P<x>{NAME})"
        r"(?= (?:speaking|calling|here|from|and I)\b|[,.]? (?:from|calling|speaking)\b)",
        0.75,
        "somebody says who they are",
    ),
    _rule(
        rf"\b(?i:(?:full |first |last |sur|given |family |maiden |middle )?name|contact|attn|attention|author"
        rf"|prepared by|written by|approved by"
        rf"|reviewed by|signed|witness|interviewer|interviewee|caller|patient|applicant|claimant|defendant|appellant"
        rf"|respondent|complainant"
        rf"|victim|suspect|employee|owner|assignee|reporter|manager|next of kin|guardian|parent|mother|father|spouse"
        rf"|wife|husband|partner"
        rf"|tenant|landlord|customer|client|passenger|driver|insured|holder|beneficiary|attending|physician|gp"
        rf"|consultant|sender|recipient)"
        rf"[ \t]?:[ \t]{{0,3}}(?:(?:{TITLES})\b\.? ){{0,2}}(?P<x>{NAME})",
        0.75,
        "a label stands before it",
    ),
    _rule(
        rf"(?<![\w.@])(?P<x>(?!{_HEADED}){INITIAL}(?:[ ]?{INITIAL}){{0,3}}[ ]?{_LONG}(?:-{WORD})?)(?!\w)",
        0.6,
        "initials and a surname",
    ),
    _rule(rf"(?<![\w.@])(?P<x>{WORD}, {INITIAL}(?: ?{INITIAL}){{0,2}})(?!\w)", 0.5, "a surname and initials"),
    _rule(
        rf"(?<![\w'])[\"']?(?P<x>{WORD},? {NAME}|{NAME}|(?<=\")[^\"\n<>@]{{2,60}}(?=\"))[\"']?[ \t]{{0,2}}"
        r"[<(\[](?:mailto:)?[^<>()\s@]{1,64}@",
        0.8,
        "an e-mail address stands behind it",
    ),
)

_MAIL_NAME = re.compile(r"(?<![\w.+\-])([^\W\d_]{2,24})[._\-]([^\W\d_]{2,24})(?:[._\-]([^\W\d_]{2,24}))?\d{0,4}@")
_ABBREVIATED = re.compile(r"(?:[A-Z]\. ?)+")
_FORMS_OF_ADDRESS = frozenset(TITLES.split("|"))
_POINTING = frozenset(
    "the a an my our your his her their this that these those it we you they he she on in not".split()
)
_NOT_INITIALS = frozenset("US USA UK EU UN PO EC EG IE AM PM AD BC NB PS QC DC".split())


def by_rule(text: str) -> Iterator[tuple[int, int, float, str]]:
    """``(start, end, score, why)`` of each name that a rule finds in *text*."""
    for rule in RULES:
        for found in rule.regex.finditer(text):
            if _credible(found["x"]):
                yield *found.span("x"), rule.score, rule.why
    yield from _named_in_mail(text)


def _credible(name: str) -> bool:
    words = [word for word in re.split(r"[ ,.\t]+", name.lower()) if word]
    initials = _ABBREVIATED.match(name)
    if initials and initials.group().replace(".", "").replace(" ", "") in _NOT_INITIALS:
        return False
    if words and words[0].title() in _FORMS_OF_ADDRESS:
        return False
    return bool(words) and words[0] not in NOT_NAMES | _POINTING and any(word not in NOT_NAMES for word in words)


def _named_in_mail(text: str) -> Iterator[tuple[int, int, float, str]]:
    """Words with a capital that an e-mail address in the same text is made of: "Mary Hill" beside "mary.hill@…"."""
    if "@" not in text:
        return
    words = {word.lower() for found in _MAIL_NAME.finditer(text) for word in found.groups() if word}
    told = sorted(word for word in words if len(word) > 2 and word not in NOT_NAMES)
    if not told:
        return
    some = "|".join(re.escape(word) for word in told)
    for found in re.finditer(rf"(?<![\w.@\-])(?:{some})(?: (?:{some}))*(?![\w@]|[.\-]\w)", text, re.IGNORECASE):
        if found.group()[0].isupper():
            yield *found.span(), 0.6, "an e-mail address in the same text is made of it"
