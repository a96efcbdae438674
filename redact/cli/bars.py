"""Progress bars on standard error: one over the files, and one for each file that is being worked on."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from redact.cli.printing import plain
from redact.progress import Listener, Progress

if TYPE_CHECKING:
    from rich.progress import Progress as Display
    from rich.progress import TaskID

MOST_ROWS = 8


@contextmanager
def over_files(*, shown: bool) -> Iterator[Listener | None]:
    """A listener that draws while the block runs; ``None`` where nobody watches (quiet, or no terminal)."""
    if not shown or not sys.stderr.isatty():
        yield None
        return
    with display() as drawn:
        yield _Rows(drawn).listen


@contextmanager
def display() -> Iterator[Display]:
    """Bars of our look, on standard error, gone when the block ends."""
    from rich.console import Console
    from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Display

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    screen = Console(stderr=True)
    with Display(*columns, console=screen, transient=True, redirect_stdout=False) as drawn:
        yield drawn


class _Rows:
    """The bars on screen: files first, then the files at work, the longest silent one making room for a new one."""

    def __init__(self, drawn: Display) -> None:
        self.drawn = drawn
        self.files = drawn.add_task("files", total=None)
        self.rows: dict[str, TaskID] = {}

    def listen(self, progress: Progress) -> None:
        """Draw one step forward."""
        self.drawn.update(self.files, completed=progress.files_done, total=progress.files_total)
        row = self.rows.pop(progress.file, None)
        if row is None:
            row = self.drawn.add_task("", total=1.0)
        self.rows[progress.file] = row
        name = f"{plain(progress.file)[-40:]}: {progress.step}"
        self.drawn.update(row, description=name, completed=progress.done)
        self._make_room(progress)

    def _make_room(self, progress: Progress) -> None:
        at_work = max(1, min(MOST_ROWS, progress.files_total - progress.files_done))
        while len(self.rows) > at_work:
            oldest = next(iter(self.rows))
            self.drawn.remove_task(self.rows.pop(oldest))
