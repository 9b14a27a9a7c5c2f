"""Learn the context model: what signs stand around a reading, and how far that can be trusted.

Two steps. The first learns, a character at a time, from which signs around it its reading can be
told (a sparse logistic model; the chain's own reading is one of the clues). The second, in
``trust.py``, learns from sentences that the first has not seen how often the chain is wrong when
the clues are such. Weights become whole numbers; all runs in a fixed order with a fixed seed.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np
import scipy.sparse as sp
from sklearn.linear_model import LogisticRegression

from hutong.variants.clues import REACH, SCALE, SIZES, signs_around
from hutong.variants.context import read_model
from hutong.variants.engine import Recipe, character_map, make_engine
from training.corpus import Convert, Corpus, convert_all
from training.folding import Folding
from training.pack import PackedCharacter, PackedModel, PackedTable, pack
from training.trust import easy_neighbours, gather, weigh

SEED: Final = 7
STRENGTH: Final = 0.5
"""How strong the weights of the first step may grow; more learns Taiwan's habits."""
LEAST_SEEN: Final = 8
"""So often a reading must stand in the text to be learned."""
LEAST_WRONG: Final = 3
"""So often the chain must have erred for a character to be worth learning."""
MOST_ROWS: Final = 25_000
RARE: Final = 100
"""A character must stand so often in the text before a reading it lacks can be called odd."""
FREQUENT: Final = 30
"""So often a word must stand in jieba's count to be a clue."""
REGIONS: Final = ("HK", "MO", "TW")
_PAD: Final = "\n" * REACH
_HAN: Final = re.compile("^[\u4e00-\u9fff]+$")


@dataclass(frozen=True, slots=True)
class Place:
    """One ambiguous character: the signs around it, its reading, the chain's reading."""

    around: str
    gold: str
    own: str


def frequent_words(
    path: Path, forms: Mapping[str, str], convert: Convert, folding: Folding
) -> dict[str, str]:
    """Words of two or three signs in jieba's dictionary, with the reading the chain gives them.

    In a reading only the ambiguous characters (``forms``) are Traditional.
    """
    lines = (line.split(" ") for line in path.read_text(encoding="utf-8").splitlines())
    words = [
        row[0]
        for row in lines
        if len(row[0]) in {2, 3} and int(row[1]) >= FREQUENT and _HAN.match(row[0])
        if forms.keys() & set(row[0])
    ]
    read = {}
    for word, got in zip(words, convert_all(words, convert), strict=True):
        if len(got) == len(word):
            pairs = zip(word, folding.fold(got), strict=True)
            read[word] = "".join(to if char in forms else char for char, to in pairs)
    return read


def train_context(
    corpus: Corpus,
    now: Sequence[str],
    forms: Mapping[str, str],
    words: Mapping[str, str],
    folding: Folding,
) -> bytes:
    """The model's file.

    ``now`` is the chain as it is to be shipped, folded, a line a sentence of the corpus;
    ``forms`` are the readings of every ambiguous character; ``words`` come from
    :func:`frequent_words`.
    """
    readings = {**_rare_readings(corpus, folding), **forms}
    learned = _places(corpus, corpus.chain, readings, held=False)
    rng = np.random.RandomState(SEED)
    characters = {char: _learn(readings[char], learned[char], rng) for char in sorted(learned)}
    bare = PackedModel(characters, words=words)
    counted = {char: Counter(row.gold for row in rows) for char, rows in learned.items()}
    cases = gather(corpus, now, read_model(pack(bare)), characters)
    worth, trust = weigh(cases, characters, counted)
    whole = replace(
        bare,
        characters={char: replace(one, trust=trust[char]) for char, one in characters.items()},
        worth=worth,
        spellings=_spellings(characters, folding),
        shapes={region: _shapes(characters, region) for region in REGIONS},
    )
    easy = easy_neighbours(corpus, now, read_model(pack(whole)), characters)
    return pack(replace(whole, easy=easy))


def _rare_readings(corpus: Corpus, folding: Folding) -> dict[str, str]:
    """To each character that stands for several in print all of them, the usual one first.

    The text has one of them alone, or nearly; that the chain should write another is odd.
    """
    simplified = character_map("Hant", [*filter(_printed, map(chr, range(0x4E00, 0xA000)))])
    usual = character_map("Hans", simplified.values())
    found: dict[str, str] = {}
    for printed, char in simplified.items():
        head, reading = folding.fold(usual[char]), folding.fold(printed)
        known = found.get(char, head)
        found[char] = known if reading in known else known + reading
    seen = Counter("".join(corpus.plain))
    return {char: read for char, read in found.items() if len(read) > 1 and seen[char] >= RARE}


def _printed(char: str) -> bool:
    """Whether a character was among those that the presses of Taiwan and Hong Kong could set."""
    try:
        char.encode("big5")
    except UnicodeEncodeError:
        return False
    return True


