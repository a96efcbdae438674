"""Bytes to text and back: which encoding a text-like file is in, so that its copy can be written in the same one.

The order: byte order mark, the encoding that the file declares, UTF-8, Windows Western, a statistical guess
(charset-normalizer). A candidate counts only if encoding its text again gives the same bytes.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from redact.errors import UnreadableError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1a\x1c-\x1f]")
_CONTROL_SHARE = 0.005  # stray control characters occur in logs; a file full of them is no text
_WESTERN = re.compile(r"[\x00-\x7fÀ-ÿ\xa0-¿ŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™]*")
_LETTER_BESIDE_SYMBOL = re.compile(r"[^\W\d_][¡¢£¤¥¦¬¯±³¹¶¼½¾¿][^\W\d_]|(?<!\w)[£¥¦¤¬¯³¹¶¼¾][^\W\d_]{2}")
_WIDE = ["utf_16", "utf_16_be", "utf_16_le", "utf_32", "utf_32_be", "utf_32_le"]
_SAMPLE = 1 << 20


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text, and what is needed to write it back in the same form. Line ends stand in the text as they were."""

    text: str = field(repr=False)
    encoding: str
    mark: bytes = b""


def decoded(data: bytes, declared: str = "", *, exact: bool = True) -> Decoded:
    """The text of *data*. *declared* is what the file says of itself, or what a mail says of a part of it.

    *exact* asks for an encoding that gives the same bytes back, which only a copy in the same form needs.
    Raises ``UnreadableError`` for bytes that are not text: a NUL, or many control characters.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(_marked(data, mark, encoding))
    for candidate in _candidates(data, declared):
        found = _attempt(data, candidate, exact=exact)
        if found is not None:
            return _checked(found)
    raise UnreadableError("binary data, or text in an unknown encoding", "check it, and save it as UTF-8")


def encoded(text: str, form: Decoded) -> bytes:
    """*text* as bytes in the form of *form*; in UTF-8 where that encoding cannot express it."""
    try:
        return form.mark + text.encode(form.encoding)
    except UnicodeEncodeError:
        return text.encode("utf-8")


def _marked(data: bytes, mark: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(data[len(mark) :].decode(encoding), encoding, mark)
    except UnicodeDecodeError:
        raise UnreadableError(f"damaged text: not the {encoding} that it says it is") from None


def _candidates(data: bytes, declared: str) -> Iterator[str]:
    if declared:
        yield declared
    yield "utf-8"
    if b"\x00" in data:
        return
    if looks_western(data):
        yield "cp1252"
    yield from _guess(data)
    yield "cp1252"


def looks_western(data: bytes) -> bool:
    """Whether the bytes read as Windows Western text: its letters and signs, in the places where they are used.

    Statistical guesses fail on short texts, which this rule gets right: mostly ASCII letters, no sign inside a word.
    """
    try:
        text = data[:_SAMPLE].decode("cp1252")
    except UnicodeDecodeError:
        return False
    letters = sum(map(str.isalpha, text))
    accented = sum(letter.isalpha() and not letter.isascii() for letter in text)
    return bool(_WESTERN.fullmatch(text)) and accented * 4 <= letters and not _LETTER_BESIDE_SYMBOL.search(text)


def _guess(data: bytes) -> Iterator[str]:
    import charset_normalizer

    best = charset_normalizer.from_bytes(data[:_SAMPLE], cp_exclusion=_WIDE).best()
    if best is not None:
        yield best.encoding


def _attempt(data: bytes, encoding: str, *, exact: bool) -> Decoded | None:
    try:
        text = data.decode(encoding)
        return Decoded(text, encoding) if not exact or text.encode(encoding) == data else None
    except (LookupError, UnicodeError, ValueError, TypeError, AssertionError):
        return None  # an encoding that a file declares may be unknown, or no text encoding at all


def _checked(found: Decoded) -> Decoded:
    controls = sum(1 for _ in _CONTROL.finditer(found.text))
    if "\x00" in found.text or controls > _CONTROL_SHARE * len(found.text):
        raise UnreadableError("binary data, not text", "check that the file is what its name says")
    return found
