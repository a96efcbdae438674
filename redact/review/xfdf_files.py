"""Whose marks they are: the PDF files of a run, found by what they hold, and which of them a file of marks means.

The names of our marks say with which sheet they were given out, and a sheet is of one file. Marks without such names
are matched by the ids that a PDF keeps and by its name; where more than one could be meant, none is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from redact import report
from redact.errors import PolicyError, UnreadableError
from redact.media.pdf.offer import MEDIA_TYPE
from redact.report.record import FileRecord
from redact.review.decisions import PENDING
from redact.review.xfdf_given import Sheet, told_by
from redact.review.xfdf_pages import pages_of
from redact.review.xfdf_read import Returned
from redact.steps.inside import digest_of
from redact.types import Decision

MISSED = "what was given to 'redact run' must be there, unchanged"


@dataclass(frozen=True, slots=True)
class Source:
    """A PDF of the run as it was given: where it is, its path below what was given, the digest of its bytes."""

    path: Path = field(repr=False)
    relative: PurePosixPath = field(repr=False)
    digest: str


@dataclass(frozen=True, slots=True)
class Known:
    """What is known when marks come back: the PDF files that are there, the sheets of the record, its decisions."""

    sources: Sequence[Source]
    sheets: Sequence[Sheet]
    made: Sequence[Decision]


def files_of(record: Path) -> list[FileRecord]:
    """The PDF files of a run that was made for review."""
    if not (record / PENDING).is_file():
        raise PolicyError("this is no record of a run that was made with --review", "run again with --review")
    return [file for file in report.load(record).files if file.media_type == MEDIA_TYPE and file.input_sha256]


def sources_in(given: Path, digests: Iterable[str]) -> list[Source]:
    """The PDF files below *given* that have one of the digests, in the order of their names."""
    wanted = frozenset(digests)
    paths = [given] if given.is_file() else sorted(given.rglob("*"))
    pdfs = [path for path in paths if path.suffix.lower() == ".pdf" and path.is_file() and not path.is_symlink()]
    relative = [PurePosixPath(path.name if path == given else path.relative_to(given).as_posix()) for path in pdfs]
    found = (Source(path, name, digest_of(path)) for path, name in zip(pdfs, relative, strict=True))
    return [source for source in found if source.digest in wanted]


def whose(returned: Returned, known: Known) -> tuple[Source, list[Sheet]]:
    """Which PDF the marks are of, and the sheets that they were given out with. Raises ``UnreadableError``."""
    tags = {told[1] for told in map(told_by, (*(m.name for m in returned.marks), *returned.highlights)) if told}
    sheets = list({sheet.tag: sheet for sheet in known.sheets if sheet.tag in tags}.values())
    files = {sheet.file for sheet in sheets}
    if len(files) > 1:
        raise UnreadableError("it holds marks that were given out for two files", "export the marks of each PDF alone")
    if not files:
        return _without_names(returned, known)
    found = [source for source in known.sources if source.digest in files]
    if not found:
        raise UnreadableError("the PDF that these marks were given out for is not there", MISSED)
    return found[0], sheets


def _without_names(returned: Returned, known: Known) -> tuple[Source, list[Sheet]]:
    """The same by the ids of the PDF and by its name, for marks that have no name of ours."""
    distinct = {source.digest: source for source in known.sources}
    matching = _matching(returned, list(distinct.values()))
    if len(matching) != 1:
        problem = "it is not clear which PDF of the run these marks are of"
        raise UnreadableError(problem, "name that PDF alone with --source, and export the marks with its name in them")
    decided = {decision.finding for decision in known.made if decision.file == matching[0].digest}
    own = [sheet for sheet in known.sheets if sheet.file == matching[0].digest]
    undecided = (sheet for sheet in own if any(mark.key not in decided for mark in sheet.marks))
    open_ones = {sheet.tag: sheet for sheet in undecided}
    if len(open_ones) > 1:
        problem = "marks were given out more than once for this PDF, and these do not say when"
        raise UnreadableError(problem, "write them anew, import those alone, and export them with their names")
    return matching[0], [*open_ones.values()] or own[-1:]


def _matching(returned: Returned, sources: Sequence[Source]) -> list[Source]:
    """The PDF files of that id and name; of that id alone; of that name, if they have no id that says otherwise."""
    named = [source for source in sources if _is_named(returned, source)]
    if not returned.ids.original:
        return named
    ids = {source.digest: pages_of(source.path).ids.original for source in sources}
    same = [source for source in sources if ids[source.digest] == returned.ids.original]
    both = [source for source in named if source in same]
    return both or same or [source for source in named if not ids[source.digest]]


def _is_named(returned: Returned, source: Source) -> bool:
    """Whether the file says the name of that PDF, whichever path it is written behind."""
    said = (returned.href, unquote(returned.href))
    return any(PurePosixPath(name.replace("\\", "/")).name.lower() == source.relative.name.lower() for name in said)
