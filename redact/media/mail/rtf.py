"""The body of an Outlook message in RTF: the page or the text that it wraps is taken out of it (MS-OXRTFEX).

RTF that wraps nothing is read for its text alone; pictures
and objects in it are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from redact.errors import UnreadableError

Kind: TypeAlias = Literal["html", "plain"]

_TOKEN = re.compile(
    rb"\\'(?P<hex>[0-9A-Fa-f]{2})|\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})?[ ]?|\\(?P<sign>[^a-zA-Z])"
    rb"|(?P<open>\{)|(?P<close>\})|(?P<end>[\r\n]+)|(?P<text>[^\\{}\r\n]+)"
)
_SILENT = frozenset(
    "fonttbl colortbl stylesheet info pict object objdata themedata colorschememapping datastore listtable "
    "latentstyles listoverridetable rsidtbl generator xmlnstbl header footer headerl headerr headerf footerl footerr "
    "footerf filetbl revtbl fldinst bkmkstart bkmkend mmathpr pgptbl nonshppict shppict private template "
    "wgrffmtfilter".split()
)
_LETTERS = {
    "par": "\n", "line": "\n", "sect": "\n", "page": "\n", "row": "\n", "tab": "\t", "cell": "\t", "lquote": "‘",
    "rquote": "’", "ldblquote": "“", "rdblquote": "”", "endash": "–", "emdash": "—", "bullet": "•",
    "emspace": " ", "enspace": " ",
}  # fmt: skip
_CHARSETS = {0: 1252, 128: 932, 129: 949, 130: 1361, 134: 936, 136: 950, 161: 1253, 162: 1254, 163: 1258, 177: 1255,
             178: 1256, 186: 1257, 204: 1251, 222: 874, 238: 1250, 77: 10000}  # fmt: skip
_DEEPEST = 2000


@dataclass(frozen=True, slots=True)
class _State:
    """What holds in a group: whether its text is silent, for RTF only, or mark-up; code page, letters to skip."""

    silent: bool = False
    for_rtf: bool = False
    mark_up: bool = False
    page: int = 1252
    skip: int = 1
    fonts: bool = False


@dataclass(slots=True)
class _Reader:
    """Walks through RTF token by token and collects what a reader of the message sees."""

    wraps: Kind | None
    state: _State = field(default_factory=_State)
    _around: list[_State] = field(default_factory=list)
    _out: list[str] = field(default_factory=list, repr=False)
    _bytes: bytearray = field(default_factory=bytearray, repr=False)
    _fonts: dict[int, int] = field(default_factory=dict)
    _font: int = 0
    _default: int = 1252
    _pending: int = 0
    _starred: bool = False

    def said(self, data: bytes) -> str:
        """All that is said in *data*."""
        for token in _tokens(data):
            self._take(token)
        self._settle()
        return "".join(self._out)

    def _take(self, token: re.Match[bytes]) -> None:
        match token.lastgroup:
            case "open":
                self._open()
            case "close":
                self._close()
            case "hex":
                self._add(bytes.fromhex(token["hex"].decode()))
            case "text":
                self._add(token["text"])
            case "sign":
                self._sign(token["sign"])
            case "word" | "number":
                number = int(token["number"]) if token["number"] else None
                self._word(token["word"].decode(), number)

    def _open(self) -> None:
        self._settle()
        if len(self._around) > _DEEPEST:
            raise _damaged()
        self._around.append(self.state)
        self._pending, self._starred = 0, False

    def _close(self) -> None:
        self._settle()
        if self._around:
            self.state = self._around.pop()
        self._pending, self._starred = 0, False

    def _sign(self, sign: bytes) -> None:
        if sign == b"*":
            self._starred = True
        elif sign in b"\\{}":
            self._add(sign)
        elif sign in b"~_":
            self._say("\xa0" if sign == b"~" else "-")
        elif sign in b"\r\n":
            self._say("\n")

    def _word(self, word: str, number: int | None) -> None:
        if word == "bin":
            return
        if self._starred:
            self._starred = False
            self._destination(word)
        elif word in _SILENT:
            self.state = replace(self.state, silent=True, fonts=word == "fonttbl")
        elif word == "u":
            self._letter(number or 0)
        elif word in _LETTERS:
            self._say(_LETTERS[word])
        else:
            self._setting(word, number)

    def _destination(self, word: str) -> None:
        """A group that readers may leave alone: mark-up of the page that is wrapped, or silent."""
        if word == "htmltag" and self.wraps == "html":
            self.state = replace(self.state, mark_up=True)
        elif word not in {"fldrslt", "shptxt"}:
            self.state = replace(self.state, silent=True)

    def _setting(self, word: str, number: int | None) -> None:
        self._settle()
        match word:
            case "htmlrtf":
                self.state = replace(self.state, for_rtf=number != 0)
            case "ansicpg" if number:
                self._default = number
                self.state = replace(self.state, page=number)
            case "f" if self.state.fonts:
                self._font = number or 0
            case "f":
                self.state = replace(self.state, page=self._fonts.get(number or 0, self._default))
            case "fcharset" if self.state.fonts:
                self._fonts[self._font] = _CHARSETS.get(number or 0, self._default) if number else self._default
            case "plain":
                self.state = replace(self.state, page=self._default)
            case "uc":
                self.state = replace(self.state, skip=max(number or 0, 0) if number is not None else 1)

    def _is_heard(self) -> bool:
        state = self.state
        return not state.silent and not (self.wraps == "html" and state.for_rtf and not state.mark_up)

    def _add(self, data: bytes) -> None:
        if self._pending:
            left = data[self._pending :]
            self._pending = max(self._pending - len(data), 0)
            data = left
        if self._is_heard():
            self._bytes += data

    def _letter(self, number: int) -> None:
        self._settle()
        self._pending = self.state.skip
        if self._is_heard():
            self._out.append(chr(number & 0xFFFF))

    def _say(self, letters: str) -> None:
        self._settle()
        self._pending = 0
        if self._is_heard():
            self._out.append(letters)

    def _settle(self) -> None:
        """Turn the bytes that were collected into letters of the code page that holds."""
        if self._bytes:
            self._out.append(_decoded(bytes(self._bytes), self.state.page))
            self._bytes.clear()


def unwrapped(data: bytes) -> tuple[Kind, str]:
    """The page or the text that RTF wraps, or the text that it shows. Raises ``UnreadableError`` for what is no RTF."""
    if not data.lstrip().startswith(b"{\\rtf"):
        raise _damaged()
    head = data[:4000]
    wraps: Kind | None = "html" if b"\\fromhtml1" in head else "plain" if b"\\fromtext" in head else None
    said = _Reader(wraps).said(data)
    said = said.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\x00", "")
    return ("html" if wraps == "html" else "plain"), said


def _tokens(data: bytes) -> Iterator[re.Match[bytes]]:
    """The tokens of RTF; bytes that it carries as they are are stepped over."""
    at = 0
    while token := _TOKEN.match(data, at):
        yield token
        at = token.end()
        if token["word"] == b"bin" and token["number"]:
            at += max(int(token["number"]), 0)


def _decoded(data: bytes, page: int) -> str:
    name = "mac_roman" if page == 10000 else "utf-8" if page == 65001 else f"cp{page}"
    try:
        return data.decode(name, "replace")
    except LookupError:
        return data.decode("cp1252", "replace")


def _damaged() -> UnreadableError:
    return UnreadableError("a damaged body in RTF", "open it in Outlook and save it as a web page or as text")
