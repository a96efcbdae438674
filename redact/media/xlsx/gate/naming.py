"""Whether a formula reads a hidden sheet, or a name that is hidden or leads to one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from redact.media.xlsx.formulas import without_strings

_SHEET = re.compile(r"(?:'((?:[^']|'')+)'|([^\W\d][\w.]*(?::[^\W\d][\w.]*)?))!")
_WORD = re.compile(r"(?<![\w.!'\[])[^\W\d][\w.\\]*(?![\w.(!'])")


@dataclass(frozen=True, slots=True)
class Naming:
    """The hidden sheets by folded name, in the order of all sheets, and the names of ranges that lead there."""

    sheets: tuple[str, ...] = field(default=(), repr=False)
    hidden: frozenset[str] = field(default=frozenset(), repr=False)
    names: frozenset[str] = field(default=frozenset(), repr=False)

    def names_hidden(self, formula: str) -> bool:
        """Whether a formula reads what is hidden, as far as its words tell."""
        if not formula or not (self.hidden or self.names):
            return False
        bare = without_strings(formula)
        if self.names and any(match.group().casefold() in self.names for match in _WORD.finditer(bare)):
            return True
        return any(self._is_hidden(quoted or plain) for quoted, plain in _SHEET.findall(bare))

    def is_name(self, name: str) -> bool:
        """Whether a name of a range is hidden, or leads to what is."""
        return name.casefold() in self.names

    def _is_hidden(self, name: str) -> bool:
        """Whether a sheet, or any in a row of sheets ("Jan:Mar"), is hidden."""
        ends = [end.casefold() for end in name.replace("''", "'").rpartition("]")[2].split(":")]
        if len(ends) == 2 and all(end in self.sheets for end in ends):
            first, last = sorted(map(self.sheets.index, ends))
            return any(sheet in self.hidden for sheet in self.sheets[first : last + 1])
        return any(end in self.hidden for end in ends)

    def with_names(self, names: Iterable[tuple[str, str]]) -> Naming:
        """The same, with every name of (name, what it refers to) that leads to what is hidden, at any remove."""
        found, waiting = Naming(self.sheets, self.hidden, self.names), list(names)
        while True:
            new = {name.casefold() for name, text in waiting if found.names_hidden(text)} - found.names
            if not new:
                return found
            found = Naming(self.sheets, self.hidden, found.names | new)
