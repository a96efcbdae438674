"""The words of a person's name that may stand for the person alone."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
TITLES = frozenset(
    "mr mrs ms miss mx dr doctor prof professor sir dame lord lady rev reverend fr father cllr councillor pc ds di dci "
    "dc sgt sergeant inspector constable judge justice captain capt major colonel lt sister nurse the".split()
)
_NOT_ALONE = TITLES | frozenset(
    "january february march april may june july august september october november december "
    "monday tuesday wednesday thursday friday saturday sunday".split()
)


def name_words(name: str) -> list[str]:
    """The words of a name that may stand for the person alone: three letters or more, no title, no month or day."""
    words = [word.removesuffix("'s").removesuffix("’s") for word in _WORD.findall(name)]
    return [word for word in words if len(word) >= 3 and word[0].isupper() and word.casefold() not in _NOT_ALONE]
