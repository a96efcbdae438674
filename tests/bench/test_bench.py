"""The benches run, on a small text; how fast anything is, is nowhere asserted."""

import json
import statistics
from unittest.mock import Mock

import pytest

from tests.bench import identifiers, linear, values
from tests.bench.dense import KINDS, dense, short_rows
from tests.bench.engines import ENGINES, OURS, Engine
from tests.bench.one import Failed, Job, Took, beginning, measure_in_own_process, measured
from tests.bench.real_text import real_text
from tests.bench.texts import prose


def in_own_process(engine, texts, tmp_path):
    path = tmp_path / "texts.json"
    path.write_text(json.dumps(texts), encoding="utf-8")
    return measure_in_own_process(Job(engine, str(path), seconds=0.0, runs=1))


@pytest.mark.parametrize("engine", ["redact, plain", "redact, whole policy", "scrubadub", "datafog"])
def test_an_engine_runs_in_its_own_process(engine, tmp_path):
    if missing := ENGINES[engine].missing:
        pytest.skip(f"{missing} is not installed")
    took = in_own_process(engine, ["Write to kim.bow@example.org", "Nothing here"], tmp_path)
    assert (took.failed, took.characters) == ("", 40)
    assert took.findings >= 1


@pytest.mark.models
def test_presidio_is_a_peer(tmp_path, capsys):
    pytest.importorskip("presidio_analyzer")
    engines = ("redact, plain", "Presidio, default", "Presidio, patterns only")
    took = identifiers.compare("tiny", ["Write to kim.bow@example.org"], engines, seconds=0.0)
    assert all(one.findings and not one.failed for one in took.values()), took
    heads, _, ours, default, patterns = capsys.readouterr().out.strip().splitlines()[-5:]
    assert "redact, plain is" in heads and ours.startswith("| redact, plain |")
    assert default.endswith("x |") and patterns.endswith("x |")


def test_a_missing_peer_and_one_that_fails_are_said(monkeypatch, tmp_path):
    monkeypatch.setitem(ENGINES, "nobody", Engine(lambda: len, "no_such_package"))
    nobody = in_own_process("nobody", ["text"], tmp_path)
    failing = measure_in_own_process(Job("redact, plain", str(tmp_path / "nothing.json")))
    lines = identifiers.table({"redact, plain": Took(100, 0.5, 1), "nobody": nobody})
    assert nobody.failed == "no_such_package is not installed" and nobody.failed in lines[-1]
    assert "FileNotFoundError" in failing.failed
    assert "| 0 | 0.50 | 0.000 | 10.00 |" in lines[2]


def test_the_command_takes_names_and_files(monkeypatch, tmp_path, capsys):
    seen = {}
    monkeypatch.setattr(identifiers, "compare", lambda name, texts, engines, *, seconds: seen.update({name: texts}))
    mine = tmp_path / "mine.txt"
    mine.write_text("my text", encoding="utf-8")
    identifiers.main(["rows", str(mine), "--megabytes", "0.001"])
    assert sum(map(len, seen["rows"])) >= 1000 and seen[str(mine)] == ["my text"]
    monkeypatch.setattr("tests.bench.texts.EVAL", tmp_path)
    identifiers.main(["eval"])
    assert "nothing was measured" in capsys.readouterr().out


def test_more_of_the_text_is_read_until_a_run_is_long_enough():
    read = []

    def count(texts):
        read.append(sum(map(len, texts)))
        return 7

    took = measured(count, ["a" * 1000] * 300, seconds=9.0, runs=3)
    assert (took.characters, took.findings) == (300_000, 7)
    assert read == [20_000, 100_000, 300_000, 300_000, 300_000]


def test_the_beginning_keeps_texts_whole_and_cuts_long_ones():
    assert beginning(["ab", "cde", "f"], 3) == ["ab", "cde"]
    assert [len(text) for text in beginning(["a" * 10**6], 150_000)] == [150_000]


def test_one_string_is_measured_for_time_and_memory(monkeypatch, capsys):
    assert len(linear.one_string(12_345)) == 12_345
    monkeypatch.setattr(linear, "SIZES", (1000,))
    linear.print_linear(["redact, plain"])
    (line,) = [line for line in capsys.readouterr().out.splitlines() if line.startswith("| 1,000 |")]
    assert int(line.split("|")[2].replace(",", "")) > 0


def test_a_failure_is_said_and_ends_the_table(monkeypatch, capsys):
    monkeypatch.setattr(linear, "measured", Mock(side_effect=Failed("more than 1 s")))
    linear.print_linear(["redact, plain"])
    assert [line for line in capsys.readouterr().out.splitlines() if "more than" in line] == [
        "| 1,000 | more than 1 s |"
    ]


def test_a_profile_names_functions(capsys, tmp_path):
    mine = tmp_path / "mine.txt"
    mine.write_text("Write to kim.bow@example.org", encoding="utf-8")
    identifiers.main([str(mine), "--profile", "--engine", "redact, plain"])
    assert "identifiers.py" in capsys.readouterr().out


def test_made_up_text_is_the_same_every_time_and_as_long_as_asked_for():
    assert dense(50_000) == dense(50_000) != dense(50_000, seed=8)
    assert 50_000 <= sum(map(len, dense(50_000))) < 60_000
    assert all(100 <= len(row) <= 300 for row in short_rows(50_000))


def test_dense_text_holds_four_to_eight_identifiers_in_a_thousand_characters(monkeypatch):
    made: list[str] = []

    def kept(real):
        return lambda random: made.append(real(random)) or made[-1]

    names = "email telephone ip mac url device card imei iban nhs nino ssn account address vehicle born token session"
    counted = {getattr(values, name): kept(getattr(values, name)) for name in names.split()}
    for real, kept_one in counted.items():
        monkeypatch.setattr(values, real.__name__, kept_one)
    monkeypatch.setattr(values, "LABELLED", {label: counted[real] for label, real in values.LABELLED.items()})
    texts = dense(200_000)
    text = "\n".join(texts)
    assert len(texts) >= 4 * len(KINDS)
    assert 4 <= 1000 * sum(value in text for value in made) / len(text) <= 8


def test_made_up_numbers_have_the_right_check_digits():
    from random import Random

    from stdnum import iban, imei, luhn
    from stdnum.gb import nhs

    random = Random(1)
    for _ in range(50):
        assert luhn.is_valid(values.card(random).replace(" ", ""))
        assert imei.is_valid(values.imei(random)) and iban.is_valid(values.iban(random))
        assert nhs.is_valid(values.nhs(random))


def test_prose_reads_like_sentences():
    texts = prose(100_000)
    words = [len(word) for text in texts for word in text.split()]
    assert sum(map(len, texts)) >= 100_000 and 3 < statistics.mean(words) < 8


def test_real_text_is_the_same_every_time_mixed_and_no_more_than_asked_for():
    texts = real_text(2)
    assert sum(map(len, texts)) == 2_000_000 and all(texts) and len(texts) > 50
    sources = ["\nimport " in text or "\nfrom " in text for text in texts]
    assert any(sources) and not all(sources)
    some = real_text(1)
    assert some[:-1] == texts[: len(some) - 1] and texts[len(some) - 1].startswith(some[-1])


def test_each_of_our_engines_is_there():
    assert set(OURS) <= set(ENGINES)
