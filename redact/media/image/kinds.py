"""Which kind of picture a file is, by its first bytes, and of which kind its copy will be.

A file is opened as what it is, whatever it is called, and its copy is of that kind too; what cannot be written (HEIC,
camera files, PSD) becomes a JPEG or PNG, and only there the name decides.
"""

from __future__ import annotations

from redact.errors import UnreadableError

WRITTEN = {
    ".png": "png", ".apng": "png", ".jpg": "jpeg", ".jpeg": "jpeg", ".jpe": "jpeg", ".jfif": "jpeg", ".mpo": "jpeg",
    ".bmp": "bmp", ".gif": "gif", ".webp": "webp", ".tif": "tiff", ".tiff": "tiff", ".avif": "avif",
    ".jp2": "jpeg2000", ".j2k": "j2k", ".ppm": "ppm", ".pgm": "ppm", ".pbm": "ppm", ".pnm": "ppm", ".tga": "tga",
    ".ico": "ico",
}  # fmt: skip
"""By ending, the kinds of pictures that can be written."""
RAW = frozenset(".dng .cr2 .cr3 .nef .arw .raf .orf .rw2 .pef .srw".split())
"""Endings of camera files: what the sensor saw, before it was made into a picture."""
BECOMES = {".heic": ".jpg", ".heif": ".jpg", ".hif": ".jpg", ".psd": ".png", **dict.fromkeys(sorted(RAW), ".jpg")}
"""Endings of files whose copies are of another kind."""
SUFFIXES = frozenset({*WRITTEN, *BECOMES})
_CAN_WRITE = frozenset(WRITTEN.values())
_HEADS = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF8", "gif"),
    (b"BM", "bmp"),
    (b"\x00\x00\x01\x00", "ico"),
    (b"8BPS", "psd"),
    (b"\x00\x00\x00\x0cjP  \r\n\x87\n", "jpeg2000"),
    (b"\xff\x4f\xff\x51", "j2k"),
    (b"FUJIFILMCCD-RAW", "raw"),
    (b"IIRO", "raw"),
    (b"IIRS", "raw"),
    (b"MMOR", "raw"),
    (b"IIU\x00", "raw"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"II+\x00", "tiff"),
    (b"MM\x00+", "tiff"),
)
_BRANDS = {b"avif": "avif", b"avis": "avif", b"crx ": "raw"}
_HEIF = frozenset({b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1", b"miaf"})


def kind_of(data: bytes, suffix: str = "") -> str:
    """The kind of a picture file. Raises ``UnreadableError`` where it is none of those that are known.

    Of a file that is built like a TIFF its ending says whether it comes from a camera; Targa has no mark of its own.
    """
    kind = _by_head(data)
    if kind == "tiff" and (suffix in RAW or data[8:10] == b"CR"):
        return "raw"
    if not kind and (suffix == ".tga" or data.endswith(b"TRUEVISION-XFILE.\0")):
        return "tga"
    if not kind:
        raise UnreadableError("the picture is damaged, cut short, or not a picture")
    return kind


def _by_head(data: bytes) -> str:
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    if data[4:8] == b"ftyp":
        brands = [data[8:12], *(data[at : at + 4] for at in range(16, min(int.from_bytes(data[:4], "big"), 128), 4))]
        named = next((_BRANDS[brand] for brand in brands if brand in _BRANDS), "")
        return named or ("heif" if _HEIF.intersection(brands) else "")
    if data[:1] == b"P" and data[1:2] in b"123456" and data[2:3].isspace():
        return "ppm"
    return next((kind for head, kind in _HEADS if data.startswith(head)), "")


def copied_as(kind: str, suffix: str) -> str:
    """The kind of the copy of a file of that kind and ending."""
    if kind in _CAN_WRITE:
        return kind
    return WRITTEN[BECOMES.get(suffix, suffix)]
