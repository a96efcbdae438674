"""The command line: one module for each command; each parses, calls, and gives an exit code."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer

from redact.cli import (
    assess,
    corpus,
    detect,
    entities,
    evaluate,
    models,
    plugins,
    policy,
    restore,
    review,
    run,
    serve,
    vault,
    verify,
)
from redact.cli.ending import exits
from redact.errors import ExitCode

_SETTINGS = {"help_option_names": ["-h", "--help"]}


def _group(about: str) -> typer.Typer:
    return typer.Typer(help=about, no_args_is_help=True, context_settings=_SETTINGS)


app = typer.Typer(
    name="redact",
    help="Find what identifies a person in text, documents, pictures, sound and film; take it out; check it is gone.",
    epilog="Exit codes: 0 done, 1 findings or review, 2 policy or arguments, 3 model or dependency missing, "
    "4 unreadable, 5 not verified, 6 some of many failed, 130 interrupted.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,  # a pretty traceback shows local variables, and they hold users' texts
    context_settings=_SETTINGS,
)


def _version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        typer.echo(f"redact {version('redact')}")
        raise typer.Exit


Version = Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")]


@app.callback()
def _all(*, version: Version = False) -> None:
    del version  # its callback has printed it already


_models = _group("List, fetch and check models. Nothing else ever fetches anything.")
_policy = _group("List, show and check policies.")
app.add_typer(_models, name="models")
app.add_typer(_policy, name="policy")
_vault = _group("Look at, re-key, export from and destroy vaults: what pseudonyms stand for.")
app.add_typer(_vault, name="vault")

_COMMANDS: tuple[tuple[typer.Typer, str, Callable[..., ExitCode]], ...] = (
    (app, "run", run.run),
    (app, "detect", detect.detect),
    (app, "corpus", corpus.corpus),
    (app, "verify", verify.verify),
    (app, "review", review.review),
    (app, "restore", restore.restore),
    (app, "evaluate", evaluate.evaluate),
    (app, "assess", assess.assess),
    (app, "serve", serve.serve),
    (app, "plugins", plugins.plugins),
    (app, "entities", entities.entities),
    (_models, "list", models.list_),
    (_models, "get", models.get),
    (_models, "verify", models.verify),
    (_models, "show", models.show_model),
    (_policy, "list", policy.list_),
    (_policy, "show", policy.show_policy),
    (_policy, "check", policy.check),
    (_vault, "info", vault.info),
    (_vault, "rotate", vault.rotate),
    (_vault, "destroy", vault.destroy),
    (_vault, "export", vault.export),
    (_vault, "log", vault.log),
)
for _where, _name, _command in _COMMANDS:
    _where.command(_name)(exits(_command))


def main() -> None:
    """The console script ``redact``."""
    app()
