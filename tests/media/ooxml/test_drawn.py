"""Cut-off rims, hidden shapes and what stands in the archive beside its members."""

import io
from pathlib import Path

import pytest
from PIL import Image

from redact.contracts import Changes
from redact.errors import UnreadableError
from redact.media import checklist
from redact.media.docx import DocxHandler
from redact.media.ooxml.crops import crops
from redact.media.ooxml.gate import CHECKS, Opened, unseen_in_package
from redact.media.ooxml.shapes import drop_hidden, hidden_in, show_hidden
from redact.media.ooxml.xml import parsed
from tests.media.office import NS, blank_docx, docx_with, members_of, png, relate

HANDLER = DocxHandler(DocxHandler.Options())
PICTURE = (
    '<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="p"/><a:graphic><a:graphicData uri="p"><pic:pic>'
    '<pic:blipFill><a:blip r:embed="rIdP"/>{}</pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline>'
    "</w:drawing></w:r></w:p>"
)
LEFT_HALF = '<a:srcRect r="50000"/>'


def two_colours(kind: str) -> bytes:
    """Red at the left, blue at the right."""
    image, buffer = Image.new("RGB", (40, 20), (200, 0, 0)), io.BytesIO()
    image.paste((0, 0, 200), (20, 0, 40, 20))
    image.save(buffer, kind)
    return buffer.getvalue()


def shown(folder: Path, *sources: str, data: bytes) -> dict[str, bytes]:
    def change(members: dict[str, bytes]) -> None:
        members["word/media/a.png"] = data
        relate(members, "word/document.xml", "image", "media/a.png", "rIdP")

    source = docx_with(folder / "a.docx", "".join(PICTURE.format(rim) for rim in sources), change)
    document = HANDLER.load(source)
    HANDLER.write(document, Changes((), {c.id: (c.name, c.data) for c in document.children}), folder / "b.docx")
    assert checklist.CROPPED not in {found.check for found in HANDLER.unseen(folder / "b.docx")}
    return members_of(folder / "b.docx")


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_what_is_cut_off_is_cut_off_for_good(tmp_path: Path, kind: str) -> None:
    members = shown(tmp_path, LEFT_HALF, LEFT_HALF, data=two_colours(kind))
    image = Image.open(io.BytesIO(members["word/media/picture1.png"]))
    assert image.size == (20, 20)
    assert max(band[1] for band in image.convert("RGB").getextrema()[2:]) < 60
    assert b"srcRect" not in members["word/document.xml"]


def test_a_picture_that_is_shown_in_two_ways_is_shown_whole(tmp_path: Path) -> None:
    data = two_colours("PNG")
    members = shown(tmp_path, LEFT_HALF, "", data=data)
    assert members["word/media/picture1.png"] == data
    assert b"srcRect" not in members["word/document.xml"]


def test_a_picture_that_is_shown_whole_keeps_its_bytes(tmp_path: Path) -> None:
    data = two_colours("PNG")
    assert shown(tmp_path, '<a:srcRect l="-5000" b="0"/>', data=data)["word/media/picture1.png"] == data


@pytest.mark.parametrize(
    ("shape", "hides"),
    [
        ('<a:blip r:embed="r1"/><a:srcRect l="10000"/>', 1),
        ('<a:blip r:embed="r1"/><a:srcRect l="10%"/>', 1),
        ('<a:blip r:embed="r1"/><a:srcRect/>', 0),
        ('<a:blip r:embed="r1"/><a:srcRect l="strange"/>', 1),
        ('<v:imagedata r:id="r1" cropleft="13107f"/>', 1),
        ('<v:imagedata r:id="r1" croptop=".2"/>', 1),
        ('<v:imagedata r:id="r1"/>', 0),
    ],
)
def test_rims_in_both_drawing_languages_are_seen(shape: str, hides: int) -> None:
    assert len(list(crops(parsed(f"<x {NS}><pic:blipFill>{shape}</pic:blipFill></x>".encode())))) == hides


SHAPES = (
    f"<x {NS}><w:drawing><wp:anchor><wp:docPr id='1' hidden='1' name='a'/></wp:anchor></w:drawing>"
    "<w:pict><v:shape id='s' style='width:1pt;visibility:hidden'><v:textbox/></v:shape></w:pict>"
    "<w:pict><v:shape id='n' style='visibility:hidden'><o:ClientData ObjectType='Note'/></v:shape></w:pict>"
    "<w:drawing><wp:inline><wp:docPr id='2' name='b'/></wp:inline></w:drawing></x>"
)


def test_hidden_shapes_are_dropped_or_shown_and_frames_of_notes_are_left() -> None:
    root = parsed(SHAPES.encode())
    assert len(list(hidden_in(root))) == 2
    assert show_hidden(root) == 2
    assert not list(hidden_in(root))
    assert next(shape.get("style") for shape in root.iter("{urn:schemas-microsoft-com:vml}shape")) == "width:1pt;"
    root = parsed(SHAPES.encode())
    assert drop_hidden(root) == 2
    assert len([element for element in root.iter() if "docPr" in str(element.tag)]) == 1


def failing(path: Path) -> set[str]:
    return {found.check for found in unseen_in_package(Opened.of(path)) if found.serious}


def test_each_place_beside_the_members_of_an_archive_is_seen(tmp_path: Path) -> None:
    document = HANDLER.load(blank_docx(tmp_path / "a.docx"))
    clean = tmp_path / "b.docx"
    HANDLER.write(document, Changes(()), clean)
    assert failing(clean) == set()
    data, end = clean.read_bytes(), clean.read_bytes().rfind(b"PK\x05\x06")
    beside = {
        "remark": data[: end + 20] + b"\x05\x00hello",
        "behind": data + b"hello",
    }
    for name, changed in beside.items():
        path = tmp_path / f"{name}.docx"
        path.write_bytes(changed)
        assert failing(path) == {checklist.TRAILING}, name


def test_every_item_that_is_told_is_one_of_the_list(tmp_path: Path) -> None:
    found = list(unseen_in_package(Opened.of(blank_docx(tmp_path / "a.docx"))))
    assert {each.check for each in found} <= set(CHECKS)
    assert {checklist.METADATA, checklist.THUMBNAILS} <= {each.check for each in found if each.serious}


@pytest.mark.parametrize("data", [b"", b"PK", b"hello" * 100, png()])
def test_what_is_no_office_file_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(data)
    with pytest.raises(UnreadableError):
        failing(path)
