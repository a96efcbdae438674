"""What lists of 100,000 values cost a run: processor time over the same texts without lists and with each kind.

``python -m tests.bench.lists`` measures the default policy, ``--detectors identifiers`` one with those detectors only.
The mark is 1.20 for the default policy. Building the lists happens once a process and is printed by itself.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from itertools import product
from time import process_time

import msgspec

from redact import Redactor, policy
from redact.lists import Entry, Lists
from redact.policy import Policy
from tests.bench.texts import KINDS
from tests.bench.values import FAMILY, GIVEN

SIZE = 100_000
_BEGIN = (
    "Al Ber Cor Dun El Fair Gar Hol Ing Jar Ken Lang Mar Nor Os Pres Quin Ran Stan Thor Ul Ven Whit Yar Zel".split()
)
_MIDDLE = "a be den der e field gle i ing ken lo man mer ning o ra shaw ter ver wen".split()
_END = "bury by ford ham ley low son stead ton wick worth yard".split()


def people(many: int = SIZE) -> list[str]:
    """So many different names of nobody, of some hundreds of given names and some thousands of family names."""
    given = [*GIVEN, *(begin.capitalize() + middle for begin, middle in product(_BEGIN, _MIDDLE))]
    family = [*FAMILY, *("".join(pieces) for pieces in product(_BEGIN, _MIDDLE, _END))]
    step = 7  # so that the first hundred thousand hold all of both
    return [
        f"{given[(number * step) % len(given)]} {family[number % len(family)]}"
        for number in range(min(many, len(given) * len(family)))
    ]


def cases() -> dict[str, Lists]:
    """The lists that are measured, by name."""
    named = people()
    bodies = tuple(f"{name} and Partners" for name in named)
    return {
        "no lists": Lists(),
        "deny, keep": Lists(deny=tuple(named), keep=bodies),
        "deny, keep, allow": Lists(deny=tuple(named), keep=bodies, allow=tuple(f"{name} Ltd" for name in named)),
        "deny, 1 mistake": Lists(deny=(Entry(values=tuple(named), mistakes=1),)),
        "deny, 2 mistakes": Lists(deny=(Entry(values=tuple(named), mistakes=2),)),
        "keep, 1 mistake": Lists(keep=(Entry(values=tuple(named), mistakes=1),)),
    }


def measured(base: Policy, texts: Sequence[str], rounds: int) -> dict[str, tuple[float, float]]:
    """By case the seconds of building, and the least seconds of a round; the cases take turns."""
    redactors = {name: Redactor(msgspec.structs.replace(base, lists=lists)) for name, lists in cases().items()}
    built = {name: _seconds(lambda made=made: made.policy.listed) for name, made in redactors.items()}
    for made in redactors.values():
        list(made.detect_texts(texts[:2]))
    spent: dict[str, list[float]] = {name: [] for name in redactors}
    for _ in range(rounds):
        for name, made in redactors.items():
            spent[name].append(_seconds(lambda made=made: list(made.detect_texts(texts))))
    return {name: (built[name], min(spent[name])) for name in redactors}


def _seconds(call: Callable[[], object]) -> float:
    started = process_time()
    call()
    return process_time() - started


def main() -> None:
    """Measure and print a row for each case."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", choices=sorted(KINDS), default="dense")
    parser.add_argument("--characters", type=int, default=200_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--detectors", nargs="*", help="only these of the default policy's detectors")
    asked = parser.parse_args()
    base = policy.load("default")
    if asked.detectors:
        base = msgspec.structs.replace(base, detectors={name: base.detectors[name] for name in asked.detectors})
    texts = KINDS[asked.texts](asked.characters)
    rows = measured(base, texts, asked.rounds)
    without = rows["no lists"][1]
    print(f"{sum(map(len, texts)):,} characters in {len(texts)} texts; {SIZE:,} values in each list")
    for name, (building, seconds) in rows.items():
        print(f"{name:20} {seconds:8.2f} s  ratio {seconds / without:5.2f}  built once in {building:5.2f} s")


if __name__ == "__main__":
    main()
