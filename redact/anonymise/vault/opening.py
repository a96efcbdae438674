"""An open vault: what may be asked of it and put into it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Self

from msgspec.structs import replace

from redact.anonymise.key import find_key
from redact.anonymise.vault.clashes import clash
from redact.anonymise.vault.header import Header, made, unlocked
from redact.anonymise.vault.rows import Rows, Seen, Spelling, State, Way, sealed_state
from redact.anonymise.vault.secret import Kdf, Kind, Secret, find_secret
from redact.anonymise.vault.store import Store, create
from redact.errors import PolicyError
from redact.types import Pseudonym

_NOWHERE = Seen()


def opened(path: Path, secret: Secret, *, new: bool = True) -> Vault:
    """The vault at *path*; where there is none it is made, unless *new* says that there must be one.

    Raises ``PolicyError`` for a wrong secret, a damaged file, one that is no vault, or one that others may read.
    """
    if not new and not path.exists():
        raise PolicyError("there is no such vault", "check its path")
    return Vault(path, secret)


def for_run(path: Path, key_file: Path | None = None, *, keyring: bool = False) -> tuple[bytes, Secret]:
    """The key for pseudonyms and the secret of the vault, for a run: the user's own key, else the vault's.

    Makes the vault where there is none, so check first that it may lie there. Raises ``PolicyError``.
    """
    key, secret = find_key(key_file), find_secret(kdf_of(path), key_file, keyring=keyring)
    with opened(path, secret) as vault:
        return key or vault.pseudonym_key(), secret


def kdf_of(path: Path) -> Kdf | None:
    """How the secret of an existing vault works; ``None`` where there is none yet."""
    return header_of(path).kdf if path.exists() else None


def header_of(path: Path) -> Header:
    """What a vault says of itself without its secret. Raises ``PolicyError``."""
    store = Store(path)
    try:
        return store.stored.header
    finally:
        store.close()


class Vault:
    """An open vault; a context manager. *secret* may be a key's bytes. Makes the file where there is none.

    Two processes may write at once: each change is made as a whole, one after the other.
    """

    def __init__(self, path: Path, secret: Secret | bytes) -> None:
        secret = Secret(Kind.KEY, secret) if isinstance(secret, bytes) else secret
        if not path.exists():
            header, fresh = made(secret)
            create(path, header, sealed_state(State(), fresh.seal))
        self.store = Store(path)
        try:
            self.unlocked = unlocked(self.store.stored, secret)
            self.rows = Rows(self.store, self.unlocked)
            self.rows.state()
        except BaseException:
            self.close()
            raise

    def __repr__(self) -> str:
        return f"Vault({self.header.id!r})"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self.store.close()

    @property
    def path(self) -> Path:
        """Where it lies."""
        return self.store.path

    @property
    def header(self) -> Header:
        """What it says of itself in clear."""
        return self.unlocked.header

    def pseudonym_key(self) -> bytes:
        """32 random bytes made with the vault: the key for pseudonyms of jobs that are given no other. It stays."""
        return self.unlocked.keys.pseudonym

    def add(self, pseudonyms: Iterable[Pseudonym], seen: Seen = _NOWHERE) -> tuple[str, ...]:
        """Remember what these tokens stand for, all or none; known ones change nothing.

        Gives the tokens that stand for two different things from now on, see ``clashes``.
        """
        items = [(item, seen) for item in pseudonyms]
        return self.keep(items) if items else ()

    def keep(
        self, items: Iterable[tuple[Pseudonym, Seen]], way: Way | None = None, patch: bytes | None = None
    ) -> tuple[str, ...]:
        """Remember pseudonyms with where each was used, and the way back from the file; clashes as in ``add``."""
        grown: list[str] = []
        with self.store.writing():
            state = self.rows.state()
            for item, seen in items:
                new, mentioned = self.rows.add(item, seen)
                grown += [item.token] * new
                state = replace(state, pseudonyms=state.pseudonyms + new, mentions=state.mentions + mentioned)
            if way:
                state = replace(state, files=state.files + self.rows.put_way(way, patch))
            self.rows.put_state(state)
        return tuple(token for token in dict.fromkeys(grown) if self.ambiguous(token))

    def value(self, token: str) -> str | None:
        """What a token stands for, in the spelling that most files used, or ``None``."""
        spellings = self.rows.spellings(token)
        return spellings[0].worth.value if spellings else None

    def spellings(self, token: str) -> list[Spelling]:
        """All that a token stands for, what most files used first."""
        return self.rows.spellings(token)

    def ambiguous(self, token: str) -> bool:
        """Whether a token stands for two different things, or a file gave it to two subjects in different words."""
        worths = [each.worth for each in self.rows.spellings(token)]
        return clash(worths, shared=len(worths) > 1 and self.rows.shared(token))

    def tokens(self) -> list[str]:
        """Every token, once, in order."""
        return [token for (token,) in self.store.rows("SELECT DISTINCT token FROM pseudonyms ORDER BY token")]

    def check(self) -> None:
        """Look at every page and open every row. Raises ``PolicyError`` where anything was changed or is missing."""
        self.store.check_pages()
        self.rows.check()

    def __len__(self) -> int:
        return int(self.store.rows("SELECT count(*) FROM pseudonyms")[0][0])
