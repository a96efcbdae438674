"""Letters as RTF has them: bytes of a code page, numbers of Unicode with others for older readers, words for signs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

from redact.media.rtf.charsets import letters_of
from redact.media.rtf.tokens import Kind, Token


@dataclass(slots=True)
class Letters:
    """Gathers letters that stand side by side. ``skip``: how many bytes are passed over, for readers of old."""

    skip: int = 0
    _raw: list[bytes] = field(default_factory=list, repr=False)
    _found: list[bytes | int | str] = field(default_factory=list, repr=False)

    def __bool__(self) -> bool:
        return bool(self._raw)

    def unicode(self, token: Token, fallback: int) -> None:
        """A letter by its number; *fallback* bytes behind it stand for it."""
        self._raw.append(token.raw)
        self._found.append((token.number or 0) % 65536)
        self.skip = fallback

    def plain(self, token: Token) -> None:
        """Plain bytes, or one in figures; those that stand for a letter that was given are passed over."""
        data = bytes([int(token.name, 16)]) if token.kind is Kind.HEX else token.raw
        passed = min(self.skip, len(data))
        self.skip -= passed
        self._raw.append(token.raw)
        if data[passed:]:
            self._found.append(data[passed:])

    def symbol(self, raw: bytes, text: str) -> None:
        """A sign that a word or symbol stands for."""
        self._raw.append(raw)
        if self.skip:
            self.skip -= 1
        else:
            self._found.append(text)

    def silent(self, raw: bytes) -> None:
        """Bytes between letters that stand for none."""
        self._raw.append(raw)

    def take(self, codec: str) -> tuple[bytes, str]:
        """What was gathered, as it stood and as it reads; nothing is left. Bytes side by side are read together."""
        raw, text = b"".join(self._raw), "".join(self._read(codec))
        self._raw, self._found = [], []
        return raw, text

    def _read(self, codec: str) -> Iterator[str]:
        for kind, group in groupby(self._found, key=type):
            if kind is str:
                yield "".join(str(sign) for sign in group)
            elif kind is int:
                units = (unit.to_bytes(2, "little") for unit in group if isinstance(unit, int))
                yield b"".join(units).decode("utf-16-le", "replace")
            else:
                yield letters_of(b"".join(part for part in group if not isinstance(part, (int, str))), codec)
