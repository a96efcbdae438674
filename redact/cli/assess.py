"""redact assess: how far people could still be told apart in what was released."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from redact.cli.options import AsJson
from redact.cli.printing import show, show_json, show_table
from redact.errors import ExitCode, PolicyError

if TYPE_CHECKING:
    from redact.assess.remaining import RecordAssessment
    from redact.assess.table import TableAssessment

Subject = Annotated[Path, typer.Argument(metavar="RECORD|TABLE", help="The record of a run, or a table as CSV.")]
Quasi = Annotated[
    list[str] | None,
    typer.Option("--quasi", metavar="COLUMN", help="A column that an outsider may know; as often as needed."),
]
Sensitive = Annotated[str | None, typer.Option("--sensitive", metavar="COLUMN", help="The column that must not leak.")]


def assess(subject: Subject, *, quasi: Quasi = None, sensitive: Sensitive = None, as_json: AsJson = False) -> ExitCode:
    """Assess what was kept or can be undone in a run, or how far the rows of a table can be told apart."""
    if subject.is_dir() or subject.suffix == ".json":
        if quasi or sensitive:
            raise PolicyError("--quasi and --sensitive are for tables", "leave them out for a record")
        return _record(subject, as_json=as_json)
    return _table(subject, quasi or [], sensitive, as_json=as_json)


def _record(folder: Path, *, as_json: bool) -> ExitCode:
    from redact.assess.remaining import assess_record

    found: RecordAssessment = assess_record(folder)
    if as_json:
        show_json({"kind": "record", **asdict(found)})
        return ExitCode.DONE
    rows = [
        (file.name, _kept(file.direct), _kept(file.indirect), str(file.pseudonyms), file.level) for file in found.files
    ]
    show_table(("file", "direct, kept", "indirect, kept", "pseudonyms#", "what that makes of it"), rows)
    _conclude(found.level, found.reasons)
    return ExitCode.DONE


def _kept(counts: Any) -> str:
    return ", ".join(f"{number} {name}" for name, number in counts.items()) or "none"


def _table(path: Path, quasi: list[str], sensitive: str | None, *, as_json: bool) -> ExitCode:
    from redact.assess.table import assess_table

    found: TableAssessment = assess_table(path, quasi, sensitive)
    measures = found.measures
    if as_json:
        shares = {"unique_share": measures.unique_share, "highest_risk": measures.highest_risk}
        show_json({"kind": "table", **asdict(found), **shares, "average_risk": measures.average_risk})
        return ExitCode.DONE
    rows = [(column, str(number)) for column, number in found.uniques_without.items()]
    show_table(("without the column", "rows that still stand alone#"), rows)
    show(f"{measures.rows} rows; k = {measures.k}; {len(measures.unique_rows)} rows stand alone")
    _conclude(found.level, found.reasons)
    return ExitCode.DONE


def _conclude(level: str, reasons: tuple[str, ...]) -> None:
    for reason in reasons:
        show(f"- {reason}")
    show(level)
