"""Real files of other people: each is redacted and read again, or refused with a reason."""

import re
from collections import Counter
from pathlib import Path

import pytest

from redact.errors import UnreadableError
from redact.types import Document, Edit, Modality
from tests.media.pdf.making import HANDLER, mentions

SHARED = Path(__file__).parents[4] / "shared" / "eval" / "documents"
FILES = sorted(SHARED.glob("*/*.pdf"))
REFUSED = {"libreoffice-writer-password.pdf"}

pytestmark = pytest.mark.skipif(not FILES, reason="../shared/eval is not there: real PDF files were not tried")


def words_of(document: Document) -> list[str]:
    """The two most frequent longer words, and a few more from all over."""
    found = Counter(
        word for part in document.parts if part.alignment for word in re.findall(r"[A-Za-z]{5,}", part.text)
    )
    return [word for word, _ in found.most_common(2)] + sorted(found)[:: max(1, len(found) // 4)][:4]


def kept(document: Document, edits: list[Edit]) -> dict[str, str]:
    texts = {part.id: list(part.text) for part in document.parts if part.alignment}
    for edit in edits:
        letters = texts[edit.region.part]
        letters[edit.region.start : edit.region.end] = [""] * (edit.region.end - edit.region.start)
    return {part: "".join("".join(letters).split()) for part, letters in texts.items()}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_words_are_taken_out_and_the_rest_stays(path: Path, tmp_path: Path) -> None:
    from redact.contracts import Changes

    if path.name in REFUSED:
        with pytest.raises(UnreadableError):
            HANDLER.load(path)
        return
    document = HANDLER.load(path)
    words = words_of(document)
    edits = [edit for word in dict.fromkeys(words) for edit in mentions(document, word)]
    target = tmp_path / "out.pdf"
    HANDLER.write(document, Changes(tuple(edits)), target)
    again = HANDLER.reopen(target)
    texts = [part for part in again.parts if part.modality is Modality.TEXT and re.match(r"p\d+(\.drawn)?$", part.id)]
    assert [(word, part.id) for word in words for part in texts if re.search(rf"\b{word}\b", part.text)] == []
    for part, text in kept(document, edits).items():
        left = Counter(again.part(part).text.replace("\ufffd", ""))
        wanted = Counter(text.replace("\ufffd", ""))
        lost = sum(count for letter, count in (wanted - left).items() if not letter.isspace())
        assert lost <= 0.01 * len(text) + 8
