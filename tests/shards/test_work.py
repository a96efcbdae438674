"""Shards redacted whole: what comes out, what is held back, what is done once, and by whom makes no difference."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import fsspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from redact import Redactor
from redact.errors import NotVerifiedError, PolicyError, UnreadableError
from redact.redactor import RedactedText
from redact.shards import batched, job, records
from redact.shards.drivers.local import LocalDriver
from redact.shards.planning import passed_over, planned
from redact.shards.receipts import Receipts
from redact.shards.setup import Setup, bench, redactor_of, setup_of
from redact.shards.work import process_shard
from tests.shards.made_shards import ADDRESS, KEY, MAKERS, NUMBER, ROWS, jsonl, make_all, parquet, policy


@pytest.fixture(autouse=True)
def key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REDACT_KEY", KEY)


def setup(folder: Path, **changes) -> Setup:
    import msgspec

    made = setup_of(policy(), str(folder / "record"), str(folder / "quarantine"), None)
    return msgspec.structs.replace(made, **changes)


def done(folder: Path, driver=None, target: str = "out", **changes) -> job.Sum:
    work = job.run(str(folder / "in"), str(folder / target), setup(folder, **changes), driver or LocalDriver())
    return [total for _, total in work][-1]


def digests(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_every_form_is_redacted_under_its_name(tmp_path: Path):
    make_all(tmp_path / "in")
    total = done(tmp_path)
    assert not total.failures
    assert total.done == len(MAKERS) + 1
    assert set(digests(tmp_path / "out")) == set(digests(tmp_path / "in"))
    for path in (tmp_path / "out").rglob("*.jsonl"):
        rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        assert [row["id"] for row in rows] == [1, 2, 3]
        assert rows[1] == ROWS[1]
        assert ADDRESS not in path.read_text("utf-8")
        assert rows[0]["text"].startswith("Write to EMAIL_ADDRESS_")
        assert rows[2]["messages"][1]["content"].startswith("Ask EMAIL_ADDRESS_")
    rows = pq.read_table(tmp_path / "out" / "e.parquet").to_pylist()
    assert (
        rows[2]["messages"][1]["content"]
        == json.loads((tmp_path / "out" / "a.jsonl").read_text("utf-8").splitlines()[2])["messages"][1]["content"]
    )
    assert total.counts.findings["PHONE_NUMBER"] >= 2 * 7


def test_one_value_is_one_pseudonym_in_all_shards_and_another_under_another_key(tmp_path: Path, monkeypatch):
    make_all(tmp_path / "in")
    done(tmp_path)
    texts = [
        path.read_text("utf-8") for path in (tmp_path / "out").rglob("*") if path.suffix in {".jsonl", ".csv", ".tsv"}
    ]
    assert len({token for text in texts for token in re.findall(r"EMAIL_ADDRESS_\w+", text)}) == 1
    monkeypatch.setenv("REDACT_KEY", "cd" * 32)
    done(tmp_path, target="other")
    assert digests(tmp_path / "other")["a.jsonl"] != digests(tmp_path / "out")["a.jsonl"]


def test_a_shard_without_findings_is_the_same_bytes(tmp_path: Path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.jsonl").write_bytes(b'{"a":  "nothing" }\r\n\r\n{"b":"\\u00e9"}')
    pq.write_table(pq.read_table(_made(tmp_path / "x.parquet")).slice(1, 1), tmp_path / "in" / "b.parquet")
    total = done(tmp_path)
    assert total.counts.changed == 0
    assert digests(tmp_path / "out") == digests(tmp_path / "in")


def _made(path: Path) -> Path:
    parquet(path)
    return path


def test_only_the_fields_that_were_asked_for_change(tmp_path: Path):
    (tmp_path / "in").mkdir()
    jsonl(tmp_path / "in" / "a.jsonl")
    done(tmp_path, fields=("messages[].content",))
    rows = [json.loads(line) for line in (tmp_path / "out" / "a.jsonl").read_text("utf-8").splitlines()]
    assert rows[0] == ROWS[0]
    assert rows[2]["user"] == ROWS[2]["user"]
    assert NUMBER not in rows[2]["messages"][1]["content"]


def test_records_that_cannot_be_read_are_held_back_with_their_reason(tmp_path: Path):
    (tmp_path / "in").mkdir()
    good = json.dumps(ROWS[0]).encode() + b"\n"
    (tmp_path / "in" / "a.jsonl").write_bytes(good * 3 + b'{"text": "kim.bow@example.org"\n' + good)
    total = done(tmp_path, most_held=0.5)
    assert total.counts.held == 1
    assert len((tmp_path / "out" / "a.jsonl").read_bytes().splitlines()) == 4
    (held,) = (tmp_path / "quarantine").rglob("*.jsonl")
    assert held.stat().st_mode & 0o077 == 0
    record = json.loads(held.read_text())
    assert base64.b64decode(record["record"]) == b'{"text": "kim.bow@example.org"\n'
    assert "JSON" in record["reason"]
    assert ADDRESS not in json.dumps(total.counts.quarantined)


def test_too_many_of_them_withhold_the_shard(tmp_path: Path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.jsonl").write_bytes(json.dumps(ROWS[0]).encode() + b"\nbroken\n")
    jsonl(tmp_path / "in" / "b.jsonl")
    total = done(tmp_path)
    assert [failure.where for failure in total.failures] == ["a.jsonl"]
    assert "1 of 2 records" in total.failures[0].what
    assert set(digests(tmp_path / "out")) == {"b.jsonl"}


def test_a_record_in_which_a_hidden_value_is_left_is_held_back(tmp_path: Path, monkeypatch):
    (tmp_path / "in").mkdir()
    jsonl(tmp_path / "in" / "a.jsonl")
    real = Redactor.redact_records

    def forgetful(self, rows):
        rows = list(rows)
        for old, redacted in zip(rows, real(self, rows), strict=True):
            yield tuple(
                RedactedText(text, each.findings) if "Ask" in text else each
                for text, each in zip(old, redacted, strict=True)
            )

    monkeypatch.setattr(Redactor, "redact_records", forgetful)
    total = done(tmp_path, most_held=0.5)
    assert total.counts.quarantined == {records.LEFT: 1}
    assert ADDRESS not in (tmp_path / "out" / "a.jsonl").read_text("utf-8")


def test_a_shard_that_is_not_written_as_meant_is_withheld(tmp_path: Path, monkeypatch):
    from redact.shards.forms.jsonl import JsonLinesSink

    (tmp_path / "in").mkdir()
    jsonl(tmp_path / "in" / "a.jsonl")
    monkeypatch.setattr(JsonLinesSink, "put", lambda self, batch, new: self._out.writelines(batch.lines))
    at = bench(setup(tmp_path))
    (unit,) = planned(str(tmp_path / "in"), str(tmp_path / "out"), at.redactor)
    with pytest.raises(NotVerifiedError):
        process_shard(unit, at)
    assert not digests(tmp_path / "out")


def test_what_is_done_is_not_done_again(tmp_path: Path, monkeypatch):
    make_all(tmp_path / "in")
    first = done(tmp_path)
    before = digests(tmp_path / "out")
    monkeypatch.setattr(batched, "redacted", lambda *_: pytest.fail("it was done again"))
    assert done(tmp_path).counts == first.counts
    assert digests(tmp_path / "out") == before


def test_a_changed_output_or_input_or_policy_is_done_again(tmp_path: Path):
    (tmp_path / "in").mkdir()
    jsonl(tmp_path / "in" / "a.jsonl")
    done(tmp_path)
    before = digests(tmp_path / "out")
    (tmp_path / "out" / "a.jsonl").write_text("spoilt")
    done(tmp_path)
    assert digests(tmp_path / "out") == before
    with (tmp_path / "in" / "a.jsonl").open("a") as file:
        file.write('{"text": "more of kim.bow@example.org"}\n')
    assert done(tmp_path).counts.records == 4
    spoken = [receipt.unit for receipt in Receipts(str(tmp_path / "record")).all()]
    done(tmp_path, fields=("text",))
    after = [receipt.unit for receipt in Receipts(str(tmp_path / "record")).all()]
    assert len(spoken) == len(after) == 1  # of what is there now, and of nothing that was
    assert spoken != after


def test_processes_give_the_same_bytes_as_none(tmp_path: Path):
    make_all(tmp_path / "in")
    done(tmp_path)
    done(tmp_path, LocalDriver(2), "other", quarantine=str(tmp_path / "q2"), record=str(tmp_path / "r2"))
    assert digests(tmp_path / "other") == digests(tmp_path / "out")


def test_a_worker_with_another_key_does_nothing(tmp_path: Path, monkeypatch):
    made = setup(tmp_path)
    monkeypatch.setenv("REDACT_KEY", "cd" * 32)
    with pytest.raises(PolicyError, match="another key"):
        bench(made)


def test_the_key_travels_nowhere(tmp_path: Path):
    import pickle

    make_all(tmp_path / "in")
    done(tmp_path)
    kept = [path.read_bytes() for path in (tmp_path / "record").rglob("*") if path.is_file()]
    for told in (pickle.dumps(setup(tmp_path)), repr(setup(tmp_path)).encode(), *kept):
        assert KEY.encode() not in told
        assert bytes.fromhex(KEY) not in told
        assert ADDRESS.encode() not in told


def test_places_inside_each_other_are_refused(tmp_path: Path):
    make_all(tmp_path / "in")
    with pytest.raises(PolicyError, match="inside each other"):
        done(tmp_path, target="in/out")
    with pytest.raises(PolicyError, match="inside each other"):
        done(tmp_path, record=str(tmp_path / "out" / "record"))
    with pytest.raises(UnreadableError, match="no such"):
        done(tmp_path / "elsewhere")


def test_addresses_of_a_store_are_read_and_written(tmp_path: Path):
    make_all(tmp_path / "in")
    done(tmp_path)
    memory = fsspec.filesystem("memory")
    memory.put(str(tmp_path / "in"), "/bucket/in", recursive=True)
    at = setup(tmp_path, record="memory://bucket/record", quarantine="memory://bucket/quarantine")
    for _ in range(2):
        ends = [ended for ended, _ in job.run("memory://bucket/in", "memory://bucket/out", at, LocalDriver())]
        assert all(ended.receipt for ended in ends)
    stored = {path: hashlib.sha256(memory.cat(path)).hexdigest() for path in memory.find("/bucket/out")}
    assert {path.removeprefix("/bucket/out/"): digest for path, digest in stored.items()} == digests(tmp_path / "out")


CHILD = """
import sys
from pathlib import Path
from tests.shards.test_work import done
done(Path(sys.argv[1]), target=sys.argv[2])
"""


def test_killed_anywhere_the_same_job_does_the_rest(tmp_path: Path):
    make_all(tmp_path / "in")
    rows = "".join(json.dumps({**row, "n": n}) + "\n" for n in range(700) for row in ROWS)
    (tmp_path / "in" / "long.jsonl").write_text(rows)
    done(tmp_path, target="whole", record=str(tmp_path / "r"), quarantine=str(tmp_path / "q"))
    chance = random.Random(5)
    environment = {**os.environ, "REDACT_KEY": KEY}
    killed = 0
    for _ in range(5):
        child = subprocess.Popen([sys.executable, "-c", CHILD, str(tmp_path), "out"], env=environment)
        wait_for_output(tmp_path / "out", child)
        time.sleep(chance.random() * 0.3)
        child.send_signal(signal.SIGKILL)
        killed += child.wait() == -signal.SIGKILL
        finished = digests(tmp_path / "out")
        assert {n: d for n, d in finished.items() if not n.rpartition("/")[2].startswith(".")}.items() <= digests(
            tmp_path / "whole"
        ).items()
    assert killed
    done(tmp_path)
    assert digests(tmp_path / "out") == digests(tmp_path / "whole")


def wait_for_output(folder: Path, child: subprocess.Popen) -> None:
    while child.poll() is None and not (folder.is_dir() and any(folder.iterdir())):
        time.sleep(0.01)


@pytest.mark.parametrize("name", ["a.jsonl", "e.parquet"])
def test_a_large_shard_in_stretches_is_the_same_shard(tmp_path: Path, name: str):
    (tmp_path / "in").mkdir()
    rows = [{**row, "n": n} for n in range(40) for row in ROWS]
    if name.endswith("l"):
        (tmp_path / "in" / name).write_text("".join(json.dumps(row) + "\n" for row in rows))
    else:
        pq.write_table(pa.Table.from_pylist(rows), tmp_path / "in" / name, row_group_size=25)
    size = (tmp_path / "in" / name).stat().st_size
    whole = done(tmp_path, target="whole", record=str(tmp_path / "r"), quarantine=str(tmp_path / "q"))
    total = done(tmp_path, LocalDriver(2), stretch=size // 4)
    assert (total.units, total.done, total.failures) == (1, 1, ())
    assert total.counts == whole.counts
    if name.endswith("l"):
        assert digests(tmp_path / "out") == digests(tmp_path / "whole")
    else:
        tables = [pq.read_table(tmp_path / folder / name) for folder in ("out", "whole")]
        assert tables[0].equals(tables[1])
    assert not list((tmp_path / "record" / "parts").rglob("*.0*"))
    before = digests(tmp_path / "out"), digests(tmp_path / "record")
    assert done(tmp_path, stretch=size // 4).counts == whole.counts
    assert (digests(tmp_path / "out"), digests(tmp_path / "record")) == before


def test_stretches_that_are_done_are_not_done_again(tmp_path: Path, monkeypatch):
    (tmp_path / "in").mkdir()
    bad = tmp_path / "in" / "a.jsonl"
    good = [json.dumps({**ROWS[0], "n": n}) + "\n" for n in range(60)]
    bad.write_text("".join(good) + "broken\n" * 30)
    size = bad.stat().st_size
    assert done(tmp_path, stretch=size // 5).failures
    receipts = list(Receipts(str(tmp_path / "record")).all())
    assert 0 < len(receipts) < 6
    assert not digests(tmp_path / "out")


def test_ray_gives_the_same_bytes(tmp_path: Path, monkeypatch):
    pytest.importorskip("ray", reason="Ray is not installed: pip install 'redact[ray]'")
    from redact.shards.drivers.ray import RayDriver

    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    make_all(tmp_path / "in")
    (tmp_path / "in" / "broken.jsonl").write_text("{\n")
    done(tmp_path)
    total = done(tmp_path, RayDriver(workers=2), "ray", quarantine=str(tmp_path / "q2"), record=str(tmp_path / "r2"))
    assert [failure.where for failure in total.failures] == ["broken.jsonl"]
    assert digests(tmp_path / "ray") == digests(tmp_path / "out")


def test_other_files_are_redacted_as_documents_and_unknown_ones_are_passed_over(tmp_path: Path):
    (tmp_path / "in" / "deep").mkdir(parents=True)
    (tmp_path / "in" / "deep" / "note.txt").write_text(f"Ask {ADDRESS}")
    (tmp_path / "in" / "07700 900123.txt").write_text("nothing")
    (tmp_path / "in" / "weights.bin").write_bytes(b"\0\1")
    jsonl(tmp_path / "in" / "a.jsonl")
    total = done(tmp_path)
    assert ["07700" in failure.where for failure in total.failures] == [False]
    assert set(digests(tmp_path / "out")) == {"a.jsonl", "deep/note.txt"}
    assert (tmp_path / "out" / "deep" / "note.txt").read_text().startswith("Ask EMAIL_ADDRESS_")
    assert passed_over(str(tmp_path / "in"), redactor_of(setup(tmp_path))) == ["weights.bin"]


@pytest.mark.parametrize("name", ["a.jsonl", "e.parquet", "f.arrow", "h.csv"])
def test_a_field_that_is_nowhere_fails_the_shard(tmp_path: Path, name: str):
    (tmp_path / "in").mkdir()
    MAKERS[name](tmp_path / "in" / name)
    total = done(tmp_path, fields=("txet",))
    assert len(total.failures) == 1
    assert total.failures[0].exit_code == 2
    assert not digests(tmp_path / "out")


def test_texts_in_types_that_cannot_be_opened_fail_the_shard(tmp_path: Path):
    (tmp_path / "in").mkdir()
    column = pa.array([[ADDRESS]], pa.list_view(pa.string()))
    table = pa.table({"a": column})
    with pa.ipc.new_stream(str(tmp_path / "in" / "a.arrow"), table.schema) as sink:
        sink.write_table(table)
    total = done(tmp_path)
    assert "cannot be opened" in total.failures[0].what
    assert not digests(tmp_path / "out")


def test_a_column_that_is_no_utf_8_fails_the_shard_without_its_bytes(tmp_path: Path):
    (tmp_path / "in").mkdir()
    bad = pa.Array.from_buffers(
        pa.string(), 1, [None, pa.array([0, 5], pa.int32()).buffers()[1], pa.py_buffer(b"kim\xff\xfe")]
    )
    pq.write_table(pa.table({"a": bad}), tmp_path / "in" / "a.parquet")
    total = done(tmp_path)
    assert "UTF-8" in total.failures[0].what
    assert "kim" not in str(total.failures)


@pytest.mark.parametrize("name", ["a.parquet", "b.arrow", "c.feather"])
def test_columns_that_keep_each_value_once_are_redacted_row_by_row(tmp_path: Path, name: str):
    (tmp_path / "in").mkdir()
    values = [f"Ask {ADDRESS}", "nobody", None, f"Ask {ADDRESS}", "nobody", "Ask kim.bow@example.net"]
    table = pa.table({"n": list(range(6)), "a": pa.array(values).dictionary_encode()})
    path = tmp_path / "in" / name
    if name.endswith("parquet"):
        pq.write_table(table, path, row_group_size=2)
    else:
        with (pa.ipc.new_file if name.endswith("feather") else pa.ipc.new_stream)(str(path), table.schema) as sink:
            sink.write_table(table, max_chunksize=2)
    total = done(tmp_path)
    assert not total.failures
    out = tmp_path / "out" / name
    if name.endswith("parquet"):
        new = pq.read_table(out)
    else:
        new = (pa.ipc.open_file if name.endswith("feather") else pa.ipc.open_stream)(out.read_bytes()).read_all()
    assert new.schema.equals(table.schema)
    told = new["a"].to_pylist()
    assert told[1:3] + told[4:5] == ["nobody", None, "nobody"]
    assert told[0] == told[3] != told[5]
    assert told[0].startswith("Ask EMAIL_ADDRESS_")


def test_what_an_operator_keeps_is_not_held_back(tmp_path: Path):
    import msgspec

    from redact.policy import parse
    from tests.shards.made_shards import POLICY

    (tmp_path / "in").mkdir()
    jsonl(tmp_path / "in" / "a.jsonl")
    kept = parse(POLICY + '[entities.EMAIL_ADDRESS]\ntext = "keep"\n')
    total = done(tmp_path, policy=kept)
    assert total.counts.held == 0
    assert set(total.counts.findings) == {"PHONE_NUMBER"}
    assert ADDRESS in (tmp_path / "out" / "a.jsonl").read_text("utf-8")
    assert msgspec.json.encode(total.counts)
