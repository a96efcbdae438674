"""The record of a run as values: what was found where, by which rule, what was done, and what could not be done.

It holds structure, numbers, digests and released names. No value holds a word of the input.
"""

from __future__ import annotations

import importlib.metadata
import platform
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import TypeVar

import msgspec

from redact import weights
from redact.entities import ENTITY_TYPES, Group
from redact.policy import Policy
from redact.report.places import Place, on_record
from redact.types import Effect, Failure, Flag, Outcome, Redaction, Region, Release

FORMAT = "redact-report-1"
NO_GROUP = "other"
STILL_PERSONAL = "still personal data"
"""How everything is labelled that somebody who holds a key can turn back."""
WEAKEST_FIRST = (Effect.KEPT, Effect.PSEUDONYMISED, Effect.MASKED, Effect.REMOVED)


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One redaction: the finding, where it stood, what was done, and on what ground.

    ``label`` says of a pseudonym or an encrypted value that it is still personal data; else it is empty.
    """

    key: str
    entity_type: str
    group: str
    score: float
    detector: str
    operator: str
    effect: Effect
    place: str
    places: tuple[Place, ...]
    page: int | None = None
    subject: str | None = None
    why: tuple[str, ...] = ()
    code: str = ""
    reason: str = ""
    label: str = ""


class FlagEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One passage that was pointed out for review and left in place: where it stands, and for which reasons."""

    key: str
    entity_type: str
    group: str
    score: float
    detector: str
    place: str
    places: tuple[Place, ...]
    page: int | None = None
    why: tuple[str, ...] = ()


