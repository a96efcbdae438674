"""Presentations: no corner keeps its secret, what an author hid goes or is shown, and the rest stays as it was."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from pptx import Presentation

from redact import Redactor, policy
from redact.contracts import Changes
from redact.errors import UnreadableError
from redact.media import checklist
from redact.media.pptx import PptxHandler
from redact.types import Document, Edit, NewText, Release, TextSpan
from tests.media.pptx.torture import EDITED, GONE, HIDDEN, SECRETS, made

HANDLER = PptxHandler(PptxHandler.Options())


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("deck") / "in.pptx")


def edits(document: Document) -> tuple[Edit, ...]:
    return tuple(
        Edit(TextSpan(part.id, at, at + len(secret)), NewText("X"), "f")
        for part in document.parts
        for secret in SECRETS.values()
        if (at := part.text.find(secret)) >= 0
    )


def copied(source: Path, target: Path, release: Release = Release.INTERNAL, handler: PptxHandler = HANDLER) -> Path:
    document = handler.load(source)
    children = {child.id: (child.name, child.data.split(b"Zel")[0]) for child in document.children}
    handler.write(document, Changes(edits(document), children, release), target)
    return target


def everything(path: Path) -> str:
    """Every name and every byte of every member, embedded workbooks opened."""
    found = [path.read_bytes()]
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            found += [name.encode(), archive.read(name)]
            if name.endswith(".xlsx"):
                with zipfile.ZipFile(io.BytesIO(archive.read(name))) as inner:
                    found += [inner.read(each) for each in inner.namelist()]
    return b"\n".join(found).decode("utf-8", "replace")


def said(path: Path) -> list[str]:
    return [
        shape.text_frame.text for slide in Presentation(path).slides for shape in slide.shapes if shape.has_text_frame
    ]


def test_every_secret_is_in_the_torture_file(source: Path) -> None:
    whole = everything(source)
    halves = SECRETS["split"][: len(SECRETS["split"]) // 2]
    missing = [corner for corner, secret in SECRETS.items() if secret not in whole and corner != "split"]
    assert missing == [] and halves in whole


@pytest.mark.parametrize("release", [Release.OPEN, Release.INTERNAL])
def test_no_secret_survives(source: Path, tmp_path: Path, release: Release) -> None:
    document = HANDLER.load(source)
    offered = "\n".join(part.text for part in document.parts)
    assert [corner for corner in (*EDITED, *HIDDEN) if SECRETS[corner] not in offered] == []
    assert [corner for corner in GONE if SECRETS[corner] in offered] == []
    left = everything(copied(source, tmp_path / "out.pptx", release))
    workbook = {"chart", "series"}  # of the embedded workbook, which is a file of its own
    assert [corner for corner, secret in SECRETS.items() if secret in left and corner not in workbook] == []


def test_what_is_not_touched_reads_as_before(source: Path, tmp_path: Path) -> None:
    target = copied(source, tmp_path / "out.pptx")
    before, after = said(source), said(target)
    clean = [text for text in before if not any(secret in text for secret in SECRETS.values())]
    assert [text for text in clean if text not in after] == []
    deck = Presentation(target)
    runs = deck.slides[0].placeholders[1].text_frame.paragraphs[1].runs
    assert [(run.text, run.font.bold) for run in runs] == [("by X", True), (" today", None)]
    assert deck.slides[1].shapes[1].table.cell(0, 1).text == "barn"
    assert list(deck.slides[1].shapes[3].chart.plots[0].categories) == ["X", "rake"]
    assert deck.slides[0].notes_slide.notes_text_frame.text == "ask X"


def test_copies_for_everybody_have_nothing_that_was_hidden(source: Path, tmp_path: Path) -> None:
    document = HANDLER.load(source)
    copied_ = HANDLER.write(document, Changes((), release=Release.OPEN), tmp_path / "out.pptx")
    deck = Presentation(tmp_path / "out.pptx")
    assert len(deck.slides) == 2
    assert not any(slide.has_notes_slide for slide in deck.slides)
    left = everything(tmp_path / "out.pptx")
    assert [corner for corner in (*HIDDEN, "notes", "comment") if SECRETS[corner] in left] == []
    assert copied_.notes == (
        "slides' notes left out",
        "comments left out",
        "hidden slides left out",
        "hidden shapes and letters left out (4)",
    )


def test_other_copies_show_it(source: Path, tmp_path: Path) -> None:
    target = copied(source, tmp_path / "out.pptx")
    deck = Presentation(target)
    assert len(deck.slides) == 3
    assert all(slide._element.get("show") is None for slide in deck.slides)
    assert 'hidden="1"' not in everything(target)
    assert 'name="Author"' in everything(target) and 'dt="2024' not in everything(target)


def test_a_policy_may_keep_it(source: Path, tmp_path: Path) -> None:
    handler = PptxHandler(PptxHandler.Options(hidden="keep", notes="drop", comments="drop"))
    target = copied(source, tmp_path / "out.pptx", handler=handler)
    deck = Presentation(target)
    assert deck.slides[2]._element.get("show") == "0" and not deck.slides[0].has_notes_slide
    assert not [each for each in handler.unseen(target) if each.serious]
    assert {each.check for each in HANDLER.unseen(target) if each.serious} == {
        checklist.HIDDEN_SLIDES, checklist.HIDDEN_CONTENT, checklist.OUTSIDE, checklist.INVISIBLE,
    }  # fmt: skip


def test_the_gate_names_each_item_and_passes_our_copies(source: Path, tmp_path: Path) -> None:
    failed = {each.check for each in HANDLER.unseen(source) if each.serious}
    assert failed >= {
        checklist.HIDDEN_SLIDES, checklist.HIDDEN_CONTENT, checklist.OUTSIDE, checklist.INVISIBLE, checklist.COMMENTS,
        checklist.METADATA, checklist.EMBEDDED, checklist.MACROS, checklist.CUSTOM_DATA, checklist.CROPPED,
        checklist.THUMBNAILS, checklist.LINKED,
    }  # fmt: skip
    assert failed <= set(HANDLER.checks)
    for release in (Release.OPEN, Release.INTERNAL):
        target = copied(source, tmp_path / f"{release}.pptx", release)
        assert [each for each in HANDLER.unseen(target) if each.serious] == []


@pytest.mark.parametrize("name", ["default", "foi"])
def test_a_whole_run(source: Path, tmp_path: Path, name: str) -> None:
    deny = list(SECRETS.values())
    plan = f'name = "t"\nextends = "{name}"\n[detectors]\nnames = false\n[lists]\ndeny = {deny}\n'
    outcome = Redactor(policy.parse(plan)).redact_file(source, tmp_path / "out.pptx")
    assert outcome.ok, outcome.failures
    left = everything(tmp_path / "out.pptx")
    assert [corner for corner, secret in SECRETS.items() if secret in left] == []
    assert "harvest of" in left


def test_the_same_file_gives_the_same_bytes(source: Path, tmp_path: Path) -> None:
    first, second = (copied(source, tmp_path / f"{name}.pptx").read_bytes() for name in "ab")
    assert first == second


def test_slides_are_named_in_the_order_in_which_they_are_shown(tmp_path: Path) -> None:
    deck = Presentation()
    for text in ("first", "second", "third"):
        deck.slides.add_slide(deck.slide_layouts[5]).shapes.title.text = text
    listed = deck.slides._sldIdLst
    listed.insert(0, listed[2])
    deck.save(str(tmp_path / "a.pptx"))
    places = {part.text: part.place for part in HANDLER.load(tmp_path / "a.pptx").parts}
    assert places["third"] == "slide 1, paragraph 1" and places["second"] == "slide 3, paragraph 1"


def test_a_film_that_is_withheld_leaves_its_slide(tmp_path: Path) -> None:
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    slide.shapes.add_movie(io.BytesIO(b"\0\0\0\x18ftypmp42 film"), 0, 0, 914400, 914400, mime_type="video/mp4")
    deck.save(str(tmp_path / "a.pptx"))
    document = HANDLER.load(tmp_path / "a.pptx")
    (film,) = (child for child in document.children if child.name.endswith(".mp4"))
    rest = {child.id: (child.name, child.data) for child in document.children if child is not film}
    HANDLER.write(document, Changes((), {**rest, film.id: ("x.mp4", b"new film")}), tmp_path / "kept.pptx")
    assert "new film" in everything(tmp_path / "kept.pptx")
    HANDLER.write(document, Changes((), rest), tmp_path / "gone.pptx")
    assert "mp4" not in everything(tmp_path / "gone.pptx")
    assert len(Presentation(tmp_path / "gone.pptx").slides[0].shapes) == 1


@pytest.mark.parametrize("keep", [0.2, 0.5, 0.9])
def test_a_file_that_was_cut_is_refused(source: Path, tmp_path: Path, keep: float) -> None:
    data = source.read_bytes()
    (tmp_path / "a.pptx").write_bytes(data[: int(len(data) * keep)])
    with pytest.raises(UnreadableError):
        HANDLER.load(tmp_path / "a.pptx")
