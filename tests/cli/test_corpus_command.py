import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from redact import cli
from tests.shards.made_shards import ADDRESS, KEY, POLICY, make_all


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("REDACT_KEY", KEY)
    monkeypatch.chdir(tmp_path)
    make_all(tmp_path / "in")
    (tmp_path / "p.toml").write_text(POLICY)
    return tmp_path


def invoke(*arguments: str) -> Result:
    return CliRunner().invoke(cli.app, list(arguments))


def test_a_corpus_is_redacted_reported_and_its_state_told(corpus: Path):
    ran = invoke("corpus", "in", "out", "-p", "p.toml", "-j", "0")
    assert ran.exit_code == 0, ran.output
    assert "10 of 10 shards, 30 records" in ran.stdout
    report = json.loads((corpus / "out.record" / "corpus.json").read_text())
    assert report["findings"]["EMAIL_ADDRESS"] == 18
    assert len(report["shards"]) == 10
    card = (corpus / "out.record" / "data-card.md").read_text()
    assert "an e-mail address" in card
    assert "not anonymous" in card
    told = invoke("corpus", "status", "out", "--json")
    assert json.loads(told.stdout)["records"] == 30
    assert (json.loads(told.stdout)["units"], json.loads(told.stdout)["done"]) == (10, 10)
    assert ADDRESS not in ran.stdout + told.stdout + card + json.dumps(report)


def test_units_are_told_as_json_lines(corpus: Path):
    ran = invoke("corpus", "in", "out", "-p", "p.toml", "-j", "0", "--json", "-f", "text")
    lines = [json.loads(line) for line in ran.stdout.splitlines()]
    assert [line["kind"] for line in lines] == ["unit"] * 10 + ["summary"]
    assert lines[-1]["done"] == 10


def test_what_fails_is_said_and_the_others_go_on(corpus: Path):
    (corpus / "in" / "z.parquet").write_bytes(b"PAR1 no")
    ran = invoke("corpus", "in", "out", "-p", "p.toml", "-j", "0")
    assert ran.exit_code == 6
    assert "z.parquet" in ran.stderr
    assert not (corpus / "out" / "z.parquet").exists()


@pytest.mark.parametrize("arguments", [("nowhere", "out"), ("in", "in/out"), ("in", "out", "-f", "a[")])
def test_bad_arguments_are_refused_in_one_line(corpus: Path, arguments):
    ran = invoke("corpus", *arguments, "-p", "p.toml", "-j", "0")
    assert ran.exit_code in (2, 4)
    assert len(ran.stderr.strip().splitlines()) == 1
    assert not list(corpus.rglob("*.record"))


def test_counters_are_kept_in_a_file_for_collectors(corpus: Path):
    (corpus / "in" / "z.parquet").write_bytes(b"PAR1 no")
    invoke("corpus", "in", "out", "-p", "p.toml", "-j", "0", "--metrics", "m/redact.prom")
    lines = (corpus / "m" / "redact.prom").read_text().splitlines()
    assert lines[-1] == "# EOF"
    assert "redact_shards 11" in lines
    assert "redact_shards_done_total 10" in lines
    assert "redact_shards_failed_total 1" in lines
    assert 'redact_findings_total{type="EMAIL_ADDRESS"} 18' in lines
    told = [line.split()[2] for line in lines if line.startswith("# TYPE")]
    assert len(told) == len(set(told))
