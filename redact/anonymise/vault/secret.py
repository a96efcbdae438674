"""What opens a vault: a passphrase, a key, or an entry of the system's keyring. Never from a command line."""

from __future__ import annotations

import base64
import os
import secrets
import sys
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

import msgspec

from redact.anonymise.key import VARIABLE, find_key
from redact.errors import MissingError, PolicyError

PASSPHRASE = "REDACT_PASSPHRASE"  # noqa: S105  the name of the variable, not what is in it
SERVICE = "redact"
_SHORTEST = 8
_COST = (1 << 14, 1 << 20)  # a damaged header must not make us fill the memory
_INFO = b"redact vault 2: key that wraps the data key"


class Kind(StrEnum):
    """Where a vault's secret comes from."""

    PASSPHRASE = "passphrase"  # noqa: S105  the kind, not a passphrase
    KEY = "key"
    KEYRING = "keyring"


@dataclass(frozen=True, slots=True)
class Secret:
    """A secret and its kind. One of the system's keyring stays there: its value is empty."""

    kind: Kind
    value: bytes = field(default=b"", repr=False)


class Kdf(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How the secret becomes the key that wraps the data key: scrypt for a passphrase, HKDF-SHA256 for a key.

    ``n``, ``r``, ``p`` are scrypt's cost; ``salt`` is hexadecimal; ``entry`` is the user name in the system's keyring.
    """

    kind: Kind
    salt: str
    n: int = 0
    r: int = 0
    p: int = 0
    entry: str = ""

    def __str__(self) -> str:
        if self.kind is Kind.PASSPHRASE:
            return f"passphrase, scrypt n={self.n} r={self.r} p={self.p}"
        return "key of the system's keyring, HKDF-SHA256" if self.kind is Kind.KEYRING else "key, HKDF-SHA256"


def fresh_kdf(secret: Secret) -> Kdf:
    """Parameters for a new vault or a new secret; makes the entry in the system's keyring where it goes there."""
    salt = secrets.token_hex(16)
    match secret.kind:
        case Kind.PASSPHRASE:
            if len(secret.value) < _SHORTEST:
                raise PolicyError(f"the passphrase has fewer than {_SHORTEST} characters", "choose a longer one")
            return Kdf(secret.kind, salt, 1 << 17, 8, 1)
        case Kind.KEY:
            return Kdf(secret.kind, salt)
        case Kind.KEYRING:
            entry = f"vault {secrets.token_hex(8)}"
            new = base64.b64encode(secrets.token_bytes(32)).decode("ascii")
            _asked("set_password", SERVICE, entry, new)
            return Kdf(secret.kind, salt, entry=entry)


def wrapping_key(secret: Secret, kdf: Kdf) -> bytes:
    """The 64 bytes that open the data key. Raises ``PolicyError`` for a secret of another kind or absurd parameters."""
    if secret.kind is not kdf.kind:
        raise PolicyError(f"this vault opens with a {kdf.kind}, not with a {secret.kind}", _HOW[kdf.kind])
    salt = _salt(kdf)
    if kdf.kind is Kind.PASSPHRASE:
        return _scrypt(secret.value, salt, kdf)
    return _hkdf(_from_keyring(kdf.entry) if kdf.kind is Kind.KEYRING else secret.value, salt)


def _salt(kdf: Kdf) -> bytes:
    try:
        return bytes.fromhex(kdf.salt)
    except ValueError:
        raise _senseless() from None


def _senseless() -> PolicyError:
    return PolicyError("the vault is damaged: its header makes no sense", "take it from a backup")


_HOW = {
    Kind.PASSPHRASE: f"set {PASSPHRASE}, or type it at a terminal",
    Kind.KEY: f"give it with --key-file or in the environment variable {VARIABLE}",
    Kind.KEYRING: "use the account that made the vault",
}


def find_secret(kdf: Kdf | None, key_file: Path | None = None, *, keyring: bool = False) -> Secret:
    """The secret of an existing vault, by what its header says; or one for a new vault, where *kdf* is ``None``.

    For a new one the first of these: *key_file*, *keyring*, the variables REDACT_PASSPHRASE and REDACT_KEY, a prompt.
    Raises ``PolicyError`` where there is none.
    """
    kind = kdf.kind if kdf else _kind_at_hand(key_file, keyring=keyring)
    if kind is Kind.KEYRING:
        return Secret(kind)
    if kind is Kind.KEY:
        key = find_key(key_file)
        if key is None:
            raise PolicyError("the vault needs its key", _HOW[kind])
        return Secret(kind, key)
    return passphrase(PASSPHRASE, "Passphrase of the vault: ", twice=kdf is None)


def _kind_at_hand(key_file: Path | None, *, keyring: bool) -> Kind:
    if key_file is not None:
        return Kind.KEY
    if keyring:
        return Kind.KEYRING
    return Kind.KEY if VARIABLE in os.environ and PASSPHRASE not in os.environ else Kind.PASSPHRASE


def passphrase(variable: str, prompt: str, *, twice: bool) -> Secret:
    """A passphrase from the environment, else typed at a terminal; *twice* for one that is new."""
    from getpass import getpass

    value = os.environ.get(variable, "")
    if not value and sys.stdin.isatty():
        value = getpass(prompt)
        if twice and value != getpass("The same again: "):
            raise PolicyError("the two passphrases differ", "try again")
    if not value:
        raise PolicyError("the vault needs a passphrase or a key", f"set {variable}, or give a key with --key-file")
    return Secret(Kind.PASSPHRASE, value.encode())


def forget(kdf: Kdf) -> None:
    """Take the entry out of the system's keyring where there is one; elsewhere nothing is stored."""
    if kdf.kind is Kind.KEYRING:
        _asked("delete_password", SERVICE, kdf.entry)


def _from_keyring(entry: str) -> bytes:
    value = _asked("get_password", SERVICE, entry)
    if not value:
        raise PolicyError("the system's keyring holds no key for this vault", _HOW[Kind.KEYRING])
    return base64.b64decode(value)


def _asked(what: str, *words: str) -> Any:
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        raise MissingError("the package keyring is not installed", "run 'pip install redact[keyring]'") from None
    try:
        return getattr(keyring, what)(*words)
    except KeyringError as error:
        problem = f"the system's keyring does not answer ({type(error).__name__})"
        raise PolicyError(problem, "unlock it, or use a passphrase or a key file") from None


def _scrypt(value: bytes, salt: bytes, kdf: Kdf) -> bytes:
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    if not _COST[0] <= kdf.n <= _COST[1] or kdf.n & (kdf.n - 1) or (kdf.r, kdf.p) != (8, 1):
        raise _senseless()
    return Scrypt(salt=salt, length=64, n=kdf.n, r=kdf.r, p=kdf.p).derive(value)


def _hkdf(value: bytes, salt: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(algorithm=SHA256(), length=64, salt=salt, info=_INFO).derive(value)
