"""Each check that runs as machine code says what the check in Python says, of every string that its rows can match."""

import ctypes
import random
import re
import string
from collections import Counter
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from redact.detect import checks
from redact.detect.identifiers import TABLE
from redact.detect.native.checks import ASK, FAILS, HOLDS, NONE, UNTOLD, check_numbers
from redact.detect.native.library import library
from redact.detect.normalise import normalise
from tests.detect.identifier_cases import CASES
from tests.detect.identifier_lines import NEGATIVE, POSITIVE

pytestmark = pytest.mark.skipif(library() is None, reason="the C library is not built")

LATIN = st.characters(codec="latin-1")
LINES = [
    normalise(line.replace("⟦", "").replace("⟧", "")).text
    for lines in (*CASES.values(), *POSITIVE.values(), NEGATIVE)
    for line in lines
]
MORE_LINES = (
    "1 (12.6.2020) 2020-06-12 1-2-34 (020) 12/6/20/1 12.6.20.",
    "password is secret. password is Secret1, password is SEcret, pin is élan, pin is été9",
    "by user mary, for user m.hill, as user bob",
    "from host alpha1 on server mail-1 on server mail2.example. from host alpha. Then",
    "1.2.3.4 300.1.1.1 10.0.0.1 0.0.0.0 8.8.8.8:53 1:2:3:4:5:6:7:8 1::2:3%eth0 [::1]:80 ::: 1::2:1.2.3.4",
    "1::2:1.2.3.400 1:2:3:4:5:6:1.2.3.4 :1.2.3.4 1::2:1.2.3.04 1::2::3 1:2:3:4:5:6:7:: ::2:3:4:5:6:7:8 1:2:3:4:5:6:7:",
    "90.0000000000000001, 2.123 49.0000000000000001, 1.000 61.4999999999999999, -8.9999999999999999 90.001, 1.234",
    "12 MAY 2020 34 abc 12 06 XYZ 123",
)
SUMS_ONLY = {
    "iban",
    "stdnum.at.tin",
    "stdnum.cn.ric",
    "stdnum.id.nik",
    "stdnum.mx.curp",
    "stdnum.mx.rfc",
    "stdnum.my.nric",
}
"""What holds by its sum is asked in Python, which has the lists that are needed besides."""
ASKS_AT_TIMES = SUMS_ONLY | {
    "stdnum.be.bis",  # which years are over
    "stdnum.be.nn",
    "stdnum.dk.cpr",
    "stdnum.no.fodselsnummer",
    "stdnum.sg.uen",
    "latitude_longitude",  # figures too small to tell on which side of a bound they are
    "stdnum.do.cedula",  # which numbers are good although their sum fails
}
NEVER_HOLDS = {"no_date", "untold", "plate", "telling", "telling_account", "telling_machine"}
NEVER_FAILS = {
    "untold",
    "square",
    "irish_plate",
    "stdnum.ar.dni",
    "stdnum.cr.cpf",
    "stdnum.fi.veronumero",
    "stdnum.ke.pin",
}
PYTHON_ONLY = {"british", "international", "anywhere", "german_plate"}


def named():
    found = library()
    if found is None:
        return []
    found.redact_check_name.restype = ctypes.c_char_p
    return [found.redact_check_name(number).decode() for number in range(found.redact_checks())]


NAMES = named()


@cache
def rows(name):
    """The rows of a check, each with its expression."""
    numbers = check_numbers(TABLE)
    checked = [row for row in TABLE if row.check and numbers[row.check] != NONE]
    return [(row, re.compile(row.regex)) for row in checked if NAMES[numbers[row.check]] == name]


def machine(name, text):
    """What the library says; the text lies alone in memory, and what is beyond ASCII is the same sign throughout."""
    data = text.encode("ascii", "replace")
    shown = bytes(byte if sign.isascii() else 0xFF for byte, sign in zip(data, text, strict=True))
    return library().redact_check(NAMES.index(name), (ctypes.c_uint8 * len(shown)).from_buffer_copy(shown), len(shown))


def python(check, text):
    verdict = check(text)
    return UNTOLD if verdict is None else HOLDS if verdict else FAILS


