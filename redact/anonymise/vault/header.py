"""The header: what a vault says of itself in clear, and the keys in it that only its secret opens.

The secret opens the data key; the data key opens everything else. So a new secret needs no other change, and a new
data key makes copies of the old one worthless for what comes later.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime

import msgspec

from redact.anonymise.vault.seal import Seal, damaged
from redact.anonymise.vault.secret import Kdf, Secret, fresh_kdf, wrapping_key
from redact.errors import PolicyError

FORMAT = 2
_KEYS = b"keys"
_DATA = b"data key"


class Header(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What anybody may read: version of the format, the vault's random id, when it was made, how its secret works."""

    format: int
    id: str
    created: str
    kdf: Kdf


class Keys(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Random keys, 32 bytes each, that stay when the secret changes: of pseudonyms, of row marks, of the log."""

    pseudonym: bytes
    index: bytes
    log: bytes

    def __repr__(self) -> str:
        return "Keys()"


@dataclass(frozen=True, slots=True)
class Stored:
    """A header as it lies in the file: clear text, wrapped data key, sealed keys."""

    clear: bytes
    wrapped: bytes = field(repr=False)
    keys: bytes = field(repr=False)

    @property
    def header(self) -> Header:
        """What it says. Raises ``PolicyError`` for another format or nonsense."""
        try:
            version = msgspec.json.decode(self.clear, type=dict[str, object]).get("format")
            if version != FORMAT:
                raise PolicyError("the vault is of another format", f"this version of redact reads format {FORMAT}")
            return msgspec.json.decode(self.clear, type=Header)
        except (msgspec.DecodeError, UnicodeDecodeError):
            raise damaged("its header makes no sense") from None


@dataclass(frozen=True, slots=True)
class Unlocked:
    """An opened header: what it says, the seal of its rows, and its keys."""

    header: Header
    seal: Seal
    keys: Keys = field(repr=False)


def made(secret: Secret, old: Unlocked | None = None) -> tuple[Stored, Unlocked]:
    """A header for a new vault, or for an *old* one that gets a new secret and a new data key."""
    if old:
        vault, created = old.header.id, old.header.created
    else:
        vault, created = secrets.token_hex(16), datetime.now(UTC).isoformat(timespec="seconds")
    header = Header(FORMAT, vault, created, fresh_kdf(secret))
    keys = old.keys if old else Keys(*(secrets.token_bytes(32) for _ in range(3)))
    clear, data_key = msgspec.json.encode(header), secrets.token_bytes(64)
    seal = Seal(header.id, data_key)
    wrapped = Seal(header.id, wrapping_key(secret, header.kdf)).close(data_key, _DATA, clear)
    return Stored(clear, wrapped, seal.close(msgspec.json.encode(keys), _KEYS)), Unlocked(header, seal, keys)


def unlocked(stored: Stored, secret: Secret) -> Unlocked:
    """The header, opened. Raises ``PolicyError`` for a wrong secret; a changed header is not told from one."""
    header = stored.header
    lock = Seal(header.id, wrapping_key(secret, header.kdf))
    try:
        data_key = lock.open(stored.wrapped, _DATA, stored.clear)
    except PolicyError:
        raise PolicyError(
            f"this {header.kdf.kind} does not open the vault", "use the one that it was made with"
        ) from None
    seal = Seal(header.id, data_key)
    return Unlocked(header, seal, msgspec.json.decode(seal.open(stored.keys, _KEYS), type=Keys))
