"""The command line: each command parses, calls, and ends with the right code and with one line for each failure."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from redact import cli, redactor, weights
from redact.cli import rechecking
from redact.cli.ending import code_of, exits
from redact.cli.printing import plain
from redact.errors import (
    ExitCode,
    MissingError,
    NotVerifiedError,
    PluginError,
    PolicyError,
    RedactError,
    UnreadableError,
)
from redact.report import file_record
from redact.types import Box, Decision, Effect, Failure, Finding, Modality, Outcome, Part, Picture, TextSpan, Verdict
from redact.verify import Kind, Leak
from tests.report.made_up import outcome, redaction, scan

POLICY = """
name = "light"
find = ["EMAIL_ADDRESS", "UK_NHS"]
[handlers]
text = {}
table = {}
[detectors]
identifiers = {}
[anonymise]
text = "replace"
image = "keep"
video = "keep"
audio = "keep"
"""
SECRET = "kim.bow@example.org"


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with a policy of two handlers and a folder of two letters that name somebody."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("REDACT_KEY", raising=False)
    Path("light.toml").write_text(POLICY, encoding="utf-8")
    Path("in/deep").mkdir(parents=True)
    Path("in/a.txt").write_text(f"Write to {SECRET}, NHS 943 476 5919.\n", encoding="utf-8")
    Path("in/deep/b.csv").write_text(f"id,mail\n1,{SECRET}\n", encoding="utf-8")
    return tmp_path


def call(*arguments: str, code: int = 0) -> Result:
    result = CliRunner().invoke(cli.app, list(arguments))
    assert result.exit_code == code, result.output
    assert "Traceback" not in result.output
    return result


def run(*more: str, code: int = 0) -> Result:
    return call("run", "in", "out", "-p", "light.toml", "-j", "0", *more, code=code)


def lines(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


class TestExplain:
    def test_every_step_of_a_score_is_said_without_the_text(self, house: Path) -> None:
        file, _ = lines(call("detect", "in/a.txt", "-p", "light.toml", "--json", "--explain"))
        number = next(row for row in file["findings"] if row["type"] == "UK_NHS")
        said = "\n".join(number["explained"])
        assert f"score {number['score']:.2f}; the policy acts from" in said
        assert "identification number, direct identifier" in said and "source of the form: NHS Data Dictionary" in said
        assert "checksum or rules hold: 0.70, beside such a word 0.98" in said
        assert SECRET not in said

    def test_what_is_not_asked_for_is_not_said(self, house: Path) -> None:
        file, _ = lines(call("detect", "in/a.txt", "-p", "light.toml", "--json"))
        assert all("explained" not in row for row in file["findings"])


class TestRun:
    def test_a_folder_is_released_with_its_record(self, house: Path) -> None:
        result = run()
        assert "2 of 2 files released" in result.stdout and result.stderr == ""
        assert SECRET not in Path("out/a.txt").read_text(encoding="utf-8")
        assert sorted(path.name for path in Path("out.record").glob("*.*")) == [
            "report.html",
            "report.json",
            "schedule.csv",
        ]

    def test_one_file_may_be_the_input(self, house: Path) -> None:
        call("run", "in/a.txt", "out", "-p", "light.toml", "-j", "0")
        assert [path.name for path in Path("out").iterdir()] == ["a.txt"]

    def test_json_is_one_object_a_file_and_a_summary(self, house: Path) -> None:
        first, second, summary = lines(run("--json"))
        assert {first["name"], second["name"]} == {"a.txt", "deep/b.csv"}
        assert first["kind"] == "file" and first["released"] and first["by_type"] == {"EMAIL_ADDRESS": 1, "UK_NHS": 1}
        assert (summary["kind"], summary["files"], summary["withheld"]) == ("summary", 2, 0)

    def test_quiet_says_nothing_when_all_is_well(self, house: Path) -> None:
        assert run("--quiet").output == ""

    def test_a_refused_file_is_one_line_and_the_others_go_on(self, house: Path) -> None:
        Path("in/c.exe").write_bytes(b"MZ")
        result = run("--quiet", code=6)
        assert result.stderr.count("\n") == 1 and result.stderr.startswith("redact: c.exe: no handler")
        assert Path("out/a.txt").is_file() and not Path("out/c.exe").exists()

    def test_a_file_that_fails_alone_gives_its_own_code(self, house: Path) -> None:
        Path("in/c.exe").write_bytes(b"MZ")
        call("run", "in/c.exe", "out", "-p", "light.toml", "-j", "0", code=4)

    def test_no_output_of_any_kind_holds_what_was_hidden(self, house: Path) -> None:
        told = run("--json").output + run().output
        told += "".join(path.read_text(encoding="utf-8") for path in Path("out.record").rglob("*") if path.is_file())
        for hidden in (SECRET, "943 476 5919", "kim.bow"):
            assert hidden not in told

    def test_review_withholds_until_a_person_decided(self, house: Path) -> None:
        from redact.review import decisions

        run("--review", code=1)
        assert not Path("out/a.txt").exists()
        result = call("review", "out.record", "--json", code=1)
        assert lines(result)[0]["waiting"] == 3
        waiting = decisions.read_waiting(Path("out.record") / decisions.PENDING)
        made = [Decision(each.file, each.finding, Verdict.ACCEPT, "me", "now") for each in waiting]
        decisions.append(Path("out.record") / decisions.DECISIONS, made)
        assert lines(call("review", "out.record", "--json"))[0]["waiting"] == 0
        run("--review")
        assert Path("out/a.txt").is_file()

    @pytest.mark.parametrize(
        "wrong",
        ["-p nope", "-p no.toml", "-p light.toml --record out/in", "-p light.toml --vault v", "--transcripts doc"],
    )
    def test_wrong_arguments_touch_nothing(self, house: Path, wrong: str) -> None:
        result = call("run", "in", "out", *wrong.split(), code=2)
        assert result.stderr.startswith("redact: ") and result.stderr.count("\n") == 1
        assert not Path("out").exists()

    def test_a_short_key_is_refused(self, house: Path) -> None:
        Path("key").write_bytes(b"short")
        assert "16 bytes" in run("--key-file", "key", code=2).stderr


class TestDetect:
    def test_places_without_the_text(self, house: Path) -> None:
        result = call("detect", "in", "-p", "light.toml", "--json")
        first, second, summary = lines(result)
        assert [found["type"] for found in first["findings"]] == ["EMAIL_ADDRESS", "UK_NHS"]
        assert first["findings"][0]["where"] == [{"kind": "text", "part": "t", "start": 9, "end": 28}]
        assert second["findings"][0]["place"] == "row 2, column 2" and summary["findings"] == 3
        assert SECRET not in result.output

    def test_the_text_when_asked_for(self, house: Path) -> None:
        result = call("detect", "in/a.txt", "-p", "light.toml", "--show-text")
        assert SECRET in result.stdout and "characters 9–28" in result.stdout

    def test_check_tells_by_the_exit_code(self, house: Path) -> None:
        call("detect", "in/a.txt", "-p", "light.toml", "--check", "-q", code=1)
        Path("in/empty.md").write_text("nothing", encoding="utf-8")
        call("detect", "in/empty.md", "-p", "light.toml", "--check", "-q", code=0)

    def test_a_file_that_cannot_be_read_does_not_end_the_others(self, house: Path) -> None:
        Path("in/0.exe").write_bytes(b"MZ")
        result = call("detect", "in", "-p", "light.toml", "--json", code=6)
        assert lines(result)[0]["failure"]["exit_code"] == 4 and lines(result)[-1]["findings"] == 3

    def test_what_is_not_there(self, house: Path) -> None:
        call("detect", "nowhere", code=2)


class TestVerify:
    def check(self, code: int, *more: str) -> Result:
        return call("verify", "out", "-p", "light.toml", *more, code=code)

    def test_what_was_released_holds(self, house: Path) -> None:
        run()
        assert "2 of 2 files are as they were released" in self.check(0).stdout

    def test_a_changed_file_fails_and_what_is_in_it_is_told(self, house: Path) -> None:
        run()
        with Path("out/a.txt").open("a", encoding="utf-8") as file:
            file.write(f"and {SECRET}\n")
        result = self.check(5)
        assert "a.txt: changed, found in it: EMAIL_ADDRESS" in result.stderr and SECRET not in result.output

    def test_a_file_that_nobody_released_fails(self, house: Path) -> None:
        run()
        Path("out/new.txt").write_text("x", encoding="utf-8")
        assert "new.txt: not in the record" in self.check(5).stderr

    def test_a_lost_file_fails(self, house: Path) -> None:
        run()
        Path("out/a.txt").unlink()
        assert lines(self.check(5, "--json"))[0]["state"] == "missing"

    def test_a_damaged_file_fails(self, house: Path) -> None:
        run()
        Path("out/deep/b.csv").write_bytes(b"\x00\x01\x02\xff" * 50)
        states = {told["name"]: told["state"] for told in lines(self.check(5, "--json")) if told["kind"] == "file"}
        assert states["a.txt"] == "same" and states["deep/b.csv"] in {"unreadable", "changed"}

    def test_another_policy_than_the_runs_is_refused(self, house: Path) -> None:
        run()
        Path("light.toml").write_text(POLICY.replace('"UK_NHS"', '"UK_NINO"'), encoding="utf-8")
        assert "digest differs" in self.check(2).stderr

    def test_a_record_that_points_outside_is_not_followed(self, house: Path) -> None:
        run()
        report = Path("out.record/report.json")
        report.write_bytes(report.read_bytes().replace(b'"name": "a.txt"', b'"name": "../in/a.txt"'))
        assert "outside of the output" in self.check(4).stderr

    def test_without_a_record_nothing_is_claimed(self, house: Path) -> None:
        Path("out").mkdir()
        assert "report.json" in self.check(4).stderr

    def test_made_up_values_are_allowed_for_by_type_and_number_only(self) -> None:
        made_up = redaction("EMAIL_ADDRESS", TextSpan("p", 0, 4), "line 1")
        made_up = replace(made_up, operator="pseudonymise", effect=Effect.PSEUDONYMISED)
        file = file_record(outcome("a.txt", "text/plain", [made_up], {"p": (Modality.TEXT, (9,))}))
        found = [Leak(Kind.DETECTED, f"line {number}", "EMAIL_ADDRESS") for number in (1, 2)]
        found.append(Leak(Kind.DETECTED, "line 3", "UK_NHS"))
        left = [leak.place for leak in rechecking.unexplained(found, file, decided=0)]
        assert left == ["line 2", "line 3"]
        assert [leak.place for leak in rechecking.unexplained(found, file, decided=1)] == ["line 3"]

    def test_covered_places_are_no_findings(self) -> None:
        file = file_record(scan())
        page = Part("p1", Modality.IMAGE, Picture(1654, 2339, lambda: None), "page 1")
        under = Finding("FACE", (Box("p1", 210, 310, 600, 345),), 0.9, "faces")
        beside = Finding("FACE", (Box("p1", 900, 900, 990, 990),), 0.9, "faces")
        assert [leak.place for leak in rechecking.not_covered([under, beside], {"p1": page}, file)] == ["page 1"]


class TestLists:
    def test_models(self) -> None:
        told = lines(call("models", "list", "--json"))
        assert {each["name"] for each in told} == set(weights.models())
        assert "MIT" in call("models", "show", "centerface").stdout
        assert lines(call("models", "show", "centerface", "--json"))[0]["files"][0]["path"] == "centerface.onnx"

    def test_a_missing_model_is_told_by_the_exit_code(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.setenv("REDACT_CACHE", str(tmp_path))
        monkeypatch.delenv("REDACT_MODELS", raising=False)
        told = lines(call("models", "verify", "centerface", "--json", code=3))
        assert told[0]["state"] == "missing"
        call("models", "get", "nope", code=2)

    @pytest.mark.models
    def test_models_that_are_there_are_not_fetched_again(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(subprocess, "run", lambda *_, **__: pytest.fail("fetched"))
        assert all(each["state"] == "ready" for each in lines(call("models", "get", "--json")))

    def test_policies(self, house: Path) -> None:
        assert {each["name"] for each in lines(call("policy", "list", "--json"))} == {
            "corpus",
            "corpus-patterns",
            "default",
            "foi",
            "indirect",
        }
        assert 'name = "foi"' in call("policy", "show", "foi").stdout
        assert "sha256" in call("policy", "check", "light.toml").stdout

    @pytest.mark.parametrize("change", ["colour = 1", "[detectors]\nidentifiers = {speed = 3}", "score = 7"])
    def test_a_policy_that_cannot_work_is_refused(self, house: Path, change: str) -> None:
        text = POLICY.replace("[detectors]\nidentifiers = {}", change) if "[" in change else f"{change}\n{POLICY}"
        Path("light.toml").write_text(text, encoding="utf-8")
        result = call("policy", "check", "light.toml", code=2)
        assert result.stderr.startswith("redact: ") and result.stderr.count("\n") == 1

    def test_entities(self) -> None:
        told = {each["name"]: each for each in lines(call("entities", "--json"))}
        assert told["PERSON"]["direct"] and "a person's name" in call("entities").stdout

    def test_plugins(self) -> None:
        told = {(each["kind"], each["name"]): each for each in lines(call("plugins", "--json"))}
        assert ".txt" in told["handlers", "text"]["serves"] and told["detectors", "names"]["serves"] == "text"
        assert told["detectors", "identifiers"]["serves"] == "text (searched in C)"
        assert "package" in call("plugins").stdout

    def test_plugins_say_what_operators_serve_and_how_far_their_work_may_go(self) -> None:
        told = {each["name"]: each for each in lines(call("plugins", "--json")) if each["kind"] == "operators"}
        assert told["fill"]["serves"] == "image video (text and sound need operators of their own)"
        releases = {name: told[name]["release"] for name in ("fill", "blur", "pseudonymise", "mask", "static")}
        limited = {"blur": "limited", "pseudonymise": "limited"}
        assert releases == {"fill": "open", "mask": "open", "static": "open", **limited}

    def test_assessing_a_record(self, house: Path) -> None:
        run()
        assert lines(call("assess", "out.record", "--json"))[0]["kind"] == "record"
        assert "nothing that was counted remains" in call("assess", "out.record").stdout

    def test_assessing_a_table(self, house: Path) -> None:
        Path("t.csv").write_text("age,town,ill\n40,Leeds,a\n40,Leeds,b\n41,York,c\n", encoding="utf-8")
        told = lines(call("assess", "t.csv", "--quasi", "age", "--quasi", "town", "--sensitive", "ill", "--json"))[0]
        assert told["measures"]["k"] == 1
        assert "k = 1" in call("assess", "t.csv", "--quasi", "age").stdout
        call("assess", "out.record.json", "--quasi", "age", code=2)


class TestEnding:
    @pytest.mark.parametrize(
        ("failures", "files", "code"),
        [([], 3, 0), ([4], 1, 4), ([4], 3, 6), ([4, 4, 4], 3, 4), ([3, 4], 2, 6), ([1, 1], 5, 1), ([5], 1, 5)],
    )
    def test_the_code_of_many_files(self, failures: list[int], files: int, code: int) -> None:
        assert code_of(failures, files) == code

    def test_an_unexpected_error_shows_its_type_and_line_and_never_its_message(
        self, house: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def broken(*_: object) -> Iterator[Outcome]:
            raise ValueError(SECRET)

        monkeypatch.setattr(redactor.Redactor, "redact_folder", broken)
        result = run(code=4)
        assert result.stderr.startswith("redact: ValueError at redact/cli/run.py:") and "report it" in result.stderr
        assert SECRET not in result.output

    def test_an_interrupt_says_how_to_go_on(self, house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def interrupted(*_: object) -> Iterator[Outcome]:
            raise KeyboardInterrupt

        monkeypatch.setattr(redactor.Redactor, "redact_folder", interrupted)
        assert "same command again" in run(code=130).stderr

    def test_every_error_of_ours_ends_with_its_code(self, capsys: pytest.CaptureFixture[str]) -> None:
        import typer

        for kind in (RedactError, PolicyError, MissingError, UnreadableError, PluginError, NotVerifiedError):

            def failing(kind: type[RedactError] = kind) -> ExitCode:
                raise kind("it broke")

            with pytest.raises(typer.Exit) as caught:
                exits(failing)()
            assert caught.value.exit_code == kind.exit_code
            assert capsys.readouterr().err == f"redact: it broke; {kind('it broke').next_step}\n"

    def test_a_line_cannot_steer_the_terminal(self) -> None:
        assert plain("a\x1b[31m\nb\u202ec") == "a\ufffd[31m\ufffdb\ufffdc"

    def test_a_failure_of_a_missing_model_keeps_its_code(self, house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        failure = MissingError("the model x is not on this machine").failure("a.txt")
        monkeypatch.setattr(
            redactor.Redactor, "redact_folder", lambda *_: iter([Outcome("a.txt", failures=(failure,))])
        )
        assert "redact models get" in run(code=3).stderr


class TestProcess:
    def test_the_module_is_the_command(self, house: Path) -> None:
        done = subprocess.run(
            [sys.executable, "-m", "redact", "run", "in", "out", "-p", "light.toml", "--json", "-j", "1"],
            capture_output=True, check=False, env={**os.environ, "PYTHONIOENCODING": "ascii"},
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        assert [json.loads(line)["kind"] for line in done.stdout.splitlines()] == ["file", "file", "summary"]
        assert done.stderr == b""

    def test_a_reader_that_goes_away_ends_it_without_a_word(self, house: Path) -> None:
        for number in range(300):
            Path(f"in/{number}.txt").write_text(f"{SECRET}\n" * 20, encoding="utf-8")
        arguments = [sys.executable, "-m", "redact", "detect", "in", "-p", "light.toml", "--json"]
        with subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            assert process.stdout and process.stderr
            process.stdout.read(10)
            process.stdout.close()
            assert process.stderr.read() == b"" and process.wait() == 130

    def test_help_is_quick_and_loads_nothing_heavy(self) -> None:
        script = "import sys\nfrom redact.cli import app\nprint(sorted({n.split('.')[0] for n in sys.modules}))"
        done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True)
        assert not set(json.loads(done.stdout.replace("'", '"'))) & {
            "numpy",
            "spacy",
            "cv2",
            "lxml",
            "av",
            "PIL",
        }

    def test_a_terminal_with_few_letters_does_not_end_the_job(self, house: Path) -> None:
        done = subprocess.run(
            [sys.executable, "-m", "redact", "detect", "in", "-p", "light.toml"],
            capture_output=True, check=False, env={**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
        )  # fmt: skip
        assert done.returncode == 0 and b"characters 9?28" in done.stdout


def test_a_failure_line_is_the_failure() -> None:
    assert str(Failure("it broke", "a.txt", "mend it", 4)) == "a.txt: it broke; mend it"


def test_states_are_told_in_words() -> None:
    assert {str(state) for state in rechecking.State} >= {"same", "changed", "missing", "not in the record"}
