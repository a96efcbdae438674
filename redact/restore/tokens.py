"""Pseudonyms that stand in a text, and what each stands for: for files that are no longer as they were released.

A token of a keyed operator cannot stand there by chance. A surrogate ("Anna Marsh") can: wherever it stands, it is
taken for the pseudonym. What is short or made of digits (a shifted date, an age) says nothing without its file, and is
left.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from redact.anonymise.vault import Vault

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

_KEYED = re.compile(r"[A-Z][A-Z0-9_]*_[a-z2-7]{8,}|[0-9a-f]{16,}|⟨.{16,}⟩", re.DOTALL)
_SHORTEST = 6


class Finder:
    """Finds a vault's tokens in texts."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._known: dict[str, str | None] = {}

    @cached_property
    def _tokens(self) -> list[str]:
        return [token for token in self._vault.tokens() if self._telling(token)]

    @cached_property
    def _automaton(self) -> AhoCorasick:
        from ahocorasick_rs import AhoCorasick, MatchKind

        return AhoCorasick(self._tokens, matchkind=MatchKind.LeftmostLongest)

    def find(self, text: str) -> list[tuple[int, int, str]]:
        """Where tokens stand: half-open code points and the token."""
        if not self._tokens:
            return []
        found = self._automaton.find_matches_as_indexes(text)
        return [(start, end, self._tokens[number]) for number, start, end in found if _alone(text, start, end)]

    def value(self, token: str) -> str | None:
        """What most files used the token for; ``None`` where it stands for different things."""
        if token not in self._known:
            self._known[token] = None if self._vault.ambiguous(token) else self._vault.value(token)
        return self._known[token]

    def replaced(self, text: str) -> str:
        """The text with every token that has one meaning turned back."""
        pieces, at = [], 0
        for start, end, token in self.find(text):
            pieces += [text[at:start], self.value(token) or token]
            at = end
        return "".join([*pieces, text[at:]])

    def _telling(self, token: str) -> bool:
        if _KEYED.fullmatch(token):
            return True
        letters = sum(map(str.isalpha, token))
        types = {each.worth.entity_type for each in self._vault.spellings(token)}
        return letters >= _SHORTEST and types.isdisjoint({"DATE_TIME", "DATE_OF_BIRTH", "AGE"})


def _alone(text: str, start: int, end: int) -> bool:
    """Whether neither end of the match runs on into a longer word."""
    before = start > 0 and text[start].isalnum() and text[start - 1].isalnum()
    after = end < len(text) and text[end - 1].isalnum() and text[end].isalnum()
    return not before and not after