def values(expression, text):
    """What the expression finds in a plain view: digits of other scripts never reach it."""
    group = expression.groupindex.get("x", 0)
    return [found[group] for found in expression.finditer(normalise(text).text) if found[group]]


def agrees(name, check, text, seen):
    said, expected = machine(name, text), python(check, text)
    seen[expected] += 1
    if said == ASK:
        assert name in ASKS_AT_TIMES or not text.isascii(), f"asks about {text!r}"
    else:
        assert said == expected, f"says {said} of {text!r}"


def with_other_sign(text, place):
    """The text with every other sign of its kind at a place."""
    for signs in (string.digits + "XK", string.ascii_uppercase + string.digits, string.ascii_lowercase + string.digits):
        if text[place] in signs:
            return [text[:place] + sign + text[place + 1 :] for sign in signs]
    return []


def holding(check, expression, text):
    """The text with one other sign, or with two, for which the check holds; None where there is none such."""
    places = [place for place in range(len(text) - 1, -1, -1) if text[place].isalnum()]
    singles = (text, *(changed for place in places for changed in with_other_sign(text, place)))
    for changed in (*singles, *(twice for once in singles[1:9] for twice in with_other_sign(once, places[-1]))):
        if changed in values(expression, changed) and check(changed):
            return changed
    return None


def scrambled(text, draw):
    """Other digits for digits, other letters for letters."""
    kinds = (string.digits, string.ascii_uppercase, string.ascii_lowercase)
    return "".join(draw.choice(next((kind for kind in kinds if sign in kind), sign)) for sign in text)


def nearly(text, draw):
    """Texts that differ in a sign, for the other side of every rule, and a few that differ in all of them."""
    for _ in range(8):
        changed = with_other_sign(text, draw.randrange(len(text)))
        if changed:
            yield draw.choice(changed)
    for _ in range(4):
        yield scrambled(text, draw)


def judge(name, row, expression, text, seen):
    """Hold both checks against each other, of the text, of one near it that holds, and of many near that."""
    agrees(name, row.check, text, seen)
    draw = random.Random(text)
    held = holding(row.check, expression, text) if text.isascii() and draw.random() < 0.4 else None
    for changed in (held or text, *nearly(held or text, draw)):
        for value in values(expression, changed):
            agrees(name, row.check, value, seen)


def judge_drawn(name, row, expression, seen):
    @settings(max_examples=20, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(st.from_regex(expression, alphabet=LATIN))
    def drawn(text):
        for value in values(expression, text):
            judge(name, row, expression, value, seen)

    drawn()


@pytest.mark.parametrize("name", NAMES)
def test_the_library_says_what_python_says(name):
    seen = Counter()
    for row, expression in rows(name):
        for value in dict.fromkeys(value for line in (*LINES, *MORE_LINES) for value in values(expression, line)):
            judge(name, row, expression, value, seen)

        judge_drawn(name, row, expression, seen)
    assert seen[HOLDS] or name in NEVER_HOLDS
    assert seen[FAILS] or name in NEVER_FAILS


def test_a_card_is_known_by_any_four_first_digits():
    numbers = (f"{first:04}00000000{last}" for first in range(10_000) for last in range(10))
    cards = [number for number in numbers if checks.luhn(number)]
    assert [card for card in cards if machine("card", card) != python(checks.card, card)] == []


def test_every_check_of_the_table_but_four_has_a_number():
    without = {row.check.__name__ for row in TABLE if row.check and check_numbers(TABLE)[row.check] == NONE}
    assert without == PYTHON_ONLY
    assert [name for name in NAMES if not rows(name)] == []


@pytest.mark.parametrize("number", [-1, len(NAMES), 1 << 20])
def test_a_number_that_no_check_has_is_asked_in_python(number):
    assert library().redact_check(number, (ctypes.c_uint8 * 1)(48), 1) == ASK
    assert library().redact_check_name(number) is None


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=40, deadline=None, derandomize=True)
@given(text=st.one_of(st.text(string.printable + "é", max_size=40), st.text("0123456789AaX -/.:", max_size=300)))
def test_no_text_is_too_odd_for_a_check(name, text):
    assert machine(name, text) in (UNTOLD, HOLDS, FAILS, ASK)
