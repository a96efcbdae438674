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
    Modality.AUDIO: (Tone, Noise, Spoken, Drop, Keep),
}
_MOST_DRAWS = 40


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

    A surrogate that the document says of something else would tell a lie. Whoever gets such a one gets the next in all
    places: ask ``again`` when every finding was asked for, and ask for all of them anew while it says so.
    """

    def __init__(self, findings: Sequence[Finding], parts: Mapping[str, Part], tools: Tools, whose: Whose) -> None:
        self._findings, self._parts, self._tools, self._whose = findings, parts, tools, whose
        self._draws: Counter[str] = Counter()
        self._spoilt: set[str] = set()

    def again(self) -> bool:
        """Whether a surrogate was another value of the document; then the next is drawn from now on."""
        self._draws.update(self._spoilt)
        spoilt, self._spoilt = self._spoilt, set()
        return bool(spoilt) and max(self._draws.values()) < _MOST_DRAWS

    def put(self, finding: Finding) -> Put:
        """What is done about a finding. Raises ``PluginError`` when it has no physical place."""
        parts, places = self._parts, physical(finding, self._parts)
        modality = parts[places[0].part].modality
        name, operator = self._tools.operator_for(finding.entity_type, modality)
        value, subject = value_of(finding, parts), self._whose.who.get(finding.subject or "", "")
        owner = self._whose.owners.get(finding.regions[0], "") if self._whose.owners else ""
        told = Mention(finding, finding.regions[0], value, subject, owner)
        text = "" if modality is Modality.TEXT else self._in_text(told)
        mentions = (Mention(finding, place, value, subject, owner, text) for place in places)
        put = [self._asked(name, operator, mention, modality) for mention in mentions]
        if len(put) > 1:
            put = _once(put)
        return Put(name, operator, [both for both in zip(places, put, strict=True) if type(both[1]) is not Keep])

    def always(self, finding: Finding) -> Edit | None:
        """The edit of a finding in one run of typed text whose operator puts the same there whatever the value is."""
        region = finding.regions[0]
        if len(finding.regions) > 1 or not isinstance(region, TextSpan):
            return None
        what, part = self._tools.always(finding.entity_type), self._parts[region.part]
        if what is None or part.alignment is not None or part.text[region.start : region.end] == what.text:
            return None
        return Edit(region, what, "")

    def _in_text(self, mention: Mention) -> str:
        """What the policy puts where the same thing stands in text; nothing where it keeps it."""
        name, operator = self._tools.operator_for(mention.finding.entity_type, Modality.TEXT)
        what = self._asked(name, operator, mention, Modality.TEXT)
        return what.text if isinstance(what, NewText) else ""

    def _asked(self, name: str, operator: Operator, mention: Mention, modality: Modality) -> Replacement:
        call, draws = operator.replace, getattr(operator, "draws", None)
        if draws is not None:
            bearer = mention.subject or mention.finding.subject or mention.value
            call = partial(draws, attempt=self._draws[bearer])
        what = guarded(name, call, mention)
        if not isinstance(what, _FITS[modality]):
            raise PluginError(f"the operator {name} gave nothing that can stand in {modality}")
        coarser = getattr(operator, "coarsens", False)
        if isinstance(what, NewText) and mention.value and _gives_back(what, mention, None if coarser else call):
            raise PluginError(f"the operator {name} gave back the value itself", "use 'keep' for what is to stay")
        if draws is not None and isinstance(what, NewText) and folded(what.text) in self._values:
            self._spoil(bearer, guarded(name, draws, mention, self._draws[bearer] + 1) != what)
        return what

    def _spoil(self, bearer: str, other: bool) -> None:
        """Note that the surrogate of a bearer will not do, where there is an *other* one."""
        if other:
            self._spoilt.add(bearer)

    @cached_property
    def _values(self) -> frozenset[str]:
        """What the document says of anybody, folded."""
        return frozenset(folded(value_of(finding, self._parts)) for finding in self._findings) - {""}


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
    if call is None or _differs_at_once(mention.value, what.text) or folded(mention.value) not in folded(what.text):
        return False
    held = any(Wanted([mention.value]).occurrences(what.text))
    return held and guarded("the operator", call, replace(mention, value="\N{BULLET}")) != what


def _differs_at_once(value: str, text: str) -> bool:
    """Whether a look at two of the value's letters is enough to say that *text* does not hold it; of ASCII alone."""
    if not (value.isascii() and text.isascii()):
        return False
    return any(each.isalnum() and each not in text and each.swapcase() not in text for each in (value[0], value[-1]))
