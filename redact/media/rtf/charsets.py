"""The code pages of RTF: which bytes are which letters, by the font and by the file."""

from __future__ import annotations

import codecs
from collections.abc import Iterator

from redact.media.rtf.tokens import Kind, Token, Tokens

_BY_CHARSET = {
    0: 1252,
    77: 10000,
    128: 932,
    129: 949,
    130: 1361,
    134: 936,
    136: 950,
    161: 1253,
    162: 1254,
    163: 1258,
    177: 1255,
    178: 1256,
    186: 1257,
    204: 1251,
    222: 874,
    238: 1250,
    254: 437,
    255: 850,
}
_NAMES = {10000: "mac_roman", 1361: "johab", 936: "gbk", 950: "cp950", 65001: "utf-8", 0: "cp1252", 708: "iso8859_6"}
_BY_WORD = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850", "ansi": "cp1252"}


def codec_of(page: int) -> str:
    """Python's name of a code page; that of Western Europe where it has none."""
    name = _NAMES.get(page, f"cp{page}")
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "cp1252"


def charset_codec(charset: int) -> str:
    """Python's name of the code page of a font's character set."""
    return codec_of(_BY_CHARSET.get(charset, 1252))


def default_codec(tokens: Tokens) -> str:
    """The code page of the whole file."""
    found = "cp1252"
    for token in tokens.listed[:60]:
        if token.name == "ansicpg" and token.number:
            return codec_of(token.number)
        found = _BY_WORD.get(token.name, found) if token.kind is Kind.WORD else found
    return found


def font_codecs(tokens: Tokens, default: str) -> dict[int, str]:
    """The code page of each font that declares one."""
    found: dict[int, str] = {}
    for number, name, value in _font_words(tokens):
        if name == "fcharset" and value != 1:
            found.setdefault(number, charset_codec(value))
        elif name == "cpg":
            found[number] = codec_of(value)
    return {number: found.get(number, default) for number in found}


def _font_words(tokens: Tokens) -> Iterator[tuple[int, str, int]]:
    start = next((i for i, token in enumerate(tokens.listed) if token.name == "fonttbl"), None)
    if start is None:
        return
    opened = max((i for i, end in tokens.ends.items() if i < start <= end), default=0)
    font = 0
    for token in tokens.listed[start : tokens.ends[opened]]:
        if token.kind is Kind.WORD and token.name == "f" and token.number is not None:
            font = token.number
        elif token.kind is Kind.WORD and token.number is not None:
            yield font, token.name, token.number


def letters_of(raw: bytes, codec: str) -> str:
    """Bytes as letters; those that are none in that code page become the sign for it."""
    return raw.decode(codec, "replace")


def word_text(token: Token) -> str | None:
    """The text that a control word or symbol stands for; ``None`` for one that stands for none."""
    if token.kind is Kind.SYMBOL:
        return _SYMBOLS.get(token.name)
    return _WORDS.get(token.name)


_WORDS = {
    "tab": "\t",
    "line": "\n",
    "lbr": "\n",
    "emdash": "\u2014",
    "endash": "\u2013",
    "emspace": "\u2003",
    "enspace": "\u2002",
    "qmspace": "\u2005",
    "bullet": "\u2022",
    "lquote": "\u2018",
    "rquote": "\u2019",
    "ldblquote": "\u201c",
    "rdblquote": "\u201d",
    "zwj": "\u200d",
    "zwnj": "\u200c",
    "zwbo": "\u200b",
    "softline": "\n",
}
_SYMBOLS = {"\\": "\\", "{": "{", "}": "}", "~": "\u00a0", "_": "\u2011", "-": "\u00ad", "\t": "\t"}
