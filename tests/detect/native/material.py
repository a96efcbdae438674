"""What the native search is held against: every expression it runs, and lines of all kinds with mistakes in them."""

import re
from functools import cache
from random import Random

from redact.detect import addresses
from redact.detect.disguises import DISGUISES
from redact.detect.ibans import FORM
from redact.detect.identifiers import TABLE
from redact.detect.labels import SPENT, TELEPHONE_OF, expressions_of_labels
from redact.detect.put_in import TELLING
from redact.detect.telephones import FOR_DRAMA, REGIONS, anywhere_plan, codes, plan, prefix
from tests.detect.identifier_cases import CASES
from tests.detect.identifier_lines import NEGATIVE, POSITIVE

LINES = [
    line.replace("⟦", "").replace("⟧", "")
    for lines in (*CASES.values(), *POSITIVE.values(), NEGATIVE)
    for line in lines
]
DIGITS = ["".join(Random(seed).choices("0123456789", k=6 + seed % 7)) for seed in range(400)]
NUMBERS = ["02079460018", "2079460018", "7700900123", "GB33BUKB20201555555555", "", *DIGITS]
LABELS = [re.sub(r"[^\w. ]", "", words[4:].partition(")(?!")[0]) for _, words in expressions_of_labels()]
MATERIAL = [*LINES, *NUMBERS, *LABELS]
MISTAKES = (*" \n\t.,:;-/()[]<>@#'\"=_+&%\\0123456789aAbBeEoOlIxXzZ", "", "  ", "é", "ß", "ÿ", "²", "\xa0", "\x85")
ABROAD = (*"€’μſıİẞČ⟨█•", "\u0436", "\u0416", "\u05d0", "\u0663", "\u2028", "\u200b", "\U0001f600", "\ud800", "ǅ")


@cache
def expressions() -> list[str]:
    """Every expression that the library is given, each once."""
    signs = [expression for disguise in DISGUISES for expression in (disguise.trigger, disguise.proof)]
    labels = [expression for _, expression in expressions_of_labels()]
    rows = [pattern.regex for pattern in TABLE]
    whole = [SPENT.pattern, TELEPHONE_OF.pattern, TELLING, FORM.pattern, *_of_addresses(), *_of_telephones()]
    return [one for one in dict.fromkeys([*rows, *labels, *signs, *whole]) if one]


def _of_addresses() -> list[str]:
    forms = (addresses.STARTS_WITH_HOUSE, addresses.BUILDING, addresses.WORDY, addresses.EMBEDDED)
    more = (addresses.FLAT_LINE, addresses.BLOCK, addresses.REST_OF_STREET)
    return [form.pattern for form in (*forms, *more)]


def _of_telephones() -> list[str]:
    known = [code for code, regions in codes().items() if not {"GB", *REGIONS}.isdisjoint(regions)]
    plans = [form(code).pattern for code in known for form in (plan, prefix)]
    return ["|".join(FOR_DRAMA), anywhere_plan().pattern, *plans]


@cache
def fitting(expression: str) -> list[str]:
    """The lines, numbers and labels in which the expression finds something."""
    return list(filter(compiled(expression).search, MATERIAL))


def lines(expression: str, seed: int) -> list[str]:
    """Lines in which the expression finds something, if there are any, and others, most of them with mistakes."""
    random = Random(seed)
    own = fitting(expression)
    drawn = random.choices(own, k=12 if own else 0) + random.choices(MATERIAL, k=4)
    joined = [random.choice(MATERIAL) + random.choice(["", " ", "\n", "_"]) + line for line in drawn[-6:]]
    return [mistaken(line, random) for line in [*drawn, *joined]]


def mistaken(line: str, random: Random) -> str:
    """The line with up to four mistakes: letters gone, changed or put in, some of which are not Latin."""
    for _ in range(random.randrange(5)):
        place = random.randrange(len(line) + 1)
        mistake = random.choice(ABROAD if random.random() < 0.3 else MISTAKES)
        line = line[:place] + mistake + line[place + random.randrange(3) :]
    return line


@cache
def compiled(expression: str) -> re.Pattern[str]:
    return re.compile(expression)
