"""Fields of Word: the instruction behind a page number or a link. Known harmless kinds stay, of others only the result.

An instruction can name a file, a database, a macro, or carry a whole reference as data; the result is ordinary text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from redact.media.ooxml.xml import q, remove, unwrap

if TYPE_CHECKING:
    from redact.media.ooxml.xml import Element

INSTRUCTION = q("w:instrText")
_CHAR, _SIMPLE, _KIND = q("w:fldChar"), q("w:fldSimple"), q("w:fldCharType")
_RUN = q("w:r")
_LEADS_TO_A_FILE = re.compile(r'\s*HYPERLINK\s+(?!\\|"?(?:https?|mailto|tel|sms|ftp):|"?#)', re.IGNORECASE)
_HARMLESS = frozenset(
    "PAGE NUMPAGES SECTION SECTIONPAGES PAGEREF REF NOTEREF TOC SEQ STYLEREF HYPERLINK FORMTEXT FORMCHECKBOX "
    "FORMDROPDOWN DATE TIME EQ = LISTNUM AUTONUM SYMBOL".split()
)


@dataclass(slots=True)
class _Field:
    instructions: list[Element] = field(default_factory=list)
    marks: list[Element] = field(default_factory=list)
    hidden: list[Element] = field(default_factory=list)
    in_result: bool = False

    @property
    def is_harmless(self) -> bool:
        return _is_harmless("".join(element.text or "" for element in self.instructions))


def hidden_instructions(root: Element) -> int:
    """How many fields have an instruction that is not known to be harmless."""
    simple = [element for element in root.iter(_SIMPLE) if not _is_harmless(element.get(q("w:instr"), ""))]
    opened, closed = list[_Field](), list[_Field]()
    for element in root.iter(_CHAR, INSTRUCTION):
        _follow(element, opened, closed)
    return len(simple) + sum(not one.is_harmless for one in closed) + len(opened)


def flatten(root: Element) -> int:
    """Leave the result in place of every field that is not known to be harmless; how many there were."""
    simple = [element for element in root.iter(_SIMPLE) if not _is_harmless(element.get(q("w:instr"), ""))]
    for element in simple:
        unwrap(element)
    opened, closed = list[_Field](), list[_Field]()
    for element in root.iter(_CHAR, INSTRUCTION, _RUN):
        _follow(element, opened, closed)
    flattened = [*(one for one in closed if not one.is_harmless), *opened]
    for one in flattened:
        for element in (*one.instructions, *one.marks, *one.hidden):
            remove(element)
    return len(flattened) + len(simple)


def instructions(root: Element) -> list[list[Element]]:
    """The elements that hold each instruction that is left, in the order of the document."""
    opened, closed = list[_Field](), list[_Field]()
    for element in root.iter(_CHAR, INSTRUCTION):
        _follow(element, opened, closed)
    order = {element: number for number, element in enumerate(root.iter(INSTRUCTION))}
    found = [one.instructions for one in (*closed, *opened) if one.instructions]
    return sorted(found, key=lambda elements: order[elements[0]])


def _follow(element: Element, opened: list[_Field], closed: list[_Field]) -> None:
    kind = element.get(_KIND)
    if kind == "begin":
        opened.append(_Field(marks=[element]))
    elif not opened:
        return
    elif element.tag == INSTRUCTION:
        opened[-1].instructions.append(element)
    elif element.tag == _RUN:
        outer = next((one for one in opened if not one.in_result), None)
        if outer is not None and element.find(_CHAR) is None:
            outer.hidden.append(element)
    else:
        opened[-1].marks.append(element)
        opened[-1].in_result = kind == "separate"
        if kind == "end":
            closed.append(opened.pop())


def _is_harmless(instruction: str) -> bool:
    words = instruction.split(maxsplit=1)
    return bool(words) and words[0].upper() in _HARMLESS and not _LEADS_TO_A_FILE.match(instruction)
