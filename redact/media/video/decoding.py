"""A film's pictures decoded one after the other, each with its moment, and what of them is damaged.

Detectors and the writer decode with the same settings and so see the same pictures. From a packet that cannot be
decoded until the next picture that stands for itself, what a decoder shows is made up or left over from before: it is
neither shown nor written, unless the user wants it so. VP8 alone does not tell that it was damaged.
"""

from __future__ import annotations

import math
from collections.abc import Generator, Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import chain
from typing import TYPE_CHECKING, cast

from redact.media.containers import opened
from redact.media.samples import only
from redact.media.video.decoder import Decoder, Film, Shot

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.video.stream import VideoStream

SEEKABLE = frozenset({"mov,mp4,m4a,3gp,3g2,mj2", "matroska,webm"})
"""Containers whose index leads to a picture that stands for itself, at or before the moment asked for."""
_SLACK = Fraction(1, 1000)
"""Of a tick: moments are told as floating point numbers."""
DEPTH = 4
"""How many pictures that are shown later one may be made from: as many as encoders of H.264 and HEVC are set to."""


def _looked_back(found: Iterator[Shot], depth: int) -> Iterator[Shot]:
    """The same shots, but those just before a broken one, which may be made from it, are taken for broken as well.

    Pictures may refer to ones that are shown after them, at most *depth* of which a decoder keeps; never across a
    picture that stands for itself.
    """
    held: list[Shot] = []
    for shot in found:
        if shot.key and not shot.broken:
            yield from held
            held = []
        if shot.broken:
            held = [replace(each, broken=each.broken or not each.key) for each in held]
        held.append(shot)
        if len(held) > depth:
            yield held.pop(0)
    yield from held


def shots(film: Film, since: float = 0.0) -> Generator[Shot, None, None]:
    """The pictures from that moment on, in seconds. Raises ``UnreadableError``, in a whole film if too much is broken.

    Where the container's index leads to a moment, what stands before is not decoded.
    """
    first = math.ceil(Fraction(since) / film.track.time_base - _SLACK) if since > 0 else 0
    for near in (since, 0.0) if since > 0 else (0.0,):
        with opened(film.path) as source:
            found = _decoded(source, film, near)
            head = next(found, None)
            if near and (head is None or head.tick > first or head.frame.pts is None):
                continue  # the index did not lead there
            yield from (shot for shot in chain([head] if head else [], found) if shot.tick >= first)
            return


def _decoded(source: InputContainer, film: Film, near: float) -> Iterator[Shot]:
    """All pictures, or those from a key frame at or before a moment on, where the container knows one."""
    stream = cast("VideoStream", source.streams.get(film.track.index)[0])
    only(source, {film.track.index})
    decoder = Decoder(stream, film)
    if near:
        if source.format.name not in SEEKABLE:
            return
        source.seek(math.floor((film.origin + Fraction(near)) / film.track.time_base), stream=stream)
    yield from _looked_back((shot for packet in source.demux(stream) for shot in decoder.shots(packet)), DEPTH)
    if not near and not film.show_damaged:
        decoder.judge()
