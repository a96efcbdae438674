"""What was said, written beside the copy of a sound, hidden in just the places in which the sound is.

One decision for both: what goes from the sound goes from the transcript, and what a reviewer lets stand stands in both.
It is searched for everything that was hidden before the copy is written; what is still found goes from both.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from msgspec import structs

from redact.media.splice import edited
from redact.progress import StepListener
from redact.registry import Tools
from redact.report.transcript import Track, written
from redact.resolve import resolve
from redact.steps.act import edits_of, pseudonyms
from redact.steps.draft import draft, release
from redact.steps.inside import digest_of
from redact.steps.look import detect
from redact.steps.putting import Putting, Whose
from redact.steps.said import Gap, gaps_in, said_in
from redact.steps.texts import Texts
from redact.types import (
    Alignment,
    Edit,
    Effect,
    Finding,
    Modality,
    NewText,
    Outcome,
    Part,
    Redaction,
    Region,
    TimeRange,
    Transcript,
)
from redact.verify import Leak, expect, leaks_in_bytes, leaks_in_findings, leaks_in_texts
from redact.verify.expected import Expected

PLACE = "transcript"


@dataclass(frozen=True, slots=True)
class Readings:
    """A file as it was read: its parts, readings included, whom its findings belong to, and what stays by decision."""

    parts: Mapping[str, Part]
    whose: Whose
    kept: Sequence[Region] = ()


@dataclass(frozen=True, slots=True)
class Spoken:
    """What was said in a file as it may be read afterwards, and what was done in its sounds and texts to make it so."""

    tracks: tuple[Track, ...]
    done: tuple[Redaction, ...]
    expected: Expected = field(repr=False)

    def leaks(self, readings: Readings, tools: Tools, listen: StepListener) -> list[Leak]:
        """What is left in the texts: values that were hidden, and what the detectors find in them now."""
        shown = {track.part: _as_part(readings.parts[track.part], track.text) for track in self.tracks}
        found = [*leaks_in_texts(shown.values(), self.expected)]
        if tools.policy.verify.detect_again:
            told = detect(list(shown.values()), tools, listen, again=True)
            findings = resolve(told, Texts(shown.values()), tools.policy).goes
            found += leaks_in_findings(findings, shown, edits_of(self.done), self.expected, readings.parts)
        return found


def spoken(redactions: Sequence[Redaction], readings: Readings, tools: Tools) -> Spoken:
    """The texts that were read from sounds, redacted: of each sound the first reading that says anything."""
    if not any(True for _ in _readings(readings.parts)):
        return Spoken((), (), expect((), (), {}, frozenset()))
    texts = Texts(readings.parts.values())
    put = _put_in_text([each.finding for each in redactions], readings, tools)
    gaps = {
        part.id: list(gaps_in(part, redactions, {key: what for key, what in put.items() if what is not None}))
        for part in _readings(readings.parts)
    }
    edits = tuple(Edit(gap.span, NewText(gap.new), gap.finding) for each in gaps.values() for gap in each)
    others = frozenset(part.id for part in readings.parts.values() if part.alignment is not None) - gaps.keys()
    tracks = tuple(_track(readings.parts[name], found) for name, found in gaps.items())
    done = tuple(redaction for redaction in _in_texts(redactions, edits, tools) if redaction.edits)
    return Spoken(tracks, done, expect(done, readings.kept, texts, others))


def _put_in_text(findings: Sequence[Finding], readings: Readings, tools: Tools) -> dict[str, str | None]:
    """By finding what the policy puts where such a thing stands in text; nothing where it would keep it there."""
    putting = Putting(findings, readings.parts, tools, readings.whose)
    put = {finding.key: putting.in_text(finding) for finding in findings}
    while putting.again():
        put = {finding.key: putting.in_text(finding) for finding in findings}
    return put


def _readings(parts: Mapping[str, Part]) -> Iterator[Part]:
    """Of each sound the first text that was read from it."""
    seen = set()
    for part in parts.values():
        sound = _sound(part)
        if sound and sound not in seen and sound in parts and parts[sound].modality is Modality.AUDIO:
            seen.add(sound)
            yield part


def _sound(part: Part) -> str:
    """The id of the sound that a text was read from; empty for any other text."""
    first = part.alignment.sources[0] if isinstance(part.alignment, Alignment) and part.alignment.sources else None
    return first.part if isinstance(first, TimeRange) else ""


def _in_texts(redactions: Iterable[Redaction], edits: Iterable[Edit], tools: Tools) -> Iterator[Redaction]:
    """The same with what is done in the readings: what was hidden in a sound is replaced in its text.

    One whose value has a pseudonym there is no longer removed.
    """
    own: defaultdict[str, list[Edit]] = defaultdict(list)
    for edit in edits:
        own[edit.finding].append(edit)
    for redaction in redactions:
        mine = own.pop(redaction.finding.key, [])
        in_text = tools.operator_for(redaction.finding.entity_type, Modality.TEXT)[1].effect
        effect = Effect.PSEUDONYMISED if mine and in_text is Effect.PSEUDONYMISED else redaction.effect
        yield replace(redaction, edits=(*redaction.edits, *mine), effect=effect)


def _track(part: Part, gaps: Sequence[Gap]) -> Track:
    text = edited(part.text, [Edit(gap.span, NewText(gap.new), gap.finding) for gap in gaps])
    return Track(part.id, _sound(part), part.place, part.language, text, tuple(said_in(part, gaps)))


def _as_part(part: Part, text: str) -> Part:
    return structs.replace(part, content=text, place=PLACE, alignment=None)


# --- Files ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Drafts:
    """What was said, and transcripts that are written and not yet released, each with its final place.

    ``leaks`` is what is left in them, ``done`` what was done in them and in the sounds.
    """

    tracks: tuple[Track, ...] = ()
    files: tuple[tuple[Path, Path], ...] = ()
    leaks: tuple[Leak, ...] = ()
    done: tuple[Redaction, ...] = ()

    def on_record(self, outcome: Outcome, folder: Path, readings: Readings) -> Outcome:
        """The outcome with the transcripts and their pseudonyms; *folder* is the output folder."""
        if not self.files:
            return outcome
        made = tuple(Transcript(target.relative_to(folder).as_posix(), digest_of(path)) for path, target in self.files)
        effects = {redaction.finding.key: redaction.effect for redaction in self.done}
        redactions = (replace(each, effect=effects.get(each.finding.key, each.effect)) for each in outcome.redactions)
        tokens = pseudonyms(self.done, readings.parts, readings.whose)
        known = tuple(dict.fromkeys((*outcome.pseudonyms, *tokens)))
        return replace(outcome, redactions=tuple(redactions), pseudonyms=known, transcripts=made)

    def release(self) -> None:
        """Give them their names."""
        for path, target in self.files:
            release(path, target)


@contextmanager
def transcripts(
    redactions: Sequence[Redaction], readings: Readings, tools: Tools, copy: Path | None, listen: StepListener
) -> Iterator[Drafts]:
    """What was said, in the forms that the policy asks for, written under temporary names beside *copy* and searched.

    No files where there is no copy to lie beside, or where nobody speaks.
    """
    said = spoken(redactions, readings, tools)
    forms = dict.fromkeys(tools.policy.transcripts) if said.tracks and copy else ()
    if not forms or copy is None:
        yield Drafts(said.tracks)
        return
    with ExitStack() as stack:
        files = [(stack.enter_context(draft(target)), target) for target in (beside(copy, form) for form in forms)]
        for (path, _), form in zip(files, forms, strict=True):
            path.write_bytes(written(said.tracks, form))
        left = [*said.leaks(readings, tools, listen), *(leak for path, _ in files for leak in _in_bytes(path, said))]
        yield Drafts(said.tracks, tuple(files), tuple(left), said.done)


def beside(copy: Path, form: str) -> Path:
    """What the transcript of a copy is called: "call.wav.transcript.vtt"."""
    return copy.with_name(f"{copy.name}.transcript.{form}")


def _in_bytes(path: Path, said: Spoken) -> Iterator[Leak]:
    return leaks_in_bytes(path, said.expected)
