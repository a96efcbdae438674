"""What the policy's operators put in the place of each finding of one document, and at which physical places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import NamedTuple

from msgspec.structs import replace

from redact.contracts import Mention, Operator
from redact.errors import PluginError
from redact.guard import guarded
from redact.occurrences import Wanted, folded
from redact.registry import Tools
from redact.resolve import joined_places
from redact.types import (
    Disguise,
    Drop,
    Edit,
    Fill,
    Finding,
    Keep,
    Modality,
    NewText,
    Noise,
    Part,
    Region,
    Replacement,
    Spoken,
    TextSpan,
    Tone,
)

_FITS: dict[Modality, tuple[type, ...]] = {
    Modality.TEXT: (NewText, Drop, Keep),
    Modality.IMAGE: (Fill, Drop, Keep),
    Modality.VIDEO: (Fill, Drop, Keep),
    Modality.AUDIO: (Tone, Noise, Spoken, Disguise, Drop, Keep),
}
_MOST_DRAWS = 40
_TELLING = 3
"""Letters and figures from which a value that stands in a token does not stand there by chance."""


@dataclass(frozen=True, slots=True)
class Whose:
    """Whom findings belong to: by subject ("PERSON-3"), and by the place of a date or an age, the words of a name.

    The words tell a person from all others in every document.
    """

    who: Mapping[str, str] = field(default_factory=dict, repr=False)
    owners: Mapping[Region, str] = field(default_factory=dict, repr=False)


NOBODY = Whose()


class Put(NamedTuple):
    """The operator that acts on a finding, by name, and what it puts at which places; those that it keeps left out."""

    name: str
    operator: Operator
    places: list[tuple[Region, Replacement]]


class Putting:
    """One document's findings on their way to what stands there afterwards.

    A surrogate that the document says of something else, or that somebody else has got, would tell a lie. Whoever gets
    such a one gets the next in all places: ask ``again`` when every finding was asked for, and ask for all of them anew
    while it says so.
    """

    def __init__(self, findings: Sequence[Finding], parts: Mapping[str, Part], tools: Tools, whose: Whose) -> None:
        self._findings, self._parts, self._tools, self._whose = findings, parts, tools, whose
        self._draws: Counter[str] = Counter()
        self._spoilt: set[str] = set()
        self._given: dict[str, str] = {}

    def again(self) -> bool:
        """Whether a surrogate was another value of the document, or another's; then the next is drawn from now on."""
        self._given.clear()
        self._draws.update(self._spoilt)
        spoilt, self._spoilt = self._spoilt, set()
        return bool(spoilt) and max(self._draws.values()) < _MOST_DRAWS

    def put(self, finding: Finding) -> Put:
        """What is done about a finding. Raises ``PluginError`` when it has no physical place."""
        parts, places = self._parts, physical(finding, self._parts)
        modality = parts[places[0].part].modality
        name, operator = self._tools.operator_for(finding.entity_type, modality)
        told = self._mention(finding, finding.regions[0], value_of(finding, parts))
        text = "" if modality is Modality.TEXT else self._in_text(told)
        mentions = (replace(told, region=place, text=text) for place in places)
        put = [self._drawn(name, operator, mention, modality) for mention in mentions]
        if len(put) > 1:
            put = _once(put)
        return Put(name, operator, [both for both in zip(places, put, strict=True) if type(both[1]) is not Keep])

    def plain(self, finding: Finding) -> Edit | None:
        """The edit of a finding in one run of typed text, soon found; nothing where it takes all of ``put``."""
        region = finding.regions[0]
        if len(finding.regions) > 1 or not isinstance(region, TextSpan):
            return None
        part = self._parts[region.part]
        if part.alignment is not None:
            return None
        value, always = part.text[region.start : region.end], self._tools.always(finding.entity_type)
        if always is not None:
            return Edit(region, always, "") if always.text != value else None
        name, operator = self._tools.operator_for(finding.entity_type, Modality.TEXT)
        if getattr(operator, "redraws", False):
            return None
        what = _asked(name, operator, operator.replace, self._mention(finding, region, value), Modality.TEXT)
        return Edit(region, what, "") if isinstance(what, NewText) else None

    def in_text(self, finding: Finding) -> str | None:
        """What the policy puts where the same thing stands in text; ``None`` where it would keep it there."""
        name, operator = self._tools.operator_for(finding.entity_type, Modality.TEXT)
        mention = self._mention(finding, finding.regions[0], value_of(finding, self._parts))
        what = self._drawn(name, operator, mention, Modality.TEXT)
        return what.text if isinstance(what, NewText) else None if isinstance(what, Keep) else ""

    def _mention(self, finding: Finding, region: Region, value: str) -> Mention:
        whose = self._whose
        subject = whose.who.get(finding.subject or "", "") if whose.who else ""
        owner = whose.owners.get(finding.regions[0], "") if whose.owners else ""
        return Mention(finding, region, value, subject, owner, code=self._tools.policy.ground(finding.entity_type)[0])

    def _in_text(self, mention: Mention) -> str:
        """What the policy puts where the same thing stands in text; nothing where it keeps it."""
        name, operator = self._tools.operator_for(mention.finding.entity_type, Modality.TEXT)
        what = self._drawn(name, operator, mention, Modality.TEXT)
        return what.text if isinstance(what, NewText) else ""

    def _drawn(self, name: str, operator: Operator, mention: Mention, modality: Modality) -> Replacement:
        """What the operator puts there; of one that can draw again, the draw that its bearer is at."""
        draws = getattr(operator, "draws", None)
        if draws is None or not getattr(operator, "redraws", False):
            return _asked(name, operator, operator.replace, mention, modality)
        bearer = mention.subject or mention.finding.subject or mention.value
        at = self._draws[bearer]
        what = _asked(name, operator, partial(draws, attempt=at), mention, modality)
        if self._is_taken(what, bearer) and guarded(name, draws, mention, at + 1) != what:
            self._spoilt.add(bearer)
        return what

    def _is_taken(self, what: Replacement, bearer: str) -> bool:
        """Whether a surrogate is somebody else's, in the document or of those that were given out."""
        fold = folded(what.text) if isinstance(what, NewText) else ""
        return bool(fold) and (fold in self._values or self._given.setdefault(fold, bearer) != bearer)

    @cached_property
    def _values(self) -> frozenset[str]:
        """What the document says of anybody, folded."""
        return frozenset(folded(value_of(finding, self._parts)) for finding in self._findings) - {""}


