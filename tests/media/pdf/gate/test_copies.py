"""Every copy that we write passes the gate; files of other people are told of as the names of x-ray's files say."""

import re
from pathlib import Path

import pytest

from redact.errors import UnreadableError
from redact.media.pdf.gate import unseen
from tests.media.pdf.making import HANDLER, mentions, written
from tests.media.pdf.test_real_files import FILES, REFUSED, words_of
from tests.media.pdf.torture import VISIBLE, torture

BAD = {"rectangles_yes": 56, "bad_cross_hatched_redactions": 560}
"""Files whose redactions hide text, and how many characters at least."""
XRAY = [path for path in FILES if path.parent.name == "xray"]


def serious(found) -> list[str]:
    return [f"{each.kind}, {each.place}" for each in found if each.serious]


def test_a_copy_of_everything_that_can_be_hidden(tmp_path: Path) -> None:
    path, _ = torture(tmp_path)
    assert len(set(serious(unseen(path)))) >= 12
    document = HANDLER.load(path)
    assert serious(unseen(written(document, mentions(document, VISIBLE.split()[0])))) == []


@pytest.mark.skipif(not FILES, reason="../shared/eval is not there: real PDF files were not tried")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_copy_of_a_real_file(path: Path, tmp_path: Path) -> None:
    if path.name in REFUSED:
        with pytest.raises(UnreadableError):
            unseen(path)
        return
    source = tmp_path / path.name
    source.write_bytes(path.read_bytes())
    document = HANDLER.load(source)
    edits = [edit for word in dict.fromkeys(words_of(document)) for edit in mentions(document, word)]
    assert serious(unseen(written(document, edits))) == []


@pytest.mark.skipif(not XRAY, reason="../shared/eval is not there: x-ray's files were not tried")
@pytest.mark.parametrize("path", XRAY, ids=lambda path: path.stem)
def test_agreement_with_x_ray(path: Path) -> None:
    found = [each for each in unseen(path) if each.serious and re.match("text|picture|drawing", each.kind)]
    assert sum(each.amount for each in found) >= BAD.get(path.stem, 0)
    assert bool(found) == (path.stem in BAD)
