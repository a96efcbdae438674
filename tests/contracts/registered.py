"""The plugins of a group as test parameters; those that open models are marked so."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from redact import registry
from redact.contracts import Secrets
from redact.errors import RedactError
from tests.small_models import asking, labelling

TRIED_WITH: dict[tuple[str, str], dict[str, Any]] = {
    ("detectors", "presidio"): {"recognizers": ["EmailRecognizer", "CreditCardRecognizer", "NhsRecognizer"]},
    ("detectors", "transformers"): {"folder": "no-such-folder"},
    ("detectors", "gliner"): {"folder": "no-such-folder", "labels": {"person": "PERSON", "location": "LOCATION"}},
}
"""Options for plugins that do nothing without: a table as a policy would hold it."""

OWN_MODELS: dict[str, Callable[[Path], Path]] = {"transformers": labelling, "gliner": asking}
"""Detectors that open a model of the user's own, and what saves a small one in a folder."""


def made(group: str, name: str, *secrets: Secrets) -> Any:
    """The plugin as a policy would make it; operators are given their secrets."""
    options = registry.options_for(registry.load(group, name), TRIED_WITH.get((group, name), {}), name)
    return registry.load(group, name)(options, *secrets)


def at_work(name: str, folder: Path) -> Any:
    """The detector with something to work with; skipped where the extra that it needs is not installed."""
    if name not in OWN_MODELS:
        return made("detectors", name)
    pytest.importorskip("torch", reason=f"needs the extra: pip install 'redact[{name}]'")
    pytest.importorskip(name, reason=f"needs the extra: pip install 'redact[{name}]'")
    plugin, options = registry.load("detectors", name), TRIED_WITH["detectors", name]
    return plugin(registry.options_for(plugin, {**options, "folder": str(OWN_MODELS[name](folder))}, name))


def registered(group: str) -> list[Any]:
    """One parameter for each name; one that cannot be imported is left to fail in its test."""
    return [pytest.param(name, marks=_marks(group, name)) for name in sorted(registry.available(group))]


def _marks(group: str, name: str) -> list[pytest.MarkDecorator]:
    try:
        return [pytest.mark.models] if registry.load(group, name).models else []
    except RedactError:
        return []
