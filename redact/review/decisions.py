"""What a reviewer decided, one JSON line each, only ever appended: a crash loses nothing, and the last word counts.

A decision names its file by the digest of the input and its finding by its key, so it survives renaming and a second
run. The list of what waits for a decision stands beside it and holds no text.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from redact.errors import PolicyError
from redact.pipeline import Decided
from redact.review.lines import decision_of, line_of
from redact.steps.added import BY_REVIEWER
from redact.steps.draft import draft, release
from redact.steps.inside import waits
from redact.types import Decision, Finding, Outcome, Verdict

DECISIONS = "decisions.jsonl"
PENDING = "pending.jsonl"


class Waiting(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A finding that nobody has decided yet; ``file`` is the digest of the input, ``name`` what it will be called.

    One that is only ``flagged`` holds nothing up: it goes when it is accepted, and stays otherwise. ``subject`` is
    whose it seems to be; ``why`` says on what that rests.
    """

    file: str
    name: str
    finding: str
    entity_type: str
    score: float
    place: str
    detector: str
    why: tuple[str, ...]
    flagged: bool = False
    subject: str = ""


def read(path: Path) -> list[Decision]:
    """Every decision in the file, in order; none if there is no file. A last line that was torn off is left out.

    Raises ``PolicyError`` with the number of any other line that is no decision.
    """
    if not path.is_file():
        return []
    lines = path.read_bytes().split(b"\n")
    whole, torn = lines[:-1], lines[-1]
    listed = [_decision(line, number) for number, line in enumerate(whole, start=1) if line.strip()]
    return [*listed, *_perhaps(torn)]


def append(path: Path, made: Iterable[Decision]) -> None:
    """Add decisions; they are on the disk when this returns. Half a line that a crash left behind is taken off."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    before, end, last = path.read_bytes().rpartition(b"\n")
    with path.open("rb+") as file:
        file.truncate(len(before) + len(end) + (len(last) if _perhaps(last) else 0))
        file.seek(0, os.SEEK_END)
        file.write(b"\n" if _perhaps(last) else b"")
        file.write(b"".join(line_of(decision) + b"\n" for decision in made))
        file.flush()
        os.fsync(file.fileno())


def decided(findings: Sequence[Finding], flagged: Sequence[Finding], file: str, made: Iterable[Decision]) -> Decided:
    """Sort the findings of one file by what was decided about them; the last decision about a finding counts.

    One that was moved stays where it was found: it goes where ``added`` says.
    """
    last = last_words(made, file)
    goes = {key for key, decision in last.items() if decision.verdict is Verdict.ACCEPT and not decision.places}
    return Decided(
        tuple(finding for finding in findings if finding.key in goes),
        tuple(finding for finding in findings if finding.key in last.keys() - goes),
        tuple(finding for finding in findings if finding.key not in last),
        tuple(finding for finding in flagged if finding.key in goes),
    )


def last_words(made: Iterable[Decision], file: str) -> dict[str, Decision]:
    """The decisions that count about one file, by the keys of their findings."""
    return {decision.finding: decision for decision in made if decision.file == file}


def added(made: Iterable[Decision], file: str) -> tuple[Finding, ...]:
    """What a reviewer added to one file or moved in it, as findings that go; why says by which decision.

    Whether their regions are in the file at all is looked at when it is open (``steps.added.placed``).
    """
    wanted = (each for each in last_words(made, file).values() if each.places and each.verdict is Verdict.ACCEPT)
    return tuple(_added(decision) for decision in wanted)


def _added(decision: Decision) -> Finding:
    what = "added" if is_addition(decision) else "moved"
    why = (f"{what} by a reviewer", f"decision {decision.finding}")
    return Finding(decision.entity_type, decision.places, 1.0, BY_REVIEWER, decision.subject or None, why)


def is_addition(decision: Decision) -> bool:
    """Whether a decision speaks of something that a reviewer added, and no detector found."""
    return bool(decision.places) and decision.finding == key_of(decision)


def key_of(decision: Decision) -> str:
    """The key of a finding at the places of a decision that has some."""
    return Finding(decision.entity_type, decision.places, 1.0, BY_REVIEWER).key


def left_in_place(made: Iterable[Decision]) -> Counter[str]:
    """How many findings of each file were left where they stand: rejected, or moved away. By digest of the input."""
    last = {(each.file, each.finding): each for each in made}.values()
    left = (each for each in last if not is_addition(each) and (each.verdict is Verdict.REJECT or each.places))
    return Counter(each.file for each in left)


def moved(made: Iterable[Decision], file: str) -> dict[str, str]:
    """To whom findings of one file were given, by their keys; the last word counts."""
    return {decision.finding: decision.subject for decision in made if decision.file == file and decision.subject}


def waiting(outcome: Outcome) -> list[Waiting]:
    """What of a file a person may decide: its findings, when it was withheld for them, and what is flagged.

    Files inside it have rows of their own: decisions name them by their own digests.
    """
    found = [_waiting(outcome, each.finding, each.place) for each in (outcome.redactions if waits(outcome) else ())]
    inside = [row for child in outcome.children for row in waiting(child)]
    return [*found, *_flagged(outcome), *inside]


def _flagged(outcome: Outcome) -> Iterator[Waiting]:
    for flag in outcome.flagged:
        yield msgspec.structs.replace(_waiting(outcome, flag.finding, flag.place), flagged=True)


def _waiting(outcome: Outcome, finding: Finding, place: str) -> Waiting:
    return Waiting(
        outcome.input_digest,
        outcome.name,
        finding.key,
        finding.entity_type,
        round(finding.score, 3),
        place,
        finding.detector,
        finding.why,
        subject=finding.subject or "",
    )


def write_waiting(path: Path, rows: Iterable[Waiting]) -> None:
    """Replace the list of what waits."""
    with draft(path) as written:
        written.write_bytes(b"".join(msgspec.json.encode(row) + b"\n" for row in rows))
        release(written, path)


def read_waiting(path: Path) -> list[Waiting]:
    """The list of what waits; empty if there is none."""
    if not path.is_file():
        return []
    return [msgspec.json.decode(line, type=Waiting) for line in path.read_bytes().splitlines() if line.strip()]


def _decision(line: bytes, number: int) -> Decision:
    try:
        return decision_of(line)
    except ValueError:
        raise PolicyError(f"line {number} of the decisions is no decision", "mend or remove that line") from None


def _perhaps(line: bytes) -> list[Decision]:
    try:
        return [decision_of(line)]
    except ValueError:
        return []
