"""The cost grows with the length of the text, also for texts made to trip up expressions."""

import time
from base64 import b64encode
from collections.abc import Callable
from functools import partial
from random import Random
from uuid import UUID

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
NASTIER = [
    *NASTY,
    "0 ",
    "0\n",
    "a1",
    "A",
    "A1",
    "[Person] ",
    "&#64;",
    "%40",
    "\\x40",
    "Tel: ",
    "AB12 ",
    "1O 2 ",
    "1 2 3-",
    "a dot ",
    "a.",
    "a-",
    "-",
    "\u0661",
    "\u0430a",
    "0\u0336",
    "\u20ac1 ",
]
SHORT, LONG = 3_000, 30_000
SLACK = 4.0
"""A quadratic cost would grow 100 times; a linear one 10 times, with room for a busy machine."""
DEAREST = 60e-6
"""Seconds that one letter may cost in any text. None takes half of it on an idle machine."""
RANDOM = Random(7)


def cost(action, text: str) -> float:
    return min(once(action, text) for _ in range(2))


def once(action, text: str) -> float:
    begun = time.process_time()
    action(text)
    return time.process_time() - begun


def identifiers(text: str, search: str = "quickest") -> None:
    list(IdentifierDetector(IdentifierOptions(search=search)).detect([Part("p", Modality.TEXT, text)]))


def contexts(text: str) -> None:
    list(ContextDetector(ContextOptions()).detect([Part("p", Modality.TEXT, text)]))


def rules(text: str) -> None:
    list(by_rule(text))


def uuids(size: int) -> str:
    return "\n".join(str(UUID(int=RANDOM.getrandbits(128), version=4)) for _ in range(size // 36))


def base64(size: int) -> str:
    return b64encode(RANDOM.randbytes(size)).decode()


def numbers(size: int) -> str:
    return "".join(RANDOM.choices("0123456789 .-/:", k=size))


def letters_and_figures(size: int) -> str:
    return "".join(RANDOM.choices("abcdefABCDEF0123456789", k=size))


@pytest.mark.parametrize("unit", NASTY)
@pytest.mark.parametrize("action", [contexts, rules])
def test_cost_is_linear(action, unit):
    short = cost(action, (unit * SHORT)[:SHORT])
    long = cost(action, (unit * LONG)[:LONG])
    assert long <= LONG / SHORT * SLACK * max(short, 0.002)


@pytest.mark.parametrize("unit", NASTIER)
@pytest.mark.parametrize("search", ["quickest", "plain"])
def test_cost_of_identifiers_is_linear(search, unit):
    assert_linear(search, lambda size: (unit * size)[:size])


@pytest.mark.parametrize("made", [uuids, base64, numbers, letters_and_figures])
@pytest.mark.parametrize("search", ["quickest", "plain"])
def test_cost_of_values_that_never_repeat_is_linear(search, made):
    assert_linear(search, made)


def assert_linear(search: str, made: Callable[[int], str]) -> None:
    """Random texts are new each time, so that what is remembered of one is of no use to the next."""
    action = partial(identifiers, search=search)
    action(made(1_000))
    short, long = (min(once(action, made(size)) for _ in range(2)) for size in (SHORT, LONG))
    assert long <= LONG / SHORT * SLACK * max(short, 0.002)
    assert long <= LONG * DEAREST


def test_a_megabyte_of_one_letter_is_no_trouble():
    for letter in "a@":
        assert cost(identifiers, letter * 500_000) < 20
