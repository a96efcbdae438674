"""The key of keyed operators: where it may come from, and what is derived from it. Never from a command line."""

from __future__ import annotations

import base64
import binascii
import hmac
import os
from hashlib import sha256
from pathlib import Path

from redact.contracts import Secrets
from redact.errors import PolicyError

VARIABLE = "REDACT_KEY"
SHORTEST = 16
_HOW = f"give one with --key-file or in the environment variable {VARIABLE}"


def find_key(key_file: Path | None = None) -> bytes | None:
    """The key from *key_file*, else from the environment, else ``None``. Raises ``PolicyError`` for a bad one."""
    if key_file is not None:
        try:
            return parsed_key(key_file.read_bytes().strip(), "the key file")
        except OSError as error:
            raise PolicyError(f"the key file cannot be read ({type(error).__name__})", "check its path") from None
    value = os.environ.get(VARIABLE)
    return parsed_key(value.encode(), VARIABLE) if value else None


def parsed_key(value: bytes, origin: str) -> bytes:
    """A key written in hexadecimal or base64, or taken as it is; at least 16 bytes long. Raises ``PolicyError``."""
    key = _from_hex(value) or _from_base64(value) or value
    if len(key) < SHORTEST:
        raise PolicyError(f"{origin} holds fewer than {SHORTEST} bytes", "make one with 'openssl rand -hex 32'")
    return key


def needed_key(secrets: Secrets, operator: str) -> bytes:
    """The key, or ``PolicyError`` that says which operator needs it."""
    if secrets.key is None:
        raise PolicyError(f"the operator {operator!r} needs a key", _HOW)
    return secrets.key


def derived(key: bytes, purpose: str) -> bytes:
    """32 bytes for one purpose, from which neither the key nor another purpose's can be told (HMAC-SHA256)."""
    return hmac.new(key, purpose.encode(), sha256).digest()


def _from_hex(value: bytes) -> bytes | None:
    try:
        return bytes.fromhex(value.decode("ascii"))
    except (ValueError, UnicodeDecodeError):
        return None


def _from_base64(value: bytes) -> bytes | None:
    try:
        decoded = base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError):
        return None
    return decoded if len(decoded) >= SHORTEST else None
