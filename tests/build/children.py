"""Helpers for tests that need a second process: forked, watched, and always waited for."""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Final

from hutong.errors import CannotRun

NOBODY: Final = 65534


def start(act: Callable[[], object]) -> int:
    """Fork a child that does ``act``; its id. It exits with 0, or 1 after any exception."""
    child = os.fork()
    if not child:
        code = 1
        try:
            act()
            code = 0
        except BaseException:  # noqa: BLE001 (a child of a test must not come back)
            traceback.print_exc()
        finally:
            os._exit(code)
    return child


def ended(child: int) -> int:
    """Wait for a child; its exit code, or less than 0 the signal that ended it."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def in_child(act: Callable[[], object]) -> str:
    """Do ``act`` in a child, which must end well; what its CannotRun said, or empty."""
    reading, writing = os.pipe()

    def told() -> None:
        try:
            act()
        except CannotRun as error:
            os.write(writing, str(error).encode())

    child = start(told)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as pipe:
        said = pipe.read()
    assert ended(child) == 0
    return said


def open_files() -> int:
    """How many files, pipes and sockets this process has open."""
    return len(list(Path("/proc/self/fd").iterdir()))


def processes() -> set[str]:
    """All children that this process has to wait for, also those that have ended."""
    return {
        pid
        for thread in Path("/proc/self/task").iterdir()
        for pid in (thread / "children").read_text("ascii").split()
    }


def as_nobody(act: Callable[[], object]) -> Callable[[], object]:
    """``act`` without the rights of the superuser, for a child."""

    def less() -> object:
        if os.geteuid() == 0:
            os.setuid(NOBODY)
        return act()

    return less
