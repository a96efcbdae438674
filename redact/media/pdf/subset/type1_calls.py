"""Which subroutines and which other glyphs the outlines of a Type 1 font call.

Outlines are followed with their numbers only, without drawing. Adobe Type 1 Font Format, chapters 6 and 8.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from redact.media.pdf.objects import CannotEditError
from redact.media.pdf.subset.eexec import OUTLINE, decrypted

_ALWAYS = frozenset(range(4))
"""Subroutines that every font has for curves that are almost flat and for exchanging hints; they draw nothing."""
_DEEPEST = 10
_LONGEST = 1_000_000
_CALLSUBR, _RETURN, _ESCAPE = 10, 11, 12
_OTHERS = frozenset((0, 1, 2, 3, 12, 13))  # flex, exchange of hints, counters; the rest is for blended fonts
_SEAC, _DIV, _CALLOTHER, _POP = 6, 12, 16, 17


def called_by(
    glyphs: Mapping[bytes, bytes], subrs: Mapping[bytes, bytes], names: set[str], skipped: int
) -> tuple[set[bytes], set[int]]:
    """The glyphs with those that they are put together from, and the numbers of subroutines. Pieces are enciphered."""
    from fontTools.encodings.StandardEncoding import StandardEncoding

    followed = _Following({int(number): piece for number, piece in subrs.items()}, skipped)
    waiting, reached = sorted(names), set(names)
    while waiting:
        followed.follow(glyphs[waiting.pop().encode("latin-1")])
        fresh = {StandardEncoding[code] for code in followed.accents} - reached
        fresh = {name for name in fresh if name.encode("latin-1") in glyphs}
        reached |= fresh
        waiting += sorted(fresh)
    used = followed.used | {number for number in _ALWAYS if b"%d" % number in subrs}
    return {name.encode("latin-1") for name in reached}, used


@dataclass(slots=True)
class _Following:
    """One walk through outlines: what they called so far."""

    subrs: Mapping[int, bytes]
    skipped: int
    used: set[int] = field(default_factory=set)
    accents: set[int] = field(default_factory=set)
    stack: list[float] = field(default_factory=list)
    handed: list[float] = field(default_factory=list)
    steps: int = 0

    def follow(self, piece: bytes) -> None:
        """Follow the outline of a glyph."""
        self.stack, self.handed = [], []
        self.run(piece, 0)

    def run(self, piece: bytes, depth: int) -> None:
        plain = decrypted(piece, OUTLINE)[self.skipped :] if self.skipped >= 0 else piece
        if depth > _DEEPEST or self.steps > _LONGEST:
            raise CannotEditError("a Type 1 font that goes in circles")
        self.steps += len(plain)
        at = 0
        while at < len(plain):
            byte = plain[at]
            if byte >= 32:
                at = self.push(plain, at)
            elif byte == _RETURN:
                return
            elif byte == _ESCAPE:
                self.escaped(plain[at + 1] if at + 1 < len(plain) else 0)
                at += 2
            else:
                at += 1
                self.call(depth) if byte == _CALLSUBR else self.stack.clear()

    def push(self, plain: bytes, at: int) -> int:
        byte = plain[at]
        following = plain[at + 1] if at + 1 < len(plain) else 0
        if byte <= 246:
            self.stack.append(byte - 139)
            return at + 1
        if byte <= 250:
            self.stack.append((byte - 247) * 256 + following + 108)
            return at + 2
        if byte <= 254:
            self.stack.append(-(byte - 251) * 256 - following - 108)
            return at + 2
        self.stack.append(int.from_bytes(plain[at + 1 : at + 5], signed=True))
        return at + 5

    def call(self, depth: int) -> None:
        number = self.top()
        if number not in self.subrs:
            raise CannotEditError("a Type 1 font that calls what is not there")
        self.used.add(int(number))
        self.run(self.subrs[int(number)], depth + 1)

    def top(self) -> float:
        if not self.stack:
            raise CannotEditError("a Type 1 font that calls nothing")
        return self.stack.pop()

    def escaped(self, operator: int) -> None:
        if operator == _SEAC:
            self.accents |= {int(code) for code in self.stack[-2:] if 0 <= code < 256}
            self.stack.clear()
        elif operator == _DIV:
            below, above = self.top(), self.top()
            self.stack.append(above / below if below else 0)
        elif operator == _CALLOTHER:
            self.other()
        elif operator == _POP:
            self.stack.append(self.handed.pop() if self.handed else 3)
        else:
            self.stack.clear()

    def other(self) -> None:
        """A procedure of the printer's; the numbers it is given come back, of which one may be a subroutine's."""
        which, count = self.top(), int(self.top())
        if which not in _OTHERS or not 0 <= count <= len(self.stack):
            raise CannotEditError("a Type 1 font with procedures of its own")
        taken = [self.stack.pop() for _ in range(count)]
        self.handed = taken if which == 3 else taken[:2]
