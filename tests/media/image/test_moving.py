"""Pictures that move: PNG, WebP, AVIF and GIF, frame by frame, with their timing."""

from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from redact.contracts import Changes
from redact.errors import UnreadableError
from redact.media.image import ImageHandler, ImageOptions
from redact.types import Box, Edit, Fill

HANDLER = ImageHandler(ImageOptions())
MOVING = [".png", ".apng", ".webp", ".avif", ".gif"]
DELAYS = [50, 60, 70, 80]


def drawn(mode: str = "RGB") -> list[Image.Image]:
    frames = [Image.new("RGB", (60, 40), (40 * n, 10, 200)) for n in range(4)]
    for n, frame in enumerate(frames):
        ImageDraw.Draw(frame).rectangle((5 * n, 5, 5 * n + 12, 17), fill=(255, 255, 0))
    frames = [frame.convert(mode) for frame in frames]
    if mode == "RGBA":
        for frame in frames:
            frame.putpixel((59, 39), (0, 0, 0, 0))
    return frames


def moving(path: Path, mode: str = "RGB", **how: object) -> Path:
    first, *rest = drawn(mode)
    more = {"lossless": True} if path.suffix == ".webp" else {}
    first.save(path, save_all=True, append_images=rest, duration=DELAYS, loop=0, **(more | how))
    return path


def whole(part: str) -> Edit:
    return Edit(Box(part, 0, 0, 60, 40), Fill(), "f")


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
@pytest.mark.parametrize("suffix", MOVING)
def test_every_frame_is_a_part_and_keeps_its_time(suffix: str, mode: str, tmp_path: Path) -> None:
    source = moving(tmp_path / f"a{suffix}", mode)
    document = HANDLER.load(source)
    assert [(part.id, part.place) for part in document.parts] == [(f"i{n}", f"frame {n}") for n in range(1, 5)]
    target = tmp_path / f"b{suffix}"
    HANDLER.write(document, Changes((Edit(Box("i3", 10, 5, 30, 20), Fill(), "f"),)), target)
    copy = HANDLER.reopen(target)
    assert copy.part("i3").content.pixels()[7:18, 12:28].max() < 24
    for part in ("i1", "i2", "i4"):
        before, after = (each.part(part).content.pixels()[:38, :57].astype(int) for each in (document, copy))
        assert abs(before - after).mean() < 4
    with Image.open(BytesIO(target.read_bytes())) as again:
        assert again.n_frames == 4
        found = []
        for n in range(4):
            again.seek(n)
            again.load()
            found.append(again.info["duration"])
        assert np.allclose(found, DELAYS, atol=1)
    assert list(HANDLER.unseen(target)) == []


@pytest.mark.parametrize("suffix", MOVING)
def test_frames_that_have_become_equal_are_still_there(suffix: str, tmp_path: Path) -> None:
    target = tmp_path / f"b{suffix}"
    document = HANDLER.load(moving(tmp_path / f"a{suffix}"))
    HANDLER.write(document, Changes(tuple(whole(part.id) for part in document.parts)), target)
    copy = HANDLER.reopen(target)
    assert [part.id for part in copy.parts if not part.raw] == ["i1", "i2", "i3", "i4"]
    assert max(int(copy.part(f"i{n}").content.pixels().max()) for n in range(1, 5)) < 24


@pytest.mark.parametrize("suffix", MOVING)
def test_the_same_copy_is_made_each_time(suffix: str, tmp_path: Path) -> None:
    source = moving(tmp_path / f"a{suffix}")
    made = []
    for n in range(2):
        HANDLER.write(HANDLER.load(source), Changes(()), tmp_path / f"{n}{suffix}")
        made.append((tmp_path / f"{n}{suffix}").read_bytes())
    assert made[0] == made[1]


def test_the_still_picture_that_a_moving_png_does_not_show_goes(tmp_path: Path) -> None:
    frames = drawn()
    hidden = Image.new("RGB", (60, 40), (1, 250, 3))
    hidden.save(tmp_path / "a.png", save_all=True, append_images=frames, default_image=True, duration=50)
    document = HANDLER.load(tmp_path / "a.png")
    assert len(document.parts) == 4
    assert document.part("i1").content.pixels()[30, 30].tolist() == [0, 10, 200]
    HANDLER.write(document, Changes(()), tmp_path / "b.png")
    assert len([part for part in HANDLER.reopen(tmp_path / "b.png").parts if not part.raw]) == 4


@pytest.mark.parametrize("suffix", MOVING)
def test_too_many_frames_or_pixels_are_refused(suffix: str, tmp_path: Path) -> None:
    source = moving(tmp_path / f"a{suffix}")
    for options in (ImageOptions(max_frames=3), ImageOptions(max_pixels=60 * 40 * 3)):
        with pytest.raises(UnreadableError, match=r"more (frames|pixels)"):
            ImageHandler(options).load(source)


def test_a_gif_of_a_hundred_thousand_frames_is_refused_at_once(tmp_path: Path) -> None:
    one = BytesIO()
    Image.new("P", (1, 1)).save(one, "GIF")
    data = one.getvalue()
    frame = data[data.index(b",") : -1]
    (tmp_path / "a.gif").write_bytes(data[:-1] + frame * 100_000 + b";")
    with pytest.raises(UnreadableError, match="more frames"):
        HANDLER.load(tmp_path / "a.gif")


def test_frames_can_be_asked_for_in_any_order(tmp_path: Path) -> None:
    document = HANDLER.load(moving(tmp_path / "a.gif"))
    forth = [document.part(f"i{n}").content.pixels().copy() for n in (1, 2, 3, 4)]
    back = [document.part(f"i{n}").content.pixels().copy() for n in (4, 3, 2, 1)]
    assert all((a == b).all() for a, b in zip(forth, reversed(back), strict=True))


def test_several_may_look_at_the_frames_at_once(tmp_path: Path) -> None:
    document = HANDLER.load(moving(tmp_path / "a.gif"))
    alone = {part.id: part.content.pixels().copy() for part in document.parts}
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda part: (part.id, part.content.pixels()), document.parts * 20))
    assert all((seen == alone[name]).all() for name, seen in found)


def test_what_a_gif_frame_leaves_standing_is_seen_and_covered(tmp_path: Path) -> None:
    """A second frame that changes a corner only: the rest of the first still shows behind it."""
    first, second = Image.new("P", (40, 40)), Image.new("P", (10, 10))
    for each, colour in ((first, (200, 30, 30)), (second, (30, 200, 30))):
        each.putpalette(list(colour) + [0] * 765)
    one, two = BytesIO(), BytesIO()
    first.save(one, "GIF")
    second.save(two, "GIF")
    tail = two.getvalue()
    table = tail[13 : 13 + 3 * (2 << (tail[10] & 7))]
    place = bytearray(tail[tail.index(b",") : -1])
    place[9] = 0x80 | (tail[10] & 7)
    joined = one.getvalue()[:-1] + bytes(place[:10]) + table + bytes(place[10:]) + b";"
    (tmp_path / "a.gif").write_bytes(joined)
    document = HANDLER.load(tmp_path / "a.gif")
    assert document.part("i2").content.pixels()[30, 30].tolist() == [200, 30, 30]
    HANDLER.write(document, Changes((Edit(Box("i2", 20, 20, 40, 40), Fill(), "f"),)), tmp_path / "b.gif")
    assert not HANDLER.reopen(tmp_path / "b.gif").part("i2").content.pixels()[22:38, 22:38].any()