def _places(
    corpus: Corpus, chain: Sequence[str], forms: Mapping[str, str], *, held: bool
) -> dict[str, list[Place]]:
    """All ambiguous places in one part of the corpus."""
    finder = re.compile(f"[{''.join(sorted(forms))}]")
    found: dict[str, list[Place]] = defaultdict(list)
    for at in corpus.part(held=held):
        gold, got = corpus.gold[at], chain[at]
        padded = f"{_PAD}{corpus.plain[at]}{_PAD}"
        for match in finder.finditer(corpus.plain[at]):
            i = match.start()
            around = padded[i : i + 2 * REACH + 1]
            found[match[0]].append(Place(around, gold[i], got[i]))
    return found


def _learn(readings: str, rows: Sequence[Place], rng: np.random.RandomState) -> PackedCharacter:
    """Step one for one character; without tables where there is too little to learn from."""
    counted = Counter(row.gold for row in rows)
    classes = [one for one in readings if counted[one] >= LEAST_SEEN]
    wrong = sum(row.gold != row.own for row in rows if row.gold in readings)
    if len(classes) < 2 or wrong < LEAST_WRONG:
        return PackedCharacter(readings, [0] * len(readings))
    fit_rows = [row for row in rows if row.gold in classes and row.own in readings]
    kept, weights = _sample(fit_rows, classes[0], rng)
    wanted = classes[1:] if len(classes) == 2 else classes
    tables = _fit(kept, weights, wanted, readings)
    other = readings.index(classes[0]) if len(classes) == 2 else -1
    return PackedCharacter(readings, [0] * len(readings), other, tables)


def _sample(
    rows: Sequence[Place], usual: str, rng: np.random.RandomState
) -> tuple[list[Place], np.ndarray]:
    """Not too many places, the rare and the wrong first; the rest weigh for what they stand."""
    if len(rows) <= MOST_ROWS:
        return list(rows), np.ones(len(rows))
    rare = [row for row in rows if row.gold != usual or row.gold != row.own]
    rest = [row for row in rows if row.gold == usual == row.own]
    rare = [rare[j] for j in sorted(rng.permutation(len(rare))[:MOST_ROWS])]
    room = max(MOST_ROWS - len(rare), MOST_ROWS // 2)
    weight = max(1.0, len(rest) / room)
    rest = [rest[j] for j in sorted(rng.permutation(len(rest))[:room])]
    return rare + rest, np.r_[np.ones(len(rare)), np.full(len(rest), weight)]


def _fit(
    rows: Sequence[Place], weights: np.ndarray, wanted: Sequence[str], readings: str
) -> list[PackedTable]:
    """One sparse logistic model for each reading wanted."""
    counted = Counter(pair for row in rows for pair in enumerate(signs_around(row.around, REACH)))
    known = {pair: j for j, pair in enumerate(sorted(p for p, n in counted.items() if n >= 3))}
    cells = [
        (number, column)
        for number, row in enumerate(rows)
        for column in (
            *(known[pair] for pair in enumerate(signs_around(row.around, REACH)) if pair in known),
            len(known) + readings.index(row.own),
        )
    ]
    at, columns = zip(*cells, strict=True)
    size = (len(rows), len(known) + len(readings))
    matrix = sp.csr_matrix((np.ones(len(at)), (at, columns)), shape=size)
    gold = np.array([readings.index(row.gold) for row in rows])
    return [_table(readings.index(one), matrix, gold, weights, known) for one in wanted]


def _table(
    reading: int,
    matrix: sp.csr_matrix,
    gold: np.ndarray,
    weights: np.ndarray,
    known: Mapping[tuple[int, str], int],
) -> PackedTable:
    model = LogisticRegression(
        l1_ratio=1, C=STRENGTH, solver="liblinear", random_state=SEED, max_iter=200, tol=1e-3
    )
    model.fit(matrix, (gold == reading).astype(int), sample_weight=weights)
    values = [_small(value) for value in model.coef_[0]]
    slots: list[dict[str, int]] = [{} for _ in SIZES]
    for (slot, signs), column in known.items():
        if values[column]:
            slots[slot][signs] = values[column]
    bias = _small(model.intercept_[0])
    return PackedTable(reading, [bias + own for own in values[len(known) :]], slots)


def _small(weight: float) -> int:
    """A weight as a whole number of a byte."""
    return max(-127, min(127, round(SCALE * float(weight))))


def _spellings(characters: Mapping[str, PackedCharacter], folding: Folding) -> dict[str, str]:
    """To each character that is another look of a reading, that reading."""
    readings = {one for known in characters.values() for one in known.readings}
    return {chr(code): head for code, head in sorted(folding.table.items()) if head in readings}


def _shapes(characters: Mapping[str, PackedCharacter], region: str) -> dict[str, str]:
    """What a region prints for a reading, where that is another character."""
    readings = sorted({one for known in characters.values() for one in known.readings})
    other = "HK" if region == "TW" else "TW"
    convert = make_engine(Recipe("Hant", other, "Hant", region, learned=())).convert
    return {
        one: form
        for one, form in zip(readings, convert("\n".join(readings)).split("\n"), strict=True)
        if form != one
    }
