"""What drawings hold without showing it: cut-off rims of pictures, hidden shapes, second copies, descriptions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from redact.media import checklist
from redact.media.ooxml.crops import crops
from redact.media.ooxml.gate.opened import Opened
from redact.media.ooxml.shapes import hidden_in
from redact.media.ooxml.xml import q
from redact.types import Unseen

if TYPE_CHECKING:
    from redact.media.ooxml.xml import Element

HIDDEN_SHAPE = "a hidden shape"
"""The kind of what a handler's policy may want to stay."""
_DESCRIBED = frozenset({"descr", "title", "alt"})
_NAMED = frozenset({"docPr", "cNvPr"})
_FILE = re.compile(r"[/\\\\]|\.[A-Za-z]{3,4}$")
_ORIGINALS = {"hdphoto": "the original of a picture"}


def cropped(opened: Opened) -> Iterator[Unseen]:
    """Pictures of which a part is cut off and still there, and originals of pictures that were worked on."""
    for member in opened.xml_members():
        if amount := sum(1 for _ in crops(opened.xml(member))):
            yield Unseen("a picture whose rim is cut off", opened.place(member), amount, check=checklist.CROPPED)
    for owner, relation in opened.related(*_ORIGINALS):
        yield Unseen(_ORIGINALS[relation.kind], opened.place(owner), check=checklist.CROPPED)


def hidden_shapes(opened: Opened) -> Iterator[Unseen]:
    """Shapes and pictures that are marked as hidden."""
    for member in opened.xml_members():
        if amount := sum(1 for _ in hidden_in(opened.xml(member))):
            yield Unseen(HIDDEN_SHAPE, opened.place(member), amount, check=checklist.HIDDEN_CONTENT)


def copies(opened: Opened) -> Iterator[Unseen]:
    """Second copies for older programs: only told where they say what the first says, else serious."""
    for member in opened.xml_members():
        for element in opened.xml(member).iter(q("mc:AlternateContent")):
            said, again = (_words(element, name) for name in ("mc:Choice", "mc:Fallback"))
            if again:
                amount, serious = sum(map(len, again)), bool(again - said)
                kind = "other text for older programs" if serious else "a second copy for older programs"
                yield Unseen(kind, opened.place(member), amount, serious=serious, check=checklist.HIDDEN_CONTENT)


def names(opened: Opened) -> Iterator[Unseen]:
    """Names that drawings took from the files that their pictures came from."""
    for member in opened.xml_members():
        named = (e for e in opened.xml(member).iter() if str(e.tag).rpartition("}")[2] in _NAMED)
        if amount := sum(1 for element in named if _FILE.search(element.get("name", ""))):
            yield Unseen("file names of pictures", opened.place(member), amount, check=checklist.METADATA)


def descriptions(opened: Opened) -> Iterator[Unseen]:
    """Alternative texts: readers of the page do not see them, screen readers say them, so they are told."""
    for member in opened.xml_members():
        if amount := sum(1 for element in opened.xml(member).iter() if _is_described(element)):
            place = opened.place(member)
            yield Unseen("alternative texts", place, amount, serious=False, check=checklist.DESCRIPTIONS)


def _is_described(element: Element) -> bool:
    name = str(element.tag).rpartition("}")[2]
    return name in {"docPr", "cNvPr", "shape"} and any(element.get(key, "").strip() for key in _DESCRIBED)


def _words(element: Element, name: str) -> Counter[str]:
    texts = (text for child in element.findall(q(name)) for text in child.itertext())
    return Counter(" ".join(map(str, texts)).split())
