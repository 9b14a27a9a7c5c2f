"""Where each value lies and when it was last used, as one sorted table of bytes.

The table stays bytes in memory: at ten years' worth of values a mapping would take ten times
the room, and a look-up by bisection is fast beside the reading of the value.
"""

from __future__ import annotations

import struct
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from hutong.build.packs import KEY_BYTES, Ref

_COUNT: Final = struct.Struct("<I")
_PACK: Final = struct.Struct("<QQ")
_ROW: Final = struct.Struct(f"<{KEY_BYTES}sIIIQ")
_SIZE: Final = _ROW.size
_DAY: Final = struct.Struct("<I")
_DAY_AT: Final = KEY_BYTES + 4


class Row(NamedTuple):
    """One value: its key, its place, and the day (since 1970) of its last known use."""

    key: bytes
    ref: Ref
    day: int


class PackIndex:
    """The rows of all packs; ``covered`` says up to which byte each pack's values are in it."""

    def __init__(self, covered: Mapping[int, int] | None = None, table: bytes = b"") -> None:
        self.covered = dict(covered or {})
        self._slots = list(self.covered)
        self._table = table

    def __len__(self) -> int:
        return len(self._table) // _SIZE

    def __iter__(self) -> Iterator[Row]:
        slots = self._slots
        for key, slot, day, length, offset in _ROW.iter_unpack(self._table):
            yield Row(key, Ref(slots[slot], offset, length), day)

    @classmethod
    def decoded(cls, data: bytes) -> PackIndex:
        """The index that :meth:`encoded` gave as ``data``, which must be whole."""
        (count,) = _COUNT.unpack_from(data)
        start = _COUNT.size + count * _PACK.size
        packs = data[_COUNT.size : start]
        return cls(dict(_PACK.iter_unpack(packs)), data[start:])

    def encoded(self) -> bytes:
        """The index as bytes."""
        packs = (_PACK.pack(pack, self.covered[pack]) for pack in self._slots)
        return b"".join((_COUNT.pack(len(self._slots)), *packs, self._table))

    def find(self, key: bytes) -> Ref | None:
        """Where the value of ``key`` lies."""
        place = self._place(key)
        row = self._table[place * _SIZE : (place + 1) * _SIZE]
        if row[:KEY_BYTES] != key or not row:
            return None
        _, slot, _, length, offset = _ROW.unpack(row)
        return Ref(self._slots[slot], offset, length)

    def cover(self, pack: int, end: int) -> None:
        """Note that the values of a pack are in the index up to ``end``."""
        if pack not in self.covered:
            self._slots.append(pack)
        self.covered[pack] = end

    def add(self, rows: Iterable[Row]) -> None:
        """Put rows in, in place of those with the same key; their packs must be covered."""
        slots = {pack: slot for slot, pack in enumerate(self._slots)}
        new = {
            key: _ROW.pack(key, slots[ref.pack], day, ref.length, ref.offset)
            for key, ref, day in rows
        }
        pieces: list[bytes] = []
        start = 0
        for key in sorted(new):
            at = self._place(key) * _SIZE
            pieces += (self._table[start:at], new[key])
            start = at + _SIZE if self._table[at : at + KEY_BYTES] == key else at
        self._table = b"".join((*pieces, self._table[start:]))

    def mark_used(self, keys: Collection[bytes], day: int) -> bool:
        """Note that values were used on a day; whether that was news."""
        if not keys:
            return False
        wanted, today, old = frozenset(keys), _DAY.pack(day), self._table
        table = bytearray(old)
        for at in range(0, len(old), _SIZE):
            if old[at : at + KEY_BYTES] in wanted:
                table[at + _DAY_AT : at + _DAY_AT + _DAY.size] = today
        self._table = bytes(table)
        return self._table != old

    def kept(self, wanted: Callable[[Row], bool], packs: Collection[int]) -> PackIndex:
        """The index of these packs alone, and of the wanted rows in them."""
        there = frozenset(packs)
        some = PackIndex({pack: end for pack, end in self.covered.items() if pack in there})
        some.add(row for row in self if row.ref.pack in there and wanted(row))
        return some

    def _place(self, key: bytes) -> int:
        """The number of the first row whose key is not less."""
        table = self._table

        def key_of(row: int) -> bytes:
            return table[row * _SIZE : row * _SIZE + KEY_BYTES]

        return bisect_left(range(len(self)), key, key=key_of)
