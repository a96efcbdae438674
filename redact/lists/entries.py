"""The lists as a policy says them: values, patterns, and values with mistakes in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, TypeAlias

import msgspec

from redact.entities import is_type_name
from redact.errors import PolicyError
from redact.lists.files import ONE_OF
from redact.lists.near import LETTERS_PER_MISTAKE, MOST_MISTAKES
from redact.lists.patterns import bounded
from redact.occurrences import folded


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One line of a list that says more than a value: just one of ``value``, ``values`` and ``pattern``.

    ``mistakes``: how many letters may be wrong, missing or too many. ``entity_type``: what a denied value is.
    """

    value: str = ""
    values: tuple[str, ...] = ()
    pattern: str = ""
    mistakes: int = 0
    entity_type: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        """The values; none where it is a pattern."""
        return (self.value, *self.values) if self.value else self.values

    def __repr__(self) -> str:
        return f"Entry({'a pattern' if self.pattern else f'{len(self.texts)} values'})"

    def __rich_repr__(self) -> Any:
        yield "a pattern" if self.pattern else f"{len(self.texts)} values"


Listing: TypeAlias = tuple[str | Entry, ...]


class Lists(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    r"""Values that a policy decides on by name, whatever the detectors say of them.

    ``deny``: goes wherever it stands, also where no detector sees it, as HIDDEN or as the entry's ``entity_type``. It
    wins over everything else: inside a longer value that is kept or allowed it still goes.
    ``keep``: stays although it was found, and the record says that it was kept.
    ``allow``: known to be harmless (the authority's own switchboard, "Will" as a verb): no finding at all, so it is
    neither recorded nor looked for elsewhere.

    ``keep`` and ``allow`` speak of whole findings: one that is longer than the entry goes as if there were no list, and
    one that lies inside a kept or allowed finding shares its fate.

    An entry is a text: whole words in any case, spacing and punctuation. Or a table:
    ``{value = "Sarah Collins", mistakes = 1}`` bears as many wrong, missing or added letters and digits;
    ``{pattern = '\bREF-\d{4,8}\b'}`` is a regular expression in Python's words, which ``keep`` and ``allow`` hold
    against the whole finding; ``{file = "names.txt"}`` reads one value a line (UTF-8; lines that begin with # are
    comments; the path is relative to the policy's). ``mistakes`` works with files too, where a value that is too short
    for them bears as many as it can (one for every four letters and digits). Accents count as mistakes; initials,
    nicknames and translations are not found.
    """

    deny: Listing = ()
    keep: Listing = ()
    allow: Listing = ()

    @property
    def sizes(self) -> dict[str, int]:
        """How many values and patterns each list holds."""
        return {name: sum(map(_size, getattr(self, name))) for name in self.__struct_fields__}

    @property
    def types(self) -> frozenset[str]:
        """The entity types that denied values have."""
        return frozenset(entry.entity_type for entry in self.deny if isinstance(entry, Entry) and entry.entity_type)

    def __repr__(self) -> str:
        return f"Lists({', '.join(f'{name}={size} entries' for name, size in self.sizes.items())})"

    def __rich_repr__(self) -> Any:
        yield from self.sizes.items()


def _size(entry: str | Entry) -> int:
    return len(entry.texts) or 1 if isinstance(entry, Entry) else 1


def checked(lists: Lists, origin: str) -> None:
    """Raise ``PolicyError`` for an entry that cannot work. It says which one, and never what stands in it."""
    for name in lists.__struct_fields__:
        for number, entry in enumerate(getattr(lists, name)):
            for problem, next_step in _problems(entry, name):
                raise PolicyError(f"{origin}: lists.{name}[{number}]: {problem}", next_step)


def _problems(entry: str | Entry, name: str) -> Iterator[tuple[str, str]]:
    if isinstance(entry, str):
        yield from _blank([entry])
        return
    if entry.entity_type and (name != "deny" or not is_type_name(entry.entity_type)):
        yield "only 'deny' takes an entity_type, in UPPER_SNAKE", ""
    if sum(map(bool, (entry.value, entry.values, entry.pattern))) > 1:
        yield ONE_OF, ""
    if entry.pattern:
        yield from _faults(entry)
    yield from _blank(entry.texts)
    yield from _short(entry)


def _blank(values: Iterable[str]) -> Iterator[tuple[str, str]]:
    for number, value in enumerate(values, 1):
        if not any(map(str.isalnum, value)):
            yield f"value {number} holds no letter or figure, so it would never be found", "take it out"


def _faults(entry: Entry) -> Iterator[tuple[str, str]]:
    if entry.mistakes:
        yield "a pattern bears no mistakes", "write what may differ into the pattern"
    try:
        bounded(entry.pattern)
    except PolicyError as error:
        yield error.what, error.next_step


def _short(entry: Entry) -> Iterator[tuple[str, str]]:
    if not 0 <= entry.mistakes <= MOST_MISTAKES:
        yield f"mistakes must lie between 0 and {MOST_MISTAKES}", ""
    if entry.value and len(folded(entry.value)) < LETTERS_PER_MISTAKE * entry.mistakes:
        yield "the value is too short for so many mistakes", f"allow one for every {LETTERS_PER_MISTAKE} letters"
