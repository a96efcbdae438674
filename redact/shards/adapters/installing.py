"""What to say where an engine is not installed."""

from __future__ import annotations

from redact.errors import MissingError


def missing(called: str, extra: str) -> MissingError:
    """The error for an engine that cannot be imported, by what it is called and the extra that installs it."""
    return MissingError(f"{called} is not installed", f"pip install 'redact[{extra}]'")
