"""One key for one name, whatever script and spelling it is written in."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Final

from hutong.variants.converter import make_converter

_SOURCE: Final = "zh-Hant"
_TARGET: Final = "zh-Hans-CN"


def make_fold(cache: Path | None = None) -> Callable[[str], str]:
    """What makes keys, with an engine that is kept in the folder ``cache`` (if there is one)."""
    converter = make_converter(variants=(_TARGET,), cache=cache)

    @lru_cache(maxsize=4096)
    def key(text: str) -> str:
        plain = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
        return converter.text(plain, source=_SOURCE, target=_TARGET, markup=False)

    return key


_FOLD: Final = make_fold()


def fold(text: str) -> str:
    """The key under which 峰會, 峯會 and 峰会 meet: Simplified, NFKC, lower case, trimmed."""
    return _FOLD(text)
