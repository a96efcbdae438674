"""The sentence: load → read → detect → resolve → (review) → anonymise → write → verify → report.

The only file that knows the order. It names no concrete plugin: ``Tools`` brings those that the policy chose.
Nothing appears under its final name before it was verified; whatever goes wrong withholds this file and no other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path, PurePosixPath
from time import perf_counter
from typing import TypeAlias

from redact.contracts import Changes, Copied, Handler
from redact.errors import NotVerifiedError, PluginError, RedactError, ReviewNeededError, UnreadableError
from redact.guard import guarded
from redact.policy import Person
from redact.progress import StepListener, ignore
from redact.registry import Tools
from redact.report.transcript import Track
from redact.resolve import Resolved, outside, resolve, with_passages
from redact.steps.act import anonymise, edits_of, in_the_copy, left_in_place, pointed_out, pseudonyms
from redact.steps.added import beside, echoes_of, placed, with_added
from redact.steps.check import Written, leaks, recovered
from redact.steps.draft import draft, release
from redact.steps.films import Kept
from redact.steps.heard import TELLING, Heard
from redact.steps.inside import digest_of, redact_children, waits
from redact.steps.look import detect, examine, read
from redact.steps.names import fit_for_names, is_name, name_parts, released_name
from redact.steps.people import people_of, renamed
from redact.steps.putting import Whose, value_of
from redact.steps.showing import thumbnails
from redact.steps.texts import Texts
from redact.steps.transcripts import Readings, spoken, transcripts
from redact.steps.waveforms import waveforms
from redact.types import (
    Document,
    Edit,
    Finding,
    Known,
    Outcome,
    Part,
    Redaction,
    Region,
    TextSpan,
    Thumbnail,
    TimeRange,
    Waveform,
)
from redact.verify import Leak, expect

_DEEPEST = 5


@dataclass(frozen=True, slots=True)
class Decided:
    """What a reviewer's decisions make of the findings: what goes, what stays, what nobody has looked at.

    ``taken`` are flagged passages that go as well; those that nobody decided about stay and hold nothing up.
    """

    goes: tuple[Finding, ...]
    stays: tuple[Finding, ...] = ()
    undecided: tuple[Finding, ...] = ()
    taken: tuple[Finding, ...] = ()


Decide: TypeAlias = Callable[[tuple[Finding, ...], tuple[Finding, ...], str], Decided]
"""Decides about what was found and what was flagged in a file, or in a file inside it, which its own digest names."""


def everything_goes(findings: tuple[Finding, ...], _flagged: tuple[Finding, ...], _digest: str) -> Decided:
    """Decide without a reviewer: what was found goes, what was flagged stays."""
    return Decided(findings)


@dataclass(frozen=True, slots=True)
class Task:
    """One file to redact: where it is, and what it is called below which output folder.

    ``number`` is its place in the job, for names that change; ``rename`` lets its own path be redacted too.
    ``known`` are values found elsewhere that must go here as well; ``joins`` says whom short names mean, ``people``
    whose addresses are (steps/people), ``moves`` to whom a reviewer has given findings, by their keys; ``added`` is
    what a reviewer added to this file, and not to those inside it. In the folder ``kept``, of this file alone, what was
    found in pieces of long films waits for a run that goes on where this one is stopped.
    """

    source: Path = field(repr=False)
    folder: Path
    relative: PurePosixPath = field(repr=False)
    number: int = 1
    rename: bool = True
    known: tuple[Known, ...] = ()
    joins: Mapping[str, str] = field(default_factory=dict, repr=False)
    people: tuple[Person, ...] = field(default=(), repr=False)
    moves: Mapping[str, str] = field(default_factory=dict)
    added: tuple[Finding, ...] = ()
    kept: Path | None = None
    depth: int = 0


def redact_one(task: Task, tools: Tools, listen: StepListener = ignore, decide: Decide = everything_goes) -> Outcome:
    """Redact one file and release it if it can be verified. Never raises for what is wrong with the file itself."""
    try:
        return guarded("redact", _Run(task, tools, listen, decide).outcome)
    except RedactError as error:
        name = safe_name(task, tools)
        return Outcome(name, failures=(error.failure(name),), plugins=tools.versions())


def look_at(source: Path, tools: Tools, listen: StepListener = ignore) -> tuple[Resolved, dict[str, Part]]:
    """Load, read, detect and resolve without writing anything: findings, and the parts that they stand in."""
    _, _, document = load(source, tools)
    parts = {part.id: part for part in (*document.parts, *read(document.parts, tools, listen))}
    found = detect(list(parts.values()), tools, listen)
    return resolve(found, texts_of(parts), tools.policy), parts


def load(source: Path, tools: Tools) -> tuple[str, Handler, Document]:
    """Open a file with the handler of its ending. Raises ``UnsupportedError`` or ``UnreadableError``."""
    name, handler = tools.handler_for(source.suffix)
    _check_readable(source)
    try:
        document = guarded(name, handler.load, source)
    except PluginError as error:
        raise UnreadableError(f"the file could not be opened ({error.what})") from None
    if len({part.id for part in document.parts}) < len(document.parts):
        raise PluginError(f"{name} gave two parts one id")
    return name, handler, document


def _check_readable(source: Path) -> None:
    try:
        with source.open("rb"):
            pass
    except OSError as error:
        problem = f"the file cannot be read ({type(error).__name__})"
        raise UnreadableError(problem, "check its permissions, and close the program that has it open") from None


def safe_name(task: Task, tools: Tools) -> str:
    """What the file may be called in a message when nothing else is known of it."""
    if not task.rename:
        return task.relative.as_posix()
    ending = tools.ending(task.relative.suffix)
    try:
        parts = {part.id: part for part in name_parts(task.relative)}
        said = fit_for_names(detect(list(parts.values()), tools, ignore))
        found = resolve(said, texts_of(parts), tools.policy, task.known)
        edits = [
            edit
            for redaction in anonymise(found.goes, parts, tools, Whose(renamed(found.who, task.joins), found.owners))
            for edit in redaction.edits
        ]
        return released_name(task.relative, edits, task.number).with_suffix(ending).as_posix()
    except RedactError:
        return f"file {task.number}{ending}"


def texts_of(parts: Mapping[str, Part]) -> Texts:
    """The text parts that detectors look at, as part id → text."""
    return Texts(parts.values())


class _Run:
    """One file on its way through the sentence."""

    def __init__(self, task: Task, tools: Tools, listen: StepListener, decide: Decide) -> None:
        self.task, self.tools, self.listen, self.decide = task, tools, listen, decide
        self.known = task.known
        self.policy = tools.policy.knowing(task.people)
        self.added: tuple[Finding, ...] = ()
        self.flagged: tuple[Finding, ...] = ()
        self.kept: tuple[Finding, ...] = ()
        self.who: Mapping[str, str] = {}
        self.owners: Mapping[Region, str] = {}
        self.notes: tuple[str, ...] = ()
        self.told: tuple[Known, ...] = ()
        self.texts: tuple[str, ...] = ()
        self.timings: dict[str, float] = {}

    def outcome(self) -> Outcome:
        """Spell the sentence. Raises ``RedactError`` where the file must be withheld."""
        with self._timed("load"):
            self.handler_name, self.handler, self.document = load(self.task.source, self.tools)
        self.digest = digest_of(self.task.source)
        with self._timed("read"):
            derived = read(self.document.parts, self.tools, self.listen)
        names = name_parts(self.task.relative) if self.task.rename else ()
        self.parts = {part.id: part for part in (*self.document.parts, *derived, *names)}
        self.added = placed(self.task.added, self.parts)
        self.derived = frozenset(part.id for part in self.parts.values() if part.alignment is not None)
        kept = Kept(self.task.kept) if self.task.kept else None
        with self._timed("detect"):
            examined = examine(list(self.parts.values()), self.tools, self.listen, kept)
        self.seen = examined.seen
        return self._settled(fit_for_names(examined.findings))

    def _settled(self, found: list[Finding]) -> Outcome:
        """Resolve, anonymise, write and verify, again with what verification found, until nothing is left."""
        decided = self._decided(found)
        if decided.undecided:
            return self._waiting(decided)
        children, inside = self._children(decided)
        if any(map(waits, inside)):
            return replace(self._waiting(decided), children=tuple(inside))
        self.told = tuple(value for outcome in inside for value in outcome.known if len(value.value) >= TELLING)
        self.texts = tuple(text for outcome in inside for text in outcome.texts)
        inside = [replace(outcome, texts=()) for outcome in inside]
        self.known = (*self.task.known, *self.told)
        decided = self._decided(found)
        for number in range(1, self.tools.policy.verify.rounds + 1):
            with self._timed("anonymise"):
                redactions = anonymise(decided.goes, self.parts, self.tools, self._whose())
            outcome, left = self._attempt(redactions, decided, children)
            if outcome:
                dropped = (*self.document.dropped, *_dropped(inside))
                done = (*outcome.redactions, *left_in_place(self.kept, self.parts))
                return replace(outcome, redactions=done, rounds=number, children=tuple(inside), dropped=dropped)
            more = recovered(left, texts_of(self.parts))
            again = self._decided([*found, *more])
            if _places(again) == _places(decided):
                break
            if again.undecided:
                return self._waiting(again)
            found, decided = [*found, *more], again
        raise NotVerifiedError(_summary(left))

    def _decided(self, found: list[Finding]) -> Decided:
        with self._timed("resolve"):
            texts = texts_of(self.parts)
            resolved = resolve(found, texts, self.policy, self.known, self.task.moves)
            found_too = echoes_of(self.added, (*resolved.goes, *resolved.stays), texts)
            decided = self.decide((*resolved.goes, *found_too), resolved.flagged, self.digest)
            self.who, self.owners = resolved.who, resolved.owners
            self.flagged = tuple(finding for finding in resolved.flagged if finding not in decided.taken)
            goes = with_added(with_passages(decided.goes, decided.taken, texts), self.added, texts)
            self.kept = beside(outside(resolved.stays, decided.taken), self.added, texts)
            stays = (*outside(decided.stays, decided.taken), *self.kept)
        return replace(decided, goes=goes, stays=beside(stays, self.added, texts))

    def _whose(self) -> Whose:
        """Whom findings belong to, as far as this and the job's other files tell."""
        return Whose(renamed(self.who, self.task.joins), self.owners)

    def _waiting(self, decided: Decided) -> Outcome:
        """The outcome of a file that a person must look at first: what would be done, and nothing written."""
        would = anonymise(decided.undecided, self.parts, self.tools, self._whose())
        name = safe_name(self.task, self.tools)
        wait = f"{len(decided.undecided)} findings wait" if decided.undecided else "a file inside it waits"
        needed = ReviewNeededError(f"{wait} for a decision")
        said = spoken(would, Readings(self.parts, self._whose()), self.tools).tracks
        hidden = [edit.region for edit in edits_of(would) if isinstance(edit.region, TimeRange)]
        heard = self._heard(self.document.parts, said, hidden)
        outcome = self._outcome(PurePosixPath(name), None, would, "")
        return replace(outcome, failures=(needed.failure(name),), heard=heard)

    def _children(self, decided: Decided) -> tuple[dict[str, tuple[str, bytes]], list[Outcome]]:
        if self.document.children and self.task.depth >= _DEEPEST:
            raise UnreadableError(f"files are packed into files more than {_DEEPEST} deep", "unpack it first")
        heard = Heard([*self.task.known, *self._known(decided.goes)])
        here = Task(
            self.task.source,
            self.task.folder,
            self.task.relative,
            joins=self.task.joins,
            people=self.task.people,
            moves=self.task.moves,
            depth=self.task.depth + 1,
        )

        def redact_child(source: Path, relative: PurePosixPath, folder: Path, number: int) -> Outcome:
            told = heard.told()
            task = replace(here, source=source, folder=folder, relative=relative, number=number, known=told)
            return heard.outcome(redact_one(task, self.tools, self.listen, self.decide))

        return redact_children(self.document.children, redact_child, heard.missed)

    def _known(self, findings: Iterable[Finding]) -> Iterator[Known]:
        """The values behind text findings, for what stands around or inside this file."""
        for finding in findings:
            if any(isinstance(region, TextSpan) for region in finding.regions):
                yield Known(finding.entity_type, value_of(finding, self.parts))

    def _attempt(
        self, redactions: list[Redaction], decided: Decided, children: dict[str, tuple[str, bytes]]
    ) -> tuple[Outcome | None, list[Leak]]:
        """Write a draft and look at it. Releases it when nothing is left, else gives the leaks."""
        edits = edits_of(redactions)
        target = self.task.folder / (name := self._name(edits))
        inner = tuple(edit for edit in edits if not is_name(edit.region.part))
        left_alone = (redaction.finding for redaction in redactions if not redaction.edits)
        kept = [place for finding in (*decided.stays, *left_alone) for place in finding.regions]
        done = [redaction for redaction in redactions if redaction.edits]
        expected = expect(done, kept, texts_of(self.parts), self.derived)
        readings = Readings(self.parts, self._whose(), kept)
        beside = None if self.task.depth else target
        with draft(target) as path, transcripts(redactions, readings, self.tools, beside, self.listen) as said:
            if said.leaks:
                return None, list(said.leaks)
            changes = Changes(inner, children, self.policy.release, partial(self.listen, "write"))
            copied = self._write(changes, path)
            redactions = [in_the_copy(redaction, copied.moved) for redaction in redactions]
            with self._timed("verify"):
                put = tuple(edit for edit in edits_of(redactions) if not is_name(edit.region.part))
                copy = guarded(self.handler_name, self.handler.reopen, path)
                written = Written(path, self.handler_name, self.handler, put, expected, self.parts, copy)
                left = leaks(written, self.tools, self.listen)
            if left:
                return None, [leak.before(copied.origin) for leak in left]
            self.notes = (*self.document.notes, *copied.notes, *written.tally.notes)
            outcome = self._outcome(name, target, redactions, digest_of(path))
            outcome = said.on_record(outcome, self.task.folder, readings)
            outcome = replace(outcome, heard=self._heard(copy.parts, said.tracks))
            shown = self._shown(copy, outcome)
            said.release()
            release(path, target)
        return replace(outcome, relooks=written.tally.told(), shown=shown, timings=dict(self.timings)), []

    def _shown(self, copy: Document, outcome: Outcome) -> tuple[Thumbnail, ...]:
        """Small pictures of the copy, for the record, where the policy wants them."""
        if not self.tools.policy.report.thumbnails:
            return ()
        with self._timed("report"):
            return guarded("redact", thumbnails, copy, outcome)

    def _heard(
        self, parts: Iterable[Part], said: Sequence[Track], hidden: Sequence[TimeRange] = ()
    ) -> tuple[Waveform, ...]:
        """Waveforms of the sounds in *parts*, for the record, where the policy wants them."""
        if not self.tools.policy.report.waveforms:
            return ()
        with self._timed("report"):
            return guarded("redact", waveforms, parts, said, hidden)

    def _name(self, edits: Iterable[Edit]) -> PurePosixPath:
        """What the copy is called, with another ending behind it where it is of another type."""
        mine = (edit for edit in edits if is_name(edit.region.part))
        name = released_name(self.task.relative, mine, self.task.number)
        becomes: Mapping[str, str] = getattr(self.handler, "becomes", {})
        return name.with_name(name.name + becomes.get(name.suffix.lower(), ""))

    def _write(self, changes: Changes, path: Path) -> Copied:
        self.listen("write", 0.0)
        with self._timed("write"):
            copied = guarded(self.handler_name, self.handler.write, self.document, changes, path)
        if not path.is_file():
            raise PluginError(f"{self.handler_name} wrote nothing")
        return copied or Copied()

    def _outcome(self, name: PurePosixPath, target: Path | None, redactions: list[Redaction], digest: str) -> Outcome:
        return Outcome(
            name.as_posix(),
            self.document.media_type,
            target,
            tuple(redactions),
            pointed_out(self.flagged, self.parts),
            input_digest=self.digest,
            output_digest=digest,
            extents={part.id: (part.modality, part.extent) for part in self.parts.values()},
            timings=dict(self.timings),
            seen=self.seen,
            plugins=self.tools.versions(),
            pseudonyms=pseudonyms(redactions, self.parts, self._whose()),
            known=tuple(dict.fromkeys((*self._known(redaction.finding for redaction in redactions), *self.told))),
            who=dict(self.who),
            people=people_of(self.who, self.tools.secrets.key),
            notes=self.notes,
            texts=(*texts_of(self.parts).values(), *self.texts) if self.task.depth else (),
        )

    @contextmanager
    def _timed(self, step: str) -> Iterator[None]:
        started = perf_counter()
        try:
            yield
        finally:
            self.timings[step] = self.timings.get(step, 0.0) + perf_counter() - started


def _places(decided: Decided) -> tuple[set[tuple[Region, ...]], ...]:
    """Where everything stands that goes, and that stays."""
    return tuple({finding.regions for finding in each} for each in (decided.goes, decided.stays))


def _dropped(inside: Iterable[Outcome]) -> tuple[str, ...]:
    return tuple(str(failure) for outcome in inside for failure in outcome.failures)


def _summary(left: Iterable[Leak]) -> str:
    kinds = dict.fromkeys(f"{leak.kind} ({leak.place})" for leak in left)
    listed = list(kinds)
    more = f" and {len(listed) - 3} more" if len(listed) > 3 else ""
    return f"the written copy is not clean: {', '.join(listed[:3])}{more}"
