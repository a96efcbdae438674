"""Nothing that holds the letters of a page shows them when it is shown itself."""

from pathlib import Path

from redact.media.pdf.characters import characters_of
from redact.media.pdf.geometry import IDENTITY
from redact.media.pdf.passage import Run, Shown, Spacing
from redact.media.pdf.pen import glyphs_of
from redact.media.pdf.rendering import Rendering
from redact.media.pdf.spelling import Spelling
from redact.media.pdf.underlay import _Word
from tests.media.pdf.making import HANDLER, made

SIMPLE = Spacing(12.0, 1.0, 0.0, 0.0, 0.0)


def test_what_holds_letters_does_not_show_them(tmp_path: Path) -> None:
    from redact.media.pdf.fonts import UNKNOWN

    source = made(tmp_path, b"BT /F1 12 Tf 20 100 Td (Quillby) Tj ET")
    characters = characters_of(Rendering.of_file(source), 0)
    document = HANDLER.load(source)
    shown = [
        characters,
        list(characters.rows()),
        document,
        document.held,
        Shown(1, 1, [b"Quillby"], UNKNOWN, SIMPLE, IDENTITY, IDENTITY, 0.0, 1.0, None),
        Run(IDENTITY, b"Quillby", 1.0),
        glyphs_of([b"Quillby"], UNKNOWN, SIMPLE),
        _Word("Quillby", 0.0, 1.0, 2.0, 12.0),
    ]
    with source.open("rb") as file:
        shown.append(Spelling(file))
    assert all("Quill" not in repr(each) and "b'Q'" not in repr(each) and "'Q'" not in repr(each) for each in shown)
