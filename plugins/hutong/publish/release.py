"""Publish a site as a release folder, switch readers to it at once, and switch back.

``to/releases/<id>/`` holds whole sites, ``to/current`` is a symbolic link to the one that
readers see. A release is built under another name, checked, and only then renamed and linked, so
that ``current`` always names a whole release. Ids are moments in UTC: ``20261122T090000Z``.
"""

from __future__ import annotations

import fcntl
import logging
import os
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from hutong.build.outpaths import MANIFEST
from hutong.build.tree import read_manifest, verify_manifest
from hutong.errors import CannotRun, ContentError
from hutong.model import Problem, Severity

KEEP: Final = 5

_RELEASES: Final = "releases"
_CURRENT: Final = "current"
_LOCK: Final = ".hutong-publish.lock"
_BUILDING: Final = ".building-"
_REMOVING: Final = ".removing-"
_SWITCHING: Final = ".current-"
_ID: Final = re.compile(r"(\d{8}T\d{6}Z)(?:-(\d+))?")
_log: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """One published tree; ``current`` is True for the one that readers see."""

    id: str
    path: Path
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseReport:
    """What a publish or a rollback did.

    ``previous`` is the id that readers saw before (or empty), ``removed`` the old releases that
    were deleted, ``files`` how many files the release holds, ``warnings`` what the check told.
    """

    id: str
    path: Path
    previous: str
    removed: tuple[str, ...]
    files: int
    warnings: tuple[Problem, ...] = ()


def publish_release(
    to: Path,
    build: Callable[[Path], object],
    *,
    now: datetime,
    keep: int = KEEP,
    verify: Callable[[Path], Sequence[Problem]] = verify_manifest,
) -> ReleaseReport:
    """Let ``build`` fill a new folder, check it, and show it to readers as ``to/current``.

    Whatever ``build`` raises passes through; then no release and no link has changed. A publish
    into the same place that is still running is waited for.

    :raises ContentError: with the errors that ``verify`` found in the built tree.
    :raises CannotRun: when ``to`` is unfit, or the disk refuses.
    """
    with _explained(to), _locked(to):
        previous = _current(to)
        _sweep(to)
        release = _free_id(to, now)
        building = to / _RELEASES / f"{_BUILDING}{release}"
        try:
            building.mkdir()
            build(building)
            warnings = _checked(building, verify)
            files = _keep_times(building, to / _RELEASES / previous if previous else None)
            os.sync()  # one call for tens of thousands of new files; fsync on each takes minutes
            building.rename(to / _RELEASES / release)
        except BaseException:
            shutil.rmtree(building, ignore_errors=True)  # what is left, the next publish sweeps
            raise
        _sync(to / _RELEASES)
        _switch(to, release)
        removed = _retire(to, keep)
    return ReleaseReport(
        id=release,
        path=to / _RELEASES / release,
        previous=previous,
        removed=removed,
        files=files,
        warnings=warnings,
    )


def rollback(to: Path, release: str | None = None) -> ReleaseReport:
    """Show readers the release of that id again; without an id, the one before the current.

    :raises CannotRun: when there is no such release, or it is not whole any more.
    """
    _require_folder(to)
    with _explained(to), _locked(to):
        previous = _current(to)
        target = _known(to, release) if release else _before(to, previous)
        damage = verify_manifest(to / _RELEASES / target)
        if damage:
            lines = "\n".join(f"  {problem}" for problem in damage[:5])
            raise CannotRun(f"release {target} is damaged; choose another one:\n{lines}")
        _switch(to, target)
    path = to / _RELEASES / target
    files = len(read_manifest(path))
    return ReleaseReport(id=target, path=path, previous=previous, removed=(), files=files)


def list_releases(to: Path) -> tuple[Release, ...]:
    """All whole releases below ``to``, newest first."""
    _require_folder(to)
    with _explained(to):
        current = _current(to)
        return tuple(
            Release(id=one, path=to / _RELEASES / one, current=one == current)
            for one in reversed(_ids(to))
        )


# Names


def _require_folder(to: Path) -> None:
    if not to.is_dir():
        raise CannotRun(f"{to} is no folder; name the one that was published to")


def _ids(to: Path) -> list[str]:
    """Ids of the releases, oldest first."""
    folder = to / _RELEASES
    if not folder.is_dir():
        return []
    found = (entry.name for entry in folder.iterdir() if entry.is_dir() and not entry.is_symlink())
    return sorted((name for name in found if _ID.fullmatch(name)), key=_age)


