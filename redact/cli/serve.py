"""redact serve: the HTTP interface, on this machine."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from redact.cli.options import PolicyOption
from redact.errors import ExitCode

Host = Annotated[str, typer.Option("--host", help="The address to listen on.")]
Port = Annotated[int, typer.Option("--port", min=1, max=65535)]
Names = Annotated[
    list[str] | None, typer.Option("--name", help="A name that clients may call it by; as often as needed.")
]


def serve(
    *, policy: PolicyOption = "default", host: Host = "127.0.0.1", port: Port = 8750, names: Names = None
) -> ExitCode:
    """Serve over HTTP until interrupted. The token is that of the variable REDACT_TOKEN, or is made up and printed."""
    from redact.service.serve import serve as start

    start(policy, host=host, port=port, token=os.environ.get("REDACT_TOKEN"), names=names or ())
    return ExitCode.DONE
