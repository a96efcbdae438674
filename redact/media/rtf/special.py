"""Groups of an RTF file that are read as wholes: pictures, properties of shapes, numbering, who wrote a comment."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from redact.media.rtf.groups import first_word, inner_groups, picture_in, plain_text
from redact.media.rtf.pieces import LevelRun, Literal, Paragraph, Picture, RtfFile, Run
from redact.media.rtf.tokens import Kind, Tokens

_SAID_BY = frozenset({"wzDescription", "gtextUNICODE", "wzTooltip"})
"""Properties of shapes that a person typed: an alternative text, drawn words, what is shown when it is pointed at."""
_NUMBERS = re.compile(r"[-+\d.;,()\s]*")
_PROPERTY = re.compile(r"[a-z][A-Za-z0-9]{1,40}")


@dataclass(slots=True)
class Story:
    """What a text stands in, and the runs of the paragraph that is being read."""

    key: str
    place: str
    count: int = 0
    runs: list[Run] = field(default_factory=list)


class Apart:
    """Puts pieces into a file that is being read; knows the groups that are read as wholes."""

    def __init__(self, tokens: Tokens, file: RtfFile, codec: str) -> None:
        self.tokens, self.file, self.codec = tokens, file, codec
        self.counts: Counter[str] = Counter()
        self.apart = {
            "pict": self._picture,
            "leveltext": self._level,
            "levelnumbers": self._level_numbers,
            "sp": self._property,
            "atnid": self._person,
            "atnauthor": self._person,
        }

    def put(self, raw: bytes, *, is_bare: bool = False) -> None:
        if raw:
            self.file.pieces.append(Literal(raw, is_bare))

    def end_paragraph(self, story: Story) -> None:
        if story.runs:
            story.count += 1
            place = f"{story.place}paragraph {story.count}"
            key = f"{story.key}{story.count}" if story.key == "p" else f"{story.key}.p{story.count}"
            self.file.paragraphs.append(Paragraph(key, place, tuple(story.runs)))
            story.runs = []

    def story(self, word: str) -> Story:
        self.counts[word] += 1
        key = word.replace(" ", "")
        return Story(f"{key}{self.counts[word]}", f"{word} {self.counts[word]}, ")

    def _picture(self, at: int) -> None:
        words, suffix, data = picture_in(self.tokens, at)
        if not data:
            return
        self.counts["picture"] += 1
        number = self.counts["picture"]
        if not suffix:
            self.file.dropped["a picture of a kind that cannot be looked into (left grey)"] += 1
        self.file.pieces.append(Picture(f"picture{number}", words, suffix, data if suffix else b""))

    def _level(self, at: int) -> None:
        """The text of a numbering level: its length, then letters and places of numbers."""
        text = plain_text(self.tokens, at, "latin-1").rstrip(";")
        run = LevelRun(b"", text[1:])
        run.put(text[1:])
        self.put(b"{\\leveltext", is_bare=True)
        self.file.pieces.append(run)
        self.put(b"}")
        self.counts["level"] += 1
        if any(letter.isalpha() for letter in run.text):
            key = f"level{self.counts['level']}"
            self.file.paragraphs.append(Paragraph(key, f"numbering {self.counts['level']}", (run,)))

    def _level_numbers(self, at: int) -> None:
        kept = [
            t.raw for t in self.tokens.listed[at : self.tokens.ends[at]] if t.kind is Kind.HEX and int(t.name, 16) < 32
        ]
        self.put(b"{\\levelnumbers" + b"".join(kept) + b";}")

    def _property(self, at: int) -> None:
        """One property of a shape: numbers stay, words that a person typed are texts, everything else goes."""
        inner = dict(inner_groups(self.tokens, at))
        if not {"sn", "sv"} <= inner.keys():
            return
        name = plain_text(self.tokens, inner["sn"], "latin-1").strip()
        value = plain_text(self.tokens, inner["sv"], self.codec).strip()
        if not _PROPERTY.fullmatch(name):
            return
        head = f"{{\\sp{{\\sn {name}}}{{\\sv".encode("ascii")
        pictures = [place for word, place in inner_groups(self.tokens, inner["sv"]) if word == "pict"]
        if pictures:
            self.put(head)
            self._picture(pictures[0])
            self.put(b"}}")
        elif name in _SAID_BY:
            story = self.story("label")
            run = Run(b"", value)
            run.put(value)
            self.put(head, is_bare=True)
            self.file.pieces.append(run)
            self.put(b"}}")
            story.runs.append(run)
            self.end_paragraph(story)
        elif _NUMBERS.fullmatch(value):
            self.put(head + b" " + value.encode("ascii") + b"}}")

    def _person(self, at: int) -> None:
        """Who wrote a comment: nobody that is named."""
        name = first_word(self.tokens, at)[1]
        raw = b"{\\*\\atnid A}" if name == "atnid" else b"{\\*\\atnauthor Author}"
        self.file.pieces.append(Literal(raw, role="atn"))