def _asked(
    name: str, operator: Operator, call: Callable[[Mention], Replacement], mention: Mention, modality: Modality
) -> Replacement:
    """What a call of the operator gives, which must fit the medium and must not be the value."""
    what = guarded(name, call, mention)
    if not isinstance(what, _FITS[modality]):
        raise PluginError(f"the operator {name} gave nothing that can stand in {modality}")
    coarser = getattr(operator, "coarsens", False)
    if isinstance(what, NewText) and mention.value and _gives_back(what, mention, None if coarser else call):
        raise PluginError(f"the operator {name} gave back the value itself", "use 'keep' for what is to stay")
    return what


def value_of(finding: Finding, parts: Mapping[str, Part]) -> str:
    """The text that a finding stands on; empty for one in pixels or sound."""
    first = finding.regions[0]
    if len(finding.regions) == 1:
        return parts[first.part].text[first.start : first.end] if isinstance(first, TextSpan) else ""
    spans = [region for region in finding.regions if isinstance(region, TextSpan)]
    return " ".join(parts[span.part].text[span.start : span.end] for span in spans)


def physical(finding: Finding, parts: Mapping[str, Part]) -> tuple[Region, ...]:
    """Where a finding stands in the file itself. Raises ``PluginError`` when that is nowhere."""
    if len(finding.regions) == 1 and parts[finding.regions[0].part].alignment is None:
        return finding.regions
    places = [place for region in finding.regions for place in places_of(region, parts)]
    if not places:
        raise PluginError(f"a finding of {finding.detector} stands nowhere in the file")
    return joined_places(places) if len(places) > 1 else tuple(places)


def places_of(region: Region, parts: Mapping[str, Part]) -> Iterable[Region]:
    """Where a region of a derived text came from; any other region itself."""
    part = parts[region.part]
    if part.alignment is None or not isinstance(region, TextSpan):
        return [region]
    located = part.alignment.locate(region.start, region.end)
    return [place for source in located for place in places_of(source, parts)]


def _once(put: Sequence[Replacement]) -> list[Replacement]:
    """A value that is spread over several runs of text is replaced in the first and removed from the others."""
    return [NewText("") if number and isinstance(what, NewText) else what for number, what in enumerate(put)]


def _gives_back(what: NewText, mention: Mention, call: Callable[[Mention], Replacement] | None) -> bool:
    """Whether the new text holds the value. One that is the same for any value may: "[Place]" where "place" stood.

    So may a coarser one, where there is no *call* to try: "40-49" where "40" stood.
    """
    if what.text == mention.value:
        return True
    said = what.text.removeprefix(mention.finding.entity_type)  # of a token that begins so: it says no more than that
    if call is None or _differs_at_once(mention.value, said) or folded(mention.value) not in folded(said):
        return False
    if len(folded(mention.value)) < _TELLING:
        return False
    held = any(Wanted([mention.value]).occurrences(said))
    return held and guarded("the operator", call, replace(mention, value="\N{BULLET}")) != what


def _differs_at_once(value: str, text: str) -> bool:
    """Whether a look at two of the value's letters is enough to say that *text* does not hold it; of ASCII alone."""
    if not (value.isascii() and text.isascii()):
        return False
    return any(each.isalnum() and each not in text and each.swapcase() not in text for each in (value[0], value[-1]))
