"""What must hold of a conversion, and what looks wrong in a source."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from hutong.variants import lexicon
from hutong.variants.detect import strays

_FIGURES: Final = re.compile(r"[0-9０-９][0-9０-９.,:/．／\-]*[%％‰‱]?|[$€£¥￥＄₩₽%％‰]")
_AROUND: Final = 6


@dataclass(frozen=True, slots=True)
class Stray:
    """A character or word of the other script, and its surroundings in the text."""

    text: str
    around: str


def figures(text: str) -> tuple[str, ...]:
    """Every figure of a text with its sign, in order: dates, times, shares, money."""
    return tuple(_FIGURES.findall(text))


def changed_figures(before: str, after: str) -> tuple[str, str] | None:
    """The first figures that differ between two texts, or None."""
    old, new = figures(before), figures(after)
    if old == new:
        return None
    for one, other in zip((*old, ""), (*new, ""), strict=False):
        if one != other:
            return one, other
    return old[-1], ""


def find_strays(texts: Iterable[str], script: str) -> tuple[Stray, ...]:
    """Characters that ``script`` does not have, each with its first surroundings."""
    found: dict[str, Stray] = {}
    for text in texts:
        for character in strays(text, script):
            found.setdefault(character, _stray(text, character))
    return tuple(found.values())


def find_suspects(texts: Iterable[str], script: str) -> tuple[Stray, ...]:
    """Words spelled as in the other script though each character is in both: 骨干."""
    found: dict[str, Stray] = {}
    for text in texts:
        for word, _ in lexicon.suspects(script):
            if word in text:
                found.setdefault(word, _stray(text, word))
    return tuple(found.values())


def _stray(text: str, what: str) -> Stray:
    at = text.index(what)
    around = text[max(0, at - _AROUND) : at + len(what) + _AROUND]
    return Stray(what, around.strip())
