"""Anonymising: each finding gets its physical places, and each place what the policy's operator puts there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeAlias

from msgspec.structs import replace

from redact.contracts import Mention, Operator
from redact.errors import PluginError
from redact.guard import guarded
from redact.occurrences import Wanted, folded
from redact.registry import Tools
from redact.resolve import joined_places
from redact.types import (
    Drop,
    Edit,
    Effect,
    Fill,
    Finding,
    Flag,
    Keep,
    Modality,
    NewText,
    Noise,
    Part,
    Pseudonym,
    Redaction,
    Region,
    Replacement,
    Spoken,
    TextSpan,
    Tone,
)

KEEP_LIST = "policy/keep"
"""What stands in the place of an operator where the policy's ``keep`` list decided."""
_FITS: dict[Modality, tuple[type, ...]] = {
    Modality.TEXT: (NewText, Drop, Keep),
    Modality.IMAGE: (Fill, Drop, Keep),
    Modality.VIDEO: (Fill, Drop, Keep),
    Modality.AUDIO: (Tone, Noise, Spoken, Drop, Keep),
}


Who: TypeAlias = Mapping[str, str]
"""The subjects of a document ("PERSON-3"), each with the words that tell it from all others in every document."""
NOBODY: Who = {}


def anonymise(
    findings: Iterable[Finding], parts: Mapping[str, Part], tools: Tools, who: Who = NOBODY
) -> list[Redaction]:
    """What is to be done about each finding. Raises ``PluginError`` when one has no physical place."""
    return [_redaction(finding, parts, tools, who) for finding in findings]


def edits_alone(
    findings: Iterable[Finding], parts: Mapping[str, Part], tools: Tools, who: Who = NOBODY
) -> list[Edit]:
    """The edits of ``anonymise`` without a record of them: they do not name their findings. Raises the same."""
    done = (_put(finding, parts, tools, who) for finding in findings)
    return [Edit(place, what, "") for _, _, put in done for place, what in put]


def pointed_out(findings: Iterable[Finding], parts: Mapping[str, Part]) -> tuple[Flag, ...]:
    """What is flagged, with the places where a reader would look for it."""
    return tuple(_flag(finding, parts[finding.regions[0].part], parts) for finding in findings)


def left_in_place(findings: Iterable[Finding], parts: Mapping[str, Part]) -> tuple[Redaction, ...]:
    """What the policy's ``keep`` list leaves as it is, for the record: nothing is done about it."""
    return tuple(
        Redaction(finding, (), KEEP_LIST, Effect.KEPT, part.place, part.page, "", "a list of the policy keeps it")
        for finding, part in ((finding, parts[finding.regions[0].part]) for finding in findings)
    )


def _flag(finding: Finding, part: Part, parts: Mapping[str, Part]) -> Flag:
    places = tuple(place for region in finding.regions for place in _places(region, parts))
    return Flag(finding, joined_places(places) or finding.regions, part.place, part.page)


def pseudonyms(redactions: Iterable[Redaction], parts: Mapping[str, Part]) -> tuple[Pseudonym, ...]:
    """What the vault must remember: each token that was put in, with the value that it stands for."""
    made = (
        Pseudonym(edit.replacement.text, value_of(redaction.finding, parts), redaction.finding.entity_type)
        for redaction in redactions
        if redaction.effect is Effect.PSEUDONYMISED
        for edit in redaction.edits
        if isinstance(edit.replacement, NewText) and edit.replacement.text
    )
    return tuple(dict.fromkeys(made))


def value_of(finding: Finding, parts: Mapping[str, Part]) -> str:
    """The text that a finding stands on; empty for one in pixels or sound."""
    spans = [region for region in finding.regions if isinstance(region, TextSpan)]
    return " ".join(parts[span.part].text[span.start : span.end] for span in spans)


def _redaction(finding: Finding, parts: Mapping[str, Part], tools: Tools, who: Who) -> Redaction:
    name, operator, put = _put(finding, parts, tools, who)
    edits = tuple(Edit(place, what, finding.key) for place, what in put)
    code, reason = tools.policy.ground(finding.entity_type)
    part = parts[finding.regions[0].part]
    effect = operator.effect if edits else Effect.KEPT
    return Redaction(finding, edits, name, effect, part.place, part.page, code, reason)


def _put(
    finding: Finding, parts: Mapping[str, Part], tools: Tools, who: Who
) -> tuple[str, Operator, list[tuple[Region, Replacement]]]:
    """The operator that acts on a finding, by name, and what it puts at which places; those that it keeps left out."""
    places = _physical(finding, parts)
    modality = parts[places[0].part].modality
    name, operator = tools.operator_for(finding.entity_type, modality)
    value, subject = value_of(finding, parts), who.get(finding.subject or "", "")
    text = "" if modality is Modality.TEXT else _in_text(Mention(finding, places[0], value, subject), tools)
    put = [
        _replacement(name, operator.replace, Mention(finding, place, value, subject, text), modality)
        for place in places
    ]
    kept = Keep()
    return name, operator, [(place, what) for place, what in zip(places, _once(put), strict=True) if what != kept]


def _in_text(mention: Mention, tools: Tools) -> str:
    """What the policy puts where the same thing stands in text; nothing where it keeps it."""
    name, operator = tools.operator_for(mention.finding.entity_type, Modality.TEXT)
    what = _replacement(name, operator.replace, mention, Modality.TEXT)
    return what.text if isinstance(what, NewText) else ""


def _replacement(
    name: str, call: Callable[[Mention], Replacement], mention: Mention, modality: Modality
) -> Replacement:
    what = guarded(name, call, mention)
    if not isinstance(what, _FITS[modality]):
        raise PluginError(f"the operator {name} gave nothing that can stand in {modality}")
    if isinstance(what, NewText) and mention.value and _gives_back(what, mention, call):
        raise PluginError(f"the operator {name} gave back the value itself", "use 'keep' for what is to stay")
    return what


def _gives_back(what: NewText, mention: Mention, call: Callable[[Mention], Replacement]) -> bool:
    """Whether the new text holds the value. One that is the same for any value may: "[Place]" where "place" stood."""
    if what.text == mention.value:
        return True
    if folded(mention.value) not in folded(what.text):
        return False
    held = any(Wanted([mention.value]).occurrences(what.text))
    return held and guarded("the operator", call, replace(mention, value="\N{BULLET}")) != what


def _once(put: Sequence[Replacement]) -> list[Replacement]:
    """A value that is spread over several runs of text is replaced in the first and removed from the others."""
    return [NewText("") if number and isinstance(what, NewText) else what for number, what in enumerate(put)]


def _physical(finding: Finding, parts: Mapping[str, Part]) -> tuple[Region, ...]:
    places = [place for region in finding.regions for place in _places(region, parts)]
    if not places:
        raise PluginError(f"a finding of {finding.detector} stands nowhere in the file")
    return joined_places(places) if len(places) > 1 else tuple(places)


def _places(region: Region, parts: Mapping[str, Part]) -> Iterable[Region]:
    part = parts[region.part]
    if part.alignment is None or not isinstance(region, TextSpan):
        return [region]
    located = part.alignment.locate(region.start, region.end)
    return [place for source in located for place in _places(source, parts)]
