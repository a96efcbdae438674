"""XML without what no part shows: comments, instructions, document types, code, and what the policy's rules drop.

The rest keeps its characters. Everything else in this package works on the text that comes out here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from redact.media.embedded import NOTICE, without_data
from redact.media.path_rules import DROP, Rules
from redact.media.xml.blobs import is_blob
from redact.media.xml.entities import Entities
from redact.media.xml.names import is_far_schema
from redact.media.xml.tokens import ATTRIBUTE, DECLARATION, broken, check, local, tokens

SVG = "svg"
_CODE = frozenset({"script", "handler"})
_NOT_DRAWN = _CODE | {"metadata"}
PRIVATE = ("inkscape:", "sodipodi:", "adobe:", "i:", "x:", "serif:", "vectornator:", "sketch:", "figma:")
_DATA = re.compile(r"data:[^\s\"'()<>]{0,200}?,[^\"'()<>]*", re.IGNORECASE)
_SHEET_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_LONG = 120
_SIGNS = ("<!", "<?", "svg", "data:", "script:", "schemalocation", "-----begin", "\nbegin", ">begin", "\rbegin")
_NAMED = re.compile(r"&(?!(?:lt|gt|amp|quot|apos);|#)")
_ENCODED = re.compile(r"[a-z0-9+/]{57}")


@dataclass(frozen=True, slots=True)
class Plain:
    """The text that is left, whether it is a drawing, and what kinds of thing were taken out of it."""

    text: str = field(repr=False)
    is_drawing: bool
    dropped: tuple[str, ...]


def plain(text: str, rules: Rules) -> Plain:
    """Take out of a file's text what no part shows. Raises ``UnreadableError`` for what is not well formed."""
    if not rules and _has_nothing_to_lose(text):
        check(text)
        return Plain(text, False, ())
    cleaner = _Cleaner(rules)
    bare = "".join(cleaner.pieces(text))
    check(bare)
    return Plain(bare, cleaner.is_drawing, tuple(cleaner.dropped))


def _has_nothing_to_lose(text: str) -> bool:
    """Whether a look at the characters alone says that all of it stays, as in most large files."""
    declaration = DECLARATION.match(text)
    low = text[declaration.end() if declaration else 0 :].lower()
    return not (any(sign in low for sign in _SIGNS) or _NAMED.search(low) or _ENCODED.search(low))


