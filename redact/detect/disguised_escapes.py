"""Letters written as codes: HTML entities, percent codes of web addresses, escapes, quoted-printable.

Sources: HTML Living Standard (named characters), RFC 3986 section 2.1, RFC 8259 section 7 and the escapes of C,
RFC 2045 section 6.7. Read are letters, digits, marks and blanks; control characters stay as they are.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from redact.detect.disguise import Disguise
from redact.detect.normalise import Edit, View, rewritten

_ENTITY = re.compile(r"&(?:amp;){0,2}(?:#[0-9]{1,7};?|#[xX][0-9A-Fa-f]{1,6};?|[A-Za-z]{2,16};)")
_NAMES = (
    "commat|period|colon|sol|lowbar|plus|hyphen|dash|ndash|num|equals|lpar|rpar|shy|zwnj|zwj|ensp|emsp|thinsp|numsp"
    "|puncsp|Tab|NewLine|ZeroWidthSpace|NoBreak"
)
_ENTITIES = rf"&#[0-9xX]|&amp;(?:#|nbsp|comma|perio|shy)|&(?:{_NAMES});|[0-9A-Z]&nbsp;[0-9(]"

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_HEX = "[0-9A-Fa-f]"
_BYTES = re.compile(
    rf"%(?:25)?(?:[2-7]{_HEX})|%[cCdD]{_HEX}%[89abAB]{_HEX}|%[eE]{_HEX}(?:%[89abAB]{_HEX}){{2}}"
    rf"|%[fF][0-4](?:%[89abAB]{_HEX}){{3}}"
)
_PERCENT = (
    rf"%(?:25)?40|%(?:25)?2[bB][0-9]|%[23]{_HEX}[0-9][0-9]|[0-9A-Z]%20[0-9]|%[4-7]{_HEX}%[4-7]|%[23]{_HEX}%[23]{_HEX}"
    rf"|[0-9A-Z]%[cC]2%[aA]0[0-9]"
)

_ESCAPE = re.compile(rf"\\(?:u[dD][89abAB]{_HEX}{{2}}\\u[dD][c-fC-F]{_HEX}{{2}}|u{_HEX}{{4}}|x{_HEX}{{2}}|[nrt/])")
_ESCAPES = r"\\u00[2-7]|\\u00[aA][0dD]|\\u20[016]|\\x[2-7a]|\\[nrt][0-9+(]|\\[nrt][A-Z][A-Z] ?[0-9]|:\\/\\/"
_BLANKS = {"n": "\n", "r": "\n", "t": "\t", "/": "/"}

_QUOTED = re.compile(
    r"[ \t]{0,8}=(?:20)?[ \t]{0,8}\r?\n|=[2-7][0-9A-F]|=[CD][0-9A-F]=[89AB][0-9A-F]|=E[0-9A-F](?:=[89AB][0-9A-F]){2}"
    r"|=F[0-4](?:=[89AB][0-9A-F]){3}"
)
_QUOTED_PRINTABLE = r"[0-9A-Za-z]=40[A-Za-z0-9]|[^ =\n\r]=\r?\n[^ =\n\r]|=20\r?\n|[0-9A-Z]=C2=A0[0-9]|[0-9A-Z]=20[0-9]"


@lru_cache(4096)
def _entity(code: str) -> str:
    plain = code
    for _ in range(3):
        plain = html.unescape(plain)
    return plain


@lru_cache(4096)
def _percent(code: str) -> str:
    return _of_bytes(code.replace("%25", "%", 1) if code.startswith("%25") and len(code) > 3 else code)


@lru_cache(4096)
def _escape(code: str) -> str:
    if code[1] in _BLANKS:
        return _BLANKS[code[1]]
    units = [int(unit, 16) for unit in re.findall(rf"[ux]({_HEX}+)", code)]
    if len(units) == 2:
        return chr(0x10000 + (units[0] - 0xD800) * 0x400 + units[1] - 0xDC00)
    return code if 0xD800 <= units[0] < 0xE000 else chr(units[0])


@lru_cache(4096)
def _quoted(code: str) -> str:
    if not code.endswith("\n"):
        return _of_bytes(code)
    return " \n" if "=20" in code and not code.rstrip().endswith("=20=") else ""


def _of_bytes(code: str) -> str:
    """The letter that two-figure codes of bytes, each behind one sign, give in UTF-8; the code itself if none."""
    try:
        return bytes.fromhex(re.sub("[%=]", "", code)).decode("utf-8")
    except UnicodeDecodeError:
        return code


def _revealing(codes: re.Pattern[str], read: Callable[[str], str]) -> Callable[[str, int, int], Iterator[View]]:
    def edits(text: str, start: int, end: int) -> Iterator[Edit]:
        for found in codes.finditer(text, start, end):
            plain = read(found.group())
            if plain != found.group() and not _CONTROL.search(plain):
                yield *found.span(), plain

    def reveal(text: str, start: int, end: int) -> Iterator[View]:
        made = list(edits(text, start, end))
        if made:
            yield rewritten(text, made, start, end)

    return reveal


ESCAPES = (
    Disguise("HTML entities", _ENTITIES, ("&",), _revealing(_ENTITY, _entity), "read HTML entities as letters"),
    Disguise("percent signs", _PERCENT, ("%",), _revealing(_BYTES, _percent), "read percent codes as letters"),
    Disguise(
        "escapes", _ESCAPES, (r"\\[uxnrt/]",), _revealing(_ESCAPE, _escape), "read escapes of program text as letters"
    ),
    Disguise(
        "quoted-printable",
        _QUOTED_PRINTABLE,
        (r"=(?:99|A9|\r?\n)",),
        _revealing(_QUOTED, _quoted),
        "read quoted-printable as letters",
    ),
)
