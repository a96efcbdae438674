"""XFDF in: what a reviewer's marks say by now, as decisions. Nothing is released by a slip.

Marks of which it is not clear whose they are are refused, and so are those among which none of ours is left. What was
never given out keeps waiting.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from redact.errors import UnreadableError
from redact.review.decisions import DECISIONS, PENDING, append, last_words, read, read_waiting
from redact.review.xfdf_decide import Hand, decisions_of
from redact.review.xfdf_files import Known, files_of, sources_in, whose
from redact.review.xfdf_given import Sheet, sheets_of, told_by
from redact.review.xfdf_match import Matched, matched
from redact.review.xfdf_pages import pages_of
from redact.review.xfdf_read import read_file
from redact.types import Decision, Verdict


@dataclass(frozen=True, slots=True)
class Terms:
    """On which terms marks are taken back: whose they are, and what the reviewer has said besides.

    With ``all_rejected`` none of ours need be left among them; with ``accept_rest`` what could be marked on no page (a
    title, a link, the name of the file) is accepted as well.
    """

    by: str
    all_rejected: bool = False
    accept_rest: bool = False


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What one file of marks said. ``new`` are the decisions; ``waiting`` counts what nobody has decided of that PDF.

    ``others`` are annotations of other kinds, which decide nothing.
    """

    path: Path
    kept: int
    moved: int
    rejected: int
    added: int
    new: tuple[Decision, ...] = field(repr=False)
    waiting: int = 0
    others: Counter[str] = field(default_factory=Counter)


def take_back(record: Path, given: Path, paths: Iterable[Path], terms: Terms) -> list[TakenBack]:
    """Add what the marks in these files decide to the record's decisions: all of them, or with an error none.

    Raises ``PolicyError`` and ``UnreadableError`` for what is no XFDF, not surely of one file of the run, or would
    reject all by a slip.
    """
    sheets = sheets_of(record)
    sources = sources_in(given, {*(file.input_sha256 for file in files_of(record)), *(sheet.file for sheet in sheets)})
    made, told = read(record / DECISIONS), list[TakenBack]()
    for path in paths:
        taken = _taken(path, record, Known(sources, sheets, made), terms)
        made, told = [*made, *taken.new], [*told, taken]
    append(record / DECISIONS, [decision for taken in told for decision in taken.new])
    return told


def _taken(path: Path, record: Path, known: Known, terms: Terms) -> TakenBack:
    returned = read_file(path)
    source, sheets = whose(returned, known)
    last = last_words(known.made, source.digest)
    found = matched(sheets, returned.marks, pages_of(source.path))
    _check_left(found, terms)
    hand = Hand(source.digest, terms.by, datetime.now(UTC).isoformat(timespec="seconds"), last)
    new = list(decisions_of(found, hand))
    new += _rest(record, known.sheets, hand) if terms.accept_rest else ()
    decided = last.keys() | {decision.finding for decision in new}
    rows = (row for row in read_waiting(record / PENDING) if row.file == source.digest and not row.flagged)
    waiting = sum(row.finding not in decided for row in rows)
    ours = sum(told_by(name) is not None for name in returned.highlights)
    others = returned.others - Counter(highlight=ours)
    counts = (len(found.kept), len(found.moved), len(found.gone), len(found.added))
    return TakenBack(path, *counts, tuple(new), waiting, others)


def _check_left(found: Matched, terms: Terms) -> None:
    """Refuse to reject all by a slip: the marks were not imported, perhaps, before others were drawn."""
    if found.gone and not (found.kept or found.moved or terms.all_rejected):
        problem = f"none of the {len(found.gone)} marks that were given out is in it"
        raise UnreadableError(problem, "import them before you export; if all are to be shown, say --all-rejected")


def _rest(record: Path, sheets: Iterable[Sheet], hand: Hand) -> Iterator[Decision]:
    """Accept what waits and was never given out as a mark."""
    seen = {mark.key for sheet in sheets if sheet.file == hand.file for mark in sheet.marks} | hand.before.keys()
    for row in read_waiting(record / PENDING):
        if row.file == hand.file and row.finding not in seen and not row.flagged:
            yield Decision(hand.file, row.finding, Verdict.ACCEPT, hand.by, hand.when)
