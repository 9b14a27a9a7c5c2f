"""One whole file kept safely: a reader meets all of it or nothing; and the lock of a folder."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from hutong.build.disk import NO_LOCKS, explained

LOCK: Final = "lock"
"""Name of the file in a folder that :func:`locked` holds."""

_DIGEST: Final = 16
_NEW: Final = ".new"
_LEFT_OVER: Final = 3600.0
"""Seconds after which a file that was never finished belongs to a build that was killed."""


def write_whole(path: Path, data: bytes, *, magic: bytes, durable: bool = False) -> None:
    """Keep ``data`` at ``path`` in place of what is there, in one step.

    ``magic`` says what the data are and in which version. With ``durable`` the data outlive a
    loss of power; without, they may be found damaged after one, but never mixed or cut unseen.

    :raises CannotRun: when the disk refuses.
    """
    with explained(path.parent):
        path.parent.mkdir(parents=True, exist_ok=True)
        new = path.with_name(f".{path.name}.{os.urandom(6).hex()}{_NEW}")
        try:
            with new.open("xb") as file:
                file.write(magic + _digest(magic, data))
                file.write(data)
                if durable:
                    file.flush()
                    os.fsync(file.fileno())
            _replace(new, path)
        except BaseException:
            new.unlink(missing_ok=True)
            raise
        if durable:
            _sync_folder(path.parent)


def read_whole(path: Path, *, magic: bytes) -> bytes | None:
    """What :func:`write_whole` kept there.

    None if there is nothing, nothing that can be read, not the whole of it, or something of
    another magic.
    """
    try:
        with path.open("rb", buffering=0) as file:
            head = file.read(len(magic) + _DIGEST)
            data = file.readall()
    except OSError:
        return None  # a folder, a file of another user: it is made anew, or the writer complains
    return data if head == magic + _digest(magic, data) else None


def sweep(folder: Path, *, now: float | None = None) -> None:
    """Remove what writers that were killed an hour ago, or earlier, left in ``folder``."""
    oldest = (time.time() if now is None else now) - _LEFT_OVER
    with explained(folder):
        for path in folder.glob(f".*{_NEW}"):
            with contextlib.suppress(FileNotFoundError):  # its writer may just have ended
                if path.lstat().st_mtime < oldest:
                    path.unlink()


@contextmanager
def locked(folder: Path, *, told: Callable[[str], None]) -> Iterator[None]:
    """Make ``folder`` and hold it; while another process holds it, say so once and wait.

    Forked workers share the lock: it is free when all of them, and the holder, have ended.
    Where the file system knows no locks, nothing is waited for. Not to be entered twice.

    :raises CannotRun: when the disk refuses.
    """
    with explained(folder):
        handle = _hold(folder, told)
    try:
        yield
    finally:
        os.close(handle)


def _digest(magic: bytes, data: bytes) -> bytes:
    # Processors of the last years have instructions for this one; BLAKE2 takes twice as long.
    found = hashlib.sha256(magic)
    found.update(data)
    return found.digest()[:_DIGEST]


def _replace(new: Path, path: Path) -> None:
    try:
        new.replace(path)
    except IsADirectoryError:  # a cache may have been tidied by hand
        shutil.rmtree(path)
        new.replace(path)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _hold(folder: Path, told: Callable[[str], None]) -> int:
    """An open lock file that is ours, and still the one that others find in the folder."""
    told_once = False
    while True:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            if not _try_lock(handle):
                if not told_once:
                    told(f"another build is running{_holder(handle)}; waiting")
                    told_once = True
                fcntl.flock(handle, fcntl.LOCK_EX)
            if _is_current(handle, folder / LOCK):
                _sign(handle)
                return handle
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)  # somebody removed the folder while we waited


def _try_lock(handle: int) -> bool:
    """Whether the lock is ours now, or can be nobody's."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError as error:
        if error.errno not in NO_LOCKS:
            raise
    return True


def _sign(handle: int) -> None:
    """Say who we are; on a full disk nobody learns it, and the lock holds all the same."""
    with contextlib.suppress(OSError):
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"{os.getpid()}\n".encode(), 0)


def _holder(handle: int) -> str:
    """Who holds the lock, for people; empty while the holder has not yet said."""
    text = os.pread(handle, 32, 0).strip()
    return f" (pid {text.decode()})" if text.isdigit() else ""


def _is_current(handle: int, path: Path) -> bool:
    try:
        there = path.stat()
    except FileNotFoundError:
        return False
    return os.path.samestat(os.fstat(handle), there)
