"""Rechecking: a released file held against its record, then opened and searched again as on the day it was made.

The originals are not needed and not asked for, so what was put in is told from what was left only as far as the record
goes: covered places and labels are known, values that an operator made up are allowed for by type and number.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import structs

from redact.errors import RedactError, UnreadableError

if TYPE_CHECKING:
    from redact.policy import Policy
    from redact.registry import Tools
    from redact.report import FileRecord
    from redact.report.record import Entry, TranscriptRecord
    from redact.types import Attachment, Document, Edit, Finding, Part
    from redact.verify import Expected, Leak

PLAIN_OPERATORS = frozenset({"replace", "remove"})
"""What they put in holds nothing that a detector could take for a value."""
KEEP_LIST = "policy/keep"
"""Not an operator: the policy's list, which keeps the same values again when the release is looked at."""


class State(StrEnum):
    """How a released file stands against its record."""

    SAME = "same"
    CHANGED = "changed"
    MISSING = "missing"
    UNLISTED = "not in the record"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Rechecked:
    """One released file: how it stands, and what was found in it, as (entity type, place)."""

    name: str
    state: State
    left: tuple[tuple[str, str], ...] = ()
    why: str = ""

    @property
    def sound(self) -> bool:
        """Whether the file is what was released and nothing is found in it."""
        return self.state is State.SAME and not self.left


def recheck(out: Path, files: Sequence[FileRecord], tools: Tools, decided: Counter[str]) -> Iterator[Rechecked]:
    """Every file that the record says was released, then every file in *out* that it does not know.

    *decided* says, by the digest of an input, how many findings a reviewer left in place.
    """
    released = [file for file in files if file.released]
    for file in released:
        yield _recheck(file, _inside(out, file.name), tools, _left(file, decided))
        for each in file.transcripts:
            yield _recheck(_as_file(file, each, tools.policy), _inside(out, each.name), tools, _left(file, decided))
    beside = (each.name for file in released for each in file.transcripts)
    known = {_inside(out, name) for name in (*(file.name for file in released), *beside)}
    for path in sorted(path for path in out.rglob("*") if path.is_file()):
        if path.resolve() not in known:
            yield Rechecked(path.relative_to(out).as_posix(), State.UNLISTED)


def _as_file(file: FileRecord, transcript: TranscriptRecord, policy: Policy) -> FileRecord:
    """The record of a file as that of a transcript of it, in which texts stand where the sound is silent."""
    from redact.types import Effect, Modality

    def in_text(entry: Entry) -> Entry:
        operator = policy.operator_for(entry.entity_type, Modality.TEXT)
        effect = Effect.REMOVED if operator in PLAIN_OPERATORS else Effect.MASKED
        return entry if entry.effect is Effect.KEPT else structs.replace(entry, operator=operator, effect=effect)

    done = tuple(map(in_text, file.redactions))
    return structs.replace(file, name=transcript.name, output_sha256=transcript.sha256, redactions=done)


def _left(file: FileRecord, decided: Counter[str]) -> int:
    """How many findings a reviewer left in a file and in those inside it."""
    from redact.report.record import family

    return sum(decided[each.input_sha256] for each in family(file))


def _inside(out: Path, name: str) -> Path:
    path = (out / name).resolve()
    if not path.is_relative_to(out.resolve()):
        raise UnreadableError("the record names a file outside of the output", "do not trust this record")
    return path


def _recheck(file: FileRecord, path: Path, tools: Tools, decided: int) -> Rechecked:
    from redact.steps.inside import digest_of

    if not path.is_file():
        return Rechecked(file.name, State.MISSING)
    state = State.SAME if digest_of(path) == file.output_sha256 else State.CHANGED
    try:
        left = tuple(unexplained(_leaks(path, file, tools), file, decided))
    except RedactError as error:
        return Rechecked(file.name, State.UNREADABLE, why=str(error))
    return Rechecked(file.name, state, tuple((leak.entity_type, leak.place) for leak in left))


def unexplained(leaks: Iterable[Leak], file: FileRecord, decided: int) -> Iterator[Leak]:
    """What is left after as many as an operator made up, or a reviewer left in place, are taken off."""
    from redact.report.record import family
    from redact.types import Effect

    allowed = Counter(
        entry.entity_type
        for each in family(file)
        for entry in each.redactions
        if entry.effect is not Effect.REMOVED and entry.operator not in {*PLAIN_OPERATORS, KEEP_LIST}
    )
    for leak in leaks:
        if allowed[leak.entity_type] > 0:
            allowed[leak.entity_type] -= 1
        elif decided > 0:
            decided -= 1
        else:
            yield leak


def _leaks(path: Path, file: FileRecord, tools: Tools) -> Iterator[Leak]:
    from redact.guard import guarded

    name, handler = tools.handler_for(path.suffix)
    document = guarded(name, handler.reopen, path)
    yield from _detected(document, file, tools)
    children = {child.name: child for child in file.children}
    for attachment in document.children:
        yield from _leaks_inside(attachment, children.get(attachment.name, file), tools)


def _leaks_inside(attachment: Attachment, file: FileRecord, tools: Tools) -> Iterator[Leak]:
    with tempfile.TemporaryDirectory(prefix="redact-") as folder:
        path = Path(folder, f"file{Path(attachment.name).suffix}")
        path.write_bytes(attachment.data)
        yield from list(_leaks(path, file, tools))


def _detected(document: Document, file: FileRecord, tools: Tools) -> Iterator[Leak]:
    from redact.progress import ignore
    from redact.resolve import resolve
    from redact.steps.look import detect, read

    parts = [*document.parts, *read(document.parts, tools, ignore)]
    shown = {part.id: part for part in parts if not part.raw}
    findings = resolve(detect(list(shown.values()), tools, ignore), _texts(shown.values()), tools.policy).goes
    yield from not_covered(findings, shown, file)


def not_covered(findings: Iterable[Finding], parts: Mapping[str, Part], file: FileRecord) -> Iterator[Leak]:
    """One leak for each finding that lies neither in a label nor under a place that the record says was covered."""
    from redact.verify import leaks_in_findings

    yield from leaks_in_findings(findings, parts, _edits(file), _labels())


def _texts(parts: Iterable[Part]) -> dict[str, str]:
    from redact.types import Modality

    return {part.id: part.text for part in parts if part.modality is Modality.TEXT}


def _labels() -> Expected:
    """What may stand there: the labels of every type, and nothing else."""
    from redact.entities import ENTITY_TYPES, label_of
    from redact.occurrences import Wanted
    from redact.verify import Expected

    labels = frozenset(f"[{label_of(name)}]" for name in ENTITY_TYPES)
    return Expected((), (), Wanted({}), labels, {}, {})


def _edits(file: FileRecord) -> list[Edit]:
    """The covered places of the record, as the edits that they came from."""
    from redact.report.places import region_of
    from redact.report.record import family
    from redact.types import Edit, Effect, Fill

    return [
        Edit(region_of(place), Fill(), entry.key)
        for each in family(file)
        for entry in each.redactions
        if entry.effect is not Effect.KEPT
        for place in entry.places
    ]
