"""Pixels in the three forms that the engine knows, one byte a channel: grey, RGB, RGB with alpha.

Hidden colour is a leak: a picture may keep words under a clear layer, or in shades finer than a screen shows. So what
is all but clear loses its colour, what is half clear is shown to the detectors with its contrast raised, and deeper
values are stretched over one byte: what has been looked at is what is written.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from redact.media.image.profiles import grey_ramp

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PIL.Image import Image

    from redact.media.pixels import Raster
    from redact.types import Pixels

FAINTEST = 8
"""Alpha below this counts as wholly clear."""
GAIN = 4
"""How much stronger half-clear pixels are shown to the detectors than they are."""


def raster_of(picture: Image, profile: str = "") -> Raster:
    """The pixels of a loaded Pillow picture: uint8, height x width (grey), or x 3 (RGB), or x 4 (RGBA).

    Palettes, CMYK and Lab are turned into sRGB, and so are pixels whose colour profile is not to be kept: *profile*
    names the standard one that is. Grey of more than one byte, and fractions, are stretched over one byte. Raises what
    Pillow raises.
    """
    import numpy as np

    mode = picture.mode
    if mode in {"1", "L"} and "transparency" not in picture.info:
        return _grey(picture, profile)
    if mode.startswith("I") or mode == "F":
        return _stretched(np.array(picture.convert("F" if mode == "F" else "I")))
    if picture.has_transparency_data:
        return _without_hidden(np.array(_in_srgb(picture, "RGBA", profile)))
    return np.array(_in_srgb(picture, "RGB", profile))


def _grey(picture: Image, profile: str) -> Raster:
    import numpy as np

    values = np.array(picture.convert("L"))
    described = picture.info.get("icc_profile")
    ramp = grey_ramp(described) if described and not profile and picture.mode == "L" else None
    return values if ramp is None else np.array(ramp, np.uint8)[values]


def displayed(raster: Raster) -> Pixels:
    """What the detectors see: RGB, with clear places on a ground that stands out."""
    import numpy as np

    if raster.ndim == 2:
        return np.repeat(raster[..., None], 3, axis=2)
    return _composed(raster) if raster.shape[2] == 4 else raster


def _composed(rgba: Raster) -> Pixels:
    import numpy as np

    alpha = np.minimum(rgba[..., 3:].astype(np.uint16) * GAIN, 255)
    mixed = rgba[..., :3] * alpha + backdrop(rgba) * (255 - alpha)
    composed: Pixels = (mixed // 255).astype(np.uint8)
    return composed


def _stretched(values: NDArray[Any]) -> Raster:
    import numpy as np

    finite = np.nan_to_num(values.astype(np.float32), posinf=0, neginf=0)
    low, high = float(finite.min()), float(finite.max())
    scaled: Raster = ((finite - low) * (255 / max(high - low, 1e-6))).round().astype(np.uint8)
    return scaled


def _without_hidden(rgba: Raster) -> Raster:
    import numpy as np

    if rgba[..., 3].min() == 255:
        return rgba[..., :3].copy()
    clear = rgba[..., 3] < FAINTEST
    ground = backdrop(rgba)
    rgba[clear] = np.array([ground, ground, ground, 0], np.uint8)
    return rgba


def backdrop(rgba: Raster) -> int:
    """The grey that the fewest visible pixels come near to: white, black or middle."""
    import numpy as np

    seen = rgba[rgba[..., 3] >= FAINTEST][:, :3].mean(axis=1)
    near = [np.count_nonzero(np.abs(seen - grey) < 48) for grey in (255, 0, 128)]
    return (255, 0, 128)[int(np.argmin(near))]


def _in_srgb(picture: Image, mode: str, kept: str) -> Image:
    from PIL import ImageCms

    profile = picture.info.get("icc_profile")
    if picture.mode == "LAB":
        return _from_lab(picture)
    if not profile or kept:
        return picture.convert(mode)
    alpha = picture.convert("RGBA").getchannel("A") if mode == "RGBA" else None
    try:
        flat = _converted(picture, profile)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture.convert(mode)  # a profile that cannot be read is one that viewers ignore
    plain = flat.convert(mode)
    if alpha is not None:
        plain.putalpha(alpha)
    return plain


def _converted(picture: Image, profile: bytes) -> Image:
    from PIL import ImageCms

    source = ImageCms.ImageCmsProfile(BytesIO(profile))
    base = picture if picture.mode == "CMYK" else picture.convert("RGB")
    result = ImageCms.profileToProfile(base, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    return base if result is None else result


def _from_lab(picture: Image) -> Image:
    from PIL import ImageCms

    lab, srgb = ImageCms.createProfile("LAB"), ImageCms.createProfile("sRGB")
    result = ImageCms.profileToProfile(picture, lab, srgb, outputMode="RGB")
    return picture.convert("RGB") if result is None else result
