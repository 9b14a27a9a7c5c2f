"""What runs on a worker of the cluster: it unpacks a kit once, and works on shard after shard.

Kits unpack into folders below that of the worker, which Dask removes when the worker ends.
"""

from __future__ import annotations

import pickle
import shutil
import threading
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final, Protocol, TypeVar

from hutong.errors import CannotRun, HutongError

C_co = TypeVar("C_co", covariant=True)

_KITS: Final = 3
"""So many are kept unpacked: builds may take turns."""
_lock: Final = threading.Lock()
"""Shards share what a kit unpacked, and threads of one process would gain nothing."""
_unpacked: Final[dict[bytes, tuple[Path, Any]]] = {}


class Kit(Protocol[C_co]):
    """What every shard of a work needs, in a form that can be sent."""

    def unpack(self, desk: Path, cache: Path) -> C_co:
        """Make it ready for this machine.

        ``desk`` is an empty folder of its own, ``cache`` one that all kits of a worker share.
        """


@cache
def program() -> bytes:
    """Names everything that decides what is read and made, besides kits and shards."""
    from hutong.build.program import page_code
    from hutong.variants.version import opencc_version

    return page_code() + opencc_version().encode()


def serve(key: bytes, wanted: bytes, task: bytes, pieces: Sequence[bytes]) -> bytes:
    """Work on one shard: whether all went well, and the result or error, pickled.

    ``key`` names the kit in ``pieces``, ``wanted`` the program of whoever asks.
    """
    with _lock:
        try:
            kit = _kit(key, wanted, pieces)
            work, shard = pickle.loads(task)  # noqa: S301  # who asks may run anything here
            answer = True, work(kit, shard)
        except HutongError as error:
            answer = False, error
        return pickle.dumps(answer, pickle.HIGHEST_PROTOCOL)


def _kit(key: bytes, wanted: bytes, pieces: Sequence[bytes]) -> Any:
    if key in _unpacked:
        return _unpacked[key][1]
    home, address = _whereabouts()
    if program() != wanted:
        raise CannotRun(
            f"the worker {address} runs another Hutong, Python or library than this machine, and"
            " might make other pages; install the same there, from the same lock file"
        )
    while len(_unpacked) >= _KITS:
        desk, _ = _unpacked.pop(next(iter(_unpacked)))
        shutil.rmtree(desk, ignore_errors=True)
    desk = home / key.hex()
    try:
        desk.mkdir(parents=True)
        found = pickle.loads(b"".join(pieces)).unpack(desk, home / "cache")  # noqa: S301  # as above
    except OSError as error:
        raise CannotRun(
            f"the worker {address} cannot write to {error.filename or desk} ({error.strerror});"
            " give it a folder with room: dask worker --local-directory"
        ) from error
    _unpacked[key] = desk, found
    return found


def _whereabouts() -> tuple[Path, str]:
    """A folder of this worker, and its address."""
    from distributed import get_worker

    worker = get_worker()
    return Path(worker.local_directory) / "hutong", str(worker.address)
