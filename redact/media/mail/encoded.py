"""Files and keys written out in letters inside the text of a mail: uuencoded, armoured, yEnc."""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator

NOTICE = "[embedded data removed]"
_UU = re.compile(r"^begin [0-7]{3,4} (?P<name>[^\n]{1,200})\n(?P<body>(?:[ -`]{0,90}\n)*)end[ \t]*$", re.MULTILINE)
_ARMOUR = re.compile(
    r"^(?P<quote>(?:[ \t]{0,3}>){0,20}[ \t]?)"
    r"-----BEGIN (?P<kind>PGP (?!SIGNED)[A-Z ,0-9/]{3,40}|CERTIFICATE|CMS|PKCS7)-----[ \t]*\n"
    r"(?:(?![^\n]*-----BEGIN )[^\n]*\n)*?[^\n]*-----END (?P=kind)-----[ \t]*$",
    re.MULTILINE,
)
_SIGNED = re.compile(r"^(?:[ \t]{0,3}>){0,20}[ \t]?-----BEGIN PGP SIGNED MESSAGE-----[ \t]*$\n?", re.MULTILINE)
_YENC = re.compile(r"^=ybegin [^\n]*\n(?:(?!=ybegin )[^\n]*\n)*?=yend[^\n]*$", re.MULTILINE)


def without_armour(text: str) -> str:
    """*text* in which a notice stands for each signature, key and encrypted message, quoted or not, and for yEnc."""
    if "-----BEGIN " in text:
        text = _SIGNED.sub("", _ARMOUR.sub(rf"\g<quote>{NOTICE}", text))
    return _YENC.sub(NOTICE, text) if "=ybegin " in text else text


def cut(text: str) -> Iterator[tuple[str, str, bytes]]:
    """The pieces of *text*: a text, or the name and the bytes of a file that is uuencoded in it."""
    at = 0
    for block in _UU.finditer(text) if "begin " in text else ():
        if text[at : block.start()].strip():
            yield text[at : block.start()], "", b""
        yield "", block["name"].strip(), _bytes(block["body"])
        at = block.end()
    if at == 0 or text[at:].strip():
        yield text[at:], "", b""


def _bytes(body: str) -> bytes:
    return b"".join(_line(line) for line in body.split("\n") if line.strip())


def _line(line: str) -> bytes:
    """One line; a length that does not fit is mended as decoders do."""
    raw = line.encode("ascii", "replace")
    try:
        return binascii.a2b_uu(raw)
    except binascii.Error:
        wanted = (((raw[0] - 32) & 63) * 4 + 5) // 3
    try:
        return binascii.a2b_uu(raw[: wanted + 1])
    except binascii.Error:
        return b""
