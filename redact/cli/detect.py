"""redact detect: what would be found, and where; nothing is written."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

import typer

from redact.cli import drawing
from redact.cli.ending import code_of
from redact.cli.options import AsJson, KeyFile, PolicyOption, Quiet
from redact.cli.printing import say, show, show_json, show_table
from redact.errors import ExitCode, PolicyError, RedactError
from redact.guard import guarded

if TYPE_CHECKING:
    from redact.policy import Policy
    from redact.redactor import Redactor, Seen
    from redact.types import Finding

Explained: TypeAlias = "Callable[[Finding], tuple[str, ...]]"
Source = Annotated[Path, typer.Argument(metavar="IN", help="A folder, with all that is in it, or one file.")]
ShowText = Annotated[bool, typer.Option("--show-text", help="Print the text that was found, too.")]
Explain = Annotated[bool, typer.Option("--explain", help="Say how each score came about, step by step.")]
Draw = Annotated[
    Path | None,
    typer.Option(
        "--draw", metavar="OUT", help="Draw outlines over the original: into a .png, a .mp4, or a folder for pages."
    ),
]
Score = Annotated[
    float | None,
    typer.Option("--score", min=0, max=1, help="Show what scores at least this, whatever the policy acts on."),
]
Check = Annotated[bool, typer.Option("--check", help="Exit with 1 when anything is found.")]


def detect(  # noqa: PLR0913  one parameter for each option of the command
    source: Source,
    *,
    policy: PolicyOption = "default",
    show_text: ShowText = False,
    explain: Explain = False,
    draw: Draw = None,
    score: Score = None,
    check: Check = False,
    key_file: KeyFile = None,
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> ExitCode:
    """Find what identifies a person in IN and say where it stands, without the text unless asked for it."""
    from redact.anonymise.key import find_key
    from redact.cli.bars import over_files
    from redact.progress import Progress
    from redact.redactor import Redactor

    files = list(_files(source))
    if draw:
        drawing.check(source, draw)
    redactor = Redactor(_at(score, policy), key=find_key(key_file))
    told = _Told(quiet=quiet, as_json=as_json, show_text=show_text, explain=redactor.explain if explain else None)
    with over_files(shown=not (quiet or sys.stdout.isatty())) as listener:
        for number, path in enumerate(files):
            if listener:
                listener(Progress(f"file {number + 1}", "detect", 0.0, number, len(files)))
            _look(redactor, path, told, draw)
    told.summary(len(files))
    found = ExitCode.FINDINGS if check and told.found else ExitCode.DONE
    return code_of(told.codes, len(files)) or found


def _at(score: float | None, name: str) -> Policy:
    """The policy, with a score of its own for every type where one is asked for."""
    from msgspec.structs import replace

    from redact.policy import load

    policy = load(name)
    if score is None:
        return policy
    rules = {entity_type: replace(rule, score=None) for entity_type, rule in policy.entities.items()}
    return replace(policy, score=score, entities=rules)


def _look(redactor: Redactor, path: Path, told: _Told, draw: Path | None) -> None:
    try:
        seen = redactor.look_at(path)
        told.file(path, seen)
        if draw:
            guarded("redact", drawing.draw, seen, draw)
    except RedactError as error:
        told.failed(path, error)


def _files(source: Path) -> Iterator[Path]:
    if source.is_file():
        yield source
    elif source.is_dir():
        yield from sorted(path for path in source.rglob("*") if path.is_file() and not path.is_symlink())
    else:
        raise PolicyError("there is no such file or folder to read", "check the path")


class _Told:
    """What the user is told, file by file."""

    def __init__(self, *, quiet: bool, as_json: bool, show_text: bool, explain: Explained | None = None) -> None:
        self.quiet, self.as_json, self.show_text, self.explain = quiet, as_json, show_text, explain
        self.found = self.flagged = 0
        self.codes: list[int] = []

    def file(self, path: Path, seen: Seen) -> None:
        self.found += len(seen.findings)
        self.flagged += len(seen.flagged)
        rows = [_row(finding, seen, show_text=self.show_text) for finding in (*seen.findings, *seen.flagged)]
        rows = [{**row, "flagged": number >= len(seen.findings)} for number, row in enumerate(rows)]
        if self.explain:
            told = map(self.explain, (*seen.findings, *seen.flagged))
            rows = [{**row, "explained": steps} for row, steps in zip(rows, told, strict=True)]
        if self.as_json:
            show_json({"kind": "file", "file": str(path), "findings": rows})
        elif not self.quiet:
            _table(path, rows, show_text=self.show_text)

    def failed(self, path: Path, error: RedactError) -> None:
        self.codes.append(int(error.exit_code))
        say(f"redact: {path}: {error}")
        if self.as_json:
            failure = {"what": error.what, "next_step": error.next_step, "exit_code": int(error.exit_code)}
            show_json({"kind": "file", "file": str(path), "findings": [], "failure": failure})

    def summary(self, files: int) -> None:
        if self.as_json:
            counts = {"findings": self.found, "flagged": self.flagged}
            show_json({"kind": "summary", "files": files, "failed": len(self.codes), **counts})
        elif not self.quiet:
            flagged = f", {self.flagged} passages flagged" if self.flagged else ""
            show(f"{self.found} findings in {files - len(self.codes)} of {files} files{flagged}")


def _row(finding: Finding, seen: Seen, *, show_text: bool) -> dict[str, Any]:
    from redact.report.places import place_of

    part = seen.parts[finding.regions[0].part]
    row: dict[str, Any] = {
        "key": finding.key,
        "type": finding.entity_type,
        "score": round(finding.score, 3),
        "place": part.place,
        "page": part.page,
        "detector": finding.detector,
        "why": finding.why,
        "where": [place_of(region) for region in finding.regions],
    }
    return {**row, "text": _text(finding, seen)} if show_text else row


def _text(finding: Finding, seen: Seen) -> str | None:
    from redact.types import TextSpan

    spans = [region for region in finding.regions if isinstance(region, TextSpan)]
    return " ".join(seen.parts[span.part].text[span.start : span.end] for span in spans) or None


def _table(path: Path, rows: list[dict[str, Any]], *, show_text: bool) -> None:
    found = sum(not row["flagged"] for row in rows)
    show(f"{path}: {found} findings{f', {len(rows) - found} flagged' if found < len(rows) else ''}")
    if rows:
        heads = ["type", "score#", "place", "where", "detector", "why", *(["text"] if show_text else [])]
        show_table(heads, [_cells(row, show_text=show_text) for row in rows])
    for row in rows:
        if "explained" in row:
            show(f"{row['type']}, {row['place']}: {'; '.join(row['explained'])}")


def _cells(row: dict[str, Any], *, show_text: bool) -> list[str]:
    from redact.report.places import told

    where = ", ".join(told(place) for place in row["where"])
    name = f"{row['type']} (flagged)" if row["flagged"] else row["type"]
    cells = [name, f"{row['score']:.2f}", row["place"], where, row["detector"], "; ".join(row["why"])]
    return [*cells, row["text"] or ""] if show_text else cells
