"""Sides: what can be measured, each a function from texts to findings and the types that it knows."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from redact.types import Finding

if TYPE_CHECKING:
    from redact.policy import Policy
    from redact.redactor import Redactor

DetectTexts = Callable[[Iterable[str]], Iterable[list[Finding]]]
"""What finds: texts in, one list of findings per text out, in order. ``Redactor.detect_texts`` is one."""
OURS = "redact"


@dataclass(frozen=True, slots=True)
class Side:
    """Something that finds. ``types`` is what it looks for, ``None`` when that may be anything."""

    name: str
    detect_texts: DetectTexts
    types: frozenset[str] | None = None

    def knows(self, names: Collection[str]) -> bool:
        """Whether it looks for a type that goes by any of these *names*."""
        return self.types is None or not self.types.isdisjoint(names)


def ours(redactor: Redactor) -> Side:
    """What a policy finds, as a side."""
    return Side(OURS, redactor.detect_texts, redactor.entity_types)


def alone(policy: Policy, detector: str) -> Policy:
    """The policy with one detector alone, with the options that the policy gives it, and all that it finds let through.

    The rest stays: lowest scores, lists, and how overlaps are settled.
    """
    from msgspec.structs import replace

    return replace(policy, detectors={detector: policy.detectors.get(detector, {})}, find=("*",))
