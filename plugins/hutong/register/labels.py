"""Labels on a picture: how wide they are, and where a long one is broken into two lines."""

from __future__ import annotations

import functools
import unicodedata
from typing import Final

FONT_SIZE: Final = 13
LINE_HEIGHT: Final = 16
_LONGEST: Final = 10
"""Han characters in a line."""
_ENDS: Final = frozenset("省市區区縣县州部局會会院署處处司廳厅室港澳門门國国 -·")
"""Where the first part of a name of an organisation often ends: 廣東省 | 人力資源…"""
_WORDS: Final = frozenset(
    "資源资源技術技术技能股份有限公司服務服务保障人力發展发展管理監督监督科技事務事务人才公共結算结算"
    "行政政府專業专业學會学会中心協會协会銀行银行職業职业國際国际教育辦公办公"[at : at + 2]
    for at in range(0, 84, 2)
)
"""Words of two characters that names of organisations are full of, which a line must not break."""


def label_width(text: str) -> int:
    """About how many pixels a line takes; letters are given a little more than they need."""
    return (_units(text) * FONT_SIZE + 1) // 2


@functools.lru_cache(1024)
def break_label(text: str) -> tuple[str, ...]:
    """One line, or two of about one length; what is too long for two ends in ``…``."""
    text = " ".join(text.split())
    if _units(text) <= 2 * _LONGEST:
        return (text,)
    places = [at for at in range(1, len(text)) if _units(text[:at]) <= 2 * _LONGEST]
    half = _units(text) // 2

    def badness(at: int) -> tuple[int, int]:
        one, other = _units(text[:at]), _units(text[at:])
        too_long = max(other - 2 * _LONGEST, 0)
        bonus = 4 if text[at - 1] in _ENDS else 0
        torn = 3 if text[at - 1 : at + 1] in _WORDS else 0
        return too_long * 10 + abs(one - half) - bonus + torn, at

    at = min(places, key=badness)
    return text[:at].strip(), _cut(text[at:].strip())


def _cut(text: str) -> str:
    """As much of a line as there is room for."""
    if _units(text) <= 2 * _LONGEST:
        return text
    while _units(text) > 2 * _LONGEST - 2:
        text = text[:-1]
    return text.rstrip() + "…"


def _units(text: str) -> int:
    """The width in halves of a Han character."""
    return sum(2 if unicodedata.east_asian_width(one) in {"W", "F", "A"} else 1 for one in text)
