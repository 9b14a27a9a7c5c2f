"""Values kept from one build to the next, each under the digest of all that it was made from.

``packs/`` below the folder holds the values, ``index`` where they lie. The index only saves time:
whatever of the packs is not in it is looked through when it is first needed, so that what a
killed build had finished is found again. Damage makes a value missing, never wrong.

Any process may read and write at any time; :meth:`Store.commit` and :meth:`Store.prune` want
the lock of :func:`hutong.build.vault.locked`. One Store belongs to one thread, and it knows the
packs as they were when it first looked: open another to see what other processes added since.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from hutong.build.disk import explained
from hutong.build.pack_index import PackIndex, Row
from hutong.build.packs import (
    HEAD_BYTES,
    PackReader,
    PackWriter,
    Ref,
    pack_numbers,
    pack_path,
    record_end,
)
from hutong.build.vault import read_whole, sweep, write_whole

__all__ = ["PruneReport", "Ref", "Store"]

_MAGIC: Final = b"hutong index 1\n"
_DAY: Final = 24 * 3600
_SMALL: Final = 1 << 20
_MOST_SMALL: Final = 32
"""So many packs below a mebibyte may be: each build of one edit adds one or two."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PruneReport:
    """What a prune did: bytes on disk before and after, values kept and dropped."""

    before: int
    after: int
    kept: int
    dropped: int


