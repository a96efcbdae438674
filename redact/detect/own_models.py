"""What the detectors share that open a model out of a folder of the user's own: checks before it, findings after it.

Such a model stands in no list of ours and has no digest there; who names its folder in a policy answers for it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from redact.detect.fitted import Window, fitted
from redact.detect.looked import looked
from redact.detect.name_weeds import pieces
from redact.detect.normalise import View, normalise
from redact.detect.put_in import places
from redact.detect.tagged import Said
from redact.entities import is_type_name
from redact.errors import MissingError, PolicyError
from redact.types import Finding, Looked, Part, TextSpan

WEEDED = frozenset({"PERSON", "LOCATION", "ORGANIZATION", "NRP"})
"""Kinds that are trimmed and weeded as every detector of names does it. Others are reported as the model has them."""


@dataclass(frozen=True, slots=True)
class Read:
    """What a model said of a text, and the stretches of the text that it was through with."""

    said: list[Said] = field(default_factory=list, repr=False)
    seen: list[tuple[int, int]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Rule:
    """What goes on record with a finding: the detector's name and version, and the least probability it reports."""

    name: str
    version: str
    least: float


def checked(rule: Rule, folder: str, kinds: Iterable[str]) -> None:
    """Refuse options that cannot work. Raises ``PolicyError`` that names the key; opens nothing."""
    where = f"detectors.{rule.name}"
    if not folder:
        raise PolicyError(f"{where}.folder is empty", "name the folder that holds the model")
    if not 0 <= rule.least < 1:
        raise PolicyError(f"{where}.least must be at least 0 and below 1")
    for kind in kinds:
        if not is_type_name(kind):
            raise PolicyError(f"{where}: {kind!r} is no entity type", "write it in capitals, as 'redact entities' does")


def folder_of(rule: Rule, folder: str) -> Path:
    """The folder of the model. A relative one stands beside the place where the program runs."""
    place = Path(folder).expanduser().resolve()
    if not place.is_dir():
        raise MissingError(f"detectors.{rule.name}.folder: there is no folder {folder}", "put the model's files there")
    return place


def findings(parts: Sequence[Part], read: Callable[[str], Read], rule: Rule) -> Iterator[Finding | Looked]:
    """What *read* says of each part, as findings, and what of the part was looked at. Equal texts are read once."""
    views = [normalise(part.text) for part in parts]
    known = {text: read(text) for text in dict.fromkeys(view.text for view in views)}
    for part, view in zip(parts, views, strict=True):
        yield from _findings(part, view, known[view.text].said, rule)
        yield from looked(part, view, known[view.text].seen)


def by_windows(text: str, fits: Callable[[str], bool], judge: Callable[[str], Iterable[Said]]) -> Read:
    """What *judge* says of the windows of *text*, one after the other, so that nothing hangs on what is read beside."""
    read = Read()
    for window in fitted(text, fits):
        if any(map(str.isalnum, text[window.first : window.last])):
            read.said.extend(_in_core(window, judge(text[window.start : window.end])))
        read.seen.append((window.first, window.last))
    return Read(list(_joined(read.said)), read.seen)


def worth(likely: float, least: float) -> float:
    """The score of a finding: .4 at the least probability that is reported, .9 at 1, in a straight line between."""
    return round(0.4 + 0.5 * max(0.0, min(1.0, likely) - least) / (1 - least), 3)


def _in_core(window: Window, said: Iterable[Said]) -> Iterator[Said]:
    """Those that reach into the inner part of a window, with places in the text."""
    for kind, begun, ended, likely in said:
        start, end = window.start + begun, window.start + ended
        if start < window.last and end > window.first and start < end:
            yield Said(kind, start, end, likely)


def _joined(said: Iterable[Said]) -> Iterator[Said]:
    """What two windows saw of one name, as one: stretches of one kind that overlap."""
    held: Said | None = None
    for each in sorted(said):
        if held and each.kind == held.kind and each.start < held.end:
            held = Said(held.kind, held.start, max(held.end, each.end), max(held.likely, each.likely))
        else:
            if held:
                yield held
            held = each
    if held:
        yield held


def _findings(part: Part, view: View, said: list[Said], rule: Rule) -> Iterator[Finding]:
    put_in = places(view.text)
    for each in said:
        why = ("a language model of the user's own reads it so", f"it gives that {each.likely:.2f} of 1")
        for start, end in _kept(view.text, each, _near(put_in, each.start, each.end)):
            span = TextSpan(part.id, *view.span(start, end))
            score = worth(each.likely, rule.least)
            yield Finding(each.kind, (span,), score, f"{rule.name}/{each.kind.lower()} {rule.version}", why=why)


def _near(put_in: list[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    """Those of the places, which are in order, that overlap ``[start, end)``."""
    first = bisect_right(put_in, start, key=lambda place: place[1])
    last = bisect_right(put_in, end - 1, key=lambda place: place[0])
    return put_in[first:last]


def _kept(text: str, said: Said, put_in: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """What is left of a stretch outside of what this program put in."""
    if said.kind in WEEDED:
        yield from pieces(text, said.kind, (said.start, said.end), put_in)
        return
    place = said.start
    for first, last in (*put_in, (said.end, said.end)):
        held = text[place : max(first, place)]
        start, end = place + len(held) - len(held.lstrip()), place + len(held.rstrip())
        if any(map(str.isalnum, held)):
            yield start, end
        place = max(place, last)
