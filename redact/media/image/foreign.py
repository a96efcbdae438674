"""Pictures that Pillow does not open: HEIC by libheif, camera files by LibRaw.

Of a HEIC file the picture that it shows is taken, turned and cut as it says: no burst, no depth map, no thumbnail. A
camera file is developed from what the sensor saw, with the camera's white balance; the preview inside is not used.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from redact.errors import MissingError, UnreadableError

if TYPE_CHECKING:
    from PIL.Image import Image


def heif(data: bytes, largest: int) -> Image:
    """The picture that a HEIC or HEIF file shows. Raises ``UnreadableError``, ``MissingError``, what Pillow raises."""
    try:
        import pi_heif
    except ImportError:
        raise MissingError("pictures of type HEIC need pi-heif", "run 'pip install pi-heif'") from None
    found = pi_heif.open_heif(BytesIO(data), convert_hdr_to_8bit=True)
    check_size(found.size, largest)
    picture: Image = found.to_pillow()
    picture.info = {"icc_profile": _profile(found.info), "deep": found.info.get("bit_depth", 8) > 8}
    picture.format = "HEIF"
    return picture


def _profile(info: dict[str, Any]) -> bytes | None:
    profile = info.get("icc_profile")
    return profile if isinstance(profile, bytes) and profile else None


def raw(data: bytes, largest: int) -> Image:
    """A camera file, developed. Raises ``UnreadableError``, ``MissingError``."""
    from PIL import Image

    try:
        import rawpy
    except ImportError:
        raise MissingError("camera files need rawpy", "run 'pip install rawpy'") from None
    try:
        with rawpy.imread(BytesIO(data)) as negative:
            check_size((negative.sizes.width, negative.sizes.height), largest)
            pixels = negative.postprocess(use_camera_wb=True, output_bps=8)
    except rawpy.LibRawError:
        raise UnreadableError("the camera file is damaged, cut short, or of a kind that is not known") from None
    picture = Image.fromarray(pixels)
    picture.format = "RAW"
    picture.info["deep"] = True
    return picture


def check_size(size: tuple[int, int], largest: int) -> None:
    """Raises ``UnreadableError`` for a picture that has more pixels than that."""
    if size[0] * size[1] > largest:
        raise too_large()


def too_large() -> UnreadableError:
    """What is said of a picture with too many pixels."""
    return UnreadableError("the picture has more pixels than the limit", "make it smaller, or cut it into pieces")
