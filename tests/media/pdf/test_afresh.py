"""A long file is opened afresh by PDFium now and then, which nobody notices."""

from __future__ import annotations

from pathlib import Path

import pytest

from redact.media.pdf import rendering as module
from redact.media.pdf.characters import characters_of
from redact.media.pdf.noted import Noted
from redact.media.pdf.rendering import Rendering
from tests.media.pdf.making import saved


@pytest.fixture
def path(tmp_path: Path) -> Path:
    import pikepdf

    pdf = pikepdf.new()
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    for number in range(7):
        pdf.add_blank_page(page_size=(200, 200))
        pdf.pages[-1].Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
        pdf.pages[-1].Contents = pdf.make_stream(b"BT /F 12 Tf 20 100 Td (page %d) Tj ET" % number)
    return saved(pdf, tmp_path)


@pytest.mark.parametrize("in_memory", [0, 1 << 20])
def test_every_page_is_read_as_before(path: Path, monkeypatch: pytest.MonkeyPatch, in_memory: int) -> None:
    monkeypatch.setattr(module, "IN_MEMORY", in_memory)
    monkeypatch.setattr(module, "_MOST", 2)
    rendering = Rendering.of_file(path)
    pages = [0, 1, 2, 3, 4, 5, 6, 0, 3, 6]
    assert [characters_of(rendering, index).text for index in pages] == [f"page {index}" for index in pages]
    rendering.close()


def test_it_is_not_opened_afresh_while_a_page_is_held(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST", 1)
    rendering = Rendering(path.read_bytes())
    with rendering.text(0) as text:
        characters_of(rendering, 1)
        assert text.get_text_range() == "page 0"
    rendering.close()


def test_a_file_that_moves_meanwhile_is_read_on(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "IN_MEMORY", 0)
    monkeypatch.setattr(module, "_MOST", 1)
    rendering = Rendering.of_file(path)
    path.rename(path.with_name("moved.pdf"))
    assert characters_of(rendering, 5).text == "page 5"
    assert characters_of(rendering, 6).text == "page 6"
    rendering.close()


def test_what_was_noted_is_a_copy() -> None:
    noted: Noted[list[int]] = Noted()
    noted[3] = [1, 2]
    noted[3].append(4)
    assert dict(noted) == {3: [1, 2]}
