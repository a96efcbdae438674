"""What is asked for or announced in a talk, and how far that reaches: "what's your date of birth?" opens a window.

A window ends where the next one opens, or after a number of letters: an answer may come in pieces, with the other
speaker in between. Labels are those of speech, mishearings of them included ("salt code", "post-good").
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from redact.detect.labels import NOT_PERSONAL
from redact.detect.patterns import Match, Pattern, Told

LONGEST = 240
"""Letters after which a window is closed, whatever was said in it."""
_NO = r"(?:[- ](?:number|num|no\.?|code|id)s?)"
_WHOM = r"(?:me|us|him|her|them|you)"

_LABELS = {
    "PHONE_NUMBER": rf"(?:tele)?phones?{_NO}|telephones?"
    r"|(?:my|your|his|her|their|our|the|home|work|office|daytime|evening) phones?"
    rf"|mobiles?{_NO}?|land ?line|voicemail|whats ?app|fax{_NO}?"
    rf"|(?:call|ring|reach|get|text|phone|contact) (?:{_WHOM}(?: back)?|(?:\w+ ){{0,2}}\w+),? (?:on|under)"
    rf"|(?:call|ring|reach|get|text|phone|contact) {_WHOM}(?: back)? at|best number|contact{_NO}"
    rf"|number (?:to|for) (?:reach|call|contact|ring)|(?:my|your|his|her|their) number(?: is|'s)?|extension",
    "UK_NHS": rf"(?:n[-. ]?h[-. ]?s|mhs|mhf|nhf|[ai]n hs)\.?{_NO}?|health (?:service )?{_NO}",
    "CREDIT_CARD": rf"long{_NO}|(?:credit|debit|bank|visa|master ?card|gift)? ?cards?{_NO}?|visa|master ?card"
    r"|security code|cvv|cvc|expir(?:y|es|ing)(?: date)?",
    "UK_BANK_ACCOUNT": rf"(?:sort|salt|short|saw|sore|sought|thought)[- ]?codes?|a?(?:c)?counts?{_NO}"
    rf"|bank account|bank details",
    "UK_NINO": rf"national (?:insurance|insured|assurance)(?:'s)?{_NO}?|n\.? ?i\.?{_NO}|nino",
    "UK_POSTCODE": r"post(?:al)?[- ]?(?:codes?|good|coat|code's|card is)|zip(?:[- ]?code)?",
    "ADDRESS": r"(?<!mail )address(?:es)?|(?:i|she|he|we|they|who) lives? (?:at|on|in)|living at"
    r"|do(?:es)? (?:you|he|she|they) "
    r"live|moved to|staying at|your street|resid(?:es?|ing|ent) (?:at|of)",
    "EMAIL_ADDRESS": r"e-?\s?mails?(?: address(?:es)?)?|(?:send|sent|write|forward) (?:it|that|this|them|those"
    r"|one|me|us)? ?to",
    "DATE_OF_BIRTH": r"dates? (?:of|on|a|or) (?:birth|bath|berth)|d\.?o\.?b\b\.?|birth[- ]?(?:day|date)"
    r"|born(?: on| in)?",
    "CASE_REFERENCE": rf"references?{_NO}?|ref\b{_NO}?|(?:case|claim|policy|ticket|booking|complaint|crime|incident"
    rf"|customer|member(?:ship)?|patient|hospital|application|file|account)(?: reference)?{_NO}|case reference",
    "UK_PASSPORT": rf"passports?{_NO}?",
    "UK_DRIVING_LICENCE": rf"(?:driving|driver'?s?) licen[cs]e{_NO}?|licen[cs]e{_NO}",
    "UK_VEHICLE_REGISTRATION": rf"registrations?{_NO}?|number ?plates?|licen[cs]e plates?|\breg\b",
    "UK_UTR": rf"u\.?t\.?r\.?{_NO}?|tax ?payer'?s? reference|unique tax\w* reference{_NO}?",
    "UK_COMPANY_NUMBER": rf"company(?: registration)?{_NO}",
    "UK_CHARITY_NUMBER": rf"charity(?: registration)?{_NO}",
    "US_SSN": rf"social(?: security)?{_NO}|social security|s\.?s\.?n\.?\b",
    "IBAN_CODE": r"i-?bans?",
    "IMEI": r"imei|i\.m\.e\.i\.?",
    "NATIONAL_ID": rf"(?:identity|identification|i\.?d\.?|personal|tax){_NO}|identity card",
    "PERSON": r"who am i (?:speaking|talking) (?:to|with)|(?:your|her|his|their|the|my|full|first|last|maiden"
    r"|family|middle)"
    r" (?:full |first |last |maiden |family |middle )?names?|sur ?names?|(?:speaking|talking) to|my name'?s?(?: is)?"
    r"|how (?:do|would) you (?:spell|pronounce)|spell(?:ing|ed|t)?\b(?: that| it| your)?",
    NOT_PERSONAL: rf"rooms?|platforms?|gates?|invoices?{_NO}?|prices?|costs?|totals?|comes to|amounts?|bus(?:es)?"
    r"|pages?|chapters?|sections?|versions?|flights?|channels?|half past|quarter (?:to|past)|orders?|score[ds]?|won"
    r"|lost|paid|pay"
    r"|between|about|around|meeting|temperature",
}
_LABEL = re.compile(
    r"(?i)(?<![\w'])(?:" + "|".join(f"(?P<{kind}>{words})" for kind, words in _LABELS.items()) + r")(?![\w])"
)
_LEAD = re.compile(
    r"(?i)(?:[\s,.?!:;\-]|\b(?:is|it's|its|it is|that's|that is|yes|yeah|sure|okay|ok|so|well|please|er|erm|um"
    r"|uh|the|at|on|in|my"
    r"|number|name|of course|certainly|right|was|(?-i:as)|i think so|you|your|to|with|for|and|all|she|he|this|a|an"
    r"|i'm|hello|hi|hey"
    r"|and what|what|could|can|tell|me|would|like)\b(?!'))*"
)


@dataclass(frozen=True, slots=True)
class Window:
    """Where a label of this kind has its say: from its end on, up to ``end``. ``label`` is where it begins."""

    kind: str
    label: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Windows:
    """The windows of a text, in order; they do not overlap."""

    rows: tuple[Window, ...]
    _starts: tuple[int, ...] = field(repr=False)

    def at(self, place: int) -> Window | None:
        """The window that is open at a place."""
        number = bisect_right(self._starts, place) - 1
        return self.rows[number] if number >= 0 and place < self.rows[number].end else None


def windows(text: str) -> Windows:
    """All windows that labels open in a talk."""
    labels = [(found.lastgroup or "", *found.span()) for found in _LABEL.finditer(text)]
    ends = [*(start for _, start, _ in labels[1:]), len(text)][: len(labels)]
    rows = [
        Window(kind, start, end, min(following, end + LONGEST))
        for (kind, start, end), following in zip(labels, ends, strict=True)
    ]
    return Windows(tuple(rows), tuple(row.start for row in rows))


def after_lead(text: str, window: Window) -> int:
    """Where the answer itself begins, behind "yes", "it's" and the like."""
    found = _LEAD.match(text, window.start, window.end)
    return found.end() if found else window.start


def match(entity_type: str, place: tuple[int, int], score: float, why: str) -> Match:
    """A finding of what was said, with its one reason."""
    row = Pattern("said aloud", entity_type, "", (score, score), "how people read numbers out")
    return Match(Told(row, score, (why,)), *place)
