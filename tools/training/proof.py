"""What is learned so far, and the proof that each entry pays, on text it was not learned from.

An entry is kept if the places it mends outweigh those it breaks, both where it was learned and in
the blocks held back. Which entry changed a place is told by where it stands: on it or before it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from hutong.variants.lexicon import Pairs
from training.corpus import Convert, Corpus, convert_all, is_held, to_standard, to_traditional
from training.folding import Folding

LONGEST: Final = 4
_REFUSED: Final = Path(__file__).with_name("refused.tsv")
_ANY: Final = "～"
"""Before a word that is refused: whatever ends in it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A learned word or phrase."""

    to: str
    kind: str
    """``guard``, ``word`` or ``phrase``."""
    count: int
    """How often it was seen; of a guard, how often jieba's dictionary counts it."""
    purity: float = 1.0
    """The share of those in which it had this reading."""
    gain: int = 0
    """Places mended less places broken in the text learned from."""
    held: int = 0
    """The same in the blocks held back."""


@dataclass(frozen=True, slots=True)
class Found:
    """A candidate: its folded reading, how often it was seen and how pure."""

    reading: str
    count: int
    purity: float = 1.0


@dataclass(frozen=True, slots=True)
class Place:
    """A character that the chain reads otherwise than the text does."""

    at: int
    """The number of the sentence."""
    offset: int


@dataclass(frozen=True, slots=True)
class Chains:
    """What converts: the chain with given entries, and its first stage alone; tests fake them."""

    make: Callable[[Pairs], Convert]
    standard: Convert


def load_refused(path: Path = _REFUSED) -> tuple[str, ...]:
    """What a reader of the list struck out: true of the text learned from, not of the language."""
    lines = path.read_text(encoding="utf-8").splitlines()[1:]
    return tuple(line.split("\t")[0] for line in lines)


class Proof:
    """Holds the entries kept, and how the corpus reads with them."""

    def __init__(
        self,
        corpus: Corpus,
        folding: Folding,
        readings: Mapping[str, str],
        refused: Iterable[str] = (),
        chains: Chains | None = None,
    ) -> None:
        self.corpus = corpus
        self.folding = folding
        self.readings = readings
        self.kept: dict[str, Entry] = {}
        self.dropped: set[str] = set(refused)
        self._ends: Final = tuple(one[1:] for one in self.dropped if one.startswith(_ANY))
        self.now: Sequence[str] = corpus.chain
        self._asked: Final = re.compile("[" + "".join(readings) + "]")
        self._chains = chains or Chains(to_traditional, to_standard())
        self.standard: Final = self._chains.standard

    def chain(self) -> Convert:
        """The chain with all that is kept."""
        return self._chains.make(tuple((word, one.to) for word, one in self.kept.items()))

    def errors(self, *, held: bool) -> list[Place]:
        """Where an ambiguous character is now read otherwise than in the text."""
        return self.wrong(self.now, held=held)

    def wrong(self, now: Sequence[str], *, held: bool) -> list[Place]:
        """The same of another reading of the corpus."""
        corpus = self.corpus
        return [
            Place(at, match.start())
            for at in corpus.part(held=held)
            if corpus.gold[at] != now[at]
            for match in self._asked.finditer(corpus.plain[at])
            if corpus.gold[at][match.start()] != now[at][match.start()]
        ]

    def places(self, *, held: bool) -> int:
        """The number of ambiguous characters."""
        plain = self.corpus.plain
        return sum(len(self._asked.findall(plain[at])) for at in self.corpus.part(held=held))

    def adopt(self, found: Mapping[str, Found], kind: str) -> str:
        """Try all candidates together, keep those that prove themselves; say how it went."""
        fresh = [word for word in sorted(found) if self._is_fresh(word)]
        for word, base in zip(fresh, convert_all(fresh, self.standard), strict=True):
            to = self._form(word, base, found[word].reading)
            if to:
                self.kept[word] = Entry(to, kind, found[word].count, found[word].purity)
        self._run()
        self._prune()
        self._run()
        wrong = [len(self.errors(held=held)) for held in (False, True)]
        return f"{kind}: {len(self.kept)} entries; errors learned from {wrong[0]}, held {wrong[1]}"

    def _is_fresh(self, word: str) -> bool:
        known = word in self.kept or word in self.dropped
        return not known and not word.endswith(self._ends)

    def _form(self, word: str, base: str, reading: str) -> str | None:
        """The Traditional form of a reading in OpenCC's standard shapes; None if it has none."""
        if not len(word) == len(base) == len(reading):
            return None
        out = ""
        for char, usual, read in zip(word, base, reading, strict=True):
            if self.folding.fold(usual) == read:
                out += usual
            elif read in self.readings.get(char, ""):
                out += read
            else:
                return None
        return out

    def _run(self) -> None:
        got = convert_all(self.corpus.plain, self.chain())
        self.now = [
            new if len(new) == len(old) else old
            for new, old in zip(map(self.folding.fold, got), self.corpus.chain, strict=True)
        ]

    def _prune(self) -> None:
        """Drop what does not pay where it was learned, or harms where it was not."""
        net, broken = self._gains(held=False)
        apart, apart_broken = self._gains(held=True)
        for word, one in list(self.kept.items()):
            if one.kind == "guard":
                bad = net[word] + apart[word] < 0
            else:
                bad = net[word] < 3 or apart[word] < 0
                bad |= one.kind == "word" and broken[word] > 0.1 * net[word] + 1
                unproved = apart[word] == 0 and (one.count < 8 or apart_broken[word] > 0)
                bad |= one.kind == "phrase" and unproved
            if bad:
                del self.kept[word]
                self.dropped.add(word)
            else:
                self.kept[word] = replace(one, gain=net[word], held=apart[word])

    def _gains(self, *, held: bool) -> tuple[Counter[str], Counter[str]]:
        """Near every entry kept: places mended less places broken, and those broken."""
        net: Counter[str] = Counter()
        broken: Counter[str] = Counter()
        for at, offset, change in self._changes(held=held):
            for word, start in self._near(self.corpus.plain[at], offset):
                reach = start + len(word) + (0 if self.kept[word].kind == "phrase" else 2)
                if change > 0 and start <= offset < reach:
                    net[word] += 1
                elif change < 0 and start - 1 <= offset < start + len(word) + LONGEST:
                    net[word] -= 1
                    broken[word] += 1
        return net, broken

    def _changes(self, *, held: bool) -> Iterator[tuple[int, int, int]]:
        """Sentence, offset, and +1 where the entries mended a place, -1 where they broke one."""
        for at, (gold, plain, old, new) in enumerate(
            zip(self.corpus.gold, self.corpus.plain, self.corpus.chain, self.now, strict=True)
        ):
            if old != new and is_held(at) == held:
                for match in self._asked.finditer(plain):
                    i = match.start()
                    change = (new[i] == gold[i]) - (old[i] == gold[i])
                    if change:
                        yield at, i, change

    def _near(self, plain: str, offset: int) -> Iterator[tuple[str, int]]:
        for start in range(max(0, offset - 2 * LONGEST), offset + 2):
            for size in range(2, LONGEST + 1):
                word = plain[start : start + size]
                if len(word) == size and word in self.kept:
                    yield word, start
