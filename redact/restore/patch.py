"""A patch: what must be known besides one file to make another that is much like it.

Copies of stretches of the first and new bytes between them, found going forward through both, as in VCDIFF (RFC 3284)
but simpler. Parts that stand in another order are stored anew; the result is always right and at worst as large as the
file, compressed. Memory: about three times the two files.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import TypeAlias

import msgspec

_BLOCK = 32
_WINDOW = 1 << 18
_STEP, _WIDEST_STEP = 16, 4096
_AT_ONCE = 1 << 20

Move: TypeAlias = tuple[int, int, int]
"""So many new bytes, then a copy of the old from here, so long."""


def patch(old: bytes, new: bytes) -> bytes:
    """What turns *old* into *new* with ``patched``."""
    fresh, moves, at = [], [], 0
    for start, copied, length in _copies(old, new):
        fresh.append(new[at:start])
        moves.append((start - at, copied, length))
        at = start + length
    fresh.append(new[at:])
    return zlib.compress(msgspec.msgpack.encode((moves, b"".join(fresh))), 6)


def patched(old: bytes, made: bytes) -> bytes:
    """The file that a patch makes of *old*. For another *old* it is another file: compare the digest."""
    moves, fresh = msgspec.msgpack.decode(zlib.decompress(made), type=tuple[list[Move], bytes])
    pieces, at = [], 0
    for length, start, copied in moves:
        pieces += [fresh[at : at + length], old[start : start + copied]]
        at += length
    return b"".join([*pieces, fresh[at:]])


def _copies(old: bytes, new: bytes) -> Iterator[Move]:
    """Stretches that both have: where in the new, where in the old, how long."""
    at = here = floor = 0
    step = _STEP
    while at < len(new):
        length = _alike(old, here, new, at)
        if length >= _BLOCK:
            back = _alike_before(old, here, new, at, floor)
            yield at - back, here - back, length + back
            at, here, step = at + length, here + length, _STEP
            floor = at
            continue
        at += step
        found = old.find(new[at : at + _BLOCK], here, here + _WINDOW) if at + _BLOCK <= len(new) else -1
        here, step = (found, _STEP) if found >= 0 else (here, min(step + step // 4, _WIDEST_STEP))


def _alike(old: bytes, here: int, new: bytes, at: int) -> int:
    """How many bytes are the same from there on."""
    length, size = 0, _BLOCK
    longest = min(len(old) - here, len(new) - at)
    while size:
        size = min(size, longest - length)
        if size and old[here + length : here + length + size] == new[at + length : at + length + size]:
            length, size = length + size, min(size * 2, _AT_ONCE)
        else:
            size //= 2
    return length


def _alike_before(old: bytes, here: int, new: bytes, at: int, floor: int) -> int:
    """How many bytes are the same just before, no further back than *floor* in the new."""
    longest = min(here, at - floor, _WIDEST_STEP)
    back = 0
    while back < longest and old[here - back - 1] == new[at - back - 1]:
        back += 1
    return back
