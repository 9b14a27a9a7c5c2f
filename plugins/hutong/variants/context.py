"""How far the chain's reading of an ambiguous character can be trusted, told by its neighbours.

The data are written by ``tools/train_conversion.py``: for every Simplified character with several
readings, weights of the signs within two places of it; frequent words with their readings; and
how much each of these clues is worth. A *reading* is told by the Traditional character that stands
for it, whatever shape a region gives it.

The model judges the chain and never overrules it. As a corrector it learned Taiwan's official
habits and mended nothing on news that learned words had not mended; as a judge it is good.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from hutong.variants import lexicon
from hutong.variants.clues import (
    REACH,
    SIZES,
    UNKNOWN,
    Character,
    Clues,
    Table,
    Worth,
    chance_of,
    score_of,
)

EASY: Final = 0.993
"""What is told below this chance leaves out neighbours that were always surer in training."""
_NONE_EASY: Final = (frozenset[str](), frozenset[str]())
_WINDOWS: Final = ((-1, 1), (0, 2), (-2, 1), (-1, 2), (0, 3))
"""Where a word of two or three signs can lie over the character."""
_PAD: Final = "\n" * REACH


@dataclass(frozen=True, slots=True)
class Judgement:
    """The chain's reading at one place, and the chance that it is right."""

    at: int
    chance: float
    own: str
    readings: tuple[str, ...]
    """All readings, the likeliest first; :meth:`ContextModel.shape` gives them a region's look."""


class ContextModel:
    """Holds the tables; :meth:`judge` is a pure function of its arguments."""

    __slots__ = (
        "_characters",
        "_easy",
        "_find",
        "_find_rare",
        "_shapes",
        "_words",
        "_worst",
        "_worth",
    )

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
        learned = [char for char, known in characters.items() if known.tables]
        self._find: Final = _any_of(learned)
        rare = {
            look
            for known in characters.values()
            for look, own in known.printed.items()
            if not known.tables and known.trust[own] + self._worst < score_of(EASY)
        }
        self._find_rare: Final = _any_of(rare)

    def judge(self, given: str, got: str, *, below: float = 1.0) -> Iterator[Judgement]:
        """Judge the ambiguous characters of a text and its conversion, of one length.

        First those that signs around tell of, then readings that are rare as such. Only what is
        less sure than ``below`` is told.
        """
        bar = score_of(below)
        before, behind = self._easy if below <= EASY else _NONE_EASY
        padded = f"{_PAD}{given}{_PAD}"
        for match in self._find.finditer(given):
            at = match.start()
            after = got[at]
            if given[at : at + 2] + after in behind or padded[at + 1 : at + 3] + after in before:
                continue
            known = self._characters[match[0]]
            own = known.printed.get(after)
            if own is None:  # a term of the site, or another word altogether
                continue
            told = self._judge_one(known, padded, at + REACH, own, bar)
            if told is not None:
                yield told
        for match in self._find_rare.finditer(got):
            at = match.start()
            known = self._characters.get(given[at], UNKNOWN)
            if match[0] in known.printed and not known.tables:
                own = known.printed[match[0]]
                told = self._judge_one(known, padded, at + REACH, own, bar)
                if told is not None:
                    yield told

    def _judge_one(
        self, known: Character, padded: str, i: int, own: int, bar: int
    ) -> Judgement | None:
        scores = known.scores(padded, i, own)
        margin = known.margin(scores, own)
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
        margin = known.margin(known.scores(padded, i, own), own)
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


def _any_of(characters: Iterable[str]) -> re.Pattern[str]:
    listed = "".join(sorted(characters))
    return re.compile(f"[{re.escape(listed)}]" if listed else "(?!)")


@cache
def context_model() -> ContextModel:
    """The model of the package, for Simplified to Traditional."""
    return read_model((lexicon.DATA / "context.Hans-Hant.bin").read_bytes())


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
