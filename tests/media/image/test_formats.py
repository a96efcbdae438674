"""Kinds of pictures: told by content, deep and inked ones, pages, damage, bombs; files of telephones and cameras."""

import struct
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, TiffImagePlugin

from redact.contracts import Changes
from redact.errors import UnreadableError, UnsupportedError
from redact.media.image import ImageHandler, ImageOptions
from redact.types import Box, Edit, Fill
from tests import camera_files

HANDLER = ImageHandler(ImageOptions())
WORDS = ("Zelphora", "Quindriss")


def drawn(mode: str = "RGB", size: tuple[int, int] = (96, 64)) -> Image.Image:
    picture = Image.linear_gradient("L").resize(size).convert("RGB")
    picture.paste((200, 20, 20), (0, 0, 30, 20))
    return picture.convert(mode)


def pixels(path: Path, part: str = "i1") -> np.ndarray:
    return HANDLER.load(path).part(part).content.pixels()


def copied(source: Path, target: Path, *edits: Edit):
    HANDLER.write(HANDLER.load(source), Changes(edits), target)
    return HANDLER.reopen(target)


@pytest.mark.parametrize(("kind", "name"), [("PNG", "a.jpg"), ("JPEG", "a.png"), ("WEBP", "a.jpeg"), ("GIF", "a.webp")])
def test_a_picture_is_what_it_is_and_not_what_it_is_called(kind: str, name: str, tmp_path: Path) -> None:
    drawn().save(tmp_path / name, kind)
    document = HANDLER.load(tmp_path / name)
    assert document.media_type == f"image/{kind.lower()}"
    assert any("under the name of another type" in note for note in document.notes)
    HANDLER.write(document, Changes(()), tmp_path / "b")
    with Image.open(tmp_path / "b") as copy:
        assert copy.format == kind


def test_a_heic_file_that_is_called_jpg_becomes_a_jpeg(tmp_path: Path) -> None:
    camera_files.heic(tmp_path / "a.jpg", WORDS)
    copied(tmp_path / "a.jpg", tmp_path / "b.jpg")
    with Image.open(tmp_path / "b.jpg") as copy:
        assert copy.format == "JPEG"


@pytest.mark.parametrize("turn", range(4))
def test_a_heic_file_is_turned_once(turn: int, tmp_path: Path) -> None:
    shown = camera_files.shading(96, 64)
    shown[:20, :30] = (200, 20, 20)
    camera_files.heic(tmp_path / "a.heic", WORDS, pixels=shown, turn=turn)
    found = pixels(tmp_path / "a.heic").astype(int)
    expected = np.rot90(shown, turn)
    assert found.shape == expected.shape
    assert abs(found - expected).mean() < 8
    copy = copied(tmp_path / "a.heic", tmp_path / "a.heic.jpg", Edit(Box("i1", 0, 0, 16, 16), Fill(), "f"))
    assert copy.part("i1").content.pixels()[2:13, 2:13].max() < 24


def test_only_the_picture_of_a_heic_file_that_is_shown_is_a_part(tmp_path: Path) -> None:
    camera_files.heic(tmp_path / "a.heic", WORDS, thumb=True)
    document = HANDLER.load(tmp_path / "a.heic")
    assert [part.id for part in document.parts] == ["i1"]
    assert "a thumbnail" in document.dropped
    assert any("HEIC files are not written" in note for note in document.notes)


def test_a_camera_file_is_developed(tmp_path: Path) -> None:
    shown = camera_files.shading(96, 64)
    shown[:20, :30] = (200, 20, 20)
    camera_files.dng(tmp_path / "a.nef", WORDS, pixels=shown)
    document = HANDLER.load(tmp_path / "a.nef")
    assert document.parts[0].extent == (96, 64)
    seen = document.parts[0].content.pixels().astype(int)
    assert seen[10, 10, 0] > seen[10, 10, 1] + 60
    assert seen[60, 60].min() > seen[30, 60].max() > 20
    assert any("more than one byte" in note for note in document.notes)
    copied(tmp_path / "a.nef", tmp_path / "a.nef.jpg")


