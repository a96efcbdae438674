"""Real files of other people: cut down, they look and read as before, whole and with a part of their letters gone."""

import io
import random
from pathlib import Path

import pikepdf
import pytest

from redact.media.pdf.subset import cut_fonts
from tests.media.pdf.subset.fonts_made import looks, mined, saved

SHARED = Path(__file__).parents[5] / "shared" / "eval" / "documents"


def has_fonts(path: Path) -> bool:
    try:
        with pikepdf.open(path) as pdf:
            return any("/Font" in page.get("/Resources", {}) for page in pdf.pages)
    except pikepdf.PasswordError:
        return False


ALL = [path for folder in ("pypdf", "ocrmypdf", "xray") for path in (SHARED / folder).glob("*.pdf")]
FILES = sorted(path for path in ALL if has_fonts(path))

pytestmark = pytest.mark.skipif(not FILES, reason="../shared/eval is not there: real PDF files were not tried")


@pytest.mark.parametrize("thinned", [False, True], ids=["whole", "thinned"])
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_is_left_looks_and_reads_the_same(path: Path, thinned: bool) -> None:
    with pikepdf.open(path) as pdf:
        if thinned:
            thin(pdf)
        before = saved(pdf)
        assert cut_fonts(pdf) == frozenset()
        after = saved(pdf)
    assert looks(after) == looks(before)
    assert thinned or mined(after) == mined(before)


def thin(pdf: pikepdf.Pdf) -> None:
    """Take about a third of all codes out of the strings of every page."""
    for page in pdf.pages:
        fonts = page.get("/Resources", {}).get("/Font", {})
        steps, size, gone = [], 1, {}
        for each in pikepdf.parse_content_stream(page):
            operator, operands = str(each.operator), list(each.operands)
            if operator == "Tf":
                chosen = fonts.get(str(operands[0]), {})
                size = 2 if chosen.get("/Subtype") == "/Type0" else 1
                gone = _gone(str(operands[0]), size)
            if operator in ("Tj", "'", '"'):
                operands[-1] = _without(operands[-1], size, gone)
            elif operator == "TJ":
                operands = [pikepdf.Array([_without(member, size, gone) for member in operands[0]])]
            steps.append((operands, each.operator) if operator != "INLINE IMAGE" else each)
        page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(steps))


def _gone(name: str, size: int) -> set[bytes]:
    chance = random.Random(name)
    codes = range(256) if size == 1 else range(5000)
    return {code.to_bytes(size) for code in codes if chance.random() < 0.35}


def _without(member: object, size: int, gone: set[bytes]) -> object:
    if not isinstance(member, pikepdf.String):
        return member
    data = bytes(member)
    pieces = [data[at : at + size] for at in range(0, len(data), size)]
    return pikepdf.String(b"".join(piece for piece in pieces if piece not in gone))


def test_a_file_is_cut_again_from_memory() -> None:
    path = max(FILES, key=lambda path: path.stat().st_size if path.parent.name == "xray" else 0)
    first, second = io.BytesIO(), io.BytesIO()
    for data in (first, second):
        with pikepdf.open(path) as pdf:
            cut_fonts(pdf)
            pdf.save(data, static_id=True)
    assert first.getvalue() == second.getvalue()
