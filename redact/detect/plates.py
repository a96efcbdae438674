"""Number plates in photographs and films: told by how they look, and by what is read in them.

A small network sees plates of any country, also those that nobody could read; what it sees is read again, closer, for
a second opinion. What was read from the whole picture or film is gone through as well, for it finds what the network
misses.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar

from redact.detect.plate_cells import cells_of
from redact.detect.plate_film import plates_in_film, plates_in_film_again
from redact.detect.plate_network import MODEL
from redact.detect.plate_options import PlateOptions
from redact.detect.plate_reading import READER
from redact.detect.plate_stills import plates_in_still
from redact.detect.plate_words import Margins, plates_read
from redact.types import Alignment, Clip, Finding, Looked, Modality, Part, Picture

__all__ = ["PlateDetector", "PlateOptions"]
_READ = (".ocr", ".text")
"""Texts that were read from pictures and films; what a code says is none of them."""
_SCORES = {"current": 0.9, "uk": 0.75, "europe": 0.7, "": 0.5}
_WHY = {
    "current": "it is built like a plate of the United Kingdom",
    "uk": "it is built like an older plate of the United Kingdom",
    "europe": "it is built like a plate of a country of Europe",
    "": "letters and digits stand alone, as on a plate",
}


class PlateDetector:
    """Finds number plates: a box in a picture, a track through each shot of a film.

    It is generous: whatever looks like a plate counts, read or not, and so does, in photographs, whatever was read and
    is built like one or is a few letters and digits by themselves. On pages full of words only a line by itself counts
    that is built like a plate and larger than the rest. It does not look at typed text, nor say whose plate it is.
    Plates lower than eight pixels, or seen from more than 60 degrees beside them, are found less often.
    """

    Options = PlateOptions
    version = "2.0"
    models: tuple[str, ...] = (MODEL, READER)
    modalities: ClassVar[frozenset[Modality]] = frozenset({Modality.TEXT, Modality.IMAGE, Modality.VIDEO})
    entity_types: ClassVar[frozenset[str]] = frozenset({"NUMBER_PLATE"})

    def __init__(self, options: PlateOptions) -> None:
        self._options = options
        self._margins = Margins(options.beside, options.above, options.crowd)
        self._seen, self._told = (f"plates/{how} {self.version}" for how in ("network", "forms"))

    def detect(self, parts: Sequence[Part]) -> Iterable[Finding | Looked]:
        for part in parts:
            match part.content:
                case Picture() as picture:
                    yield from plates_in_still(picture.pixels(), part.id, self._options, self._seen)
                case Clip() as clip:
                    yield from plates_in_film(clip, part.id, self._options, self._seen)
                case _:
                    yield from self._in_text(part)

    def again(self, parts: Sequence[Part]) -> Iterable[Finding | Looked]:
        """Like ``detect``, of a written copy: in other sizes, and only what is clearly a plate."""
        for part in parts:
            match part.content:
                case Picture() as picture:
                    yield from plates_in_still(picture.pixels(), part.id, self._options, self._seen, again=True)
                case Clip() as clip:
                    yield from plates_in_film_again(clip, part.id, self._options, self._seen)
                case _:
                    found = self._in_text(part)
                    yield from (each for each in found if isinstance(each, Looked) or each.score >= _SCORES["current"])

    def _in_text(self, part: Part) -> Iterator[Finding | Looked]:
        yield Looked(part.id, 0, int(part.extent[0]))
        if part.id.endswith(_READ) and isinstance(part.alignment, Alignment):
            for kind, regions in plates_read(cells_of(part.text, part.alignment), self._margins):
                yield Finding("NUMBER_PLATE", regions, _SCORES[kind], self._told, why=(_WHY[kind],))