@pytest.mark.parametrize("maker", [camera_files.heic, camera_files.dng, camera_files.psd])
@pytest.mark.parametrize("options", [ImageOptions(max_pixels=1000)])
def test_large_pictures_of_cameras_are_refused(maker, options: ImageOptions, tmp_path: Path) -> None:
    path = maker(tmp_path / {"heic": "a.heic", "dng": "a.dng", "psd": "a.psd"}[maker.__name__], WORDS)
    with pytest.raises(UnreadableError, match="more pixels"):
        ImageHandler(options).load(path)


def test_a_photoshop_file_becomes_a_png_of_its_flattened_picture(tmp_path: Path) -> None:
    camera_files.psd(tmp_path / "a.psd", WORDS, pixels=np.asarray(drawn()))
    copied(tmp_path / "a.psd", tmp_path / "a.psd.png")
    with Image.open(tmp_path / "a.psd.png") as copy:
        assert copy.format == "PNG"
        assert (np.asarray(copy) == np.asarray(drawn())).all()


TIFFS = {
    "raw": {},
    "big": {"big_tiff": True},
    "lzw": {"compression": "tiff_lzw"},
    "deflate": {"compression": "tiff_adobe_deflate"},
    "jpeg": {"compression": "jpeg", "quality": 95},
    "packbits": {"compression": "packbits"},
    "strips": {"compression": "tiff_lzw", "strip_size": 700},
    "zstd": {"compression": "zstd"},
}


MODES = ["RGB", "L", "CMYK", "YCbCr", "P", "LAB", "RGBA"]


@pytest.mark.parametrize(
    ("how", "mode"),
    [(how, mode) for how in TIFFS for mode in MODES if how != "jpeg" or mode not in {"P", "LAB", "RGBA"}],
)
def test_tiff_of_every_packing(how: str, mode: str, tmp_path: Path) -> None:
    picture = drawn() if mode == "LAB" else drawn(mode)
    if mode == "LAB":
        from PIL import ImageCms

        srgb, lab = ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB")
        picture = ImageCms.profileToProfile(picture, srgb, lab, outputMode="LAB")
    picture.save(tmp_path / "a.tif", **TIFFS[how])
    expected = np.asarray(drawn(mode if mode in {"L", "P"} else "RGB").convert("RGB")).astype(int)
    assert abs(pixels(tmp_path / "a.tif").astype(int) - expected).mean() < 8
    copy = copied(tmp_path / "a.tif", tmp_path / "b.tif", Edit(Box("i1", 40, 30, 60, 50), Fill(), "f"))
    assert not copy.part("i1").content.pixels()[30:50, 40:60].any()
    assert list(HANDLER.unseen(tmp_path / "b.tif")) == []


@pytest.mark.parametrize("packing", ["group3", "group4", "tiff_ccitt"])
def test_faxes(packing: str, tmp_path: Path) -> None:
    drawn("1").save(tmp_path / "a.tif", compression=packing)
    copied(tmp_path / "a.tif", tmp_path / "b.tif")
    with Image.open(tmp_path / "b.tif") as copy:
        assert copy.mode == "1"
        assert (np.asarray(copy) == np.asarray(drawn("1"))).all()


