"""The cost grows with the length of the text, also for texts made to trip up expressions."""

import time

import pytest

from redact.detect.context import ContextDetector, ContextOptions
from redact.detect.identifiers import IdentifierDetector, IdentifierOptions
from redact.detect.name_rules import by_rule
from redact.types import Modality, Part

NASTY = [
    "a",
    "1",
    "@",
    "1.1.1.",
    "A ",
    "a@",
    "://",
    "=",
    ":",
    "+4",
    'x="',
    "<",
    "Aa Bb ",
    "-----BEGIN PRIVATE KEY-----",
    "12 High ",
]
SHORT, LONG = 3_000, 30_000
SLACK = 4.0
"""A quadratic cost would grow 100 times; a linear one 10 times, with room for a busy machine."""


def cost(action, text: str) -> float:
    best = float("inf")
    for _ in range(2):
        begun = time.process_time()
        action(text)
        best = min(best, time.process_time() - begun)
    return best


def identifiers(text: str) -> None:
    list(IdentifierDetector(IdentifierOptions()).detect([Part("p", Modality.TEXT, text)]))


def contexts(text: str) -> None:
    list(ContextDetector(ContextOptions()).detect([Part("p", Modality.TEXT, text)]))


def rules(text: str) -> None:
    list(by_rule(text))


@pytest.mark.parametrize("unit", NASTY)
@pytest.mark.parametrize("action", [identifiers, contexts, rules])
def test_cost_is_linear(action, unit):
    short = cost(action, (unit * SHORT)[:SHORT])
    long = cost(action, (unit * LONG)[:LONG])
    assert long <= LONG / SHORT * SLACK * max(short, 0.002)


def test_a_megabyte_of_one_letter_is_no_trouble():
    for letter in "a@":
        assert cost(identifiers, letter * 500_000) < 20
