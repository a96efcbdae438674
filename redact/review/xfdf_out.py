"""XFDF out: the findings of each PDF of a run as marks, for a reviewer who opens the original beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from redact.errors import PolicyError, UnreadableError
from redact.report.places import BoxPlace, place_of, region_of
from redact.report.record import Entry, FileRecord, FlagEntry
from redact.review.decisions import DECISIONS, is_addition, last_words, read
from redact.review.xfdf_files import MISSED, Source, files_of, sources_in
from redact.review.xfdf_given import GivenMark, name_of, remember, sheet_of
from redact.review.xfdf_marks import Mark, written
from redact.review.xfdf_pages import Pages, page_of, pages_of
from redact.steps.draft import draft, release
from redact.types import Decision, Effect, Verdict

SUFFIX = ".xfdf"


@dataclass(frozen=True, slots=True)
class GivenOut:
    """One file of marks: where it is, how many marks and highlights it has, how many findings stand on no page."""

    path: Path
    marks: int
    highlights: int
    unmarked: int


def give_out(record: Path, given: Path, folder: Path) -> list[GivenOut]:
    """Write the marks of every PDF of a run into *folder*; *given* is the file or folder that the run was given.

    They show what waits since the last run, and what a reviewer added or moved before; what was accepted as it was
    found is not shown again. Raises ``PolicyError`` where *folder* lies inside of what it must be kept from.
    """
    _check_folder(record, given, folder)
    files = {file.input_sha256: file for file in files_of(record)}
    sources = sources_in(given, files)
    if not sources:
        raise UnreadableError("none of the run's PDF files is there", MISSED)
    made = read(record / DECISIONS)
    rows = []
    for source in sources:
        listed = list(_listed(files[source.digest], last_words(made, source.digest).values()))
        sheet = sheet_of(source.digest, [mark for mark, _ in listed if mark.places])
        rows.append((sheet, _write(source, listed, sheet.tag, folder)))
    remember(record, [sheet for sheet, _ in rows])
    return [told for _, told in rows]


def _write(source: Source, listed: Sequence[tuple[GivenMark, str]], tag: str, folder: Path) -> GivenOut:
    """Write the file of marks of one PDF."""
    pages, when = pages_of(source.path), datetime.now(UTC).strftime("D:%Y%m%d%H%M%SZ")
    marks = [mark for given, contents in listed if given.places for mark in _marks(given, contents, tag, pages)]
    path = folder / source.relative.parent / f"{source.relative.name}{SUFFIX}"
    with draft(path) as temporary:
        temporary.write_bytes(written(marks, source.relative.name, pages.ids, when))
        release(temporary, path)
    return _told(path, [mark for mark, _ in listed])


def _told(path: Path, given: Sequence[GivenMark]) -> GivenOut:
    placed = [mark for mark in given if mark.places]
    flagged = sum(mark.flagged for mark in placed)
    unmarked = sum(not mark.places and not mark.flagged for mark in given)
    return GivenOut(path, len(placed) - flagged, flagged, unmarked)


def _check_folder(record: Path, given: Path, folder: Path) -> None:
    for inner, what in ((record, "record"), (given, "input")):
        if folder.resolve().is_relative_to(inner.resolve()):
            raise PolicyError(f"the folder for the marks lies inside the {what}", "choose a place beside it")


def _listed(file: FileRecord, last: Iterable[Decision]) -> Iterator[tuple[GivenMark, str]]:
    """What goes out of one file, each with what to tell of it; one without places stands where no mark can be.

    Of a released file only what was pointed out, and what a reviewer added: its record tells places in the copy.
    """
    decided = {each.finding: each for each in last}
    for entry in () if file.released else file.redactions:
        if entry.effect is not Effect.KEPT and not _is_settled(decided.get(entry.key)):
            yield _given(entry), _contents(entry)
    for flag in file.flagged:
        if not _is_settled(decided.get(flag.key)):
            yield _given(flag, flagged=flag.key not in decided), _contents(flag)
    for each in decided.values():
        if each.places and each.verdict is Verdict.ACCEPT:
            boxes = tuple(place for place in map(place_of, each.places) if isinstance(place, BoxPlace))
            what = "added" if is_addition(each) else "moved"
            if boxes:
                mark = GivenMark(each.finding, each.entity_type, boxes, each.code, own=True)
                yield mark, f"{each.entity_type}\n{what} by a reviewer"


def _is_settled(decision: Decision | None) -> bool:
    """Whether a finding is not to be shown where it was found: it stays, or goes elsewhere."""
    return decision is not None and (decision.verdict is Verdict.REJECT or bool(decision.places))


def _given(row: Entry | FlagEntry, *, flagged: bool = False) -> GivenMark:
    places = tuple(
        place for place in row.places if isinstance(place, BoxPlace) and page_of(region_of(place)) is not None
    )
    return GivenMark(row.key, row.entity_type, places, row.code if isinstance(row, Entry) else "", flagged)


def _contents(row: Entry | FlagEntry) -> str:
    """What a reader is told of a finding: its type, score and rule, and the reasons; never its words."""
    return "\n".join((f"{row.entity_type}, score {row.score:.2f}", row.detector, *row.why))


def _marks(given: GivenMark, contents: str, tag: str, pages: Pages) -> Iterator[Mark]:
    """The marks of one finding, one on each page that it stands on."""
    for number, (page, rects) in enumerate(pages.rects(map(region_of, given.places)).items()):
        name = name_of(given.key, tag, page if number else None)
        subject = f"{given.entity_type} (stays unless marked)" if given.flagged else given.entity_type
        kind = "highlight" if given.flagged else "redact"
        yield Mark(page, tuple(rects), name, subject, given.code, contents, kind)
