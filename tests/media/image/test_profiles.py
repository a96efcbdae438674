"""Colour profiles: standard ones are told by their numbers and written anew, all others applied."""

import struct
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageCms

from redact.contracts import Changes
from redact.media.image import ImageHandler, ImageOptions
from redact.media.image.profiles import STANDARDS, is_plain, plain, recognised

HANDLER = ImageHandler(ImageOptions())
SECRET = "Zebedee"
KEEP = [".png", ".jpg", ".tif", ".webp", ".avif"]
LEAVE = [".gif", ".bmp", ".ppm", ".tga", ".jp2"]


def with_words(profile: bytes) -> bytes:
    """The same numbers under other words: a description of the same length says who made it."""
    place = profile.index(b"mluc") + 28
    (size,) = struct.unpack_from(">I", profile, place - 8)
    words = SECRET.encode("utf-16-be")[:size].ljust(size, b"\0")
    return profile[:place] + words + profile[place + size :]


def gamma(value: float) -> bytes:
    """A profile of grey pictures with that power."""
    return plain("Gray Gamma 2.2").replace(
        struct.pack(">i", round(2.2 * 65536)), struct.pack(">i", round(value * 65536))
    )


def picture(mode: str = "RGB") -> Image.Image:
    return Image.merge("RGB", [Image.linear_gradient("L").rotate(turn) for turn in (0, 90, 180)]).convert(mode)


def copied(source: Path, target: Path) -> Image.Image:
    HANDLER.write(HANDLER.load(source), Changes(()), target)
    return Image.open(BytesIO(target.read_bytes()))


@pytest.mark.parametrize("name", [standard.name for standard in STANDARDS])
def test_profiles_of_our_own_are_valid_and_recognised(name: str) -> None:
    made = ImageCms.ImageCmsProfile(BytesIO(plain(name)))
    assert ImageCms.getProfileDescription(made).strip() == name
    assert recognised(plain(name)) == name
    assert recognised(with_words(plain(name))) == name
    assert not is_plain(with_words(plain(name)))


def test_the_usual_srgb_profile_is_recognised() -> None:
    assert recognised(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()) == "sRGB"


def test_nonsense_is_not_recognised() -> None:
    whole = plain("sRGB")
    for cut in range(0, len(whole), 7):
        assert recognised(whole[:cut]) in {"", "sRGB"}
    assert recognised(b"") == recognised(SECRET.encode() * 40) == recognised(gamma(1.0)) == ""


@pytest.mark.parametrize("suffix", KEEP)
def test_a_standard_profile_is_written_anew_and_the_pixels_stay(suffix: str, tmp_path: Path) -> None:
    source = tmp_path / f"a{suffix}"
    picture().save(source, icc_profile=with_words(plain("Display P3")))
    with copied(source, tmp_path / f"b{suffix}") as copy:
        assert copy.info["icc_profile"] == plain("Display P3")
        before = HANDLER.load(source).part("i1").content.pixels()
        assert abs(np.asarray(copy.convert("RGB")).astype(int) - before).mean() < 2
        assert abs(np.asarray(Image.open(source).convert("RGB")).astype(int) - before).max() == 0
    data = (tmp_path / f"b{suffix}").read_bytes()
    assert SECRET.encode() not in data
    assert SECRET.encode("utf-16-be") not in data
    assert list(HANDLER.unseen(tmp_path / f"b{suffix}")) == []
    assert [each.kind for each in HANDLER.unseen(source)] == ["a colour profile"]


@pytest.mark.parametrize("suffix", LEAVE)
def test_pixels_become_srgb_where_a_type_has_no_profiles(suffix: str, tmp_path: Path) -> None:
    picture().save(tmp_path / "a.png", icc_profile=plain("ProPhoto RGB"))
    found = HANDLER.load(tmp_path / "a.png").part("i1").content.pixels()
    (tmp_path / "a.tif").write_bytes(b"")
    source = tmp_path / f"a{suffix}"
    picture().save(source)
    with copied(source, tmp_path / f"b{suffix}") as copy:
        assert "icc_profile" not in copy.info
    assert found.shape == (256, 256, 3)


def test_a_profile_that_is_no_standard_is_applied(tmp_path: Path) -> None:
    odd = plain("Display P3").replace(struct.pack(">i", round(0.51512 * 65536)), struct.pack(">i", round(0.48 * 65536)))
    assert recognised(odd) == ""
    picture().save(tmp_path / "a.png", icc_profile=odd)
    with copied(tmp_path / "a.png", tmp_path / "b.png") as copy:
        assert "icc_profile" not in copy.info
        assert abs(np.asarray(copy).astype(int) - np.asarray(picture())).max() > 8


def test_grey_of_another_curve_is_made_brighter_or_darker(tmp_path: Path) -> None:
    picture("L").save(tmp_path / "a.tif", icc_profile=gamma(1.0))
    with copied(tmp_path / "a.tif", tmp_path / "b.tif") as copy:
        assert copy.mode == "L"
        assert np.asarray(copy)[64, 0] > np.asarray(picture("L"))[64, 0] + 40


def test_grey_of_the_usual_curve_keeps_its_profile(tmp_path: Path) -> None:
    picture("L").save(tmp_path / "a.jpg", icc_profile=gamma(2.2))
    with copied(tmp_path / "a.jpg", tmp_path / "b.jpg") as copy:
        assert copy.info["icc_profile"] == plain("Gray Gamma 2.2")


def test_a_cameras_mark_for_adobe_rgb_becomes_a_profile(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0xA001] = 0xFFFF
    exif.get_ifd(0x8769)[0xA005] = {1: "R03"}
    picture().save(tmp_path / "a.jpg", exif=exif)
    with copied(tmp_path / "a.jpg", tmp_path / "b.jpg") as copy:
        assert copy.info["icc_profile"] == plain("Adobe RGB (1998)")
