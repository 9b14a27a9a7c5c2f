"""A Dask cluster that shards of work are given to: the only importer of its client.

Workers get the *kit* of a work (all that every shard of it needs) in pieces that the scheduler
keeps, so that a worker that joins late, or after another one died, gets it too.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import re
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from hutong.build.remote.worker import Kit, program, serve
from hutong.errors import CannotRun

C = TypeVar("C")
T = TypeVar("T")
R = TypeVar("R")

PATIENCE = 30.0
"""Seconds that a cluster may be without any worker."""

_ADDRESS: Final = re.compile(r"dask(\+tls)?://([\w.-]+|\[[0-9a-fA-F:.]+\]):(\d{1,5})/?")
_AHEAD: Final = 3
"""Shards handed out, per thread of the workers, before the oldest result was taken."""
_PIECE: Final = 8 << 20
_LOOK: Final = 1.0
_ANSWER: Final = 10.0
_AGAIN: Final = "run the build again, or without --executor"


@dataclass(frozen=True, slots=True)
class Loaded(Generic[C]):
    """A kit that the cluster holds; ``pieces`` keep it there."""

    key: bytes
    pieces: tuple[Any, ...]


class Cluster:
    """The cluster whose scheduler is at ``dask://host:port``; asked for when there is work.

    ``dask+tls://host:port`` speaks TLS, with the certificates that Dask's settings name.

    :raises CannotRun: for an address of another form.
    """

    def __init__(self, address: str) -> None:
        found = _ADDRESS.fullmatch(address)
        if found is None:
            raise CannotRun(
                f"--executor {address!r} is no address of a Dask scheduler; give dask://HOST:PORT,"
                " or dask+tls://HOST:PORT"
            )
        tls, host, port = found.groups()
        self._name = address
        self._address = f"{'tls' if tls else 'tcp'}://{host}:{port}"
        self._closing = contextlib.ExitStack()
        self._client: Any = None

    def load(self, kit: Kit[C]) -> Loaded[C]:
        """Give the cluster what the shards of a work need.

        :raises CannotRun: if it cannot be reached, or the kit cannot be sent.
        """
        client = self._connected()
        import cloudpickle

        try:
            # Filters of a settings file are functions of no module that a worker could import.
            packed = cloudpickle.dumps(kit)
        except (pickle.PicklingError, TypeError, AttributeError) as error:
            raise CannotRun(
                f"the settings hold something that cannot be sent to a cluster ({error}); use"
                " plain functions and values in JINJA_FILTERS and JINJA_GLOBALS"
            ) from error
        parts = [packed[at : at + _PIECE] for at in range(0, len(packed), _PIECE)]
        pieces = tuple(client.submit(bytes, part, pure=False) for part in parts)
        return Loaded(os.urandom(16), pieces)

    def run(self, work: Callable[[C, T], R], shards: Iterable[T], loaded: Loaded[C]) -> Iterator[R]:
        """``work(kit, shard)`` of every shard, in their order, on whatever workers there are.

        ``kit`` is what :meth:`Kit.unpack` made. Shards are taken as the cluster gets through
        them, so that few are in memory. A worker that dies is done without.

        :raises CannotRun: if no worker is left, or shards kill one worker after the other.
        """
        waiting: deque[Any] = deque()
        try:
            for number, shard in enumerate(shards):
                if not number % 16:
                    ahead = _AHEAD * max(1, self._threads())
                waiting.append(self._given(work, shard, loaded))
                while len(waiting) >= ahead:
                    yield self._taken(waiting.popleft())
            while waiting:
                yield self._taken(waiting.popleft())
        finally:
            if waiting:
                self._client.cancel(list(waiting))

    def close(self) -> None:
        """Leave the cluster."""
        self._client = None
        self._closing.close()

    def _connected(self) -> Any:
        if self._client is not None:
            return self._client
        try:
            import dask
            import distributed
        except ImportError as error:
            raise CannotRun(
                f"--executor needs Dask ({error}); install it with pip install 'hutong[dask]'"
            ) from error
        # What is large here is so on purpose.
        quiet = {"distributed.admin.large-graph-warning-threshold": "1 TiB"}
        self._closing.enter_context(dask.config.set(quiet))
        join: Any = distributed.Client  # which has no types
        try:
            client = join(self._address, timeout=_ANSWER, set_as_default=False, name="hutong")
        except (OSError, RuntimeError, TypeError, ValueError) as error:  # also of TLS, and of time
            self._closing.close()
            raise CannotRun(
                f"no Dask scheduler answers at {self._name} ({error}); start one, or build"
                " without --executor"
            ) from error
        self._closing.callback(client.close, timeout=_ANSWER)
        self._client = client
        return client

    def _threads(self) -> int:
        """How many shards the workers can be at, at once."""
        try:
            return sum(self._client.nthreads().values())
        except (OSError, ValueError) as error:
            raise self._lost(error) from error

    def _given(self, work: Callable[[C, T], R], shard: T, loaded: Loaded[C]) -> Any:
        # As bytes, so that Dask does not look into them for tasks of its own.
        task = pickle.dumps((work, shard), pickle.HIGHEST_PROTOCOL)
        args = loaded.key, program(), task, list(loaded.pieces)
        return self._client.submit(serve, *args, pure=False)

    def _taken(self, future: Any) -> Any:
        """The result of a shard, or its error, as the worker's :func:`serve` packed it."""
        good, result = pickle.loads(self._answer(future))  # noqa: S301  # our worker's
        if not good:
            raise result
        return result

    def _answer(self, future: Any) -> bytes:
        from concurrent.futures import CancelledError

        from distributed import KilledWorker

        seen = time.monotonic()
        while True:
            try:
                data: bytes = future.result(timeout=_LOOK)
            except TimeoutError:
                seen = self._still_there(seen)
            except KilledWorker as error:
                raise CannotRun(
                    "the same work ended one worker of the cluster after the other (often"
                    f" because memory ran out: {error}); give the workers more, and {_AGAIN}"
                ) from error
            except (CancelledError, OSError) as error:
                raise self._lost(error) from error
            except ImportError as error:
                raise CannotRun(
                    f"the cluster lacks a module ({error}); install Hutong and what the settings"
                    " import on every machine of it, from the same lock file"
                ) from error
            else:
                return data

    def _still_there(self, seen: float) -> float:
        """When there was last a worker: now, or ``seen``.

        :raises CannotRun: if that is too long ago.
        """
        if self._threads():
            return time.monotonic()
        if time.monotonic() - seen > PATIENCE:
            raise CannotRun(
                f"the Dask cluster at {self._name} has no workers (left); start some, and {_AGAIN}"
            )
        return seen

    def _lost(self, error: BaseException) -> CannotRun:
        what = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
        return CannotRun(f"the Dask scheduler at {self._name} is gone ({what}); {_AGAIN}")


@contextlib.contextmanager
def cluster_at(address: str) -> Iterator[Cluster]:
    """The cluster of an address, left in the end."""
    cluster = Cluster(address)
    try:
        yield cluster
    finally:
        cluster.close()
