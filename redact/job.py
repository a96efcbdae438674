"""A folder job: plan, skip what is done, hand the rest to workers, keep receipts, vault and record."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeAlias

from redact import registry, report
from redact.anonymise.vault import Vault
from redact.contracts import Secrets
from redact.corpus import pool
from redact.corpus.folder import IGNORE, Entry, Plan, plan
from redact.corpus.receipts import Circumstances, Receipts, key_mark, unit_of
from redact.errors import ExitCode, PolicyError
from redact.pipeline import Task, everything_goes, redact_one, safe_name
from redact.policy import Policy
from redact.progress import Listener, Progress
from redact.review.decisions import DECISIONS, PENDING, Waiting, decided, read, waiting, write_waiting
from redact.steps.draft import sweep
from redact.steps.inside import digest_of
from redact.types import Failure, Outcome

_LINK = Failure("it is a link, and links are not followed", "", "copy the file itself", int(ExitCode.UNREADABLE))


@dataclass(frozen=True, slots=True)
class Job:
    """What may be asked of a folder job.

    ``jobs``: worker processes; with 0 the work is done in this process, where a crash ends everything. ``record`` is
    "TARGET.record" unless given; ``vault`` receives what pseudonyms stand for and needs a key; with ``review`` nothing
    is written before every finding is decided in the record's decisions file; what is only flagged holds nothing up.
    """

    jobs: int = 0
    record: Path | None = None
    vault: Path | None = None
    review: bool = False
    progress: Listener | None = field(default=None, repr=False)


_LEFT_OUT = Failure(f"{IGNORE} names it, so it was left out", "", "take it off that list to have it redacted", 0)


Work: TypeAlias = Callable[["_Order", pool.Tell], Outcome]


@dataclass(frozen=True, slots=True)
class _Order:
    """One file's work, as it travels to a worker."""

    entry: Entry
    target: Path
    unit: str

    def task(self) -> Task:
        return Task(self.entry.source, self.target, self.entry.relative, self.entry.number)


def run(policy: Policy, key: bytes | None, source: Path, target: Path, job: Job) -> Generator[Outcome, None, None]:
    """Do the job; yields each file's outcome. The record is written at the end, also when the caller stops early.

    Raises ``PolicyError`` before anything is read when folders lie inside each other or the policy cannot work.
    """
    tools = registry.build(policy, Secrets(key))
    planned = plan(source, target, job.record, job.vault)
    if job.vault and not key:
        raise PolicyError("a vault needs a key", "give one with --key-file or REDACT_KEY")
    return _Running(policy, key, planned, job, tools).outcomes()


class _Running:
    """A job under way."""

    def __init__(self, policy: Policy, key: bytes | None, planned: Plan, job: Job, tools: registry.Tools) -> None:
        self.policy, self.key, self.plan, self.job, self.tools = policy, key, planned, job, tools
        self.receipts = Receipts(planned.record)
        self.finished: list[Outcome] = []
        self.waiting: list[Waiting] = []
        self.started = datetime.now(UTC)

    def outcomes(self) -> Generator[Outcome, None, None]:
        circumstances = Circumstances(
            self.policy.digest, version("redact"), key_mark(self.key), _digest(self.plan.record / DECISIONS)
        )
        try:
            orders = []
            for entry in self.plan.entries:
                unit = _unit(entry, circumstances)
                outcome = self._before(entry, unit)
                if outcome:
                    yield self._noted(outcome)
                else:
                    orders.append(_Order(entry, self.plan.target, unit))
            for order, outcome in self._worked(orders):
                yield self._noted(self._kept(order, outcome))
        finally:
            sweep(self.plan.target)
            self._report()

    def _before(self, entry: Entry, unit: str) -> Outcome | None:
        if entry.link or entry.left_out:
            task = Task(entry.source, self.plan.target, entry.relative, entry.number)
            return _withheld(safe_name(task, self.tools), _LINK if entry.link else _LEFT_OUT)
        return self.receipts.done(unit, self.plan.target) if unit else None

    def _worked(self, orders: list[_Order]) -> Iterator[tuple[_Order, Outcome]]:
        start = partial(_start, self.policy, self.key, self.plan.record if self.job.review else None)
        if self.job.jobs < 1:
            yield from _here(start, orders, self._tell)
            return
        for event in pool.run(self.job.jobs, start, orders):
            match event:
                case pool.Step(told=(name, step, done)):
                    self._tell(name, step, done)
                case pool.Done(task=order, result=outcome):
                    yield order, outcome
                case pool.Failed(task=order, error=error):
                    name = safe_name(order.task(), self.tools)
                    yield order, _withheld(name, error.failure(name))
                case pool.Died(task=order, exit_code=code):
                    yield order, self._dead(order, code)

    def _dead(self, order: _Order, code: int | None) -> Outcome:
        what = f"the worker that had it died (exit code {code})"
        next_step = "run again with fewer --jobs; if it dies again, leave the file out and report it"
        return _withheld(safe_name(order.task(), self.tools), Failure(what, "", next_step, int(ExitCode.UNREADABLE)))

    def _tell(self, name: str, step: str, done: float) -> None:
        if self.job.progress:
            self.job.progress(Progress(name, step, done, len(self.finished), len(self.plan.entries)))

    def _kept(self, order: _Order, outcome: Outcome) -> Outcome:
        if outcome.ok:
            if self.job.vault and self.key:
                with Vault(self.job.vault, self.key) as vault:
                    vault.add(tuple(_pseudonyms(outcome)))
            self.receipts.write(order.unit, outcome)
        return outcome

    def _noted(self, outcome: Outcome) -> Outcome:
        self.finished.append(outcome)
        if self.job.review:
            self.waiting += waiting(outcome)
        return outcome

    def _report(self) -> None:
        facts = report.run_of(self.policy, self.started, plugins=self.tools.versions(), models=self.tools.models())
        report.write(self.plan.record, report.record_of(facts, self.finished))
        if self.job.review:
            write_waiting(self.plan.record / PENDING, self.waiting)


def _withheld(name: str, failure: Failure) -> Outcome:
    return Outcome(name, failures=(Failure(failure.what, name, failure.next_step, failure.exit_code),))


def _pseudonyms(outcome: Outcome) -> Iterator[Any]:
    yield from outcome.pseudonyms
    for child in outcome.children:
        yield from _pseudonyms(child)


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def _unit(entry: Entry, circumstances: Circumstances) -> str:
    """The id of the file's work; empty for a file that is not opened or cannot be read: its worker says why."""
    if entry.link or entry.left_out:
        return ""
    try:
        return unit_of(entry.source, entry.relative, circumstances)
    except OSError:
        return ""


def _start(policy: Policy, key: bytes | None, record: Path | None) -> Work:
    """What each worker does once: make the plugins. *record* is given when a reviewer decides."""
    tools = registry.build(policy, Secrets(key))
    made = read(record / DECISIONS) if record else []

    def work(order: _Order, tell: pool.Tell) -> Outcome:
        task = order.task()
        name = safe_name(task, tools)
        decide = partial(decided, made=made, file=digest_of(task.source)) if record else everything_goes
        return redact_one(task, tools, lambda step, done: tell((name, step, done)), decide)

    return work


def _here(
    start: Callable[[], Work], orders: Iterable[_Order], tell: Callable[[str, str, float], None]
) -> Iterator[tuple[_Order, Outcome]]:
    """The same work in this process."""
    work = start()
    for order in orders:
        yield order, work(order, lambda told: tell(*told))