class PartRecord(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One part of a file and its size: characters, (width, height), seconds, or (width, height, seconds)."""

    id: str
    modality: str
    extent: tuple[float, ...]


class FailureRecord(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Why a file was withheld: what was wrong, where, what to do next, and the exit code that it stands for."""

    what: str
    where: str
    next_step: str
    exit_code: int


class RelookRecord(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many frames of a film were looked at again in the written copy, of how many, and by which plugin or check."""

    part: str
    by: str
    frames: int
    of: int


class TranscriptRecord(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A transcript that was written beside a copy: its released path, and its SHA-256."""

    name: str
    sha256: str


class FileRecord(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What became of one file; ``name`` is the released path, and ``released`` says whether it is there.

    ``children`` are the files inside it; the counts and the effect speak of them too. Without findings no effect.
    ``label`` says "still personal data" where anything in the file was pseudonymised or encrypted; ``notes`` what else
    should be known of it.
    ``seen`` gives for each detector of texts the share of all characters that it says it has examined, in [0, 1] or
    null where it says nothing; ``least_seen`` is the smallest of those that were stated. ``relooks`` says how much of
    its films was looked at again in the written copy; ``transcripts`` are what was written beside it.
    """

    name: str
    released: bool
    media_type: str
    effect: Effect | None
    input_sha256: str
    output_sha256: str
    rounds: int
    by_type: dict[str, int]
    by_detector: dict[str, int]
    redactions: tuple[Entry, ...]
    failures: tuple[FailureRecord, ...]
    dropped: tuple[str, ...]
    parts: tuple[PartRecord, ...]
    seconds: dict[str, float]
    plugins: tuple[str, ...]
    children: tuple[FileRecord, ...] = ()
    flagged: tuple[FlagEntry, ...] = ()
    seen: dict[str, float | None] = {}
    least_seen: float | None = None
    label: str = ""
    notes: tuple[str, ...] = ()
    relooks: tuple[RelookRecord, ...] = ()
    transcripts: tuple[TranscriptRecord, ...] = ()


class ModelRecord(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A model that could be opened in the run, with the digests of its files."""

    version: str
    licence: str
    sha256: dict[str, str]


class Run(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is true of a whole run: when, with which engine, policy, plugins and models.

    ``release`` says to whom the outputs go: "open", "limited" or "internal"; ``warnings`` what the policy leaves open;
    ``transcripts`` in which forms what was said is written, as the policy or the command asked.
    """

    engine: str
    python: str
    policy: str
    policy_sha256: str
    started: str
    seconds: float
    plugins: tuple[str, ...] = ()
    models: dict[str, ModelRecord] = {}
    release: Release | None = None
    warnings: tuple[str, ...] = ()
    transcripts: tuple[str, ...] = ()


class Totals(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Counts over all files. Kept mentions count as findings and not as redactions; flagged passages as neither."""

    files: int
    released: int
    withheld: int
    findings: int
    redactions: int
    by_type: dict[str, int]
    by_detector: dict[str, int]
    by_effect: dict[str, int]
    seconds: dict[str, float]
    flagged: int = 0
    seen: dict[str, float | None] = {}
    least_seen: float | None = None


class Record(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole record, as it stands in report.json."""

    format: str
    run: Run
    totals: Totals
    files: tuple[FileRecord, ...]


def run_of(
    policy: Policy,
    started: datetime,
    *,
    plugins: Iterable[str] = (),
    models: Iterable[str] = (),
    warnings: Iterable[str] = (),
) -> Run:
    """The facts of a run that began at *started* (with a time zone) and ends now."""
    return Run(
        engine=f"redact {importlib.metadata.version('redact')}",
        python=f"{platform.python_implementation()} {platform.python_version()}",
        policy=policy.name,
        policy_sha256=policy.digest,
        started=started.astimezone(UTC).isoformat(timespec="seconds"),
        seconds=round((datetime.now(UTC) - started).total_seconds(), 3),
        plugins=tuple(sorted(set(plugins))),
        models={name: _model(name) for name in sorted(set(models))},
        release=policy.release,
        warnings=tuple(warnings),
        transcripts=policy.transcripts,
    )


def _model(name: str) -> ModelRecord:
    model = weights.model(name)
    return ModelRecord(model.version, model.licence, {file.path: file.sha256 for file in model.files})


def record_of(run: Run, outcomes: Iterable[Outcome | FileRecord]) -> Record:
    """The record of a run over these files, in the order of their names."""
    files = [outcome if isinstance(outcome, FileRecord) else file_record(outcome) for outcome in outcomes]
    files.sort(key=lambda file: file.name)
    return Record(FORMAT, run, _totals(files), tuple(files))


def file_record(outcome: Outcome) -> FileRecord:
    """What became of one file, as it goes on record."""
    findings = [redaction.finding for each in family(outcome) for redaction in each.redactions]
    return FileRecord(
        name=outcome.name,
        released=outcome.ok,
        media_type=outcome.media_type,
        effect=_weakest(outcome),
        input_sha256=outcome.input_digest,
        output_sha256=outcome.output_digest,
        rounds=outcome.rounds,
        by_type=_counted(finding.entity_type for finding in findings),
        by_detector=_counted(finding.detector for finding in findings),
        redactions=tuple(entry_of(redaction) for redaction in outcome.redactions),
        failures=tuple(_failure(failure) for failure in outcome.failures),
        dropped=outcome.dropped,
        parts=tuple(PartRecord(name, kind.value, tuple(size)) for name, (kind, size) in outcome.extents.items()),
        seconds={step: round(seconds, 3) for step, seconds in outcome.timings.items()},
        plugins=outcome.plugins,
        children=tuple(file_record(child) for child in outcome.children),
        flagged=tuple(_flag_entry(flag) for flag in outcome.flagged),
        seen=dict(outcome.seen),
        least_seen=_least(outcome.seen.values()),
        label=_label(_effects(outcome)),
        notes=outcome.notes,
        relooks=tuple(RelookRecord(each.part, each.by, each.frames, each.of) for each in outcome.relooks),
        transcripts=tuple(TranscriptRecord(each.name, each.digest) for each in outcome.transcripts),
    )


def _label(effects: Iterable[Effect]) -> str:
    return STILL_PERSONAL if Effect.PSEUDONYMISED in effects else ""


def _least(shares: Iterable[float | None]) -> float | None:
    """The smallest of the shares that were stated."""
    return min((share for share in shares if share is not None), default=None)


def _seen(files: Iterable[FileRecord]) -> dict[str, float | None]:
    """By detector the smallest share over all files; one that did not state it for some file did not state it."""
    shares: dict[str, float | None] = {}
    for name, share in (item for file in files for each in family(file) for item in each.seen.items()):
        known = shares.get(name, 1.0)
        shares[name] = None if share is None or known is None else min(share, known)
    return shares


def _weakest(outcome: Outcome) -> Effect | None:
    """The weakest thing that was done in the file and in those inside it; nothing where nothing was found."""
    found = _effects(outcome)
    done = [effect for effect in found if effect is not Effect.KEPT]
    return min(done or found, key=WEAKEST_FIRST.index, default=None)


def _effects(outcome: Outcome) -> list[Effect]:
    """What was done in the file and in those inside it."""
    return [redaction.effect for each in family(outcome) for redaction in each.redactions]


Nested = TypeVar("Nested", Outcome, FileRecord)


def family(file: Nested) -> Iterator[Nested]:
    """A file and every file inside it, outermost first."""
    yield file
    for child in file.children:
        yield from family(child)


def entry_of(redaction: Redaction) -> Entry:
    """One line of the record."""
    finding = redaction.finding
    return Entry(
        key=finding.key,
        entity_type=finding.entity_type,
        group=group_of(finding.entity_type),
        score=round(finding.score, 3),
        detector=finding.detector,
        operator=redaction.operator,
        effect=redaction.effect,
        place=redaction.place,
        places=tuple(on_record(region) for region in _where(redaction)),
        page=redaction.page,
        subject=finding.subject,
        why=finding.why,
        code=redaction.code,
        reason=redaction.reason,
        label=_label([redaction.effect]),
    )


def _flag_entry(flag: Flag) -> FlagEntry:
    finding = flag.finding
    return FlagEntry(
        key=finding.key,
        entity_type=finding.entity_type,
        group=group_of(finding.entity_type),
        score=round(finding.score, 3),
        detector=finding.detector,
        place=flag.place,
        places=tuple(on_record(region) for region in flag.regions),
        page=flag.page,
        why=finding.why,
    )


def flags_in(file: FileRecord) -> int:
    """How many passages were pointed out in a file and in those inside it."""
    return sum(len(each.flagged) for each in family(file))


def _where(redaction: Redaction) -> tuple[Region, ...]:
    """The physical places; of what was kept, and so not edited, the place where it was found."""
    return tuple(edit.region for edit in redaction.edits) or redaction.finding.regions


def group_of(entity_type: str) -> str:
    """The group of identifiers that a type belongs to; a plugin's own types belong to none of ours."""
    known = ENTITY_TYPES.get(entity_type)
    return known.group.value if known else NO_GROUP


GROUPS = (*(group.value for group in Group), NO_GROUP)


def _failure(failure: Failure) -> FailureRecord:
    return FailureRecord(failure.what, failure.where, failure.next_step, failure.exit_code)


def _counted(names: Iterable[str]) -> dict[str, int]:
    """How often each name occurs, the most frequent first, then by name."""
    return dict(sorted(Counter(names).items(), key=lambda item: (-item[1], item[0])))


def _totals(files: Sequence[FileRecord]) -> Totals:
    entries = [entry for file in files for each in family(file) for entry in each.redactions]
    released = sum(file.released for file in files)
    seconds: Counter[str] = Counter()
    for file in files:
        seconds.update(file.seconds)
    return Totals(
        files=len(files),
        released=released,
        withheld=len(files) - released,
        findings=len(entries),
        redactions=sum(entry.effect is not Effect.KEPT for entry in entries),
        by_type=_counted(entry.entity_type for entry in entries),
        by_detector=_counted(entry.detector for entry in entries),
        by_effect=_counted(entry.effect.value for entry in entries),
        seconds={step: round(total, 3) for step, total in seconds.items()},
        flagged=sum(map(flags_in, files)),
        seen=_seen(files),
        least_seen=_least(_seen(files).values()),
    )
