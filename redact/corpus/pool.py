"""A pool of worker processes that outlives its workers.

Each worker has a pipe of its own, so when one dies (killed, out of memory, crashed in native code) it is known which
task killed it: that task alone is reported dead, and a fresh worker takes over. Tasks are handed out one at a time in
their order; results come as they are done. Works the same on every platform, by starting fresh interpreters.
"""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING, Any, Generic, TypeAlias, TypeVar

from redact.errors import RedactError
from redact.guard import guarded

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess

Task = TypeVar("Task")
Result = TypeVar("Result")
Tell: TypeAlias = Callable[[Any], None]
Work: TypeAlias = Callable[[Task, Tell], Result]
_PATIENCE = 5.0


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


Event: TypeAlias = Step[Task] | Done[Task, Result] | Failed[Task] | Died[Task]


class _Worker(Generic[Task, Result]):
    """One process, its pipe, and the task that it is at."""

    def __init__(self, start: Callable[[], Work[Task, Result]]) -> None:
        context = get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process: SpawnProcess = context.Process(target=_serve, args=(start, theirs), daemon=True)
        self.process.start()
        theirs.close()
        self.task: Task | None = None

    def give(self, task: Task) -> None:
        self.task = task
        with suppress(OSError):  # a worker that died meanwhile is noticed when its answer is read
            self.pipe.send(task)

    def end(self) -> None:
        self.pipe.close()
        self.process.join(_PATIENCE if self.task is None else 0.0)
        if self.process.is_alive():
            self.process.terminate()
            self.process.join(_PATIENCE)


def run(jobs: int, start: Callable[[], Work[Task, Result]], tasks: Iterable[Task]) -> Iterator[Event[Task, Result]]:
    """Run *tasks* in *jobs* worker processes; *start* (picklable) is called once in each and returns the work function.

    Yields events as they come. Closing the iterator, or an exception in its user, ends every worker.
    """
    waiting = iter(tasks)
    workers: list[_Worker[Task, Result]] = []
    try:
        while True:
            _occupy(workers, waiting, jobs, start)
            busy = [worker for worker in workers if worker.task is not None]
            if not busy:
                return
            ready = wait([worker.pipe for worker in busy])
            for worker in busy:
                if worker.pipe in ready:
                    yield from _heard(worker, workers)
    finally:
        for worker in workers:
            worker.end()


def _occupy(
    workers: list[_Worker[Task, Result]],
    waiting: Iterator[Task],
    jobs: int,
    start: Callable[[], Work[Task, Result]],
) -> None:
    """Give every idle worker a task, and make workers while there are tasks and room."""
    idle = [worker for worker in workers if worker.task is None]
    for _ in range(len(idle) + max(jobs, 1) - len(workers)):
        task = next(waiting, None)
        if task is None:
            return
        worker = _alive(idle, workers) or _Worker(start)
        if worker not in workers:
            workers.append(worker)
        worker.give(task)


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


def _serve(start: Callable[[], Work[Task, Result]], pipe: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what an interrupt means
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
