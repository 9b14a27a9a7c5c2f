"""Guard words: plain words listed so that none of OpenCC's is read across their borders.

OpenCC takes the longest word it knows from the left and knows only words with a character in
question, so 保护发展 is cut 保|护发|展 and becomes 保護髮展. A guard is a word before the border
(保护), or the sign before it with the word after (护发展). They are found without a corpus: all
pairs of common words are converted together and apart, and where that differs the guard is
taken that mends most, weighed by how often the two words would meet. A guard that could itself
cut off the head of a word is given up (一批准: 一批准备 is 一批 and 准备).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from typing import Final

from training.words import Words

Read = Callable[[Sequence[str]], list[str]]
"""The folded readings of many texts."""
Heard = Mapping[str, Mapping[str, int]]
"""To two signs, the readings that the second has after the first, and how often."""

_LEAST: Final = 100
"""Words seen that often take part."""
_MOST_RIGHTS: Final = 2500
_TRIED: Final = 1000
"""So many of the commonest words are tried after every word that ends in such a character."""
_HARM: Final = 3.0
"""A border misplaced weighs so much more than one mended."""
_BORDER_HARM: Final = 20.0
_BORDER_GAIN: Final = 3.0
"""The same, and so much more must it gain, where a guard is a sign with a word."""
_FEW: Final = 5
_UNKNOWN: Final = -1.0
"""What two signs tell that were heard less often: OpenCC may well be right."""


@dataclass(frozen=True, slots=True)
class Miss:
    """Two words that are read otherwise together than apart."""

    left: str
    right: str
    weight: float
    """How often they meet; negative where reading them together may well be right."""


@dataclass(frozen=True, slots=True)
class Search:
    """What guards are sought with."""

    words: Words
    read: Read
    asked: frozenset[str]
    """The characters in question."""
    heard: Heard

    def misses(self) -> list[Miss]:
        """All pairs of common words whose reading changes when they meet.

        A character in question must be in the second word or end the first.
        """
        lefts = self.words.common(_LEAST, range(1, 5))
        rights = self.words.common(_LEAST, range(1, 4))
        changing = [word for word in rights if self.asked & set(word)][:_MOST_RIGHTS]
        alone = dict(zip(rights, self.read(rights), strict=True))
        ends: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for word, reading in zip(lefts, self.read(lefts), strict=True):
            ends[word[-1]].append((word, reading))
        found: list[Miss] = []
        for last, group in sorted(ends.items()):
            odd = self._odd(last, changing, alone)
            if last in self.asked:  # its reading may hang on the first word: try all
                odd = list(dict.fromkeys((*odd, *rights[:_TRIED])))
            for left, reading in group:
                found += self._misses(left, reading, [(right, alone[right]) for right in odd])
        return found

    def _odd(self, last: str, rights: Sequence[str], alone: Mapping[str, str]) -> list[str]:
        """The words that are read otherwise after this sign."""
        own = self.read([last])[0]
        together = self.read([last + right for right in rights])
        pairs = zip(rights, together, strict=True)
        return [right for right, got in pairs if got != own + alone[right]]

    def _misses(self, left: str, reading: str, rights: Sequence[tuple[str, str]]) -> Iterator[Miss]:
        pairs = [pair for pair in rights if len(left + pair[0]) > 2]
        together = self.read([left + right for right, _ in pairs])
        for (right, alone), got in zip(pairs, together, strict=True):
            if got != reading + alone:
                weight = self.words.meet(left, right)
                yield Miss(left, right, weight * self._trust(left, right, alone))

    def _trust(self, left: str, right: str, alone: str) -> float:
        """1 if the words are read apart, and down to a negative number if not."""
        if len(right) > 1 or right not in self.asked:
            return 1.0 if self.words.stay_apart(left, right) else -_HARM
        readings = self.heard.get(left[-1] + right, {})
        total = sum(readings.values())
        if total < _FEW:
            return _UNKNOWN
        share = readings.get(alone, 0) / total
        return share - _HARM * (1 - share)

    def choose(self, misses: Sequence[Miss], least: float) -> dict[str, float]:
        """The guards that mend most, the best first, each with what it adds; greedy cover.

        ``least`` is the gain below which none is taken.
        """
        covers = self._covers(misses)
        open_ = {number: miss.weight for number, miss in enumerate(misses)}
        heap = [(-sum(open_[n] for n in numbers), guard) for guard, numbers in covers.items()]
        heapify(heap)
        chosen: dict[str, float] = {}
        while heap:
            claimed, guard = heappop(heap)
            gain = sum(open_.get(number, 0.0) for number in covers[guard])
            if gain < least:
                continue
            if heap and -claimed > gain < -heap[0][0]:
                heappush(heap, (-gain, guard))
                continue
            chosen[guard] = gain
            for number in covers[guard]:
                open_.pop(number, None)
        return chosen

    def _covers(self, misses: Sequence[Miss]) -> Mapping[str, list[int]]:
        """To each possible guard the misses it would mend."""
        covers: dict[str, list[int]] = defaultdict(list)
        for number, miss in enumerate(misses):
            if len(miss.left) > 1:
                covers[miss.left].append(number)
            guard = miss.left[-1] + miss.right
            if guard[0] not in self.asked and len(miss.right) > 1 and not self._is_word(guard):
                covers[guard].append(number)
        return covers

    def pays(self, guard: str, gain: float, harm: float, least: float) -> bool:
        """Whether a guard mends much more than it breaks; a sign with a word is the riskier."""
        if self._is_word(guard):
            return gain > _HARM * harm
        return gain > max(_BORDER_HARM * harm, _BORDER_GAIN * least)

    def _is_word(self, guard: str) -> bool:
        return guard in self.words.counts

    def readings(self, guards: Sequence[str]) -> dict[str, str]:
        """How each guard is read: a word as one, a sign with a word as two."""
        listed = list(guards)
        parts = [[one] if self._is_word(one) else [one[0], one[1:]] for one in listed]
        flat = iter(self.read([part for pair in parts for part in pair]))
        return {
            guard: "".join(next(flat) for _ in pair)
            for guard, pair in zip(listed, parts, strict=True)
        }

    def harm(self, readings: Mapping[str, str]) -> Mapping[str, float]:
        """How often each guard would cut off the head of a word, and so change its reading."""
        after: dict[str, list[str]] = defaultdict(list)
        for word in self.words.common(_LEAST, range(2, 5)):
            for size in range(1, min(len(word), 4)):
                after[word[:size]].append(word)
        harm: dict[str, float] = defaultdict(float)
        for guard, reading in readings.items():
            texts = [
                (guard[:cut], word, word[len(guard) - cut :])
                for cut in range(1, len(guard))
                if guard[:cut] in self.words.counts
                for word in after.get(guard[cut:], ())
                if self.asked & set(guard[:cut] + word)
            ]
            whole = self.read([head + word for head, word, _ in texts])
            rests = self.read([rest for _, _, rest in texts])
            for (head, word, _), want, rest in zip(texts, whole, rests, strict=True):
                if want != reading + rest:
                    harm[guard] += self.words.meet(head, word)
        return harm


def find_guards(search: Search, least: float) -> tuple[dict[str, str], str]:
    """The guards worth having with their readings, and a line that says how much they mend."""
    misses = search.misses()
    gains = search.choose(misses, least)
    readings = search.readings(list(gains))
    harm = search.harm(readings)
    kept = {
        guard for guard in gains if search.pays(guard, gains[guard], harm.get(guard, 0.0), least)
    }
    whole = sum(miss.weight for miss in misses if miss.weight > 0)
    mended = sum(gains[guard] for guard in kept) / (whole or 1)
    told = f"guards: {len(kept)} of {len(gains)} mend {mended:.1%} of {len(misses)} wrong borders"
    return {guard: readings[guard] for guard in gains if guard in kept}, told