class _Cleaner:
    """Goes through the tokens of one file and lets through what may stay."""

    def __init__(self, rules: Rules) -> None:
        self.dropped: Counter[str] = Counter()
        self.is_drawing = False
        self._rules = rules
        self._entities = Entities("")
        self._open: list[tuple[str, str]] = []
        self._gone = 0

    def pieces(self, text: str) -> Iterator[str]:
        """What stays, in order."""
        declaration = DECLARATION.match(text)
        at = declaration.end() if declaration else 0
        yield text[:at]
        for token in tokens(text, at):
            yield from self._piece(token, token.lastgroup or "")

    def _piece(self, token: re.Match[str], kind: str) -> Iterator[str]:
        match kind:
            case "text" | "cdata":
                if not self._gone:
                    yield self._words(token, kind)
            case "close":
                yield from self._closed(token)
            case "comment" | "pi":
                self.dropped["comments" if kind == "comment" else "instructions to programs"] += 1
            case "doctype" | "subset":
                self._doctype(token)
            case _:
                yield from self._opened(token)

    def _doctype(self, token: re.Match[str]) -> None:
        if self._open:
            raise broken()
        self.dropped["document type"] += 1
        self._entities = Entities(token["subset"] or "")

    def _opened(self, token: re.Match[str]) -> Iterator[str]:
        name, empty = token["open"], bool(token["empty"])
        if self._gone:
            self._gone += not empty
            return
        if not self._open and local(name) == SVG:
            self.is_drawing = True
        path, around = self._open[-1] if self._open else ("", "")
        path = f"{path}/{local(name)}"
        what = self._rules.what(path, around) if self._rules else ""
        if self._is_code(name):
            self.dropped["scripts" if local(name) in _CODE else "private data of programs"] += 1
            self._gone += not empty
            return
        if what == DROP:
            yield from self._emptied(token, empty)
            return
        yield f"<{name}{self._attributes(token['attributes'], path, what)}{token['empty'] or ''}>"
        if not empty:
            self._open.append((path, what))

    def _emptied(self, token: re.Match[str], empty: bool) -> Iterator[str]:
        self.dropped["what the policy's rules for paths drop"] += 1
        names = "".join(
            f' {one["name"]}=""' if not one["name"].startswith("xmlns") else f" {one[0]}"
            for one in ATTRIBUTE.finditer(token["attributes"])
        )
        yield f"<{token['open']}{names}/>"
        self._gone += not empty

    def _closed(self, token: re.Match[str]) -> Iterator[str]:
        if self._gone:
            self._gone -= 1
            return
        if not self._open:
            raise broken()
        self._open.pop()
        yield token[0]

    def _is_code(self, name: str) -> bool:
        return self.is_drawing and (local(name) in _NOT_DRAWN or name.startswith(PRIVATE))

    def _words(self, token: re.Match[str], kind: str) -> str:
        words = token[kind]
        if not self._open:
            if words.strip() or kind == "cdata":
                raise broken()
            return words
        if kind == "text":
            words = self._entities.put_in(words)
        if self.is_drawing and self._open[-1][0].endswith("/style"):
            words = _SHEET_COMMENT.sub("", words)
        if len(words) >= _LONG and not is_blob(words):
            words = self._without_data(words)
        return f"<![CDATA[{words}]]>" if kind == "cdata" else words

    def _without_data(self, words: str) -> str:
        bare = without_data(_DATA.sub(NOTICE, words) if ";base64," in words.casefold() else words)
        self.dropped["embedded files that nothing can look into"] += bare != words
        return bare

    def _attributes(self, source: str, path: str, around: str) -> str:
        if not source:
            return ""
        return "".join(self._kept_attributes(source, path, around))

    def _kept_attributes(self, source: str, path: str, around: str) -> Iterator[str]:
        at = 0
        for one in ATTRIBUTE.finditer(source):
            if source[at : one.start()].strip():
                raise broken()
            gap, at = source[at : one.start()], one.end()
            kept = self._attribute(one, path, around)
            yield gap + kept if kept else ""
        if source[at:].strip():
            raise broken()
        yield source[at:]

    def _attribute(self, one: re.Match[str], path: str, around: str) -> str:
        name, value = one["name"], one["single"] if one["double"] is None else one["double"]
        if self._rules and self._rules.what(f"{path}/@{local(name)}", around) == DROP:
            self.dropped["what the policy's rules for paths drop"] += 1
            return f'{name}=""'
        if value.strip().casefold().startswith(("javascript:", "vbscript:")) or self._is_private(name, value, path):
            self.dropped["private data of programs" if ":" in name else "scripts"] += 1
            return ""
        if is_far_schema(name, value):
            self.dropped["links to schemas"] += 1
            return ""
        full = self._entities.put_in(value)
        if len(full) >= _LONG and not is_blob(full):
            full = self._without_data(full)
        return one[0] if full == value else f"{name}={_quoted(full, one)}"

    def _is_private(self, name: str, value: str, path: str) -> bool:
        if not self.is_drawing:
            return False
        remote = value.strip().casefold().startswith(("http:", "https:", "//", "file:", "\\"))
        shown = local(name) == "href" and remote and not path.endswith("/a")
        return shown or name.startswith(PRIVATE) or name.casefold().startswith("on")


def _quoted(value: str, one: re.Match[str]) -> str:
    return f"'{value}'" if one["double"] is None else f'"{value}"'
