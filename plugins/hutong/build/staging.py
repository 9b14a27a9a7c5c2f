"""Where files wait before they join the output tree: one build at a time, from many processes.

``.hutong-stage`` at the top of the tree says that a build is at work, or was killed. Each build
stages in a folder of its own inside it, named at random: workers of a killed build that still
live write into a folder that is gone, and so cannot spoil what the next build stages.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
from pathlib import Path
from typing import Final

from hutong.build.disk import NO_LOCKS, explained
from hutong.build.outpaths import MANIFEST, STAGE
from hutong.build.stamps import Seen, stamp_of

_NEW_FILE: Final = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW
_PAGE: Final = "/index.html"
_held: Final[set[int]] = set()


def stage_file(stage: Path, path: str, data: bytes) -> str:
    """Write one file of the tree below ``stage``; its SHA-256 digest in hexadecimal.

    The path must have passed :func:`hutong.build.outpaths.check_paths`. Any number of processes
    may stage different files at once.

    :raises CannotRun: when the disk refuses, or the stage is gone.
    """
    try:
        handle = _open(str(stage), path)
        try:
            done = os.write(handle, data)
            while done < len(data):
                done += os.write(handle, memoryview(data)[done:])
        finally:
            os.close(handle)
    except OSError:
        with explained(stage):
            raise
    return hashlib.sha256(data).hexdigest()


def _open(stage: str, path: str) -> int:
    """A new file; most pages are alone in their folders, which are made with them."""
    target = f"{stage}/{path}"
    if path.endswith(_PAGE):
        _make_folder(stage, path[: -len(_PAGE)])
    else:
        try:
            return os.open(target, _NEW_FILE, 0o666)
        except FileNotFoundError:
            if "/" not in path:
                raise
            _make_folder(stage, path.rpartition("/")[0])
    return os.open(target, _NEW_FILE, 0o666)


def _make_folder(stage: str, folder: str) -> None:
    """Make a folder and those above it, but never the stage, which another build may own now."""
    target = f"{stage}/{folder}"
    try:
        os.mkdir(target)  # noqa: PTH102 (thousands of them: a Path takes as long as the disk)
    except FileExistsError:
        return  # another process was faster, or a file stands there: that shows soon
    except FileNotFoundError:
        above = folder.rpartition("/")[0]
        if not above:
            raise
        _make_folder(stage, above)
        Path(target).mkdir(exist_ok=True)


def make_stage(root: Path) -> tuple[Path, bool]:
    """An empty stage for one build, and whether a killed build had left one behind."""
    top = root / STAGE
    left = top.is_dir() and not top.is_symlink()
    if left:
        _empty(top)
    else:
        top.unlink(missing_ok=True)
        top.mkdir()
    stage = top / _random_name()
    try:
        stage.mkdir()
    except OSError:
        if not left:
            top.rmdir()
        raise
    return stage, left


def remove_stage(root: Path, *, mark: bool = False) -> None:
    """Remove what is staged; with ``mark`` the empty ``.hutong-stage`` stays and tells of it."""
    top = root / STAGE
    if top.is_dir():
        _empty(top)
        if not mark:
            top.rmdir()


def _empty(top: Path) -> None:
    for path in list(top.iterdir()):
        if path.is_symlink() or not path.is_dir():
            path.unlink()
            continue
        # Renamed first, so that nobody who still writes in it puts a file behind our back.
        remove_folder(path.rename(top / _random_name()))


def remove_folder(folder: Path) -> None:
    """Remove a folder with all that is in it."""
    from shutil import rmtree

    rmtree(folder)


def _random_name() -> str:
    return os.urandom(8).hex()


# One build at a time


def lock(root: Path) -> int:
    """Make ``root`` and wait until no other build holds it; the handle is for :func:`unlock`."""
    root.mkdir(parents=True, exist_ok=True)
    handle = os.open(root, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
    except OSError as error:
        if error.errno not in NO_LOCKS:  # network file systems may not lock folders
            os.close(handle)
            raise
    except BaseException:
        os.close(handle)
        raise
    _held.add(handle)
    return handle


def holds(handle: int) -> bool:
    """Whether this process took the lock; a child that was forked since did not."""
    return handle in _held


def unlock(handle: int) -> None:
    """Let the next build go on."""
    if holds(handle):
        _held.remove(handle)
        os.close(handle)


def _let_go() -> None:
    """In a forked child: workers that outlive a killed build must not keep the next one waiting."""
    for handle in _held:
        os.close(handle)
    _held.clear()


os.register_at_fork(after_in_child=_let_go)


def is_as_seen(root: Path, seen: Seen) -> bool:
    """Whether no other build has written into ``root`` since: each ends with the manifest."""
    try:
        return stamp_of((root / MANIFEST).lstat()) == seen.found.files.get(MANIFEST)
    except OSError:
        return False
