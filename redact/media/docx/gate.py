"""What a Word file holds beside that which it shows: looked for in any file, whoever made it.

What Office files have in common is in ``ooxml.gate``; here are changes, comments, hidden text and the like.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from redact.media import checklist
from redact.media.docx.comments import COMMENT, signed, unreferred
from redact.media.docx.fields import hidden_instructions
from redact.media.docx.formats import Styles
from redact.media.docx.headers import unshown
from redact.media.docx.hidden import hidden_rows, hidden_runs
from redact.media.docx.invisible import invisible
from redact.media.docx.outside import outside
from redact.media.docx.revisions import changes_in
from redact.media.ooxml import gate
from redact.media.ooxml.gate import Opened
from redact.media.ooxml.xml import local, q
from redact.types import Unseen

if TYPE_CHECKING:
    from redact.media.ooxml.xml import Element

CHECKS = (
    checklist.TRACKED,
    checklist.COMMENTS,
    checklist.HIDDEN_TEXT,
    checklist.HIDDEN_ROWS,
    checklist.INVISIBLE,
    checklist.OUTSIDE,
    checklist.VERSIONS,
    *gate.CHECKS,
)
"""Every item that a Word file is examined for."""
_ELEMENTS = {
    "docVars": ("variables of the document", checklist.CUSTOM_DATA),
    "mailMerge": ("the set-up of a mail merge", checklist.LINKED),
    "smartTagPr": ("the data of a smart tag", checklist.CUSTOM_DATA),
    "customXmlPr": ("the data of an XML element", checklist.CUSTOM_DATA),
    "permStart": ("who may edit a passage", checklist.METADATA),
    "fldData": ("the data of a field", checklist.CUSTOM_DATA),
    "helpText": ("the help text of a field", checklist.CUSTOM_DATA),
    "statusText": ("the help text of a field", checklist.CUSTOM_DATA),
    "contentPart": ("ink", checklist.CUSTOM_DATA),
    "gfxdata": ("a second copy of a drawing", checklist.CUSTOM_DATA),
}
_RELATIONS = {
    "glossaryDocument": ("building blocks", checklist.VERSIONS),
    "commentsExtensible": ("the times of comments", checklist.COMMENTS),
}
_HIDDEN = frozenset({checklist.HIDDEN_TEXT, checklist.HIDDEN_ROWS, checklist.INVISIBLE, checklist.OUTSIDE})
"""What the policy may want to stay."""
_RSID = "rsid"


@dataclass(frozen=True, slots=True)
class Kept:
    """What the policy wants to stay: tracked changes that name nobody, and hidden text."""

    changes: bool = False
    hidden: bool = False


def unseen_in(opened: Opened, kept: Kept) -> Iterator[Unseen]:
    """All that the file holds without showing it. Raises ``UnreadableError`` where a member is damaged."""
    for found in _all(opened, kept):
        stays = kept.hidden and (found.check in _HIDDEN or found.kind == gate.HIDDEN_SHAPE)
        yield replace(found, serious=False) if stays else found


def _all(opened: Opened, kept: Kept) -> Iterator[Unseen]:
    yield from gate.unseen_in_package(opened)
    roots = {name: opened.xml(name) for name in opened.xml_members()}
    styles = Styles(next((root for root in roots.values() if root.tag == q("w:styles")), None))
    for name, root in roots.items():
        for found in (*_changes(root, kept), *_comments(root), *_hidden(root, styles), *_elements(root)):
            yield replace(found, place=opened.place(name))
    yield from _nowhere(list(roots.values()))
    for owner, relation in opened.related(*_RELATIONS):
        kind, check = _RELATIONS[relation.kind]
        yield Unseen(kind, opened.place(owner), check=check)


def _changes(root: Element, kept: Kept) -> Iterator[Unseen]:
    amount, signed_too = changes_in(root)
    if amount:
        serious = bool(signed_too) or not kept.changes
        yield Unseen("tracked changes", "", amount, serious=serious, check=checklist.TRACKED)


def _comments(root: Element) -> Iterator[Unseen]:
    if amount := sum(1 for _ in root.iter(COMMENT)):
        yield Unseen("comments", "", amount, serious=False, check=checklist.COMMENTS)
    if named := signed(root):
        yield Unseen("who wrote comments, and when", "", named, check=checklist.COMMENTS)


def _hidden(root: Element, styles: Styles) -> Iterator[Unseen]:
    if letters := sum(len("".join(map(str, run.itertext()))) or 1 for run in hidden_runs(root, styles)):
        yield Unseen("hidden text", "", letters, check=checklist.HIDDEN_TEXT)
    if rows := sum(1 for _ in hidden_rows(root)):
        yield Unseen("a hidden row of a table", "", rows, check=checklist.HIDDEN_ROWS)
    if commands := hidden_instructions(root):
        yield Unseen("the instruction of a field", "", commands, check=checklist.HIDDEN_TEXT)
    if not_on_the_web := sum(1 for _ in root.iter(q("w:webHidden"))):
        kind = "text that is hidden on the web"
        yield Unseen(kind, "", not_on_the_web, serious=False, check=checklist.HIDDEN_TEXT)
    for kind, amount in Counter(kind for _, kind in invisible(root, styles)).items():
        yield Unseen(kind, "", amount, check=checklist.INVISIBLE)
    for kind, amount in Counter(kind for _, kind in outside(root)).items():
        yield Unseen(kind, "", amount, check=checklist.OUTSIDE)


def _elements(root: Element) -> Iterator[Unseen]:
    names, sessions = Counter[str](), 0
    for element in root.iter():
        names[local(element.tag)] += 1
        for key in element.attrib:
            sessions += local(key).startswith(_RSID)
            names["gfxdata"] += local(key) == "gfxdata"
    for name, (kind, check) in _ELEMENTS.items():
        if names[name]:
            yield Unseen(kind, "", names[name], check=check)
    if sessions or names[_RSID]:
        kind = "ids of editing sessions"
        yield Unseen(kind, "", sessions + names[_RSID], serious=False, check=checklist.METADATA)


def _nowhere(roots: list[Element]) -> Iterator[Unseen]:
    """Notes that nothing refers to, and headers that no page shows."""
    if notes := len(unreferred(roots)):
        yield Unseen("a note or comment that nothing refers to", "file", notes, check=checklist.VERSIONS)
    if headers := sum(1 for _ in unshown(roots)):
        yield Unseen("a header or footer that no page shows", "file", headers, check=checklist.HIDDEN_CONTENT)
