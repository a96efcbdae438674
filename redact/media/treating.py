"""What is done to a track on its way into a copy: voices disguised, then stretches overwritten."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from typing import TYPE_CHECKING

from redact.media.hush import Hush, overwrite, with_rims
from redact.media.voices.lane import Disguising

if TYPE_CHECKING:
    from redact.media.hush import Block
    from redact.media.samples import SoundTrack

SMEAR, LEAST_SMEAR = 576, 0.03
"""Samples beside a stretch, and seconds at least, that are silent too where the codec of the source spreads what it
codes over a window. Measured of a burst, to 50 dB below it: MP3 400 samples, AAC 130, the others fewer."""
LONGER = {"opus": 0.065, "libopus": 0.065}
"""Seconds for codecs in which a voice rings on: Opus goes on with its pitch."""
_EXACT = ("pcm_", "adpcm_")
_EXACT_NAMES = frozenset({"flac", "alac", "wavpack", "tta", "ape", "shorten", "mlp", "truehd", "g722", "als", "tak"})


def keeps_time(codec: str) -> bool:
    """Whether a codec leaves every sample in its own place, so that nothing of a stretch is heard beside it."""
    return codec.startswith(_EXACT) or codec in _EXACT_NAMES


def smeared(codec: str, rate: int) -> int:
    """So many samples on both sides of a sound hold something of it after that codec."""
    return 0 if keeps_time(codec) else max(SMEAR, round(LONGER.get(codec, LEAST_SMEAR) * rate))


class Treating:
    """One track's samples, from the first on: blocks go in, and come out changed, with the sample that each begins at.

    What a lossy source has smeared over the edges of a stretch goes too.
    """

    def __init__(self, runs: Sequence[Hush], track: SoundTrack) -> None:
        self._rate = track.rate
        rimmed = with_rims(runs, smeared(track.codec, track.rate))
        self._waiting = sorted(rimmed, key=lambda run: run.first, reverse=True)
        self._disguising = Disguising(runs, track.rate)
        self._position = 0

    def push(self, block: Block) -> Iterator[tuple[int, Block]]:
        """What is ready when this block follows those before."""
        return self._overwritten(self._disguising.push(block))

    def finish(self) -> Iterator[tuple[int, Block]]:
        """The rest."""
        return self._overwritten(self._disguising.finish())

    def _overwritten(self, blocks: Iterable[Block]) -> Iterator[tuple[int, Block]]:
        for block in blocks:
            yield self._position, overwrite(block, self._position, self._rate, self._near(block.shape[1]))
            self._position += block.shape[1]

    def _near(self, count: int) -> list[Hush]:
        """The runs that may reach the next block, within a second; those left behind are not asked again."""
        while self._waiting and self._waiting[-1].last + self._rate < self._position:
            self._waiting.pop()
        until = self._position + count + self._rate
        return list(takewhile(lambda run: run.first < until, reversed(self._waiting)))
