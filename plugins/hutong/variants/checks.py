"""What must hold of a conversion, and what looks wrong in a source."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from hutong.variants import lexicon
from hutong.variants.detect import OTHER, only_in
from hutong.variants.finder import WordFinder

_FIGURES: Final = re.compile(
    r"[0-9０-９$€£¥￥＄₩₽%％‰](?:(?<=[0-9０-９])[0-9０-９.,:/．／\-]*[%％‰‱]?)?"
)


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


def find_stray_places(text: str, script: str) -> list[tuple[int, str]]:
    """Where ``text`` has a character that ``script`` has not: offset and character, in order."""
    return [(found.start(), found[0]) for found in _stray_pattern(script).finditer(text)]


def find_suspect_places(text: str, script: str) -> list[tuple[int, str, str]]:
    """Where a word is spelled as in the other script though each character is in both: 骨干.

    Each place is the offset, the word and its right spelling. They come in order and never
    overlap. A line of the list that leads to itself keeps a place from being taken: 若干|部門.
    """
    right = _suspects(script)
    return [
        (found.start(), found[0], right[found[0]])
        for found in _suspect_pattern(script).finditer(text)
        if right[found[0]] != found[0]
    ]


def may_be_mixed(text: str, script: str) -> bool:
    """Whether there can be a place of either kind: a quick look, before the exact ones."""
    return _stray_pattern(script).search(text) is not None or has_suspects(text, script)


def has_suspects(text: str, script: str) -> bool:
    """Whether any word of the list stands in ``text``, right in its place or not."""
    return bool(_suspect_finder(script).owners_in(text))


@cache
def _suspect_finder(script: str) -> WordFinder[None]:
    return WordFinder((word, None) for word, right in _suspects(script).items() if word != right)


@cache
def _stray_pattern(script: str) -> re.Pattern[str]:
    signs = sorted(only_in(OTHER[script]))
    return re.compile(f"[{''.join(map(re.escape, signs))}]")


@cache
def _suspects(script: str) -> dict[str, str]:
    return dict(lexicon.pairs(f"suspects.{script}.tsv"))


@cache
def _suspect_pattern(script: str) -> re.Pattern[str]:
    """All words of the list, those that begin with the same sign told apart by the rest."""
    rests: dict[str, list[str]] = {}
    for word in sorted(_suspects(script), key=len, reverse=True):
        rests.setdefault(word[0], []).append(re.escape(word[1:]))
    return re.compile("|".join(f"{sign}(?:{'|'.join(rest)})" for sign, rest in rests.items()))
