"""Files hidden in text: ``data:`` addresses, encoded attachments and armoured blocks carry what nobody can read there.

No detector can look into one where it stands, so a text-like format is read and written without them.
"""

from __future__ import annotations

import re

NOTICE = "[embedded data removed]"
_DATA = re.compile(
    r"data:[\w.+-]*/?[\w.+-]*(?:;[\w.+-]+(?:=[\w.+%\"'-]*)?)*;base64,[A-Za-z0-9+/=_%\\-]*", re.IGNORECASE
)
_BLOCKS = re.compile(
    r"^begin(?:-base64)? [0-7]{3,4} [^\r\n]{1,200}\r?\n(?:[^\r\n]{1,100}\r?\n)*?(?:end|====)(?=\s|\Z)"
    r"|-----BEGIN (?P<kind>PGP [A-Z ]+|CERTIFICATE|CMS|PKCS7)-----[^-]{0,4000000}-----END (?P=kind)-----"
    r"|(?:^[A-Za-z0-9+/]{57,}\r?\n){3,}(?:[A-Za-z0-9+/]+={0,2}(?=\s|\Z))?",
    re.MULTILINE,
)


def without_data(text: str) -> str:
    """*text* in which a notice stands where a file was embedded, as a ``data:`` address or as encoded lines."""
    text = _DATA.sub(NOTICE, text) if ";base64," in text.casefold() else text
    return _BLOCKS.sub(NOTICE, text)
