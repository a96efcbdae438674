"""Whether the channels of a recording are different speakers', each recorded alone, as those of a call are.

Judged by loudness: where one channel sounds the others are far quieter, and now it is the one, now the other. Music and
a room recorded by two microphones sound in both at once, and what was recorded in one channel only is in no other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from redact.media.mono import as_float
from redact.types import Samples

if TYPE_CHECKING:
    from redact.media.hush import Block

Channels: TypeAlias = Literal["auto", "together", "apart"]
"""How channels are listened to: all at once, each alone, or as the sound itself suggests."""

_MOMENT = 0.05
_FAR = 10.0
"""How many times the power of all others a channel has that sounds alone (10 dB)."""
_MOSTLY = 0.8
"""The share of the moments with sound in which one channel sounds alone."""
_SOMETIMES = 0.02
"""The share of those in which each of at least two must be the one."""
_FAINT = 1e-4
"""Of the power of the loudest moments: what is fainter is no sound (-40 dB)."""
_NEVER = 1e-9
_MOST = 16
"""Channels that are told apart; more are a stage or a studio's tracks."""


class Powers:
    """How loud every channel is in each twentieth of a second."""

    def __init__(self, rate: int) -> None:
        self._size = max(round(_MOMENT * rate), 1)
        self._rows: list[Samples] = []

    def take(self, block: Block) -> None:
        """The next samples of all channels."""
        import numpy as np

        if not 2 <= len(block) <= _MOST:
            return
        squares = as_float(block) ** 2
        starts = np.arange(0, squares.shape[1], self._size)
        widths = np.diff(np.append(starts, squares.shape[1]))
        self._rows.append(np.asarray(np.add.reduceat(squares, starts, axis=1).T / widths[:, None], np.float32))

    def apart(self) -> bool:
        """Whether each channel is another speaker's."""
        import numpy as np

        if not self._rows:
            return False
        powers = np.concatenate(self._rows)
        powers = np.maximum(powers - 2 * np.percentile(powers, 5, axis=0), 0.0)
        loudest = powers.max(axis=1)
        sounding = powers[loudest > max(_FAINT * float(np.percentile(loudest, 99)), _NEVER)]
        if not len(sounding):
            return False
        ordered = np.sort(sounding, axis=1)
        alone = ordered[:, -1] > _FAR * ordered[:, :-1].sum(axis=1)
        turns = np.bincount(sounding[alone].argmax(axis=1), minlength=2) / len(sounding)
        return bool(alone.mean() >= _MOSTLY and (turns >= _SOMETIMES).sum() >= 2)
