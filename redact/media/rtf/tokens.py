"""The pieces of an RTF file: braces, control words, escaped bytes, plain bytes and binary data, each with its bytes.

After the Rich Text Format Specification, version 1.9.1. What does not add up is refused: braces that do not match,
groups that nest without end, data said to be longer than the file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum, auto

from redact.errors import UnreadableError

DEEPEST = 500
"""Groups that may stand in one another."""
MOST_TOKENS = 40_000_000
_TOKEN = re.compile(
    rb"(?P<open>\{)|(?P<close>\})|\\(?P<word>[A-Za-z]{1,64})(?P<number>-?\d{1,10})?(?P<space> ?)|"
    rb"\\'(?P<hex>[0-9A-Fa-f]{2})|\\(?P<symbol>[^A-Za-z'])|(?P<line>[\r\n\0]+)|(?P<text>[^\\{}\r\n\0]+)",
    re.DOTALL,
)


class Kind(Enum):
    """What a token is."""

    OPEN = auto()
    CLOSE = auto()
    WORD = auto()
    HEX = auto()
    SYMBOL = auto()
    LINE = auto()
    TEXT = auto()
    BINARY = auto()


_KINDS = {
    "open": Kind.OPEN,
    "close": Kind.CLOSE,
    "space": Kind.WORD,
    "word": Kind.WORD,
    "number": Kind.WORD,
    "hex": Kind.HEX,
    "symbol": Kind.SYMBOL,
    "line": Kind.LINE,
    "text": Kind.TEXT,
}


@dataclass(frozen=True, slots=True)
class Token:
    """One piece: its bytes, for a word its name and number, for a brace the place of the one that matches it."""

    kind: Kind
    raw: bytes = field(repr=False)
    name: str = field(default="", repr=False)
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Tokens:
    """A file in pieces. ``ends`` gives for every opening brace the place of its closing one."""

    listed: list[Token] = field(repr=False)
    ends: dict[int, int] = field(repr=False)
    behind: bytes = field(repr=False)


def tokens_of(data: bytes) -> Tokens:
    """Cut a file. Raises ``UnreadableError`` for what is no RTF, or is cut off, or does not add up."""
    data = data.removeprefix(b"\xef\xbb\xbf").lstrip(b" \t\r\n")
    if not re.match(rb"\{\s*\\rtf", data):
        raise UnreadableError("not an RTF file, whatever its name says", "check what it is and name it accordingly")
    listed, ends, opened, at = list[Token](), dict[int, int](), list[int](), 0
    while at < len(data):
        token, at = _next(data, at)
        if token.kind is Kind.OPEN:
            opened.append(len(listed))
        elif token.kind is Kind.CLOSE:
            ends[opened.pop()] = len(listed)
        listed.append(token)
        if len(opened) > DEEPEST or len(listed) > MOST_TOKENS:
            raise UnreadableError("groups nest, or follow one another, beyond reason", "check where it came from")
        if not opened:
            return Tokens(listed, ends, data[at:])
    raise UnreadableError("cut off: a group is opened and not closed")


def _next(data: bytes, at: int) -> tuple[Token, int]:
    match = _TOKEN.match(data, at)
    if match is None:
        raise UnreadableError("damaged inside: an escaped letter is cut off or not written in figures")
    kind = _KINDS[match.lastgroup or "text"]
    if kind is not Kind.WORD:
        name = (match["symbol"] or match["hex"] or b"").decode("latin-1")
        return Token(kind, match[0], name), match.end()
    name, number = match["word"].decode("ascii"), int(match["number"]) if match["number"] else None
    if name != "bin":
        return Token(kind, match[0], name, number), match.end()
    end = match.end() + (number or 0)
    if (number or 0) < 0 or end > len(data):
        raise UnreadableError("damaged inside: binary data is said to be longer than the file")
    return Token(Kind.BINARY, data[match.start() : end], "bin", end - match.end()), end


def data_of(token: Token) -> bytes:
    """What a piece of binary data holds."""
    return token.raw[len(token.raw) - (token.number or 0) :]