class Store:
    """Values by key, below ``folder``; opening it reads nothing, and only writing makes files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._folder = folder / "packs"
        self._file = folder / "index"
        self._writer = PackWriter(self._folder)
        self._reader = PackReader(self._folder)
        self._loaded: PackIndex | None = None

    def put(self, key: bytes, data: bytes) -> Ref:
        """Keep a value; other processes may read it by its place once :meth:`flush` was called.

        :raises CannotRun: when the disk refuses.
        """
        return self._writer.put(key, data)

    def flush(self) -> None:
        """Hand all that was put to the operating system.

        :raises CannotRun: when the disk refuses.
        """
        self._writer.flush()

    def read(self, ref: Ref, key: bytes) -> bytes | None:
        """The value of ``key`` at a place; None if it is damaged, moved or gone: then ``get``."""
        if self._writer.holds(ref.pack):
            self._writer.flush()
        return self._reader.read(ref, key)

    def find(self, key: bytes) -> Ref | None:
        """Where the value of ``key`` was, as far as earlier builds or a commit told."""
        if self._loaded is None:
            self._loaded = self._load()
        return self._loaded.find(key)

    def get(self, key: bytes) -> bytes | None:
        """The value of ``key`` from an earlier build or commit, if it is there and whole."""
        ref = self.find(key)
        return None if ref is None else self.read(ref, key)

    def commit(
        self,
        new: Iterable[tuple[bytes, Ref]],
        *,
        used: Collection[bytes] = (),
        now: float | None = None,
    ) -> dict[bytes, Ref]:
        """Make what was put findable, and note what was used; all writers must have flushed.

        Packs that became many and small are joined: the places of values that moved are given
        back, other places stay good.

        :raises CannotRun: when the disk refuses.
        """
        self._writer.close()
        today = _day(time.time() if now is None else now)
        index = self._read_index() if self._loaded is None else self._loaded
        rows = [Row(key, ref, today) for key, ref in new]
        changed = self._catch_up(index, rows) | index.mark_used(used, today)
        small = {pack for pack in index.covered if self._reader.size(pack) < _SMALL}
        moved: dict[bytes, Ref] = {}
        if many := len(small) > _MOST_SMALL:
            index, moved = self._joined(index, small)
        if changed or many:
            self._keep(index, small if many else ())
        self._loaded = index
        return moved

    def prune(self, wanted: Collection[bytes], *, keep_days: int, now: float) -> PruneReport:
        """Drop every value that is not wanted and was not used for ``keep_days``.

        Packs of which half or less is left are rewritten, so that what stays on disk is at most
        twice what is kept.

        :raises CannotRun: when the disk refuses.
        """
        self._writer.close()
        before, index = self._bytes(), self._load()
        keys, oldest = frozenset(wanted), _day(now) - keep_days
        left = index.kept(lambda row: row.day >= oldest or row.key in keys, index.covered)
        live = dict.fromkeys(left.covered, 0)
        for row in left:
            live[row.ref.pack] += HEAD_BYTES + row.ref.length
        poor = {pack for pack, some in live.items() if some * 2 <= self._reader.size(pack)}
        left, _ = self._joined(left, poor)
        self._keep(left, poor)
        for folder in (self._folder.parent, self._folder):
            sweep(folder, now=now)
        return PruneReport(
            before=before, after=self._bytes(), kept=len(left), dropped=len(index) - len(left)
        )

    def close(self) -> None:
        """Flush and close every file; the store may be used again."""
        self._writer.close()
        self._reader.close()

    # Reading the index

    def _read_index(self) -> PackIndex:
        data = read_whole(self._file, magic=_MAGIC)
        return PackIndex() if data is None else PackIndex.decoded(data)

    def _load(self) -> PackIndex:
        index = self._read_index()
        self._catch_up(index, [])
        return index

    def _catch_up(self, index: PackIndex, new: list[Row]) -> bool:
        """Add new rows, and what the packs hold beyond the index; whether there was anything."""
        told: dict[int, int] = {}
        for _, (pack, offset, length), _ in new:
            if offset >= index.covered.get(pack, 0):
                told[pack] = told.get(pack, 0) + HEAD_BYTES + length
        found: list[Row] = []
        for pack in pack_numbers(self._folder):
            start, size = index.covered.get(pack, 0), self._reader.size(pack)
            if start + told.get(pack, 0) == size:
                index.cover(pack, size)  # the new rows are all that it holds
            elif start < size:
                found += self._scanned(index, pack, start)
        index.add((*found, *(row for row in new if row.ref.pack in index.covered)))
        return bool(found or new)

    def _scanned(self, index: PackIndex, pack: int, start: int) -> list[Row]:
        """The values of a pack from ``start``, used last when the pack was written last."""
        try:
            day = _day(pack_path(self._folder, pack).stat().st_mtime)
        except FileNotFoundError:
            return []  # pruned by another process just now
        rows = [Row(key, ref, day) for key, ref in self._reader.scan(pack, start)]
        # What follows the last whole value may be one that is being written: not covered.
        index.cover(pack, record_end(rows[-1].ref) if rows else start)
        return rows

    # Writing it

    def _joined(
        self, index: PackIndex, packs: Collection[int]
    ) -> tuple[PackIndex, dict[bytes, Ref]]:
        """An index in which the values of some packs lie in a new one; and their new places."""
        writer, moved, rows = PackWriter(self._folder), {}, []
        for row in sorted((row for row in index if row.ref.pack in packs), key=lambda row: row.ref):
            data = self._reader.read(row.ref, row.key)
            if data is not None:
                moved[row.key] = writer.put(row.key, data)
                rows.append(Row(row.key, moved[row.key], row.day))
        writer.close()
        left = index.kept(lambda _: True, set(index.covered).difference(packs))
        for pack in {ref.pack for ref in moved.values()}:
            left.cover(pack, self._reader.size(pack))
        left.add(rows)
        return left, moved

    def _keep(self, index: PackIndex, emptied: Iterable[int]) -> None:
        """Write the index, then delete the packs whose values lie elsewhere now."""
        write_whole(self._file, index.encoded(), magic=_MAGIC)
        self._loaded = index
        self._reader.close()
        with explained(self._folder):
            for pack in emptied:
                path = pack_path(self._folder, pack)
                if path.is_dir():  # a cache may have been tidied by hand
                    shutil.rmtree(path)
                else:
                    path.unlink(missing_ok=True)

    def _bytes(self) -> int:
        packs = sum(map(self._reader.size, pack_numbers(self._folder)))
        try:
            return packs + self._file.stat().st_size
        except FileNotFoundError:
            return packs


def _day(seconds: float) -> int:
    return int(seconds // _DAY)
