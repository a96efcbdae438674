"""What a worker needs to know to take its place at the bench: values that may travel, and no key."""

from __future__ import annotations

import hashlib
from importlib.metadata import version
from pathlib import Path

import msgspec

from redact import weights
from redact.anonymise.key import find_key
from redact.corpus.receipts import key_mark
from redact.errors import PolicyError
from redact.policy import Policy
from redact.redactor import Redactor
from redact.shards.bench import Bench
from redact.shards.fields import Fields
from redact.shards.quarantine import Quarantine
from redact.shards.receipts import Receipts
from redact.shards.units import Circumstances


class Setup(msgspec.Struct, frozen=True):
    """A job's settings as they travel to workers. The key does not: each worker takes it from its own file or variable.

    ``key_mark`` tells one key from another without telling the key. Shards of more than ``stretch`` bytes are worked on
    in stretches of about that size, where their form can be cut.
    """

    policy: Policy
    record: str
    quarantine: str
    fields: tuple[str, ...] = ()
    key_file: str = ""
    key_mark: str = ""
    most_held: float = 0.01
    stretch: int = 1 << 29

    def __repr__(self) -> str:
        return f"Setup({self.policy.name!r})"


def setup_of(policy: Policy, record: str, quarantine: str, key_file: Path | None) -> Setup:
    """The settings, with the mark of the key that is found here. Raises ``PolicyError`` for a bad one."""
    key = find_key(key_file)
    file = str(key_file.absolute()) if key_file else ""
    return Setup(policy, record, quarantine, key_file=file, key_mark=key_mark(key))


def bench(setup: Setup) -> Bench:
    """A place to work at. Raises ``PolicyError`` where the key that is found here is not the job's."""
    redactor, receipts, quarantine = redactor_of(setup), Receipts(setup.record), Quarantine(setup.quarantine)
    fields, around = Fields.of(setup.fields), _circumstances(setup, redactor)
    return Bench(redactor, fields, around, setup.record, receipts, quarantine, setup.most_held)


def circumstances(setup: Setup) -> Circumstances:
    """What the output depends on besides the input. Raises ``PolicyError`` for another key than the job's."""
    return _circumstances(setup, redactor_of(setup))


def redactor_of(setup: Setup) -> Redactor:
    """The job's policy with its plugins. Raises ``PolicyError`` where the key that is found here is not the job's."""
    key = find_key(Path(setup.key_file) if setup.key_file else None)
    if key_mark(key) != setup.key_mark:
        raise PolicyError("a worker finds another key than the job's", "give every worker the same key")
    return Redactor(setup.policy, key=key)


def _circumstances(setup: Setup, redactor: Redactor) -> Circumstances:
    models, options = models_of(redactor), f"{setup.most_held} {setup.stretch}"
    return Circumstances(setup.policy.digest, version("redact"), models, setup.key_mark, setup.fields, options)


def models_of(redactor: Redactor) -> tuple[str, ...]:
    """The models that may be opened, each with a digest of its files."""
    return tuple(f"{name} {_digest(name)}" for name in sorted(redactor.models))


def _digest(name: str) -> str:
    told = "".join(file.sha256 for file in weights.model(name).files)
    return hashlib.sha256(told.encode()).hexdigest()[:16]
