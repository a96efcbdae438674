"""Names, addresses and towns as a second model reads them, which does not look at capitals.

The model is Rampart, a small BERT that labels seventeen kinds of personal data. It stands beside the one in
``names``: each finds people that the other misses. Only names, addresses and towns are taken from it; numbers and
e-mail addresses have checksums and forms, and are found by those.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar, TypeAlias

import msgspec

from redact import weights
from redact.detect import put_in
from redact.detect.labelled_spans import PARTICLES, Run, Word, addresses, names, places, words
from redact.detect.looked import looked
from redact.detect.name_weeds import pieces
from redact.detect.normalise import normalise
from redact.detect.token_labels import Token, labelled, labeller
from redact.types import Finding, Looked, Modality, Part, TextSpan

WHY = {
    "PERSON": "a language model that does not look at capitals reads it as a person's name",
    "ADDRESS": "a language model reads it as a street or a flat beside a number, a town or a code",
    "LOCATION": "a language model reads it as a town, a state or a street",
}
_INITIALS = re.compile(r"(?<![\w.])(?:[^\W\d_a-z]\.[ \-]?){1,4}\Z")
_NEAR = 200
"""Characters on either side of a word in which a capital shows that the text is written with capitals."""
LONE = {1: 0.97, 2: 0.8}
"""How likely anything must be in a text of one word or two (a heading, a key, a file's name), where the model guesses.
What such a text is, its neighbours tell: see ``context``."""
_WORD = re.compile(r"[^\W_]+")
_Named: TypeAlias = tuple[str, int, int, float]


class RampartOptions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How likely something must be to be reported, in [0, 1].

    ``name`` is for words of names, ``small`` for those in small letters among others with capitals, ``place`` for
    addresses and towns. ``places`` says whether those are looked for; ``threads`` how many cores the model may use.
    """

    model: str = "rampart"
    name: float = 0.05
    small: float = 0.3
    place: float = 0.3
    places: bool = True
    threads: int = 1


class RampartDetector:
    """Finds PERSON, ADDRESS and LOCATION. What was put in by this program is left alone.

    The score is ``worth`` of the probability that the model gives: at the least probability reported it is .4.
    """

    Options = RampartOptions
    version = "1"
    models: tuple[str, ...] = ("rampart",)
    modalities: ClassVar[frozenset[Modality]] = frozenset({Modality.TEXT})

    def __init__(self, options: RampartOptions) -> None:
        self.options = options
        self.models = (options.model,)

    def detect(self, parts: Sequence[Part]) -> Iterable[Finding | Looked]:
        views = [normalise(part.text) for part in parts]
        read = self._by_text(dict.fromkeys(view.text for view in views if any(map(str.isalpha, view.text))))
        for part, view in zip(parts, views, strict=True):
            named, seen = read.get(view.text, ((), ((0, len(view.text)),)))  # there is nothing to read without letters
            yield from looked(part, view, seen)
            for kind, start, end, likely in named:
                span = TextSpan(part.id, *view.span(start, end))
                why = (WHY[kind], f"it gives that {likely:.2f} of 1")
                yield Finding(kind, (span,), worth(likely), f"rampart/{kind.lower()} {self.version}", why=why)

    def _by_text(self, texts: Iterable[str]) -> dict[str, tuple[Sequence[_Named], Sequence[tuple[int, int]]]]:
        wanted = list(texts)
        if not wanted:
            return {}
        model = labeller(weights.folder(self.options.model), self.options.threads)
        found = labelled(model, wanted, min(self.options.name, self.options.small, self.options.place))
        return {text: (list(self._named(text, read.tokens)), read.seen) for text, read in found.items()}

    def _named(self, text: str, tokens: list[Token]) -> Iterator[_Named]:
        least = LONE.get(len(_WORD.findall(text)), 0.0)
        read = [word for word in words(text, _outside(tokens, put_in.places(text))) if word.likely >= least]
        people = names(text, [word for word in read if word.likely >= self._least(text, word)])
        for run in people:
            yield from _weeded(text, "PERSON", run)
        if not self.options.places:
            return
        placed = [word for word in read if word.likely >= self.options.place]
        for run in addresses(text, placed):
            yield "ADDRESS", run[0].start, run[-1].end, _surest(run)
        for run in places(text, placed):
            yield from _weeded(text, "LOCATION", run)

    def _least(self, text: str, word: Word) -> float:
        """How likely a word must be: small letters tell against a name where the text has capitals at all."""
        letters = text[word.start : word.end]
        near = text[max(0, word.start - _NEAR) : word.end + _NEAR]
        if any(map(str.isupper, letters)) or letters in PARTICLES or not any(map(str.isupper, near)):
            return self.options.name
        return max(self.options.name, self.options.small)


def worth(likely: float) -> float:
    """The score of a finding: .4 at a probability of .05, .9 at 1, in a straight line; below .05 down to nothing.

    Names that the model holds for only .05 likely are real ones often enough, beside capitals, to be taken out.
    """
    return round(0.4 + 0.5 * (likely - 0.05) / 0.95 if likely >= 0.05 else 8 * likely, 3)


def _outside(tokens: Iterable[Token], taken: Sequence[tuple[int, int]]) -> Iterator[Token]:
    for token in tokens:
        if not any(start < token.end and token.start < end for start, end in taken):
            yield token


def _weeded(text: str, kind: str, run: Run) -> Iterator[_Named]:
    begin = _with_initials(text, run[0].start) if kind == "PERSON" else run[0].start
    for start, end in pieces(text, kind, (begin, run[-1].end), []):
        yield kind, start, end, _surest(run)


def _with_initials(text: str, start: int) -> int:
    """Where a name begins that has letters with stops before it, which the model takes for no name of their own."""
    before = max(0, start - 16)
    found = _INITIALS.search(text[before:start])
    return before + found.start() if found else start


def _surest(run: Run) -> float:
    return max(word.likely for word in run)
