"""redact evaluate: how much of what people marked is found, and how much of what is found was marked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from redact.cli.evaluated_sound import show_sound
from redact.cli.options import AsJson, KeyFile, PolicyOption
from redact.cli.printing import show, show_json, show_table
from redact.errors import ExitCode, PolicyError

if TYPE_CHECKING:
    from redact.evaluate import Held, Measured, Score
    from redact.redactor import Redactor

Data = Annotated[
    Path,
    typer.Argument(metavar="DATA", help="Annotated lines (.jsonl) or marked recordings, or a folder."),
]
Names = Annotated[
    list[str] | None,
    typer.Option("--name", metavar="THEIRS=OURS", help="What a type of the data is called here; as often as needed."),
]
Types = Annotated[
    list[str] | None, typer.Option("--type", metavar="TYPE", help="Only this type, by our name; as often as needed.")
]
DetectorOption = Annotated[
    str, typer.Option("--detector", metavar="NAME", help="One detector of the policy alone, all its types let through.")
]
Beside = Annotated[
    str, typer.Option("--beside", metavar="presidio", help="Measure Presidio as it comes on the same texts, too.")
]
_ROWS = (
    "marked#",
    "met#",
    "recall#",
    "found#",
    "right#",
    "precision#",
    "F2#",
    "covered#",
    "leaked#",
    "over#",
)
_CASES = ("positive#", "held#", "share#", "negative#", "held#", "share#")
_DASH = "–"


def evaluate(  # noqa: PLR0913  one parameter for each option of the command
    data: Data,
    *,
    policy: PolicyOption = "default",
    detector: DetectorOption = "",
    beside: Beside = "",
    types: Types = None,
    names: Names = None,
    key_file: KeyFile = None,
    as_json: AsJson = False,
) -> ExitCode:
    """Measure by type, on texts in which people marked what identifies somebody and on cases that must hold.

    A mark is met when a finding of its type overlaps it (recall); a finding is right when it overlaps a mark of its
    type (precision); F2 weighs recall four times as much. A mark is covered when findings of any type leave no letter
    or digit of it, and has leaked otherwise. "over" counts letters and digits outside all marks that would go. A
    positive case holds when all that it expects is covered, a negative one when nothing of its type is found. "–":
    a type that this side does not look for, or that the data does not mark.

    Of recordings, each with a JSON list of {"start", "end", "type"} in seconds beside it: a mark is found when nine
    tenths of its time would be silenced; "left" is the most milliseconds that are not, of those found; "extra" the
    seconds that go beyond a mark, and what 95 in 100 do not pass; "false" what would go where nothing is marked.
    """
    from redact.evaluate import Wanted, is_sound, measure, measure_sound, ours
    from redact.evaluate import beside as side_of

    wanted = Wanted(frozenset(types) if types else None, dict(_pair(name) for name in names or ()))
    if is_sound(data):
        if beside:
            raise PolicyError(f"{beside} does not listen to recordings", "leave --beside out")
        show_sound(measure_sound(data, _redactor(policy, detector, key_file), wanted), as_json=as_json)
        return ExitCode.DONE
    sides = [ours(_redactor(policy, detector, key_file)), *([side_of(beside)] if beside else [])]
    measured = measure(data, sides, wanted)
    (_print_json if as_json else _print_tables)(measured)
    return ExitCode.DONE


def _redactor(policy: str, detector: str, key_file: Path | None) -> Redactor:
    from redact import policy as policies
    from redact.anonymise.key import find_key
    from redact.evaluate import alone
    from redact.redactor import Redactor

    loaded = policies.load(policy)
    return Redactor(alone(loaded, detector) if detector else loaded, key=find_key(key_file))


def _pair(name: str) -> tuple[str, str]:
    theirs, separator, ours = name.partition("=")
    if not (theirs and separator and ours):
        raise PolicyError(f"{name!r} does not name a type", "write --name THEIRS=OURS")
    return theirs, ours


def _print_json(measured: list[Measured]) -> None:
    for each in measured:
        for name, score in each.scores.items():
            show_json({"kind": "rows", **_whose(each, name), **_score_figures(score)})
        for name, held in each.held.items():
            show_json({"kind": "cases", **_whose(each, name), **asdict(held)})


def _whose(each: Measured, name: str) -> dict[str, Any]:
    return {"type": name, "side": each.side, "known": name not in each.unknown}


def _score_figures(score: Score) -> dict[str, Any]:
    rates = ("precision", "recall", "f2", "covered", "leak_rate", "over_redaction")
    return {**asdict(score), **{name: getattr(score, name) for name in rates}}


def _print_tables(measured: list[Measured]) -> None:
    whose = ("type", "side") if len(measured) > 1 else ("type",)
    if any(each.scores for each in measured):
        show_table((*whose, *_ROWS), _lines(measured, "scores"))
    if any(each.scores and each.held for each in measured):
        show("")
    if any(each.held for each in measured):
        show_table((*whose, *_CASES), _lines(measured, "held"))


def _lines(measured: list[Measured], what: str) -> Iterator[tuple[str, ...]]:
    """One line a type and side; the sides of a type stand together."""
    from redact.evaluate import ALL, SHARED

    names = {name for each in measured for name in getattr(each, what)}
    for name in sorted(names, key=lambda name: (name in {ALL, SHARED}, name)):
        for each in measured:
            whose = (name, each.side) if len(measured) > 1 else (name,)
            figures = getattr(each, what).get(name)
            cells = _score_cells if what == "scores" else _held_cells
            if figures is not None:
                yield (*whose, *cells(figures, known=name not in each.unknown))


def _score_cells(score: Score, *, known: bool) -> list[str]:
    if not known:
        return [str(score.spans), *[_DASH] * (len(_ROWS) - 1)]
    counts = (score.spans, score.met, score.recall, score.found, score.right, score.precision)
    return [*map(_cell, (*counts, score.f2, score.covered, score.leaked)), _over(score)]


def _held_cells(held: Held, *, known: bool) -> list[str]:
    cells = []
    for count, right in ((held.positives, held.positives_held), (held.negatives, held.negatives_held)):
        asked = known and count > 0
        cells += [str(count), str(right) if asked else _DASH, _cell(right / count if asked else None)]
    return cells


def _cell(value: float | None) -> str:
    if value is None:
        return _DASH
    return f"{value:.3f}" if isinstance(value, float) else str(value)


def _over(score: Score) -> str:
    share = score.over_redaction
    return _DASH if share is None else f"{score.taken} ({share:.2%})"
