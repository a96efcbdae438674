"""What is offered for reading: the words in order, and for each letter its box."""

from pathlib import Path

from redact.types import Box
from tests.media.pdf.making import HANDLER, made


def text_of(folder: Path, content: bytes) -> str:
    return HANDLER.load(made(folder, content)).part("p1").text


def test_lines_and_words_read_as_they_stand(tmp_path: Path) -> None:
    lines = b"BT /F1 12 Tf 14 TL 20 120 Td (first line) Tj T* [(sec) -10 (ond)] TJ 60 0 Td (column) Tj ET"
    assert text_of(tmp_path, lines) == "first line\nsecond column"


def test_a_word_broken_at_the_end_of_a_line_is_whole_again(tmp_path: Path) -> None:
    broken = b"BT /F1 12 Tf 14 TL 20 120 Td (say Quill-) Tj T* (by here) Tj ET"
    document = HANDLER.load(made(tmp_path, broken))
    part = document.part("p1")
    assert part.text == "say Quillby here"
    start = part.text.index("Quillby")
    boxes = part.alignment.locate(start, start + 7)
    assert len({round(box.top) for box in boxes if isinstance(box, Box)}) == 2


def test_a_number_broken_at_a_hyphen_keeps_it(tmp_path: Path) -> None:
    assert "0800-" in text_of(tmp_path, b"BT /F1 12 Tf 14 TL 20 120 Td (call 0800-) Tj T* (1234) Tj ET")


def test_every_letter_has_a_box_inside_the_picture_and_over_its_ink(tmp_path: Path) -> None:
    document = HANDLER.load(made(tmp_path, b"BT /F1 20 Tf 5 3 Td (gLyph at the edge of the page, far right end) Tj ET"))
    part, image = document.part("p1"), document.part("p1.image")
    shown = image.content.pixels()
    dark = (shown < 128).any(axis=2)
    for source in part.alignment.locate(0, len(part.text)):
        assert 0 <= source.left < source.right <= image.content.width
        assert 0 <= source.top < source.bottom <= image.content.height
        dark[int(source.top) - 1 : int(source.bottom) + 2, int(source.left) - 1 : int(source.right) + 2] = False
    assert not dark.any()


def test_the_language_of_the_file_is_told(tmp_path: Path) -> None:
    import pikepdf

    source = made(tmp_path, b"BT /F1 12 Tf 20 100 Td (Wort) Tj ET")
    with pikepdf.open(source, allow_overwriting_input=True) as pdf:
        pdf.Root.Lang = pikepdf.String("de-AT")
        pdf.save(source)
    assert HANDLER.load(source).part("p1").language == "de"


def test_a_gap_between_words_belongs_to_them(tmp_path: Path) -> None:
    part = HANDLER.load(made(tmp_path, b"BT /F1 12 Tf 20 100 Td [(one) -900 (two)] TJ ET")).part("p1")
    assert part.text == "one two"
    before, gap, after = (part.alignment.locate(n, n + 1)[0] for n in (2, 3, 4))
    assert (gap.left, gap.right) == (before.right, after.left)
