"""Large workbooks: memory and time grow with the file, no faster, and what was not touched keeps its bytes."""

import re
from pathlib import Path

import pytest

from redact.contracts import Changes
from redact.media.xlsx import XlsxHandler
from redact.types import Edit, NewText, Release, TextSpan
from tests.bench.workbooks import HIDDEN, workbook
from tests.bench.xlsx import measured
from tests.media.office import members_of

MB = 1 << 20


@pytest.mark.parametrize(("cells", "most"), [(5_000, 130), (100_000, 250)])
def test_a_workbook_takes_no_more_memory_than_it_may(tmp_path: Path, cells: int, most: int) -> None:
    told = measured("redact", workbook(tmp_path / "in.xlsx", cells))
    assert set(told["steps"]) >= {"load", "write", "reopen", "search"}
    assert told["memory"] < most * MB


def test_cells_that_were_not_touched_keep_their_bytes(tmp_path: Path) -> None:
    handler = XlsxHandler(XlsxHandler.Options())
    document = handler.load(workbook(tmp_path / "in.xlsx", 2_000))
    edits = tuple(
        Edit(TextSpan(part.id, 0, len(part.text)), NewText("[Person]"), "f")
        for part in document.parts
        if part.context in HIDDEN
    )
    handler.write(document, Changes(edits, release=Release.INTERNAL), tmp_path / "out.xlsx")
    before, after = (members_of(tmp_path / name)["xl/worksheets/sheet1.xml"] for name in ("in.xlsx", "out.xlsx"))
    touched = re.compile(rb'<c r="[AB]([2-9]|\d{2,})"[^>]*>.*?</c>')
    assert touched.sub(b"", after) == touched.sub(b"", before)
    assert set(re.findall(b"<t[^>]*>([^<]*)</t>", b"".join(m[0] for m in touched.finditer(after)))) == {b"[Person]"}
