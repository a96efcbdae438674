import struct
import zlib
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont, PngImagePlugin

from redact.contracts import Changes
from redact.errors import PluginError, UnreadableError
from redact.media.image import ImageHandler, ImageOptions
from redact.media.image.kinds import WRITTEN
from redact.types import Box, Drop, Edit, Fill, Keep, Modality, TextSpan

HANDLER = ImageHandler(ImageOptions())
EXIF_SAMPLES = Path(__file__).parents[4] / "shared" / "eval" / "images" / "exif"
SECRET = "Zebedee Quillfeather"
SUFFIXES = sorted(WRITTEN)
HOW = {".ico": {"sizes": [(120, 80)]}, ".mpo": {"format": "JPEG"}}


def drawn(mode="RGB", size=(120, 80)):
    picture = Image.new("RGB", size, (200, 220, 240))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((10, 10, 40, 30), fill=(250, 20, 30))
    draw.text((50, 40), "abc", fill=(0, 0, 0), font=ImageFont.load_default(20))
    return picture.convert(mode)


def saved(path, picture=None, **how):
    (picture or drawn()).save(path, **(HOW.get(path.suffix, {}) | how))
    return path


def written(source, target, *edits):
    HANDLER.write(HANDLER.load(source), Changes(tuple(edits)), target)
    return HANDLER.reopen(target)


def over(left, top, right, bottom, *, part="i1", fill=None):
    return Edit(Box(part, left, top, right, bottom), fill or Fill(), "f")


def pixels(document, part="i1"):
    return document.part(part).content.pixels()


def raw_text(document):
    return "\n".join(part.text for part in document.parts if part.raw)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_every_format_is_loaded_covered_and_opened_again(tmp_path, suffix):
    source = saved(tmp_path / f"a{suffix}")
    document = HANDLER.load(source)
    assert [part.id for part in document.parts] == ["i1"]
    assert document.parts[0].extent == (120, 80)
    copy = written(source, tmp_path / f"out{suffix}", over(10, 10, 41, 31))
    assert copy.part("i1").extent == (120, 80)
    assert pixels(copy)[12:29, 12:39].max() <= 24
    assert abs(pixels(copy)[70:, :20].astype(int) - pixels(document)[70:, :20]).max() < 12


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_loading_shows_the_pixels_that_were_saved(tmp_path, suffix):
    found = pixels(HANDLER.load(saved(tmp_path / f"a{suffix}")))
    assert found.dtype == np.uint8
    assert abs(found.astype(int) - np.asarray(drawn())).mean() < 3


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "LA", "I;16"])
def test_every_mode_of_png(tmp_path, mode):
    picture = drawn("L").convert("I").convert("I;16") if mode == "I;16" else drawn(mode)
    copy = written(saved(tmp_path / "a.png", picture), tmp_path / "b", over(0, 0, 60, 40))
    assert not pixels(copy)[:40, :60].any()
    assert pixels(copy)[40:].any()


@pytest.mark.parametrize("mode", ["1", "L", "P", "CMYK", "RGB", "RGBA", "F", "I", "I;16"])
def test_every_mode_of_tiff(tmp_path, mode):
    copy = written(saved(tmp_path / "a.tif", drawn("L").convert("I").convert(mode)), tmp_path / "b", over(0, 0, 60, 40))
    assert not pixels(copy)[:40, :60].any()
    assert pixels(copy)[40:].any()


