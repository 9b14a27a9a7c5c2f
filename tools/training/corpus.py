"""The text to learn from: sentences in Traditional, in Simplified, and as the chain has them.

Only sources that may be learned from without conditions are read; a file of another name is
refused. Sentences stand in a fixed order, and three of ten blocks of 40 are held back: they are
never learned from, only measured.
"""

from __future__ import annotations

import lzma
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from hutong.variants.engine import Recipe, character_map, make_engine
from hutong.variants.lexicon import Pairs
from training.folding import Folding

Convert = Callable[[str], str]

SOURCES: Final[Mapping[str, str]] = {
    "hk_common_voice": "Common Voice text, zh-HK: CC0 1.0",
    "tw_common_voice": "Common Voice text, zh-TW: CC0 1.0",
    "tw_gazette": "Executive Yuan Gazette, Open Government Data License 1.0",
    "tw_law": "laws of Taiwan: no copyright (Copyright Act of Taiwan, article 9)",
    "tw_president": "Office of the President, Taiwan: official documents, the same article",
    "tw_tainan": "Tainan City Government: official documents, the same article",
    "tw_transcripts": "archive.tw, transcripts of open meetings: CC0 1.0",
}
"""What may be learned from, and why. ``ud_hk_pud`` (CC BY-SA) is left out on purpose."""
LEFT_OUT: Final = frozenset({"ud_hk_pud"})
BLOCK: Final = 40
HELD_BLOCKS: Final = 3
"""Of ten blocks of sentences, so many are only measured."""
_SEEN: Final = 8
"""So often a reading must stand in the text for its character to count as ambiguous."""
_HAN: Final = re.compile("[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Corpus:
    """Sentences in three readings of equal length, one a line of each list."""

    gold: Sequence[str]
    """As written, folded."""
    plain: Sequence[str]
    """In Simplified."""
    chain: Sequence[str]
    """As the chain without learned words converts ``plain``, folded."""
    source: Sequence[str]
    """The name of the source each sentence comes from."""

    def __len__(self) -> int:
        """The number of sentences."""
        return len(self.gold)

    def part(self, *, held: bool) -> list[int]:
        """The numbers of the sentences held back, or of those to learn from."""
        return [at for at in range(len(self.gold)) if is_held(at) == held]


def is_held(at: int) -> bool:
    """Whether the sentence of that number is only measured."""
    return (at // BLOCK) % 10 >= 10 - HELD_BLOCKS


def to_traditional(learned: Pairs = ()) -> Convert:
    """The chain of an edition for Hong Kong, with these learned words and no others."""
    return make_engine(Recipe("Hans", "CN", "Hant", "HK", learned=learned)).convert


def to_standard(learned: Pairs = ()) -> Convert:
    """The first stage of that chain alone: OpenCC's standard shapes, no house style."""
    return make_engine(Recipe("Hans", "CN", "Hant", "", learned=learned)).convert


def to_simplified(learned: Pairs = ()) -> Convert:
    """The chain to Simplified, with these learned words and no others."""
    return make_engine(Recipe("Hant", "TW", "Hans", "CN", learned=learned)).convert


def convert_all(lines: Iterable[str], convert: Convert) -> list[str]:
    """Convert every line, many in one call."""
    out: list[str] = []
    for batch in _runs(lines):
        got = convert("\n".join(batch)).split("\n")
        if len(got) != len(batch):
            raise ValueError(f"{len(batch)} lines went in, {len(got)} came out")
        out += got
    return out


def read_corpus(folder: Path, folding: Folding) -> Corpus:
    """Read all sources; leave out the few sentences whose length a conversion changes."""
    rows: list[tuple[str, str, str, str]] = []
    for path in sorted(folder.glob("*.txt.xz")):
        name = path.name.removesuffix(".txt.xz")
        if name in LEFT_OUT:
            continue
        if name not in SOURCES:
            raise ValueError(f"{path.name}: no licence is noted for this source in corpus.py")
        rows += ((*texts, name) for texts in _readings(path, folding))
    if not rows:
        raise ValueError(f"{folder}: no sources NAME.txt.xz here")
    return Corpus(*zip(*rows, strict=True))


def _readings(path: Path, folding: Folding) -> Iterator[tuple[str, str, str]]:
    with lzma.open(path, "rt", encoding="utf-8") as file:
        text = file.read()
    lines = [unicodedata.normalize("NFC", line) for line in text.split("\n") if line]
    plain = convert_all(lines, to_simplified())
    chain = convert_all(plain, to_traditional())
    for gold, one, got in zip(lines, plain, chain, strict=True):
        if len(gold) == len(one) == len(got):
            yield folding.fold(gold), one, folding.fold(got)


def ambiguous(corpus: Corpus, seen: int = _SEEN) -> Mapping[str, str]:
    """To each Simplified character with several readings all of them, the commonest first.

    A reading counts if the text or the chain has it ``seen`` times. It is told by the character
    that stands for it; what OpenCC's table does not make of a character is no reading but
    another word.
    """
    gold = _paired(corpus.plain, corpus.gold)
    counted = {**_paired(corpus.plain, corpus.chain), **gold}
    forms = character_map("Hant", sorted({read for _, read in counted}))
    found: dict[str, str] = {}
    for pair in sorted(counted, key=lambda pair: (-gold[pair], pair)):
        simplified, read = pair
        if counted[pair] >= seen and simplified in {read, forms[read]} and _HAN.match(simplified):
            found[simplified] = found.get(simplified, "") + read
    return {one: reads for one, reads in sorted(found.items()) if len(reads) > 1}


def heard(corpus: Corpus, readings: Mapping[str, str]) -> dict[str, Counter[str]]:
    """How often each ambiguous character has each reading after each sign, to learn from."""
    asked = re.compile("[" + "".join(readings) + "]")
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for at in corpus.part(held=False):
        plain, gold = corpus.plain[at], corpus.gold[at]
        for match in asked.finditer(plain, 1):
            found[plain[match.start() - 1 : match.end()]][gold[match.start()]] += 1
    return found


def _paired(texts: Iterable[str], read: Iterable[str]) -> Counter[tuple[str, str]]:
    counted: Counter[tuple[str, str]] = Counter()
    for text, reading in zip(texts, read, strict=True):
        counted.update(zip(text, reading, strict=True))
    return counted


def _runs(lines: Iterable[str], size: int = 4000) -> Iterator[Sequence[str]]:
    """The lines in runs that the engine takes in one call."""
    listed = list(lines)
    for at in range(0, len(listed), size):
        yield listed[at : at + size]
