"""A folder job: plan, skip what is done, hand the rest to workers, keep receipts, vault and record."""

from __future__ import annotations

import hashlib
import shutil
from collections import defaultdict
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import TypeAlias

from redact import registry, report
from redact.anonymise.vault import Kind, Secret, Vault, opened
from redact.contracts import Secrets
from redact.corpus import pool
from redact.corpus.folder import IGNORE, Entry, Plan, plan
from redact.corpus.limits import GIGABYTE, Limits
from redact.corpus.receipts import Circumstances, Receipts, key_mark, unit_of
from redact.errors import ExitCode, PolicyError, RedactError
from redact.pipeline import Task, everything_goes, redact_one, safe_name
from redact.policy import Person, Policy
from redact.progress import Listener, Progress
from redact.restore.remembering import remember
from redact.review.decisions import DECISIONS, PENDING, Waiting, added, decided, moved, read, waiting, write_waiting
from redact.steps.draft import sweep
from redact.steps.inside import digest_of
from redact.steps.people import (
    addresses_in,
    everybody_in,
    joins_for,
    lone_addresses,
    names_in_short,
    owners_of,
    words_in,
)
from redact.steps.showing import without_thumbnails
from redact.types import Effect, Failure, Outcome, PersonMark

PIECES = "pieces"
"""The folder of the record in which a job keeps what it found in pieces of long films, until they are done."""
MOST_SHOWN = 2000
"""Of so many files the thumbnails are kept in memory until the page is written; it draws fewer."""
_LINK = Failure("it is a link, and links are not followed", "", "copy the file itself", int(ExitCode.UNREADABLE))


@dataclass(frozen=True, slots=True)
class Job:
    """What may be asked of a folder job.

    ``jobs``: worker processes; with 0 the work is done in this process, where a crash ends everything and nothing can
    be stopped. ``limits`` is what one file may take of a worker before it is given up and withheld. ``record`` is
    "TARGET.record" unless given; ``vault`` receives what pseudonyms stand for, needs a key, and opens with ``secret``
    or with that key; with ``review`` nothing is written before every finding is decided in the record's decisions
    file; what is only flagged holds nothing up.
    """

    jobs: int = 0
    record: Path | None = None
    vault: Path | None = None
    review: bool = False
    progress: Listener | None = field(default=None, repr=False)
    secret: Secret | None = field(default=None, repr=False)
    limits: Limits = field(default_factory=Limits)


_LEFT_OUT = Failure(f"{IGNORE} names it, so it was left out", "", "take it off that list to have it redacted", 0)


Work: TypeAlias = Callable[["_Order", pool.Tell], Outcome]


