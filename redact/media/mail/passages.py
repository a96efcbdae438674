"""The text of a mail as its writer meant it: quoted passages apart, marks of quoting left out.

A mail answers another, which stands below it or between its lines. A name that was broken over two quoted lines
("> Sarah", "> Collins") is one name, so each passage is given without the marks, and remembers where each run of it
stood. The head of a quoted mail ("From: …", "Sent: …") is given line by line with its label as the context.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from redact.media.splice import Splice, spliced, splices_of
from redact.types import Edit

_QUOTE = re.compile(r"(?:[ \t]{0,3}>){1,100}[ \t]?")
_DIVIDER = re.compile(
    r"\s*(?:[-_=]{3,}\s*(?:original|forwarded|weitergeleitete|ursprüngliche|urspr|message|mensaje|messaggio|doorgestuurd"
    r"|oorspronkelijk|begin)\b[^\n]{0,80}|begin forwarded message:\s*|_{20,}\s*)$",
    re.IGNORECASE,
)
_INTRODUCTION = re.compile(
    r"\s*(?:on|am|le|il|el|op|em|den)\s[^\n]{4,300}(?:\n[^\n]{0,200}){0,2}?"
    r"\s(?:wrote|(?:schrieb|schreef|skrev)[^\n:]{0,200}|a écrit|ha scritto|escribió|escreveu)\s?:\s*$",
    re.IGNORECASE | re.MULTILINE,
)
_LABELS = {
    "From": "from von de da van från fra",
    "Sender": "sender",
    "Reply-To": "reply-to",
    "To": "to an à a para aan till til",
    "Cc": "cc kopie",
    "Bcc": "bcc",
    "Sent": "sent gesendet envoyé enviado inviato verzonden skickat",
    "Date": "date datum data fecha dato",
    "Subject": "subject betreff objet asunto oggetto onderwerp assunto ämne emne",
}
_NAMES = {word: label for label, words in _LABELS.items() for word in words.split()}
_ROW = re.compile(rf"[ \t]*[*_]{{0,2}}(?P<label>{'|'.join(_NAMES)})[*_]{{0,2}}[ \t]?:[*_]{{0,2}}[ \t]*", re.IGNORECASE)
_MOST_ROWS = 12
_SOFT = " "


@dataclass(frozen=True, slots=True)
class _Line:
    """One line: where it stands after its marks, to before its end. ``depth`` counts the marks."""

    start: int
    end: int
    depth: int
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a text that is read in one go; ``runs`` are ``(start, end, start in the whole text)``."""

    text: str = field(repr=False)
    runs: tuple[tuple[int, int, int], ...]
    label: str = field(default="", repr=False)
    quoted: bool = False


def passages(text: str, *, joined: bool = False) -> tuple[Passage, ...]:
    """The passages of *text* in order; without any that is quoted, the whole of it is one.

    *joined*: the spaces at the ends of its lines only say that a word goes on (RFC 3676, ``delsp``).
    """
    lines = list(_lines(text))
    found, first, number, quoted = [], 0, 0, False
    while number < len(lines):
        rows = _head(lines, number)
        if not rows and not _begins_quote(lines, number):
            number += 1
            continue
        found.append(_passage(lines[first:number], quoted=quoted, joined=joined))
        found += [_row(lines[start:end], joined=joined) for start, end in rows]
        quoted = True
        first = rows[-1][1] if rows else number
        number = max(first, number + 1)
    found.append(_passage(lines[first:], quoted=quoted, joined=joined))
    return tuple(passage for passage in found if passage.text.strip())


def rewritten(text: str, pieces: Sequence[Passage], edits: Mapping[int, Sequence[Edit]]) -> str:
    """*text* with the edits of its passages, by their numbers; marks of quoting and line ends between runs stay."""
    splices: list[Splice] = []
    for number, passage in enumerate(pieces):
        for start, end, new in splices_of(edits.get(number, ()), len(passage.text)):
            splices += _placed(passage, start, end, new)
    return spliced(text, splices)


def _placed(passage: Passage, start: int, end: int, new: str) -> Iterator[Splice]:
    """Where a change of a passage falls in the whole text: what is new at its beginning, nothing in what follows."""
    for first, last, at in passage.runs:
        if first < end and start < last:
            yield at + max(start, first) - first, at + min(end, last) - first, new
            new = ""


def _lines(text: str) -> Iterator[_Line]:
    at = 0
    for line in text.split("\n"):
        marks = _QUOTE.match(line)
        skip = marks.end() if marks else 0
        depth = marks[0].count(">") if marks else 0
        yield _Line(at + skip, at + len(line), depth, line[skip:])
        at += len(line) + 1


def _begins_quote(lines: Sequence[_Line], number: int) -> bool:
    """Whether a line divides a mail from one that it quotes, or introduces one."""
    line = lines[number].text
    if _DIVIDER.match(line):
        return True
    rest = "\n".join(one.text for one in lines[number : number + 3])
    intro = _INTRODUCTION.match(rest)
    return bool(intro) and len(line) < 400


def _head(lines: Sequence[_Line], number: int) -> list[tuple[int, int]]:
    """The rows of the head of a quoted mail that begins here, as first line and end of each; empty where none does.

    A row goes on over lines that have no label. One label may be a line of a letter; with a second it is a head.
    """
    if _labelled(lines[number].text)[0] not in {"From", "Sent", "Date"}:
        return []
    starts, at = [number], number + 1
    while at < len(lines) and lines[at].text.strip() and len(starts) < _MOST_ROWS:
        if _labelled(lines[at].text)[0]:
            starts.append(at)
        elif at - starts[-1] > _MOST_ROWS:
            break
        at += 1
    labels = {_labelled(lines[start].text)[0] for start in starts}
    if len(labels) < 2 or not labels & {"Sent", "Date", "To", "Subject"}:
        return []
    return list(zip(starts, [*starts[1:], at], strict=True))


def _row(lines: Sequence[_Line], *, joined: bool) -> Passage:
    first = lines[0]
    label, said = _labelled(first.text)
    cut = _Line(first.start + said, first.end, first.depth, first.text[said:])
    return _passage([cut, *lines[1:]], label=label, quoted=True, joined=joined)


def _labelled(line: str) -> tuple[str, int]:
    """The label of a row and where what it says begins; no label, and nothing, for any other line."""
    row = _ROW.match(line)
    return (_NAMES[row["label"].casefold()], row.end()) if row else ("", 0)


def _passage(lines: Sequence[_Line], *, label: str = "", quoted: bool, joined: bool) -> Passage:
    pieces: list[str] = []
    runs: list[tuple[int, int, int]] = []
    length = 0
    for line, following in zip(lines, [*lines[1:], None][: len(lines)], strict=True):
        soft = joined and line.text.endswith(_SOFT) and following is not None and following.depth == line.depth
        bare = following is not None and not soft and following.start == line.end + 1
        end = line.end - 1 if soft else line.end + bare
        shown = line.text[: end - line.start] + "\n" * bare
        length = _woven(runs, length, line.start, end)
        pieces.append(shown)
        if following is not None and not soft and not bare:
            pieces.append("\n")
            length += 1
    return Passage("".join(pieces), tuple(runs), label, quoted)


def _woven(runs: list[tuple[int, int, int]], length: int, start: int, end: int) -> int:
    """Add a run of the source; it goes on the last one where it follows it on both sides."""
    if end > start:
        if runs and runs[-1][1] == length and runs[-1][2] + length - runs[-1][0] == start:
            runs[-1] = (runs[-1][0], length + end - start, runs[-1][2])
        else:
            runs.append((length, length + end - start, start))
    return length + max(end - start, 0)
