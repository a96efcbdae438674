"""redact models: which models there are, fetch them, check them. The only command that fetches anything."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from redact.cli.options import AsJson, Quiet
from redact.cli.printing import show, show_json, show_table, size
from redact.errors import ExitCode

if TYPE_CHECKING:
    from redact.weights import Report, Status

Names = Annotated[list[str] | None, typer.Argument(metavar="[NAME]...", help="All models when none is named.")]
Name = Annotated[str, typer.Argument(metavar="NAME")]


def list_(*, as_json: AsJson = False) -> ExitCode:
    """List the models: what they are for, how large, and whether they are on this machine."""
    from redact import weights

    _tell(weights.listing(), as_json=as_json)
    return ExitCode.DONE


def get(names: Names = None, *, quiet: Quiet = False, as_json: AsJson = False) -> ExitCode:
    """Fetch models into the cache, check every file, and say where they came to lie."""
    from redact import weights

    done = _fetched(names or (), drawn=sys.stderr.isatty() and not (quiet or as_json))
    if not quiet:
        _tell(done, as_json=as_json)
    return ExitCode.DONE if all(status.state is weights.State.READY for status in done) else ExitCode.MISSING


def verify(names: Names = None, *, quiet: Quiet = False, as_json: AsJson = False) -> ExitCode:
    """Check every file of the models against its sha256. Exits with 3 when one is missing or differs."""
    from redact import weights

    found = weights.verify(names or ())
    if not quiet:
        _tell(found, as_json=as_json)
    return ExitCode.DONE if all(status.state is weights.State.READY for status in found) else ExitCode.MISSING


def show_model(name: Name, *, as_json: AsJson = False) -> ExitCode:
    """Show one model: licence, measured scores, files with their sha256, and the sources in order."""
    from redact import weights

    model = weights.model(name)
    if as_json:
        show_json({"name": name, **{field: getattr(model, field) for field in model.__struct_fields__}})
        return ExitCode.DONE
    show(f"{name} {model.version}: {model.description}")
    show(f"licence {model.licence}, {size(model.size)}")
    for number, line in enumerate(model.scores, start=1):
        show(f"measured {number}: {line}")
    for number, source in enumerate(model.sources, start=1):
        show(f"source {number}: {weights.source_label(source)}")
    show_table(("file", "bytes#", "sha256"), [(file.path, f"{file.size:,}", file.sha256) for file in model.files])
    return ExitCode.DONE


def _fetched(names: list[str] | tuple[str, ...], *, drawn: bool) -> tuple[Status, ...]:
    from redact import weights
    from redact.cli.bars import display

    if not drawn:
        return weights.fetch(names)
    with display() as bars:
        rows = {name: bars.add_task(name, total=1.0) for name in (names or weights.usual())}

        def listen(name: str, step: str, share: float) -> None:
            bars.update(rows[name], description=f"{name}: {step}", completed=share)

        report: Report = listen
        return weights.fetch(names, report)


def _tell(found: tuple[Status, ...], *, as_json: bool) -> None:
    if not as_json:
        heads = ("model", "state", "size#", "licence", "where")
        show_table(heads, [_cells(status) for status in found])
        return
    for status in found:
        facts = {"size": status.model.size, "licence": status.model.licence, "version": status.model.version}
        where = str(status.where) if status.where else None
        show_json({"name": status.name, "state": status.state, "where": where, "faults": status.faults, **facts})


def _cells(status: Status) -> tuple[str, ...]:
    where = str(status.where or f"'redact models get {status.name}' brings it")
    faults = f" ({', '.join(status.faults)})" if status.faults else ""
    return status.name, f"{status.state}{faults}", size(status.model.size), status.model.licence, where
