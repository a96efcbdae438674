"""What an XML file holds beside its words: looked for in any file, whoever made it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from redact.media import checklist
from redact.media.path_rules import Rules
from redact.media.xml.drawing import covered
from redact.media.xml.names import is_far_schema
from redact.media.xml.plain import PRIVATE, SVG, plain
from redact.media.xml.tokens import ATTRIBUTE, DECLARATION, local, tokens
from redact.types import Unseen

CHECKS = (
    checklist.COMMENTS,
    checklist.CUSTOM_DATA,
    checklist.METADATA,
    checklist.MACROS,
    checklist.LINKED,
    checklist.HIDDEN_CONTENT,
    checklist.DESCRIPTIONS,
)
"""Every item that an XML file is examined for; the last three and scripts in drawings alone."""

_ELSEWHERE = re.compile(r"\b(?:SYSTEM|PUBLIC)\b")
Found = tuple[str, str, bool]


def unseen_in(text: str, *, hidden_is_kept: bool = False) -> Iterator[Unseen]:
    """What the XML *text* holds without showing it. Raises ``UnreadableError``."""
    bare = plain(text, Rules())
    counts: Counter[Found] = Counter(_found(text, is_drawing=bare.is_drawing))
    for (kind, check, serious), amount in counts.items():
        yield Unseen(kind, "file", amount, serious=serious, check=check)
    for one in covered(bare.text) if bare.is_drawing else ():
        yield Unseen(
            "content that the drawing does not show",
            "drawing",
            max(one.letters, 1),
            serious=not hidden_is_kept,
            check=checklist.HIDDEN_CONTENT,
        )


def _found(text: str, *, is_drawing: bool) -> Iterator[Found]:
    declaration = DECLARATION.match(text)
    for token in tokens(text, declaration.end() if declaration else 0):
        match token.lastgroup:
            case "comment":
                yield "comments", checklist.COMMENTS, bool(token["comment"].strip())
            case "pi":
                yield "instructions to programs", checklist.CUSTOM_DATA, True
            case "doctype":
                yield from _of_doctype(token)
            case "attributes" | "empty":
                yield from _of_schemas(token)
                yield from _of_drawing(token) if is_drawing else ()


def _of_schemas(token: re.Match[str]) -> Iterator[Found]:
    for one in ATTRIBUTE.finditer(token["attributes"]) if "chemaLocation" in token["attributes"] else ():
        if is_far_schema(one["name"], one["double"] or one["single"] or ""):
            yield "links to schemas", checklist.LINKED, True


def _of_doctype(token: re.Match[str]) -> Iterator[Found]:
    if (token["subset"] or "").strip():
        yield "a document type inside the file", checklist.CUSTOM_DATA, True
    if _ELSEWHERE.search(token["doctype"]):
        yield "a document type in another file", checklist.LINKED, False


def _of_drawing(token: re.Match[str]) -> Iterator[Found]:
    name = token["open"]
    match local(name):
        case "script" | "handler":
            yield "scripts", checklist.MACROS, True
        case "metadata":
            yield "metadata", checklist.METADATA, True
        case "title" | "desc":
            yield "titles and descriptions", checklist.DESCRIPTIONS, False
        case _ if name.startswith(PRIVATE):
            yield "private data of programs", checklist.CUSTOM_DATA, True
    for one in ATTRIBUTE.finditer(token["attributes"]):
        yield from _of_attribute(one, name)


def _of_attribute(one: re.Match[str], element: str) -> Iterator[Found]:
    name, value = one["name"].casefold(), (one["double"] or one["single"] or "").strip().casefold()
    if name.startswith("on") or value.startswith(("javascript:", "vbscript:")):
        yield "scripts", checklist.MACROS, True
    elif name.startswith(PRIVATE):
        yield "private data of programs", checklist.CUSTOM_DATA, True
    elif local(name) == "href" and local(element) not in {"a", SVG} and value.startswith(("http", "//", "file:")):
        yield "pictures on other machines", checklist.LINKED, True
