"""The vault: what pseudonyms stand for, encrypted, in one SQLite file kept apart from outputs and records.

It is the additional information that makes pseudonymised data personal data: whoever has it and its secret can turn
the tokens back. ``secret`` says what opens a vault, ``header`` what its first row says, ``seal`` how values are
encrypted, ``store`` looks after the file, ``rows`` after what stands in it, ``log`` after the list of what was given
back, ``subject`` gathers one person's rows, and ``ending`` changes the secret or destroys it all.
"""

from redact.anonymise.vault.opening import Vault, for_run, opened
from redact.anonymise.vault.secret import Kind, Secret, find_secret

__all__ = ["Kind", "Secret", "Vault", "find_secret", "for_run", "opened"]
