"""Name spaces: which values are names of that kind, and how one that says too much is renamed in the whole file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet

from redact.media.splice import Splice
from redact.media.xml.names import is_form, is_space
from redact.media.xml.tokens import ATTRIBUTE, tokens

_SHORTEST = 4
NEW = "urn:redacted:"


def declares(name: str) -> bool:
    """Whether an attribute of that name declares a name space."""
    return name == "xmlns" or name.startswith("xmlns:")


def names_one(value: str, spaces: AbstractSet[str]) -> bool:
    """Whether a value is one of the file's name spaces, or a longer or shorter form of what one begins with."""
    return value in spaces or (is_space(value) and any(space.startswith(value) for space in spaces))


def renamed(text: str, gone: Iterable[str]) -> list[Splice]:
    """New names, for every name space of a plain text that holds what was taken out elsewhere, wherever it is named.

    Programs that look for such a name space will not find it; a file that still held the words would not be released.
    """
    words = {word.casefold() for word in gone if len(word) >= _SHORTEST}
    if not words:
        return []
    new: dict[str, str] = {}
    found: list[tuple[int, int, str, str]] = []
    for token in tokens(text, text.find("?>") + 2 if text.startswith("<?xml") else 0):
        for one in ATTRIBUTE.finditer(token["attributes"] or ""):
            kind = "single" if one["double"] is None else "double"
            start, end = (at + token.start("attributes") for at in one.span(kind))
            if declares(one["name"]) and is_form(one["name"], one[kind]) and _says(one[kind], words):
                new.setdefault(one[kind], f"{NEW}{len(new) + 1}")
            found.append((start, end, one["name"], one[kind]))
    return _splices(found, new, words) if new else []


def _splices(found: Sequence[tuple[int, int, str, str]], new: dict[str, str], words: set[str]) -> list[Splice]:
    done: list[Splice] = []
    for start, end, name, value in found:
        if value in new:
            done.append((start, end, new[value]))
        elif _says(value, words) and (is_form(name, value) or names_one(value, new.keys())):
            done.append((start, end, ""))
    return done


def _says(value: str, words: Iterable[str]) -> bool:
    low = value.casefold()
    return any(word in low for word in words)
