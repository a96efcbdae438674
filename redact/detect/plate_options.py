"""What a user can say of how number plates are looked for, and what follows from it for one plate."""

from __future__ import annotations

import msgspec

from redact.types import Box


class PlateOptions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How plates are looked for.

    ``threshold`` is how sure the network must be of what it sees, on average over three looks: so low that it takes
    some signs and grilles for plates, because a plate that slips through cannot be called back. ``rim`` widens what it
    sees on every side, by that share of the plate's height. ``largest`` is the longest side at which a still is looked
    at. ``reading`` asks for a second opinion: what is seen in a still is read, which makes it surer, or drops it where
    it is a word. ``every`` and ``hold`` are frames of a film of 25 a second: how often a film is looked at, and for how
    long a plate is held unseen. ``threads`` 0 takes all cores.

    Of what was read from the whole: ``crowd``: with more words than that in sight, only what is clearly a plate counts.
    ``beside`` and ``above`` widen what was read to the whole plate, in heights of its characters; above and below more
    is added where the plate may carry the name of a state.
    """

    threshold: float = 0.6
    rim: float = 0.2
    largest: int = 2560
    reading: bool = True
    every: int = 10
    hold: int = 15
    threads: int = 0
    crowd: int = 80
    beside: float = 0.9
    above: float = 0.45


def widened(box: Box, size: tuple[int, int], options: PlateOptions) -> Box:
    """The box of a plate with its rim, cut off at the edges of a picture of that width and height."""
    rim = options.rim * min(box.bottom - box.top, box.right - box.left)
    left, top = max(box.left - rim, 0.0), max(box.top - rim, 0.0)
    return Box(box.part, left, top, min(box.right + rim, float(size[0])), min(box.bottom + rim, float(size[1])))


def score(sure: float, options: PlateOptions) -> float:
    """The score of a finding of which the network is so sure: 0.5 for what is just sure enough, at most 0.8.

    The rest is for what was read as well.
    """
    least = options.threshold
    return min(0.5 + 0.3 * max(sure - least, 0.0) / max(1.0 - least, 1e-6), 0.8)
