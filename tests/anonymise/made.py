"""Mentions for the tests of operators, and what an operator puts in their place."""

from typing import Any

from redact.contracts import Mention, Secrets
from redact.registry import options_for
from redact.types import Finding, NewText, TextSpan

KEY = bytes(range(32))


def mention(entity_type: str, value: str, subject: str = "", number: str | None = None, at: int = 0) -> Mention:
    """A mention of a value at a place; *subject* is whose it is, *number* what the document calls them."""
    span = TextSpan("p", at, at + len(value))
    return Mention(Finding(entity_type, (span,), 1.0, "test", number), span, value, subject)


def of_sarah(value: str, entity_type: str = "PERSON") -> Mention:
    """A mention that belongs to Sarah Jane Collins."""
    return mention(entity_type, value, "collins jane sarah", "PERSON-1")


def new(kind: Any, key: bytes | None = KEY, **options: Any) -> Any:
    """The operator as a policy would make it."""
    return kind(options_for(kind, options, "options"), Secrets(key))


def text_of(operator: Any, one: Mention) -> str:
    """What it puts there."""
    put = operator.replace(one)
    assert isinstance(put, NewText)
    return put.text
