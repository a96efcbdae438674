"""Workers that take too much are ended, alone, and the other files go on."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from redact.corpus.limits import HOUR, NO_LIMITS, Limits, memory_of
from redact.corpus.pool import Done, Failed, Stopped, run
from redact.errors import UnreadableError
from redact.guard import guarded

MEGABYTE = 1 << 20


def work(task: str, tell: Callable[[Any], None]) -> str:
    Path(tempfile.mkdtemp(), "half written").touch()
    if task == "sleep":
        time.sleep(120)
    if task == "chatter":
        while True:
            tell("still at it")
    if task == "hoard":
        held = [bytearray(os.urandom(1024) * (8 * 1024)) for _ in range(100)]
        time.sleep(120)
        return str(len(held))
    if task == "burst":
        raise MemoryError("a secret text")
    return tempfile.gettempdir()


def start() -> Callable[[str, Callable[[Any], None]], str]:
    return work


def ends(tasks: list[str], limits: dict[str, Limits], jobs: int = 1) -> dict[str, Any]:
    events = run(jobs, start, tasks, lambda task: limits.get(task, NO_LIMITS))
    return {event.task: event for event in events if isinstance(event, Done | Failed | Stopped)}


@pytest.mark.parametrize("task", ["sleep", "chatter"])
def test_what_takes_too_long_is_stopped_and_the_rest_goes_on(task: str) -> None:
    limits = Limits(2.0, 0)
    began = time.monotonic()
    found = ends(["a", task, "b"], {task: limits})
    assert found[task] == Stopped(task, "time", limits)
    assert {type(found[name]) for name in "ab"} == {Done}
    assert time.monotonic() - began < 30


def test_what_takes_too_much_memory_is_stopped_and_the_rest_goes_on() -> None:
    limits = Limits(60.0, 400 * MEGABYTE)
    found = ends(["a", "hoard", "b"], {"hoard": limits}, jobs=2)
    assert found["hoard"] == Stopped("hoard", "memory", limits)
    assert {type(found[name]) for name in "ab"} == {Done}


def test_memory_that_ran_out_is_a_refusal_without_the_words_of_its_error() -> None:
    failed = ends(["burst"], {})["burst"]
    assert failed.error.what == "the memory ran out"
    with pytest.raises(UnreadableError, match="memory ran out"):
        guarded("x", work, "burst", print)


def test_what_a_stopped_worker_kept_for_the_moment_is_gone() -> None:
    found = ends(["a", "sleep"], {"sleep": Limits(2.0, 0)})
    folder = Path(found["a"].result)
    assert folder.name.startswith("redact-worker-")
    assert not folder.exists()


def test_time_grows_with_a_file_and_memory_does_not() -> None:
    small, large = Limits().for_file(1000), Limits().for_file(700_000_000)
    assert small == Limits(HOUR, large.memory)
    assert large.seconds == 70 * HOUR
    assert NO_LIMITS.for_file(700_000_000) == NO_LIMITS


def test_the_memory_of_a_process_is_that_of_the_process() -> None:
    before = memory_of(os.getpid())
    held = os.urandom(64 * MEGABYTE)
    assert memory_of(os.getpid()) - before > 32 * MEGABYTE
    assert len(held)
    assert memory_of(2**30) == 0
