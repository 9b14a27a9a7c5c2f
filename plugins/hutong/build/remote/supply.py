"""Stands on a worker for what only the coordinator has: a part of it, sent along with a shard."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, TypeVar

from hutong.build.packs import Ref
from hutong.build.store import Store

K = TypeVar("K")
V = TypeVar("V")

Want = tuple[str, Any]
"""One thing that was not sent: of what sort it is, and its key."""
TEXTS: Final = "texts"
"""The sort of values of the store, by key; a want of one has the place, too."""


class LackingError(Exception):
    """Something is needed that was not sent; whoever asked sends it with the next try."""

    def __init__(self, want: Want) -> None:
        super().__init__(want)
        self.want = want


class Part(Mapping[K, V]):
    """What was sent of a mapping; None stands for what the whole has not got either."""

    def __init__(self, sort: str, decode: Callable[[Any], V]) -> None:
        self._sort = sort
        self._decode = decode
        self.sent: Mapping[K, Any] = {}

    def __getitem__(self, key: K) -> V:
        try:
            found = self.sent[key]
        except KeyError:
            raise LackingError((self._sort, key)) from None
        if found is None:
            raise KeyError(key)
        return self._decode(found)

    def __iter__(self) -> Iterator[K]:
        raise TypeError(f"only a part of {self._sort} is here")

    def __len__(self) -> int:
        raise TypeError(f"only a part of {self._sort} is here")


class Supply(Store):
    """A store that holds what was ``sent``, and what is put into it.

    With ``strict``, what is not there is asked for; without, it is just not there.
    """

    def __init__(self, folder: Path, *, strict: bool) -> None:
        super().__init__(folder)
        self._strict = strict
        self.sent: Mapping[bytes, bytes] = {}

    def read(self, ref: Ref, key: bytes) -> bytes | None:
        """The value of ``key``, sent or put at that place.

        :raises LackingError: if it is strict, and has not got it.
        """
        found = self.sent.get(key)
        if found is None and self._strict:
            raise LackingError((TEXTS, (key, tuple(ref))))
        return super().read(ref, key) if found is None else found

    def get(self, key: bytes) -> bytes | None:
        """The value of ``key``, if it was sent."""
        return self.sent.get(key)
