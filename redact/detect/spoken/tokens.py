"""What figures and letters sound like in a transcript: by themselves, in rows, and misheard."""

from __future__ import annotations

import re

FIGURES = dict(zip("zero one two three four five six seven eight nine".split(), "0123456789", strict=True))
FIGURES |= dict.fromkeys(("nought", "naught", "nil", "oh", "o"), "0")
UNIT = r"(?:one|two|three|four|five|six|seven|eight|nine)"
TIMES = {"double": 2, "treble": 3, "triple": 3}
NATO = (
    "alpha|alfa|bravo|charlie|delta|echo|foxtrot|golf|hotel|india|juliett?|kilo|lima|mike|november|oscar|papa|quebec|romeo"
    "|sierra|tango|uniform|victor|whiske?y|x-?ray|yankee|zulu"
)
WORD = rf"(?:{'|'.join(FIGURES)})(?![a-z'])"
TENS = (
    r"(?:ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
    r"|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
)
LETTERS = r"(?-i:[A-Z]{1,4}(?=[ ,.\-?!]|$|\d)|[A-Z][A-Za-z]{1,3}(?=\d)|[a-z](?=[ ,.\-]|$|\d))"
TOKEN = (
    rf"(?:\d+|(?:double|treble|triple)[ \-](?:\d|{WORD}|[a-z]\b)|{WORD}|{TENS}(?![a-z])|(?:{NATO})(?![a-z'])"
    rf"|{LETTERS})"
)
_FILL = r"(?:(?:er|erm|um|uh|uhm|hmm),? )?"
RUN = re.compile(
    rf"(?i)(?<![\w£$€'])\+?{TOKEN}(?:[ ,.\-–/]{{1,3}}{_FILL}{TOKEN}|(?<=[a-z])\d+|(?<=\d)(?-i:[A-Z]{{1,3}}"
    rf"|(?!st|nd|rd|th)[a-z]{{2}}|[a-z])(?!\w))*+(?!\w)"
)
SOUND_LIKE = {
    "all": "0", "or": "0", "owe": "0", "ow": "0", "our": "0", "her": "0", "won": "1", "to": "2", "too": "2",
    "free": "3", "tree": "3", "for": "4", "fife": "5", "sex": "6", "sicks": "6", "ate": "8", "nigh": "9",
    "mine": "9",
}  # fmt: skip
"""What figures are misheard as; taken for them only where a number was asked for, between others."""
LIKE = rf"(?:{'|'.join(SOUND_LIKE)})(?![\w'])"
LOOSE = re.compile(
    rf"(?i)(?<![\w£$€'])(?:{TOKEN}|{LIKE})(?:[ ,.\-–/]{{1,3}}{_FILL}(?:{TOKEN}|{LIKE})|(?<=[a-z])\d+"
    rf"|(?<=\d)(?-i:[A-Z]{{1,3}}|(?!st|nd|rd|th)[a-z]{{2}}|[a-z])(?!\w))*+(?!\w)"
)
"""The same with what figures are misheard as."""
