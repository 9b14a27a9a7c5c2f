"""How often words are used, from jieba's dictionary (MIT): the yardstick for where words meet."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

HAN: Final = re.compile("[\u3400-\u9fff]+")
_UNKNOWN: Final = 0.05
"""As what a word counts that only OpenCC may know."""
_PERSON: Final = "nr"
_SURE: Final = 2.0
"""One way to cut must be likelier than another by that much (natural logarithm)."""


@dataclass(frozen=True, slots=True)
class Words:
    """Words and their counts; only those of Han characters."""

    counts: Mapping[str, int]
    total: int

    def common(self, least: int, lengths: range) -> list[str]:
        """The words of these lengths seen at least so often, the commonest first."""
        found = [w for w, n in self.counts.items() if n >= least and len(w) in lengths]
        return sorted(found, key=lambda word: (-self.counts[word], word))

    def meet(self, left: str, right: str) -> float:
        """How often two words stand side by side, if each stands where it will."""
        return self.counts.get(left, 0) * self.counts.get(right, 0) / self.total

    def stay_apart(self, left: str, right: str) -> bool:
        """Whether two words are by far likelier than a cut one sign earlier: 保|护发|展."""
        over = left[-1] + right
        begun = self.counts.get(left[:-1], 1) if len(left) > 1 else self.total
        cuts = [
            math.log(begun)
            + math.log(self.counts.get(over[:size], _UNKNOWN))
            + self._rest(over[size:])
            for size in range(2, len(over) + 1)
        ]
        apart = math.log(self.counts.get(left, 1)) + math.log(self.counts.get(right, 1))
        return apart > max(cuts) + _SURE

    def _rest(self, text: str) -> float:
        return math.log(self.counts.get(text, 1) / self.total) if text else 0.0


def load_words(path: Path) -> Words:
    """Read a dictionary with lines of word, count and kind, without the names of persons.

    Half of those are from novels, and none tells where other words meet.

    :raises ValueError: if it has no words.
    """
    rows = (line.split(" ") for line in path.read_text(encoding="utf-8").splitlines())
    counts = {
        word: int(count)
        for word, count, kind, *_ in rows
        if HAN.fullmatch(word) and not kind.startswith(_PERSON)
    }
    if not counts:
        raise ValueError(f"{path}: no words in it")
    return Words(counts, sum(counts.values()))
