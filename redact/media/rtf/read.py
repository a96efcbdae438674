"""Reading RTF: groups that hold what a reader sees stay, every other goes; text becomes runs that can be changed."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from redact.media.rtf.charsets import default_codec, font_codecs, word_text
from redact.media.rtf.groups import (
    first_word,
    inner_groups,
    is_harmless,
    is_plain_style,
    own_words,
    plain_text,
)
from redact.media.rtf.letters import Letters
from redact.media.rtf.pieces import Literal, RtfFile, Run
from redact.media.rtf.special import Apart, Story
from redact.media.rtf.tokens import Kind, Token, Tokens, tokens_of
from redact.media.rtf.words import DROPPED, ENDS, STARRED, STORIES, is_form

_MODES = {
    "fonttbl": "fonts",
    "colortbl": "colours",
    "stylesheet": "styles",
    "listtable": "lists",
    "listoverridetable": "lists",
    "fldinst": "text",
}
_TINY = 3
"""Half-points; what is no larger cannot be read."""


@dataclass(slots=True)
class _Frame:
    """What holds inside one group."""

    story: Story
    mode: str = "text"
    unicode_skip: int = 1
    font: int | None = None
    hidden: bool = False
    tiny: bool = False
    deleted: bool = False
    ends_story: bool = False
    comment: int = -1
    names: list[tuple[Literal, str]] = field(default_factory=list)


def read(data: bytes) -> RtfFile:
    """Read a file. Raises ``UnreadableError`` for what is no RTF, is cut off, or does not add up."""
    tokens = tokens_of(data)
    file = RtfFile()
    _Reader(tokens, file).read()
    if tokens.behind.strip(b" \t\r\n\0"):
        file.dropped["what stands behind the end"] += 1
    return file


class _Reader(Apart):
    """Goes through the tokens once, group by group."""

    def __init__(self, tokens: Tokens, file: RtfFile) -> None:
        super().__init__(tokens, file, default_codec(tokens))
        self.codecs = font_codecs(tokens, self.codec)
        self.frames = [_Frame(Story("p", ""))]
        self.letters = Letters()
        self.passed: set[int] = set()
        self.flat: set[int] = set()

    @property
    def frame(self) -> _Frame:
        return self.frames[-1]

    def read(self) -> None:
        at = 0
        while at < len(self.tokens.listed):
            token = self.tokens.listed[at]
            at = self._step(at, token)
        self.end_paragraph(self.frames[0].story)

    def _step(self, at: int, token: Token) -> int:
        if token.kind is Kind.OPEN:
            return self._open(at)
        if token.kind is Kind.CLOSE:
            self._close()
        elif token.kind is Kind.WORD and at not in self.passed:
            self._word(token)
        elif token.kind in {Kind.TEXT, Kind.HEX}:
            self.letters.plain(token)
        elif token.kind is Kind.SYMBOL:
            self._symbol(token)
        elif token.kind is Kind.LINE:
            self._line(token)
        return at + 1

    # --- Groups ------------------------------------------------------------------------------------------------

    def _open(self, at: int) -> int:
        self._flush()
        end, (starred, name, word) = self.tokens.ends[at], first_word(self.tokens, at)
        if at in self.passed or name in DROPPED or (starred and name not in STARRED and name not in STORIES):
            said = DROPPED.get(name, "what programs keep for themselves") if at not in self.passed else ""
            self.file.dropped.update([said] if said else [])
            return end + 1
        if name in self.apart:
            self.apart[name](at)
            return end + 1
        if name == "field":
            self._field(at)
        elif name in {"object", "result"}:
            self.passed.update(i for i in own_words(self.tokens, at) if not is_form(self.tokens.listed[i].name))
            self.file.dropped["an embedded object"] += name == "object"
        self._enter(name)
        self.passed.update([word] if name in {"field", "fldrslt"} and at in self.flat else [])
        return at + 1

    def _enter(self, name: str) -> None:
        outer = self.frame
        inner = replace(outer, ends_story=False, comment=-1, names=[], mode=_MODES.get(name, outer.mode))
        if name in STORIES or name == "fldinst":
            inner.story, inner.ends_story = self.story(STORIES.get(name, "link")), True
            inner.mode, inner.hidden, inner.deleted = "text", outer.hidden, outer.deleted
        if name == "annotation":
            inner.comment = len(self.file.pieces)
        self.frames.append(inner)
        self.put(b"{")

    def _close(self) -> None:
        self._flush()
        frame = self.frames.pop() if len(self.frames) > 1 else self.frames[0]
        name = "".join(text for _, text in frame.names)
        if frame.names and not is_plain_style(name):
            self.counts["style"] += 1
            for literal, _ in frame.names:
                literal.raw = b""
            frame.names[0][0].raw = b"Custom %d;" % self.counts["style"]
        self.put(b"}")
        if frame.ends_story:
            self.end_paragraph(frame.story)
        if frame.comment >= 0:
            self.file.comments.append((frame.comment, len(self.file.pieces)))

    def _field(self, at: int) -> None:
        """Of a field that is not known to be harmless, leave only the result."""
        inner = dict(inner_groups(self.tokens, at))
        instruction = inner.get("fldinst")
        if instruction is None or is_harmless(plain_text(self.tokens, instruction, self.codec)):
            return
        self.file.dropped["the instruction of a field"] += 1
        self.passed.add(instruction)
        self.flat |= {at} | ({inner["fldrslt"]} if "fldrslt" in inner else set())

    # --- Words and text ----------------------------------------------------------------------------------------

    def _word(self, token: Token) -> None:
        if token.name == "u":
            self.letters.unicode(token, self.frame.unicode_skip)
            return
        self.letters.skip = 0
        self._note(token)
        text = word_text(token)
        if text is not None and self.frame.mode == "text":
            self.letters.symbol(token.raw, text)
            return
        self._flush()
        if token.name in ENDS:
            self.end_paragraph(self.frame.story)
        if is_form(token.name):
            role = token.name if token.name in {"v", "chatn"} else "fs" if self._is_tiny(token) else ""
            role = "atn" if role == "chatn" else role
            is_bare = not token.raw.endswith(b" ")
            self.file.pieces.append(Literal(token.raw, is_bare, role))

    def _note(self, token: Token) -> None:
        """Remember what a word says of the text that follows it."""
        frame, on = self.frame, token.number != 0
        if token.name in {"plain", "v", "deleted", "mvf", "f", "fs"}:
            self._flush()
        match token.name:
            case "plain":
                frame.hidden = frame.deleted = frame.tiny = False
                frame.font = None
            case "v":
                frame.hidden = on
            case "deleted" | "mvf":
                frame.deleted = on
            case "f":
                frame.font = token.number
            case "fs":
                frame.tiny = self._is_tiny(token)
            case "uc":
                frame.unicode_skip = max(token.number or 0, 0)

    @staticmethod
    def _is_tiny(token: Token) -> bool:
        return token.name == "fs" and token.number is not None and token.number <= _TINY

    def _symbol(self, token: Token) -> None:
        text = word_text(token)
        if token.name in "\r\n":
            self._flush()
            self.put(b"\\par ")
            self.end_paragraph(self.frame.story)
        elif text is not None:
            self.letters.symbol(token.raw, text)
        elif token.name == "*":
            self._flush()
            self.put(token.raw)

    def _line(self, token: Token) -> None:
        raw = token.raw.replace(b"\0", b"")
        if self.letters:
            self.letters.silent(raw)
        else:
            self.put(raw)

    def _flush(self) -> None:
        """What was gathered becomes a run, or goes where it is no text."""
        self.letters.skip = 0
        if not self.letters:
            return
        frame = self.frame
        codec = self.codecs.get(frame.font, self.codec) if frame.font is not None else self.codec
        raw, text = self.letters.take(codec)
        match frame.mode:
            case "text" if frame.deleted:
                self.file.dropped["a tracked deletion"] += 1
            case "text":
                hidden = "hidden" if frame.hidden else "tiny" if frame.tiny else ""
                run = Run(raw, text, hidden)
                self.file.pieces.append(run)
                frame.story.runs.append(run)
            case "colours":
                self.put(b";" * text.count(";"))
            case "styles":
                literal = Literal(raw)
                self.file.pieces.append(literal)
                frame.names.append((literal, text))
            case "fonts":
                self.put(raw)
            case _:
                self.put(b";" if text.strip() == ";" else b"")
