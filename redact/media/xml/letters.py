"""Characters of XML as they are written and as they are read: references, line ends, CDATA."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from redact.errors import UnreadableError

_REFERENCE = re.compile(r"&(?:#(?P<decimal>\d{1,8})|#x(?P<hex>[0-9a-fA-F]{1,7})|(?P<name>lt|gt|amp|quot|apos));")
_UNIT = re.compile(r"&[^;\s]{1,40};|\r\n|.", re.DOTALL)
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def read(source: str) -> str:
    """What stands there, references undone. One that is no letter is an error: ``UnreadableError``."""
    return _REFERENCE.sub(_letter, source) if "&" in source else source


def units(source: str, *, verbatim: bool) -> Iterator[tuple[str, int, int]]:
    """Each letter as read, and where it stands in *source*. *verbatim*: references are none, as in CDATA."""
    for match in _UNIT.finditer(source):
        if verbatim or not match[0].startswith("&"):
            yield from ((letter, match.start() + at, match.start() + at + 1) for at, letter in enumerate(match[0]))
        else:
            yield read(match[0]), match.start(), match.end()


def written(text: str, encoding: str, quote: str = "") -> str:
    """*text* as it may stand between tags, or between two of *quote*, in a file of that encoding."""
    text = _ILLEGAL.sub("\ufffd", text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if quote:
        text = text.replace(quote, html.escape(quote)).replace("\n", "&#10;").replace("\t", "&#9;")
    return text.encode(encoding, "xmlcharrefreplace").decode(encoding)


def in_cdata(text: str, encoding: str) -> str:
    """*text* as it may stand inside a CDATA section, which is left for what it cannot hold."""
    text = _ILLEGAL.sub("\ufffd", text)
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return f"]]>{written(text, encoding)}<![CDATA["
    return f"]]>{written(text, encoding)}<![CDATA[" if "]" in text or ">" in text else text


def _letter(reference: re.Match[str]) -> str:
    if reference["name"]:
        return _NAMED[reference["name"]]
    number = int(reference["decimal"] or "0") or int(reference["hex"] or "0", 16)
    letter = chr(number) if number < 0x110000 else "\x00"
    if _ILLEGAL.match(letter):
        raise UnreadableError("XML with a reference to what is no letter", "mend it in the program that wrote it")
    return letter
