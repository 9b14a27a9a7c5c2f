"""One piece of work in a process beside this one, while this one goes on.

It is for work that would else keep one core busy and the others idle. Whatever goes wrong with the
other process, the work is done here in the end, and what is wrong with the work is told then.
"""

from __future__ import annotations

import os
import pickle
import signal
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import IO, Generic, TypeVar, cast

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
    """A forked process that does one piece of work, and leaves its result in a file.

    It ends at once, however late somebody asks: what it has touched of the memory that it inherited
    is its own, and would be held for nothing.
    """

    def __init__(self, work: Callable[[], R]) -> None:
        self._work = work
        self._file = tempfile.TemporaryFile()  # noqa: SIM115  # closed in close
        try:
            self._pid = os.fork()
        except OSError:
            self._file.close()
            raise
        if not self._pid:
            _do(work, self._file)

    def result(self) -> R:
        """What came of the work."""
        self._wait()
        with suppress(EOFError, pickle.UnpicklingError, OSError):
            self._file.seek(0)
            return cast("R", pickle.load(self._file))  # noqa: S301  # it was forked from this process
        return self._work()

    def kill(self) -> None:
        """End it, whatever it is doing."""
        if self._pid:
            with suppress(ProcessLookupError):
                os.kill(self._pid, signal.SIGKILL)

    def close(self) -> None:
        """Wait until it has ended."""
        self._wait()
        self._file.close()

    def _wait(self) -> None:
        if self._pid:
            with suppress(ChildProcessError):
                os.waitpid(self._pid, 0)
            self._pid = 0


def _do(work: Callable[[], object], file: IO[bytes]) -> None:
    """Do it, and end at once: what this process has inherited is none of its business."""
    try:
        pickle.dump(work(), file, pickle.HIGHEST_PROTOCOL)
        file.flush()
    finally:
        os._exit(0)
