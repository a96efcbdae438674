"""One subject's rows: every token that stands for a person, with values and where they were used, to hand out."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from redact.anonymise.vault.opening import Vault
from redact.anonymise.vault.rows import Seen, Worth
from redact.errors import PolicyError
from redact.occurrences import folded


def rows_of(vault: Vault, subject: str) -> dict[str, Any]:
    """All that the vault holds on one subject, as plain values. *subject* is a token, or a value in any spelling.

    Tokens that a file gave to the same subject are included (the e-mail address of the person that was named).
    Raises ``PolicyError`` where nothing fits.
    """
    rows = list(vault.rows.pseudonyms())
    wanted = folded(subject)
    asked = {token for _, token, worth in rows if subject == token or (wanted and folded(worth.value) == wanted)}
    if not asked:
        raise PolicyError("the vault holds nothing on that subject", "give a token, or the name in another spelling")
    seen: defaultdict[bytes, list[Seen]] = defaultdict(list)
    for row, mention in vault.rows.mentions():
        seen[row].append(mention)
    whose = {key for row, token, _ in rows if token in asked for mention in seen[row] for key in _whose(mention)}
    also = {token for row, token, _ in rows for mention in seen[row] for key in _whose(mention) if key in whose}
    tokens: defaultdict[str, list[tuple[Worth, list[Seen]]]] = defaultdict(list)
    for row, token, worth in rows:
        if token in asked | also:
            tokens[token].append((worth, seen[row]))
    return {"vault": vault.header.id, "tokens": [_told(vault, token, tokens[token]) for token in sorted(tokens)]}


def _whose(mention: Seen) -> list[tuple[str, str]]:
    return [(mention.file, subject) for subject in mention.subjects]


def _told(vault: Vault, token: str, spellings: list[tuple[Worth, list[Seen]]]) -> dict[str, Any]:
    values = [
        {"entity_type": worth.entity_type, "value": worth.value, "used": [_use(mention) for mention in seen]}
        for worth, seen in spellings
    ]
    return {"token": token, "stands_for_several_subjects": vault.ambiguous(token), "values": values}


def _use(mention: Seen) -> dict[str, str]:
    return {"file_sha256": mention.file, "name": mention.name, "job": mention.job, "when": mention.when}
