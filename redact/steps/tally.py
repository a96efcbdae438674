"""Counting which frames of a written film were looked at again, and by what: those whose pixels were asked for.

Who asks only how bright a frame is, mostly follows motion or watches for change, and has not looked; but where that is
all it takes to look, it counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from msgspec import structs

from redact.steps.films import Way
from redact.types import Clip, Frame, Grey, Part, Pixels, Relook
from redact.verify import listeners


class _Moments:
    """A set of moments to the millisecond, which takes half a megabyte for an hour of film."""

    def __init__(self) -> None:
        self._bits = bytearray()
        self.count = 0

    def add(self, seconds: float) -> None:
        """Put a moment in, once."""
        place, bit = divmod(max(round(seconds * 1000), 0), 8)
        if place >= len(self._bits):
            self._bits.extend(bytes(place + 1 - len(self._bits)))
        if not self._bits[place] >> bit & 1:
            self._bits[place] |= 1 << bit
            self.count += 1


@dataclass(slots=True)
class Tally:
    """What was looked at so far: by part and by who looks the moments seen, and all moments that a part has.

    ``notes`` is what else a reader of the record should know of it.
    """

    seen: dict[tuple[str, str], _Moments] = field(default_factory=dict, repr=False)
    shown: dict[str, _Moments] = field(default_factory=dict, repr=False)
    notes: tuple[str, ...] = ()

    def way(self, name: str, way: Way) -> Way:
        """The same way of looking, counted under *name*."""
        return lambda parts: way([self.counted(part, name) for part in parts])

    def counted(self, part: Part, name: str, *, grey: bool = False) -> Part:
        """The same part; of a film it is noted which frames are asked for, with *grey* also in their brightness."""
        clip = part.content
        if not isinstance(clip, Clip):
            return part
        since = clip.since
        from_then = (lambda start: self._noted(part.id, name, since(start), grey=grey)) if since else None
        noted = replace(clip, frames=lambda: self._noted(part.id, name, clip.frames(), grey=grey), since=from_then)
        return structs.replace(part, content=noted)

    def _noted(self, part: str, name: str, frames: Iterable[Frame], *, grey: bool) -> Iterator[Frame]:
        shown = self.shown.setdefault(part, _Moments())
        seen = self.seen.setdefault((part, name), _Moments())
        for frame in frames:
            shown.add(frame.time)
            yield _noting(frame, seen, grey=grey)

    def heard(self, texts: Iterable[Part]) -> None:
        """Note who has listened to the sound of the copy, where it was listened to."""
        if names := listeners(texts):
            self.notes = (f"what is said in the copy was listened to again by {' and '.join(names)}",)

    def told(self) -> tuple[Relook, ...]:
        """The counts, in the order in which they began."""
        counts = ((part, name, seen.count) for (part, name), seen in self.seen.items())
        return tuple(Relook(part, name, count, self.shown[part].count) for part, name, count in counts)


def _noting(frame: Frame, seen: _Moments, *, grey: bool) -> Frame:
    def pixels() -> Pixels:
        seen.add(frame.time)
        return frame.pixels()

    def brightness(width: int, height: int) -> Grey:
        seen.add(frame.time)
        return frame.grey(width, height)

    return replace(frame, pixels=pixels, grey=brightness if grey else frame.grey)
