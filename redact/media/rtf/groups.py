"""Single groups of an RTF file: what a field is told to do, what a style is called, the bytes of a picture."""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator

from redact.media.ooxml.names import is_style_name
from redact.media.rtf.charsets import letters_of
from redact.media.rtf.tokens import Kind, Tokens, data_of
from redact.media.rtf.words import is_form

_HARMLESS = frozenset("PAGE NUMPAGES SECTION SECTIONPAGES DATE TIME SEQ LISTNUM AUTONUM SYMBOL EQ =".split())
_ADDRESS = re.compile(r'\s*HYPERLINK\s+"?(?:https?|mailto|tel|sms|ftp):', re.IGNORECASE)
_KINDS = {"pngblip": "png", "jpegblip": "jpg"}
_OTHER_KINDS = frozenset("emfblip macpict pmmetafile wmetafile dibitmap wbitmap wbmbitspixel wbmplanes".split())
_STYLE_WORDS = frozenset(
    (
        "standard tablenormal normaltable endnotetext graphics frame contents horizontal internet visited symbols "
        "numbering preformatted user entry figure illustration salutation hanging header footer left right first "
        "marginalia addressee sender characters bullets heading1 heading2 para strong1 listtable gridtable rtf num"
    ).split()
)


def first_word(tokens: Tokens, at: int) -> tuple[bool, str, int]:
    """Whether a group may be passed over, its first word, and where that stands."""
    starred = False
    for place in range(at + 1, tokens.ends[at]):
        token = tokens.listed[place]
        if token.kind is Kind.SYMBOL and token.name == "*":
            starred = True
        elif token.kind is not Kind.LINE:
            return starred, token.name if token.kind is Kind.WORD else "", place
    return starred, "", at


def own_words(tokens: Tokens, at: int) -> Iterator[int]:
    """The places of the control words that stand in a group and in no group inside it."""
    place = at + 1
    while place < tokens.ends[at]:
        if tokens.listed[place].kind is Kind.OPEN:
            place = tokens.ends[place]
        elif tokens.listed[place].kind is Kind.WORD:
            yield place
        place += 1


def inner_groups(tokens: Tokens, at: int) -> Iterator[tuple[str, int]]:
    """The groups that stand in a group: their first words and places."""
    place = at + 1
    while place < tokens.ends[at]:
        if tokens.listed[place].kind is Kind.OPEN:
            yield first_word(tokens, place)[1], place
            place = tokens.ends[place]
        place += 1


def plain_text(tokens: Tokens, at: int, codec: str) -> str:
    """The text of a group with that of the groups inside it, those left out that programs may pass over."""
    texts, place, end, skip, fallback = list[str](), at + 1, tokens.ends[at], 0, 1
    while place < end:
        token = tokens.listed[place]
        if token.kind is Kind.OPEN and place + 1 < end and tokens.listed[place + 1].name == "*":
            place = tokens.ends[place]
        elif token.kind is Kind.WORD and token.name == "u":
            texts.append(chr((token.number or 0) % 65536))
            skip = fallback
        elif token.kind is Kind.WORD and token.name == "uc":
            fallback = max(token.number or 0, 0)
        elif token.kind in {Kind.TEXT, Kind.HEX}:
            data = bytes([int(token.name, 16)]) if token.kind is Kind.HEX else token.raw
            texts.append(letters_of(data[min(skip, len(data)) :], codec))
            skip = max(skip - len(data), 0)
        elif token.kind is Kind.SYMBOL and token.name in "\\{}":
            texts.append(token.name)
        place += 1
    return "".join(texts).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def is_harmless(instruction: str) -> bool:
    """Whether a field only counts, or leads to an address that is one for everybody."""
    words = instruction.split(maxsplit=1)
    return bool(words) and (words[0].upper() in _HARMLESS or bool(_ADDRESS.match(instruction)))


def is_plain_style(name: str) -> bool:
    """Whether a style has a name that programs give."""
    words = re.findall(r"[^\W\d_]+", name)
    return all(word.casefold() in _STYLE_WORDS or is_style_name(word) for word in words)


def picture_in(tokens: Tokens, at: int) -> tuple[bytes, str, bytes]:
    """How a picture is shown, its ending ("" for one of a kind that cannot be looked into), and its bytes."""
    words, suffix, figures, data, place = b"", "", b"", b"", at + 1
    while place < tokens.ends[at]:
        token = tokens.listed[place]
        if token.kind is Kind.OPEN:
            place = tokens.ends[place]
        elif token.kind is Kind.WORD:
            suffix = _KINDS.get(token.name, suffix)
            shown = is_form(token.name) and token.name not in {*_KINDS, *_OTHER_KINDS, "pict", "bliptag"}
            words += token.raw.strip() if shown else b""
        elif token.kind is Kind.TEXT:
            figures += token.raw
        elif token.kind is Kind.BINARY:
            data += data_of(token)
        place += 1
    figures = b"".join(figures.split())
    try:
        data += binascii.unhexlify(figures[: len(figures) // 2 * 2])
    except binascii.Error:
        suffix = ""
        data = data or b"?"
    return words, suffix, data
