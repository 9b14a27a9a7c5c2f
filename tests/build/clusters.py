"""Clusters for tests: a real one on loopback, and one that works in this process."""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Final, cast

import cloudpickle
import distributed

from hutong.build.remote import worker
from hutong.build.remote.cluster import Cluster, Loaded
from tests.conftest import REPOSITORY

_PATIENCE: Final = 30.0


class RealCluster:
    """A scheduler and worker processes, which only this machine can reach."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._workers: list[subprocess.Popen[bytes]] = []
        file = folder / "scheduler.json"
        self._scheduler = self._started("scheduler", "--port", "0", "--scheduler-file", str(file))
        self._until(file.exists)
        self._until(lambda: bool(file.read_text("utf-8")))
        self.address = json.loads(file.read_text("utf-8"))["address"]
        join: Any = distributed.Client
        self._client = join(self.address, set_as_default=False, timeout=_PATIENCE)

    @property
    def executor(self) -> str:
        """What ``--executor`` is given."""
        return f"dask://{self.address.removeprefix('tcp://')}"

    def fill(self, count: int) -> None:
        """Have so many workers that answer: start what is missing."""
        self._workers = [one for one in self._workers if one.poll() is None]
        room = str(self._folder)
        while len(self._workers) < count:
            self._workers.append(
                self._started(
                    "worker", self.address, "--nthreads", "1", "--no-nanny",
                    "--local-directory", room,
                )
            )  # fmt: skip
        self._until(lambda: self.count() == len(self._workers))

    def count(self) -> int:
        """How many workers the scheduler knows."""
        return len(self._client.nthreads())

    def kill(self, number: int = 0) -> None:
        """End a worker as the kernel does when memory runs out."""
        self._workers[number].kill()
        self._workers[number].wait()

    def kill_scheduler(self) -> None:
        """End the scheduler."""
        self._client.close()
        self._scheduler.kill()
        self._scheduler.wait()

    def stop(self) -> None:
        """Leave no process behind."""
        self._client.close()
        for process in (*self._workers, self._scheduler):
            process.kill()
            process.wait()

    def _started(self, part: str, *args: str) -> subprocess.Popen[bytes]:
        with (self._folder / f"{part}.log").open("ab") as log:
            return subprocess.Popen(
                [
                    sys.executable, "-m", f"distributed.cli.dask_{part}", *args,
                    "--host", "127.0.0.1", "--no-dashboard",
                ],
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                cwd=self._folder,
                env={**os.environ, "PYTHONPATH": f"{REPOSITORY / 'plugins'}:{REPOSITORY}"},
            )  # fmt: skip

    def _until(self, found: Callable[[], bool]) -> None:
        end = time.monotonic() + _PATIENCE
        while not found():
            assert time.monotonic() < end, (self._folder / "scheduler.log").read_text("utf-8")
            time.sleep(0.05)


class HereCluster:
    """A cluster of one worker, which is this process; everything is sent as to a real one."""

    def __init__(self) -> None:
        self.shards = 0

    def load(self, kit: Any) -> Loaded[Any]:
        """Pack a kit."""
        return Loaded(os.urandom(16), (cloudpickle.dumps(kit),))

    def run(
        self, work: Callable[[Any, Any], Any], shards: Iterable[Any], loaded: Loaded[Any]
    ) -> Iterator[Any]:
        """Serve each shard as it is asked for."""
        for shard in shards:
            self.shards += 1
            task = pickle.dumps((work, shard))
            answer = worker.serve(loaded.key, worker.program(), task, loaded.pieces)
            good, result = pickle.loads(answer)  # noqa: S301  # our own
            if not good:
                raise result
            yield result

    def as_cluster(self) -> Cluster:
        """Itself, for whoever wants the other class."""
        return cast("Cluster", self)
