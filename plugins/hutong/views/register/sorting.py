"""Names in the order of an edition: by strokes in Traditional script, by pinyin in Simplified.

The old character sets of the two have their common characters in just that order; it is not that
of a dictionary in every detail, but one that readers find their way in.
"""

from __future__ import annotations

from typing import Final

_SETS: Final = {"Hant": "big5", "Hans": "gb2312"}
Key = tuple[tuple[bool, bytes], ...]


def name_key(name: str, script: str) -> Key:
    """What sorts a name: Latin before Han, and characters that the set lacks after all others."""
    return tuple([_place(one, _SETS[script]) for one in name.casefold()])


def _place(char: str, charset: str) -> tuple[bool, bytes]:
    try:
        return False, char.encode(charset)
    except UnicodeEncodeError:
        return True, char.encode("utf-32-be")