@dataclass(frozen=True, slots=True)
class _Order:
    """One file's work, as it travels to a worker."""

    entry: Entry
    target: Path
    unit: str
    joins: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)
    people: tuple[Person, ...] = field(default=(), compare=False, repr=False)

    def knowing(self, joins: Mapping[str, str], words: Mapping[str, str], people: tuple[Person, ...]) -> _Order:
        """The same, knowing whom short names mean (*joins* from mark to mark, *words* their words) and *people*."""
        told = {words[short]: words[full] for short, full in joins.items() if short in words and full in words}
        return replace(self, joins=told, people=people)

    def task(self) -> Task:
        return Task(
            self.entry.source, self.target, self.entry.relative, self.entry.number, joins=self.joins, people=self.people
        )


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
        self.pseudonyms = any(each.effect is Effect.PSEUDONYMISED for each in tools.operators.values())
        self.finished: list[Outcome] = []
        self.held: dict[_Order, Outcome] = {}
        self.earlier: dict[_Order, list[PersonMark]] = {}
        self.pieces = planned.record / PIECES
        self.addresses: defaultdict[str, set[str]] = defaultdict(set)
        self.waiting: list[Waiting] = []
        self.started = datetime.now(UTC)

    def outcomes(self) -> Generator[Outcome, None, None]:
        with self._vault() as self.vault:
            yield from self._outcomes()

    def _vault(self) -> AbstractContextManager[Vault | None]:
        if not self.job.vault or not self.key:
            return nullcontext()
        return opened(self.job.vault, self.job.secret or Secret(Kind.KEY, self.key))

    def _outcomes(self) -> Generator[Outcome, None, None]:
        circumstances = Circumstances(
            self.policy.digest,
            version("redact"),
            key_mark(self.key),
            _digest(self.plan.record / DECISIONS),
            self.vault.header.id if self.vault is not None else "",
        )
        try:
            orders = []
            for entry in self.plan.entries:
                order = _Order(entry, self.plan.target, _unit(entry, circumstances))
                outcome = self._before(entry, order.unit)
                if outcome:
                    self.earlier[order] = everybody_in([outcome])
                    yield self._noted(outcome)
                else:
                    orders.append(order)
            yield from self._finished(orders)
            shutil.rmtree(self.pieces, ignore_errors=True)  # of files that failed, and of earlier policies
        finally:
            sweep(self.plan.target)
            self.finished += self.held.values()  # of a job that stopped: they are released, and have no receipt yet
            self._report()

    def _finished(self, orders: list[_Order]) -> Iterator[Outcome]:
        """Each file's outcome. Those that name somebody in short come last: then it is known whom the job names."""
        for order, outcome in self._worked(orders):
            if outcome.ok and self.pseudonyms and (names_in_short(outcome) or lone_addresses(outcome)):
                self.held[order] = outcome
            else:
                self._learn(outcome)
                yield self._noted(self._kept(order, outcome))
        again = self._joined()
        yield from [self._let_go(order, outcome) for order, outcome in list(self.held.items()) if order not in again]
        for order, outcome in self._worked(again):
            yield self._let_go(order, _instead(self.held[order], outcome))

    def _joined(self) -> list[_Order]:
        """The files that were held back and mean people of others, knowing now whom."""
        everybody = everybody_in([*self.finished, *self.held.values()])
        joins = {order: joins_for(outcome, everybody) for order, outcome in self.held.items()}
        words = self._words(set().union(*(joined.values() for joined in joins.values())))
        for outcome in self.held.values():
            self._learn(outcome)
        whose = {address: next(iter(words)) for address, words in self.addresses.items() if len(words) == 1}
        told = [order.knowing(joins[order], words, owners_of(outcome, whose)) for order, outcome in self.held.items()]
        return [order for order in told if order.joins or order.people]

    def _learn(self, outcome: Outcome) -> None:
        for address, words in addresses_in([outcome]).items():
            self.addresses[address].add(words)

    def _words(self, marks: set[str]) -> dict[str, str]:
        """By mark the words of people; files of an earlier run that name one of *marks* are worked again for them."""
        if not marks or not self.key:
            return {}
        words = words_in([*self.finished, *self.held.values()], self.key)
        unknown = marks - words.keys()
        again = [order for order, people in self.earlier.items() if unknown & {person.mark for person in people}]
        return words | words_in([outcome for _, outcome in self._worked(again)], self.key)

    def _let_go(self, order: _Order, outcome: Outcome) -> Outcome:
        del self.held[order]
        return self._noted(self._kept(order, outcome))

    def _before(self, entry: Entry, unit: str) -> Outcome | None:
        if entry.link or entry.left_out:
            task = Task(entry.source, self.plan.target, entry.relative, entry.number)
            return _withheld(safe_name(task, self.tools), _LINK if entry.link else _LEFT_OUT)
        return self.receipts.done(unit, self.plan.target) if unit else None

    def _worked(self, orders: list[_Order]) -> Iterator[tuple[_Order, Outcome]]:
        start = partial(_start, self.policy, self.key, self.plan.record if self.job.review else None, self.pieces)
        if self.job.jobs < 1:
            yield from _here(start, orders, self._tell)
            return
        for event in pool.run(self.job.jobs, start, orders, self._limits):
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
                case pool.Stopped(task=order, excess=excess, limits=limits):
                    yield order, _withheld(safe_name(order.task(), self.tools), _too_much(excess, limits))

    def _limits(self, order: _Order) -> Limits:
        try:
            size = order.entry.source.stat().st_size
        except OSError:  # its worker says what is wrong with it
            size = 0
        return self.job.limits.for_file(size)

    def _dead(self, order: _Order, code: int | None) -> Outcome:
        what = f"the worker that had it died (exit code {code})"
        next_step = "run again with fewer --jobs; if it dies again, leave the file out and report it"
        return _withheld(safe_name(order.task(), self.tools), Failure(what, "", next_step, int(ExitCode.UNREADABLE)))

    def _tell(self, name: str, step: str, done: float) -> None:
        if self.job.progress:
            self.job.progress(Progress(name, step, done, len(self.finished), len(self.plan.entries)))

    def _kept(self, order: _Order, outcome: Outcome) -> Outcome:
        if not outcome.ok:
            return outcome
        try:
            if self.vault is not None:
                kept = remember(self.vault, outcome, order.entry.source, self.plan.record.name)
                outcome = replace(outcome, notes=(*outcome.notes, *kept.notes()))
        except RedactError as error:  # what the vault does not know cannot be given back, so it is not released
            for path in outcome.files:
                path.unlink(missing_ok=True)
            return _withheld(outcome.name, error.failure(outcome.name))
        self.receipts.write(order.unit, outcome)
        shutil.rmtree(self.pieces / order.unit, ignore_errors=True)
        return outcome

    def _noted(self, outcome: Outcome) -> Outcome:
        shown = len(self.finished) < MOST_SHOWN
        report.keep_waveforms(self.plan.record, outcome)
        self.finished.append(report.without_waveforms(outcome if shown else without_thumbnails(outcome)))
        if self.job.review:
            self.waiting += waiting(outcome)
        return outcome

    def _report(self) -> None:
        facts = report.run_of(
            self.policy,
            self.started,
            plugins=self.tools.versions(),
            models=self.tools.models(),
            warnings=self.tools.warnings(),
        )
        sheets = report.sheets_of(self.finished)
        report.write(self.plan.record, report.record_of(facts, self.finished), sheets)
        if self.job.review:
            write_waiting(self.plan.record / PENDING, self.waiting)


