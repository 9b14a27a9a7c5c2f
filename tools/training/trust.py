"""Learn how far the chain can be trusted where the clues of the context model are such and such.

The sentences are those held back from everything else, converted as the shipped chain does it, so
what is learned is how often that chain is wrong in fact: by the margin that the signs around give
its reading, by frequent words around that agree or do not, and by how common the reading is.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from sklearn.linear_model import LogisticRegression

from hutong.variants.clues import SCALE, SURE, Clues
from hutong.variants.context import ContextModel
from training.corpus import Corpus
from training.pack import PackedCharacter

CAUTION: Final = 0.8
"""News is not what the model was trained on: all it says counts a fifth less."""
RARE: Final = 6.0
"""No reading counts as rarer, or commoner, than this logit."""
UNDOUBTED: Final = 0.995
OFTEN: Final = 5
"""So often neighbours must have been sure to be taken for sure unseen."""
SLIPS: Final = 200
"""Of so many places one may be otherwise: officials make slips, too."""
SEED: Final = 7
_MARGINS: Final = 3
_COVERS: Final = slice(3, 5)
_RIVALS: Final = slice(5, 7)
_KINDS: Final = slice(7, None)

Trust = Mapping[str, Sequence[int]]
"""For every character what each of its readings is worth from the start."""


@dataclass(frozen=True, slots=True)
class Case:
    """One place of the held part: what the first step says, and whether the chain is wrong."""

    char: str
    own: str
    clues: Clues
    wrong: bool


def weigh(
    cases: Sequence[Case],
    characters: Mapping[str, PackedCharacter],
    counted: Mapping[str, Counter[str]],
) -> tuple[dict[str, list[int]], Trust]:
    """What the clues are worth, and the trust in each reading (``counted`` says how common)."""
    common = {char: _commonness(one.readings, counted[char]) for char, one in characters.items()}
    fitted = LogisticRegression(C=0.3, max_iter=500, random_state=SEED)
    fitted.fit(
        np.array([
            _numbers(case.clues, common[case.char][case.own], characters[case.char])
            for case in cases
        ]),
        np.array([not case.wrong for case in cases]),
    )  # fmt: skip
    weights = [CAUTION * float(value) for value in fitted.coef_[0]]
    start = CAUTION * float(fitted.intercept_[0])
    trust = {
        char: [
            round(SCALE * (start + _dot(weights[_KINDS], _kind(common[char][one], known))))
            for one in known.readings
        ]
        for char, known in characters.items()
    }
    return _worth(weights), trust


def gather(
    corpus: Corpus, now: Sequence[str], model: ContextModel, characters: Mapping[str, object]
) -> list[Case]:
    """All places of the held part that the model has something to say on."""
    finder = re.compile(f"[{''.join(sorted(characters))}]")
    cases = []
    for at in corpus.part(held=True):
        plain, gold, got = corpus.plain[at], corpus.gold[at], now[at]
        for match in finder.finditer(plain):
            i = match.start()
            clues = model.clues(plain, i, got[i])
            if clues is not None:
                cases.append(Case(match[0], got[i], clues, gold[i] != got[i]))
    return cases


def easy_neighbours(
    corpus: Corpus,
    now: Sequence[str],
    model: ContextModel,
    characters: Mapping[str, PackedCharacter],
) -> dict[str, tuple[str, str]]:
    """To a character and its reading, the signs before and after that leave no doubt.

    Such a sign stood beside it often, and but for slips the chain was right and the model sure.
    """
    learned = sorted(char for char, known in characters.items() if known.tables)
    finder = re.compile(f"[{''.join(learned)}]")
    often: Counter[tuple[str, int, str]] = Counter()
    doubtful: Counter[tuple[str, int, str]] = Counter()
    for gold, plain, got in zip(corpus.gold, corpus.plain, now, strict=True):
        unsure = {one.at for one in model.judge(plain, got, below=UNDOUBTED)}
        padded = f"\n{plain}\n"
        for match in finder.finditer(plain):
            at = match.start()
            place = match[0] + got[at]
            sides = (place, 0, padded[at]), (place, 1, padded[at + 2])
            often.update(sides)
            if at in unsure or gold[at] != got[at]:
                doubtful.update(sides)
    found: dict[str, tuple[str, str]] = {}
    for one in sorted(one for one, n in often.items() if n >= OFTEN):
        place, side, sign = one
        if doubtful[one] <= often[one] // SLIPS and sign != "\n":
            signs = list(found.get(place, ("", "")))
            signs[side] += sign
            found[place] = signs[0], signs[1]
    return found


def _worth(weights: Sequence[float]) -> dict[str, list[int]]:
    return {
        "margin": [round(64 * value) for value in weights[:_MARGINS]],
        "cover": [0, 0, *(round(SCALE * value) for value in weights[_COVERS])],
        "rival": [0, 0, *(round(SCALE * value) for value in weights[_RIVALS])],
    }


def _commonness(readings: str, counted: Mapping[str, int]) -> dict[str, float]:
    """How common each reading is, as a logit."""
    total = sum(counted.values())
    return {
        one: max(-RARE, min(RARE, math.log((counted[one] + 1) / (total - counted[one] + 1))))
        for one in readings
    }


def _numbers(clues: Clues, common: float, known: PackedCharacter) -> list[float]:
    margin = clues.margin / SCALE
    return [
        margin, min(margin, 0), max(margin - SURE / SCALE, 0),
        clues.cover == 2, clues.cover == 3, clues.rival == 2, clues.rival == 3,
        *_kind(common, known),
    ]  # fmt: skip


def _kind(common: float, known: PackedCharacter) -> list[float]:
    return [common, 0, 0] if known.tables else [0, 1, common]


def _dot(weights: Sequence[float], values: Sequence[float]) -> float:
    return sum(weight * value for weight, value in zip(weights, values, strict=True))
