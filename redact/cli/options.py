"""Options that several commands share, each described once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

PolicyOption = Annotated[
    str, typer.Option("--policy", "-p", metavar="NAME|FILE", help="A built-in policy, or a TOML file.")
]
KeyFile = Annotated[
    Path | None,
    typer.Option("--key-file", metavar="FILE", help="The key for pseudonyms. Without it: the variable REDACT_KEY."),
]
AsJson = Annotated[
    bool, typer.Option("--json", help="JSON lines on standard output: one object a file, then a summary.")
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print errors only.")]
RecordOption = Annotated[
    Path | None, typer.Option("--record", metavar="DIR", help="Where the record is kept; OUT.record unless said.")
]


def record_beside(out: Path, record: Path | None) -> Path:
    """Where the record of an output lies: as said, or OUT.record beside it."""
    return record or out.with_name(f"{out.resolve().name}.record")
