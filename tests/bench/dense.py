"""Text full of identifiers: letters, logs, mails, records and tables, made from a seed, the same on every machine.

Between four and eight identifiers stand in a thousand characters, among words, numbers, dates and prices that are none.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from random import Random

from tests.bench import values

_WORDS = (
    "the panel heard that repairs to boilers were late and asked for a report by spring because tenants had written "
    "twice about damp in stairwells while officers said budgets allow for only some of these works under section four "
    "which members noted before they agreed to meet again after lunch and to visit every site on both sides of town"
).split()
_NUMBERS = (
    "£{0},{1:03}.50",
    "section {0}",
    "release {0}.{2}.{3}",
    "page {0} of {1}",
    "12:{0:02}",
    "order {1}{0}",
    "{2} per cent",
    "in 20{0:02}",
)


def dense(characters: int, seed: int = 7) -> list[str]:
    """Documents of some thousand characters each, together at least so many *characters*; the kinds take turns."""
    random = Random(seed)
    texts: list[str] = []
    left = characters
    while left > 0:
        texts.append(KINDS[len(texts) % len(KINDS)](random))
        left -= len(texts[-1])
    return texts


def short_rows(characters: int, seed: int = 11) -> list[str]:
    """Rows of 100 to 300 characters with an identifier or two in each, as columns of a data set hold them."""
    random = Random(seed)
    rows: list[str] = []
    left = characters
    while left > 0:
        row = f"{_sentence(random, 8)} {_labelled(random)}. {_sentence(random, random.randrange(8, 24))}"
        rows.append(row[:300])
        left -= len(rows[-1])
    return rows


def _sentence(random: Random, many: int) -> str:
    words = random.choices(_WORDS, k=many)
    if random.random() < 0.4:
        words.insert(many // 2, _number(random))
    return " ".join(words).capitalize() + "."


def _number(random: Random) -> str:
    return random.choice(_NUMBERS).format(*(random.randrange(1, 24) for _ in range(4)))


def _labelled(random: Random) -> str:
    label, made = random.choice(list(values.LABELLED.items()))
    return f"{label}: {made(random)}"


def _letter(random: Random) -> str:
    paragraphs = []
    for _ in range(12):
        told = random.choice((values.telephone, values.email, values.address))(random)
        paragraphs.append(
            f"{_sentence(random, 20)} {values.name(random)} can be reached at {told} until further notice. "
            f"{_sentence(random, 24)}\n  {_labelled(random)}\n"
        )
    return f"Dear {values.name(random)},\n\n" + "\n".join(paragraphs) + "\nYours sincerely,\n"


def _log(random: Random) -> str:
    lines = []
    for number in range(36):
        stamp = f"2026-03-{random.randrange(1, 29):02}T{random.randrange(24):02}:{number % 60:02}:07Z"
        what = random.choice(
            (
                f"GET /case/{random.randrange(9999)} 200 {random.randrange(900)}ms ip={values.ip(random)}",
                f"mail to {values.email(random)} bounced after {random.randrange(9)} tries (error 550, release 4.2.1)",
                f"worker {random.randrange(16)} started on port 8443 with {random.randrange(64)} threads and 512 MB",
                f"device {values.mac(random)} asked for update 2.14.{random.randrange(9)} of package portal-agent",
                f"session {values.device(random)} closed after {random.randrange(9999)} ms by rule idle-timeout",
                f"queue length {random.randrange(99999)} above the mark of {random.randrange(99999)} for 300 s",
                f"authorization refused token={values.token(random)}",
            )
        )
        lines.append(f"{stamp} {random.choice(('INFO', 'WARN', 'DEBUG'))} portal[{random.randrange(9999)}]: {what}")
    return "\n".join(lines) + "\n"


def _mail(random: Random) -> str:
    hops = "".join(
        f"Received: from relay{hop}.example.net ([{values.ip(random)}]) by mx.example.org with ESMTPS id "
        f"{random.getrandbits(48):x};\n Sat, 14 Mar 2026 09:1{hop}:01 +0000\n"
        for hop in range(3)
    )
    heads = (
        f"From: {values.name(random)} <{values.email(random)}>\nTo: {values.email(random)}\n"
        f"Subject: {_sentence(random, 6)}\nMessage-ID: <{random.getrandbits(64):x}@mail.example.org>\n"
    )
    body = "\n\n".join(f"{_sentence(random, 30)} {_sentence(random, 18)} {_labelled(random)}" for _ in range(8))
    return f"{hops}{heads}\n{body}\n\n-- \n{values.name(random)}\nTel: {values.telephone(random)}\n"


def _records(random: Random) -> str:
    rows = [
        {
            "id": random.randrange(10**6),
            "name": values.name(random),
            "contact": {"email": values.email(random), "phone": values.telephone(random)},
            "payment": {"iban": values.iban(random), "amount": random.randrange(10**5) / 100, "currency": "GBP"},
            "session": values.session(random),
            "note": f"{_sentence(random, 30)} {_sentence(random, 30)} {_sentence(random, 30)}",
            "status": random.choice(("open", "closed", "waiting")),
        }
        for _ in range(6)
    ]
    return json.dumps(rows, indent=2)


def _table(random: Random) -> str:
    lines = ["ref,name,date of birth,nhs number,telephone,postcode,amount,remarks"]
    for number in range(14):
        cells = (
            f"{number:05}",
            values.name(random),
            values.born(random),
            values.nhs(random) if number % 2 else "",
            values.telephone(random) if number % 3 else "",
            values.postcode(random),
            f"{random.randrange(9999)}.00",
            f"{_sentence(random, 36)} {_sentence(random, 28)}",
        )
        lines.append(",".join(cells))
    return "\n".join(lines) + "\n"


KINDS: tuple[Callable[[Random], str], ...] = (_letter, _log, _mail, _records, _table)
