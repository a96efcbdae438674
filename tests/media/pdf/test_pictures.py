"""Pixels are wiped inside the pictures of a page, whatever they are compressed with; a box alone hides nothing."""

import io
import math
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image

from redact.contracts import Changes
from redact.media.pdf.objects import CannotEditError
from redact.media.pdf.pictures import overwritten
from redact.media.pdf.segments import bare_jpeg, bare_jpx
from redact.types import Box, Edit, Fill
from tests.media.pdf.making import HANDLER, everything_in, form, is_drawn_as_picture, new_pdf, picture, saved, written

WIDE, HIGH = 80, 40
LEFT_HALF = [(0.0, 0.0), (0.5, 0.0), (0.5, 1.0), (0.0, 1.0)]


def noise(channels: int = 1, top: int = 256) -> np.ndarray:
    return np.random.default_rng(5).integers(0, top, (HIGH, WIDE, channels), dtype=np.uint8)


def image(pdf: pikepdf.Pdf, data: bytes, bits: int, space: Any, **more: Any) -> Any:
    stream = pdf.make_stream(data, Type=Name.XObject, Subtype=Name.Image, Width=WIDE, Height=HIGH)
    if space is not None:
        stream.ColorSpace = space
    stream.BitsPerComponent = bits
    for key, value in more.items():
        stream[f"/{key}"] = value
    return stream


def packed(values: np.ndarray, bits: int) -> bytes:
    """Samples below 2**bits, row by row, each row filled up to whole bytes."""
    rows = values.reshape(HIGH, -1)
    planes = ((rows[:, :, None] >> np.arange(bits - 1, -1, -1)) & 1).astype(np.uint8)
    return np.packbits(planes.reshape(HIGH, -1), axis=1).tobytes()


def encoded(kind: str, mode: str = "L", **options: Any) -> bytes:
    data = io.BytesIO()
    pixels = noise({"L": 1, "RGB": 3, "CMYK": 4}[mode]).squeeze()
    Image.fromarray(pixels, mode=mode).save(data, kind, **options)
    return data.getvalue()


def fax() -> bytes:
    data = io.BytesIO()
    Image.fromarray((noise(1, 2) * 255).squeeze()).convert("1").save(data, "TIFF", compression="group4")
    tiff = Image.open(data)
    (offset,), (length,) = tiff.tag_v2[273], tiff.tag_v2[279]
    return data.getvalue()[offset : offset + length]


def palette(pdf: pikepdf.Pdf, size: int) -> Array:
    return Array([Name.Indexed, Name.DeviceRGB, size - 1, pikepdf.String(bytes(n * 7 % 256 for n in range(size * 3)))])


def separation(pdf: pikepdf.Pdf) -> Array:
    function = Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([0, 0, 0, 0]), C1=Array([0, 1, 1, 0]), N=1)
    return Array([Name.Separation, Name.Spot, Name.DeviceCMYK, function])


PICTURES = {
    "grey, 8 bits": lambda pdf: image(pdf, noise().tobytes(), 8, Name.DeviceGray),
    "grey, 1 bit": lambda pdf: image(pdf, packed(noise(1, 2), 1), 1, Name.DeviceGray),
    "grey, 2 bits": lambda pdf: image(pdf, packed(noise(1, 4), 2), 2, Name.DeviceGray),
    "grey, 4 bits": lambda pdf: image(pdf, packed(noise(1, 16), 4), 4, Name.DeviceGray),
    "grey, 16 bits": lambda pdf: image(pdf, noise(2).tobytes(), 16, Name.DeviceGray),
    "colour": lambda pdf: image(pdf, noise(3).tobytes(), 8, Name.DeviceRGB),
    "printed colour": lambda pdf: image(pdf, noise(4).tobytes(), 8, Name.DeviceCMYK),
    "palette, 8 bits": lambda pdf: image(pdf, noise(1, 200).tobytes(), 8, palette(pdf, 200)),
    "palette, 4 bits": lambda pdf: image(pdf, packed(noise(1, 16), 4), 4, palette(pdf, 16)),
    "spot colour": lambda pdf: image(pdf, noise().tobytes(), 8, separation(pdf)),
    "inverted": lambda pdf: image(pdf, noise().tobytes(), 8, Name.DeviceGray, Decode=Array([1, 0])),
    "JPEG, grey": lambda pdf: image(pdf, encoded("JPEG"), 8, Name.DeviceGray, Filter=Name.DCTDecode),
    "JPEG": lambda pdf: image(pdf, encoded("JPEG", "RGB"), 8, Name.DeviceRGB, Filter=Name.DCTDecode),
    "JPEG, printed": lambda pdf: image(pdf, encoded("JPEG", "CMYK"), 8, Name.DeviceCMYK, Filter=Name.DCTDecode),
    "JPEG 2000": lambda pdf: image(pdf, encoded("JPEG2000", "RGB"), 8, Name.DeviceRGB, Filter=Name.JPXDecode),
    "JPEG 2000 alone": lambda pdf: image(pdf, encoded("JPEG2000", "RGB"), 8, None, Filter=Name.JPXDecode),
    "fax": lambda pdf: image(
        pdf, fax(), 1, Name.DeviceGray, Filter=Name.CCITTFaxDecode,
        DecodeParms=Dictionary(K=-1, Columns=WIDE, Rows=HIGH),
    ),
    "fax, black is one": lambda pdf: image(
        pdf, fax(), 1, Name.DeviceGray, Filter=Name.CCITTFaxDecode,
        DecodeParms=Dictionary(K=-1, Columns=WIDE, Rows=HIGH, BlackIs1=True),
    ),
    "stencil": lambda pdf: image(pdf, packed(noise(1, 2), 1), 1, None, ImageMask=True),
    "fax stencil": lambda pdf: image(
        pdf, fax(), 1, None, ImageMask=True, Filter=Name.CCITTFaxDecode,
        DecodeParms=Dictionary(K=-1, Columns=WIDE, Rows=HIGH),
    ),
}  # fmt: skip


