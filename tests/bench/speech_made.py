"""Talks with identifiers in them, of which the beginning and the end are known to the sample: made anew from a seed.

A talk is put together from pieces that are spoken one by one, so the times are exact by construction: monologues and
dialogues of two voices, numbers read out in many ways and interrupted, and figures that identify nobody. Three
conditions: clean; telephone (300 to 3400 Hz, 8 kHz); noise (10 dB, as loud at all pitches).
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field
from typing import Any

from tests.bench.speech_said import Caller, born, digits, number, spelt
from tests.bench.speech_voices import RATE, resampled, spoken

CONDITIONS = ("clean", "telephone", "noise")


@dataclass(frozen=True)
class Span:
    """Something that was said and has to go: its type, and from when to when, in seconds."""

    entity_type: str
    start: float
    end: float
    said: str = field(default="", repr=False)


@dataclass(frozen=True)
class Talk:
    """Sound at *rate*, one channel, and the spans in it."""

    samples: Any = field(repr=False)
    rate: int
    spans: tuple[Span, ...]
    said: str = field(default="", repr=False)

    @property
    def seconds(self) -> float:
        return len(self.samples) / self.rate


SCENES = (
    "B: Hello, my name is [PERSON:{name}], and I am calling about a bill.",
    "A: Who am I speaking to, please? B: It's [PERSON:{name}]. A: Thank you.",
    "A: And how do you spell your surname? B: It's [PERSON:{spelt}]. A: Lovely, thank you.",
    "A: What is the best number to reach you on? B: It's [PHONE_NUMBER:{phone}]. A: Thank you.",
    "B: You can call me back on [PHONE_NUMBER:{phone}] after six o'clock.",
    "A: Can you read me the first half of your phone number? B: Yes, it's [PHONE_NUMBER:{phone_a}]. A: Okay, and the "
    "rest? B: [PHONE_NUMBER:{phone_b}]. A: Great.",
    "B: Her N H S number is [UK_NHS:{nhs}], according to the letter.",
    "A: Do you have your N H S number? B: I think so, yes. It's [UK_NHS:{nhs}]. A: Perfect.",
    "A: What's the long number on the front of the card? B: [CREDIT_CARD:{card}]. A: And the expiry?",
    "A: Can you read me the first eight digits of your card? B: Yes, it's [CREDIT_CARD:{card_a}]. A: Go on. B: "
    "[CREDIT_CARD:{card_b}]. A: That has gone through.",
    "B: The sort code is [UK_BANK_ACCOUNT:{sort}], and the account number is [UK_BANK_ACCOUNT:{account}].",
    "A: And the sort code? B: [UK_BANK_ACCOUNT:{sort}]. A: And your account number? B: [UK_BANK_ACCOUNT:{account}].",
    "B: My national insurance number is [UK_NINO:{nino}].",
    "A: Could I take your national insurance number? B: Sure, [UK_NINO:{nino}]. A: Thanks.",
    "A: What's your postcode, please? B: [UK_POSTCODE:{postcode}]. A: Thank you very much.",
    "B: The postcode is [UK_POSTCODE:{postcode}], near the park.",
    "B: She lives at [ADDRESS:{address}], with her brother.",
    "A: And your address? B: [ADDRESS:{address}]. A: And the postcode? B: [UK_POSTCODE:{postcode}].",
    "A: What's your email address? B: It's [EMAIL_ADDRESS:{mail}]. A: Okay.",
    "B: Please send it to [EMAIL_ADDRESS:{mail}], if you can.",
    "A: What is your date of birth? B: [DATE_OF_BIRTH:{born}]. A: Thank you.",
    "B: I was born on [DATE_OF_BIRTH:{born}], so please update the record.",
    "B: My reference number is [CASE_REFERENCE:{reference}].",
    "A: Do you have a case reference? B: Yes, [CASE_REFERENCE:{reference}]. A: One moment.",
)
NEGATIVES = (
    "B: The meeting is on the {day} of next month, at half past {hour}.",
    "A: That comes to {money} pounds and {pence} pence, including the delivery.",
    "B: We won {goals} {hour} last night, after being two nil down.",
    "A: It is in room {room} on the second floor, next to the lifts.",
    "B: The bus takes about {minutes} minutes, and then you walk for five or six.",
    "A: There were between {minutes} and a hundred people there, I would say.",
    "B: We ordered {goals} boxes of paper, {minutes} pens and one printer.",
    "A: The course starts at nine thirty and ends at a quarter to {hour}.",
    "B: It was around {minutes} degrees, and it has not rained for {goals} weeks.",
    "A: I am sorry about the wait. The system is rather slow today, as you may have noticed.",
)


def talk(seed: int, seconds: float, voices: tuple[str, ...], first: int = 0) -> Talk:
    """About so many seconds of one scene after the other, all kinds in turn, beginning with the one numbered "
    "*first*."""
    rng = random.Random(seed)
    joined, number = _Joined(rng), first
    while joined.seconds < seconds:
        pair = dict(zip("AB", rng.sample(voices, 2), strict=True))
        joined.add(_filled(SCENES[number % len(SCENES)], rng), pair, rng.uniform(0.9, 1.15))
        if number % 3 == 1:
            joined.add(_filled(rng.choice(NEGATIVES), rng), pair, rng.uniform(0.9, 1.15))
        number += 7
    return joined.talk()


