"""Talks with identifiers in them, of which the beginning and the end are known to the sample: made anew from a seed.

A talk is put together from pieces that are spoken one by one, so the times are exact by construction: calls, messages
and interviews of one invented person, numbers read out in many ways and interrupted, and figures that identify nobody.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.bench.speech_said import Caller, born, digits, number, spelt
from tests.bench.speech_scenes import DEVELOPMENT, HELD_OUT, KINDS, Scenes
from tests.bench.speech_voices import RATE, spoken


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
    outside: str = field(default="", repr=False)
    """What is said outside of the spans."""

    @property
    def seconds(self) -> float:
        return len(self.samples) / self.rate


def talk(seed: int, seconds: float, voices: tuple[str, ...], *, held_out: bool = False) -> Talk:
    """About so many seconds of a talk of two of the *voices*, or of one, with the scenes and names of one half."""
    rng = random.Random(f"held out {seed}" if held_out else seed)
    caller, joined = Caller(rng, held_out), _Joined(rng)
    pair = dict(zip("AB", rng.sample(voices, 2), strict=True))
    first, last, speed = caller.first(), caller.last(), rng.uniform(0.9, 1.15)
    for scene in _scenes(HELD_OUT if held_out else DEVELOPMENT, KINDS[seed % len(KINDS)], rng):
        joined.add(_filled(scene, caller, (first, last)), pair, speed)
        if joined.seconds >= seconds:
            return joined.talk()
    return joined.talk()


def _scenes(scenes: Scenes, kind: str, rng: random.Random) -> Iterator[str]:
    """The opening, then what belongs to that kind and what any talk may have, with small talk in between."""
    yield rng.choice(scenes.opening[kind])
    common = [scene for scene in scenes.common if kind not in {"voicemail", "interview"} or "A:" not in scene]
    for _ in range(100):
        for scene in rng.sample([*scenes.of_kind[kind], *common], len(scenes.of_kind[kind]) + len(common)):
            yield scene
            if rng.random() < 0.4:
                yield rng.choice([one for one in scenes.nothing if kind != "voicemail" or "A:" not in one])


def _filled(scene: str, caller: Caller, who: tuple[str, str]) -> str:
    rng, phone, card, nhs = caller.rng, caller.phone(), caller.card(), caller.nhs()
    sort = caller.sort()
    said = {
        "name": " ".join(who),
        "first": who[0],
        "last": who[1],
        "other": f"{caller.first()} {caller.last()}",
        "spelt": spelt(rng, who[1]),
        "phone": digits(rng, phone),
        "phone_a": digits(rng, phone[:5].strip(), "plain oh double"),
        "phone_b": digits(rng, phone[5:].strip(), "plain oh double"),
        "nhs": digits(rng, nhs, "plain double slow er"),
        "nhs_a": digits(rng, nhs[:3], "plain double slow"),
        "nhs_b": digits(rng, nhs[4:], "plain double slow er"),
        "card": digits(rng, card, "plain oh double er"),
        "card_a": digits(rng, card[:9], "plain oh"),
        "card_b": digits(rng, card[10:], "plain oh double"),
        "card_four": digits(rng, card[:4], "plain oh double"),
        "card_rest": digits(rng, card[5:], "plain oh double er"),
        "sort": rng.choice((digits(rng, sort, "plain oh"), _in_tens(sort))),
        "account": digits(rng, caller.account(), "plain oh double"),
        "nino": spelt(rng, caller.nino(), "plain nato"),
        "postcode": spelt(rng, caller.postcode(), "plain plain nato sugar"),
        "address": caller.address(),
        "mail": caller.mail(*who),
        "born": born(rng),
        "reference": spelt(rng, caller.reference(), "plain nato"),
        **_of_nobody(rng),
    }
    return scene.format_map(said)


def _of_nobody(rng: random.Random) -> dict[str, str]:
    return {
        "day": rng.choice(("third", "twelfth", "twenty first")),
        "money": rng.choice(("forty two", "one hundred and twenty", "six hundred and fifty")),
        "pence": number(rng.randint(21, 99)),
        "hour": number(rng.randint(1, 11)),
        "goals": number(rng.randint(2, 5)),
        "room": rng.choice(("two one four", "thirty six", "four oh two")),
        "minutes": number(rng.choice((15, 20, 25, 45))),
    }


def _in_tens(sort: str) -> str:
    """ "Twenty, forty-five, sixty"."""
    return ", ".join(number(int(pair)) for pair in sort.split())


class _Joined:
    """Pieces laid end to end, with the pauses that people make."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._pieces: list[Any] = []
        self._spans: list[Span] = []
        self._outside: list[str] = []
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

        return Talk(np.concatenate(self._pieces), RATE, tuple(self._spans), "\n".join(self._outside))

    def _say(self, kind: str, text: str, how: tuple[str, float]) -> None:
        if not any(map(str.isalnum, text)):
            return
        start = self.seconds
        self._pieces.append(spoken(text.strip(" ,"), *how))
        if kind:
            self._spans.append(Span(kind, start, self.seconds, text))
        else:
            self._outside.append(text)
        self._rest(self._rng.uniform(0.05, 0.15))

    def _rest(self, seconds: float) -> None:
        import numpy as np

        self._pieces.append(np.zeros(round(seconds * RATE), np.float32))
