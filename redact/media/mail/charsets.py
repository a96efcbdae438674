"""The alphabets of mail: which one a text is in, where its label is missing, a nickname, or not quite true."""

from __future__ import annotations

import codecs
import re

from redact.errors import UnreadableError
from redact.media.encoding import decoded

_LARGER = {
    "shift_jis": "cp932", "x-sjis": "cp932", "sjis": "cp932", "windows-31j": "cp932",
    "euc_kr": "cp949", "ks_c_5601": "cp949", "ks_c_5601-1987": "cp949", "euc-kr": "cp949", "x-windows-949": "cp949",
    "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "gb_2312-80": "gb18030",
    "big5": "big5hkscs", "x-big5": "big5hkscs", "tis-620": "cp874", "iso-2022-jp": "iso2022_jp_ext",
    "x-euc-jp": "euc_jp", "x-mac-roman": "mac_roman", "iso-8859-8-i": "iso8859_8", "iso-8859-8-e": "iso8859_8",
}  # fmt: skip
"""Names that mailers give, and the alphabet that holds all which is sent under them."""
_SHIFTS = re.compile(rb"\x1b(?:\$[@AB]|\$\([A-D]|\([BIJ])")
_NOTHING_SAID = {"", "us-ascii", "ascii", "utf-8", "utf8", "iso-8859-1", "7bit", "unknown-8bit", "x-unknown", "default"}
_TIMES = 3


def text_in(data: bytes, declared: str) -> str:
    """The text of *data*, which the mail says is in *declared*. Raises ``UnreadableError`` for bytes that are no text.

    A few letters that its own alphabet does not have are shown as such: better than all of it in a wrong one.
    """
    name = declared.strip().casefold()
    if name in _NOTHING_SAID and _SHIFTS.search(data):
        name = "iso-2022-jp"
    known = _known(_LARGER.get(name, name))
    if known in {"", "ascii"}:
        return decoded(data, exact=False).text
    try:
        return decoded(data, known, exact=False).text if _is_in(data, known) else _nearly(data, known)
    except UnreadableError:
        if b"\x00" in data:
            raise
        return _nearly(data, known)


def _known(name: str) -> str:
    try:
        found = codecs.lookup(name)
    except (LookupError, ValueError, TypeError):
        return ""
    return found.name if getattr(found, "_is_text_encoding", True) else ""


def _is_in(data: bytes, name: str) -> bool:
    try:
        return isinstance(data.decode(name), str)
    except (UnicodeError, ValueError, TypeError, AssertionError):
        return False


def _nearly(data: bytes, name: str) -> str:
    """The text with a mark for each letter that is damaged, where they are few; else as a guess reads it."""
    try:
        text = data.decode(name, "replace")
    except (UnicodeError, ValueError, TypeError, AssertionError):
        text = "\ufffd"
    damaged = text.count("\ufffd")
    sound = sum(not letter.isascii() for letter in text) - damaged
    if b"\x00" not in data and damaged * _TIMES <= sound:
        return text
    return decoded(data, exact=False).text
