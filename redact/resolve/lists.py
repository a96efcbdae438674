"""The policy's own lists at work on findings: what is no finding, what stays, what always goes.

Allowing and keeping speak of whole findings, so they come before overlaps are settled: a longer finding around an
allowed value, or one that reaches into it, goes as if there were no list. What lies inside an allowed or a kept finding
shares its fate, the echo of a name found elsewhere too, so that a kept "Harper & Sons" is not torn because a Mr Harper
goes. Denied values are put in afterwards, and nothing takes them away again: neither list, nor a longer finding that
the policy treats in another way (keeps, say): such a one gives way and goes, or stays, around them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from msgspec.structs import replace

from redact.detect.normalise import normalise
from redact.lists import Denied, Listed, Named
from redact.occurrences import Wanted
from redact.policy import Policy
from redact.resolve.overlaps import around, by_part, span_of, touching
from redact.types import Finding, Known, Modality, TextSpan

_KNOWN = ("the same words were found in the file around it",)


@dataclass(frozen=True, slots=True)
class Sorted:
    """Findings by what the ``allow`` and ``keep`` lists say of them."""

    goes: tuple[Finding, ...]
    kept: tuple[Finding, ...] = ()
    allowed: tuple[Finding, ...] = ()


def denied(lists: Listed, texts: Mapping[str, str]) -> list[Finding]:
    """A finding for every place where a value or a pattern of the ``deny`` list stands."""
    if not lists.deny:
        return []
    return [finding for part, text in texts.items() for finding in _denied_in(lists.deny, part, text)]


def _denied_in(deny: Denied, part: str, text: str) -> Iterator[Finding]:
    for place in deny.places(text):
        span = TextSpan(part, place.start, place.end)
        yield Finding(place.entity_type, (span,), 1.0, "policy/deny", why=(place.why,))
    if deny.has_patterns:
        view = normalise(text)
        for place in deny.patterned(view.text):
            span = TextSpan(part, *view.span(place.start, place.end))
            yield Finding(place.entity_type, (span,), 1.0, "policy/deny", why=(place.why,))


def known_places(known: Sequence[Known], texts: Mapping[str, str]) -> list[Finding]:
    """A finding for every place where a known value stands."""
    if not known:
        return []
    wanted = Wanted(item.value for item in known)
    return [
        Finding(known[place.value].entity_type, (TextSpan(part, place.start, place.end),), 1.0, "known", why=_KNOWN)
        for part, text in texts.items()
        for place in wanted.occurrences(text)
    ]


def sorted_out(findings: Iterable[Finding], lists: Listed, texts: Mapping[str, str], before: Sorted) -> Sorted:
    """Part *findings* by the two lists; *before* holds what they took out already. Those in pixels and sound go."""
    listed = list(findings)
    plain = all(len(finding.regions) == 1 for finding in listed)
    singles = listed if plain else [single for finding in listed for single in _singles(finding)]
    if not lists.allow and not lists.keep:
        return Sorted(tuple(singles))
    rest, allowed = _parted(singles, lists.allow, texts)
    rest, kept = _parted(rest, lists.keep, texts)
    harmless, staying = Spans((*before.allowed, *allowed)), Spans((*before.kept, *kept))
    kept += [finding for finding in rest if staying.hold(finding)]
    goes = (finding for finding in rest if not staying.hold(finding) and not harmless.hold(finding))
    return Sorted(tuple(goes), tuple(kept), tuple(allowed))


def _singles(finding: Finding) -> Sequence[Finding]:
    """A finding in several stretches of text as one each."""
    if len(finding.regions) == 1:
        return (finding,)
    spans = [region for region in finding.regions if isinstance(region, TextSpan)]
    return [replace(finding, regions=(span,)) for span in spans] if len(spans) > 1 else (finding,)


def _parted(findings: Iterable[Finding], named: Named, texts: Mapping[str, str]) -> tuple[list[Finding], list[Finding]]:
    rest: list[Finding] = []
    on_list: list[Finding] = []
    for finding in findings:
        (on_list if named and _is_on(named, finding, texts) else rest).append(finding)
    return rest, on_list


def _is_on(named: Named, finding: Finding, texts: Mapping[str, str]) -> bool:
    if not isinstance(finding.regions[0], TextSpan):
        return False
    span = span_of(finding)
    return named.holds(texts[span.part][span.start : span.end])


def without_allowed(findings: Iterable[Finding], lists: Listed, texts: Mapping[str, str]) -> list[Finding]:
    """*findings* without those that are on the ``allow`` list as a whole."""
    return _parted(findings, lists.allow, texts)[0]


class Spans:
    """Stretches of text by part, to be asked about others."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for finding in findings:
            for region in finding.regions:
                if isinstance(region, TextSpan):
                    spans[region.part].append((region.start, region.end))
        ordered = {part: sorted(places) for part, places in spans.items()}
        self._starts = {part: [start for start, _ in places] for part, places in ordered.items()}
        self._ends = {part: list(accumulate((end for _, end in places), max)) for part, places in ordered.items()}

    def hold(self, finding: Finding) -> bool:
        """Whether a finding lies inside one of them."""
        region = finding.regions[0]
        if not isinstance(region, TextSpan) or region.part not in self._starts:
            return False
        number = bisect_right(self._starts[region.part], region.start)
        return number > 0 and self._ends[region.part][number - 1] >= region.end

    def touch(self, finding: Finding) -> bool:
        """Whether one of them shares a character with a finding."""
        region = finding.regions[0]
        if not isinstance(region, TextSpan) or region.part not in self._starts:
            return False
        number = bisect_left(self._starts[region.part], region.end)
        return number > 0 and self._ends[region.part][number - 1] > region.start


def giving_way(
    findings: Iterable[Finding], named: Sequence[Finding], texts: Mapping[str, str], policy: Policy
) -> list[Finding]:
    """*findings* without the characters that denied ones (*named*, settled) must have for themselves.

    One that the policy treats as it treats the denied value may hide it in itself; one of just the same span, and one
    that is treated in any other way, gives way.
    """
    if not named:
        return list(findings)
    parts = by_part(named)
    return [piece for finding in findings for piece in _left_of(finding, parts, texts, policy)]


def _left_of(
    finding: Finding, named: Mapping[str, Sequence[Finding]], texts: Mapping[str, str], policy: Policy
) -> Iterable[Finding]:
    region = finding.regions[0]
    if not isinstance(region, TextSpan) or region.part not in named:
        return [finding]
    first = [
        each
        for each in touching(finding, named[region.part])
        if each.regions[0] == region or _treatment(policy, each) != _treatment(policy, finding)
    ]
    return around(finding, first, texts[region.part]) if first else [finding]


def _treatment(policy: Policy, finding: Finding) -> tuple[str, ...]:
    return tuple(policy.operator_for(finding.entity_type, modality) for modality in Modality)


def still_kept(kept: Sequence[Finding], goes: Iterable[Finding]) -> list[Finding]:
    """What of *kept* really stays: all that nothing reaches into that goes."""
    if not kept:
        return []
    taken = Spans(goes)
    return [finding for finding in kept if not taken.touch(finding)]
