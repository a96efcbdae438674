"""redact review: what waits for a person's decision, where to write it down, and marks for a reviewer with Acrobat."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from redact.cli.options import AsJson
from redact.cli.printing import show, show_json, show_table
from redact.errors import ExitCode, PolicyError, UnreadableError

if TYPE_CHECKING:
    from redact.review.xfdf_in import TakenBack, Terms
    from redact.review.xfdf_out import GivenOut

RecordFolder = Annotated[
    Path, typer.Argument(metavar="RECORD", help="The record of a run that was made with --review.")
]
Source = Annotated[
    Path | None, typer.Option("--source", metavar="IN", help="The file or folder that was given to the run.")
]
Out = Annotated[
    Path | None, typer.Option("--xfdf", metavar="DIR", help="Write marks for Acrobat, one XFDF file for each PDF.")
]
Back = Annotated[
    list[Path] | None,
    typer.Option("--from", metavar="FILE", help="Take back XFDF that Acrobat has exported, or a folder of it."),
]
By = Annotated[str, typer.Option("--by", metavar="NAME", help="Whose decisions they are.")]
AllRejected = Annotated[
    bool, typer.Option("--all-rejected", help="Take back XFDF in which none of the marks is left: all is shown.")
]
AcceptRest = Annotated[
    bool, typer.Option("--accept-rest", help="Hide as well what has no mark: titles, links, names of files.")
]


def review(  # noqa: PLR0913  one parameter for each option of the command
    record: RecordFolder,
    *,
    source: Source = None,
    xfdf: Out = None,
    back: Back = None,
    by: By = "",
    all_rejected: AllRejected = False,
    accept_rest: AcceptRest = False,
    as_json: AsJson = False,
) -> ExitCode:
    """Say how many findings wait for a decision and in which file the decisions go. Exits with 1 while any wait.

    Passages that are only flagged are counted apart: nothing waits for them. With --xfdf the findings of PDF files are
    written as redaction marks: import them into the original in Acrobat, delete what is to be shown, move, draw what is
    missing, export the comments as XFDF, and take that back with --from.
    """
    from redact.review.xfdf_in import Terms

    if not record.is_dir():
        raise UnreadableError("there is no such record", "name the folder that --record named, or OUT.record")
    if xfdf and back:
        raise PolicyError("--xfdf and --from exclude each other", "write marks first, take them back later")
    if xfdf:
        return _give_out(record, _needed(source), xfdf, as_json=as_json)
    if back:
        _take_back(record, _needed(source), back, Terms(by, all_rejected, accept_rest), as_json=as_json)
    return _state(record, as_json=as_json)


def _needed(source: Path | None) -> Path:
    if source is None:
        raise PolicyError("marks need the PDF files themselves", "name what was given to 'redact run' with --source")
    if not source.exists():
        raise UnreadableError("there is no such source", "name what was given to 'redact run' with --source")
    return source


def _state(record: Path, *, as_json: bool) -> ExitCode:
    """Tell what waits."""
    from redact.review import decisions

    made = {(each.file, each.finding) for each in decisions.read(record / decisions.DECISIONS)}
    listed = decisions.read_waiting(record / decisions.PENDING)
    undecided = [each for each in listed if (each.file, each.finding) not in made]
    waiting = [each for each in undecided if not each.flagged]
    flagged = len(undecided) - len(waiting)
    paths = (record / decisions.PENDING, record / decisions.DECISIONS)
    if as_json:
        by_type = Counter(each.entity_type for each in waiting)
        facts = {"waiting": len(waiting), "by_type": by_type, "flagged": flagged}
        show_json({"kind": "summary", **facts, "pending": str(paths[0]), "decisions": str(paths[1])})
    else:
        counts = Counter((each.name, each.entity_type, "flagged" * each.flagged) for each in undecided)
        show_table(("file", "type", "", "waiting#"), [(*key, str(count)) for key, count in counts.items()])
        show(f"{len(waiting)} findings wait; they are listed in {paths[0]}")
        if flagged:
            show(f"{flagged} flagged passages stay unless they are accepted; they are listed there, too")
        show(f"one line of JSON for each decision goes into {paths[1]}; then run the same command again")
        show('"subject": "PERSON-2" in it gives the finding to that person, whatever was worked out')
    return ExitCode.FINDINGS if waiting else ExitCode.DONE


# --- Marks for Acrobat -----------------------------------------------------------------------------------


def _give_out(record: Path, source: Path, folder: Path, *, as_json: bool) -> ExitCode:
    from redact.review.xfdf_out import give_out

    for each in give_out(record, source, folder):
        if as_json:
            facts = {"marks": each.marks, "highlights": each.highlights, "unmarked": each.unmarked}
            show_json({"kind": "marks", "path": str(each.path), **facts})
        else:
            show(_told_out(each))
    if not as_json:
        show("import each into its PDF, the original; marks that are left, moved or drawn hide, deleted ones show")
    return ExitCode.DONE


def _told_out(each: GivenOut) -> str:
    rest = f"; {each.highlights} highlights stay unless marked for redaction" if each.highlights else ""
    if each.unmarked:
        rest += f"; {each.unmarked} findings stand on no page (titles, links, names) and wait: see --accept-rest"
    return f"{each.path}: {each.marks} redaction marks{rest}"


def _take_back(record: Path, source: Path, back: list[Path], terms: Terms, *, as_json: bool) -> None:
    from redact.review.xfdf_in import take_back

    if not terms.by.strip():
        raise PolicyError("it is not said whose decisions these are", "name the reviewer with --by")
    for each in take_back(record, source, _files_in(back), terms):
        if as_json:
            facts = {"kept": each.kept, "moved": each.moved, "rejected": each.rejected, "added": each.added}
            more = {"decisions": len(each.new), "waiting": each.waiting, "others": each.others}
            show_json({"kind": "marks", "path": str(each.path), **facts, **more})
        else:
            show(_told_back(each))


def _told_back(each: TakenBack) -> str:
    parts = [f"{each.kept} kept", f"{each.rejected} deleted, SO THEY WILL BE SHOWN" if each.rejected else "0 deleted"]
    parts += [f"{each.moved} moved", f"{each.added} added", f"{len(each.new)} new decisions"]
    rest = f"; {each.waiting} findings of it still wait" if each.waiting else ""
    if each.others:
        kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(each.others.items()))
        rest += f"; comments decide nothing ({kinds})"
    return f"{each.path}: {', '.join(parts)}{rest}"


def _files_in(paths: list[Path]) -> list[Path]:
    """The files of marks: those named, and those in the folders named. Raises ``UnreadableError`` for none."""
    found = [file for path in paths for file in (sorted(path.rglob("*.xfdf")) if path.is_dir() else [path])]
    if not found:
        raise UnreadableError("there is no XFDF file in that folder", "export the comments into it first")
    return found
