"""Words and phrases mined from the places that the chain still reads wrongly.

A *word* is plain and stands before such a place: the chain took its last sign for the head of
another word (部長|游 read as 長游). A *phrase* of two to four signs holds the place and has one
reading wherever it stands. Most phrases that look pure are not: their last sign may begin
another word, so those are taken only if seen very often.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

from training.corpus import convert_all
from training.proof import LONGEST, Found, Place, Proof
from training.words import HAN

LEAST: Final = 4
"""A phrase must mend that many places, a word one fewer."""
_PURE: Final = 0.98
_VERY_PURE: Final = 0.995
_OFTEN: Final = {2: 30, 3: 12, 4: 12}
"""To a length: so often must a phrase be seen whose last sign may begin another word."""

_DEAR: Final = 20
"""A phrase must be seen so many times as often as it would be wrong in jieba's text."""

Harm = Callable[[Mapping[str, str]], Mapping[str, float]]
"""How often texts with these readings would cut off the head of a word."""


class Miner:
    """Finds candidates for a :class:`Proof`."""

    def __init__(self, proof: Proof, harm: Harm) -> None:
        self.proof = proof
        self._harm = harm
        self._alone: Final = self._read(proof.readings)
        self._begins: Final = self._beginnings()

    def words(self) -> dict[str, Found]:
        """Plain words after which the chain would read a place rightly."""
        cuts = [
            (place, cut)
            for place in self.proof.errors(held=False)
            for cut in (place.offset, place.offset - 1)
            if cut >= 2
        ]
        plain = self.proof.corpus.plain
        rests = convert_all([plain[p.at][cut : cut + 8] for p, cut in cuts], self.proof.chain())
        heads: dict[str, Counter[str]] = defaultdict(Counter)
        done: set[Place] = set()
        for (place, cut), rest in zip(cuts, rests, strict=True):
            if place not in done and self._mended(place, cut, rest):
                done.add(place)
                for word in _before(plain[place.at], cut):
                    heads[word][plain[place.at][cut - len(word) : cut + 2]] += 1
        often = [w for w, seen in heads.items() if len(seen) > 1 and seen.total() >= LEAST - 1]
        found = self._safe(self._pure(often, LEAST - 1))
        return {w: one for w, one in found.items() if len(w) == 2 or w[1:] not in found}

    def phrases(self) -> dict[str, Found]:
        """Phrases over the places that are still wrong: as few as mend as many as can be."""
        places = self.proof.errors(held=False)
        corpus = self.proof.corpus
        counted: Counter[tuple[str, int, str]] = Counter()
        for place in places:
            for word, offset in windows(corpus.plain[place.at], place.offset):
                counted[word, offset, corpus.gold[place.at][place.offset]] += 1
        wanted = {word for (word, _, _), count in counted.items() if count >= LEAST}
        found = self._pure(wanted - self.proof.kept.keys() - self.proof.dropped, LEAST)
        sources = self._sources(found)
        base = dict(zip(found, self._read(found).values(), strict=True))
        good = {
            word: one
            for word, one in found.items()
            if len(sources[word]) > 2 and not self._risky(word, base[word], one)
        }
        return self._cover(places, self._safe(good))

    def _read(self, texts: Iterable[str]) -> dict[str, str]:
        """To each text its folded reading by the engine's first stage."""
        listed = list(texts)
        got = convert_all(listed, self.proof.standard)
        return dict(zip(listed, map(self.proof.folding.fold, got), strict=True))

    def _beginnings(self) -> Mapping[str, frozenset[str]]:
        """The readings that each ambiguous character has at the head of words of two signs."""
        signs = Counter("".join(self.proof.corpus.plain[::5])).most_common(3500)
        common = [sign for sign, _ in signs if HAN.match(sign)]
        found: dict[str, set[str]] = defaultdict(set)
        pairs = [char + other for char in self.proof.readings for other in common]
        for pair, got in self._read(pairs).items():
            if len(got) == len(pair):
                found[pair[0]].add(got[0])
        return {char: frozenset(readings) for char, readings in found.items()}

    def _mended(self, place: Place, cut: int, rest: str) -> bool:
        """Whether the text from ``cut`` on, converted alone, reads the place rightly."""
        read = self.proof.folding.fold(rest)
        offset = place.offset - cut
        gold = self.proof.corpus.gold[place.at][place.offset]
        return offset < len(read) and read[offset] == gold

    def _pure(self, wanted: Iterable[str], least: int) -> dict[str, Found]:
        """Those of the wanted texts that nearly always have one reading where they stand."""
        seen: dict[str, Counter[str]] = defaultdict(Counter)
        for at, start, word in self._standing(frozenset(wanted)):
            seen[word][self.proof.corpus.gold[at][start : start + len(word)]] += 1
        found = {}
        for word, readings in sorted(seen.items()):
            reading, count = min(readings.items(), key=lambda one: (-one[1], one[0]))
            purity = count / readings.total()
            if count >= least and purity >= _PURE:
                found[word] = Found(reading, count, purity)
        return found

    def _safe(self, found: Mapping[str, Found]) -> dict[str, Found]:
        """Those that hardly ever cut off the head of a word: 主要系 would, of 系统."""
        harm = self._harm({word: one.reading for word, one in found.items()})
        return {w: one for w, one in found.items() if harm.get(w, 0.0) * _DEAR < one.count}

    def _sources(self, wanted: Iterable[str]) -> Mapping[str, set[str]]:
        """In which sources each text stands; one source's habit is no language."""
        found: dict[str, set[str]] = defaultdict(set)
        for at, _, word in self._standing(frozenset(wanted)):
            found[word].add(self.proof.corpus.source[at])
        return found

    def _standing(self, wanted: frozenset[str]) -> Iterator[tuple[int, int, str]]:
        """Where the wanted texts stand in the text to learn from."""
        heads = {word[:2] for word in wanted}
        for at in self.proof.corpus.part(held=False):
            plain = self.proof.corpus.plain[at]
            for start in range(len(plain) - 1):
                if plain[start : start + 2] in heads:
                    for size in range(2, LONGEST + 1):
                        word = plain[start : start + size]
                        if len(word) == size and word in wanted:
                            yield at, start, word

    def _risky(self, word: str, base: str, found: Found) -> bool:
        """Whether a phrase could cut off the head of a word, or overrides a word OpenCC has."""
        last = word[-1]
        usual = self._alone.get(last)
        read = found.reading[-1]
        begun = last in self._begins and (usual != read or bool(self._begins[last] - {read, usual}))
        known = len(word) == 2 and any(
            char in self._alone and self._alone[char] != one != own
            for char, one, own in zip(word, base, found.reading, strict=True)
        )
        return (begun or known) and (found.count < _OFTEN[len(word)] or found.purity < _VERY_PURE)

    def _cover(self, places: Sequence[Place], good: Mapping[str, Found]) -> dict[str, Found]:
        """The phrases that mend most, each only if enough is left for it."""
        corpus = self.proof.corpus
        mends: dict[str, list[int]] = defaultdict(list)
        for number, place in enumerate(places):
            for word, offset in windows(corpus.plain[place.at], place.offset):
                gold = corpus.gold[place.at][place.offset]
                if word in good and good[word].reading[offset] == gold:
                    mends[word].append(number)
        covered: set[int] = set()
        chosen: dict[str, Found] = {}
        for word in sorted(mends, key=lambda one: (-len(mends[one]), len(one), one)):
            if len(set(mends[word]) - covered) >= LEAST - 1:
                chosen[word] = good[word]
                covered.update(mends[word])
        return chosen


def windows(plain: str, offset: int) -> Iterator[tuple[str, int]]:
    """Every run of 2 to 4 Han signs over a place, and where in it the place is."""
    for size in range(2, LONGEST + 1):
        for start in range(max(0, offset - size + 1), min(offset, len(plain) - size) + 1):
            word = plain[start : start + size]
            if HAN.fullmatch(word):
                yield word, offset - start


def _before(plain: str, cut: int) -> Iterator[str]:
    """The words of two and three signs that end at ``cut``."""
    for size in (2, 3):
        word = plain[max(0, cut - size) : cut]
        if len(word) == size and HAN.fullmatch(word):
            yield word
