"""Flagged passages: pointed out, left in place, taken out only when a person or the policy says so."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path, PurePosixPath

import pytest

from redact import report
from redact.contracts import Secrets
from redact.errors import PolicyError
from redact.job import Job, run
from redact.pipeline import Decided, Task, everything_goes, redact_one
from redact.policy import Policy, load, parse
from redact.registry import build
from redact.report.page import page_of
from redact.resolve import resolve
from redact.review.decisions import DECISIONS, PENDING, append, read_waiting
from redact.stored import decoded, encoded
from redact.types import Decision, Finding, Outcome, TextSpan, Verdict

LETTER = "Dear Sir,\n\nMs Zelphora Quindriss was diagnosed with epilepsy in May. The drains are full.\n"
SENTENCE = "Ms Zelphora Quindriss was diagnosed with epilepsy in May."
TYPES = tuple(name for name in load("default").flag)
POLICY = """
name = "t"
find = ["PERSON", "HIDDEN"]
flag = ["HEALTH"]
[handlers]
text = {}
[detectors]
sensitive = {}
[lists]
deny = ["Zelphora Quindriss"]
[anonymise]
text = "replace"
"""
FINDS = POLICY.replace('find = ["PERSON", "HIDDEN"]', 'find = ["PERSON", "HIDDEN", "HEALTH"]').replace(
    'flag = ["HEALTH"]', ""
)


def redacted(folder: Path, policy: str = POLICY, text: str = LETTER, decide=everything_goes) -> Outcome:
    source = folder / "in" / "letter.txt"
    source.parent.mkdir(exist_ok=True)
    source.write_bytes(text.encode())
    task = Task(source, folder / "out", PurePosixPath("letter.txt"))
    return redact_one(task, build(parse(policy), Secrets()), lambda *_: None, decide)


def said(outcome: Outcome) -> str:
    assert outcome.ok, outcome.failures
    assert outcome.target is not None
    return outcome.target.read_bytes().decode()


def test_the_name_goes_and_the_sentence_stays_and_is_flagged(tmp_path: Path) -> None:
    outcome = redacted(tmp_path)
    assert said(outcome) == LETTER.replace("Zelphora Quindriss", "[Redacted]")
    (flag,) = outcome.flagged
    assert (flag.finding.entity_type, flag.place, flag.regions) == ("HEALTH", "text", flag.finding.regions)
    assert [finding.entity_type for finding in outcome.findings] == ["HIDDEN"]


def test_with_a_policy_that_finds_it_the_sentence_goes(tmp_path: Path) -> None:
    outcome = redacted(tmp_path, FINDS)
    assert said(outcome) == "Dear Sir,\n\n[Health] The drains are full.\n"
    assert outcome.flagged == ()


def test_a_name_that_a_passage_swallows_goes_everywhere_else() -> None:
    text = LETTER + "The letter to ZELPHORA QUINDRISS was returned.\n"
    name = Finding("PERSON", (TextSpan("t", 14, 32),), 0.9, "x")
    passage = Finding("HEALTH", (TextSpan("t", 11, 68),), 0.9, "x")
    goes = resolve([name, passage], {"t": text}, parse(FINDS.replace('deny = ["Zelphora Quindriss"]', ""))).goes
    values = [text[f.regions[0].start : f.regions[0].end] for f in goes if isinstance(f.regions[0], TextSpan)]
    assert values == [SENTENCE, "ZELPHORA QUINDRISS"]


def test_what_is_flagged_displaces_nothing_and_is_echoed_nowhere() -> None:
    text = "Kim Bow has asthma. Kim Bow left."
    name = Finding("PERSON", (TextSpan("t", 0, 7),), 0.5, "x")
    flagged = Finding("HEALTH", (TextSpan("t", 0, 19),), 0.97, "x")
    without = resolve([name], {"t": text}, parse(POLICY))
    both = resolve([name, flagged], {"t": text}, parse(POLICY))
    assert (both.goes, both.stays) == (without.goes, without.stays)
    assert both.flagged == (flagged,)


def test_a_flag_below_the_score_is_none() -> None:
    finding = Finding("HEALTH", (TextSpan("t", 0, 3),), 0.3, "x")
    assert resolve([finding], {"t": "abc"}, parse(POLICY)).flagged == ()


def test_a_passage_that_a_reviewer_accepts_goes_and_the_rest_with_it(tmp_path: Path) -> None:
    outcome = redacted(tmp_path, decide=lambda goes, flagged, _: Decided(goes, taken=flagged))
    assert said(outcome) == "Dear Sir,\n\n[Health] The drains are full.\n"
    assert (outcome.flagged, outcome.edits[0].replacement.text) == ((), "[Health]")  # type: ignore[union-attr]


def test_a_name_that_was_rejected_inside_an_accepted_passage_goes_with_it(tmp_path: Path) -> None:
    outcome = redacted(tmp_path, decide=lambda goes, flagged, _: Decided((), goes, (), flagged))
    assert said(outcome) == "Dear Sir,\n\n[Health] The drains are full.\n"


class TestPolicy:
    def test_the_built_in_ones_flag_what_is_special_and_what_could_not_be_read(self) -> None:
        assert len(TYPES) == 11
        assert load("foi").flag == TYPES and "sensitive" in load("foi").detectors
        assert load("corpus").flag == () and "sensitive" not in load("corpus").detectors

    def test_to_find_a_type_is_to_flag_it_no_longer(self) -> None:
        own = parse('name = "x"\nextends = "default"\nfind = ["PERSON", "HEALTH"]')
        assert set(own.flag) == set(TYPES) - {"HEALTH"}
        assert own.finds("HEALTH", 0.9) and not own.flags("HEALTH", 0.9)

    def test_a_star_does_not_cover_what_is_flagged(self) -> None:
        own = parse('name = "x"\nfind = ["*"]\nflag = ["HEALTH"]')
        assert not own.finds("HEALTH", 1.0) and own.flags("HEALTH", 1.0) and own.finds("RELIGION", 1.0)

    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ('find = ["HEALTH"]\nflag = ["HEALTH"]', "HEALTH"),
            ('extends = "default"\nflag = ["PERSON"]', "PERSON"),
            ('find = ["PERSON"]\nflag = ["*"]', r"\*"),
            ('find = ["PERSON"]\nflag = ["health"]', "health"),
            ('find = ["PERSON"]\nflag = "HEALTH"', "flag"),
        ],
    )
    def test_what_cannot_be_is_refused_by_name(self, text: str, told: str) -> None:
        with pytest.raises(PolicyError, match=told):
            parse(f'name = "x"\n{text}')

    def test_a_rule_may_speak_of_a_flagged_type(self) -> None:
        own = parse('name = "x"\nfind = ["PERSON"]\nflag = ["HEALTH"]\n[entities.HEALTH]\nscore = 0.8')
        assert own.flags("HEALTH", 0.8) and not own.flags("HEALTH", 0.7)


class TestRecord:
    def test_it_lists_place_and_reasons_and_no_text(self, tmp_path: Path) -> None:
        outcome = redacted(tmp_path)
        record = report.record_of(report.run_of(parse(POLICY), _now()), [outcome])
        report.write(tmp_path / "record", record)
        assert record.totals.flagged == 1 and report.load(tmp_path / "record") == record
        page = page_of(record).decode()
        assert "Pointed out for review, left in place" in page and "words of a diagnosis" in page
        rows = list(csv.DictReader(io.StringIO((tmp_path / "record" / "schedule.csv").read_text("utf-8-sig"))))
        assert [(row["type"], row["effect"]) for row in rows] == [("HIDDEN", "masked"), ("HEALTH", "flagged")]
        assert "left in place" in rows[1]["reason"] and rows[1]["at"] == "characters 11–68"
        told = page + "".join(path.read_text("utf-8") for path in (tmp_path / "record").iterdir())
        assert "epilepsy" not in told and "diagnosed with" not in told

    def test_a_run_without_flags_has_no_such_heading(self) -> None:
        record = report.record_of(report.run_of(parse(POLICY), _now()), [Outcome("a.txt", output_digest="0" * 64)])
        assert "Pointed out for review" not in page_of(record).decode()

    def test_a_receipt_carries_them(self, tmp_path: Path) -> None:
        assert decoded(encoded(redacted(tmp_path))).flagged == redacted(tmp_path).flagged


class TestReview:
    def test_undecided_or_rejected_it_stays_and_accepted_it_goes(self, tmp_path: Path) -> None:
        source, target, record = tmp_path / "in", tmp_path / "out", tmp_path / "record"
        source.mkdir()
        (source / "letter.txt").write_bytes(LETTER.replace("Ms Zelphora Quindriss", "She").encode())
        policy = parse(POLICY)

        def released() -> str:
            (outcome,) = list(run(policy, None, source, target, Job(record=record, review=True)))
            return said(outcome)

        assert "epilepsy" in released()
        (row,) = read_waiting(record / PENDING)
        assert row.flagged and row.entity_type == "HEALTH"
        append(record / DECISIONS, [_decision(row.file, row.finding, Verdict.REJECT)])
        assert "epilepsy" in released()
        append(record / DECISIONS, [_decision(row.file, row.finding, Verdict.ACCEPT)])
        assert released() == "Dear Sir,\n\n[Health] The drains are full.\n"
        assert read_waiting(record / PENDING) == []

    def test_a_finding_still_withholds_and_both_are_listed(self, tmp_path: Path) -> None:
        source, record = tmp_path / "in", tmp_path / "record"
        source.mkdir()
        (source / "letter.txt").write_bytes(LETTER.encode())
        job = Job(record=record, review=True)
        (outcome,) = list(run(parse(POLICY), None, source, tmp_path / "out", job))
        assert not outcome.ok
        assert [(row.entity_type, row.flagged) for row in read_waiting(record / PENDING)] == [
            ("HIDDEN", False), ("HEALTH", True),
        ]  # fmt: skip


class TestCommands:
    @pytest.fixture
    def house(self, tmp_path: Path) -> Path:
        (tmp_path / "in").mkdir()
        (tmp_path / "in" / "a.txt").write_bytes(LETTER.encode())
        (tmp_path / "p.toml").write_text(POLICY, encoding="utf-8")
        return tmp_path

    def called(self, *arguments: object) -> tuple[int, str]:
        from typer.testing import CliRunner

        from redact.cli import app

        result = CliRunner().invoke(app, [str(each) for each in arguments])
        return result.exit_code, result.stdout

    def test_run_says_how_many(self, house: Path) -> None:
        asked = ("run", house / "in", house / "out", "--policy", house / "p.toml", "-j", 0)
        code, told = self.called(*asked)
        assert code == 0 and "1 passage pointed out for review and left in place" in " ".join(told.split())
        code, told = self.called(*asked, "--json")
        lines = [json.loads(line) for line in told.splitlines()]
        assert [line["flagged"] for line in lines] == [1, 1]

    def test_detect_lists_them_marked(self, house: Path) -> None:
        _, told = self.called("detect", house / "in", "--policy", house / "p.toml", "--json")
        file, summary = (json.loads(line) for line in told.splitlines())
        assert [(row["type"], row["flagged"]) for row in file["findings"]] == [("HIDDEN", False), ("HEALTH", True)]
        assert (summary["findings"], summary["flagged"]) == (1, 1)
        _, told = self.called("detect", house / "in", "--policy", house / "p.toml")
        assert "HEALTH (flagged)" in told and "1 findings, 1 flagged" in told

    def test_review_counts_them_apart_and_waits_for_none(self, house: Path) -> None:
        (house / "in" / "a.txt").write_bytes(LETTER.replace("Ms Zelphora Quindriss", "She").encode())
        self.called("run", house / "in", house / "out", "--policy", house / "p.toml", "-j", 0, "--review")
        code, told = self.called("review", house / "out.record", "--json")
        assert code == 0
        assert json.loads(told)["flagged"] == 1 and json.loads(told)["waiting"] == 0


def _now():
    from datetime import UTC, datetime

    return datetime.now(UTC)


def _decision(file: str, finding: str, verdict: Verdict) -> Decision:
    return Decision(file, finding, verdict, "ann", "2026-01-01T00:00:00Z")


def test_the_policy_is_a_value_like_any_other() -> None:
    assert isinstance(parse(POLICY), Policy) and parse(POLICY).digest != parse(FINDS).digest
