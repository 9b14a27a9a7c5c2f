"""Write the built tree to disk: staged, only what changed, stale files pruned, manifest last.

The manifest ``.hutong-manifest`` marks a folder as ours. Its lines, ``sha256  path``, sorted by
path, list every file that Hutong wrote except itself; ``sha256sum -c`` understands them.

A run that is killed leaves the folder ``.hutong-stage`` behind. Until that folder is gone the
tree may be part old, part new (each single file is whole); the next run mends it.
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import os
import shutil
import stat
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from hutong.build.outpaths import MANIFEST, RESERVED, STAGE, checked_files
from hutong.errors import CannotRun
from hutong.model import OutputFile, Problem

_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_FORBIDDEN: Final = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_NO_LOCKS: Final = frozenset({errno.EBADF, errno.ENOLCK, errno.EOPNOTSUPP, errno.EINVAL})


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeReport:
    """What one write did, each path below the root; ``digest`` is that of the manifest."""

    written: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]
    digest: str


def write_tree(
    root: Path, files: Iterable[OutputFile], *, keep: frozenset[str] = frozenset()
) -> TreeReport:
    """Make ``root`` hold exactly ``files``, and names of ``keep`` and ``.git`` at its top.

    Nothing is touched before every path is checked and every changed file is staged.

    :raises CannotRun: for a path that is unsafe or used twice, a root that holds other people's
        files, or a disk that refuses.
    """
    wanted = checked_files(files)
    with _explained(root), _locked(root):
        found = _inventory(root)
        _refuse_foreign(root, found, keep)
        changed = [path for path in wanted if not _same(root, path, wanted[path], found)]
        manifest = _manifest_text(wanted)
        removed = _stale(wanted, found, keep)
        if changed or removed or STAGE in found or not _same(root, MANIFEST, manifest, found):
            _clear_stage(root)
            _stage(root, wanted, changed, manifest)
            _replace(root, changed)
            _prune(root, wanted, found, removed, keep)
            (root / STAGE / MANIFEST).replace(root / MANIFEST)
            _clear_stage(root)
    new = frozenset(changed)
    return TreeReport(
        written=tuple(changed),
        unchanged=tuple(path for path in wanted if path not in new),
        removed=tuple(removed),
        digest=hashlib.sha256(manifest).hexdigest(),
    )


def read_manifest(root: Path) -> Mapping[str, str]:
    """The SHA-256 digest of every file that the tree should hold, by path.

    :raises CannotRun: when there is no manifest, or it is no manifest of ours.
    """
    digests: dict[str, str] = {}
    try:
        lines = (root / MANIFEST).read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CannotRun(
            f"{root / MANIFEST} cannot be read ({error}); build the site anew"
        ) from error
    for number, line in enumerate(lines, 1):
        digest, gap, path = line.partition("  ")
        if len(digest) != hashlib.sha256().digest_size * 2 or not gap or not path:
            raise CannotRun(f"{root / MANIFEST}:{number}: not a manifest line; build the site anew")
        digests[path] = digest
    return digests


def verify_manifest(root: Path, *, keep: frozenset[str] = frozenset()) -> tuple[Problem, ...]:
    """Everything in which the tree differs from its manifest."""
    digests = read_manifest(root)
    mend = "build the site anew"
    found = _inventory(root)
    problems = [
        Problem(path, 0, "is missing from the built tree", mend)
        for path in digests
        if not _is_file(found, path)
    ]
    for path in sorted(found):
        if path in digests and _is_file(found, path):
            if hashlib.sha256((root / path).read_bytes()).hexdigest() != digests[path]:
                problems.append(Problem(path, 0, "differs from what was built", mend))
        elif path == STAGE:
            problems.append(Problem(path, 0, "is left over from a build that was stopped", mend))
        elif _is_stale(path, digests, found, keep):
            problems.append(Problem(path, 0, "is not part of what was built", mend))
    return tuple(sorted(problems))


# Reading what is there


def _inventory(root: Path) -> dict[str, os.stat_result]:
    """What lies below ``root``, symbolic links not followed, ``.git`` and the stage not entered."""
    found: dict[str, os.stat_result] = {}
    waiting = [""]
    while waiting:
        folder = waiting.pop()
        with os.scandir(root / folder) as entries:
            for entry in entries:
                path = f"{folder}/{entry.name}" if folder else entry.name
                found[path] = entry.stat(follow_symlinks=False)
                if stat.S_ISDIR(found[path].st_mode) and path not in RESERVED:
                    waiting.append(path)
    return found


def _refuse_foreign(root: Path, found: Mapping[str, os.stat_result], keep: frozenset[str]) -> None:
    others = {path for path in found if "/" not in path} - keep - RESERVED
    if others and not _is_file(found, MANIFEST) and not _is_folder(found, STAGE):
        raise CannotRun(
            f"{root} holds files that Hutong did not write ({', '.join(sorted(others)[:3])});"
            " empty it or choose another folder"
        )


def _is_file(found: Mapping[str, os.stat_result], path: str) -> bool:
    return path in found and stat.S_ISREG(found[path].st_mode)


def _is_folder(found: Mapping[str, os.stat_result], path: str) -> bool:
    return path in found and stat.S_ISDIR(found[path].st_mode)


def _same(root: Path, path: str, data: bytes, found: Mapping[str, os.stat_result]) -> bool:
    return (
        _is_file(found, path)
        and found[path].st_size == len(data)
        and (root / path).read_bytes() == data
    )


def _is_stale(
    path: str,
    wanted: Mapping[str, object],
    found: Mapping[str, os.stat_result],
    keep: frozenset[str],
) -> bool:
    """Whether a thing that is no folder must go."""
    top = path.partition("/")[0]
    kept = top in keep or top in RESERVED
    return not kept and path not in wanted and not _is_folder(found, path)


def _stale(
    wanted: Mapping[str, bytes], found: Mapping[str, os.stat_result], keep: frozenset[str]
) -> list[str]:
    return sorted(path for path in found if _is_stale(path, wanted, found, keep))


def _manifest_text(wanted: Mapping[str, bytes]) -> bytes:
    lines = (f"{hashlib.sha256(data).hexdigest()}  {path}\n" for path, data in wanted.items())
    return "".join(lines).encode()


# Changing it


def _stage(
    root: Path, wanted: Mapping[str, bytes], changed: Iterable[str], manifest: bytes
) -> None:
    """Write everything new where no reader looks, so that a full disk is noticed here."""
    stage = root / STAGE
    stage.mkdir()
    try:
        for number, path in enumerate(changed):
            (stage / str(number)).write_bytes(wanted[path])
        (stage / MANIFEST).write_bytes(manifest)
    except BaseException:
        shutil.rmtree(stage)
        raise


def _replace(root: Path, changed: Iterable[str]) -> None:
    """Make the folders, then move each staged file over its old version."""
    made: set[str] = set()
    for path in changed:
        _make_folders(root, path, made)
    for number, path in enumerate(changed):
        target = root / path
        if target.is_dir() and not target.is_symlink():
            shutil.rmtree(target)
        (root / STAGE / str(number)).replace(target)


def _make_folders(root: Path, path: str, made: set[str]) -> None:
    """Make each folder above ``path``; a file or symbolic link in the way gives way."""
    for parent in reversed(list(PurePosixPath(path).parents)[:-1]):
        if str(parent) in made:
            continue
        folder = root / parent
        if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
            folder.unlink()
        folder.mkdir(exist_ok=True)
        made.add(str(parent))


def _prune(
    root: Path,
    wanted: Mapping[str, bytes],
    found: Mapping[str, os.stat_result],
    removed: Iterable[str],
    keep: frozenset[str],
) -> None:
    """Unlink what is stale, then every folder that now holds nothing of ours."""
    needed = {str(parent) for path in wanted for parent in PurePosixPath(path).parents}
    for path in removed:
        # Whatever stood in the way of a new file or folder has gone already.
        if path not in needed and not _is_below_file(path, wanted):
            (root / path).unlink()
    for path in sorted(found, reverse=True):
        top = path.partition("/")[0]
        ours = top not in keep and top not in RESERVED and path not in needed
        if ours and _is_folder(found, path) and not _is_below_file(path, wanted):
            (root / path).rmdir()


def _is_below_file(path: str, wanted: Mapping[str, bytes]) -> bool:
    """Whether the old ``path`` is, or lies in, a folder that became a file."""
    return path in wanted or any(str(up) in wanted for up in PurePosixPath(path).parents)


def _clear_stage(root: Path) -> None:
    stage = root / STAGE
    if stage.is_symlink() or stage.is_file():
        stage.unlink()
    elif stage.exists():
        shutil.rmtree(stage)


# Locks and words


@contextmanager
def _locked(root: Path) -> Iterator[None]:
    """Make ``root`` and hold it, so that two builds into it run one after the other."""
    root.mkdir(parents=True, exist_ok=True)
    handle = os.open(root, os.O_RDONLY | os.O_DIRECTORY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
        except OSError as error:
            if error.errno not in _NO_LOCKS:  # network file systems may not lock folders
                raise
        yield
    finally:
        os.close(handle)


@contextmanager
def _explained(root: Path) -> Iterator[None]:
    """Turn a refusal of the disk into words."""
    try:
        yield
    except OSError as error:
        where = error.filename or root
        if error.errno in _FULL:
            what = f"{root} cannot take the site: the disk is full; free some space"
        elif error.errno in _FORBIDDEN:
            what = f"{where} may not be written; mend its permissions or choose another folder"
        else:
            what = f"{where} cannot be written ({error.strerror}); mend it"
        raise CannotRun(f"{what} and build again") from error
