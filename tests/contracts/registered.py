"""The plugins of a group as test parameters; those that open models are marked so."""

from typing import Any

import pytest

from redact import registry
from redact.errors import RedactError


def registered(group: str) -> list[Any]:
    """One parameter for each name; one that cannot be imported is left to fail in its test."""
    return [pytest.param(name, marks=_marks(group, name)) for name in sorted(registry.available(group))]


def _marks(group: str, name: str) -> list[pytest.MarkDecorator]:
    try:
        return [pytest.mark.models] if registry.load(group, name).models else []
    except RedactError:
        return []
