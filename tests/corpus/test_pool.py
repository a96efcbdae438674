"""A pool of real processes: results, progress, and what happens when a worker dies."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
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
    import multiprocessing

    events = run(2, start, [str(n) for n in range(50)])
    next(events)
    events.close()  # type: ignore[attr-defined]  # a generator
    assert not multiprocessing.active_children()
