"""Tell by stat alone whether a file is the one that was read or written before.

A stamp says nothing by itself: a file may change twice within one tick of the clock that the
kernel writes times with, and then wears the same times with other bytes. Git met this first and
calls it the racy problem (https://git-scm.com/docs/racy-git): what was changed at the moment the
stamp was taken, or after, has to be read again. So a stamp is worth keeping only if
:func:`settled` says so; of any other file the content decides next time.

Four figures make a stamp. The size and the time of the last writing find the usual edit; the
time of the last change of the inode finds an edit whose time was set back (``touch -r``,
``rsync -t``), and the inode finds a file that was moved to this place.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

Stamp = tuple[int, int, int, int]
"""Size, time of the last writing, time of the last change of the inode (ns), inode."""

TICK_NS: Final = 50_000_000
"""How much older than the look a change must be. A kernel writes times with its tick, 1 to 10 ms
apart, and the tick may lag behind the clock that we read; five of the longest are on the safe
side, and no editor notices that a file saved this instant is read once more."""

COARSE_TICK_NS: Final = 2_000_000_000
"""The same on a file system that knows whole seconds only: its times end in nine zeros."""

_SECOND_NS: Final = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Found:
    """What one walk met, each path below the root and with slashes."""

    taken_at_ns: int
    """The clock before the first look; see :func:`settled`."""
    files: dict[str, Stamp]
    """Regular files."""
    folders: set[str]
    others: set[str]
    """Symbolic links, wherever they lead, and special files; never followed or opened."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A tree that holds what the last build made, and nothing else but what the site keeps.

    ``doubtful`` are files whose stamps say nothing, though their content was looked into.
    """

    found: Found
    doubtful: frozenset[str]


def walk(root: Path, *, skip: Collection[str] = frozenset()) -> Found:
    """Look at everything below ``root`` once; paths in ``skip`` are neither told nor entered."""
    found = Found(time.time_ns(), {}, set(), set())
    files, folders, others = found.files, found.folders, found.others
    base = f"{root}/"
    waiting = [""]
    while waiting:
        above = waiting.pop()
        with os.scandir(base + above) as entries:
            for entry in entries:
                path = above + entry.name
                if path in skip:
                    continue
                if entry.is_file(follow_symlinks=False):
                    with suppress(FileNotFoundError):  # an editor's program had it for a moment
                        files[path] = stamp_of(entry.stat(follow_symlinks=False))
                elif entry.is_dir(follow_symlinks=False):
                    folders.add(path)
                    waiting.append(f"{path}/")
                else:
                    others.add(path)
    return found


def look(root: Path, paths: Iterable[str]) -> Found:
    """Look at some files only, which is cheaper than a walk; one that is missing is left out."""
    found = Found(time.time_ns(), {}, set(), set())
    base = f"{root}/"
    for path in paths:
        try:
            found.files[path] = stamp_of(os.lstat(base + path))
        except FileNotFoundError:
            continue
    return found


def stamp_of(seen: os.stat_result) -> Stamp:
    """The stamp of a file that was just looked at."""
    return seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns, seen.st_ino


def settled(stamp: Stamp, taken_at_ns: int) -> bool:
    """Whether no later change can hide behind a stamp that was taken at ``taken_at_ns``.

    The moment must be one before the look, never one after it. A time in the future (a clock
    that was set back) is never settled: such a file is read each time.
    """
    newest = max(stamp[1], stamp[2])
    return taken_at_ns - newest >= (TICK_NS if newest % _SECOND_NS else COARSE_TICK_NS)


def look_again(file: Path, sha256: str) -> tuple[Stamp, bool]:
    """The stamp of a file now, and whether it is settled and stands for the bytes of a digest."""
    taken_at_ns = time.time_ns()
    stamp = stamp_of(file.lstat())
    if not settled(stamp, taken_at_ns):
        return stamp, False
    return stamp, hashlib.sha256(file.read_bytes()).hexdigest() == sha256
