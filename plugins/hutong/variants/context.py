"""How far the chain's reading of an ambiguous character can be trusted, told by its neighbours.

The data are written by ``tools/train_conversion.py``: for every Simplified character with several
readings, weights of the signs within two places of it; frequent words with their readings; and
how much each of these clues is worth. A *reading* is told by the Traditional character that stands
for it, whatever shape a region gives it. Weights are whole numbers (sixteenths of a logit), so
every machine judges alike; only the chance that is shown is a fraction, looked up in a table.

The model judges the chain and never overrules it. As a corrector it learned Taiwan's official
habits and mended nothing on news that learned words had not mended; as a judge it is good.
"""

from __future__ import annotations

import json
import math
import re
import zlib
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

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
EASY: Final = 0.993
"""What is told below this chance leaves out neighbours that were always surer in training."""
_NONE_EASY: Final = (frozenset[str](), frozenset[str]())
_WINDOWS: Final = ((-1, 1), (0, 2), (-2, 1), (-1, 2), (0, 3))
"""Where a word of two or three signs can lie over the character."""
_LIMIT: Final = 12 * SCALE
_CHANCES: Final = tuple(
    round(1 / (1 + math.exp(-score / SCALE)), 4) for score in range(-_LIMIT, _LIMIT + 1)
)
_PAD: Final = "\n" * REACH


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
class Judgement:
    """The chain's reading at one place, and the chance that it is right."""

    at: int
    chance: float
    own: str
    readings: tuple[str, ...]
    """All readings, the likeliest first; :meth:`ContextModel.shape` gives them a region's look."""


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


def signs_around(padded: str, i: int) -> tuple[str, ...]:
    """What the model sees around a character, one place after the other."""
    before, after = padded[i - 2 : i], padded[i + 1 : i + 3]
    return before[1], after[0], before[0], after[1], before, after, before[1] + after[0]


class ContextModel:
    """Holds the tables; :meth:`judge` is a pure function of its arguments."""

    __slots__ = ("_characters", "_easy", "_find", "_shapes", "_words", "_worst", "_worth")

    def __init__(
        self,
        characters: Mapping[str, Character],
        *,
        words: Mapping[str, str],
        easy: tuple[frozenset[str], frozenset[str]],
        worth: Worth,
        shapes: Mapping[str, Mapping[str, str]],
    ) -> None:
        self._characters = characters
        self._words = words
        self._easy: Final = easy
        self._worth = worth
        self._worst: Final = min(worth.cover) + min(worth.rival)
        self._shapes = shapes
        self._find: Final = re.compile(f"[{''.join(sorted(characters))}]")

    def judge(self, given: str, got: str, *, below: float = 1.0) -> Iterator[Judgement]:
        """Judge every ambiguous character of a text and its conversion, of one length.

        Only what is less sure than ``below`` is told.
        """
        bar = score_of(below)
        before, behind = self._easy if below <= EASY else _NONE_EASY
        padded = f"{_PAD}{given}{_PAD}"
        for match in self._find.finditer(given):
            at, known = match.start(), self._characters[match[0]]
            after = got[at]
            own = known.printed.get(after)
            if own is None:  # a term of the site, or another word altogether
                continue
            if not known.tables:
                if known.trust[own] + self._worst >= bar:
                    continue
            elif given[at : at + 2] + after in behind or padded[at + 1 : at + 3] + after in before:
                continue
            told = self._judge_one(known, padded, at + REACH, own, bar)
            if told is not None:
                yield told

    def _judge_one(
        self, known: Character, padded: str, i: int, own: int, bar: int
    ) -> Judgement | None:
        scores = known.scores(padded, i, own)
        margin = _margin(scores, own) if known.tables else 0
        total = known.trust[own] + self._worth.of_margin(margin)
        if total + self._worst >= bar:
            return None
        reading = known.readings[own]
        total += self._worth.of_words(self._clues(padded, i, reading, margin))
        if total >= bar:
            return None
        order = sorted(range(len(scores)), key=lambda one: -scores[one])
        readings = tuple(known.readings[one] for one in order)
        return Judgement(i - REACH, chance_of(total), reading, readings)

    def clues(self, given: str, at: int, reading: str) -> Clues | None:
        """What :meth:`judge` would know about a reading; None where it has nothing to say."""
        known = self._characters.get(given[at])
        if known is None or reading not in known.readings:
            return None
        padded, i = f"{_PAD}{given}{_PAD}", at + REACH
        own = known.readings.index(reading)
        margin = _margin(known.scores(padded, i, own), own) if known.tables else 0
        return self._clues(padded, i, reading, margin)

    def shape(self, reading: str, region: str) -> str:
        """The character that a region prints for a reading."""
        return self._shapes[region].get(reading, reading)

    def _clues(self, padded: str, i: int, reading: str, margin: int) -> Clues:
        cover = rival = 0
        words = self._words
        for start, stop in _WINDOWS:
            word = words.get(padded[i + start : i + stop])
            if word is None:
                continue
            if word[-start] == reading:
                cover = stop - start
            else:
                rival = stop - start
        return Clues(margin, cover, rival)