def _too_much(excess: str, limits: Limits) -> Failure:
    """Why a file was given up."""
    took = f"{limits.seconds / 60:.3g} minutes" if excess == "time" else f"{limits.memory / GIGABYTE:.3g} GB of memory"
    next_step = f"give it more with --{excess}-limit, or leave it out"
    return Failure(f"it took more than {took} and was stopped", "", next_step, int(ExitCode.UNREADABLE))


def _withheld(name: str, failure: Failure) -> Outcome:
    return Outcome(name, failures=(Failure(failure.what, name, failure.next_step, failure.exit_code),))


def _instead(first: Outcome, second: Outcome) -> Outcome:
    """The second outcome of a file in the place of the first, whose copy goes; the first where the second failed."""
    if not second.ok:
        return first
    for path in first.files:
        if path not in second.files:
            path.unlink(missing_ok=True)
    return second


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


def _start(policy: Policy, key: bytes | None, record: Path | None, pieces: Path) -> Work:
    """What each worker does once: make the plugins. *record* is given when a reviewer decides.

    Below *pieces* each file keeps what was found in pieces of its films.
    """
    tools = registry.build(policy, Secrets(key))
    made = read(record / DECISIONS) if record else []

    def work(order: _Order, tell: pool.Tell) -> Outcome:
        task, decide = replace(order.task(), kept=pieces / order.unit if order.unit else None), everything_goes
        name = safe_name(task, tools)
        if record:
            file = digest_of(task.source)
            task = replace(task, moves=moved(made, file), added=added(made, file))
            decide = partial(decided, made=made)
        return redact_one(task, tools, lambda step, done: tell((name, step, done)), decide)

    return work


def _here(
    start: Callable[[], Work], orders: Iterable[_Order], tell: Callable[[str, str, float], None]
) -> Iterator[tuple[_Order, Outcome]]:
    """The same work in this process."""
    work = start()
    for order in orders:
        yield order, work(order, lambda told: tell(*told))