def tiled(planar: bool) -> bytes:
    """A TIFF file of 32 x 32 in tiles of 16 x 16, in one plane or in three."""
    shown = np.asarray(drawn(size=(32, 32)))
    blocks = [shown[y : y + 16, x : x + 16] for y in (0, 16) for x in (0, 16)]
    tiles = [block[..., c].tobytes() for c in range(3) for block in blocks] if planar else [b.tobytes() for b in blocks]
    count, size = len(tiles), len(tiles[0])
    tags = [(256, 3, [32]), (257, 3, [32]), (258, 3, [8, 8, 8]), (259, 3, [1]), (262, 3, [2]), (277, 3, [3])]
    tags += [
        (284, 3, [2 if planar else 1]),
        (322, 3, [16]),
        (323, 3, [16]),
        (324, 4, [0] * count),
        (325, 4, [size] * count),
    ]
    start = 8 + 2 + 12 * len(tags) + 4
    rows, values = b"", b""
    pixels_at = start + 6 + 8 * count
    tags[-2] = (324, 4, [pixels_at + size * n for n in range(count)])
    for number, kind, value in tags:
        packed = struct.pack(f"<{len(value)}{'H' if kind == 3 else 'I'}", *value)
        place = struct.pack("<I", start + len(values)) if len(packed) > 4 else packed.ljust(4, b"\0")
        values += packed if len(packed) > 4 else b""
        rows += struct.pack("<HHI", number, kind, len(value)) + place
    return struct.pack("<2sHIH", b"II", 42, 8, len(tags)) + rows + bytes(4) + values + b"".join(tiles)


@pytest.mark.parametrize("planar", [False, True])
def test_tiles_and_planes(planar: bool, tmp_path: Path) -> None:
    (tmp_path / "a.tif").write_bytes(tiled(planar))
    assert (pixels(tmp_path / "a.tif") == np.asarray(drawn(size=(32, 32)))).all()
    copied(tmp_path / "a.tif", tmp_path / "b.tif")


def test_a_small_copy_among_the_pages_goes_and_the_pages_stay(tmp_path: Path) -> None:
    small = TiffImagePlugin.ImageFileDirectory_v2()
    small[254] = 1
    with TiffImagePlugin.AppendingTiffWriter(str(tmp_path / "a.tif"), True) as writer:
        for picture, tags in ((drawn(), None), (drawn(size=(12, 8)), small), (drawn("L"), None)):
            picture.save(writer, "TIFF", **({"tiffinfo": tags} if tags else {}))
            writer.newFrame()
    document = HANDLER.load(tmp_path / "a.tif")
    assert [part.extent for part in document.parts] == [(96, 64), (96, 64)]
    assert "a thumbnail" in document.dropped
    copy = copied(tmp_path / "a.tif", tmp_path / "b.tif", Edit(Box("i2", 0, 0, 96, 64), Fill(), "f"))
    assert copy.part("i1").content.pixels().any()
    assert not copy.part("i2").content.pixels().any()


@pytest.mark.parametrize("suffix", [".png", ".tif"])
def test_deep_pixels_are_shown_and_said(suffix: str, tmp_path: Path) -> None:
    deep = np.asarray(drawn("L")).astype(np.uint16) * 257
    Image.fromarray(deep).save(tmp_path / f"a{suffix}")
    document = HANDLER.load(tmp_path / f"a{suffix}")
    assert any("more than one byte" in note for note in document.notes)
    seen = document.part("i1").content.pixels()
    assert seen.dtype == np.uint8
    assert np.ptp(seen) == 255


def test_inked_jpeg_is_told(tmp_path: Path) -> None:
    drawn("CMYK").save(tmp_path / "a.jpg", quality=95)
    document = HANDLER.load(tmp_path / "a.jpg")
    assert any("CMYK" in note for note in document.notes)
    assert abs(document.part("i1").content.pixels().astype(int) - np.asarray(drawn())).mean() < 6


def test_colours_in_fractions_are_refused_with_the_next_step(tmp_path: Path) -> None:
    import cv2

    cv2.imwrite(str(tmp_path / "a.tif"), np.random.default_rng(1).random((20, 30, 3)).astype(np.float32))
    with pytest.raises(UnsupportedError, match="fractions"):
        HANDLER.load(tmp_path / "a.tif")


