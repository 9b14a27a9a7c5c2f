"""Runs commands at the same time and says what they took: wall, processor, memory.

Processor time comes from ``wait4`` and includes every process that a command started and waited
for. The memory of the whole tree is sampled: the proportional set size (PSS) counts a page that
several processes share once, which matters where workers are forked. A sample is taken at most
every 20 ms and never takes more than a fiftieth of the time. The largest process is by ``wait4``,
too, unless this process was larger once: Linux counts what a process was before it became another
program. Then it is the highest mark (``VmHWM``) that a sample met.
"""

from __future__ import annotations

import os
import resource
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Final

_PAUSE: Final = 0.02
_SHARE: Final = 50
_PROC: Final = Path("/proc")


class Unmeasurable(Exception):
    """Something is missing, failed or built the wrong thing; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Command:
    """A command line, where it runs, and what it adds to the environment."""

    argv: tuple[str, ...]
    cwd: Path
    env: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds of wall and processor time; MB of the largest process and of the whole tree."""

    wall: float
    cpu: float
    process_mb: float
    tree_mb: float

    def then(self, later: Spent) -> Spent:
        """Both, one after the other."""
        return Spent(
            self.wall + later.wall,
            self.cpu + later.cpu,
            max(self.process_mb, later.process_mb),
            max(self.tree_mb, later.tree_mb),
        )


def run(commands: Sequence[Command], log: IO[bytes]) -> Spent:
    """Run the commands at the same time; their output goes to the log.

    :raises Unmeasurable: if one of them fails.
    """
    ours = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    processes = [
        subprocess.Popen(  # noqa: S603  # the benchmark's own commands
            one.argv, cwd=one.cwd, env={**os.environ, **one.env}, stdout=log, stderr=log
        )
        for one in commands
    ]
    sampler = _Sampler([process.pid for process in processes])
    sampler.start()
    cpu = largest = 0.0
    failed = []
    for command, process in zip(commands, processes, strict=True):
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        cpu += usage.ru_utime + usage.ru_stime
        if usage.ru_maxrss > ours:
            largest = max(largest, usage.ru_maxrss * 1024 / 1e6)
        failed += [command] if process.returncode else []
    wall = time.perf_counter() - start
    tree, highest = sampler.finish()
    largest = largest or highest
    if failed:
        lines = ", ".join(" ".join(command.argv) for command in failed)
        raise Unmeasurable(f"failed: {lines}; {log.name} has what it said")
    return Spent(wall, cpu, largest, max(tree, largest))


class _Sampler(threading.Thread):
    """Watches the memory of some processes and their descendants until told to finish."""

    def __init__(self, pids: Sequence[int]) -> None:
        super().__init__(daemon=True)
        self._pids = pids
        self._over = threading.Event()
        self._peak = self._highest = 0.0

    def run(self) -> None:
        """Sample, and pause for long enough that sampling does not count."""
        pause = 0.0
        while not self._over.wait(pause):
            start = time.thread_time()
            pids = list(_tree(self._pids))
            self._peak = max(self._peak, sum(map(_pss, pids)))
            self._highest = max(self._highest, *map(_high, pids))
            pause = max(_PAUSE, _SHARE * (time.thread_time() - start))

    def finish(self) -> tuple[float, float]:
        """The most that there was, and that one process had, in MB."""
        self._over.set()
        self.join()
        return self._peak, self._highest


def _tree(pids: Sequence[int]) -> Iterator[int]:
    """The processes and all their descendants that there are now."""
    waiting = list(pids)
    while waiting:
        pid = waiting.pop()
        yield pid
        waiting += _children(pid)


def _children(pid: int) -> list[int]:
    try:
        lists = list((_PROC / str(pid) / "task").glob("*/children"))
        return [int(child) for one in lists for child in one.read_text().split()]
    except OSError:  # it ended while we looked
        return []


def _pss(pid: int) -> float:
    """Proportional set size in MB; 0 for a process that has ended."""
    return _size(pid, "smaps_rollup", "Pss:")


def _high(pid: int) -> float:
    """The most resident memory that it ever had as this program, in MB."""
    return _size(pid, "status", "VmHWM:")


def _size(pid: int, file: str, name: str) -> float:
    try:
        text = (_PROC / str(pid) / file).read_text()
    except OSError:  # it ended while we looked
        return 0.0
    sizes = [line.split()[1] for line in text.splitlines() if line.startswith(name)]
    return int(sizes[0]) * 1024 / 1e6 if sizes else 0.0
