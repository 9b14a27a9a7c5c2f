"""Which of many words stand in a text: a quick look at pairs of neighbouring signs.

Each word is looked up by that pair of it which the fewest words have: thousands of names may begin
with the same two signs.

A set of signs is found by one scan in C, a few nanoseconds a sign; to look for each word by
itself, or to take a text apart into pairs, costs a hundred times as much.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import pairwise
from typing import Final, Generic, TypeVar

_Owner = TypeVar("_Owner")
_NEVER: Final = re.compile("(?!)")
_PAIR: Final = 2


class WordFinder(Generic[_Owner]):
    """Finds the owners of the words that a text holds; words are looked up by a pair of theirs."""

    __slots__ = ("_by_pair", "_pairs", "_short")

    def __init__(self, words: Iterable[tuple[str, _Owner]]) -> None:
        by_pair: defaultdict[tuple[str, str], list[tuple[str, _Owner]]] = defaultdict(list)
        self._short: list[tuple[str, _Owner]] = []
        listed = tuple(words)
        common = Counter(pair for word, _ in listed for pair in {*pairwise(word)})
        for word, owner in listed:
            if len(word) < _PAIR:
                self._short.append((word, owner))
            else:
                rarest = min(pairwise(word), key=common.__getitem__)
                by_pair[rarest].append((word, owner))
        self._by_pair: Final = dict(by_pair)
        self._pairs: Final = _pairs_pattern(by_pair)

    def owners_in(self, text: str) -> set[_Owner]:
        """The owner of every word that ``text`` holds."""
        found = {owner for word, owner in self._short if word in text}
        for pair in self._by_pair.keys() & self._pairs.findall(text):
            found.update(
                [owner for word, owner in self._by_pair[pair] if len(word) == _PAIR or word in text]
            )
        return found


def _pairs_pattern(pairs: Iterable[tuple[str, str]]) -> re.Pattern[str]:
    """What finds every place where the first sign of a pair stands before the second of one."""
    firsts, seconds = (
        "".join(re.escape(sign) for sign in sorted({pair[at] for pair in pairs})) for at in (0, 1)
    )
    return re.compile(f"([{firsts}])(?=([{seconds}]))") if firsts else _NEVER