def drawn(xobject: Any, pdf: pikepdf.Pdf) -> np.ndarray:
    """How PDFium shows a picture that fills its page, a point a pixel."""
    from redact.media.pdf.geometry import IDENTITY, Frame, times
    from redact.media.pdf.rendering import Rendering

    with pikepdf.new() as page:
        page.add_blank_page(page_size=(WIDE, HIGH))
        page.pages[0].Resources = Dictionary(XObject=Dictionary(P=page.copy_foreign(pdf.make_indirect(xobject))))
        page.pages[0].Contents = page.make_stream(f"{WIDE} 0 0 {HIGH} 0 0 cm /P Do".encode())
        data = io.BytesIO()
        page.save(data)
    return Rendering(data.getvalue()).pixels(0, Frame(WIDE, HIGH, times(IDENTITY, IDENTITY))).astype(int)


@pytest.mark.parametrize("kind", PICTURES)
def test_one_half_is_wiped_and_the_other_looks_as_before(kind: str) -> None:
    with pikepdf.new() as pdf:
        before = pdf.make_indirect(PICTURES[kind](pdf))
        after = overwritten(pdf, before, [LEFT_HALF])
        old, new = drawn(before, pdf), drawn(after, pdf)
    assert old[:, : WIDE // 2 - 1].std() > 15
    assert new[:, : WIDE // 2].std(axis=(0, 1)).max() <= 2
    loss = 30 if kind.startswith("JPEG") else 3
    assert np.abs(old[:, WIDE // 2 + 9 :] - new[:, WIDE // 2 + 9 :]).mean() < loss / 3


@pytest.mark.parametrize("name", ["Mask", "SMask"])
def test_masks_are_wiped_with_their_picture(name: str) -> None:
    with pikepdf.new() as pdf:
        mask = image(pdf, packed(noise(1, 2), 1), 1, None, ImageMask=True)
        mask = mask if name == "Mask" else image(pdf, noise().tobytes(), 8, Name.DeviceGray)
        before = image(pdf, noise(3).tobytes(), 8, Name.DeviceRGB, **{name: pdf.make_indirect(mask)})
        after = overwritten(pdf, pdf.make_indirect(before), [LEFT_HALF])
        assert drawn(after, pdf)[:, : WIDE // 2].std(axis=(0, 1)).max() <= 2
        rows = np.frombuffer(after[f"/{name}"].read_bytes(), np.uint8).reshape(HIGH, -1)
        assert not rows[:, : rows.shape[1] // 2].any()
        assert rows[:, rows.shape[1] // 2 + 1 :].any()


def test_a_picture_that_does_not_decode_is_refused() -> None:
    with pikepdf.new() as pdf:
        short = pdf.make_indirect(image(pdf, b"too short", 8, Name.DeviceRGB))
        broken = pdf.make_indirect(image(pdf, b"no jpeg", 8, Name.DeviceRGB, Filter=Name.DCTDecode))
        for bad in (short, broken):
            with pytest.raises(CannotEditError):
                overwritten(pdf, bad, [LEFT_HALF])


# --- On a page -------------------------------------------------------------------------------------------


def scan(folder: Path, content: bytes, **page: Any) -> Path:
    pdf = new_pdf(content, **page)
    pixels = pdf.make_indirect(image(pdf, noise(3).tobytes(), 8, Name.DeviceRGB))
    pdf.pages[0].Resources.XObject.Im = pixels
    pdf.pages[0].Resources.XObject.Fm = form(pdf, b"/Im Do", Resources=Dictionary(XObject=Dictionary(Im=pixels)))
    return saved(pdf, folder)


def pixels_of(path: Path) -> list[np.ndarray]:
    """The samples of every picture in a file."""
    with pikepdf.open(path) as pdf:
        return [
            np.frombuffer(value.read_bytes(), np.uint8).reshape(HIGH, WIDE, 3)
            for value in pdf.objects
            if isinstance(value, pikepdf.Stream) and value.get("/Subtype") == "/Image"
        ]


WAYS_TO_DRAW = {
    "upright": b"q 200 0 0 100 50 50 cm /Im Do Q",
    "turned": b"q 0 150 -100 0 250 20 cm /Im Do Q",
    "mirrored": b"q -200 0 0 100 250 50 cm /Im Do Q",
    "slanted": b"q 140 60 -50 110 100 20 cm /Im Do Q",
    "in a form": b"q 200 0 0 100 50 50 cm /Fm Do Q",
}


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("way", WAYS_TO_DRAW)
def test_what_lies_under_a_box_is_gone_from_the_picture_itself(way: str, rotation: int, tmp_path: Path) -> None:
    source = scan(tmp_path, WAYS_TO_DRAW[way], Rotate=rotation)
    document = HANDLER.load(source)
    assert not document.part("p1.image").raw
    shown = picture(document)
    height, width = shown.shape[:2]
    box = Box("p1.image", width * 0.35, height * 0.4, width * 0.5, height * 0.6)
    target = written(document, [Edit(box, Fill((200, 0, 0)), "f")])
    (left,) = pixels_of(target)
    wiped = (left == 0).all(axis=2)
    assert 0.02 < wiped.mean() < 0.6
    assert (left[~wiped] == noise(3)[~wiped]).all()
    again = picture(HANDLER.reopen(target))
    inside = within(again, box)
    assert np.abs(inside.astype(int) - (200, 0, 0)).max() <= 2
    assert_wiped_only_near(shown, picture_without_box(target), box)


def test_what_an_author_covered_is_gone_from_the_picture_too(tmp_path: Path) -> None:
    source = scan(tmp_path, b"q 200 0 0 100 50 50 cm /Im Do Q 1 g 100 40 80 120 re f")
    document = HANDLER.load(source)
    target = written(document, [])
    (left,) = pixels_of(target)
    wiped = (left == 0).all(axis=2)
    assert 0.35 < wiped.mean() < 0.45
    assert (picture(document) == picture(HANDLER.reopen(target))).all()


def within(shown: np.ndarray, box: Box) -> np.ndarray:
    return shown[math.floor(box.top) : math.ceil(box.bottom), math.floor(box.left) : math.ceil(box.right)]


def picture_without_box(target: Path) -> np.ndarray:
    """The page as it looks when the box is not drawn."""
    with pikepdf.open(target, allow_overwriting_input=True) as pdf:
        content = pdf.pages[0].Contents.read_bytes()
        pdf.pages[0].Contents = pdf.make_stream(content[: content.rindex(b"\nq\n")])
        pdf.save(target)
    return picture(HANDLER.reopen(target))


def assert_wiped_only_near(before: np.ndarray, after: np.ndarray, box: Box) -> None:
    """Every pixel that was coloured inside the box is black now; far from it nothing changed."""
    inside, was = within(after, box), within(before, box)
    coloured = (was != 255).any(axis=2)
    assert inside[coloured].max(initial=0) <= 24 or (inside[coloured] > 24).mean() < 0.05
    changed = np.argwhere((before.astype(int) - after).any(axis=2))
    reach = 16  # two pixels of the picture, drawn at 200 dpi
    assert changed[:, 0].min() > box.top - reach
    assert changed[:, 0].max() < box.bottom + reach
    assert changed[:, 1].min() > box.left - reach
    assert changed[:, 1].max() < box.right + reach


def test_a_picture_shared_by_two_pages_is_wiped_on_one(tmp_path: Path) -> None:
    pdf = new_pdf(WAYS_TO_DRAW["upright"], WAYS_TO_DRAW["upright"])
    shared = pdf.make_indirect(image(pdf, noise(3).tobytes(), 8, Name.DeviceRGB))
    for page in pdf.pages:
        page.Resources.XObject.Im = shared
    document = HANDLER.load(saved(pdf, tmp_path))
    box = Box("p2.image", 0, 0, 2000, 2000)
    first, second = sorted(pixels_of(written(document, [Edit(box, Fill(), "f")])), key=np.mean, reverse=True)
    assert (first == noise(3)).all()
    assert not second.any()


def test_a_picture_within_the_stream_is_wiped(tmp_path: Path) -> None:
    data = noise()[:8, :16].tobytes()
    inline = b"q 200 0 0 100 50 50 cm BI /W 16 /H 8 /BPC 8 /CS /G ID " + data + b" EI Q"
    document = HANDLER.load(saved(new_pdf(inline), tmp_path))
    assert not document.part("p1.image").raw
    target = written(document, [Edit(Box("p1.image", 0, 0, 2000, 2000), Fill(), "f")])
    assert data[:32].decode("latin-1") not in everything_in(target)
    assert not is_drawn_as_picture(target) or picture(HANDLER.reopen(target)).max() == 0


def test_what_was_cropped_away_from_a_picture_is_gone(tmp_path: Path) -> None:
    source = scan(tmp_path, b"q 50 50 100 100 re W n 200 0 0 100 50 50 cm /Im Do Q")
    (left,) = pixels_of(written(HANDLER.load(source), []))
    assert (left[:, : WIDE // 2] == noise(3)[:, : WIDE // 2]).all()
    assert not left[:, WIDE // 2 + 1 :].any()


def test_what_hangs_over_the_edge_of_the_page_is_gone(tmp_path: Path) -> None:
    source = scan(tmp_path, b"q 200 0 0 100 -100 50 cm /Im Do Q")
    (left,) = pixels_of(written(HANDLER.load(source), []))
    assert not left[:, : WIDE // 2 - 1].any()
    assert (left[:, WIDE // 2 :] == noise(3)[:, WIDE // 2 :]).all()


def test_pictures_that_nobody_sees_are_gone(tmp_path: Path) -> None:
    off_page = scan(tmp_path, b"q 200 0 0 100 900 900 cm /Im Do Q")
    assert pixels_of(written(HANDLER.load(off_page), [])) == []
    unused = scan(tmp_path, b"0 0 10 10 re f")
    assert pixels_of(written(HANDLER.load(unused), [])) == []


def test_a_picture_that_cannot_be_taken_apart_makes_its_page_a_picture(tmp_path: Path) -> None:
    pdf = new_pdf(WAYS_TO_DRAW["upright"] + b" BT /F1 12 Tf 10 10 Td (beside) Tj ET")
    jpx = image(pdf, encoded("JPEG2000", "RGB"), 8, Name.DeviceRGB, Filter=Name.JPXDecode, SMaskInData=1)
    pdf.pages[0].Resources.XObject.Im = pdf.make_indirect(jpx)
    document = HANDLER.load(saved(pdf, tmp_path))
    box = Box("p1.image", 200, 200, 400, 300)
    target = written(document, [Edit(box, Fill(), "f")])
    assert is_drawn_as_picture(target)
    assert picture(HANDLER.reopen(target))[200:300, 200:400].max() <= 24


def test_camera_data_inside_pictures_is_dropped(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x010E] = "taken by Quillby"
    jpeg = encoded("JPEG", "RGB", exif=exif, comment=b"Quillby was here") + b"Quillby after the end"
    assert jpeg.count(b"Quillby") == 3
    pdf = new_pdf(WAYS_TO_DRAW["upright"])
    pdf.pages[0].Resources.XObject.Im = pdf.make_indirect(
        image(
            pdf, jpeg, 8, Name.DeviceRGB, Filter=Name.DCTDecode, Metadata=pdf.make_stream(b"Quillby"), Name=Name.Quillby
        )
    )
    source = saved(pdf, tmp_path)
    target = written(HANDLER.load(source), [])
    assert "Quillby" not in everything_in(target)
    assert (np.asarray(Image.open(io.BytesIO(bare_jpeg(jpeg)))) == np.asarray(Image.open(io.BytesIO(jpeg)))).all()


def test_jpeg_2000_loses_its_boxes_of_text() -> None:
    plain = encoded("JPEG2000", "RGB")
    note = b"xml Quillby"
    at = plain.index(b"jp2c") - 4
    noted = plain[:at] + (len(note) + 4).to_bytes(4, "big") + note + plain[at:]
    assert b"Quillby" not in bare_jpx(noted)
    assert bare_jpx(noted) == bare_jpx(plain)


def test_fills_of_every_style_are_solid_and_widened_by_their_margin(tmp_path: Path) -> None:
    document = HANDLER.load(scan(tmp_path, b"q 400 0 0 200 0 0 cm /Im Do Q"))
    fill = Fill((10, 20, 30), style="blur", shape="ellipse", margin=0.5)
    target = tmp_path / "out.pdf"
    HANDLER.write(document, Changes((Edit(Box("p1.image", 400, 200, 500, 260), fill, "f"),)), target)
    shown = picture(HANDLER.reopen(target))[170:290, 350:550]
    assert np.abs(shown.astype(int) - (10, 20, 30)).max() <= 2
