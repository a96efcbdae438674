"""Lists at work on files, in a worker process: what goes is gone, what is kept stands in the copy and on record."""

from pathlib import Path

import pytest

from redact import Redactor, report
from redact.job import Job
from redact.types import Effect
from tests.small_files import make

POLICY = """
name = "own"
find = ["EMAIL_ADDRESS"]
[handlers]
text = {}
docx = {}
[detectors]
identifiers = {}
[lists]
deny = [
  {file = "staff.txt", mistakes = 1, entity_type = "PERSON"},
  {pattern = 'Proj-\\d{2}', entity_type = "PROJECT"},
  "kept@example.org Nimbus",
]
keep = ["kept@example.org"]
allow = [{pattern = '(?i)office@.{1,40}'}]
"""
LINES = (
    "Zelphorra Quindriss wrote of Proj-17",
    "to kept@example.org and office@example.org",
    "and one@example.org; KEPT@EXAMPLE.ORG, NIMBUS",
)


@pytest.mark.parametrize("jobs", [0, 1])
def test_lists_decide_in_files_and_stand_in_the_record_without_their_values(tmp_path: Path, jobs: int) -> None:
    (tmp_path / "staff.txt").write_text("# staff\nZelphora Quindriss\nTremwick Bow\n", "utf-8")
    (tmp_path / "own.toml").write_text(POLICY, "utf-8")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "tremwick_bow.txt").write_text("\n".join(LINES), "utf-8")
    make(tmp_path / "in" / "letter.docx", LINES)
    outcomes = list(Redactor(tmp_path / "own.toml").redact_folder(tmp_path / "in", tmp_path / "out", Job(jobs=jobs)))
    assert [outcome.failures for outcome in outcomes] == [(), ()]
    assert sorted(outcome.name for outcome in outcomes) == ["[Person] (2).txt", "letter.docx"]
    text = (tmp_path / "out" / "[Person] (2).txt").read_text("utf-8").splitlines()
    assert text[0] == "[Person] wrote of [Project]"
    assert text[1] == "to kept@example.org and office@example.org"
    assert text[2] == "and [E-mail address]; [Redacted]"
    for file in report.load(tmp_path / "out.record").files:
        kept = [entry for entry in file.redactions if entry.effect is Effect.KEPT]
        assert {(entry.operator, entry.entity_type) for entry in kept} == {("policy/keep", "EMAIL_ADDRESS")}
    told = (tmp_path / "out.record" / "report.json").read_text("utf-8").casefold()
    assert not [word for word in ("quindriss", "zelphora", "tremwick", "proj-", "kept@", "nimbus") if word in told]
