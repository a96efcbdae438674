"""What reaches the terminal: lines and tables for people, JSON lines for machines.

Nothing that is printed can steer a terminal: control characters are shown as a replacement character.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import Any, Literal

import typer

WIDE = 240


def plain(text: str) -> str:
    """The text on one line, without characters that a terminal would obey."""
    return "".join(character if character.isprintable() else "\ufffd" for character in text)


def say(line: str) -> None:
    """One line on standard error."""
    _tolerant()
    typer.echo(plain(line), err=True)


def show(line: str) -> None:
    """One line on standard output."""
    _tolerant()
    typer.echo(plain(line))


def show_json(value: Any) -> None:
    """One JSON object on a line of standard output, UTF-8 whatever the terminal's encoding is."""
    import msgspec

    typer.echo(msgspec.json.encode(value))


def show_table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table on standard output. A head that ends in ``#`` is a column of numbers."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    _tolerant()
    table = Table(box=None, pad_edge=False, header_style="bold")
    for number, head in enumerate(heads):
        justify: Literal["right", "left"] = "right" if head.endswith("#") else "left"
        table.add_column(head.rstrip("#"), justify=justify, overflow="fold", no_wrap=number == 0)
    for row in rows:
        table.add_row(*(Text(plain(cell)) for cell in row))
    width = None if sys.stdout.isatty() else WIDE
    Console(highlight=False, markup=False, emoji=False, width=width).print(table)


def _tolerant() -> None:
    """A terminal that cannot show a character shows a question mark, instead of ending the job."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def size(number: int) -> str:
    """Bytes in megabytes, as models are spoken of."""
    return f"{number / 1e6:.1f} MB"
