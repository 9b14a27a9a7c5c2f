"""One key for one name, whatever script and spelling it is written in."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Final

from hutong.variants.converter import make_converter
from hutong.variants.kept import Making

_SOURCE: Final = "zh-Hant"
_TARGET: Final = "zh-Hans-CN"


class Folder:
    """Makes keys; one that is sent to another process keeps its engine there in memory."""

    __slots__ = ("_converter", "_key")

    def __init__(self, cache: Path | None = None) -> None:
        self._converter = make_converter(variants=(_TARGET,), cache=cache)
        self._key = lru_cache(maxsize=4096)(self._folded)

    def __call__(self, text: str) -> str:
        """The key of a text; see :func:`fold`."""
        return self._key(text)

    def __reduce__(self) -> tuple[type[Folder], tuple[()]]:
        return type(self), ()

    def makings(self) -> list[Making]:
        """What makes the engine, before the first key needs it."""
        return self._converter.makings([(_SOURCE, _TARGET)])

    def _folded(self, text: str) -> str:
        plain = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
        if plain.isascii():
            return plain
        return self._converter.text(plain, source=_SOURCE, target=_TARGET, markup=False)


def make_fold(cache: Path | None = None) -> Folder:
    """What makes keys, with an engine that is kept in the folder ``cache`` (if there is one)."""
    return Folder(cache)


_FOLD: Final = make_fold()


def fold(text: str) -> str:
    """The key under which 峰會, 峯會 and 峰会 meet: Simplified, NFKC, lower case, trimmed."""
    return _FOLD(text)