def _age(release: str) -> tuple[str, int]:
    match = _ID.fullmatch(release)
    if match is None:
        raise CannotRun(f"{release!r} is not the id of a release; ids look like 20261122T090000Z")
    return match[1], int(match[2] or 1)


def _free_id(to: Path, now: datetime) -> str:
    if now.tzinfo is None:
        raise CannotRun("the time of a release has no zone; give one, such as UTC")
    stamp = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    taken = [_age(one)[1] for one in _ids(to) if _age(one)[0] == stamp]
    return f"{stamp}-{max(taken) + 1}" if taken else stamp


def _current(to: Path) -> str:
    """The id that readers see, or empty.

    :raises CannotRun: when ``current`` is there but was not made here.
    """
    link = to / _CURRENT
    if not link.is_symlink():
        if link.exists():
            raise CannotRun(f"{link} is not a symbolic link; move it away or publish elsewhere")
        return ""
    folder, _, release = str(link.readlink()).partition("/")
    if folder != _RELEASES or not _ID.fullmatch(release):
        raise CannotRun(
            f"{link} leads to {link.readlink()}, not to a release; remove it or publish elsewhere"
        )
    return release if (to / _RELEASES / release).is_dir() else ""


def _known(to: Path, release: str) -> str:
    ids = _ids(to)
    if release not in ids:
        there = ", ".join(reversed(ids)) or "none"
        raise CannotRun(f"{to} has no release {release!r}; there are: {there}")
    return release


def _before(to: Path, current: str) -> str:
    ids = _ids(to)
    older = [one for one in ids if _age(one) < _age(current)] if current else ids
    if not older:
        raise CannotRun(f"{to} has no release older than {current or 'now'}; publish again instead")
    return older[-1]


# Steps


def _checked(building: Path, verify: Callable[[Path], Sequence[Problem]]) -> tuple[Problem, ...]:
    if not any(building.iterdir()):
        raise CannotRun("the build wrote no file at all; nothing was published")
    problems = tuple(verify(building))
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    if errors:
        raise ContentError(errors)
    return problems


def _keep_times(building: Path, previous: Path | None) -> int:
    """Give files that did not change their old times, which web servers answer 304 by.

    Returns the number of files in the new release.
    """
    new = read_manifest(building)
    old = read_manifest(previous) if previous and (previous / MANIFEST).is_file() else {}
    for path, digest in new.items():
        if previous and old.get(path) == digest and (previous / path).is_file():
            before = (previous / path).stat()
            os.utime(building / path, ns=(before.st_atime_ns, before.st_mtime_ns))
    return len(new)


def _switch(to: Path, release: str) -> None:
    """Replace the link in one step: a reader sees the old release or the new one."""
    fresh = to / f"{_SWITCHING}{release}"
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(f"{_RELEASES}/{release}", target_is_directory=True)
    fresh.replace(to / _CURRENT)
    _sync(to)


def _retire(to: Path, keep: int) -> tuple[str, ...]:
    """Delete all but the newest ``keep`` releases and the one that readers see."""
    current = _current(to)
    ids = _ids(to)
    old = [one for one in ids[: max(len(ids) - max(keep, 1), 0)] if one != current]
    for one in old:
        # Renamed first, so that a stopped deletion never looks like a release.
        doomed = to / _RELEASES / f"{_REMOVING}{one}"
        try:
            (to / _RELEASES / one).rename(doomed)
            shutil.rmtree(doomed)
        except OSError as error:
            raise CannotRun(
                f"release {current} is live, but the old release {one} cannot be deleted"
                f" ({error.strerror}: {error.filename}); delete it yourself"
            ) from error
    return tuple(old)


def _sweep(to: Path) -> None:
    """Delete what a killed publish left; we hold the lock, so nobody is using it."""
    for entry in list((to / _RELEASES).iterdir()):
        if entry.name.startswith((_BUILDING, _REMOVING)):
            shutil.rmtree(entry)
    for entry in list(to.iterdir()):
        if entry.name.startswith(_SWITCHING) and entry.is_symlink():
            entry.unlink()


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _locked(to: Path) -> Iterator[None]:
    """Make the folders and hold the lock on them."""
    _current(to)  # an unfit place is refused before anything is made in it
    (to / _RELEASES).mkdir(parents=True, exist_ok=True)
    handle = os.open(to / _LOCK, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o644)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            _log.warning("another publish to %s is running; waiting for it to end", to)
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


@contextmanager
def _explained(to: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        what = f"{error.filename or to}: {error.strerror or error}"
        raise CannotRun(f"cannot publish to {to} ({what}); mend that and publish again") from error
