"""Pictures with a secret word in every corner that their type has: none survives, raw or unpacked."""

import re
import struct
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, PngImagePlugin, TiffImagePlugin

from redact.contracts import Changes
from redact.errors import RedactError
from redact.media.image import ImageHandler, ImageOptions, exiftool
from redact.media.image.anatomy import WALKS, anatomy
from redact.media.image.kinds import BECOMES, kind_of
from redact.media.image.rest import words_beside_pixels
from tests import camera_files

HANDLER = ImageHandler(ImageOptions(exiftool=False))
ASKING = ImageHandler(ImageOptions())


class Words:
    """Secret words, a new one each time, so that a test can say which corner leaked."""

    def __init__(self) -> None:
        self.given: list[str] = []

    def __call__(self) -> str:
        self.given.append(f"Zebedee{len(self.given):03d}Quillfeather")
        return self.given[-1]

    def bytes(self) -> bytes:
        return self().encode()


def drawn(mode: str = "RGB") -> Image.Image:
    return Image.linear_gradient("L").resize((64, 48)).convert(mode)


def exif(word: Words) -> Image.Exif:
    made = Image.Exif()
    for tag in (0x010E, 0x010F, 0x0110, 0x0131, 0x0132, 0x013B, 0x013C, 0x8298, 0x9C9B, 0xFDE8):
        made[tag] = word() if tag != 0x9C9B else word().encode("utf-16-le")
    made.get_ifd(0x8769).update(
        {0x9003: word(), 0x927C: word.bytes(), 0x9286: word.bytes(), 0xA430: word(), 0xA431: word()}
    )
    made.get_ifd(0x8825).update({1: "N", 2: (51.0, 30.0, 12.0), 27: word.bytes(), 29: word()})
    return made


def profile(word: Words) -> bytes:
    made = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return made + word.bytes()


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def segment(mark: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, mark, len(body) + 2) + body


def small_jpeg(word: Words) -> bytes:
    buffer = BytesIO()
    drawn().resize((16, 16)).save(buffer, "JPEG", comment=word.bytes())
    return buffer.getvalue()


def jpeg(path: Path, word: Words) -> None:
    buffer = BytesIO()
    drawn().save(buffer, "JPEG", exif=exif(word), comment=word.bytes(), xmp=word.bytes(), icc_profile=profile(word))
    data = buffer.getvalue()
    more = [segment(0xE0, b"JFXX\0\x10" + small_jpeg(word)), segment(0xE2, b"MPF\0" + word.bytes())]
    more += [segment(0xE1, b"http://ns.adobe.com/xmp/extension/\0" + word.bytes())]
    more += [segment(0xED, b"Photoshop 3.0\0008BIM\x04\x04\0\0" + struct.pack(">I", 40) + word.bytes().ljust(40))]
    more += [segment(mark, word.bytes()) for mark in range(0xE3, 0xF0)] + [segment(0xEB, b"JP\0\1jumb" + word.bytes())]
    film = struct.pack(">I", 24) + b"ftypmp42" + word.bytes()
    tail = word.bytes() + small_jpeg(word) + film + b"MotionPhoto_Data" + word().encode("utf-16-le")
    path.write_bytes(data[:2] + b"".join(more) + data[2:] + tail)


def png(path: Path, word: Words) -> None:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", word())
    notes.add_text(word()[:70], "x")
    notes.add_text("Packed", word() * 9, zip=True)
    notes.add_itxt("XML:com.adobe.xmp", word(), lang=word(), tkey=word(), zip=False)
    notes.add_itxt("Words", word() * 9, zip=True)
    buffer = BytesIO()
    drawn("P").save(buffer, "PNG", pnginfo=notes, exif=exif(word), icc_profile=profile(word))
    data = buffer.getvalue()
    at = data.index(b"IDAT") - 4
    extra = [(b"prVt", 1), (b"caBX", 1), (b"tIME", 1), (b"sPLT", 1), (b"gAMA", 1)]
    more = b"".join(chunk(kind, word.bytes()) for kind, _ in extra) + chunk(
        b"zTXt", b"Raw profile type exif\0\0" + zlib.compress(word.bytes())
    )
    end = data.index(b"IEND") - 4
    path.write_bytes(data[:at] + more + data[at:end] + chunk(b"IDAT", word.bytes()) + data[end:] + word.bytes())


