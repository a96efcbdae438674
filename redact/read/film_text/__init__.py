"""Text in films: captions, subtitles burned in, name badges, screens, signs, tickers, credits."""

from __future__ import annotations

from typing import ClassVar

import msgspec
from msgspec import structs

from redact import weights
from redact.read.film_text.looking import Looking
from redact.read.film_text.watching import Pace, Watch
from redact.read.film_text.words import Screen, as_text
from redact.read.ocr.engine import engine
from redact.types import Clip, Modality, Part


class FilmTextOptions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How text in films is read.

    ``every``: seconds between looks where nothing special happens. ``hold``: seconds for which a line counts as seen
    before and after it can be followed. ``side``: the longest side, in pixels, at which lines are looked for. ``score``
    is the least sureness of a line. ``pad`` widens each word's box by that share of the line's height. ``threads`` 0
    takes all cores.
    """

    every: float = 1.0
    hold: float = 0.25
    side: int = 960
    score: float = 0.4
    pad: float = 0.2
    threads: int = 0


class FilmTextReader:
    """Reads the text that is seen in a film and remembers where every word stands in each frame.

    Lines come in order of time, those seen together in rows. A line that can be read in more than one way, or changes
    while it stands, is there in each. Text that shows for less than a few frames between two looks, letters under 8
    pixels at the size of looking, and handwriting may be missed.
    """

    Options = FilmTextOptions
    version = "1.0"
    models: tuple[str, ...] = ("ppocr-v6",)
    modality: ClassVar[Modality] = Modality.VIDEO

    def __init__(self, options: FilmTextOptions) -> None:
        self._options = options

    def read(self, part: Part) -> Part:
        if not isinstance(part.content, Clip):
            raise TypeError(f"part {part.id} holds {part.modality}, not a film")
        clip, options = part.content, self._options
        looking = Looking(engine(weights.folder("ppocr-v6"), options.threads), options.side)
        watch = Watch.of(clip, looking, Pace(options.every, options.hold))
        screen = Screen(part.id, clip.width, clip.height, watch.scale, options.pad)
        text, alignment = as_text(watch.watch(clip), screen, options.score)
        return structs.replace(part, id=f"{part.id}.text", modality=Modality.TEXT, content=text, alignment=alignment)