def test_cmyk_jpeg_becomes_rgb_of_the_same_colours(tmp_path):
    copy = written(saved(tmp_path / "a.jpg", drawn("CMYK"), quality=95), tmp_path / "b")
    assert abs(pixels(copy).astype(int) - np.asarray(drawn())).mean() < 6


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".webp", ".tif"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_pictures_are_turned_upright_before_anything_looks_at_them(tmp_path, suffix, orientation):
    upright = drawn()
    back = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}  # Transpose members that undo each orientation
    stored = upright.transpose(Image.Transpose(back[orientation])) if orientation > 1 else upright
    exif = Image.Exif()
    exif[0x0112] = orientation
    source = saved(tmp_path / f"a{suffix}", stored, exif=exif)
    assert abs(pixels(HANDLER.load(source)).astype(int) - np.asarray(upright)).mean() < 3
    copy = written(source, tmp_path / "b", over(10, 10, 41, 31))
    assert copy.part("i1").extent == (120, 80)
    assert pixels(copy)[12:29, 12:39].max() <= 24


def laden_jpeg(path):
    exif = Image.Exif()
    exif[0x010E], exif[0x013B] = SECRET, SECRET
    exif.get_ifd(0x8825).update({1: "N", 2: (51.0, 30.0, 12.0), 29: SECRET})
    saved(path, exif=exif, comment=SECRET.encode(), xmp=f"<x>{SECRET}</x>".encode(), icc_profile=SECRET.encode() * 20)
    with path.open("ab") as file:
        file.write(f"trailer {SECRET}".encode("utf-16-le"))
    return path


def laden_png(path):
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", SECRET)
    notes.add_text("Notes", SECRET * 9, zip=True)
    notes.add_itxt("Words", SECRET * 9, zip=True)
    exif = Image.Exif()
    exif[0x010E] = SECRET
    saved(path, pnginfo=notes, exif=exif)
    with path.open("ab") as file:
        file.write(SECRET.encode())
    return path


def laden_gif(path):
    return saved(path, comment=(SECRET * 20).encode())


def laden_tiff(path):
    return saved(path, tiffinfo={270: SECRET, 315: SECRET, 33432: SECRET, 65000: SECRET})


def laden_webp(path):
    exif = Image.Exif()
    exif[0x010E] = SECRET
    return saved(path, exif=exif, xmp=SECRET.encode())


def laden_bmp(path):
    saved(path)
    with path.open("ab") as file:
        file.write(SECRET.encode())
    return path


LADEN = {
    "a.jpg": laden_jpeg,
    "a.png": laden_png,
    "a.gif": laden_gif,
    "a.tif": laden_tiff,
    "a.webp": laden_webp,
    "a.bmp": laden_bmp,
}


@pytest.mark.parametrize("name", LADEN)
def test_what_stands_beside_the_pixels_is_seen_by_verification_and_never_written(tmp_path, name):
    source = LADEN[name](tmp_path / name)
    assert SECRET in raw_text(HANDLER.reopen(source))
    copy = written(source, tmp_path / "b")
    assert SECRET not in raw_text(copy)
    data = (tmp_path / "b").read_bytes()
    assert SECRET.encode() not in data
    assert SECRET.encode("utf-16-le") not in data
    with Image.open(tmp_path / "b") as again:
        assert not dict(again.getexif()).keys() & {0x010E, 0x013B, 0x8825}
        assert not again.info.keys() & {"comment", "xmp", "icc_profile", "exif", "Author"}


def test_raw_parts_hold_no_pixels(tmp_path):
    noise = Image.fromarray(np.random.default_rng(1).integers(0, 256, (200, 200, 3), np.uint8))
    for suffix in (".png", ".jpg", ".gif", ".tif", ".webp", ".bmp"):
        written(saved(tmp_path / f"a{suffix}", noise), tmp_path / "b")
        beside = HANDLER.reopen(tmp_path / "b").parts[1:]
        assert all(part.raw and part.modality is Modality.TEXT for part in beside)
        assert sum(len(part.text) for part in beside) < 6000


def test_the_second_picture_of_a_jpeg_is_dropped(tmp_path):
    saved(tmp_path / "a.jpg", format="MPO", save_all=True, append_images=[Image.new("RGB", (120, 80), (9, 200, 9))])
    assert [part.id for part in HANDLER.load(tmp_path / "a.jpg").parts] == ["i1"]
    written(tmp_path / "a.jpg", tmp_path / "b.jpg")
    assert (tmp_path / "b.jpg").read_bytes().count(b"\xff\xd8\xff") == 1


