"""What the vault must keep of a released file, so that it can be given back.

Where all that was done is reversible by policy, that is the whole original, as a patch of the released file: it comes
back byte for byte, with what a handler leaves out of every copy (metadata, history, attachments of types that nobody
could check). Where anything was destroyed
(removed, masked), only the reversible changes are kept, each with its place, and the original's bytes are not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from msgspec.structs import replace

from redact.anonymise.vault import Vault
from redact.anonymise.vault.rows import Put, Seen, Way
from redact.errors import RedactError, UnreadableError
from redact.restore.handlers import handler_for, load
from redact.restore.patch import patch
from redact.types import Edit, Effect, NewText, Outcome, Part, Pseudonym, Redaction, TextSpan

LARGEST = 256 << 20
"""Bytes above which a file is not kept as a whole."""
_REVERSIBLE = (Effect.PSEUDONYMISED, Effect.KEPT)


@dataclass(frozen=True, slots=True)
class Remembered:
    """What the vault now holds: ``whole`` says that the file comes back byte for byte.

    ``clashes`` are tokens that stand for two different things; ``too_large`` says why the file is not kept as a whole.
    """

    whole: bool = False
    too_large: bool = False
    clashes: tuple[str, ...] = ()

    def notes(self) -> list[str]:
        """The same for the record, in plain words."""
        large = ["too large to be kept as a whole: only its tokens can be turned back"] if self.too_large else []
        return large + [f"the pseudonym {token} stands for two different things" for token in self.clashes]


def remember(vault: Vault, outcome: Outcome, source: Path, job: str = "", *, largest: int = LARGEST) -> Remembered:
    """Put into the vault what the released *outcome* of *source* needs; *job* is the record's or job's name.

    Call it when the file is released and before the input changes. A withheld file leaves nothing.
    Raises ``PolicyError`` where the vault fails and ``UnreadableError`` where input or output is not what it was.
    """
    if not outcome.ok or outcome.target is None:
        return Remembered()
    when = datetime.now(UTC).isoformat(timespec="seconds")
    items = list(_pseudonyms(outcome, Seen(outcome.output_digest, outcome.name, job, when)))
    lost = sum(not _reversible(redaction) for redaction in _redactions(outcome))
    too_large = max(source.stat().st_size, outcome.target.stat().st_size) > largest
    way, made = Way(outcome.output_digest, outcome.input_digest, outcome.name, when=when, destroyed=lost), None
    if not too_large and lost:
        way = replace(way, puts=tuple(_puts(outcome, source, outcome.target)))
    elif not too_large:
        way = replace(way, name=source.name)
        made = patch(_read(outcome.target, way.output), _read(source, way.input))
    return Remembered(made is not None, too_large, vault.keep(items, way, made))


def _pseudonyms(outcome: Outcome, seen: Seen, inside: str = "") -> Iterator[tuple[Pseudonym, Seen]]:
    whose: defaultdict[str, set[str]] = defaultdict(set)
    for redaction in outcome.redactions:
        for edit in redaction.edits:
            if isinstance(edit.replacement, NewText) and redaction.finding.subject:
                whose[edit.replacement.text].add(inside + redaction.finding.subject)
    for item in outcome.pseudonyms:
        yield item, Seen(seen.file, seen.name, seen.job, seen.when, tuple(sorted(whose[item.token])))
    for number, child in enumerate(outcome.children, 1):
        yield from _pseudonyms(child, seen, f"{inside}{number}.")


def _redactions(outcome: Outcome) -> Iterator[Redaction]:
    yield from outcome.redactions
    for child in outcome.children:
        yield from _redactions(child)


def _reversible(redaction: Redaction) -> bool:
    """Whether nothing is lost: pixels and sound that were covered are, whatever is written over them."""
    words = all(isinstance(edit.replacement, NewText) for edit in redaction.edits)
    return words and redaction.effect in _REVERSIBLE


def _read(path: Path, digest: str) -> bytes:
    data = path.read_bytes()
    if sha256(data).hexdigest() != digest:
        raise UnreadableError("the file changed while it was worked on", "run again when nobody writes into it")
    return data


def _puts(outcome: Outcome, source: Path, target: Path) -> Iterator[Put]:
    """Every reversible change of typed text whose place in the released file is sure."""
    handler = handler_for(source.suffix)
    if handler is None:
        return
    try:
        before = {part.id: part for part in load(handler, source).parts}
        after = {part.id: part for part in load(handler, target).parts}
    except RedactError:
        return  # its tokens still say what they stand for
    edits: defaultdict[str, list[tuple[Edit, bool]]] = defaultdict(list)
    for redaction in outcome.redactions:
        for edit in redaction.edits:
            edits[edit.region.part].append((edit, _reversible(redaction)))
    for part, changes in edits.items():
        if part in before and part in after:
            yield from _checked(before[part], after[part], changes)


def _checked(before: Part, after: Part, changes: list[tuple[Edit, bool]]) -> list[Put]:
    """The reversible changes of one part, by their places afterwards; none where those do not hold what was put in."""
    puts, moved = [], 0
    for region, new, reversible in sorted(_texts(changes), key=lambda each: (each[0].start, each[0].end)):
        start = region.start + moved
        if after.text[start : start + len(new)] != new:
            return []
        if reversible:
            puts.append(Put(after.id, start, new, before.text[region.start : region.end]))
        moved += len(new) - (region.end - region.start)
    return puts if len(before.text) + moved == len(after.text) else []


def _texts(changes: list[tuple[Edit, bool]]) -> Iterator[tuple[TextSpan, str, bool]]:
    for edit, reversible in changes:
        if isinstance(edit.region, TextSpan) and isinstance(edit.replacement, NewText):
            yield edit.region, edit.replacement.text, reversible
