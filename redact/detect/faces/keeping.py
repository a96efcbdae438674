"""Faces that are to stay: those that look like a person on a photograph which the user names.

Source of the method: dlib's ResNet (King, 2017) turns a face into 128 numbers, which lie close together for one person.
It tells some people apart less well than others, women, children and East Asian faces among them: so the distance is
far below the usual 0.6, and small faces, which all look alike, are never taken for somebody's.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from redact import weights
from redact.detect.faces.closer import Closer
from redact.detect.faces.networks import look
from redact.detect.faces.stills import faces_in_still, glances
from redact.errors import MissingError, PolicyError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from redact.detect.faces.options import FaceOptions
    from redact.sight.sightings import Sighting
    from redact.types import Pixels

    Likeness: TypeAlias = NDArray[np.float64]
else:
    Likeness = Any

MODEL = "dlib-faces"
KEPT = ("it is like a face on a photograph that the policy keeps",)
"""Why a face stays."""
_RESNET, _POINTS = "dlib_face_recognition_resnet_model_v1.dat", "shape_predictor_5_face_landmarks.dat"
SMALLEST = 40
"""Pixels: a smaller face tells nobody."""
_FRAME, _LOWER = 0.9, 0.05
"""What dlib takes for the box of a face: a square, a little smaller and lower than ours."""
_CHIP, _PADDING = 150, 0.25
_SURE, _LARGEST, _SLACK = 0.6, 1600, 0.05


def known(pixels: Pixels, faces: Sequence[Sighting], options: FaceOptions, *, again: bool = False) -> list[bool]:
    """Whether each face is one of those that the policy keeps. They are as a network sees them, upright, without hair.

    *again* is a little less strict, so that who was kept is not taken for a stranger in the written copy. Faces under
    40 pixels are never known. Raises ``PolicyError`` for a photograph that does not show one face, and
    ``MissingError`` where dlib or its weights are missing.
    """
    if not options.keep:
        return [False] * len(faces)
    least = options.stranger + (_SLACK if again else 0.0)
    large = [face for face in faces if _is_large(face)]
    near = {face for face, far in zip(large, distances(pixels, large, options), strict=True) if far < least}
    return [face in near for face in faces]


def distances(pixels: Pixels, faces: Sequence[Sighting], options: FaceOptions) -> list[float]:
    """How far each face is from the nearest of those that the policy keeps, by the measure of dlib's network.

    Raises as ``known`` does.
    """
    kept = _kept(options)
    return [_nearest(_likeness(pixels, face), kept) for face in faces]


def _is_large(face: Sighting) -> bool:
    return min(face.right - face.left, face.bottom - face.top) >= SMALLEST


def _nearest(face: Likeness, others: Sequence[Likeness]) -> float:
    import numpy as np

    return min(float(np.linalg.norm(face - other)) for other in others)


_remembered: dict[tuple[str, ...], tuple[Likeness, ...]] = {}


def _kept(options: FaceOptions) -> tuple[Likeness, ...]:
    """The people on the photographs, looked at once a process."""
    if options.keep not in _remembered:
        _remembered[options.keep] = tuple(_person(path, number, options) for number, path in enumerate(options.keep, 1))
    return _remembered[options.keep]


def _person(path: str, number: int, options: FaceOptions) -> Likeness:
    pixels = _photograph(path, number)
    search, judges = ([look(name, options) for name in names] for names in (options.models, options.judges))
    ways = glances((pixels.shape[1], pixels.shape[0]), _LARGEST, around=False)
    faces = faces_in_still(pixels, search, ways, Closer(judges, _SURE))
    if len(faces) != 1 or not _is_large(faces[0].seen):
        shown = "more than one face" if len(faces) > 1 else "no face that is large enough"
        raise PolicyError(
            f"detectors.faces.keep: photograph {number} shows {shown}", "name one that shows the person alone"
        )
    return _likeness(pixels, faces[0].seen)


def _photograph(path: str, number: int) -> Pixels:
    import numpy as np
    from PIL import Image, ImageOps

    try:
        with Image.open(Path(path).expanduser()) as picture:
            picture.draft("RGB", (_LARGEST, _LARGEST))
            upright = ImageOps.exif_transpose(picture).convert("RGB")
            upright.thumbnail((_LARGEST, _LARGEST))
            return np.asarray(upright, np.uint8)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise PolicyError(
            f"detectors.faces.keep: photograph {number} cannot be opened", "name a JPEG or PNG file"
        ) from None


def _likeness(pixels: Pixels, face: Sighting) -> Likeness:
    import numpy as np

    dlib, points, network = _dlib()
    width, height = face.right - face.left, face.bottom - face.top
    x, y = (face.left + face.right) / 2, (face.top + face.bottom) / 2 + _LOWER * height
    half = (width + height) / 4 * _FRAME
    place = dlib.rectangle(round(x - half), round(y - half), round(x + half), round(y + half))
    shown = np.ascontiguousarray(pixels)
    chip = dlib.get_face_chip(shown, points(shown, place), _CHIP, _PADDING)
    return np.array(network.compute_face_descriptor(chip), np.float64)


@lru_cache(maxsize=1)
def _dlib() -> tuple[Any, Any, Any]:
    try:
        import dlib
    except ImportError:
        raise MissingError("dlib is not installed", "install it with: pip install 'redact[known-faces]'") from None
    folder = weights.folder(MODEL)
    return dlib, dlib.shape_predictor(str(folder / _POINTS)), dlib.face_recognition_model_v1(str(folder / _RESNET))