def test_colour_under_clear_pixels_does_not_leak(tmp_path):
    rgba = np.zeros((60, 200, 4), np.uint8)
    hidden = Image.new("RGB", (200, 60))
    ImageDraw.Draw(hidden).text((5, 5), SECRET, fill=(255, 255, 255), font=ImageFont.load_default(18))
    rgba[..., :3] = np.asarray(hidden)
    rgba[40:, :, 3] = 255
    copy = written(saved(tmp_path / "a.png", Image.fromarray(rgba)), tmp_path / "b.png")
    assert np.ptp(pixels(copy)[:40]) == 0
    with Image.open(tmp_path / "b.png") as again:
        assert again.mode == "RGBA"
        assert again.getpixel((5, 5))[3] == 0
        assert again.getpixel((5, 50))[3] == 255


@pytest.mark.parametrize("ink", [(0, 0, 0), (255, 255, 255)])
@pytest.mark.parametrize("alpha", [255, 40])
def test_ink_on_a_clear_ground_is_shown_to_the_detectors_and_kept(tmp_path, ink, alpha):
    picture = Image.new("RGBA", (200, 60), (0, 0, 0, 0))
    ImageDraw.Draw(picture).rectangle((50, 20, 90, 40), fill=(*ink, alpha))
    source = saved(tmp_path / "a.png", picture)
    seen = pixels(HANDLER.load(source)).astype(int)
    assert abs(seen[30, 60] - seen[5, 5]).min() > 100
    again = pixels(written(source, tmp_path / "b.png")).astype(int)
    assert abs(again[30, 60] - again[5, 5]).min() > 100


def test_a_fill_is_opaque_where_the_picture_was_clear(tmp_path):
    source = saved(tmp_path / "a.png", Image.new("RGBA", (50, 50), (9, 9, 9, 0)))
    written(source, tmp_path / "b.png", over(10, 10, 20, 20, fill=Fill(colour=(200, 100, 50))))
    with Image.open(tmp_path / "b.png") as again:
        assert again.getpixel((15, 15)) == (200, 100, 50, 255)


def test_shades_too_fine_for_a_screen_are_shown_and_written_stretched(tmp_path):
    deep = np.full((40, 40), 100, np.uint16)
    deep[10:20, 10:20] = 160
    source = saved(tmp_path / "a.png", Image.fromarray(deep))
    assert np.ptp(pixels(HANDLER.load(source))) == 255
    copy = written(source, tmp_path / "b.png", over(0, 0, 5, 5, fill=Fill(colour=(99, 99, 99))))
    assert [int(pixels(copy)[at, at, 0]) for at in (2, 8, 15)] == [99, 0, 255]


def test_every_page_of_a_scan_is_a_part(tmp_path):
    pages = [drawn("1"), drawn("L"), drawn("RGB", (60, 50))]
    saved(tmp_path / "a.tiff", pages[0], save_all=True, append_images=pages[1:], dpi=(300, 300))
    document = HANDLER.load(tmp_path / "a.tiff")
    assert [(part.id, part.place, part.page) for part in document.parts] == [
        ("i1", "page 1", 1),
        ("i2", "page 2", 2),
        ("i3", "page 3", 3),
    ]
    copy = written(tmp_path / "a.tiff", tmp_path / "b.tiff", over(0, 0, 30, 30, part="i3"))
    assert [part.extent for part in copy.parts if not part.raw] == [(120, 80), (120, 80), (60, 50)]
    assert not pixels(copy, "i3")[:30, :30].any()
    assert pixels(copy, "i1")[:30, :30].any()
    with Image.open(tmp_path / "b.tiff") as again:
        assert round(float(again.info["dpi"][0])) == 300


