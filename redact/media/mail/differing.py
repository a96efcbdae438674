"""Whether the text of a mail and the page beside it say the same: most readers see only the page."""

from __future__ import annotations

import re

from redact.errors import UnreadableError
from redact.media.html import page as html_page

_WORD = re.compile(r"[^\W_]{3,}")
_ADDRESS = re.compile(
    r"<?(?:https?|mailto|cid|tel):[^\s>]*>?|\[(?:image|cid|inline|Inline)[^\]\n]{0,200}\]", re.IGNORECASE
)
_FEW, _SHARE = 5, 0.1


def missing_words(text: str, page: str) -> int:
    """How many words of *text* are nowhere in *page*; none where they are so few that layout explains it.

    Addresses do not count: text has them written out, a page behind its links. Words of the page that the text lacks
    do not count either: whoever reads text sees less than others, and not more.
    """
    words = [word.casefold() for word in _WORD.findall(_ADDRESS.sub(" ", text))]
    there = {word.casefold() for word in _WORD.findall(_said(page))}
    missing = [word for word in words if word not in there]
    return len(missing) if len(missing) > max(_FEW, _SHARE * len(words)) else 0


def _said(page: str) -> str:
    """All that a page says, its addresses and descriptions included."""
    try:
        return " ".join(part.text for part in html_page.parts(html_page.opened(page))) if page.strip() else ""
    except UnreadableError:
        return ""
