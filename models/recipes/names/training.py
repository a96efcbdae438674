"""Training: passes over the material, a rate that rises and falls by steps and never by the clock, averaged weights."""

from __future__ import annotations

import copy
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

import torch
from encoded import FINISH, HIDDEN, SCORES, Row, batches, tensors
from faker import Faker
from marked import Marked
from material import epoch
from network import Tagger
from tokenizers import Tokenizer
from torch.nn import functional

WEIGHTS = {"PERSON": 2.0, "LOCATION": 1.5, "ORGANIZATION": 1.5, "ADDRESS": 2.0, "MASK": 1.5}
"""How much more a missed piece of a kind weighs than a wrong one."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How long and how fast.

    ``pieces``: in a batch; ``per_template``: instances of each template in an epoch; ``hidden``: the share of pieces
    that are hidden from the network; ``doubt``: what is wanted is never surer than that. Both keep it from learning the
    annotators' slips by heart. ``told``: how much what the annotators say weighs; less where teachers say better.
    """

    epochs: int
    rate: float = 3.5e-4
    head_rate: float = 1e-3
    pieces: int = 3072
    per_template: float = 2.5
    warm: int = 100
    average: float = 0.998
    hidden: float = 0.0
    doubt: float = 0.0
    told: float = 1.0
    seed: int = 1


def device() -> torch.device:
    """The graphics card, where there is one."""
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


class Course:
    """A tagger that learns: ``averaged`` is the running average of its weights, and what comes of it.

    With *teachers* it also learns what these say on average, which tells something of every piece and every kind.
    """

    def __init__(self, tagger: Tagger, plan: Plan, teachers: Sequence[Tagger] = ()) -> None:
        torch.manual_seed(plan.seed)
        Faker.seed(plan.seed)
        self.plan, self.random = plan, Random(plan.seed)
        self.teachers = [teacher.to(device()).eval() for teacher in teachers]
        self.tagger = tagger.to(device()).train()
        self.tagger.words.weight.requires_grad_(requires_grad=False)
        self.averaged = copy.deepcopy(self.tagger)
        self.optimiser = _optimiser(self.tagger, plan)
        self.step = self.steps = 0

    def run(self, texts: Sequence[Marked], tokenizer: Tokenizer) -> Iterator[int]:
        """Goes through the plan; gives the number of each epoch when it is over."""
        for number in range(1, self.plan.epochs + 1):
            began = time.monotonic()
            made = batches(epoch(texts, tokenizer, self.random, self.plan.per_template), self.plan.pieces, self.random)
            self.steps = self.steps or len(made) * self.plan.epochs
            mean = sum(map(self._learn, made)) / len(made)
            took = time.monotonic() - began
            print(f"epoch {number}: step {self.step} of {self.steps}, loss {mean:.4f}, {took:.0f} s", flush=True)
            yield number

    def _learn(self, batch: Sequence[Row]) -> float:
        _pace(self.optimiser, min(1.0, (self.step + 1) / self.plan.warm) * max(0.01, 1 - self.step / self.steps))
        ids, marks, seen, wanted, known = (each.to(device()) for each in tensors(batch))
        wanted = wanted * (1 - 2 * self.plan.doubt) + self.plan.doubt
        scores = _scores(self.tagger, _hidden(ids, self.plan.hidden), marks, seen)
        loss = _loss(scores, wanted, known) * self.plan.told
        if self.teachers:
            loss = loss + _unlike(scores, _said(self.teachers, ids, marks, seen), seen)
        _step(self.tagger, self.optimiser, loss)
        _follow(self.averaged, self.tagger, min(self.plan.average, (self.step + 1) / (self.step + 10)))
        self.step += 1
        return float(loss.detach())


def _hidden(ids: torch.Tensor, share: float) -> torch.Tensor:
    """The pieces with a share of them hidden, but never the marks around a row."""
    chosen = (torch.rand(ids.shape, device=ids.device) < share) & (ids > FINISH)
    return torch.where(chosen, HIDDEN, ids)


def _optimiser(tagger: Tagger, plan: Plan) -> torch.optim.AdamW:
    fresh = [*tagger.head.parameters(), *tagger.marks.parameters()]
    ids = {id(parameter) for parameter in fresh}
    rest = [each for each in tagger.parameters() if each.requires_grad and id(each) not in ids]
    groups = [
        {"params": rest, "lr": plan.rate, "top": plan.rate},
        {"params": fresh, "lr": plan.head_rate, "top": plan.head_rate},
    ]
    return torch.optim.AdamW(groups, weight_decay=0.01, fused=True)


def _pace(optimiser: torch.optim.Optimizer, share: float) -> None:
    for group in optimiser.param_groups:
        group["lr"] = group["top"] * share


def _scores(tagger: Tagger, ids: torch.Tensor, marks: torch.Tensor, seen: torch.Tensor) -> torch.Tensor:
    with torch.autocast(ids.device.type, torch.bfloat16):
        scores: torch.Tensor = tagger(ids, marks, seen)
    return scores.float()


def _step(tagger: Tagger, optimiser: torch.optim.Optimizer, loss: torch.Tensor) -> None:
    loss.backward()  # type: ignore[no-untyped-call]
    torch.nn.utils.clip_grad_norm_(tagger.parameters(), 1.0)
    optimiser.step()
    optimiser.zero_grad(set_to_none=True)


def _loss(scores: torch.Tensor, wanted: torch.Tensor, known: torch.Tensor) -> torch.Tensor:
    weights = torch.tensor([WEIGHTS.get(kind, 1.0) for kind in SCORES], device=scores.device)
    lost = functional.binary_cross_entropy_with_logits(scores, wanted, known, pos_weight=weights, reduction="sum")
    return lost / known.sum().clamp(min=1) * 5


@torch.no_grad()
def _said(teachers: Sequence[Tagger], ids: torch.Tensor, marks: torch.Tensor, seen: torch.Tensor) -> torch.Tensor:
    """What the teachers say of what is hidden from nobody: the mean of their scores, as shares."""
    return torch.stack([_scores(teacher, ids, marks, seen) for teacher in teachers]).mean(0).sigmoid()


def _unlike(scores: torch.Tensor, said: torch.Tensor, seen: torch.Tensor) -> torch.Tensor:
    lost = functional.binary_cross_entropy_with_logits(
        scores, said, seen[..., None].float().expand_as(said), reduction="sum"
    )
    return lost / (seen.sum() * scores.shape[-1]) * 10


@torch.no_grad()
def _follow(averaged: Tagger, tagger: Tagger, share: float) -> None:
    for old, new in zip(averaged.parameters(), tagger.parameters(), strict=True):
        if new.requires_grad:
            old.lerp_(new.detach(), 1 - share)