def test_a_black_and_white_scan_stays_black_and_white(tmp_path):
    written(saved(tmp_path / "a.tif", drawn("1"), compression="group4"), tmp_path / "b.tif", over(0, 0, 30, 30))
    with Image.open(tmp_path / "b.tif") as again:
        assert again.mode == "1"
        assert again.info["compression"] == "group4"
    written(tmp_path / "a.tif", tmp_path / "c.tif", over(0, 0, 30, 30, fill=Fill(colour=(99, 99, 99))))
    with Image.open(tmp_path / "c.tif") as again:
        assert again.mode == "L"
        assert again.getpixel((5, 5)) == 99


def moving(path, **how):
    frames = [Image.new("RGB", (60, 40), (40 * n, 10, 200)) for n in range(4)]
    for n, frame in enumerate(frames):
        ImageDraw.Draw(frame).rectangle((5 * n, 5, 5 * n + 12, 17), fill=(255, 255, 0))
    frames[0].save(path, save_all=True, append_images=frames[1:], duration=[50, 60, 70, 80], loop=0, **how)
    return path


def test_every_frame_of_a_moving_gif_is_a_part(tmp_path):
    document = HANDLER.load(moving(tmp_path / "a.gif"))
    assert [part.place for part in document.parts] == ["frame 1", "frame 2", "frame 3", "frame 4"]
    copy = written(tmp_path / "a.gif", tmp_path / "b.gif", over(10, 5, 30, 20, part="i3"))
    assert not pixels(copy, "i3")[5:20, 10:30].any()
    for part in ("i1", "i2", "i4"):
        assert (pixels(copy, part) == pixels(document, part)).all()
    with Image.open(tmp_path / "b.gif") as again:
        assert (again.n_frames, again.info["loop"], again.info["duration"]) == (4, 0, 50)


def test_frames_that_have_become_equal_are_still_there(tmp_path):
    everything = [over(0, 0, 60, 40, part=f"i{n}") for n in range(1, 5)]
    copy = written(moving(tmp_path / "a.gif"), tmp_path / "b.gif", *everything)
    assert [part.id for part in copy.parts if not part.raw] == ["i1", "i2", "i3", "i4"]
    assert not any(pixels(copy, f"i{n}").any() for n in range(1, 5))


def test_a_clear_gif_stays_clear(tmp_path):
    picture = Image.new("RGBA", (40, 40), (0, 0, 0, 0))
    ImageDraw.Draw(picture).rectangle((5, 5, 20, 20), fill=(1, 200, 3, 255))
    written(saved(tmp_path / "a.gif", picture), tmp_path / "b.gif", over(8, 8, 12, 12))
    with Image.open(tmp_path / "b.gif") as again:
        rgba = again.convert("RGBA")
    assert rgba.getpixel((30, 30))[3] == 0
    assert rgba.getpixel((6, 6)) == (1, 200, 3, 255)
    assert rgba.getpixel((9, 9)) == (0, 0, 0, 255)


def test_a_gif_of_many_colours_keeps_a_fill_in_one_colour(tmp_path):
    noise = Image.fromarray(np.random.default_rng(1).integers(0, 256, (80, 120, 3), np.uint8))
    noise.save(tmp_path / "a.png")
    (tmp_path / "a.png").rename(tmp_path / "a.gif")
    copy = written(tmp_path / "a.gif", tmp_path / "b", over(10, 10, 60, 60, fill=Fill(colour=(90, 120, 30))))
    assert np.ptp(pixels(copy)[10:60, 10:60].reshape(-1, 3), axis=0).max() == 0


ONE = {".ico": {"sizes": [(1, 1)]}}