def chance_of(score: int) -> float:
    """The chance that a sum of weights stands for."""
    return _CHANCES[max(-_LIMIT, min(_LIMIT, score)) + _LIMIT]


def score_of(chance: float) -> int:
    """The least sum of weights that stands for a chance so high."""
    return bisect_left(_CHANCES, chance) - _LIMIT


def _margin(scores: list[int], own: int) -> int:
    """How far the reading the chain has is before the best other one."""
    if len(scores) == 2:  # nearly always, and quicker
        return (scores[own] - scores[1 - own]) // 2
    others = scores[:own] + scores[own + 1 :]
    return (scores[own] - max(others)) // 2


@cache
def context_model() -> ContextModel:
    """The model of the package, for Simplified to Traditional."""
    packed = files("hutong.variants").joinpath("data", "context.Hans-Hant.bin").read_bytes()
    return read_model(packed)


def read_model(packed: bytes) -> ContextModel:
    """Make a model of the deflated JSON that ``tools/training/pack.py`` writes."""
    data: dict[str, Any] = json.loads(zlib.decompress(packed))
    looks: dict[str, list[str]] = {}
    for look, reading in data["spellings"].items():
        looks.setdefault(reading, []).append(look)
    characters = {char: _character(looks, *parts) for char, parts in data["characters"].items()}
    spelled = data["words"]
    back = {ord(one): char for char, known in characters.items() for one in known.readings}
    plain = spelled.translate(back)
    worth = {name: tuple(values) for name, values in data["worth"].items()}
    return ContextModel(
        characters,
        easy=_easy(data["easy"], looks),
        words=dict(zip(plain.split("\n"), spelled.split("\n"), strict=True)),
        worth=Worth(**worth),
        shapes=data["shapes"],
    )


def _easy(
    data: Mapping[str, list[str]], looks: Mapping[str, Sequence[str]]
) -> tuple[frozenset[str], frozenset[str]]:
    """The sign before with the character, and the character with the sign after, as printed."""
    before, behind = set[str](), set[str]()
    for place, (lefts, rights) in data.items():
        char, reading = place[0], place[1]
        for look in (reading, *looks.get(reading, ())):
            before.update([left + char + look for left in lefts])
            behind.update([char + right + look for right in rights])
    return frozenset(before), frozenset(behind)


def _character(
    looks: Mapping[str, Sequence[str]],
    readings: str,
    trust: list[int],
    other: int,
    tables: list[list[Any]],
) -> Character:
    printed = {look: own for own, one in enumerate(readings) for look in (one, *looks.get(one, ()))}
    return Character(tuple(readings), printed, trust, [_table(*one) for one in tables], other)


def _table(reading: int, start: list[int], signs: list[str], weights: list[int]) -> Table:
    """``signs`` has one string a place, of features side by side."""
    rest = iter(weights)
    slots = []
    for text, size in zip(signs, SIZES, strict=True):
        keys = [text[at : at + size] for at in range(0, len(text), size)]
        slots.append({key: next(rest) for key in keys})
    return Table(reading, start, slots)
