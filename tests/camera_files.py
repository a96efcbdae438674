"""Small pictures of types that no library here writes: HEIC, as telephones make them, camera files, and Photoshop's."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import numpy as np


def shading(width: int, height: int) -> np.ndarray:
    """Height x width x 3: brighter from top to bottom."""
    ramp = np.linspace(0, 255, height, dtype=np.uint8)
    return np.repeat(np.repeat(ramp[:, None, None], width, 1), 3, 2)


def _box(kind: bytes, *bodies: bytes) -> bytes:
    body = b"".join(bodies)
    return struct.pack(">I4s", 8 + len(body), kind) + body


def _full(kind: bytes, *bodies: bytes, version: int = 0, flags: int = 0) -> bytes:
    return _box(kind, struct.pack(">I", version << 24 | flags), *bodies)


def _packed(pixels: np.ndarray) -> tuple[bytes, bytes]:
    """A frame packed as HEVC: how it is packed (the box hvcC), and its bytes."""
    import av

    buffer = BytesIO()
    with av.open(buffer, "w", format="mp4") as film:
        stream = film.add_stream("libx265", rate=1, options={"x265-params": "log-level=none:keyint=1", "crf": "8"})
        stream.width, stream.height, stream.pix_fmt = pixels.shape[1], pixels.shape[0], "yuv420p"
        stream.codec_context.codec_tag = "hvc1"
        frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(pixels), format="rgb24")
        film.mux([*stream.encode(frame), *stream.encode(None)])
    data = buffer.getvalue()
    start = data.index(b"hvcC") - 4
    found = data.index(b"mdat")
    (size,) = struct.unpack_from(">I", data, found - 4)
    return data[start : start + struct.unpack_from(">I", data, start)[0]], data[found + 4 : found - 4 + size]


def heic(
    path: Path, words: Sequence[str], *, pixels: np.ndarray | None = None, turn: int = 0, thumb: bool = True
) -> Path:
    """A HEIC file with EXIF, XMP and a thumbnail. *turn*: quarter turns against the clock that a viewer makes."""
    from PIL import Image

    shown = shading(96, 64) if pixels is None else pixels
    set_up, sample = _packed(shown)
    exif = Image.Exif()
    exif[0x013B], exif[0x010E] = words[0], words[-1]
    block = b"\0\0\0\0" + exif.tobytes()[6:]
    xmp = f"<x:xmpmeta>{words[0]}</x:xmpmeta>".encode()
    payloads = [(b"hvc1", sample), (b"Exif", block), (b"mime", xmp)] + ([(b"hvc1", sample)] if thumb else [])
    tail = {b"mime": b"application/rdf+xml\0"}
    entries = [
        _full(b"infe", struct.pack(">HH4s", n, 0, kind), b"\0", tail.get(kind, b""), version=2)
        for n, (kind, _) in enumerate(payloads, 1)
    ]
    height, width = shown.shape[:2]
    properties = _box(b"ipco", set_up, _full(b"ispe", struct.pack(">II", width, height)), _box(b"irot", bytes([turn])))
    links = [struct.pack(">HB3B", n, 3, 0x81, 2, 0x83) for n in ((1, 4) if thumb else (1,))]
    uses = _full(b"ipma", struct.pack(">I", len(links)), *links)
    relations = [_box(b"cdsc", struct.pack(">HHH", n, 1, 1)) for n in (2, 3)]
    relations += [_box(b"thmb", struct.pack(">HHH", 4, 1, 1))] if thumb else []

    def index(start: int) -> bytes:
        rows = b""
        for n, (_, payload) in enumerate(payloads, 1):
            rows += struct.pack(">HHHII", n, 0, 1, start, len(payload))
            start += len(payload)
        return _full(b"iloc", b"\x44\0", struct.pack(">H", len(payloads)), rows)

    def meta(start: int) -> bytes:
        return _full(
            b"meta",
            _full(b"hdlr", bytes(4), b"pict", bytes(13)),
            _full(b"pitm", struct.pack(">H", 1)),
            index(start),
            _full(b"iinf", struct.pack(">H", len(entries)), *entries),
            _full(b"iref", *relations),
            _box(b"iprp", properties, uses),
        )

    head = _box(b"ftyp", b"heic", bytes(4), b"mif1heic")
    start = len(head) + len(meta(0)) + 8
    path.write_bytes(head + meta(start) + _box(b"mdat", *(payload for _, payload in payloads)))
    return path


_BYTE, _ASCII, _SHORT, _LONG, _RATIONAL, _SIGNED = 1, 2, 3, 4, 5, 10


def dng(path: Path, words: Sequence[str], *, pixels: np.ndarray | None = None, trailer: bytes = b"") -> Path:
    """A camera file: a mosaic of red, green and blue places, sixteen bits each, and who took it."""
    shown = shading(96, 64) if pixels is None else pixels
    height, width = shown.shape[:2]
    linear = (shown.astype(np.float64) / 255) ** 2.2 * 60000 + 100
    mosaic = linear[..., 1].copy()
    mosaic[::2, ::2], mosaic[1::2, 1::2] = linear[::2, ::2, 0], linear[1::2, 1::2, 2]
    data = mosaic.astype("<u2").tobytes()
    tags = [
        (254, _LONG, [0]), (256, _LONG, [width]), (257, _LONG, [height]), (258, _SHORT, [16]), (259, _SHORT, [1]),
        (262, _SHORT, [32803]), (270, _ASCII, words[-1]), (271, _ASCII, "Maker"), (272, _ASCII, "Model"),
        (273, _LONG, [0]), (274, _SHORT, [1]), (277, _SHORT, [1]), (278, _LONG, [height]), (279, _LONG, [len(data)]),
        (284, _SHORT, [1]), (315, _ASCII, words[0]), (33421, _SHORT, [2, 2]), (33422, _BYTE, [0, 1, 1, 2]),
        (50706, _BYTE, [1, 4, 0, 0]), (50707, _BYTE, [1, 1, 0, 0]), (50708, _ASCII, "Maker Model"),
        (50714, _SHORT, [0]), (50717, _LONG, [65535]),
        (50721, _SIGNED, [3240, 1000, -1537, 1000, -498, 1000, -969, 1000, 1876, 1000, 41, 1000, 55, 1000, -204, 1000,
                          1057, 1000]),
        (50728, _RATIONAL, [1, 1, 1, 1, 1, 1]), (50778, _SHORT, [21]),
    ]  # fmt: skip
    path.write_bytes(_tiff(tags, data) + trailer)
    return path


def _tiff(tags: list[tuple[int, int, object]], data: bytes) -> bytes:
    letters = {_BYTE: "B", _SHORT: "H", _LONG: "I", _RATIONAL: "I", _SIGNED: "i"}
    start = 8 + 2 + 12 * len(tags) + 4
    rows, values = b"", b""
    for number, kind, value in tags:
        packed = f"{value}\0".encode() if kind == _ASCII else struct.pack(f"<{len(value)}{letters[kind]}", *value)
        count = len(packed) if kind == _ASCII else len(value) // (2 if kind in {_RATIONAL, _SIGNED} else 1)
        if len(packed) > 4:
            place = struct.pack("<I", start + len(values))
            values += packed + bytes(len(packed) % 2)
        else:
            place = packed.ljust(4, b"\0")
        rows += struct.pack("<HHI", number, kind, count) + place
    whole = struct.pack("<2sHIH", b"II", 42, 8, len(tags)) + rows + bytes(4) + values
    at = whole.index(struct.pack("<HHI", 273, _LONG, 1)) + 8
    return whole[:at] + struct.pack("<I", len(whole)) + whole[at + 4 :] + data


def psd(path: Path, words: Sequence[str], *, pixels: np.ndarray | None = None) -> Path:
    """A Photoshop file: its flattened picture, and a caption among its resources."""
    shown = shading(96, 64) if pixels is None else pixels
    height, width = shown.shape[:2]
    caption = " ".join(words).encode()
    resource = b"8BIM" + struct.pack(">HHI", 0x0404, 0, len(caption)) + caption + bytes(len(caption) % 2)
    head = b"8BPS" + struct.pack(">H6xHIIHH", 1, 3, height, width, 8, 3)
    body = struct.pack(">I", 0) + struct.pack(">I", len(resource)) + resource + struct.pack(">IH", 0, 0)
    path.write_bytes(head + body + shown.transpose(2, 0, 1).tobytes())
    return path


def make(path: Path, words: Sequence[str]) -> Path:
    """A picture of the type of the path's ending."""
    match path.suffix:
        case ".heic" | ".heif" | ".hif":
            return heic(path, words)
        case ".psd":
            return psd(path, words)
        case _:
            return dng(path, words)


