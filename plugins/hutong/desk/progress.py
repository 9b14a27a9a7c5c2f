"""Shows on a terminal how far a long work is; says nothing where nobody looks, or it is short."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

_PATIENCE: Final = 1.0
"""Seconds of work before anything is shown."""
_NAMES: Final = {"reading": "Reading and converting", "rendering": "Rendering"}


class Bars:
    """One bar for each work, from its first second on."""

    def __init__(self) -> None:
        self._begun = time.monotonic()
        self._progress: Progress | None = None
        self._tasks: dict[str, TaskID] = {}

    def __call__(self, name: str, done: int, count: int) -> None:
        """The work of that name has come so far."""
        if self._progress is None:
            if time.monotonic() - self._begun < _PATIENCE:
                return
            self._progress = _progress()
            self._progress.start()
        if name not in self._tasks:
            label = _NAMES.get(name, name)
            self._tasks[name] = self._progress.add_task(label, total=count)
        self._progress.update(self._tasks[name], completed=done)

    def stop(self) -> None:
        """Take the bars away."""
        if self._progress is not None:
            self._progress.stop()


@contextmanager
def watching() -> Iterator[Callable[[str, int, int], None]]:
    """What hears of progress: bars on a terminal, else nobody."""
    if not (sys.stderr and sys.stderr.isatty()):
        yield lambda _name, _done, _count: None
        return
    bars = Bars()
    try:
        yield bars
    finally:
        bars.stop()


def tell(line: str) -> None:
    """A line for whoever waits."""
    print(f"hutong: {line}", file=sys.stderr)


def _progress() -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    return Progress(*columns, console=console, transient=True)
