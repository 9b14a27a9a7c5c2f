"""One piece of work in a process beside this one, while this one goes on.

It is for work that would else keep one core busy and the others idle. Whatever goes wrong with the
other process, the work is done here in the end, and what is wrong with the work is told then.
"""

from __future__ import annotations

import os
import pickle
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Generic, TypeVar, cast

R = TypeVar("R")


@contextmanager
def beside(work: Callable[[], R], *, worth: bool) -> Iterator[Callable[[], R]]:
    """Begin ``work`` in another process, if that is ``worth`` it; the call gives its result.

    A result that nobody asks for is waited for, since what the work leaves in the cache is wanted.
    """
    if not worth or not hasattr(os, "fork"):
        yield work
        return
    try:
        other = _Other(work)
    except OSError:  # no more processes are to be had
        yield work
        return
    try:
        yield other.result
    except BaseException:
        other.kill()
        raise
    finally:
        other.close()


class _Other(Generic[R]):
    """A forked process that does one piece of work, and says what came of it."""

    def __init__(self, work: Callable[[], R]) -> None:
        self._work = work
        self._pipe, theirs = os.pipe()
        try:
            self._pid = os.fork()
        except OSError:
            os.close(self._pipe)
            os.close(theirs)
            raise
        if not self._pid:
            _do(work, theirs)
        os.close(theirs)

    def result(self) -> R:
        """What came of the work."""
        with (
            suppress(EOFError, pickle.UnpicklingError, OSError),
            os.fdopen(self._pipe, "rb", closefd=False) as pipe,
        ):
            return cast("R", pickle.load(pipe))  # noqa: S301  # it was forked from this process
        return self._work()

    def kill(self) -> None:
        """End it, whatever it is doing."""
        with suppress(ProcessLookupError):
            os.kill(self._pid, signal.SIGKILL)

    def close(self) -> None:
        """Wait until it has ended."""
        os.close(self._pipe)
        with suppress(ChildProcessError):
            os.waitpid(self._pid, 0)


def _do(work: Callable[[], object], pipe: int) -> None:
    """Do it, and end at once: what this process has inherited is none of its business."""
    try:
        with os.fdopen(pipe, "wb") as file:
            pickle.dump(work(), file, pickle.HIGHEST_PROTOCOL)
    finally:
        os._exit(0)
