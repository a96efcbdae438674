"""A redaction engine for unstructured content: text, documents, pictures, sound and video.

What identifies a person is found, taken out, and looked for again in what was written. What is left may still identify
somebody in combination: no output is ever called anonymous.

>>> from redact import redact_text
>>> redact_text("Write to kim.bow@example.org or call 07700 900123.")
'Write to [E-mail address] or call [Telephone number].'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from redact.errors import (
        MissingError,
        NotVerifiedError,
        PluginError,
        PolicyError,
        RedactError,
        ReviewNeededError,
        UnreadableError,
        UnsupportedError,
    )
    from redact.job import Job
    from redact.policy import Policy
    from redact.progress import Progress
    from redact.redactor import RedactedText, Redactor
    from redact.types import Finding, Outcome

_HOMES = {
    "Finding": "types",
    "Job": "job",
    "MissingError": "errors",
    "NotVerifiedError": "errors",
    "Outcome": "types",
    "PluginError": "errors",
    "Policy": "policy",
    "PolicyError": "errors",
    "Progress": "progress",
    "RedactError": "errors",
    "RedactedText": "redactor",
    "Redactor": "redactor",
    "ReviewNeededError": "errors",
    "UnreadableError": "errors",
    "UnsupportedError": "errors",
}
__all__ = [
    "Finding",
    "Job",
    "MissingError",
    "NotVerifiedError",
    "Outcome",
    "PluginError",
    "Policy",
    "PolicyError",
    "Progress",
    "RedactError",
    "RedactedText",
    "Redactor",
    "ReviewNeededError",
    "UnreadableError",
    "UnsupportedError",
    "redact_file",
    "redact_text",
]


def __getattr__(name: str) -> Any:
    """Import a public name when it is asked for, so that ``import redact`` costs nothing."""
    if name not in _HOMES:
        raise AttributeError(f"module 'redact' has no attribute {name!r}")
    return getattr(import_module(f"redact.{_HOMES[name]}"), name)


def redact_text(text: str, policy: str | Path | Policy = "default") -> str:
    """*text* with what identifies a person replaced. For many texts make one ``Redactor`` and keep it."""
    from redact.redactor import Redactor

    return Redactor(policy).redact_text(text).text


def redact_file(source: str | Path, target: str | Path, policy: str | Path | Policy = "default") -> Outcome:
    """Redact one file into *target*, which appears only when it was verified; the outcome says why if not."""
    from redact.redactor import Redactor

    return Redactor(policy).redact_file(source, target)
