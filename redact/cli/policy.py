"""redact policy: which policies are built in, what one says, and whether one of yours would work."""

from __future__ import annotations

from typing import Annotated

import typer

from redact.cli.options import AsJson, Quiet
from redact.cli.printing import show, show_json, show_table
from redact.errors import ExitCode

Name = Annotated[str, typer.Argument(metavar="NAME")]
NameOrFile = Annotated[str, typer.Argument(metavar="NAME|FILE", help="A built-in policy, or a TOML file.")]

NO_KEY = b"\0" * 32  # enough to construct keyed operators; nothing is ever made with it


def list_(*, as_json: AsJson = False) -> ExitCode:
    """List the built-in policies."""
    from redact import policy

    loaded = [policy.load(name) for name in policy.names()]
    if as_json:
        for each in loaded:
            show_json({"name": each.name, "description": each.description, "sha256": each.digest})
    else:
        show_table(("policy", "description"), [(each.name, each.description) for each in loaded])
    return ExitCode.DONE


def show_policy(name: Name) -> ExitCode:
    """Print a built-in policy, to be saved, changed and named with --policy."""
    from redact import policy

    typer.echo(policy.source(name), nl=False)
    return ExitCode.DONE


def check(name: NameOrFile, *, quiet: Quiet = False) -> ExitCode:
    """Check a policy: every key, every entity type, every plugin and its options. Exits with 2 when it cannot work."""
    from redact import policy, registry
    from redact.contracts import Secrets

    loaded = policy.load(name)
    tools = registry.build(loaded, Secrets(NO_KEY))
    if not quiet:
        show(f"{loaded.name}: {len(tools.versions())} plugins, {len(loaded.find)} types looked for")
        for listing, size in loaded.lists.sizes.items():
            if size:
                show(f"{listing} list: {size:,} {'entry' if size == 1 else 'entries'}")
        show(f"sha256 {loaded.digest}")
    return ExitCode.DONE
