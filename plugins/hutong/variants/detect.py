"""Which script a text is in, told by the characters that only one of them has."""

from __future__ import annotations

from functools import cache
from typing import Final

from hutong.variants import lexicon
from hutong.variants.engine import character_map
from hutong.variants.tags import Tag, read_tag

_HAN: Final = ((0x3400, 0x4DC0), (0x4E00, 0xA000))
HANT: Final = "Hant"
HANS: Final = "Hans"
OTHER: Final = {HANT: HANS, HANS: HANT}
"""To each script the other one."""


@cache
def only_in(script: str) -> frozenset[str]:
    """The characters that stand in texts of that script only."""
    return frozenset(lexicon.only_in(script))


def find_only_in(script: str) -> str:
    """What ``data/opencc/only.*.txt`` holds, found anew.

    OpenCC's own tables decide: a character is Simplified-only if it becomes another one in
    Traditional and would not change in Simplified, and the other way round. Those right in
    both are listed in ``data/shared.tsv``. A test compares the lists with this.
    """
    han = [chr(code) for start, stop in _HAN for code in range(start, stop)]
    to_other = character_map(script, han)
    to_same = character_map(OTHER[script], han)
    shared = lexicon.shared_characters()
    return "".join(
        char
        for char in han
        if to_other[char] != char and to_same[char] == char and char not in shared
    )


def han_script_of(text: str) -> str | None:
    """``Hant``, ``Hans`` or, where no character tells or both balance, None."""
    hans, hant = only_in(HANS), only_in(HANT)
    score = sum((char in hant) - (char in hans) for char in text)
    if score == 0:
        return None
    return HANT if score > 0 else HANS


def strays(text: str, script: str) -> tuple[str, ...]:
    """The characters of ``text`` that belong to the other script only, sorted, each once."""
    return tuple(sorted(set(text) & only_in(OTHER[script])))


def guess_tag(text: str, target: Tag) -> Tag:
    """The form that a text of no stated one is taken to be in, before it is made ``target``."""
    if han_script_of(text) != target.script or strays(text, target.script):
        return read_tag(f"zh-{OTHER[target.script]}")
    # Traditional of no stated region: Taiwan's forms hold every other region's unharmed.
    return read_tag("zh-Hant-TW") if target.script == HANT else target
