"""From which score a policy acts on a type: worked out once for each type, then asked of every finding."""

from __future__ import annotations

from collections.abc import Iterable
from math import inf

from redact.policy import Policy
from redact.resolve.subjects.known_people import known_people
from redact.types import Finding


class Bounds:
    """The lowest scores from which findings go and are flagged, by type; and the policy's ``people``, made ready.

    Remembers nothing of a document.
    """

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self.people = known_people(policy.subjects)
        self._lowest: dict[str, tuple[float, float]] = {}

    def parted(self, findings: Iterable[Finding]) -> tuple[list[Finding], dict[Finding, None]]:
        """Findings that go and those that are flagged, the latter without repeats, each in their order."""
        goes: list[Finding] = []
        flagged: dict[Finding, None] = {}
        for finding in findings:
            lowest = self._lowest.get(finding.entity_type) or self._found(finding.entity_type)
            if finding.score >= lowest[0]:
                goes.append(finding)
            if finding.score >= lowest[1]:
                flagged[finding] = None
        return goes, flagged

    def _found(self, entity_type: str) -> tuple[float, float]:
        policy = self.policy
        rule = policy.entities.get(entity_type)
        floor = policy.score if rule is None or rule.score is None else rule.score
        goes = floor if policy.finds(entity_type, inf) else inf
        flagged = floor if policy.flags(entity_type, inf) else inf
        return self._lowest.setdefault(entity_type, (goes, flagged))