def test_one_pixel_is_enough(tmp_path):
    for suffix in SUFFIXES:
        copy = written(
            saved(tmp_path / f"a{suffix}", Image.new("RGB", (1, 1), (255, 255, 255)), **ONE.get(suffix, {})),
            tmp_path / f"b{suffix}",
        )
        assert copy.part("i1").extent == (1, 1)


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("share", [0, 0.05, 0.5, 0.97])
def test_a_file_that_was_cut_short_is_unreadable(tmp_path, suffix, share):
    noise = Image.fromarray(np.random.default_rng(1).integers(0, 256, (80, 120, 3), np.uint8))
    data = saved(tmp_path / f"a{suffix}", noise).read_bytes()
    (tmp_path / f"a{suffix}").write_bytes(data[: int(len(data) * share)])
    with pytest.raises(UnreadableError):
        HANDLER.load(tmp_path / f"a{suffix}")


def test_a_bent_file_is_unreadable_or_read_and_never_anything_else(tmp_path):
    rng = np.random.default_rng(5)
    for suffix in (".png", ".jpg", ".gif", ".tif", ".webp", ".bmp"):
        data = saved(tmp_path / f"a{suffix}").read_bytes()
        for _ in range(60):
            bent = bytearray(data)
            for place in rng.integers(0, len(bent), 4):
                bent[place] = rng.integers(0, 256)
            (tmp_path / f"b{suffix}").write_bytes(bent)
            with suppress(UnreadableError):
                written(tmp_path / f"b{suffix}", tmp_path / "c")


def test_text_that_is_no_picture_is_unreadable_and_not_quoted(tmp_path):
    (tmp_path / "a.png").write_text(SECRET, encoding="utf-8")
    with pytest.raises(UnreadableError) as caught:
        HANDLER.load(tmp_path / "a.png")
    assert SECRET not in str(caught.value)
    assert caught.value.__context__ is None or caught.value.__suppress_context__


def test_a_picture_that_would_unpack_to_a_monster_is_refused(tmp_path):
    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 60000, 60000, 8, 2, 0, 0, 0))
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\0" * 1000)))
    with pytest.raises(UnreadableError, match="more pixels"):
        HANDLER.load(tmp_path / "a.png")


def test_limits_come_from_the_options(tmp_path):
    with pytest.raises(UnreadableError, match="more pixels"):
        ImageHandler(ImageOptions(max_pixels=1000)).load(saved(tmp_path / "a.png"))
    with pytest.raises(UnreadableError, match="more frames"):
        ImageHandler(ImageOptions(max_frames=3)).load(moving(tmp_path / "a.gif"))


def test_keep_keeps_and_every_other_replacement_covers(tmp_path):
    source = saved(tmp_path / "a.png")
    kept = Edit(Box("i1", 10, 10, 41, 31), Keep(), "f")
    assert (pixels(written(source, tmp_path / "b", kept)) == pixels(HANDLER.load(source))).all()
    gone = Edit(Box("i1", 10, 10, 41, 31), Drop(), "f")
    assert not pixels(written(source, tmp_path / "b", gone))[10:31, 10:41].any()


def test_an_edit_that_cannot_be_done_is_an_error(tmp_path):
    source = saved(tmp_path / "a.png")
    for region in (Box("i2", 0, 0, 5, 5), TextSpan("i1", 0, 5)):
        with pytest.raises(PluginError):
            written(source, tmp_path / "b", Edit(region, Fill(), "f"))
    assert not (tmp_path / "b").exists()


@pytest.mark.skipif(not EXIF_SAMPLES.exists(), reason="../shared/eval is not there")
def test_camera_files_lose_their_tags(tmp_path):
    for source in sorted(EXIF_SAMPLES.iterdir()):
        document = HANDLER.load(source)
        HANDLER.write(document, Changes(()), tmp_path / "out")
        copy = HANDLER.reopen(tmp_path / "out")
        assert copy.part("i1").extent == document.part("i1").extent
        assert list(HANDLER.unseen(tmp_path / "out")) == []
        with Image.open(BytesIO((tmp_path / "out").read_bytes())) as again:
            assert not set(dict(again.getexif())) & {0x010F, 0x0110, 0x0132, 0x8769, 0x8825}