def gif(path: Path, word: Words) -> None:
    buffer = BytesIO()
    drawn("P").save(buffer, "GIF", comment=(word() * 20))
    data = buffer.getvalue()
    packed = b"\x21\xff\x0b" + b"XMP DataXMP" + bytes([31]) + word.bytes().ljust(31) + b"\0"
    own = b"\x21\xff\x0b" + word.bytes()[:11] + bytes([31]) + word.bytes().ljust(31) + b"\0"
    text = b"\x21\x01\x0c" + bytes(12) + bytes([31]) + word.bytes().ljust(31) + b"\0"
    path.write_bytes(data[:-1] + packed + own + text + b";" + word.bytes())


def webp(path: Path, word: Words) -> None:
    buffer = BytesIO()
    drawn().save(buffer, "WEBP", exif=exif(word), xmp=word.bytes(), icc_profile=profile(word))
    data = buffer.getvalue() + b"C2PA" + struct.pack("<I", 30) + word.bytes().ljust(30)
    data += b"ODDS" + struct.pack("<I", 30) + word.bytes().ljust(30)
    path.write_bytes(data[:4] + struct.pack("<I", len(data) - 8) + data[8:] + word.bytes())


def tiff(path: Path, word: Words) -> None:
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    for tag in (269, 270, 271, 272, 285, 305, 306, 315, 316, 33432, 65000, 42112):
        tags[tag] = word()
    for tag in (700, 33723, 34377, 37724):
        tags[tag] = word.bytes()
        tags.tagtype[tag] = 7
    for tag in (34665, 34853):
        tags[tag] = {29 if tag == 34853 else 0x9286: word()}
    drawn().save(path, tiffinfo=tags, icc_profile=profile(word))
    with path.open("ab") as file:
        file.write(word.bytes())


def avif(path: Path, word: Words) -> None:
    drawn().save(path, exif=exif(word), xmp=word.bytes(), icc_profile=profile(word))
    with path.open("ab") as file:
        body = word.bytes()
        file.write(
            struct.pack(">I", 8 + len(body))
            + b"uuid"
            + body
            + struct.pack(">I", 8 + len(body))
            + b"free"
            + word.bytes()
        )


def bmp(path: Path, word: Words) -> None:
    drawn().save(path)
    data = path.read_bytes()
    gap = word.bytes()
    start = struct.unpack_from("<I", data, 10)[0]
    path.write_bytes(
        data[:10] + struct.pack("<I", start + len(gap)) + data[14:start] + gap + data[start:] + word.bytes()
    )


def jp2(path: Path, word: Words) -> None:
    drawn().save(path, comment=word())
    with path.open("ab") as file:
        body = word.bytes()
        file.write(
            struct.pack(">I", 8 + len(body))
            + b"xml "
            + body
            + struct.pack(">I", 8 + len(body))
            + b"uuid"
            + word.bytes()
        )


def ppm(path: Path, word: Words) -> None:
    drawn().save(path)
    data = path.read_bytes()
    path.write_bytes(data[:3] + f"# {word()}\n".encode() + data[3:] + word.bytes())


def tga(path: Path, word: Words) -> None:
    drawn().save(path, id_section=word.bytes())
    with path.open("ab") as file:
        file.write(word.bytes())


def ico(path: Path, word: Words) -> None:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", word())
    inner = BytesIO()
    drawn("RGBA").save(inner, "PNG", pnginfo=notes)
    gap = word.bytes()
    row = struct.pack("<BBBBHHII", 64, 48, 0, 0, 1, 32, len(inner.getvalue()), 22 + len(gap))
    path.write_bytes(struct.pack("<HHH", 0, 1, 1) + row + gap + inner.getvalue() + word.bytes())


