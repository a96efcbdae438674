"""What is left: a run's record, assessed. Counts what was kept by decision or can be undone, file by file.

Only what was found can be counted. What the detectors missed, what the policy did not ask for, and what a reader knows
from elsewhere are named as reasons and never reckoned as nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from msgspec import structs

from redact import policy, report
from redact.assess.level import Level, worst
from redact.entities import ENTITY_TYPES
from redact.errors import PolicyError
from redact.report.places import TimePlace
from redact.report.record import Entry, FileRecord, Record, family
from redact.types import Effect, Modality

ALWAYS = "what the detectors missed, and what a reader knows from elsewhere, is not counted"


@dataclass(frozen=True, slots=True)
class FileAssessment:
    """What is left in one released file and the files inside it, by entity type, and what that makes of it.

    ``linked`` counts the people whose pseudonyms stand at two places or more: what is said there can be joined.
    ``seconds_heard`` is the sound that was not silenced, in which a voice may be known.
    """

    name: str
    direct: Mapping[str, int]
    indirect: Mapping[str, int]
    pseudonyms: int
    linked: int
    seconds_heard: float
    level: Level
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RecordAssessment:
    """What is left in everything that a run released. ``not_sought`` is ``None`` where the policy is not known."""

    files: tuple[FileAssessment, ...]
    withheld: int
    not_sought: tuple[str, ...] | None
    level: Level
    reasons: tuple[str, ...]


def assess_record(record: Path) -> RecordAssessment:
    """The assessment of a record's folder, or of the report.json in it. Raises ``UnreadableError``."""
    known = report.load(record if record.is_dir() else record.parent)
    files = tuple(_file(file) for file in known.files if file.released)
    not_sought = _not_sought(known)
    level = worst([file.level for file in files])
    withheld = len(known.files) - len(files)
    return RecordAssessment(files, withheld, not_sought, level, tuple(_reasons(files, withheld, not_sought)))


def _not_sought(record: Record) -> tuple[str, ...] | None:
    """The entity types that the policy left alone; known only for a built-in policy that is still the same."""
    try:
        used = policy.parse(policy.source(record.run.policy))
    except PolicyError:
        return None
    if structs.replace(used, transcripts=record.run.transcripts).digest != record.run.policy_sha256:
        return None
    return tuple(name for name in ENTITY_TYPES if not used.finds(name, 1.0))


def _file(file: FileRecord) -> FileAssessment:
    members = [member for member in family(file) if member.released]
    entries = [entry for member in members for entry in member.redactions]
    kept = Counter(entry.entity_type for entry in entries if entry.effect is Effect.KEPT)
    direct = {name: number for name, number in kept.items() if _is_direct(name)}
    indirect = {name: number for name, number in kept.items() if not _is_direct(name)}
    tokens = [entry for entry in entries if entry.effect is Effect.PSEUDONYMISED]
    heard = sum(map(_seconds_heard, members))
    counts = (sum(direct.values()), sum(indirect.values()), len(tokens), _linked(tokens))
    reasons = (*_counted(counts, heard), ALWAYS)
    return FileAssessment(file.name, direct, indirect, counts[2], counts[3], heard, _level(counts, heard), reasons)


def _is_direct(name: str) -> bool:
    """A type that only a plugin knows counts as direct: nobody said that it is less."""
    return name not in ENTITY_TYPES or ENTITY_TYPES[name].direct


def _linked(tokens: list[Entry]) -> int:
    mentions = Counter(entry.subject for entry in tokens if entry.subject)
    return sum(number > 1 for number in mentions.values())


def _seconds_heard(file: FileRecord) -> float:
    sounds = {part.id: part.extent[-1] for part in file.parts if part.modality == Modality.AUDIO}
    places = [place for entry in file.redactions if entry.effect is not Effect.KEPT for place in entry.places]
    times = [place for place in places if isinstance(place, TimePlace)]
    left = (length - _covered([t for t in times if t.part == part], length) for part, length in sounds.items())
    return round(sum(left), 3)


def _covered(times: list[TimePlace], length: float) -> float:
    """Seconds under at least one of the stretches, within the sound."""
    total = reached = 0.0
    for time in sorted(times, key=lambda time: time.start):
        start, end = max(time.start, reached), min(time.end, length)
        total += max(end - start, 0.0)
        reached = max(reached, end)
    return total


def _level(counts: tuple[int, int, int, int], heard: float) -> Level:
    direct, indirect, tokens, _ = counts
    found = {Level.DIRECT: direct, Level.PSEUDONYMISED: tokens, Level.SINGLED_OUT: heard, Level.INDIRECT: indirect}
    return worst([level for level, number in found.items() if number])


def _counted(counts: tuple[int, int, int, int], heard: float) -> Iterator[str]:
    direct, indirect, tokens, linked = counts
    if direct:
        yield f"{_number(direct, 'mention')} that identify directly were kept by decision"
    if tokens:
        yield f"{_number(tokens, 'pseudonym')} can be undone by whoever holds the key or the vault"
    if linked:
        yield f"{_number(linked, 'subject')} under a pseudonym at several places: what is said there can be joined"
    if heard:
        yield f"{heard:.1f} seconds of sound can be heard: a voice may be known"
    if indirect:
        yield f"{_number(indirect, 'mention')} that identify indirectly were kept by decision"


def _reasons(files: tuple[FileAssessment, ...], withheld: int, not_sought: tuple[str, ...] | None) -> Iterator[str]:
    for level in Level:
        number = sum(file.level is level for file in files)
        if number:
            yield f"{_number(number, 'file')}: {level}"
    if withheld:
        yield f"{_number(withheld, 'file')} withheld: not released, so not assessed"
    if not_sought is None:
        yield "the policy of the run is not at hand: what it did not look for is not known"
    elif not_sought:
        yield f"not looked for, so still there where the input held it: {', '.join(not_sought)}"
    yield ALWAYS


def _number(count: int, thing: str) -> str:
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"
