"""redact review: what waits for a person's decision, and where to write it down."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from redact.cli.options import AsJson
from redact.cli.printing import show, show_json, show_table
from redact.errors import ExitCode, UnreadableError

RecordFolder = Annotated[
    Path, typer.Argument(metavar="RECORD", help="The record of a run that was made with --review.")
]


def review(record: RecordFolder, *, as_json: AsJson = False) -> ExitCode:
    """Say how many findings wait for a decision and in which file the decisions go. Exits with 1 while any wait.

    Passages that are only flagged are counted apart: nothing waits for them.
    """
    from redact.review import decisions

    if not record.is_dir():
        raise UnreadableError("there is no such record", "name the folder that --record named, or OUT.record")
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