def heic(path: Path, word: Words) -> None:
    camera_files.heic(path, [word(), word()])
    with path.open("ab") as file:
        body = word.bytes()
        file.write(struct.pack(">I", 8 + len(body)) + b"mpvd" + body)


def psd(path: Path, word: Words) -> None:
    camera_files.psd(path, [word(), word()])


def dng(path: Path, word: Words) -> None:
    camera_files.dng(path, [word(), word()], trailer=word.bytes())


MAKERS: dict[str, Callable[[Path, Words], None]] = {
    ".jpg": jpeg, ".png": png, ".gif": gif, ".webp": webp, ".tif": tiff, ".avif": avif, ".bmp": bmp, ".jp2": jp2,
    ".ppm": ppm, ".tga": tga, ".ico": ico, ".heic": heic, ".psd": psd, ".dng": dng,
}  # fmt: skip


def readings(data: bytes) -> Iterator[bytes]:
    """The file as it is, and whatever in it can be unpacked."""
    yield data
    for match in re.finditer(rb"\x78[\x01\x5e\x9c\xda]", data):
        try:
            yield zlib.decompressobj().decompress(data[match.start() :], 1 << 20)
        except zlib.error:
            continue


def surviving(data: bytes, words: list[str]) -> list[str]:
    codecs = ("latin-1", "utf-16-le", "utf-16-be")
    read = list(readings(data))
    return [word for word in words if any(word.encode(codec) in each for codec in codecs for each in read)]


def copied(source: Path) -> Path:
    target = source.with_name(f"copy{source.suffix}")
    target = target.with_name(target.name + BECOMES.get(source.suffix, ""))
    document = HANDLER.load(source)
    assert not [
        word for word in ("Zebedee", "Quillfeather") if word in repr((document, document.dropped, document.notes))
    ]
    HANDLER.write(document, Changes(()), target)
    return target


@pytest.mark.parametrize("suffix", MAKERS)
def test_no_word_of_any_corner_survives(suffix: str, tmp_path: Path) -> None:
    words, source = Words(), tmp_path / f"a{suffix}"
    MAKERS[suffix](source, words)
    assert len(surviving(source.read_bytes(), words.given)) >= len(words.given) * 0.7, "the words were not planted"
    target = copied(source)
    assert surviving(target.read_bytes(), words.given) == []
    assert list(HANDLER.unseen(target)) == []
    raw = "\n".join(part.text for part in HANDLER.reopen(target).parts if part.raw)
    assert "Zebedee" not in raw


@pytest.mark.parametrize("suffix", MAKERS)
def test_the_gate_tells_that_something_is_there(suffix: str, tmp_path: Path) -> None:
    source = tmp_path / f"a{suffix}"
    MAKERS[suffix](source, Words())
    found = list(HANDLER.unseen(source))
    assert any(each.serious for each in found)
    assert {each.check for each in found} <= set(HANDLER.checks)
    assert HANDLER.load(source).dropped


@pytest.mark.parametrize("suffix", [suffix for suffix in MAKERS if suffix not in BECOMES])
def test_every_word_that_stands_in_the_file_is_seen_beside_the_pixels(suffix: str, tmp_path: Path) -> None:
    """What verification reads as text: a word that it cannot see there, it cannot find either."""
    words, source = Words(), tmp_path / f"a{suffix}"
    MAKERS[suffix](source, words)
    raw = "\n".join(words_beside_pixels(source.read_bytes(), kind_of(source.read_bytes(), suffix)))
    stands = surviving(source.read_bytes(), words.given)
    hidden = [word for word in stands if word not in raw]
    assert len(hidden) <= (1 if suffix == ".png" else 0), "only what lies behind packed pixels, which the gate tells"


