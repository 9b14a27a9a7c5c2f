"""Shares pure work out: in this process, or in forked ones.

Forked workers find ``context`` (all that every shard needs: settings, records, a converter) in the
memory they inherit. Where there is no fork, the context, the shards and the function must be
picklable; results must be everywhere but in this process.

Each worker has a pipe of its own. ``concurrent.futures.ProcessPoolExecutor`` shares one among all
workers and waits for ever for the rest of a result whose sender was killed half way.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import traceback
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar, cast

from hutong.errors import CannotRun, HutongError

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

C = TypeVar("C")
T = TypeVar("T")
R = TypeVar("R")

_AHEAD: Final = 3
"""Shards handed out, per worker, before the oldest result was taken."""
_GRACE: Final = 5.0


def run_shards(
    work: Callable[[C, T], R],
    shards: Sequence[T],
    *,
    context: C,
    jobs: int,
) -> Iterator[R]:
    """``work(context, shard)`` of every shard, in the order of the shards; so are its errors.

    One job, or one shard, is worked on here. Results that were not yet taken are few: a slow
    taker makes the workers wait. Leaving the iterator early ends the workers.

    :raises CannotRun: when a worker dies.
    """
    if jobs <= 1 or len(shards) <= 1:
        return (work(context, shard) for shard in shards)
    return _shared_out(_Task(work, context, shards), min(jobs, len(shards)))


def default_jobs() -> int:
    """How many processes this one may keep busy."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0)) or 1
    return os.cpu_count() or 1


# Processes of our own


@dataclass(frozen=True, slots=True)
class _Task(Generic[C, T, R]):
    work: Callable[[C, T], R]
    context: C
    shards: Sequence[T]

    def run(self, number: int) -> R:
        return self.work(self.context, self.shards[number])


@dataclass(frozen=True, slots=True, eq=False)
class _Worker:
    """A process, and our end of the pipe to it."""

    process: BaseProcess
    pipe: Connection


def _shared_out(task: _Task[C, T, R], jobs: int) -> Generator[R, None, None]:
    """The results in order; at most ``_AHEAD`` shards a worker are not yet taken."""
    workers = _started(task, jobs)
    try:
        yield from _collected(workers, len(task.shards))
        for worker in workers:
            worker.pipe.close()  # which tells it to end
        for worker in workers:
            worker.process.join(_GRACE)
    finally:
        _ended(workers)


def _collected(workers: Sequence[_Worker], count: int) -> Generator[Any, None, None]:
    from multiprocessing.connection import wait

    by_pipe = {worker.pipe: worker for worker in workers}
    # Two shards each, so that no worker waits for us between them.
    idle = deque([*workers, *workers])
    ready: dict[int, tuple[bool, Any]] = {}
    given = taken = 0
    while taken < count:
        while idle and given < min(count, taken + _AHEAD * len(workers)):
            _give(idle.popleft(), given)
            given += 1
        for pipe in cast("list[Connection]", wait(list(by_pipe))):
            number, good, result = pickle.loads(_received(by_pipe[pipe]))  # noqa: S301 (our child)
            ready[number] = good, result
            idle.append(by_pipe[pipe])
        while taken in ready:
            good, result = ready.pop(taken)
            if not good:
                raise result
            yield result
            taken += 1


def _give(worker: _Worker, number: int) -> None:
    try:
        worker.pipe.send(number)
    except OSError as error:
        raise _died(worker) from error


def _received(worker: _Worker) -> bytes:
    try:
        return worker.pipe.recv_bytes()
    except (EOFError, OSError) as error:
        raise _died(worker) from error


def _died(worker: _Worker) -> CannotRun:
    worker.process.join(_GRACE)
    code = worker.process.exitcode
    how = "ended too early"
    if code is not None and code < 0:
        how = f"was ended by {signal.Signals(-code).name}"
        if -code == signal.SIGKILL:
            how += " (often because memory ran out)"
    elif code:
        how = f"ended with code {code}"
    return CannotRun(
        f"a worker process {how}; run the build again, and with --jobs 1 if it happens again"
    )


def _started(task: _Task[C, T, R], jobs: int) -> list[_Worker]:
    from multiprocessing import get_context

    way = get_context("fork") if hasattr(os, "fork") else get_context("spawn")
    workers: list[_Worker] = []
    with _frozen_memory():
        try:
            for _ in range(jobs):
                ours, theirs = way.Pipe()
                # A fork inherits our ends of all pipes; one left open hides our death from others.
                close = [*(one.pipe for one in workers), ours] if hasattr(os, "fork") else []
                process = way.Process(target=_serve, args=(task, theirs, close), daemon=True)
                process.start()
                theirs.close()
                workers.append(_Worker(process, ours))
        except BaseException as error:
            _ended(workers)
            if isinstance(error, OSError):
                raise CannotRun(
                    f"worker processes cannot be started ({error.strerror}); build with --jobs 1"
                ) from error
            raise
    return workers


@contextmanager
def _frozen_memory() -> Iterator[None]:
    """Keep the collector of forked processes off what they inherit: what it touches is copied."""
    ours = not gc.get_freeze_count()
    gc.freeze()
    try:
        yield
    finally:
        if ours:
            gc.unfreeze()


def _ended(workers: Sequence[_Worker]) -> None:
    """Leave no process behind, whatever it is doing."""
    for worker in workers:
        worker.pipe.close()
        if worker.process.is_alive():
            worker.process.kill()
    for worker in workers:
        worker.process.join()
        worker.process.close()


# In a worker


def _serve(task: _Task[Any, Any, Any], pipe: Connection, close: Sequence[Connection]) -> None:
    """Answer numbers of shards with results until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears it too, and ends us
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    for other in close:
        other.close()
    while True:
        try:
            pipe.send_bytes(_answer(task, pipe.recv()))
        except (EOFError, BrokenPipeError, ConnectionResetError):
            return


def _answer(task: _Task[Any, Any, Any], number: int) -> bytes:
    try:
        return pickle.dumps((number, True, task.run(number)), pickle.HIGHEST_PROTOCOL)
    except Exception as error:  # noqa: BLE001 (raised again in the parent)
        return pickle.dumps((number, False, _portable(error)))


def _portable(error: Exception) -> Exception:
    """The error with the place where it was raised, or words if it cannot travel."""
    if not isinstance(error, HutongError):
        error.add_note(f"In a worker process:\n{traceback.format_exc()}")
    try:
        same = pickle.loads(pickle.dumps(error))  # noqa: S301 (just made)
    except Exception:  # noqa: BLE001 (anything may go wrong in code of others)
        same = None
    return error if type(same) is type(error) else RuntimeError(traceback.format_exc())
