"""Folder jobs: what is released, what an interrupted run does not do again, review, vault, and the Python face."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from redact import Job, PolicyError, Redactor
from redact.anonymise.vault import Vault
from redact.policy import Policy, parse
from redact.review.decisions import DECISIONS, PENDING, append, read_waiting
from redact.types import Decision, Outcome, Verdict

KEY = bytes(range(32))
POLICY = """
name = "small"
find = ["EMAIL_ADDRESS"]
[handlers]
text = {}
mail = {}
[detectors]
identifiers = {}
[anonymise]
text = "replace"
image = "fill"
video = "fill"
audio = "silence"
"""


def policy(text: str = "replace") -> Policy:
    return parse(POLICY.replace('text = "replace"', f'text = "{text}"'))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in {"a.txt": "to kim@example.org", "sub/b.txt": "nothing here", "c.xyz": "x"}.items():
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path


def done(
    folder: Path, job: Job | None = None, by: Policy | None = None, key: bytes | None = None
) -> dict[str, Outcome]:
    redactor = Redactor(by or policy(), key=key)
    return {o.name: o for o in redactor.redact_folder(folder / "in", folder / "out", job)}


@pytest.mark.parametrize("jobs", [0, 2])
def test_the_tree_is_kept_and_what_has_no_handler_is_listed(folder: Path, jobs: int) -> None:
    outcomes = done(folder, Job(jobs=jobs))
    released = sorted(p.relative_to(folder / "out").as_posix() for p in (folder / "out").rglob("*") if p.is_file())
    assert released == ["a.txt", "sub/b.txt"]
    assert (folder / "out" / "a.txt").read_text() == "to [E-mail address]"
    (refused,) = [outcome for outcome in outcomes.values() if not outcome.ok]
    assert refused.name == "c"
    assert "no handler" in str(refused.failures[0])


def test_a_second_run_does_not_do_again_what_is_done(folder: Path) -> None:
    done(folder)
    before = (folder / "out" / "a.txt").stat().st_mtime_ns
    (folder / "in" / "sub" / "b.txt").write_text("now to bob@example.org")
    done(folder)
    assert (folder / "out" / "a.txt").stat().st_mtime_ns == before
    assert (folder / "out" / "sub" / "b.txt").read_text() == "now to [E-mail address]"


def test_another_policy_does_everything_again(folder: Path) -> None:
    done(folder)
    done(folder, by=policy("mask"))
    assert (folder / "out" / "a.txt").read_text() == "to ██████"


def test_stopping_early_keeps_what_was_done_and_leaves_nothing_half_written(folder: Path) -> None:
    outcomes = Redactor(policy()).redact_folder(folder / "in", folder / "out")
    next(outcomes)
    outcomes.close()
    assert [p.name for p in (folder / "out").rglob("*") if p.is_file()] == ["a.txt"]
    assert (folder / "out.record" / "report.json").is_file()


def test_drafts_of_a_killed_run_are_swept(folder: Path) -> None:
    (folder / "out").mkdir()
    (folder / "out" / ".redact-0123456789abcdef.txt").write_text("half")
    done(folder)
    assert not list((folder / "out").glob(".redact-*"))


def test_with_review_nothing_is_written_before_every_finding_is_decided(folder: Path) -> None:
    outcomes = done(folder, Job(review=True))
    assert outcomes["a.txt"].failures[0].exit_code == 1
    assert not (folder / "out" / "a.txt").exists()
    (waiting,) = read_waiting(folder / "out.record" / PENDING)
    assert waiting.entity_type == "EMAIL_ADDRESS"
    verdict = Decision(waiting.file, waiting.finding, Verdict.REJECT, "R. Viewer", "2026-11-22", "it is public")
    append(folder / "out.record" / DECISIONS, [verdict])
    assert done(folder, Job(review=True))["a.txt"].ok
    assert (folder / "out" / "a.txt").read_text() == "to kim@example.org"


def test_the_vault_gives_back_what_pseudonyms_stand_for(folder: Path) -> None:
    vault = folder / "vault.db"
    done(folder, Job(vault=vault), policy("pseudonymise"), KEY)
    token = (folder / "out" / "a.txt").read_text().removeprefix("to ")
    with Vault(vault, KEY) as opened:
        assert opened.value(token) == "kim@example.org"
    stored = b"".join(p.read_bytes() for p in (folder / "out.record").rglob("*") if p.is_file())
    assert b"kim@example" not in stored


def test_a_vault_without_a_key_and_folders_inside_each_other_are_refused(folder: Path) -> None:
    with pytest.raises(PolicyError, match="key"):
        done(folder, Job(vault=folder / "vault.db"))
    with pytest.raises(PolicyError, match="inside"):
        list(Redactor(policy()).redact_folder(folder / "in", folder / "in" / "out"))


def test_an_attachment_tells_its_mail_what_must_go(folder: Path) -> None:
    mail = (
        "From: a\nSubject: x\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n"
        "Content-Type: text/plain\n\nkimbo77 asked\n--b\nContent-Type: text/plain\n"
        'Content-Disposition: attachment; filename="n.txt"\n\nusername: kimbo77\n--b--\n'
    )
    (folder / "in" / "m.eml").write_text(mail)
    names = parse(POLICY.replace("EMAIL_ADDRESS", "USERNAME"))
    outcome = done(folder, by=names)["m.eml"]
    assert outcome.ok, outcome.failures
    assert "kimbo" not in (folder / "out" / "m.eml").read_text()
    assert len(outcome.children) == 1


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root and Windows read what they may not")
def test_a_file_that_may_not_be_read_is_said(folder: Path) -> None:
    (folder / "in" / "a.txt").chmod(0)
    assert "cannot be read" in str(done(folder)["a.txt"].failures[0])


def test_texts_are_redacted_in_order_and_do_not_see_each_other() -> None:
    redactor = Redactor(policy())
    assert redactor.redact_text("😀 to kim@example.org!").text == "😀 to [E-mail address]!"
    found = list(redactor.detect_texts(["x kim@example.org", "kim", "y bob@example.org"]))
    assert [len(findings) for findings in found] == [1, 0, 1]
    (finding,) = found[0]
    assert (finding.regions[0].part, finding.entity_type) == ("text", "EMAIL_ADDRESS")


def test_one_file_is_redacted_under_the_name_that_was_asked_for(folder: Path) -> None:
    outcome = Redactor(policy()).redact_file(folder / "in" / "a.txt", folder / "kim@example.org.txt")
    assert outcome.ok
    assert (folder / "kim@example.org.txt").read_text() == "to [E-mail address]"


def test_a_file_inside_a_file_waits_for_decisions_of_its_own(folder: Path) -> None:
    """What is decided of the letter says nothing of the attachment, though both write at the same place."""
    (folder / "in" / "m.eml").write_text(
        "From: a\nSubject: x\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n"
        "Content-Type: text/plain\n\nto kim@example.org\n--b\nContent-Type: text/plain\n"
        'Content-Disposition: attachment; filename="n.txt"\n\nto pat@example.net\n--b--\n'
    )
    record = folder / "out.record"

    def decide(verdict: Verdict) -> None:
        rows = [row for row in read_waiting(record / PENDING) if "m.eml" in row.name or row.name == "n.txt"]
        append(record / DECISIONS, [Decision(r.file, r.finding, verdict, "R. Viewer", "2026-11-26") for r in rows])

    assert not done(folder, Job(review=True))["m.eml"].ok
    decide(Verdict.REJECT)
    waiting = done(folder, Job(review=True))["m.eml"]
    assert [failure.exit_code for failure in waiting.failures] == [1]
    (inside,) = [row for row in read_waiting(record / PENDING) if row.name == "n.txt"]
    assert inside.file == waiting.children[0].input_digest != waiting.input_digest
    decide(Verdict.ACCEPT)
    assert done(folder, Job(review=True))["m.eml"].ok
    written = (folder / "out" / "m.eml").read_text()
    assert "kim@example.org" in written
    assert "pat@example.net" not in written
