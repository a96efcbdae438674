"""Whatever is hidden in a PDF is told under its kind, with its place, and never with its words."""

from pathlib import Path

import pytest

from redact.media.pdf.gate import unseen
from tests.media.pdf.gate.planted import PLANTED, SECRET


@pytest.mark.parametrize("name", PLANTED)
def test_what_was_planted_is_found(name: str, tmp_path: Path) -> None:
    kind, make = PLANTED[name]
    found = unseen(make(tmp_path))
    assert {each.kind for each in found if each.serious} == {kind}
    assert SECRET not in repr(found) and SECRET.split()[0] not in repr(found)
