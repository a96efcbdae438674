"""The networks of the recipe in the order in which they are trained: three teachers, the model, the fast tier.

The teachers differ in what they are good at: ``long`` knows its material by heart, ``doubting`` and ``wide`` go less
by the slips of the annotators. What the three say together is better than each, and the model learns it.
"""

from __future__ import annotations

from dataclasses import dataclass

from training import Plan

_FOUR = (0, 1, 2, 3)


@dataclass(frozen=True, slots=True)
class Stage:
    """One network: the layers of the base and the units of each that it keeps, how it is trained, and after whom.

    ``begins``: the stage whose weights it starts from, in place of the base; ``teachers``: stages that it learns from;
    ``released``: whether the model that redact opens is written.
    """

    name: str
    layers: tuple[int, ...]
    inner: int
    plan: Plan
    begins: str | None = None
    teachers: tuple[str, ...] = ()
    released: bool = False


STAGES = (
    Stage("long", _FOUR, 1024, Plan(24)),
    Stage("doubting", _FOUR, 1024, Plan(10, hidden=0.1, doubt=0.01)),
    Stage("wide", (0, 1, 2, 3, 4, 5), 1536, Plan(5, rate=3e-4, hidden=0.1, doubt=0.01)),
    Stage("names", _FOUR, 1024, Plan(8, rate=2e-4, told=0.3), "long", ("long", "doubting", "wide"), released=True),
    Stage("names-fast", (0, 1), 768, Plan(6, rate=6e-4, per_template=2.0, told=0.3), None, ("names",), released=True),
)
"""Every stage of the recipe; each needs those before it that it names."""
