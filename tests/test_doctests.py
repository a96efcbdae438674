"""The examples in the docstrings and in the README do what they say."""

from __future__ import annotations

import doctest
import importlib
import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.models
README = Path(__file__).parents[1] / "README.md"


@pytest.mark.parametrize("name", ["redact", "redact.redactor"])
def test_examples_in_docstrings_hold(name: str) -> None:
    result = doctest.testmod(importlib.import_module(name))
    assert result.attempted > 0
    assert result.failed == 0


def test_the_readme_s_lines_of_python_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from docx import Document

    monkeypatch.chdir(tmp_path)
    letter = Document()
    letter.add_paragraph("Ask Sarah Collins on 07700 900123.")
    letter.save("letter.docx")
    (code,) = re.findall(r"```python\n(.*?)```", README.read_text("utf-8"), re.DOTALL)
    exec(compile(code, "README.md", "exec"), {})
    printed = capsys.readouterr().out.splitlines()
    assert printed == ["Ask [Person] on [Telephone number].", "True masked []"]
    assert (tmp_path / "letter-redacted.docx").is_file()