def test_every_size_of_an_icon_is_a_part(tmp_path: Path) -> None:
    drawn("RGBA", (64, 64)).save(tmp_path / "a.ico", sizes=[(16, 16), (32, 32), (64, 64)])
    document = HANDLER.load(tmp_path / "a.ico")
    sizes = [part.extent for part in document.parts]
    assert sorted(sizes) == [(16, 16), (32, 32), (64, 64)]
    edits = [Edit(Box(part.id, 0, 0, *part.extent), Fill(), "f") for part in document.parts]
    copy = copied(tmp_path / "a.ico", tmp_path / "b.ico", *edits)
    assert [part.extent for part in copy.parts if not part.raw] == sizes
    assert not any(part.content.pixels().any() for part in copy.parts if not part.raw)
    with Image.open(tmp_path / "b.ico") as again:
        assert again.info["sizes"] == {(16, 16), (32, 32), (64, 64)}


@pytest.mark.parametrize("quality", [20, 60, 90, 98])
@pytest.mark.parametrize("sampling", [0, 2])
def test_a_jpeg_keeps_its_quality_and_about_its_size(quality: int, sampling: int, tmp_path: Path) -> None:
    noise = np.random.default_rng(3).normal(0, 6, (256, 256, 1))
    photo = np.asarray(Image.radial_gradient("L").convert("RGB")) * np.array([1, 0.8, 0.6]) + noise
    Image.fromarray(photo.clip(0, 255).astype(np.uint8)).save(tmp_path / "a.jpg", quality=quality, subsampling=sampling)
    copy = copied(tmp_path / "a.jpg", tmp_path / "b.jpg")
    error = ((pixels(tmp_path / "a.jpg").astype(float) - copy.part("i1").content.pixels()) ** 2).mean()
    assert 10 * np.log10(255**2 / max(error, 1e-9)) > 40
    before, after = (path.stat().st_size for path in (tmp_path / "a.jpg", tmp_path / "b.jpg"))
    assert after < before * (1.2 if quality > 50 else 2.5)


def test_a_label_stays_readable_to_verification_at_low_quality(tmp_path: Path) -> None:
    from redact.verify.pixels import leaks_in_pixels

    drawn(size=(400, 300)).save(tmp_path / "a.jpg", quality=10)
    edits = [
        Edit(Box("i1", 20, 20, 220, 90), Fill(label="PERSON-1"), "f"),
        Edit(Box("i1", 30, 130, 90, 150), Fill(), "g"),
    ]
    copy = copied(tmp_path / "a.jpg", tmp_path / "b.jpg", *edits)
    assert list(leaks_in_pixels(copy, edits)) == []


def test_a_jpeg_of_thousands_of_scans_is_refused_before_it_is_decoded(tmp_path: Path) -> None:
    buffer = BytesIO()
    drawn().save(buffer, "JPEG", progressive=True)
    data = buffer.getvalue()
    last = data.rindex(b"\xff\xda")
    (tmp_path / "a.jpg").write_bytes(data[:-2] + data[last:-2] * 3000 + data[-2:])
    with pytest.raises(UnreadableError, match="scans"):
        HANDLER.load(tmp_path / "a.jpg")


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
@pytest.mark.parametrize("progressive", [False, True])
def test_a_jpeg_that_was_cut_is_refused(share: float, progressive: bool, tmp_path: Path) -> None:
    drawn(size=(300, 200)).save(tmp_path / "a.jpg", progressive=progressive)
    data = (tmp_path / "a.jpg").read_bytes()
    (tmp_path / "a.jpg").write_bytes(data[: int(len(data) * share)])
    with pytest.raises(UnreadableError):
        HANDLER.load(tmp_path / "a.jpg")


def test_a_still_is_decoded_once_for_all_who_look_at_it(tmp_path: Path) -> None:
    drawn().save(tmp_path / "a.png")
    document = HANDLER.load(tmp_path / "a.png")
    first, second = (document.part("i1").content.pixels() for _ in range(2))
    assert first is second
    with pytest.raises(ValueError, match="read-only"):
        first[0, 0] = 0
