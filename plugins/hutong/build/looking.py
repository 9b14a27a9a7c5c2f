"""Whether anything changed since the last build: a look at content and output, side by side.

The output has the most files by far, so other processes look at it while this one looks at the
content, and goes on if that changed.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import time
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from hutong.build.digests import file_digest
from hutong.build.manifest import NOT_WALKED
from hutong.build.outpaths import STAGE
from hutong.build.program import inputs_stamp
from hutong.build.seal import Seal
from hutong.build.stamps import Found, Seen, Stamp, settled, stamp_of, walk
from hutong.errors import CannotRun
from hutong.settings import HutongSettings

_WORTH: Final = 2_000
"""Files of an output that are worth another process."""
_SAME: Final = b"same"


@dataclass(frozen=True, slots=True, eq=False)
class Looked:
    """What a look found, as it was before anything was read.

    ``others`` are links of the content, each with where it leads, and special files.
    """

    settings: HutongSettings
    seal: Seal | None
    inputs: bytes
    content: Found
    others: frozenset[str]
    watchers: Watchers

    def same_names(self) -> bool:
        """Whether the content has the same files, and nothing but files, as the seal says."""
        seal = self.seal
        return (
            seal is not None
            and not self.content.others
            and not seal.content_others
            and self.content.files.keys() == seal.content.keys()
        )

    def nothing_new(self) -> Seal | None:
        """The seal, with stamps that are settled now, if nothing at all changed."""
        seal, now = self.seal, self.settings.now.timestamp()
        if seal is None or not seal.since <= now < seal.until or self.inputs != seal.inputs:
            return None
        if self.others != seal.content_others or not self._same_content(seal):
            return None
        if not self.watchers.same():
            return None
        if not seal.doubtful_content:
            return seal
        doubtful = {
            path: digest
            for path, digest in seal.doubtful_content.items()
            if not settled(self.content.files[path], self.content.taken_at_ns)
        }
        return replace(seal, content=self.content.files, doubtful_content=doubtful)

    def output(self) -> Seen | None:
        """The output as the seal says it is, if it is so; None if somebody must look again."""
        if self.seal is None or not self.watchers.same():
            return None
        taken_at_ns = self.content.taken_at_ns
        outputs, folders = dict(self.seal.outputs), set(self.seal.output_folders)
        doubtful = frozenset(self.seal.doubtful_outputs)
        return Seen(Found(taken_at_ns, outputs, folders, set()), doubtful)

    def _same_content(self, seal: Seal) -> bool:
        files = self.content.files
        if files.keys() != seal.content.keys():
            return False
        if files != seal.content and any(
            stamp != seal.content[path] and path not in seal.doubtful_content
            for path, stamp in files.items()
        ):
            return False
        with contextlib.suppress(CannotRun):
            return all(
                file_digest(self.settings.content / path) == found
                for path, found in seal.doubtful_content.items()
            )
        return False


def look(
    settings: HutongSettings,
    seal: Seal | None,
    *,
    jobs: int,
    changed: Collection[Path] | None = None,
) -> Looked:
    """Look at content and output; the latter goes on in other processes if there is much of it.

    Somebody who watches the files may say what ``changed`` since ``seal``: then only those are
    looked at, and the output is taken to be as it was left.

    :raises CannotRun: if the content folder cannot be read.
    """
    root = settings.content
    watchers = Watchers(settings, seal, jobs=jobs, watched=changed is not None)
    try:
        with _explained(settings.theme):
            inputs = inputs_stamp(settings)
        with _explained(root):
            content = _at_changed(root, seal, changed) or walk(root)
            others = frozenset(
                f"{path} {(root / path).readlink() if (root / path).is_symlink() else ''}"
                for path in content.others
            )
    except BaseException:
        watchers.close()
        raise
    return Looked(settings, seal, inputs, content, others, watchers)


@contextlib.contextmanager
def _explained(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        where = error.filename or folder
        message = f"cannot read {where}: {error.strerror}; check that it is there and readable"
        raise CannotRun(message) from error


def _at_changed(root: Path, seal: Seal | None, changed: Collection[Path] | None) -> Found | None:
    """The content by its seal and by what changed; None if files came or went."""
    if seal is None or changed is None or seal.content_others:
        return None
    found = Found(time.time_ns(), dict(seal.content), set(), set())
    for path in changed:
        if not path.is_relative_to(root):
            continue
        name = path.relative_to(root).as_posix()
        if name not in seal.content or path.is_symlink() or not path.is_file():
            return None
        found.files[name] = stamp_of(path.lstat())
    return found


class Watchers:
    """Compares the output with a seal, in processes of their own, unless it is ``watched``."""

    def __init__(
        self, settings: HutongSettings, seal: Seal | None, *, jobs: int, watched: bool = False
    ) -> None:
        self._settings = settings
        self._seal = seal
        self._pipes: list[tuple[int, int]] = []
        self._same: bool | None = False if seal is None else True if watched else None
        if (
            seal is not None
            and not watched
            and jobs > 1
            and len(seal.outputs) >= _WORTH
            and hasattr(os, "fork")
        ):
            tops = sorted({path.partition("/")[0] for path in seal.outputs})
            # Editions are the largest folders, and lie beside one another.
            try:
                for share in range(jobs):
                    self._pipes.append(_forked(settings, seal, tops[share::jobs], first=not share))
            except OSError:  # no more processes are to be had: this one will look
                self.close()

    def same(self) -> bool:
        """Whether the output is as the seal says; waits until all of it was looked at."""
        if self._same is None and self._seal is not None:
            if self._pipes:
                answers = [_answer(*one) for one in self._pipes]
                self._pipes = []
                self._same = all(answers)
            else:
                tops = sorted({path.partition("/")[0] for path in self._seal.outputs})
                self._same = _is_same(self._settings, self._seal, tops, first=True)
        return bool(self._same)

    def close(self) -> None:
        """Wait until nobody looks any more."""
        for one in self._pipes:
            _answer(*one)
        self._pipes = []


def _forked(
    settings: HutongSettings, seal: Seal, tops: Sequence[str], *, first: bool
) -> tuple[int, int]:
    """A process that looks at some top folders; its number, and where it will answer."""
    reading, writing = os.pipe()
    try:
        pid = os.fork()
    except OSError:
        os.close(reading)
        os.close(writing)
        raise
    if pid:
        os.close(writing)
        return pid, reading
    try:
        os.close(reading)
        if _is_same(settings, seal, tops, first=first):
            os.write(writing, _SAME)
    finally:
        os._exit(0)


def _answer(pid: int, reading: int) -> bool:
    with os.fdopen(reading, "rb") as pipe:
        answer = pipe.read()
    with contextlib.suppress(ChildProcessError):
        os.waitpid(pid, 0)
    return answer == _SAME


def _is_same(settings: HutongSettings, seal: Seal, tops: Sequence[str], *, first: bool) -> bool:
    """Whether some tops of the output are as the seal says; the ``first`` also counts the tops."""
    root = settings.output
    try:
        if first and _tops(root, settings.keep) != {one.partition("/")[0] for one in seal.outputs}:
            return False
        for top in tops:
            if not _is_same_top(root, seal, top):
                return False
    except OSError:
        return False
    return True


def _tops(root: Path, keep: Collection[str]) -> set[str]:
    """What lies at the top of the output, but for what the site keeps there."""
    if (root / STAGE).exists():
        return set()  # a build was stopped
    return {name for name in os.listdir(root) if name not in NOT_WALKED and name not in keep}  # noqa: PTH208  # names alone


def _is_same_top(root: Path, seal: Seal, top: str) -> bool:
    """Whether a file, or all below a folder, at the top of the output is as the seal says."""
    path = root / top
    if path.is_symlink():
        return False
    if top in seal.outputs:
        return path.is_file() and _is_same_file(f"{root}/", top, stamp_of(path.lstat()), seal)
    prefix = f"{top}/"
    wanted = sum(one.startswith(prefix) for one in seal.outputs)
    folders = sum(one == top or one.startswith(prefix) for one in seal.output_folders)
    return _count_same(f"{root}/", seal, top) == (wanted, folders)


def _count_same(base: str, seal: Seal, top: str) -> tuple[int, int] | None:
    """How many files and folders lie at and below a folder; None if one is not as it was."""
    files, waiting, folders = 0, [top], 0
    while waiting:
        folder = waiting.pop()
        if folder not in seal.output_folders:
            return None
        folders += 1
        with os.scandir(base + folder) as entries:
            for entry in entries:
                path = f"{folder}/{entry.name}"
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(path)
                    continue
                if not entry.is_file(follow_symlinks=False):
                    return None
                files += 1
                if not _is_same_file(base, path, stamp_of(entry.stat(follow_symlinks=False)), seal):
                    return None
    return files, folders


def _is_same_file(base: str, path: str, stamp: Stamp, seal: Seal) -> bool:
    if path not in seal.doubtful_outputs:
        return seal.outputs.get(path) == stamp
    data = Path(base + path).read_bytes()
    return hashlib.sha256(data).hexdigest() == seal.doubtful_outputs[path]
