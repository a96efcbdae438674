"""Who wrote a file, when, where and with what: its properties, and the lists of people beside it."""

from __future__ import annotations

from collections.abc import Iterator

from redact.media import checklist
from redact.media.ooxml.gate.opened import ROOT, Opened
from redact.media.ooxml.properties import ABOUT
from redact.media.ooxml.xml import local
from redact.types import Unseen

_PROGRAM = frozenset(
    "Application AppVersion Pages Words Characters CharactersWithSpaces Lines Paragraphs DocSecurity ScaleCrop "
    "LinksUpToDate SharedDoc HyperlinksChanged Slides Notes HiddenSlides MMClips PresentationFormat Properties".split()
)
"""What the properties of the program may say: it tells nothing of anybody."""
_PEOPLE = {"people": "a list of people", "person": "a list of people", "commentAuthors": "a list of people"}
_PEOPLE |= {"authors": "a list of people", "usernames": "a list of people"}
_PLAIN_PERSON = frozenset({"", "Author"})


def metadata(opened: Opened) -> Iterator[Unseen]:
    """Properties that name people, times, places or programs; what the file is about is only told."""
    for member in _targets(opened, "core-properties"):
        yield from _core(opened, member)
    for member in _targets(opened, "extended-properties"):
        said = [child for child in opened.xml(member) if local(child.tag) not in _PROGRAM and _has_words(child)]
        yield from _some("properties of the program (company, manager, template, titles)", "properties", len(said))
    for member in _targets(opened, "custom-properties"):
        yield from _some("custom properties", "properties", len(opened.xml(member)))
    for owner, relation in opened.related(*_PEOPLE):
        if any(value not in _PLAIN_PERSON for value in _names(opened, relation.target)):
            yield Unseen(_PEOPLE[relation.kind], opened.place(owner), check=checklist.METADATA)


def _targets(opened: Opened, kind: str) -> list[str]:
    return [row.target for row in opened.relations[ROOT] if row.kind == kind and row.target in opened.members]


def _core(opened: Opened, member: str) -> Iterator[Unseen]:
    filled = [child for child in opened.xml(member) if _has_words(child)]
    about = [child for child in filled if child.tag in ABOUT]
    yield from _some("properties: authors, dates, versions", "properties", len(filled) - len(about))
    if about:
        kind = "properties: what the file is about"
        yield Unseen(kind, "properties", len(about), serious=False, check=checklist.METADATA)


def _names(opened: Opened, member: str) -> Iterator[str]:
    """What a list of people calls them; anything where the list is in no form that is known."""
    if not (member in opened.members and opened.is_xml(member)):
        yield "unknown"
        return
    for element in opened.xml(member).iter():
        for key in ("author", "displayName", "name", "userName"):
            yield from (str(value) for name, value in element.attrib.items() if local(name) == key)


def _has_words(element: object) -> bool:
    return any(str(text).strip() for text in element.itertext())  # type: ignore[attr-defined]  # an element of lxml


def _some(kind: str, place: str, amount: int) -> Iterator[Unseen]:
    if amount:
        yield Unseen(kind, place, amount, check=checklist.METADATA)
