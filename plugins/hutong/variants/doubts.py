"""What an editor should look at in a converted text, and how likely each place is right.

Two judges: the context model, for characters whose reading the signs around can tell, and the
tables ``data/doubtful.*.tsv``, for words that printers spell in more than one way or whose sense
no neighbour tells (拼/拚, 回復/回覆). Neither changes the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from hutong.variants import lexicon
from hutong.variants.context import context_model
from hutong.variants.tags import Tag

CONTEXT: Final = "context"
"""The rule of doubts that come from the signs around."""
SPELLING: Final = "spelling"
"""The rule of doubts that come from a table of words spelled in more than one way."""
LEAST_SURE: Final = 0.992
"""What is surer than this is not told; on news about ten places in 1,000 characters are."""
_EVEN: Final = 0.5
_LEAST: Final = 0.05
"""The chance of a writing that the table has not, or calls wrong."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """One place that may be wrong."""

    at: int
    """Its offset, the same in the source and in the converted text."""
    before: str
    after: str
    choices: tuple[str, ...]
    """All that could stand there, the likeliest first, ``after`` among them."""
    confidence: float
    """The probability that ``after`` is right."""
    rule: str

    @property
    def end(self) -> int:
        """The offset behind it."""
        return self.at + len(self.before)


def find_doubts(given: str, got: str, *, source: Tag, target: Tag) -> list[Doubt]:
    """All places of a converted text that are not sure, in the order of the text.

    ``given`` and ``got`` are one unit before and after conversion, aligned sign by sign;
    private-use characters may stand for what was kept out.

    :raises ValueError: if the two differ in length.
    """
    if len(given) != len(got):
        raise ValueError(f"{len(given)} signs were given, {len(got)} came back: not aligned")
    if source.script == target.script:
        return []
    tabled = list(_spelling(given, got, f"{source.script}-{target.script}"))
    context = list(_context(given, got, target.region)) if target.script == "Hant" else []
    return _merged(context, tabled)


def _context(given: str, got: str, region: str) -> Iterator[Doubt]:
    """What the signs around make doubtful."""
    model = context_model()
    for one in model.judge(given, got, below=LEAST_SURE):
        after = got[one.at]
        shapes = (
            after if reading == one.own else model.shape(reading, region)
            for reading in one.readings
        )
        choices = tuple(dict.fromkeys(shapes))
        yield Doubt(one.at, given[one.at], after, choices, one.chance, CONTEXT)


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of a table: what a word can become, and how likely the first of that is."""

    word: str
    choices: tuple[str, ...]
    right: float
    pivot: int
    """Where in the word the sign stands by which it is found."""

    def doubt(self, at: int, after: str) -> Doubt:
        """What there is to say of a writing at one place.

        Where a single sign is written otherwise than usual, the chain knew a word for it, so
        that is no less likely.
        """
        usual = after == self.choices[0] or (len(self.word) == 1 and self.right < 1)
        chance = self.right if usual else max(1 - self.right, _LEAST)
        order = (after, *self.choices) if chance > _EVEN else (*self.choices, after)
        return Doubt(at, self.word, after, tuple(dict.fromkeys(order)), chance, SPELLING)


def _spelling(given: str, got: str, direction: str) -> Iterator[Doubt]:
    """What the table of a direction has on the words of a text, sure words included."""
    finder, rows = _table(direction)
    last = 0
    for match in finder.finditer(given):
        for row in rows[match[0]]:
            at = match.start() - row.pivot
            end = at + len(row.word)
            if at >= last and given.startswith(row.word, at):
                last = end
                after = got[at:end]
                if row.right == 1 or after in row.choices:  # else a term of the site
                    yield row.doubt(at, after)
                break


@cache
def _table(direction: str) -> tuple[re.Pattern[str], dict[str, list[_Row]]]:
    """The lines of a table, the longest word first, by the sign of it that may differ.

    That sign is mostly a rare one, so looking for it first is quick.
    """
    rows = [
        _Row(word, tuple(choices.split()), int(right) / 100, 0)
        for word, choices, right, *_ in lexicon.rows(f"doubtful.{direction}.tsv")
    ]
    differing = {row.word[_first_difference(row.choices)] for row in rows if len(row.choices) > 1}
    by_sign: dict[str, list[_Row]] = {}
    for row in sorted(rows, key=lambda row: (-len(row.word), row.word)):
        pivot = next((at for at, sign in enumerate(row.word) if sign in differing), 0)
        if len(row.choices) > 1:
            pivot = _first_difference(row.choices)
        by_sign.setdefault(row.word[pivot], []).append(replace(row, pivot=pivot))
    return re.compile(f"[{''.join(sorted(by_sign))}]"), by_sign


def _first_difference(choices: Sequence[str]) -> int:
    return next(at for at, signs in enumerate(zip(*choices, strict=True)) if len({*signs}) > 1)


def _merged(context: Sequence[Doubt], tabled: Sequence[Doubt]) -> list[Doubt]:
    """Both lists as one: where they meet, the table's word stands and the lesser chance.

    A word that the table is sure of silences what the signs around say of its characters.
    """
    words = {at: one for one in tabled for at in range(one.at, one.end)}
    merged = {one.at: one for one in tabled if one.confidence < LEAST_SURE}
    for one in context:
        word = words.get(one.at)
        if word is None:
            merged[one.at] = one
        elif word.at in merged and one.confidence < merged[word.at].confidence:
            merged[word.at] = _together(merged[word.at], one)
    return [merged[at] for at in sorted(merged)]


def _together(word: Doubt, one: Doubt) -> Doubt:
    """The doubt about a word with the choices for one character of it, and its chance."""
    head, tail = word.after[: one.at - word.at], word.after[one.end - word.at :]
    choices = (*word.choices, *(head + choice + tail for choice in one.choices))
    return replace(word, choices=tuple(dict.fromkeys(choices)), confidence=one.confidence)
