"""Write the built tree to disk: staged, only what changed, stale files pruned, manifest last.

A run that is killed leaves the folder ``.hutong-stage`` behind. Until that folder is gone the
tree may be part old, part new (each single file is whole); the next run mends it.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from hutong.build.disk import explained
from hutong.build.manifest import (
    NOT_WALKED,
    is_kept,
    manifest_of,
    read_manifest,
    refuse_foreign,
    stale_files,
    verify_manifest,
)
from hutong.build.outpaths import (
    MANIFEST,
    check_paths,
    checked_files,
    folders_above,
    folders_of,
)
from hutong.build.staging import (
    holds,
    is_as_seen,
    lock,
    make_stage,
    remove_folder,
    remove_stage,
    stage_file,
    unlock,
)
from hutong.build.stamps import Found, Seen, Stamp, look, look_again, settled, stamp_of, walk
from hutong.errors import CannotRun
from hutong.model import OutputFile

__all__ = [
    "Tree",
    "TreeReport",
    "check_paths",
    "open_tree",
    "read_manifest",
    "stage_file",
    "verify_manifest",
    "write_tree",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeReport:
    """What one write did, each path below the root; ``digest`` is that of the manifest."""

    written: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]
    digest: str
    stamps: Mapping[str, Stamp]
    """Of every file that the tree now holds, the manifest excepted."""
    unsettled: frozenset[str]
    """Those whose stamp must not vouch for them next time (:func:`hutong.build.stamps.settled`)."""


def write_tree(
    root: Path, files: Iterable[OutputFile], *, keep: frozenset[str] = frozenset()
) -> TreeReport:
    """Make ``root`` hold exactly ``files``, and names of ``keep`` and ``.git`` at its top.

    Nothing is touched before every path is checked and every changed file is staged.

    :raises CannotRun: for a path that is unsafe or used twice, a root that holds other people's
        files, or a disk that refuses.
    """
    wanted = checked_files(files)
    staged: dict[str, str] = {}
    kept: dict[str, str] = {}
    with open_tree(root, keep=keep) as tree:
        for path, data in wanted.items():
            digest = hashlib.sha256(data).hexdigest()
            if tree.has(path, len(data), digest):
                kept[path] = digest
            else:
                staged[path] = stage_file(tree.stage, path, data)
        return tree.commit(staged, kept)


@contextmanager
def open_tree(
    root: Path, *, keep: frozenset[str] = frozenset(), seen: Seen | None = None
) -> Iterator[Tree]:
    """Hold ``root``, made if need be, for one build: other builds wait until this one ends.

    ``seen`` is what lies in it, from whoever has looked just now.

    If the body raises, or never commits, everything but the stage is left as it was.

    :raises CannotRun: for a root that holds other people's files, or a disk that refuses.
    """
    with explained(root):
        handle = lock(root)
    try:
        with explained(root):
            tree = Tree(root, keep, seen)
        try:
            yield tree
        finally:
            if holds(handle):  # a forked worker that leaves by an error must not clear our stage
                with explained(root):
                    tree.close()
    finally:
        unlock(handle)


class Tree:
    """An output tree that is held open: what lay in it, and where to stage what shall."""

    def __init__(self, root: Path, keep: frozenset[str], seen: Seen | None = None) -> None:
        self.root = root
        # While the lock was waited for, another build may have been here.
        self._seen = seen if seen and is_as_seen(root, seen) else None
        self.is_as_seen = self._seen is not None
        self.found = self._seen.found if self._seen else walk(root, skip=NOT_WALKED)
        self._keep = keep
        refuse_foreign(root, self.found, keep)
        self.stage, self._unfinished = make_stage(root)
        self._done = self._touched = False

    def has(self, path: str, size: int, digest: str) -> bool:
        """Whether the file of that path, as it was found, holds the bytes with that digest."""
        stamp = self.found.files.get(path)
        if stamp is None or stamp[0] != size:
            return False
        with explained(self.root):
            return hashlib.sha256((self.root / path).read_bytes()).hexdigest() == digest

    def commit(self, staged: Mapping[str, str], kept: Mapping[str, str]) -> TreeReport:
        """Make the tree hold what is staged and what is kept, and nothing else of ours.

        Both map paths to SHA-256 digests; all of them together have passed
        :func:`hutong.build.outpaths.check_paths`. ``staged`` names every file in the stage, for
        a new folder is moved as it is. The caller vouches for ``kept``. A staged file
        that is equal to the old one is left out, so that the old one keeps its times. If all
        are equal and nothing is stale, nothing is touched.

        :raises CannotRun: when a file is not where it should be, or the disk refuses.
        """
        if self._done or self._touched:
            raise ValueError("this tree was committed before")
        with explained(self.root):
            self._refuse_missing(kept.keys() - self.found.files.keys(), "kept")
            fresh = look(self.stage, staged)
            self._refuse_missing(staged.keys() - fresh.files.keys(), "staged")
            report = self._commit(fresh, staged, {**kept, **staged})
        self._done = True
        return report

    def close(self) -> None:
        """Remove the stage, unless it must tell that the tree is neither old nor new."""
        if not self._touched or self._done:
            remove_stage(self.root, mark=self._unfinished and not self._done)

    def _commit(
        self, fresh: Found, staged: Mapping[str, str], wanted: Mapping[str, str]
    ) -> TreeReport:
        order = sorted(wanted)
        changed = frozenset(
            path for path in staged if not self.has(path, fresh.files[path][0], staged[path])
        )
        needed: Collection[str] = ()
        removed: list[str] = []
        empty: list[str] = []
        if self._seen is None or wanted.keys() != self.found.files.keys() - {MANIFEST}:
            removed = stale_files(wanted, self.found, self._keep)
            needed = folders_of(order)
            empty = [one for one in self.found.folders - needed if not is_kept(one, self._keep)]
        manifest = manifest_of(wanted, order)
        digest = hashlib.sha256(manifest).hexdigest()
        moved: frozenset[str] = frozenset()
        if changed or removed or empty or not self.has(MANIFEST, len(manifest), digest):
            # Staged before anything is touched: from here on no more room is needed.
            stage_file(self.stage, MANIFEST, manifest)
            self._touched = True
            moved = self._move(sorted(changed))
            # What became a folder is not there to be pruned any more.
            self._prune([path for path in removed if path not in needed], empty, wanted)
            (self.stage / MANIFEST).replace(self.root / MANIFEST)
        stamps, unsettled = self._stamps(wanted, changed, moved, fresh)
        return TreeReport(
            written=tuple(sorted(changed)),
            unchanged=tuple(path for path in order if path not in changed),
            removed=tuple(removed),
            digest=digest,
            stamps=stamps,
            unsettled=unsettled,
        )

    def _refuse_missing(self, paths: Iterable[str], how: str) -> None:
        """A file that went from under us must not get into the manifest."""
        missing = sorted(paths)
        if missing:
            raise CannotRun(
                f"{self.root}: {len(missing)} {how} files are not there"
                f" ({', '.join(missing[:3])}); let nobody else clear this folder and build again"
            )

    def _move(self, changed: Iterable[str]) -> frozenset[str]:
        """Move what is staged into place, whole folders where the tree has none of that name.

        Returns those folders.
        """
        source, target = str(self.stage), str(self.root)
        tops: dict[str, str] = {"": ""}
        moved: set[str] = set()
        for path in changed:
            unit = self._new_top(path.rpartition("/")[0], tops) or path
            if unit in moved:
                continue
            self._give_way(unit, is_folder=unit != path)
            os.replace(f"{source}/{unit}", f"{target}/{unit}")  # noqa: PTH105  (hot)
            if unit != path:
                moved.add(unit)
        return frozenset(folder for folder, top in tops.items() if top)

    def _new_top(self, folder: str, known: dict[str, str]) -> str:
        """The topmost folder on the way to ``folder`` that the tree lacks, or nothing."""
        if folder not in known:
            top = self._new_top(folder.rpartition("/")[0], known)
            known[folder] = top or ("" if folder in self.found.folders else folder)
        return known[folder]

    def _give_way(self, path: str, *, is_folder: bool) -> None:
        """Remove what stands at ``path`` and would not be replaced by moving something there."""
        if path in self.found.folders:
            remove_folder(self.root / path)
        elif is_folder and (path in self.found.files or path in self.found.others):
            (self.root / path).unlink(missing_ok=True)

    def _prune(
        self, removed: Iterable[str], empty: Iterable[str], wanted: Mapping[str, str]
    ) -> None:
        """Unlink what is stale, then every folder that now holds nothing of ours.

        What stood in the way of a new file has gone already.
        """
        for path in removed:
            if not _is_below_file(path, wanted):
                (self.root / path).unlink(missing_ok=True)
        for path in sorted(empty, reverse=True):
            if not _is_below_file(path, wanted):
                (self.root / path).rmdir()

    def _stamps(
        self,
        wanted: Mapping[str, str],
        changed: frozenset[str],
        moved: frozenset[str],
        fresh: Found,
    ) -> tuple[dict[str, Stamp], frozenset[str]]:
        """The stamps of the new tree, and the paths of those that are not settled.

        A file that moved with its folder keeps its stamp, and so is settled as a rule; one that
        was moved by itself was changed this very moment.
        """
        now = time.time_ns()
        stamps: dict[str, Stamp] = {}
        unsettled: set[str] = set()
        if self._seen is not None:
            stamps = {path: stamp for path, stamp in self.found.files.items() if path in wanted}
            for path in self._seen.doubtful.intersection(stamps) - changed:
                stamps[path], is_sure = look_again(self.root / path, wanted[path])
                unsettled.update(() if is_sure else (path,))
            wanted = {path: wanted[path] for path in changed}
        for path in wanted:
            if path not in changed:
                stamp, taken = self.found.files[path], self.found.taken_at_ns
            elif path.rpartition("/")[0] in moved:
                stamp, taken = fresh.files[path], fresh.taken_at_ns
            else:
                stamp, taken = stamp_of((self.root / path).lstat()), now
            stamps[path] = stamp
            if not settled(stamp, taken):
                unsettled.add(path)
        return stamps, frozenset(unsettled)


def _is_below_file(path: str, wanted: Mapping[str, str]) -> bool:
    """Whether the old ``path`` is, or lies in, a folder that became a file."""
    return path in wanted or any(above in wanted for above in folders_above(path))
