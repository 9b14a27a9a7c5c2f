"""A record with large tables, kept whole once, and then as what changed since, until that grows.

Kept by ``marshal``, which loads forty thousand lines in no time and needs no import; the digest
around each file keeps damage out of it.
"""

from __future__ import annotations

import marshal
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from hutong.build.vault import read_whole, write_whole

Plain = dict[str, Any]
"""A record of texts, bytes, numbers, and tuples, sets and dictionaries of them."""
Changes = Mapping[str, Mapping[Any, Any]]
"""Lines of tables that are new or other than they were; none is gone."""

_BASE: Final = "base"
_MOST: Final = 2_000
"""Changed lines after which the whole is written again."""


class Ledger:
    """One record; ``tables`` names those of its entries that are large dictionaries."""

    def __init__(self, file: Path, *, magic: bytes, tables: tuple[str, ...]) -> None:
        self._file = file
        self._later = file.with_name(f"{file.name}-changes")
        # A record of other tables, or of another marshal, is none of ours.
        self._magic = magic + f" {' '.join(tables)} {marshal.version}\n".encode()
        self._tables = tables
        self._base = b""
        self._changed: dict[str, dict[Any, Any]] = {}

    def read(self) -> Plain | None:
        """The record, if it is whole."""
        self._base = b""
        plain = self._load(self._file)
        if plain is None:
            return None
        self._base = plain.pop(_BASE)
        self._changed = {name: {} for name in self._tables}
        later = self._load(self._later)
        if later is not None and later.pop(_BASE) == self._base:
            for name in self._tables:
                self._changed[name] = later.pop(name)
                plain[name].update(self._changed[name])
            plain.update(later)
        return plain

    def write(self, plain: Plain, changes: Changes | None) -> None:
        """Keep the record; ``changes`` says how its tables differ from what was last kept.

        :raises CannotRun: when the disk refuses.
        """
        if changes is not None and self._base:
            changed = {name: {**self._changed[name], **changes[name]} for name in self._tables}
            if sum(map(len, changed.values())) <= _MOST:
                later = {**plain, **changed, _BASE: self._base}
                write_whole(self._later, marshal.dumps(later), magic=self._magic)
                self._changed = changed
                return
        base = os.urandom(16)
        self._base = b""  # until the whole is kept
        write_whole(self._file, marshal.dumps({**plain, _BASE: base}), magic=self._magic)
        self._base, self._changed = base, {name: {} for name in self._tables}

    def _load(self, file: Path) -> Plain | None:
        data = read_whole(file, magic=self._magic)
        if data is None:
            return None
        found: Plain = marshal.loads(data)  # noqa: S302  # its digest was right
        return found
