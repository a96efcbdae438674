"""The plugins of a group as test parameters; those that open models are marked so."""

from typing import Any

import pytest

from redact import registry
from redact.contracts import Secrets
from redact.errors import RedactError

TRIED_WITH: dict[tuple[str, str], dict[str, Any]] = {
    ("detectors", "presidio"): {"recognizers": ["EmailRecognizer", "CreditCardRecognizer", "NhsRecognizer"]},
}
"""Options for plugins that do nothing without: a table as a policy would hold it."""


def made(group: str, name: str, *secrets: Secrets) -> Any:
    """The plugin as a policy would make it; operators are given their secrets."""
    options = registry.options_for(registry.load(group, name), TRIED_WITH.get((group, name), {}), name)
    return registry.load(group, name)(options, *secrets)


def registered(group: str) -> list[Any]:
    """One parameter for each name; one that cannot be imported is left to fail in its test."""
    return [pytest.param(name, marks=_marks(group, name)) for name in sorted(registry.available(group))]


def _marks(group: str, name: str) -> list[pytest.MarkDecorator]:
    try:
        return [pytest.mark.models] if registry.load(group, name).models else []
    except RedactError:
        return []
