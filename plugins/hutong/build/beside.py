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
from typing import IO, Final, Generic, TypeVar, cast

R = TypeVar("R")

_NICE: Final = 10
"""What nice(1) adds: a tenth of the time of the others while they want it, else all of it."""


@contextmanager
def beside(
    work: Callable[[], R], *, worth: bool, urgent: bool = False
) -> Iterator[Callable[[], R]]:
    """Begin ``work`` in another process, if that is ``worth`` it; the call gives its result.

    Unless it is ``urgent``, it gives way to other processes; if it is not done when it is asked
    for, it is ended, and done here. What is urgent is waited for, and so is what nobody asks for,
    since what it leaves in the cache is wanted. An error in the block ends it.
    """
    if not worth or not hasattr(os, "fork"):
        yield work
        return
    try:
        other = _Other(work, urgent=urgent)
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

    def __init__(self, work: Callable[[], R], *, urgent: bool) -> None:
        self._work = work
        self._urgent = urgent
        self._file = tempfile.TemporaryFile()  # noqa: SIM115  # closed in close
        try:
            self._pid = os.fork()
        except OSError:
            self._file.close()
            raise
        if not self._pid:
            _do(work, self._file, 0 if urgent else _NICE)

    def result(self) -> R:
        """What came of the work."""
        if not self._urgent and self._goes_on():
            self.kill()
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

    def _goes_on(self) -> bool:
        if self._pid:
            with suppress(ChildProcessError):
                if os.waitpid(self._pid, os.WNOHANG) == (0, 0):
                    return True
            self._pid = 0
        return False

    def _wait(self) -> None:
        if self._pid:
            with suppress(ChildProcessError):
                os.waitpid(self._pid, 0)
            self._pid = 0


def _do(work: Callable[[], object], file: IO[bytes], nice: int) -> None:
    """Do it, and end at once: what this process has inherited is none of its business."""
    try:
        os.nice(nice)
        pickle.dump(work(), file, pickle.HIGHEST_PROTOCOL)
        file.flush()
    finally:
        os._exit(0)
