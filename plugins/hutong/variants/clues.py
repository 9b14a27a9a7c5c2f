"""What the signs around an ambiguous character say, in weights: the parts of the context model.

Weights are whole numbers, so every machine adds them up alike. :mod:`hutong.variants.context`
says what they are for, and puts them to use.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

SCALE: Final = 16
"""Weights are this many to one logit."""
REACH: Final = 2
"""How far from the character the signs may stand."""
SIZES: Final = (1, 1, 1, 1, 2, 2, 2)
"""How many signs stand in each place of :func:`signs_around`."""
ABSENT: Final = -4 * SCALE
"""The score of a reading that the training text was too short to learn."""
SURE: Final = 4 * SCALE
"""Beyond this a margin may be worth less."""
_LIMIT: Final = 12 * SCALE
_CHANCES: Final = tuple(
    round(1 / (1 + math.exp(-score / SCALE)), 4) for score in range(-_LIMIT, _LIMIT + 1)
)


def chance_of(score: int) -> float:
    """The chance that a sum of weights stands for."""
    return _CHANCES[max(-_LIMIT, min(_LIMIT, score)) + _LIMIT]


def score_of(chance: float) -> int:
    """The least sum of weights that stands for a chance so high."""
    return bisect_left(_CHANCES, chance) - _LIMIT


def signs_around(padded: str, i: int) -> tuple[str, ...]:
    """What the model sees around a character, one place after the other."""
    before, after = padded[i - 2 : i], padded[i + 1 : i + 3]
    return before[1], after[0], before[0], after[1], before, after, before[1] + after[0]


@dataclass(frozen=True, slots=True)
class Clues:
    """What there is to say about the chain's reading at one place."""

    margin: int
    """How far the signs around prefer it to the best other reading; 0 if nothing was learned."""
    cover: int
    """The length of the longest word around in which it is right, or 0."""
    rival: int
    """The length of the longest word around that would have it otherwise, or 0."""


@dataclass(frozen=True, slots=True)
class Table:
    """The weights for one reading against the others."""

    reading: int
    start: Sequence[int]
    """What it has from the start, by the reading that the chain has."""
    slots: Sequence[Mapping[str, int]]
    """The weights of signs, by where they stand; see :func:`signs_around`."""


@dataclass(frozen=True, slots=True)
class Character:
    """What is known of one ambiguous character."""

    readings: tuple[str, ...]
    """The commonest first."""
    printed: Mapping[str, int]
    """Which of them each character stands for that is printed for one, in any region."""
    trust: Sequence[int]
    """What each of them is worth from the start, when the chain has it."""
    tables: Sequence[Table]
    other: int
    """Where there is one table for two readings: the second one. Else -1."""

    def scores(self, padded: str, i: int, own: int) -> list[int]:
        """A score for each reading."""
        signs = signs_around(padded, i)
        scores = [ABSENT] * len(self.readings)
        for table in self.tables:
            score = table.start[own]
            for weights, sign in zip(table.slots, signs, strict=True):
                if sign in weights:
                    score += weights[sign]
            scores[table.reading] = score
        if self.other >= 0:
            scores[self.other] = -scores[self.tables[0].reading]
        return scores

    def margin(self, scores: Sequence[int], own: int) -> int:
        """How far the reading the chain has is before the best other one; 0 if none was learned."""
        if not self.tables:
            return 0
        if len(scores) == 2:  # nearly always, and quicker
            return (scores[own] - scores[1 - own]) // 2
        return (scores[own] - max(*scores[:own], *scores[own + 1 :])) // 2


UNKNOWN: Final = Character((), {}, (), (), -1)
"""A character that nothing is known of."""


@dataclass(frozen=True, slots=True)
class Worth:
    """What the clues are worth together."""

    margin: tuple[int, int, int]
    """In sixty-fourths: of a margin, of one below zero again, of what is beyond :data:`SURE`."""
    cover: tuple[int, int, int, int]
    """By the length of the word."""
    rival: tuple[int, int, int, int]

    def of_words(self, clues: Clues) -> int:
        """What the words around are worth."""
        return self.cover[clues.cover] + self.rival[clues.rival]

    def of_margin(self, margin: int) -> int:
        """What a margin is worth alone."""
        plain, low, high = self.margin
        if margin < 0:
            return (plain + low) * margin // 64
        return (plain * margin + high * max(margin - SURE, 0)) // 64
