"""Surnames that are ordinary words too, found by what stands around them: 范国威 is no 範圍.

One scan finds the signs that could matter where their neighbours allow it; all weighing happens
only there. Weights add up as log odds (``names.weights.tsv``), and what one place of a document
is sure of holds for the same full name in all.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from math import exp
from typing import Final

from hutong.variants import lexicon
from hutong.variants import names_evidence as evidence
from hutong.variants.names_evidence import Lists

SURE: Final = 0.9
"""From here on a name may be applied unseen; below, it is a question for the editor."""

_ASKED: Final = 0.5
_MENTIONED: Final = 0.96
_FULL: Final = 2
_LINKS: Final = "和与跟及被让请邀找姓叫"
_BREAK: Final = "\n"
_UNLIKELY: Final = -2
_STRICT: Final = -2
_PROVEN: Final = frozenset({
    "before title", "before call", "before name", "before list", "before join", "before edge",
})  # fmt: skip
_TITLED_ONLY: Final = "*"
_DOTS: Final = "·‧"


@dataclass(frozen=True, slots=True)
class Name:
    """A sign of a name in a text, ``text[at:stop]``, and the Traditional form that it keeps.

    ``kind`` is "surname", "given" (a sign of a given name) or "foreign" (one that spells a sound).
    """

    at: int
    stop: int
    surname: str
    form: str
    confidence: float
    kind: str = "surname"


@dataclass(frozen=True, slots=True)
class _Guess:
    """A place that may be part of a name: the span of the whole name, and its weight."""

    at: int
    start: int
    stop: int
    weight: float
    kind: str


def find_names(texts: Sequence[str]) -> list[list[Name]]:
    """The names in the texts of one document: a list for each, in order, never overlapping."""
    found: list[list[Name]] = [[] for _ in texts]
    whole = _BREAK.join(texts)
    told = list(_told(whole))
    if not told:
        return found
    starts = [0, *accumulate(map(len, texts))]
    starts = [start + index for index, start in enumerate(starts)]  # and one for every break
    for guess, confidence in told:
        index = bisect_right(starts, guess.at) - 1
        found[index].append(_name(whole, guess, starts[index], confidence))
    return found


def _told(whole: str) -> Iterator[tuple[_Guess, float]]:
    """The guesses that are worth telling, each with its confidence."""
    guesses = list(_guesses(whole))
    known = _known(whole, guesses) if guesses else frozenset()
    for guess in guesses:
        confidence = _confidence(guess.weight)
        if whole[guess.start : guess.stop] in known:
            confidence = max(confidence, _MENTIONED)
        if confidence >= _ASKED:
            yield guess, confidence


def _name(whole: str, guess: _Guess, start: int, confidence: float) -> Name:
    sign = whole[guess.at]
    at = guess.at - start
    return Name(at, at + 1, sign, _forms()[sign, guess.kind][0], confidence, guess.kind)


@cache
def _forms() -> Mapping[tuple[str, str], tuple[str, float]]:
    """To a sign and its part in a name: its form, and what it weighs by itself."""
    return {
        (sign, kind): (form, float(prior))
        for key, form, prior, *_ in lexicon.rows("names.signs.tsv")
        for sign, kind in [key.split()]
    }


@cache
def _scan() -> re.Pattern[str]:
    """Where a sign of a name might stand, by its neighbours alone.

    A set of signs comes first, which makes the scan fast; sets are shared, as they are slow to
    compile. Each condition after it looks back on the sign.
    """
    groups: dict[str, dict[str, str]] = {}
    for key, _, prior, not_before, not_after, _ in lexicon.rows("names.signs.tsv"):
        sign, kind = key.split()
        group = f"strict {kind}" if float(prior) <= _STRICT else kind
        own = f"(?<={sign})(?<![{not_before}].)(?![{not_after}])"
        groups.setdefault(group, {})[sign] = own
    places = [
        f"(?<=[{_set(own)}]){_neighbours(group)}(?:{'|'.join(own.values())})"
        for group, own in groups.items()
    ]
    signs = _set(sign for sign, _ in _forms())
    return re.compile(f"[{signs}](?:{'|'.join(places)})")


def _neighbours(group: str) -> str:
    """What the place of every sign of a group must have around it."""
    tables = evidence.lists()
    family = _set(tables.families)
    if group == "surname":
        return f"(?=[一-龥])(?![{_unlikely(_UNLIKELY)}])"
    if group == "strict surname":
        ends = _set(word[-1] for word in tables.before | tables.call) + _LINKS
        return f"(?:(?<=[{ends}].)|(?<![一-龥].))(?=[一-龥])(?![{_unlikely(0)}])"
    if group == "given":
        return f"(?:(?<=[{family}].)|(?<=[{family}]..))"
    if group == "strict given":
        return f"(?<=[{family}].)(?=[一-龥])(?![{_unlikely(0)}])"
    near = f"[{_set(tables.sounds)}{_DOTS}]"
    return f"(?:(?<={near}.)|(?={near}))"


def _unlikely(most: int) -> str:
    """Signs that begin no given name, by a score of at most ``most``, and no title."""
    tables = evidence.lists()
    starts = {title[0] for title in tables.titles} | {name[1] for name in tables.known}
    return _set(
        sign
        for sign, score in tables.first.items()
        if score <= most and tables.only.get(sign, 0) <= most and sign not in starts
    )


def _set(signs: Iterable[str]) -> str:
    return "".join(sorted(set(signs)))


def _guesses(whole: str) -> Iterator[_Guess]:
    tables = evidence.lists()
    weighers = _weighers()
    for hit in _scan().finditer(whole):
        found = [
            guess
            for weigh in weighers[hit[0]]
            if (guess := weigh(whole, hit.start(), tables)) is not None
        ]
        if found:
            yield max(found, key=_weight_of)


def _weight_of(guess: _Guess) -> float:
    return guess.weight


@cache
def _weighers() -> Mapping[str, tuple[Callable[[str, int, Lists], _Guess | None], ...]]:
    by_kind = {"surname": _surname, "given": _given, "foreign": _foreign}
    weighers: dict[str, tuple[Callable[[str, int, Lists], _Guess | None], ...]] = {}
    for sign, kind in _forms():
        weighers[sign] = (*weighers.get(sign, ()), by_kind[kind])
    return weighers


def _surname(whole: str, at: int, tables: Lists) -> _Guess | None:
    left = evidence.before(whole, at, tables)
    prior = _forms()[whole[at], "surname"][1]
    strict = prior <= _STRICT
    if strict and left not in _PROVEN:
        return None
    known = evidence.known_given(whole, at, tables)
    best = known or evidence.best_given(whole, at + 1, tables)
    if best is None:
        return None
    stop = at + 1 + best[0]
    if not known:
        if evidence.is_foreign(whole, at + 1, tables):
            return None
        if strict and _at_somebody(whole, at, stop, left, tables):
            return None
    weight = prior + tables.weights["base"] + tables.weights[left] + best[1]
    return _Guess(at, at, stop, weight, "surname")


def _at_somebody(whole: str, at: int, stop: int, left: str, tables: Lists) -> bool:
    """The preposition before another's name or title: 主席于黄校长任内, 总统于将军府."""
    if stop > at + 1 and whole[at + 1] in tables.families:
        return True
    return left == "before title" and evidence.after(whole, stop, tables) == "after title"


