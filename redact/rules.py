"""What a policy may not ask of its operators: a medium that they do not serve, a release that is not theirs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from redact.contracts import Detector, Operator
from redact.errors import PolicyError
from redact.policy import Policy
from redact.types import Effect, Modality, Release

_INSTEAD = {
    Modality.TEXT: "replace, mask or remove",
    Modality.IMAGE: "fill",
    Modality.VIDEO: "fill",
    Modality.AUDIO: "silence, tone or static",
}


def check_reach(policy: Policy, detectors: Iterable[Detector]) -> None:
    """Refuse a rule for a type that nothing finds, where the policy finds all and every detector says what it finds.

    Where ``find`` names the types, reading the policy has seen to it. Raises ``PolicyError``.
    """
    known = [getattr(detector, "entity_types", None) for detector in detectors]
    if "*" not in policy.find or None in known:
        return
    found = {*policy.find, *policy.flag, *policy.lists.types}.union(*filter(None, known))
    for entity_type in sorted(set(policy.entities) - found):
        problem = f"entities.{entity_type}: no detector of the policy finds {entity_type}"
        raise PolicyError(problem, "take the rule out, or name a detector that finds it")


def check_media(
    policy: Policy, operators: Mapping[str, Operator], serving: Callable[[Modality], Iterable[str]]
) -> None:
    """Refuse an operator for a medium that it does not serve; *serving* tells which do. Raises ``PolicyError``."""
    for path, modality, name in _rules(policy):
        if modality not in operators[name].modalities:
            problem = f"{path}: the operator {name!r} does not serve {modality}"
            raise PolicyError(problem, f"use one that does: {', '.join(serving(modality))}")


def check_release(policy: Policy, operators: Mapping[str, Operator]) -> None:
    """Refuse an operator whose work may not go as far as the outputs go. Raises ``PolicyError``."""
    for path, modality, name in _rules(policy):
        widest = widest_of(operators[name])
        if not widest.covers(policy.release):
            keyed = operators[name].effect is Effect.PSEUDONYMISED
            left = "what a key holder can undo" if keyed else "what can be undone"
            problem = f"release {policy.release.value!r}: the operator {name!r} ({path}) leaves {left}"
            raise PolicyError(problem, f"use {_INSTEAD[modality]}, or say release = {widest.value!r}")


def widest_of(operator: Operator | type[Operator]) -> Release:
    """To whom at most a file may go in which the operator has worked."""
    own = getattr(operator, "widest", None)
    if isinstance(own, Release):
        return own
    return Release.LIMITED if getattr(operator, "effect", None) is Effect.PSEUDONYMISED else Release.OPEN


def _rules(policy: Policy) -> Iterator[tuple[str, Modality, str]]:
    """Every operator that a rule names: the path of the rule, the medium, the operator."""
    own = ((f"entities.{name}", rule) for name, rule in policy.entities.items())
    for path, table in (("anonymise", policy.anonymise), *own):
        for modality in Modality:
            name = getattr(table, modality.value)
            if name:
                yield f"{path}.{modality}", modality, name
