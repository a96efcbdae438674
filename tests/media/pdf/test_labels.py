"""Labels on a page stand in their boxes, as in a picture of the page, and are no text of it."""

from pathlib import Path

import numpy as np
import pytest

from redact.media.pixels import paint
from redact.types import Box, Edit, Fill
from redact.verify import leaks_in_pixels
from tests.media.pdf.making import HANDLER, everything_in, letters, made, picture, written

PAGE = b"BT /F1 24 Tf 40 100 Td (Quillby lives here) Tj ET"


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_a_label_stands_where_it_stands_in_a_picture_whichever_way_the_page_is_turned(
    tmp_path: Path, turned: int
) -> None:
    document = HANDLER.load(made(tmp_path, PAGE, Rotate=turned))
    edits = [
        Edit(Box("p1.image", 110.4, 60.2, 390.7, 120.9), Fill(label="[Person 3]"), "f"),
        Edit(Box("p1.image", 20, 150, 60, 200), Fill((250, 220, 40), label="[Place 1]", shape="ellipse"), "g"),
    ]
    target = written(document, edits)
    reopened = HANDLER.reopen(target)
    shown = picture(reopened)
    expected = paint(np.full_like(shown, 255), [(edit.region, edit.replacement) for edit in edits])[65:116, 115:386]
    ink = shown[65:116, 115:386] > 127
    assert ink.any()
    assert (ink == (expected > 127)).mean() > 0.96
    assert not list(leaks_in_pixels(reopened, edits))


def test_a_label_is_no_text_of_the_page_and_what_it_covers_is_gone(tmp_path: Path) -> None:
    document = HANDLER.load(made(tmp_path, PAGE))
    whole = Box("p1.image", 0, 0, *picture(document).shape[1::-1])
    target = written(document, [Edit(whole, Fill(label="[Person 3]"), "f")])
    assert not letters(target).strip()
    assert "Quillby" not in everything_in(target)
    assert (picture(HANDLER.reopen(target)) > 200).any()


def test_a_redacted_page_with_labels_can_be_redacted_again(tmp_path: Path) -> None:
    document = HANDLER.load(made(tmp_path, PAGE))
    first = written(document, [Edit(Box("p1.image", 100, 60, 300, 120), Fill(label="[Person 3]"), "f")])
    again = HANDLER.load(first.rename(tmp_path / "once.pdf"))
    target = written(again, [Edit(Box("p1.image", 20, 150, 200, 200), Fill(label="[Place 1]"), "g")])
    shown = picture(HANDLER.reopen(target))
    assert (shown[62:118, 102:298] > 200).any()
    assert (shown[152:198, 22:198] > 200).any()
