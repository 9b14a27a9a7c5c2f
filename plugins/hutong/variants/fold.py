"""One key for one name, whatever script and spelling it is written in."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from hutong.variants.converter import convert_text


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """The key under which 峰會, 峯會 and 峰会 meet: Simplified, NFKC, lower case, trimmed."""
    plain = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    return convert_text(plain, source="zh-Hant", target="zh-Hans-CN")