def test_the_items_of_a_laden_jpeg_are_told_apart(tmp_path: Path) -> None:
    jpeg(tmp_path / "a.jpg", Words())
    found = {each.kind for each in HANDLER.unseen(tmp_path / "a.jpg")}
    assert found >= {
        "camera data (EXIF)", "a position (GPS)", "a maker's note", "a thumbnail", "an XMP record",
        "IPTC or Photoshop data", "a comment, caption or time", "a colour profile", "a record of provenance (C2PA)",
        "a second picture", "a film beside the picture", "private data of programs",
        "bytes before, between or behind the content",
    }  # fmt: skip


def test_bytes_behind_the_packed_pixels_of_a_png_are_told(tmp_path: Path) -> None:
    drawn().save(tmp_path / "a.png")
    data = (tmp_path / "a.png").read_bytes()
    end = data.index(b"IEND") - 4
    (tmp_path / "b.png").write_bytes(data[:end] + chunk(b"IDAT", b"left over" * 9) + data[end:])
    assert list(HANDLER.unseen(tmp_path / "a.png")) == []
    assert [each.amount for each in HANDLER.unseen(tmp_path / "b.png")] == [81]


def test_colour_under_clear_pixels_is_told(tmp_path: Path) -> None:
    rgba = np.zeros((40, 40, 4), np.uint8)
    rgba[10:20, 10:20, :3] = 200
    Image.fromarray(rgba).save(tmp_path / "a.png")
    assert [each.kind for each in HANDLER.unseen(tmp_path / "a.png")] == ["colour under clear pixels"]
    HANDLER.write(HANDLER.load(tmp_path / "a.png"), Changes(()), tmp_path / "b.png")
    assert list(HANDLER.unseen(tmp_path / "b.png")) == []


@pytest.mark.skipif(not exiftool.installed(), reason="exiftool is not installed")
@pytest.mark.parametrize("suffix", MAKERS)
def test_exiftool_finds_tags_before_and_none_after(suffix: str, tmp_path: Path) -> None:
    source = tmp_path / f"a{suffix}"
    MAKERS[suffix](source, Words())
    if suffix not in {".bmp", ".ico", ".tga", ".jp2"}:  # of these it does not read what we planted
        assert exiftool.tags(source.read_bytes())
    assert exiftool.tags(copied(source).read_bytes()) == 0
    assert "tags that exiftool reads" in ASKING.checks


LADEN: dict[str, bytes] = {}


def laden(suffix: str, folder: Path) -> bytes:
    if suffix not in LADEN:
        MAKERS[suffix](folder / f"laden{suffix}", Words())
        LADEN[suffix] = (folder / f"laden{suffix}").read_bytes()
    return LADEN[suffix]


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
@pytest.mark.parametrize("suffix", MAKERS)
def test_cut_and_bent_files_are_refused_or_come_out_clean(suffix: str, data: st.DataObject, tmp_path: Path) -> None:
    whole = laden(suffix, tmp_path)
    bent = bytearray(whole[: data.draw(st.integers(len(whole) // 8, len(whole)))])
    for _ in range(data.draw(st.integers(0, 3))):
        bent[data.draw(st.integers(0, len(bent) - 1))] = data.draw(st.integers(0, 255))
    source = tmp_path / f"bent{suffix}"
    source.write_bytes(bent)
    with suppress(RedactError):
        list(HANDLER.unseen(source))
    try:
        target = copied(source)
    except RedactError:
        return
    assert b"Quillfeather" not in target.read_bytes()
    HANDLER.reopen(target)


@settings(max_examples=30, deadline=None)
@given(kind=st.sampled_from(sorted(WALKS)), data=st.binary(max_size=300))
def test_the_pieces_of_noise_cover_it(kind: str, data: bytes) -> None:
    pieces = anatomy(data, kind)
    assert all(piece.start >= 0 and piece.stop <= len(data) for piece in pieces)
    covered = bytearray(len(data))
    for piece in pieces:
        covered[piece.start : piece.stop] = b"\1" * max(piece.stop - piece.start, 0)
    assert not bytes(byte for byte, seen in zip(data, covered, strict=True) if not seen).strip(b"\0")
