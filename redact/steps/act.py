"""Anonymising: each finding becomes a line of the record and the edits that a handler carries out."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping

from redact.registry import Tools
from redact.resolve import joined_places
from redact.steps.putting import NOBODY, Put, Putting, Whose, places_of, value_of
from redact.types import (
    Edit,
    Effect,
    Fill,
    Finding,
    Flag,
    Modality,
    NewText,
    Part,
    Pseudonym,
    Redaction,
    Region,
    Replacement,
)

KEPT_BY_POLICY = "policy/keep"
"""What stands in the place of an operator where the policy's ``keep`` list or its ``subjects`` decided."""


def anonymise(
    findings: Iterable[Finding], parts: Mapping[str, Part], tools: Tools, whose: Whose = NOBODY
) -> list[Redaction]:
    """What is to be done about each finding. Raises ``PluginError`` when one has no physical place."""
    listed = list(findings)
    putting = Putting(listed, parts, tools, whose)
    done = [_redaction(finding, putting.put(finding), parts, tools) for finding in listed]
    while putting.again():
        done = [_redaction(finding, putting.put(finding), parts, tools) for finding in listed]
    return done


def edits_alone(
    findings: Iterable[Finding], parts: Mapping[str, Part], tools: Tools, whose: Whose = NOBODY
) -> list[Edit]:
    """The edits of ``anonymise`` without a record of them: they do not name their findings. Raises the same."""
    listed = list(findings)
    putting = Putting(listed, parts, tools, whose)
    edits = _edits(listed, putting)
    while putting.again():
        edits = _edits(listed, putting)
    return edits


def edits_of(redactions: Iterable[Redaction]) -> list[Edit]:
    """What is to be done, in order."""
    return [edit for redaction in redactions for edit in redaction.edits]


def in_the_copy(redaction: Redaction, moved: Mapping[Region, Region]) -> Redaction:
    """The same with its edits where they stand in the copy, of which *moved* tells what stands elsewhere there."""
    if not any(edit.region in moved for edit in redaction.edits):
        return redaction
    placed = (Edit(moved.get(edit.region, edit.region), edit.replacement, edit.finding) for edit in redaction.edits)
    return dataclasses.replace(redaction, edits=tuple(dict.fromkeys(placed)))


def _edits(findings: Iterable[Finding], putting: Putting) -> list[Edit]:
    edits: list[Edit] = []
    for finding in findings:
        plain = putting.plain(finding)
        if plain is not None:
            edits.append(plain)
        else:
            edits += [Edit(place, what, "") for place, what in putting.put(finding).places]
    return edits


def pointed_out(findings: Iterable[Finding], parts: Mapping[str, Part]) -> tuple[Flag, ...]:
    """What is flagged, with the places where a reader would look for it."""
    return tuple(_flag(finding, parts[finding.regions[0].part], parts) for finding in findings)


def left_in_place(findings: Iterable[Finding], parts: Mapping[str, Part]) -> tuple[Redaction, ...]:
    """What the policy keeps as it is, by a list or because of whose it is, for the record: nothing is done about it."""
    placed = ((finding, parts[finding.regions[0].part]) for finding in findings)
    return tuple(
        Redaction(finding, (), KEPT_BY_POLICY, Effect.KEPT, part.place, part.page, "", "the policy keeps it")
        for finding, part in placed
    )


def _flag(finding: Finding, part: Part, parts: Mapping[str, Part]) -> Flag:
    places = tuple(place for region in finding.regions for place in places_of(region, parts))
    return Flag(finding, joined_places(places) or finding.regions, part.place, part.page)


def pseudonyms(redactions: Iterable[Redaction], parts: Mapping[str, Part], whose: Whose) -> tuple[Pseudonym, ...]:
    """What the vault must remember: each token that was put in, with the value that it stands for, and whose it is."""
    made = (
        Pseudonym(
            token,
            value_of(redaction.finding, parts),
            redaction.finding.entity_type,
            whose.who.get(redaction.finding.subject or "", ""),
        )
        for redaction in redactions
        if redaction.effect is Effect.PSEUDONYMISED
        for token in map(_written, (edit.replacement for edit in redaction.edits))
        if token
    )
    return tuple(dict.fromkeys(made))


def _written(what: Replacement) -> str:
    """The words that a replacement puts there, into a text or over pixels."""
    match what:
        case NewText(text=words) | Fill(label=words):
            return words
        case _:
            return ""


def _redaction(finding: Finding, put: Put, parts: Mapping[str, Part], tools: Tools) -> Redaction:
    edits = tuple(Edit(place, what, finding.key) for place, what in put.places)
    code, reason = tools.policy.ground(finding.entity_type)
    part = parts[finding.regions[0].part]
    return Redaction(finding, edits, put.name, _effect(finding, put, tools, code), part.place, part.page, code, reason)


def _effect(finding: Finding, put: Put, tools: Tools, code: str) -> Effect:
    """What was done to the value; a label over pixels does what the policy's operator for text does, but for a code."""
    if not put.places:
        return Effect.KEPT
    if any(isinstance(what, Fill) and what.label not in ("", code) for _, what in put.places):
        return tools.operator_for(finding.entity_type, Modality.TEXT)[1].effect
    return put.operator.effect
