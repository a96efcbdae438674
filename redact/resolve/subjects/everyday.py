"""Names that are words of every day as well: alone they are joined to nobody where they may be just that."""

from __future__ import annotations

import re

EVERYDAY = frozenset(
    "will may mark grace rose hope joy faith june april august bill rob sue pat grant frank dean jack art "
    "drew guy dawn violet ivy lily olive heather hazel iris daisy amber ruby pearl jade crystal holly summer "
    "autumn christian chase miles rich ray reed sage sandy skip sky sterling trace merry mum mam mom dad "
    "daddy mummy nan nana gran granny grandma grandad uncle aunt auntie patient client nurse doctor officer".split()
)
_START = re.compile(r"(?:^|[.!?:;…•–—\n\r\t])[\s\"'“‘(\[]*$")
_BEFORE = 8


def may_be_a_word(word: str, text: str, start: int, *, seen: bool) -> bool:
    """Whether a lone word of every day may be no name where it stands in *text*.

    It may in small letters, and at the beginning of a sentence where no detector has *seen* a name in it.
    """
    if word.islower():
        return True
    return not seen and _START.search(text[max(start - _BEFORE, 0) : start]) is not None