def heard(talk: Talk, condition: str, seed: int = 0) -> Talk:
    """The talk as it comes over a line, or in noise."""
    import numpy as np

    if condition == "telephone":
        narrow = resampled(_band(talk.samples, talk.rate), talk.rate, 8_000)
        return Talk(narrow, 8_000, talk.spans, talk.said)
    if condition == "noise":
        level = float(np.sqrt((talk.samples**2).mean())) / 10**0.5
        noise = np.random.default_rng(seed).normal(0, level, len(talk.samples))
        return Talk((talk.samples + noise).astype(np.float32), talk.rate, talk.spans, talk.said)
    return talk


def _band(samples: Any, rate: int) -> Any:
    import numpy as np

    spectrum = np.fft.rfft(samples)
    pitch = np.fft.rfftfreq(len(samples), 1 / rate)
    spectrum[(pitch < 300) | (pitch > 3400)] = 0
    return np.fft.irfft(spectrum, len(samples)).astype(np.float32)


def _filled(scene: str, rng: random.Random) -> str:
    caller = Caller(rng)
    phone, card = caller.phone, caller.card
    said = {
        "name": caller.name,
        "spelt": spelt(rng, caller.name.split()[1]),
        "phone": digits(rng, phone),
        "phone_a": digits(rng, phone[:5].strip(), "plain oh double"),
        "phone_b": digits(rng, phone[5:].strip(), "plain oh double"),
        "nhs": digits(rng, caller.nhs, "plain double slow er"),
        "card": digits(rng, card, "plain oh double er"),
        "card_a": digits(rng, card[:9], "plain oh"),
        "card_b": digits(rng, card[10:], "plain oh double"),
        "sort": rng.choice((digits(rng, caller.sort, "plain oh"), _in_tens(caller.sort))),
        "account": digits(rng, caller.account, "plain oh double"),
        "nino": spelt(rng, caller.nino, "plain nato"),
        "postcode": spelt(rng, caller.postcode, "plain plain nato sugar"),
        "address": caller.address,
        "mail": caller.mail,
        "born": born(rng),
        "reference": spelt(rng, caller.reference, "plain nato"),
        "day": rng.choice(("third", "twelfth", "twenty first")),
        "money": rng.choice(("forty two", "one hundred and twenty", "six hundred and fifty")),
        "pence": number(rng.randint(21, 99)),
        "hour": number(rng.randint(1, 11)),
        "goals": number(rng.randint(2, 5)),
        "room": rng.choice(("two one four", "thirty six", "four oh two")),
        "minutes": number(rng.choice((15, 20, 25, 45))),
    }
    return scene.format_map(said)


def _in_tens(sort: str) -> str:
    """ "Twenty, forty-five, sixty"."""
    return ", ".join(number(int(pair)) for pair in sort.split())


class _Joined:
    """Pieces laid end to end, with the pauses that people make."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._pieces: list[Any] = []
        self._spans: list[Span] = []
        self._said: list[str] = []
        self._rest(0.3)

    @property
    def seconds(self) -> float:
        return sum(map(len, self._pieces)) / RATE

    def add(self, scene: str, voices: dict[str, str], speed: float) -> None:
        """Every turn of a scene, each in its voice."""
        for who, turn in re.findall(r"([AB]): (.*?)(?= [AB]: |$)", scene):
            for kind, value, text in re.findall(r"\[([A-Z_]+):([^\]]+)\]|([^\[\]]+)", turn):
                self._say(kind, value or text, (voices[who], speed))
            self._rest(self._rng.uniform(0.25, 0.7))
        self._rest(self._rng.uniform(0.3, 1.2))

    def talk(self) -> Talk:
        import numpy as np

        return Talk(np.concatenate(self._pieces), RATE, tuple(self._spans), "\n".join(self._said))

    def _say(self, kind: str, text: str, how: tuple[str, float]) -> None:
        if not any(map(str.isalnum, text)):
            return
        start = self.seconds
        self._pieces.append(spoken(text.strip(" ,"), *how))
        if kind:
            self._spans.append(Span(kind, start, self.seconds, text))
        self._said.append(text)
        self._rest(self._rng.uniform(0.05, 0.15))

    def _rest(self, seconds: float) -> None:
        import numpy as np

        self._pieces.append(np.zeros(round(seconds * RATE), np.float32))
