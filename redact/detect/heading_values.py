"""What a value must look like so as not to contradict its heading. Generous: a heading is strong evidence."""

from __future__ import annotations

import re
from collections.abc import Callable

from redact.detect.name_words import NOT_NAMES

_NOTHING = frozenset(
    (
        "yes no none null nil n/a na unknown not tbc tbd true false - -- ? other male female m f x y n see above below"
        " same ditto"
    ).split()
)


def named(value: str) -> bool:
    """A name: few words, letters, not a sentence and not a plain answer."""
    words = value.split()
    if not 1 <= len(words) <= 8 or value.lower() in _NOTHING or re.search(r"[\d@]", value):
        return False
    if value.endswith(("?", "!")) or (len(words) > 4 and value == value.lower()):
        return False
    return any(map(str.isalpha, value)) and not all(word.lower().strip(".,") in NOT_NAMES for word in words)


def capitalised(value: str) -> bool:
    """Every longer word begins with a capital: wanted where a label says little by itself."""
    return all(word[0].isupper() or len(word) < 4 for word in re.findall(r"[^\W\d_]+", value))


def worded(value: str) -> bool:
    """A place or an address: something with letters that is no plain answer."""
    return any(map(str.isalpha, value)) and value.lower() not in _NOTHING and len(value) > 2


def figures(least: int, most: int = 40) -> Callable[[str], bool]:
    """So many digits, and hardly a letter."""

    def fits(value: str) -> bool:
        count = sum(map(str.isdigit, value))
        return least <= count <= most and sum(map(str.isalpha, value)) <= max(4, count // 2)

    return fits


def coded(value: str) -> bool:
    """A code: short, with a digit in it."""
    return 3 <= len(value) <= 40 and len(value.split()) <= 6 and any(map(str.isdigit, value))


def account(value: str) -> bool:
    """A user name: one or two words that are no plain answer."""
    return len(value.split()) <= 2 and len(value) > 1 and value.lower() not in _NOTHING


def pupil(value: str) -> bool:
    """A unique pupil number: a letter, eleven digits, and a digit or a letter."""
    return re.fullmatch(r"(?i)[A-HJ-NP-RT-Z]\d{3}[ \-]?\d{4}[ \-]?\d{4}[\dA-HJ-NP-RT-Z]", value) is not None


def aged(value: str) -> bool:
    """An age: one to three digits, with or without a unit."""
    return (
        re.fullmatch(r"(?i)\d{1,3}(?:\.5|½)?(?: ?(?:y(?:ea)?rs?|months?|weeks?|y/?o)\.?(?: old)?)?", value) is not None
    )


def dated(value: str) -> bool:
    """A date in whatever form: two digits at least."""
    return 2 <= sum(map(str.isdigit, value)) <= 14 and len(value) <= 40


def secret(value: str) -> bool:
    """Anything without a blank that is no plain answer."""
    return not re.search(r"\s", value) and len(value) > 2 and value.lower() not in _NOTHING


def mailed(value: str) -> bool:
    """Something with an at sign."""
    return "@" in value


def networked(value: str) -> bool:
    """Hexadecimal digits, points and colons."""
    return re.match(r"[\da-fA-F.:]{3,45}", value) is not None


def placed(value: str) -> bool:
    """Figures, or three words with points between them."""
    return coded(value) or value.count(".") == 2


def grouped(value: str) -> bool:
    """A few words."""
    return worded(value) and len(value.split()) <= 5
