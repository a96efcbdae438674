"""Real Word files go the whole way: each is released through the gate and verification, or refused with a reason."""

from pathlib import Path

import pytest

from redact import Redactor, policy
from redact.media.docx import DocxHandler

EVAL = Path(__file__).parents[3].parent / "shared" / "eval" / "documents" / "docx"
HANDLER = DocxHandler(DocxHandler.Options())


@pytest.mark.parametrize("base", ["default", "foi"])
def test_every_real_file_is_released_or_refused_with_a_reason(tmp_path: Path, base: str) -> None:
    if not EVAL.is_dir():
        pytest.skip("../shared/eval is not here")
    redactor = Redactor(policy.parse(f'name = "t"\nextends = "{base}"\n[detectors]\nnames = false\n'))
    sources = sorted(EVAL.glob("*.docx"))
    released = 0
    for source in sources:
        outcome = redactor.redact_file(source, tmp_path / source.name)
        assert outcome.ok or all(failure.what and failure.next_step for failure in outcome.failures)
        assert not outcome.ok or not [found for found in HANDLER.unseen(tmp_path / source.name) if found.serious]
        released += outcome.ok
    assert released >= 0.9 * len(sources)