def dicom(path: Path, words: Sequence[str], *, pixels: np.ndarray | None = None, **tags: object) -> Path:
    """A DICOM file of a grey picture in twelve bits, or of colours where *pixels* has them, that names a patient."""
    from pydicom.dataset import Dataset, FileMetaDataset
    from pydicom.uid import ExplicitVRLittleEndian, generate_uid

    shown = shading(96, 64)[..., 0].astype(np.uint16) * 16 if pixels is None else pixels
    file = Dataset()
    file.SOPClassUID, file.SOPInstanceUID = "1.2.840.10008.5.1.4.1.1.7", generate_uid()
    file.StudyInstanceUID, file.SeriesInstanceUID = generate_uid(), generate_uid()
    file.PatientName, file.PatientID, file.StudyDescription = f"{words[-1]}^{words[0]}", words[0], words[-1]
    file.Modality, file.StudyDate, file.PatientBirthDate = "CR", "20240102", "19700304"
    file.Rows, file.Columns = shown.shape[:2]
    file.SamplesPerPixel = 3 if shown.ndim == 3 else 1
    file.PhotometricInterpretation = "RGB" if shown.ndim == 3 else "MONOCHROME2"
    file.BitsAllocated, file.BitsStored = shown.dtype.itemsize * 8, 12 if shown.dtype.itemsize == 2 else 8
    file.HighBit, file.PixelRepresentation = file.BitsStored - 1, 0
    if shown.ndim == 3:
        file.PlanarConfiguration = 0
    file.PixelData = np.ascontiguousarray(shown).tobytes()
    file.private_block(0x0029, words[0], create=True).add_new(0x10, "LO", words[-1])
    for name, value in tags.items():
        setattr(file, name, value)
    file.file_meta = FileMetaDataset()
    file.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    file.save_as(path, enforce_file_format=True)
    return path
