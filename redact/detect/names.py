"""Names of people, places, bodies, and what tells with the rest who somebody is: our own network, and rules beside it.

The network (``models/cards/redact-names.md``) reads text in any case. Rules add what letters, mails and forms say about
names. With ``indirect``, dates, places, roles, amounts and the like are found where they tell who somebody is: the
network learnt from judgments, letters and chats what an annotator would hide. It reads English; of other languages in
Latin letters it finds many names, of other scripts hardly any.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

import msgspec

from redact import weights
from redact.detect.address_rest import rest_of
from redact.detect.looked import looked
from redact.detect.name_rules import by_rule
from redact.detect.name_tail import with_tail
from redact.detect.name_weeds import outside, pieces
from redact.detect.normalise import View, normalise
from redact.detect.own_models import WEEDED, worth
from redact.detect.put_in import places
from redact.detect.tagged import OTHER, TELLING, Said, stretches, telling
from redact.detect.tagger import Tagger, blocks, scored, tagger
from redact.errors import PolicyError
from redact.types import Finding, Looked, Modality, Part, TextSpan

_LONE = 0.6
"""What a word without any other around it must be likely at least."""
_SURE = 0.85
"""From there on the model knows better than the rules for short words (name_weeds)."""
_ONE_CASE = 0.4
"""Of its bounds, in a text all in small letters or all in capitals: there the model is less sure of what is right."""
_SENTENCE = 20
_TOLD = "telling"
_WHY = {
    "model": "a network that was trained for it reads it so",
    "beside": "it stands beside an address",
    _TOLD: "a network that was trained for it reads it as something that tells who it is",
}


class NameOptions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``model``: its name in the list of models; ``score``: findings below it are not reported.

    ``indirect``: also what tells only with the rest who somebody is; ``least``: for a kind, the smallest share at which
    it counts, instead of the model's own; ``rules``: whether rules are used beside the network.
    """

    model: str = "redact-names"
    score: float = 0.4
    rules: bool = True
    indirect: bool = False
    least: Mapping[str, float] = {}
    threads: int = 1


@dataclass(frozen=True, slots=True)
class Named:
    """A stretch of a text before it becomes a finding."""

    entity_type: str
    start: int
    end: int
    score: float
    rule: str
    why: str
    sure: bool = False


class NameDetector:
    """Finds names and, if asked, indirect identifiers. What was put in by this program is left alone."""

    Options = NameOptions
    version = "2"
    models: tuple[str, ...] = ("redact-names",)
    modalities: ClassVar[frozenset[Modality]] = frozenset({Modality.TEXT})

    def __init__(self, options: NameOptions) -> None:
        self.options = options
        self.models = (options.model,)
        if unknown := sorted(options.least.keys() - KINDS):
            raise PolicyError(f"detectors.names.least: {unknown[0]!r} is no kind", f"use {', '.join(sorted(KINDS))}")

    def detect(self, parts: Sequence[Part]) -> Iterable[Finding | Looked]:
        read: dict[str, list[Named]] = {}
        for part in parts:
            view = normalise(part.text)
            if view.text not in read:
                read[view.text] = list(self._named(view.text))
            yield from self._findings(part, view, read[view.text])
            yield from looked(part, view, [(0, len(view.text))])

    def _findings(self, part: Part, view: View, named: Iterable[Named]) -> Iterator[Finding]:
        for name in named:
            span = TextSpan(part.id, *view.span(name.start, name.end))
            yield Finding(name.entity_type, (span,), name.score, f"names/{name.rule} {self.version}", why=(name.why,))

    def _named(self, text: str) -> Iterator[Named]:
        put_in = places(text)
        for name in (*_completed(text, self._by_model(text)), *self._by_rule(text)):
            if name.score >= self.options.score:
                for start, end in _kept(text, name, put_in):
                    yield replace(name, start=start, end=end)

    def _by_rule(self, text: str) -> Iterator[Named]:
        if self.options.rules:
            for start, end, score, why in by_rule(text):
                yield Named("PERSON", start, end, score, "rule", why)

    def _by_model(self, text: str) -> Iterator[Named]:
        if not any(map(str.isalpha, text)):
            return
        model = tagger(weights.folder(self.options.model), self.options.threads)
        for start, end in blocks(text):
            yield from self._in_block(model, text[start:end], start)

    def _in_block(self, model: Tagger, block: str, offset: int) -> Iterator[Named]:
        least = {**model.least, **self.options.least}
        read = scored(model, block)
        share = _ONE_CASE if _in_one_case(block) else 1.0
        direct = {kind: least[kind] * share for kind in (DIRECT if self.options.indirect else PLAIN)}
        for said in stretches(block, read, model.kinds, direct):
            if said.likely >= _LONE or not _lone(block, said):
                yield _named(said, least[said.kind], offset, "model")
        if self.options.indirect:
            for said in telling(block, read, model.kinds, least):
                yield _named(said, least[TELLING], offset, _TOLD)


DIRECT = ("PERSON", "ADDRESS")
"""Kinds that are reported wherever they are; with ``indirect`` the others are where they tell who somebody is."""
PLAIN = (*DIRECT, "LOCATION", "ORGANIZATION", "NRP", "DATE_TIME", "OCCUPATION", "DEMOGRAPHIC")
"""Kinds that are reported without ``indirect``: ages, codes and amounts by themselves tell nothing."""
KINDS = frozenset({*PLAIN, "AGE", "CODE", "QUANTITY", OTHER, TELLING})


def _kept(text: str, name: Named, put_in: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """What is left of a name once it is trimmed. A title stays where all goes that tells: it says a sex or a rank."""
    span = (name.start, name.end)
    weeded = name.rule != _TOLD and name.entity_type in WEEDED
    if weeded:
        yield from pieces(text, name.entity_type, span, put_in, sure=name.sure)
    else:
        yield from (left for left in outside([span], put_in) if any(map(str.isalnum, text[slice(*left)])))


def _in_one_case(block: str) -> bool:
    """Whether it is all in small letters or all in capitals, and more than a heading or a cell."""
    return len(block) >= _SENTENCE and (block.islower() or block.isupper())


def _completed(text: str, named: Iterable[Named]) -> Iterator[Named]:
    """The same, people's names to their ends, and of each address what stands on the lines around it."""
    for name in named:
        yield replace(name, end=with_tail(text, name.start, name.end)) if name.entity_type == "PERSON" else name
        if name.entity_type == "ADDRESS" and name.rule == "model":
            for start, end in rest_of(text, name.start, name.end):
                yield replace(name, start=start, end=end, why=_WHY["beside"])


def _lone(text: str, said: Said) -> bool:
    """Whether a word stands by itself, as headings and cells do, or a figure is taken for an address."""
    return len(text.split()) < 2 or not any(map(str.isalpha, text[said.start : said.end]))


def _named(said: Said, least: float, offset: int, rule: str) -> Named:
    score = worth(said.likely, least)
    sure = said.likely >= _SURE
    return Named(said.kind, said.start + offset, said.end + offset, score, rule, _WHY[rule], sure)
