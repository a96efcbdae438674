"""The formats into which single values can be put back, by their handlers."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from redact import registry
from redact.contracts import Changes, Handler
from redact.guard import guarded
from redact.types import Document

_NAMES = ("text", "table", "json", "html", "mail", "docx", "xlsx")


@cache
def handler_for(suffix: str) -> Handler | None:
    """The handler of files with that ending; ``None`` where values cannot be put back one by one."""
    return next((handler for handler in _handlers() if suffix.lower() in handler.suffixes), None)


def load(handler: Handler, source: Path) -> Document:
    """The file, opened. Raises ``RedactError``."""
    return guarded("the handler", handler.load, source)


def write(handler: Handler, document: Document, changes: Changes, target: Path) -> None:
    """Write the changes. Raises ``RedactError``."""
    guarded("the handler", handler.write, document, changes, target)


@cache
def _handlers() -> tuple[Handler, ...]:
    plugins = [registry.load("handlers", name) for name in _NAMES]
    return tuple(plugin(registry.options_for(plugin, {}, "handlers")) for plugin in plugins)
