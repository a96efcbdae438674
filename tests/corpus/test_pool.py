"""A pool of real processes: results, progress, and what happens when a worker dies."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from redact.corpus.pool import Died, Done, Failed, Step, run
from redact.errors import UnreadableError


def work(task: str, tell: Callable[[Any], None]) -> str:
    tell(f"at {task}")
    if task == "exit":
        os._exit(3)
    if task == "kill":
        os.kill(os.getpid(), signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)
    if task == "refuse":
        raise UnreadableError("bad input", "mend it")
    if task == "raise":
        raise ValueError("a secret text")
    return task.upper()


def start() -> Callable[[str, Callable[[Any], None]], str]:
    return work


def start_badly() -> Callable[[str, Callable[[Any], None]], str]:
    raise UnreadableError("cannot start", "mend it")


@pytest.mark.parametrize("jobs", [1, 2])
def test_every_task_gets_its_answer_although_workers_die(jobs: int) -> None:
    tasks = ["a", "exit", "b", "kill", "refuse", "raise", "c"]
    events = list(run(jobs, start, tasks))
    ends = {event.task: event for event in events if not isinstance(event, Step)}
    assert set(ends) == set(tasks)
    assert {t: e.result for t, e in ends.items() if isinstance(e, Done)} == {"a": "A", "b": "B", "c": "C"}
    assert {t for t, e in ends.items() if isinstance(e, Died)} == {"exit", "kill"}
    errors = {t: e.error for t, e in ends.items() if isinstance(e, Failed)}
    assert set(errors) == {"refuse", "raise"}
    assert "secret" not in str(errors)


def test_what_a_worker_tells_arrives() -> None:
    assert [e.told for e in run(1, start, ["a", "b"]) if isinstance(e, Step)] == ["at a", "at b"]


def test_a_worker_that_cannot_start_fails_its_task() -> None:
    (event,) = run(1, start_badly, ["a"])
    assert isinstance(event, Failed)
    assert event.error.what == "cannot start"


def test_no_task_needs_no_worker() -> None:
    assert list(run(2, start_badly, [])) == []


def test_leaving_early_ends_the_workers() -> None:
    events = run(2, start, [str(n) for n in range(50)])
    next(events)
    events.close()  # type: ignore[attr-defined]  # a generator
    assert not multiprocessing.active_children()


def whoami(task: int, tell: Callable[[Any], None]) -> int:
    if task < 0:
        tell("started")
        time.sleep(60)
    return os.getpid()


def start_whoami() -> Callable[[int, Callable[[Any], None]], int]:
    return whoami


def test_workers_are_started_once_and_used_again() -> None:
    pids = [event.result for event in run(2, start_whoami, range(12)) if isinstance(event, Done)]
    assert len(pids) == 12
    assert len(set(pids)) <= 2
    assert os.getpid() not in pids


def test_a_task_is_not_blamed_for_a_worker_that_died_before_it() -> None:
    def tasks() -> Iterator[int]:
        yield 1
        for child in multiprocessing.active_children():
            child.kill()
            child.join()
        yield 2

    events = list(run(1, start_whoami, tasks()))
    assert [(type(event), event.task) for event in events] == [(Done, 1), (Done, 2)]


def test_a_large_answer_arrives_whole() -> None:
    event = list(run(1, start, ["x" * 3_000_000]))[-1]
    assert isinstance(event, Done)
    assert event.result == "X" * 3_000_000


def test_an_exception_of_the_user_ends_workers_at_their_work() -> None:
    events = run(2, start_whoami, [-1, -2])
    for event in events:
        assert isinstance(event, Step)
        break
    began = time.monotonic()
    events.close()  # type: ignore[attr-defined]  # a generator
    assert not multiprocessing.active_children()
    assert time.monotonic() - began < 10


INTERRUPTED = """
import signal
import sys
from tests.corpus.test_pool import start_whoami
from redact.corpus.pool import run

if __name__ == "__main__":
    import multiprocessing
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job is started deaf to it
    try:
        for event in run(2, start_whoami, [-1, -2]):
            print(*[child.pid for child in multiprocessing.active_children()], flush=True)
    except KeyboardInterrupt:
        print("interrupted", flush=True)
        sys.exit(130)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="an interrupt cannot be sent to one process alone on Windows")
def test_an_interrupt_ends_every_worker(tmp_path: Path) -> None:
    script = tmp_path / "job.py"
    script.write_text(INTERRUPTED, encoding="utf-8")
    root = Path(__file__).parents[2]
    parent = subprocess.Popen(
        [sys.executable, str(script)],
        env={**os.environ, "PYTHONPATH": str(root)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert parent.stdout is not None
    workers = [int(pid) for pid in parent.stdout.readline().split()]
    parent.send_signal(signal.SIGINT)
    out, err = parent.communicate(timeout=30)
    assert parent.returncode == 130
    assert "interrupted" in out
    assert "Traceback" not in err
    for pid in workers:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
