"""The public face: one object that holds a policy's plugins and redacts texts, files and folders with them."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from msgspec.structs import replace

from redact import policy as policies
from redact import registry
from redact.contracts import Secrets
from redact.entities import ENTITY_TYPES
from redact.guard import guarded
from redact.media.splice import by_part, edited
from redact.pipeline import Task, look_at, redact_one
from redact.policy import Policy
from redact.progress import Listener, Progress, ignore
from redact.resolve import Bounds, Resolved, resolved
from redact.steps.act import edits_alone
from redact.steps.look import detect
from redact.steps.putting import Whose
from redact.types import Finding, Modality, Outcome, Part, TextSpan

if TYPE_CHECKING:
    from redact.job import Job

TEXT = "text"
"""The part id in the findings of a text that is no file."""
_BATCH = 256


@dataclass(frozen=True, slots=True)
class RedactedText:
    """A text with its findings replaced; ``findings`` point into the original."""

    text: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """What ``detect_file`` found: findings, the place of each part, by id, and what is flagged and would stay."""

    findings: tuple[Finding, ...]
    parts: dict[str, Part] = field(repr=False)
    flagged: tuple[Finding, ...] = ()


class Redactor:
    """Finds and takes out what identifies a person, by one policy.

    *policy* is the name of a built-in one, a path to a TOML file, or a ``Policy``. *key* is for operators that need one
    (16 bytes or more). Models are opened at first use and stay open. Raises ``PolicyError`` for a policy that cannot
    work. No output of it is anonymous: what is left may still identify somebody in combination.

    >>> redactor = Redactor()
    >>> redactor.redact_text("Write to kim.bow@example.org").text
    'Write to [E-mail address]'
    """

    def __init__(self, policy: str | Path | Policy = "default", *, key: bytes | None = None) -> None:
        self.policy = policy if isinstance(policy, Policy) else policies.load(policy)
        self._key = key
        self._tools = registry.build(self.policy, Secrets(key))
        self._bounds = Bounds(self.policy)

    def __repr__(self) -> str:
        return f"Redactor({self.policy!r})"

    @property
    def plugins(self) -> tuple[str, ...]:
        """What runs, as ``group/name version``."""
        return self._tools.versions()

    @property
    def endings(self) -> dict[str, str]:
        """The endings of files that can be redacted, and what is put behind the name of a copy of another type."""
        handlers = self._tools.handlers.values()
        becomes = {old: new for handler in handlers for old, new in getattr(handler, "becomes", {}).items()}
        return {suffix: becomes.get(suffix, "") for handler in handlers for suffix in handler.suffixes}

    @property
    def models(self) -> tuple[str, ...]:
        """The names of the models that may be opened."""
        return self._tools.models()

    @property
    def warnings(self) -> tuple[str, ...]:
        """What should be known of the operators that the policy uses, one line each; mostly nothing."""
        return self._tools.warnings()

    @property
    def entity_types(self) -> frozenset[str] | None:
        """The types that may be found: those of the policy; where it finds all, those that its detectors name.

        ``None`` where a detector names none: then it may be any.
        """
        if "*" not in self.policy.find:
            return frozenset(self.policy.find)
        known = [getattr(detector, "entity_types", None) for detector in self._tools.detectors.values()]
        told = [types for types in known if types is not None]
        return frozenset().union(*told) if told and len(told) == len(known) else None

    def detect_text(self, text: str) -> list[Finding]:
        """What identifies a person in *text*: one ``TextSpan`` each, in code points, in order, without overlaps."""
        return next(self.detect_texts([text]))

    def detect_texts(self, texts: Iterable[str]) -> Iterator[list[Finding]]:
        """The same for many texts, in batches, in order. Texts do not see each other."""
        waiting = iter(texts)
        while batch := list(islice(waiting, _BATCH)):
            yield from guarded("redact", self._detect_batch, batch)

    def redact_text(self, text: str) -> RedactedText:
        """*text* with what was found replaced as the policy says. Nothing is written, so nothing is verified."""
        (found,) = guarded("redact", self._resolved_batch, [text])
        parts = {TEXT: Part(TEXT, Modality.TEXT, text)}
        whose = Whose(found.who, found.owners)
        return RedactedText(edited(text, edits_alone(found.goes, parts, self._tools, whose)), found.goes)

    def redact_records(self, records: Iterable[Sequence[str]]) -> Iterator[tuple[RedactedText, ...]]:
        """The texts of each record redacted together, in batches, in order: a name in one of them is found in all.

        Records do not see each other. Of the findings those that were replaced are given; in them ``part`` is the
        number of the text in its record, from "0". Nothing is written, so nothing is verified.
        """
        waiting = iter(records)
        while batch := list(islice(waiting, _BATCH)):
            yield from guarded("redact", self._redacted_batch, batch)

    def detect_file(self, source: str | Path) -> list[Finding]:
        """What identifies a person in a file of any medium; regions lie in its parts, texts of scans included."""
        return list(self.look_at(source).findings)

    def look_at(self, source: str | Path) -> Seen:
        """Like ``detect_file``, with the parts. Raises ``UnreadableError``, ``MissingError`` or ``PluginError``."""
        resolved, parts = guarded("redact", look_at, Path(source), self._tools)
        return Seen(resolved.goes, parts, resolved.flagged)

    def explain(self, finding: Finding) -> tuple[str, ...]:
        """How a finding came to its score, step by step, in plain words and without the text.

        What held in the case at hand first (``Finding.why``), then what the policy asks for, then the rule behind it
        where its detector can tell.
        """
        rule = self.policy.entities.get(finding.entity_type)
        floor = self.policy.score if rule is None or rule.score is None else rule.score
        known = ENTITY_TYPES.get(finding.entity_type)
        kind = f"{known.group}, {'direct' if known.direct else 'indirect'} identifier" if known else "of a plugin"
        explain = getattr(self._tools.detectors.get(finding.detector.partition("/")[0]), "explain", None)
        more = guarded("redact", explain, finding) if explain else ()
        return (
            *finding.why,
            f"score {finding.score:.2f}; the policy acts from {floor:.2f}",
            f"type {finding.entity_type}: {kind}",
            *more,
        )

    def redact_file(self, source: str | Path, target: str | Path, progress: Listener | None = None) -> Outcome:
        """Redact one file into *target*, which appears only when it was verified.

        It is done in this process, so nothing limits the time and memory that a file meant to do harm may take: give
        such files to ``redact_folder`` with worker processes. Raises nothing for what is wrong with the file: then
        there is no *target*, and ``Outcome.failures`` says why.
        """
        target = Path(target)
        task = Task(Path(source), target.parent, PurePosixPath(target.name), rename=False)

        def listen(step: str, done: float) -> None:
            if progress:
                progress(Progress(target.name, step, done))

        return redact_one(task, self._tools, listen)

    def redact_folder(
        self, source: str | Path, target: str | Path, job: Job | None = None
    ) -> Generator[Outcome, None, None]:
        """Redact every file below *source* into the same tree below *target*, and keep a record beside it.

        Yields an outcome per file as each is done; files that an earlier run finished come first. *job* holds what
        else may be asked: number of worker processes, where record and vault go, review, progress.
        """
        from redact.job import Job, run

        return run(self.policy, self._key, Path(source), Path(target), job or Job())

    def _redacted_batch(self, records: list[Sequence[str]]) -> list[tuple[RedactedText, ...]]:
        texts = ((row, at, text) for row, each in enumerate(records) for at, text in enumerate(each))
        parts = [Part(f"{row} {at}", Modality.TEXT, text) for row, at, text in texts]
        found: list[list[Finding]] = [[] for _ in records]
        for finding in detect(parts, self._tools, ignore):
            row, _, at = finding.regions[0].part.partition(" ")
            found[int(row)].append(_in_part(finding, at))
        return [self._redacted(texts, each) for texts, each in zip(records, found, strict=True)]

    def _redacted(self, texts: Sequence[str], found: list[Finding]) -> tuple[RedactedText, ...]:
        if not found and not self.policy.listed.deny:
            return tuple(RedactedText(text, ()) for text in texts)
        parts = {str(at): Part(str(at), Modality.TEXT, text) for at, text in enumerate(texts)}
        told = resolved(found, {at: part.text for at, part in parts.items()}, self._bounds)
        made = edits_alone(told.goes, parts, self._tools, Whose(told.who, told.owners))
        edits, places = by_part(made), {edit.region for edit in made}
        gone = [each for each in told.goes if not places.isdisjoint(each.regions)]
        goes = {at: tuple(each for each in gone if each.regions[0].part == at) for at in parts}
        return tuple(RedactedText(edited(part.text, edits.get(at, ())), goes[at]) for at, part in parts.items())

    def _detect_batch(self, texts: list[str]) -> list[list[Finding]]:
        return [list(found.goes) for found in self._resolved_batch(texts)]

    def _resolved_batch(self, texts: list[str]) -> list[Resolved]:
        parts = [Part(str(number), Modality.TEXT, text) for number, text in enumerate(texts)]
        found: dict[str, list[Finding]] = {part.id: [] for part in parts}
        for finding in detect(parts, self._tools, ignore):
            found[finding.regions[0].part].append(finding)
        return [resolved(found.pop(part.id), {part.id: part.text}, self._bounds, part=TEXT) for part in parts]


def _in_part(finding: Finding, part: str) -> Finding:
    """The same finding in a text of another name."""
    spans = tuple(TextSpan(part, each.start, each.end) for each in finding.regions if isinstance(each, TextSpan))
    return replace(finding, regions=spans)