def _given(whole: str, at: int, tables: Lists) -> _Guess | None:
    """A sign of a given name after a family name that is none of ours: 张郁文, 陈采."""
    best: _Guess | None = None
    for start in (at - 1, at - 2):
        if start < 0 or whole[start] not in tables.families:
            continue
        given = evidence.known_given(whole, start, tables)
        given = given or evidence.best_given(whole, start + 1, tables)
        if given is None or start + given[0] < at:
            continue
        weight = given[1] + tables.weights[evidence.before(whole, start, tables)]
        weight += tables.weights["base"] + _forms()[whole[at], "given"][1]
        if best is None or weight > best.weight:
            best = _Guess(at, start, start + 1 + given[0], weight, "given")
    return best


def _foreign(whole: str, at: int, tables: Lists) -> _Guess | None:
    weight = evidence.sound(whole, at, tables)
    return _Guess(at, at, at + 1, weight, "foreign") if weight else None


def _known(whole: str, guesses: Iterable[_Guess]) -> frozenset[str]:
    """Full names that one place is sure of, or several together."""
    weights: dict[str, list[float]] = {}
    for guess in guesses:
        if guess.stop - guess.start > _FULL:
            weights.setdefault(whole[guess.start : guess.stop], []).append(guess.weight)
    return frozenset(name for name, each in weights.items() if _confidence(_together(each)) >= SURE)


def _together(weights: Sequence[float]) -> float:
    """The strongest place counts whole; others that speak for the name add a little."""
    strongest, *others = sorted(weights, reverse=True)
    return strongest + min(sum(weight for weight in others if weight > 0) / 4, 1)


def _confidence(weight: float) -> float:
    return 1 / (1 + exp(-weight))
