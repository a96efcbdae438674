"""Where the keys, strings and numbers of a JSON text stand, so that one changes and all others keep their form."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from redact.errors import UnreadableError
from redact.media.json.paths import under
from redact.media.path_rules import DROP, KEEP, Rules

_NO_RULES = Rules()
_TOKEN = re.compile(
    r"[ \t\r\n]*(?:"
    r'(?P<string>"[^"\\]*+(?:\\.[^"\\]*+)*+")'
    r"|(?P<mark>[{}\[\],:])"
    r"|(?P<number>-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)"
    r"|[A-Za-z-]+)"
)
_SPACE = re.compile(r"[ \t\r\n]*")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_BEFORE_ITS_OWNER = frozenset("first last middle given family full display home work mobile primary".split())
_AFTER_ITS_OWNER = frozenset("number value text label id line1 line2".split())


@dataclass(frozen=True, slots=True)
class Leaf:
    """A key, a string or a number: where it stands, what it says, and the key that it belongs to.

    ``owner`` is the path of the object or array around it; ``heading`` the words that say what it is.
    """

    id: str
    owner: str
    start: int
    end: int
    value: str = field(repr=False)
    heading: str = field(repr=False)
    is_key: bool
    what: str = ""
    column: int = 0


@dataclass(slots=True)
class _Level:
    """An object or an array that is open: its path, its place in it, and the key that was read last.

    ``names`` is its path in words, for the rules, and ``what`` they say of it; ``column`` is its kind, by number.
    """

    path: str
    is_object: bool
    heading: str
    index: int = 0
    key: str = ""
    after_key: bool = False
    names: str = field(default="", repr=False)
    what: str = ""
    column: int = 0

    @property
    def child(self) -> str:
        return f"{self.path}.{self.index}"

    @property
    def words(self) -> str:
        """What a value here is called. "first" or "number" says nothing without the key above it."""
        if not self.is_object:
            return self.heading
        if self.key.casefold() in _BEFORE_ITS_OWNER:
            return f"{self.key} {self.heading}".strip()
        return f"{self.heading} {self.key}".strip() if self.key.casefold() in _AFTER_ITS_OWNER else self.key


def check(text: str) -> None:
    """Raises ``UnreadableError`` for text that is not JSON, or a row of JSON values, or where a key stands twice."""
    decoder = json.JSONDecoder(object_pairs_hook=_without_twins, parse_int=str, parse_float=str)
    try:
        if not sum(1 for _ in values(text, decoder)):
            raise UnreadableError("no JSON value in the file", "leave it out")
    except json.JSONDecodeError as error:
        line = text.count("\n", 0, error.pos) + 1
        raise UnreadableError(f"broken JSON at line {line}", "mend it in the program that wrote it") from None
    except RecursionError:
        raise UnreadableError("JSON nested too deeply", "flatten it") from None


def values(text: str, decoder: json.JSONDecoder) -> Iterator[Any]:
    """The JSON values of a text, one after the other. Raises ``json.JSONDecodeError``."""
    at = _past_space(text, 0)
    while at < len(text):
        value, at = decoder.raw_decode(text, at)
        yield value
        at = _past_space(text, at)


def leaves(text: str, rules: Rules = _NO_RULES) -> Iterator[Leaf]:
    """Every key, string and number of a text that ``check`` accepted, in order. Values are counted from 1."""
    for token, kind, top, what, column in _tokens(text, rules):
        if kind in {"string", "number"}:
            yield _leaf(token, kind, top, what, column)


def emptied(text: str, rules: Rules) -> Iterator[tuple[int, int, str]]:
    """What stands in the place of every value that the rules drop: start, end, and an empty value of its kind."""
    inside = 0
    opened: list[tuple[int, str]] = []
    for token, kind, top, what, _ in _tokens(text, rules):
        mark = token["mark"] or ""
        if mark in {"{", "["}:
            opened.append((token.start("mark"), what))
            inside += what == DROP
        elif mark in {"}", "]"}:
            start, closed = opened.pop()
            inside -= closed == DROP
            if closed == DROP and not inside:
                yield start, token.end(), "{}" if mark == "}" else "[]"
        elif what == DROP and not inside and kind != "mark" and not (top.is_object and not top.after_key):
            start = token.end() - len(token[0].lstrip())
            yield start, token.end(), '""' if kind == "string" else "null"


def _tokens(text: str, rules: Rules) -> Iterator[tuple[re.Match[str], str, _Level, str, int]]:
    """Each token, its kind, the level that it stands in, what the rules say of it, and its column."""
    levels = [_Level("v", is_object=False, heading="", index=1)]
    columns: dict[tuple[int, str], int] = {}
    for token in _TOKEN.finditer(text):
        top = levels[-1]
        kind = token.lastgroup or ""
        mark = token["mark"] or ""
        is_key = kind == "string" and top.is_object and not top.after_key
        if is_key:
            top.key = spoken(token["string"])
        begins = mark in {"{", "["} or (not mark and (not top.is_object or top.after_key))
        what, column = (_said(levels, rules), _column(top, columns)) if begins else (_around(top.what), 0)
        yield token, kind, top, what, column
        if mark:
            _step(levels, mark, (_names(levels) if rules and mark in "{[" else "", what, column))
        elif len(levels) == 1:
            top.index += 1


def _said(levels: list[_Level], rules: Rules) -> str:
    return rules.what(_names(levels), levels[-1].what) if rules else ""


def _names(levels: list[_Level]) -> str:
    top = levels[-1]
    if len(levels) == 1:
        return ""
    return under(top.names, top.key if top.is_object else top.index - 1)


def _around(what: str) -> str:
    return what if what in {DROP, KEEP} else ""


def _column(top: _Level, columns: dict[tuple[int, str], int]) -> int:
    return columns.setdefault((top.column, top.key if top.is_object else "[]"), len(columns) + 1)


def spoken(token: str) -> str:
    """What a string of the file says, its escapes undone."""
    return whole(json.loads(token)) if "\\" in token else token[1:-1]


def whole(value: str) -> str:
    """*value* with U+FFFD for every lone half of a surrogate pair, which no text has."""
    return _LONE_SURROGATE.sub("�", value)


def _past_space(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at


def _leaf(token: re.Match[str], kind: str, top: _Level, what: str, column: int) -> Leaf:
    is_key = top.is_object and not top.after_key
    value = token["number"] if kind == "number" else top.key if is_key else spoken(token["string"])
    suffix, heading = ("k", "") if is_key else ("", top.words)
    start, end = token.span(kind)
    return Leaf(top.child + suffix, top.path, start, end, value, heading, is_key, what, column)


def _step(levels: list[_Level], mark: str, of: tuple[str, str, int]) -> None:
    top = levels[-1]
    if mark in "{[":
        names, what, column = of
        levels.append(_Level(top.child, mark == "{", top.words, index=1, names=names, what=what, column=column))
    elif mark in "}]":
        levels.pop()
        levels[-1].index += len(levels) == 1
    elif mark == ":":
        top.after_key = True
    else:
        top.index += 1
        top.after_key = False


def _without_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise UnreadableError("JSON in which a key stands twice in one object", "mend it in the program that wrote it")
    return found
