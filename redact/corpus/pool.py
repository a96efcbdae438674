"""A pool of worker processes that outlives its workers.

Each worker has a pipe of its own, so when one dies (killed, out of memory, crashed in native code) it is known which
task killed it: that task alone is reported dead, and a fresh worker takes over. Tasks are handed out one at a time in
their order; results come as they are done. A worker that takes more time or memory than its task may is ended the same
way. Works the same on every platform, by starting fresh interpreters.
"""

from __future__ import annotations

import shutil
import signal
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING, Any, Generic, TypeAlias, TypeVar

from redact.corpus.limits import NO_LIMITS, Excess, Limits, Watch
from redact.errors import RedactError
from redact.guard import guarded

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess

Task = TypeVar("Task")
Result = TypeVar("Result")
Tell: TypeAlias = Callable[[Any], None]
Work: TypeAlias = Callable[[Task, Tell], Result]
Limit: TypeAlias = Callable[[Task], Limits]
_PATIENCE = 5.0
_LOOK = 0.25
"""Seconds between two looks at what the workers take: memory grows by a gigabyte or two meanwhile at most."""


@dataclass(frozen=True, slots=True)
class Step(Generic[Task]):
    """Something that a worker tells while it is at a task."""

    task: Task
    told: Any


@dataclass(frozen=True, slots=True)
class Done(Generic[Task, Result]):
    """A task's result."""

    task: Task
    result: Result


@dataclass(frozen=True, slots=True)
class Failed(Generic[Task]):
    """A task that raised: one of our errors."""

    task: Task
    error: RedactError


@dataclass(frozen=True, slots=True)
class Died(Generic[Task]):
    """A task whose worker died with it; ``exit_code`` is the process's (negative: the signal that ended it)."""

    task: Task
    exit_code: int | None


@dataclass(frozen=True, slots=True)
class Stopped(Generic[Task]):
    """A task whose worker was ended because it took too much, and of what; ``limits`` is what it was allowed."""

    task: Task
    excess: Excess
    limits: Limits


Event: TypeAlias = Step[Task] | Done[Task, Result] | Failed[Task] | Died[Task] | Stopped[Task]


class _Worker(Generic[Task, Result]):
    """One process, its pipe, the task that it is at, and a folder for what it keeps meanwhile, which ends with it."""

    def __init__(self, start: Callable[[], Work[Task, Result]]) -> None:
        context = get_context("spawn")
        self.folder = tempfile.mkdtemp(prefix="redact-worker-")
        self.pipe, theirs = context.Pipe()
        self.process: SpawnProcess = context.Process(target=_serve, args=(start, theirs, self.folder), daemon=True)
        self.process.start()
        theirs.close()
        self.task: Task | None = None
        self.watch = self._watch(NO_LIMITS)

    def _watch(self, limits: Limits) -> Watch:
        return Watch(self.process.pid or 0, limits)

    def give(self, task: Task, limits: Limits) -> None:
        self.task, self.watch = task, self._watch(limits)
        with suppress(OSError):  # a worker that died meanwhile is noticed when its answer is read
            self.pipe.send(task)

    def end(self) -> None:
        self.pipe.close()
        self.process.join(_PATIENCE if self.task is None else 0.0)
        for harder in (self.process.terminate, self.process.kill):
            if self.process.is_alive():
                harder()
                self.process.join(_PATIENCE)
        shutil.rmtree(self.folder, ignore_errors=True)


def run(
    jobs: int,
    start: Callable[[], Work[Task, Result]],
    tasks: Iterable[Task],
    limit: Limit[Task] = lambda _: NO_LIMITS,
) -> Iterator[Event[Task, Result]]:
    """Run *tasks* in *jobs* worker processes; *start* (picklable) is called once in each and returns the work function.

    *limit* says what each task may take. Yields events as they come. Closing the iterator, or an exception in its user,
    ends every worker.
    """
    waiting = iter(tasks)
    workers: list[_Worker[Task, Result]] = []
    try:
        while True:
            for worker, task in _occupied(workers, waiting, jobs, start):
                worker.give(task, limit(task))
            busy = [worker for worker in workers if worker.task is not None]
            if not busy:
                return
            ready = wait([worker.pipe for worker in busy], _LOOK)
            for worker in busy:
                if worker.pipe in ready:
                    yield from _heard(worker, workers)
                yield from _stopped(worker, workers)
    finally:
        for worker in workers:
            worker.end()


def _occupied(
    workers: list[_Worker[Task, Result]],
    waiting: Iterator[Task],
    jobs: int,
    start: Callable[[], Work[Task, Result]],
) -> Iterator[tuple[_Worker[Task, Result], Task]]:
    """A task for every idle worker, and workers made while there are tasks and room."""
    idle = [worker for worker in workers if worker.task is None]
    for _ in range(len(idle) + max(jobs, 1) - len(workers)):
        task = next(waiting, None)
        if task is None:
            return
        worker = _alive(idle, workers) or _Worker(start)
        if worker not in workers:
            workers.append(worker)
        yield worker, task


def _stopped(worker: _Worker[Task, Result], workers: list[_Worker[Task, Result]]) -> Iterator[Event[Task, Result]]:
    """End a worker that takes too much."""
    task, excess = worker.task, worker.watch.excess()
    if task is None or excess is None:
        return
    workers.remove(worker)
    worker.end()
    yield Stopped(task, excess, worker.watch.limits)


def _alive(idle: list[_Worker[Task, Result]], workers: list[_Worker[Task, Result]]) -> _Worker[Task, Result] | None:
    """An idle worker. One that died with nothing to do is let go, so that the next task is not blamed for it."""
    while idle:
        worker = idle.pop()
        if worker.process.is_alive():
            return worker
        workers.remove(worker)
        worker.end()
    return None


def _heard(worker: _Worker[Task, Result], workers: list[_Worker[Task, Result]]) -> Iterator[Event[Task, Result]]:
    task = worker.task
    if task is None:
        return
    try:
        kind, value = worker.pipe.recv()
    except (EOFError, OSError):
        workers.remove(worker)
        worker.process.join(_PATIENCE)
        yield Died(task, worker.process.exitcode)
        worker.task = None
        worker.end()
        return
    if kind != "told":
        worker.task = None
    yield {"told": Step, "done": Done, "failed": Failed}[kind](task, value)


def _serve(start: Callable[[], Work[Task, Result]], pipe: Connection, folder: str) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what an interrupt means
    tempfile.tempdir = folder
    work: Work[Task, Result] | None = None

    def tell(told: Any) -> None:
        with suppress(OSError):  # nobody listens any more: this process is about to be ended
            pipe.send(("told", told))

    while True:
        try:
            task = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            work = work or guarded("a worker", start)
            answer: tuple[str, Any] = ("done", guarded("a worker", work, task, tell))
        except RedactError as error:
            answer = ("failed", error)
        try:
            pipe.send(answer)
        except OSError:
            return
