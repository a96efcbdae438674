"""DICOM files opened by pydicom, and their pixels unpacked, frame by frame. Source: PS3.5, PS3.10.

Pixels that are packed as plain JPEG, JPEG 2000 or run lengths are unpacked by pydicom; lossless JPEG and JPEG-LS by
FFmpeg. Nothing is read that is not needed.
"""

from __future__ import annotations

import logging
import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from redact.errors import MissingError, RedactError, UnreadableError, UnsupportedError

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from pydicom.dataset import Dataset

_DAMAGED = (
    OSError,
    ValueError,
    EOFError,
    LookupError,
    TypeError,
    ArithmeticError,
    AttributeError,
    RuntimeError,
    NotImplementedError,
    struct.error,
    zlib.error,
    MemoryError,
    RecursionError,
    SyntaxError,
)
_BY_FFMPEG = {
    "1.2.840.10008.1.2.4.57": "mjpeg",
    "1.2.840.10008.1.2.4.70": "mjpeg",
    "1.2.840.10008.1.2.4.80": "jpegls",
    "1.2.840.10008.1.2.4.81": "jpegls",
}
"""Transfer syntaxes that pydicom cannot unpack by itself: lossless JPEG and JPEG-LS."""
_ELSE = (
    ("EncapsulatedDocument", "a document"),
    ("WaveformSequence", "waveforms"),
    ("ContentSequence", "a report"),
    ("FloatPixelData", "numbers instead of a picture"),
    ("DoubleFloatPixelData", "numbers instead of a picture"),
)


@contextmanager
def calm() -> Iterator[None]:
    """What pydicom says of damage becomes one clear line; what it logs and warns of quotes values, and is not shown."""
    from pydicom.errors import BytesLengthException

    logging.getLogger("pydicom").setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except RedactError:
        raise
    except (*_DAMAGED, BytesLengthException):
        raise UnreadableError("the DICOM file is damaged, cut short, or none") from None


def opened(path: Path) -> Dataset:
    """The file, all of it. Raises ``UnreadableError``; ``UnsupportedError`` where it holds no picture."""
    try:
        import pydicom
    except ImportError:
        raise MissingError("DICOM files need pydicom", "run 'pip install pydicom'") from None
    with calm():
        data = path.read_bytes()
        if data[128:132] != b"DICM" and data[:2] not in {b"\x08\0", b"\x02\0", b"\0\x08"}:
            raise UnreadableError("the DICOM file is damaged, cut short, or none")
        dataset = pydicom.dcmread(BytesIO(data), force=True)
        if "PixelData" not in dataset:
            raise _holds_no_picture(dataset)
        _check(dataset)
        return dataset


def _holds_no_picture(dataset: Dataset) -> RedactError:
    for name, what in _ELSE:
        if name in dataset:
            return UnsupportedError(
                f"the DICOM file holds {what}", "take it out with the program that made it, and redact it on its own"
            )
    if "SOPClassUID" not in dataset:
        return UnreadableError("the DICOM file is damaged, cut short, or none")
    return UnsupportedError("the DICOM file holds no picture", "leave it out")


def _check(dataset: Dataset) -> None:
    from pydicom import uid

    if "TransferSyntaxUID" not in getattr(dataset, "file_meta", {}):
        implicit, little = dataset.original_encoding
        plain = uid.ImplicitVRLittleEndian if implicit else uid.ExplicitVRLittleEndian
        dataset.file_meta.TransferSyntaxUID = plain if little else uid.ExplicitVRBigEndian
    if dataset.Rows < 1 or dataset.Columns < 1:
        raise ValueError
    syntax = dataset.file_meta.TransferSyntaxUID
    if not syntax.is_compressed or syntax == "1.2.840.10008.1.2.1.99":
        bits = int(dataset.BitsAllocated) * int(dataset.Rows) * int(dataset.Columns) * frames_in(dataset)
        samples = int(dataset.get("SamplesPerPixel", 1))
        shared = str(dataset.get("PhotometricInterpretation", "")) in {"YBR_FULL_422", "YBR_PARTIAL_422"}
        if len(dataset.PixelData) * 8 < bits * (2 if shared else samples):
            raise UnreadableError("the picture in the DICOM file has been cut short")


def frames_in(dataset: Dataset) -> int:
    """How many pictures a file holds, one after another."""
    return max(int(dataset.get("NumberOfFrames") or 1), 1)


def values(dataset: Dataset, index: int) -> NDArray[Any]:
    """What is stored of one frame: height x width, or x 3 red, green and blue. Raises ``UnreadableError``."""
    import numpy as np
    from pydicom.pixels.utils import pixel_array

    with calm():
        codec = _BY_FFMPEG.get(str(dataset.file_meta.TransferSyntaxUID))
        frame = _by_ffmpeg(dataset, index, codec) if codec else None
        if frame is None:
            _check_unpackable(dataset)
            frame = pixel_array(dataset, index=index) if frames_in(dataset) > 1 else pixel_array(dataset)
        if frame.shape[:2] != (dataset.Rows, dataset.Columns):
            raise ValueError
        if str(dataset.PhotometricInterpretation) == "PALETTE COLOR":
            frame = _coloured(frame, dataset)
        return np.ascontiguousarray(frame)


def _check_unpackable(dataset: Dataset) -> None:
    from pydicom.pixels.decoders.base import get_decoder

    syntax = dataset.file_meta.TransferSyntaxUID
    if syntax.is_encapsulated:
        try:
            available = get_decoder(syntax).is_available
        except NotImplementedError:
            available = False
        if not available:
            raise UnsupportedError(
                "the picture in the DICOM file is packed in a way that cannot be unpacked here",
                "save it uncompressed, with 'gdcmconv --raw' or 'dcmdjpeg', and run once more",
            )


def _coloured(frame: NDArray[Any], dataset: Dataset) -> NDArray[Any]:
    from pydicom.pixels.processing import apply_color_lut

    colours = apply_color_lut(frame, dataset)[..., :3]
    return (colours >> 8 if colours.dtype.itemsize == 2 else colours).astype("uint8")


def _by_ffmpeg(dataset: Dataset, index: int, codec: str) -> NDArray[Any]:
    import av
    from pydicom.encaps import get_frame

    if codec == "jpegls" and int(dataset.get("SamplesPerPixel", 1)) > 1:
        raise UnsupportedError("the picture in the DICOM file has colours packed as JPEG-LS", "save it uncompressed")
    packed = get_frame(dataset.PixelData, index, number_of_frames=frames_in(dataset))
    try:
        context: Any = av.VideoCodecContext.create(codec, "r")
        found = [*context.decode(av.Packet(packed)), *context.decode(None)]
    except av.FFmpegError:
        raise UnreadableError("the picture in the DICOM file is damaged") from None
    return _as_values(found[0], int(dataset.BitsStored))


def _as_values(frame: Any, bits: int) -> NDArray[Any]:
    name = frame.format.name
    if name.startswith(("gray16", "gray12", "gray10")):
        deep: NDArray[Any] = frame.to_ndarray()
        spare = 16 - bits
        return deep >> spare if spare and int(deep.max()) >> bits else deep  # some are laid against the upper end
    if bits > 8 and name not in {"gray", "gray8"}:
        raise UnsupportedError("the picture in the DICOM file has deep colours", "save it uncompressed")
    plain: NDArray[Any] = frame.to_ndarray(format="gray" if name.startswith("gray") else "rgb24")
    return plain
