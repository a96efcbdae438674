"""What an adapter is asked to do, as it travels to an engine's workers, and what a worker opens for it, once.

Neither the key nor a model travels: every worker takes the key from its own file or variable, and is told by a mark
whether it is the right one.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from threading import Lock
from typing import Literal, TypeAlias

import msgspec

from redact import policy as policies
from redact.anonymise.key import find_key
from redact.corpus.receipts import key_mark
from redact.errors import PolicyError
from redact.policy import Policy
from redact.redactor import Redactor
from redact.shards.fields import Fields

Unredactable: TypeAlias = Literal["raise", "null", "drop"]
"""What is done with a record that cannot be redacted: the work fails, its fields are emptied, or it is left out."""


class Terms(msgspec.Struct, frozen=True):
    """Settings that may travel. ``release`` is the version of redact that every worker must have."""

    policy: Policy
    fields: tuple[str, ...] = ()
    key_file: str = ""
    key_mark: str = ""
    unredactable: Unredactable = "raise"
    release: str = ""

    def __repr__(self) -> str:
        return f"Terms({self.policy.name!r}, {len(self.fields)} fields)"


@dataclass(frozen=True, slots=True)
class Opened:
    """A redactor that is open in this process, and whose turn it is: one thread at a time."""

    redactor: Redactor = field(repr=False)
    turn: Lock = field(default_factory=Lock, repr=False)


_OPENED: dict[tuple[int, str, str, str], Opened] = {}


def terms_of(
    policy: str | Path | Policy, fields: Iterable[str], key_file: str | Path | None, unredactable: Unredactable
) -> Terms:
    """The settings, with the mark of the key that is found here.

    Raises ``PolicyError`` for a policy, a field or a key that is no good.
    """
    paths = (fields,) if isinstance(fields, str) else tuple(fields)
    Fields.of(paths)
    if unredactable not in ("raise", "null", "drop"):
        raise PolicyError("what to do with records that cannot be redacted is not understood", "raise, null or drop")
    loaded = policy if isinstance(policy, Policy) else policies.load(policy)
    file = Path(key_file).absolute() if key_file else None
    return Terms(loaded, paths, str(file or ""), key_mark(find_key(file)), unredactable, version("redact"))


def opened(terms: Terms) -> Opened:
    """The redactor of this process for these settings, made at first use.

    A process that was forked makes its own: models do not survive that. Raises ``PolicyError`` where this worker has
    another key or another version of redact than the one who asked.
    """
    about = os.getpid(), terms.policy.digest, terms.key_file, terms.key_mark
    known = _OPENED.get(about)
    return known or _OPENED.setdefault(about, Opened(_redactor(terms)))


def _redactor(terms: Terms) -> Redactor:
    if terms.release != version("redact"):
        raise PolicyError("a worker has another version of redact", "install the same one everywhere")
    key = find_key(Path(terms.key_file) if terms.key_file else None)
    if key_mark(key) != terms.key_mark:
        raise PolicyError("a worker finds another key than the one who asked", "give every worker the same key")
    return Redactor(terms.policy, key=key)
