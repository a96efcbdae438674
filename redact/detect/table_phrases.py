"""Rows for values that stand behind their name, and the pieces of expressions that such rows share.

"NHS No: 943 …", "licence number is …", '"upn": "A80…"', "<upn>A80…", "UPN | A80…", "collar no. 4417".
"""

from __future__ import annotations

import re

from redact.detect.patterns import Pattern, Words

NUMBER = r"(?:[ _\-]{0,2}(?:n(?:o|r|um|umber)s?|id(?:entifier)?s?|ref(?:erence)?s?|code|#)(?![a-z])\.?)"
"""A word for "number" after the name of a thing."""
IS = r"[\"'’)\]]{0,2}[ \t]{0,3}(?:(?:is|was|are|of|as|=>|:=|[:=#|>\-])[ \t]{0,3}){0,2}\s{0,2}[\"'(\[]?"
"""What stands between a name and its value."""
NO_WORD = (
    r"(?!(?:in|on|of|to|at|by|for|from|and|or|with|as|the|an|is|was|are|were|has|had|not|if|since|until|till|after"
    r"|before|between|during|under|over)(?![a-z]))"
)
"""Where a sentence goes on ("passport in 1995", "licence for 10 years") no value begins, and none has such a piece."""
_HEAD = re.compile(r"(?:[a-z0-9à-ÿ&/ ]|\\\.)+")
_REACH = 140
"""How far behind the beginning of a name its value may begin."""


def said(names: str, value: str, number: str = NUMBER + "{0,2}") -> str:
    """The expression for a value behind one of the *names*, in any case; the value alone is the finding.

    *names* and *value* are expressions; the value must end where a word ends.
    """
    return rf"(?i)(?<![^\W_])(?:{names}){number}{IS}(?P<x>{value})(?![^\W_])"


def labelled(entity_type: str, names: str, value: str, *, number: str = NUMBER + "{0,2}", **row: object) -> Pattern:
    """A row for a value that is worth something only behind one of the *names*. ``score`` is what it is worth.

    Each of the *names* (parted by bars outside all brackets) must begin with letters that are always there.
    """
    score = row.pop("score")
    return Pattern(
        entity_type=entity_type,
        regex=said(names, value, number),
        form=(score, score),  # type: ignore[arg-type]  # a number, as every caller writes it
        near=Words(heads(names)),
        **row,  # type: ignore[arg-type]  # name and source, as every caller writes them
    )


def heads(names: str) -> tuple[str, ...]:
    """The letters with which each of the *names* begins. Raises ``ValueError`` where these are fewer than two."""
    found = tuple(dict.fromkeys(map(_head, _alternatives(names))))
    if any(len(head) < 2 for head in found):
        raise ValueError("a name must begin with two letters that are always there")
    return found


def _head(name: str) -> str:
    found = _HEAD.match(name)
    if not found:
        return ""
    letters = found.group().replace("\\", "")
    return letters[:-1] if name[found.end() : found.end() + 1] in ("?", "*", "{") else letters


def _alternatives(names: str) -> list[str]:
    depth, cut = 0, [""]
    for letter in names:
        depth += (letter in "([") - (letter in ")]")
        if letter == "|" and depth == 0:
            cut.append("")
        else:
            cut[-1] += letter
    return cut
