"""Which converters are measured, and every configuration that may speak for each of them.

For each region all fitting configurations are tried, and a peer's figure is the best that any of
them reaches. Of a set to Traditional the region is the spelling wanted, of one to Simplified the
spelling given. Phrase configurations (OpenCC's ``…p``) swap words, not scripts, and would
only lose; the tables of MediaWiki do the same to some words and come without them too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

HUTONG: Final = "hutong"
"""The name under which our own figures stand."""


ByRegion = Mapping[str, Mapping[str, tuple[str, ...]]]
"""To each direction, to each region, the configurations that fit."""


@dataclass(frozen=True, slots=True)
class Peer:
    """A converter by its package name, and its configurations by direction and region."""

    package: str
    configurations: ByRegion


_OPENCC: Final[ByRegion] = {
    "s2t": {"hk": ("s2hk", "s2t"), "tw": ("s2tw", "s2t"), "hant": ("s2t", "s2hk", "s2tw")},
    "t2s": dict.fromkeys(("hk", "tw", "hant"), ("tw2s", "hk2s", "t2s")),
}
_MEDIAWIKI: Final[ByRegion] = {
    "s2t": {
        "hk": ("zh-hk", "zh-hant"),
        "tw": ("zh-tw", "zh-hant"),
        "hant": ("zh-hant", "zh-hk", "zh-tw"),
    },
    "t2s": dict.fromkeys(("hk", "tw", "hant"), ("zh-hans", "zh-cn")),
}

PEERS: Final = (
    Peer("opencc", _OPENCC),
    Peer("opencc-pyo3", _OPENCC),
    Peer("opencc-jieba-pyo3", _OPENCC),
    Peer("zhconv-rs", _MEDIAWIKI),
    Peer("zhconv-rs-opencc", _MEDIAWIKI),
    Peer("langconv", _MEDIAWIKI),
)

TAGS: Final = {"hk": "zh-Hant-HK", "tw": "zh-Hant-TW", "hant": "zh-Hant"}
SIMPLIFIED: Final = "zh-Hans-CN"


def forms(direction: str, region: str) -> tuple[str, str]:
    """What Hutong is told that a text is written in, and asked for: one way, no choice."""
    traditional = TAGS[region]
    return (SIMPLIFIED, traditional) if direction == "s2t" else (traditional, SIMPLIFIED)
