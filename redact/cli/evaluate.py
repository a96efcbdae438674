"""redact evaluate: how much of what people marked is found, and how much of what is found was marked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from redact.cli.options import AsJson, KeyFile, PolicyOption
from redact.cli.printing import show_json, show_table
from redact.errors import ExitCode, PolicyError

if TYPE_CHECKING:
    from redact.evaluate import Score

Data = Annotated[Path, typer.Argument(metavar="DATA", help="Annotated rows (.jsonl), or a folder of such files.")]
Names = Annotated[
    list[str] | None,
    typer.Option("--name", metavar="THEIRS=OURS", help="What a type of the data is called here; as often as needed."),
]


def evaluate(
    data: Data,
    *,
    policy: PolicyOption = "default",
    names: Names = None,
    key_file: KeyFile = None,
    as_json: AsJson = False,
) -> ExitCode:
    """Measure precision, recall and leak rate by type on texts in which people marked what identifies somebody."""
    from redact.anonymise.key import find_key
    from redact.evaluate import evaluate as measured
    from redact.redactor import Redactor

    called = dict(_pair(name) for name in names or ())
    scores = measured(data, Redactor(policy, key=find_key(key_file)), called)
    if as_json:
        for name, score in scores.items():
            show_json({"type": name, **_figures(score)})
    else:
        heads = ("type", "marked#", "met#", "recall#", "leaked#", "leak rate#", "found#", "right#", "precision#")
        show_table(heads, [(name, *_cells(score)) for name, score in scores.items()])
    return ExitCode.DONE


def _pair(name: str) -> tuple[str, str]:
    theirs, separator, ours = name.partition("=")
    if not (theirs and separator and ours):
        raise PolicyError(f"{name!r} does not name a type", "write --name THEIRS=OURS")
    return theirs, ours


def _figures(score: Score) -> dict[str, float | None]:
    names = ("spans", "met", "recall", "leaked", "leak_rate", "found", "right", "precision")
    return {name: getattr(score, name) for name in names}


def _cells(score: Score) -> list[str]:
    return [_cell(value) for value in _figures(score).values()]


def _cell(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:.3f}" if isinstance(value, float) else str(value)
