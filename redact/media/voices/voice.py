"""Which voice: how far pitch and formants move, drawn from a secret, never close to where they were."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from redact.types import Samples

if TYPE_CHECKING:
    import numpy as np

PITCH = (1.16, 1.30)
"""The pitch is multiplied or divided by something between these: two and a half to four and a half semitones."""
FORMANTS = (1.06, 1.14)
"""The same for the resonances of the mouth."""
DRAWN_IN, DRAWN_OUT = (0.80, 0.91), (1.05, 1.11)
"""The exponent of the angles of the poles, below or above one. Patino et al. draw from 0.5 to 0.9; much above one, and
with formants raised as well, a speech model no longer understands what is said."""
WANDER = 0.03
"""By how much formants and exponent wander about what was drawn, so that no one figure undoes them."""
_MOMENT = 0.7
"""Seconds from one point of the wandering to the next."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice: pitch and formants as factors, the exponent, and the number that its wandering is drawn from."""

    pitch: float
    formants: float
    exponent: float
    wandering: int

    @classmethod
    def drawn(cls, seed: bytes) -> Voice:
        """The voice that a secret stands for: the same one each time."""
        draw = _source(hashlib.blake2b(seed, digest_size=16, person=b"voice").digest())
        higher, larger, out = (bool(up) for up in draw.random(3) < 0.5)
        pitch, formants = draw.uniform(*PITCH), draw.uniform(*FORMANTS)
        out = out and not larger
        exponent = draw.uniform(*(DRAWN_OUT if out else DRAWN_IN))
        wandering = int(draw.integers(1 << 62))
        return cls(pitch if higher else 1 / pitch, formants if larger else 1 / formants, exponent, wandering)

    def wandered(self, times: Samples) -> tuple[Samples, Samples]:
        """Formants and exponent at these moments, in seconds."""
        import numpy as np

        first, last = int(times[0] / _MOMENT), int(times[-1] / _MOMENT) + 2
        points = np.array([self._point(number) for number in range(first, last + 1)])
        at = np.arange(first, last + 1) * _MOMENT
        formants, exponent = (1 + WANDER * np.interp(times, at, points[:, column]) for column in (0, 1))
        return self.formants * formants, self.exponent * exponent

    def _point(self, number: int) -> Any:
        return _source((self.wandering + number).to_bytes(16, "big")).uniform(-1, 1, 2)


def _source(secret: bytes) -> np.random.Generator:
    import numpy as np

    return np.random.default_rng(int.from_bytes(secret, "big"))
