"""What everybody sees is not called hidden, however pale, small, or close to a box it is."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redact.media.pdf.gate import hidden, unseen, unseen_origins, unseen_pictures
from redact.media.pdf.gate.page import sight_of
from redact.media.pdf.gate.survey import TEXT
from redact.media.pdf.gate.suspects import Suspects
from redact.media.pdf.rendering import Rendering
from tests.media.pdf.gate.clean import CLEAN, SENTENCE
from tests.media.pdf.gate.planted import PLANTED
from tests.media.pdf.making import made, new_pdf

SHARED = Path(__file__).parents[5] / "shared" / "eval" / "documents"
FILES = sorted(SHARED.glob("*/*.pdf"))


@pytest.mark.parametrize("name", CLEAN)
def test_nothing_serious(name: str, tmp_path: Path) -> None:
    assert [each for each in unseen(CLEAN[name](tmp_path)) if each.serious] == []


@pytest.mark.parametrize("name", CLEAN)
def test_no_character_would_be_taken_away(name: str, tmp_path: Path) -> None:
    assert unseen_origins(Rendering.of_file(CLEAN[name](tmp_path)), 0) == ()


@pytest.mark.parametrize("name", CLEAN)
def test_no_picture_would_be_wiped(name: str, tmp_path: Path) -> None:
    assert unseen_pictures(Rendering.of_file(CLEAN[name](tmp_path)), 0) == ()


def test_a_box_over_a_scan_has_its_place(tmp_path: Path) -> None:
    (box,) = unseen_pictures(Rendering.of_file(PLANTED["a_scan_under_a_box"][1](tmp_path)), 0)
    assert np.allclose(box, (10, 90, 210, 120))


def test_the_layer_of_a_scan_is_told(tmp_path: Path) -> None:
    (layer,) = [each for each in unseen(CLEAN["scan_with_its_layer"](tmp_path)) if each.page]
    assert layer.kind == "text layer of what the page shows" and not layer.serious
    assert layer.amount == len("Minutes of the meeting of 4 May".replace(" ", ""))


def test_bookmarks_and_links_are_told(tmp_path: Path) -> None:
    kinds = {each.kind for each in unseen(CLEAN["bookmarked"](tmp_path)) if not each.serious}
    assert {"title of a bookmark", "address of a link"} <= kinds


def test_an_ordinary_page_is_not_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hidden, "drawn", lambda *_: pytest.fail("the page was drawn"))
    for name in ("lines", "shaded_table", "bookmarked"):
        assert unseen_origins(Rendering.of_file(CLEAN[name](tmp_path)), 0) == ()


def everything(survey, around) -> Suspects:
    texts = np.flatnonzero(survey.kind == TEXT)
    return Suspects(texts, texts[:0], texts[:0])


def kinds_of(rendering: Rendering, index: int, *, layered: bool) -> dict[tuple[float, float], str]:
    found = sight_of(rendering, index, layered=layered).hidden
    origins = map(tuple, found.letters.origin.tolist())
    return {origin: kind for origin, kind in zip(origins, found.kinds, strict=True) if kind}


@pytest.mark.parametrize("name", [*CLEAN, *PLANTED])
def test_looking_at_less_finds_no_less(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = CLEAN[name](tmp_path) if name in CLEAN else PLANTED[name][1](tmp_path)
    layered = b"/OCProperties" in path.read_bytes()
    quick = kinds_of(Rendering.of_file(path), 0, layered=layered)
    monkeypatch.setattr(hidden, "suspects", everything)
    assert kinds_of(Rendering.of_file(path), 0, layered=layered) == quick


@pytest.mark.skipif(not FILES, reason="../shared/eval is not there: real PDF files were not tried")
def test_looking_at_less_finds_no_less_in_real_files(monkeypatch: pytest.MonkeyPatch) -> None:
    files = [path for path in FILES if path.name != "libreoffice-writer-password.pdf" and path.stat().st_size < 60_000]
    quick = [kinds_of(Rendering.of_file(path), 0, layered=False) for path in files]
    monkeypatch.setattr(hidden, "suspects", everything)
    assert [kinds_of(Rendering.of_file(path), 0, layered=False) for path in files] == quick


GREY = st.integers(0, 255)


@settings(max_examples=60, deadline=None)
@given(ink=GREY, paper=GREY, size=st.sampled_from((3, 5, 8, 12, 30)), box=st.booleans())
def test_a_letter_is_seen_when_its_colour_is_another(
    ink: int, paper: int, size: int, box: bool, tmp_path_factory
) -> None:
    ground = b"%.5f g 5 5 390 190 re f " % (paper / 255)
    text = b"BT %.5f g /F1 %d Tf 10 90 Td (Kent) Tj ET " % (ink / 255, size)
    path = made(tmp_path_factory.mktemp("grey"), ground + text + (b"0 g 5 5 390 190 re f" if box else b""))
    gone = unseen_origins(Rendering.of_file(path), 0)
    if box or abs(ink - paper) <= 6:
        assert len(gone) == 4
    elif abs(ink - paper) >= 10:
        assert gone == ()


@settings(max_examples=40, deadline=None)
@given(left=st.floats(0, 300), width=st.floats(3, 120))
def test_a_box_hides_what_it_covers_and_nothing_beside_it(left: float, width: float, tmp_path_factory) -> None:
    content = b"BT /F1 12 Tf 10 90 Td (" + SENTENCE[:40].encode() + b") Tj ET 0 g %.3f 80 %.3f 30 re f" % (left, width)
    rendering = Rendering.of_file(made(tmp_path_factory.mktemp("box"), content))
    gone = set(unseen_origins(rendering, 0))
    from redact.media.pdf.characters import characters_of

    for character in characters_of(rendering, 0).rows():
        inside = character.ink.left > left + 0.5 and character.ink.right < left + width - 0.5
        beside = character.ink.right < left - 0.5 or character.ink.left > left + width + 0.5
        if not character.text.isspace() and (inside or beside):
            assert (character.origin in gone) == inside


def test_a_small_share_of_a_long_text_has_its_place(tmp_path: Path) -> None:
    content = b"BT /F1 12 Tf 10 90 Td (" + SENTENCE[:40].encode() + b") Tj ET 0 g 60 80 25 30 re f"
    (found,) = [each for each in unseen(made(tmp_path, content)) if each.serious]
    assert found.page == 1 and found.box is not None and found.box.part == "p1.image"
    assert 60 * 200 / 72 - 20 < found.box.left < found.box.right < 85 * 200 / 72 + 20


def test_what_tells_nothing_is_not_serious(tmp_path: Path) -> None:
    for said in (b"XXXXXXXX", b" , - ", b"redacted", b"REDACTED"):
        pdf = new_pdf(b"BT /F1 12 Tf 10 90 Td (" + said + b") Tj ET 0 g 5 80 200 30 re f")
        pdf.save(tmp_path / "in.pdf")
        found = unseen(tmp_path / "in.pdf")
        assert found and not any(each.serious for each in found)
