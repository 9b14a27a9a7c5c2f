"""Values for the tests of the store: each number has one key and one right value."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from hutong.build.packs import Ref, pack_numbers, pack_path
from hutong.build.store import Store

DAY: Final = 24 * 3600
NOW: Final = 20_000 * DAY


def key(number: int) -> bytes:
    """A key."""
    return hashlib.blake2b(str(number).encode(), digest_size=16).digest()


def value(number: int) -> bytes:
    """The one right value of a key; many lengths."""
    return f"<p>{number} 互通</p>".encode() * (number % 37)


def filled(folder: Path, numbers: Iterable[int], now: float = NOW) -> list[tuple[bytes, Ref]]:
    """Keep values, all in one new pack."""
    store = Store(folder)
    new = [(key(number), store.put(key(number), value(number))) for number in numbers]
    store.commit(new, now=now)
    store.close()
    return new


def found(folder: Path, numbers: Iterable[int]) -> list[int]:
    """Which values a new process would find; fails if one is wrong."""
    store, there = Store(folder), []
    for number in numbers:
        data = store.get(key(number))
        assert data in {None, value(number)}
        if data is not None:
            there.append(number)
    store.close()
    return there


def packs(folder: Path) -> list[Path]:
    """The packs of a store."""
    return [pack_path(folder / "packs", number) for number in pack_numbers(folder / "packs")]
