"""What answers a question without being a number: dates of birth, postcodes, addresses, names spelt out, e-mail."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from redact.detect.patterns import Match
from redact.detect.spoken.dates import born, long_ago
from redact.detect.spoken.tokens import NATO, UNIT
from redact.detect.spoken.windows import Window, Windows, after_lead, match

_STREET = (
    r"(?:street|st|road|rd|avenue|ave|lane|drive|close|crescent|court|place|square|terrace|gardens?|grove|way"
    r"|walk|row|hill|park"
    r"|mews|rise|view|green|boulevard)"
)
_HOUSE = (
    rf"(?:(?i:flat|apartment|unit|number) \w{{1,8}},? )?(?:\d{{1,4}}[a-zA-Z]?|(?i:(?:twenty|thirty|forty|fifty"
    rf"|sixty|seventy|eighty"
    rf"|ninety)(?:[- ]{UNIT})?|{UNIT}|ten|eleven|twelve|\w{{2,7}}teen))"
)
_PLACE = r"(?:,? (?-i:[A-Z][\w'\-]+)(?: (?-i:[A-Z][\w'\-]+))?|, [\w'\-]+(?=[,.?!]|$| (?:with|and|near|so|but)\b))"
_AT_HOME = re.compile(rf"{_HOUSE},?[ \-](?:[\w'\-]+ ){{1,3}}?(?i:{_STREET})\b\.?(?:{_PLACE}){{0,2}}(?: \w+(?=[,.?!]))?")
_SOMEWHERE = re.compile(rf"{_HOUSE},? [A-Z][\w'\-]+(?: [A-Z][\w'\-]+){{0,3}}(?:{_PLACE}){{0,2}}")
_MISHEARD = re.compile(rf"{_HOUSE},? [\w' \-]{{4,50}}(?=[,.?!])")
_POSTCODE = re.compile(
    rf"(?:(?:(?i:{NATO})(?!\w)|\d\w{{0,3}}(?!\w)|[A-Z]{{1,4}}\d\w{{0,5}}|[A-Z]{{1,4}}(?![\w'])|(?i:double|oh"
    rf"|zero|{UNIT})(?!\w)"
    r"|[a-z](?![\w'])),?[ .\-]{0,2}){2,12}"
)
_INWARD = re.compile(r"(?:(?!\d)[\w'\-]+,? ){0,4}(?:[A-Z]{1,2}-?)?\d{1,3}[A-Z]?[ ,\-]{0,2}(?:\d ?)?[A-Z]{1,2}\b")
_CAPITALISED = re.compile(r"(?:[A-Z][\w'\-]*\.?)(?: (?:[A-Z][\w'\-]*|de|van|von|der|bin|al|el))*")
_SPELT = re.compile(r"(?<![\w'])[A-Z](?:(?:-|\. ?|, ?| )(?:(?:double|treble)[ \-])?[A-Z]){2,24}(?![\w'])")
_WITH_WORDS = re.compile(
    r"(?i)(?<!\w)[a-z](?:,? (?:for|as in|is for)) [a-z]+(?:,? [a-z](?:,? (?:for|as in|is for)) [a-z]+)+"
)
_SPELT_OUT = re.compile(
    r"(?=[^.?!]{0,40}\b[A-Z](?:[A-Z]|\b[\s,\-]))(?:[A-Z]\.[ ,]{0,2}"
    r"|(?!\b(?i:lovely|thanks?|okay|great|perfect|right|alright|and (?:the|your|what|can)|can you"
    r"|could)\b)[^.?!]){2,160}"
)
"""Up to the end of the sentence, if single letters are in it: the words between them are letters misheard."""
_PLAIN_WORDS = frozenset(
    "thank thanks okay ok lovely great perfect sure yes no and the is it i one go hello hi good right well sorry "
    "what please "
    "could can do how who all of course alright excellent brilliant".split()
)
_HOSTS = r"com|net|org|uk|co|edu|gov|io|info|de|fr|ie|eu"
_MAIL = re.compile(
    r"(?i)(?<![\w.+\-])(?-i:[A-Z][\w']{0,20} |[a-z] ){0,2}(?:[\w+\-]{1,40}(?: dot |\.| underscore "
    r"| under score | dash | hyphen )){0,4}[\w+\-]{1,40}(?: at |@)[\w\-]{1,63}"
    rf"(?: [\w\-]{{1,20}})?(?:(?: dot |\.)[a-z]{{2,24}}){{1,3}}(?![\w\-])"
    rf"|(?<![\w.])[\w.\-]{{2,40}}at[\w\-]{{2,40}}(?:\.| dot )(?:{_HOSTS})"
    r"(?:\.uk| dot uk)?(?!\w)|(?<![\w.])(?:[\w\-]{1,40}\.){0,3}[\w\-]{2,60}(?:g ?mail|outlook|hotmail|yahoo"
    r"|icloud|bt ?internet"
    r"|proton(?:mail)?|aol|sky|talk ?talk|virgin ?media)(?:\.| dot )(?:com|net|co)(?:\.uk| dot uk)?(?!\w)"
)
_HOST_END = re.compile(rf"(?i)(?:\.|\bdot )(?:{_HOSTS})(?:(?:\.|[ ,]*dot )uk)?(?!\w)")
_ASKED = "what was said before asks for it"


def answers(text: str, opened: Windows) -> Iterator[Match]:
    """Answers in their windows, and what says itself that it was spelt or read out."""
    for window in opened.rows:
        if find := _FIND.get(window.kind):
            yield from find(text, window)
    yield from long_ago(text)
    for found in _MAIL.finditer(text):
        yield match("EMAIL_ADDRESS", found.span(), 0.8, "the form of an address that was read out")
    for form in (_SPELT, _WITH_WORDS):
        for found in form.finditer(text):
            yield match("PERSON", found.span(), 0.6, "a word that was spelt letter by letter")


def _postcode(text: str, window: Window) -> Iterator[Match]:
    start = after_lead(text, window)
    end = min(window.end, start + 60)
    found = _POSTCODE.match(text, start, end) or _INWARD.match(text, start, end)
    if found and any(map(str.isdigit, found.group())):
        yield match("UK_POSTCODE", (start, start + len(found.group().rstrip(" ,.-"))), 0.75, _ASKED)


def _address(text: str, window: Window) -> Iterator[Match]:
    lead = after_lead(text, window)
    ways = (_AT_HOME.search, _SOMEWHERE.search)
    found = next(filter(None, (way(text, window.start, window.end) for way in ways)), None)
    if found := found or _MISHEARD.match(text, lead, window.end):
        yield match("ADDRESS", found.span(), 0.75, _ASKED)


def _name(text: str, window: Window) -> Iterator[Match]:
    start = after_lead(text, window)
    if "spell" in text[max(window.label - 30, 0) : window.start].lower() and (
        spelt := _SPELT_OUT.match(text, start, window.end)
    ):
        yield from _spelt_out(spelt)
        return
    found = _CAPITALISED.match(text, start, window.end)
    if found and found.group().split()[0].strip(".,").lower() not in _PLAIN_WORDS and len(found.group()) > 1:
        yield match("PERSON", found.span(), 0.6, _ASKED)


def _spelt_out(found: re.Match[str]) -> Iterator[Match]:
    """The letters, as a name; with words between them the whole as well, which is no name elsewhere."""
    said = found.group().rstrip(" ,")
    for letters in re.finditer(r"\b[A-Z]{2,}\b", said):
        yield match("PERSON", (found.start() + letters.start(), found.start() + letters.end()), 0.7, _ASKED)
    kind = "USERNAME" if re.search(r"\b[A-Za-z]?[a-z]+\b", said) else "PERSON"
    yield match(kind, (found.start(), found.start() + len(said)), 0.7, _ASKED)


def _mail(text: str, window: Window) -> Iterator[Match]:
    """From the answer's beginning to the end of the host's name, however the middle was heard."""
    start = after_lead(text, window)
    found = _HOST_END.search(text, start, min(window.end, start + 90))
    if found and not re.search(r"[?!]|\. [A-Z]", text[start : found.start()]):
        yield match("EMAIL_ADDRESS", (start, found.end()), 0.8, _ASKED)


_FIND: dict[str, Callable[[str, Window], Iterator[Match]]] = {
    "DATE_OF_BIRTH": born,
    "UK_POSTCODE": _postcode,
    "ADDRESS": _address,
    "PERSON": _name,
    "EMAIL_ADDRESS": _mail,
}
