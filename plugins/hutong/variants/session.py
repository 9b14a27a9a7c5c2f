"""One document on its way through the chain: names held, decisions kept, doubts collected."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from hutong.decisions import Decision
from hutong.variants.chain import Hold
from hutong.variants.quotes import KEEP, restyle_quotes
from hutong.variants.units import Sentence, Unit

if TYPE_CHECKING:
    from hutong.variants.names import Name


class Session:
    """What is decided and found while one document is converted, once.

    ``kept`` are the decisions that found their place; ``names`` the names that are likely but
    not sure, by the number of their unit.
    """

    __slots__ = ("_decisions", "_quotes", "_source", "kept", "names")

    def __init__(self, decisions: Iterable[Decision], quotes: str) -> None:
        self._decisions: defaultdict[str, list[Decision]] = defaultdict(list)
        self._source: defaultdict[str, list[Decision]] = defaultdict(list)
        for decision in decisions:
            kind = self._decisions if decision.variant else self._source
            kind[decision.sentence].append(decision)
        self._quotes = quotes
        self.kept: set[Decision] = set()
        self.names: dict[int, list[Name]] = {}

    @property
    def changes(self) -> bool:
        """Whether :meth:`settle` can change anything."""
        return bool(self._decisions) or self._quotes != KEEP

    def hold(self, units: Sequence[str]) -> list[list[Hold]]:
        """Keep names from the engine that would be read as words: 范 of 范国威."""
        from hutong.variants.names import SURE, find_names  # lists that one direction needs

        holds: list[list[Hold]] = []
        found = find_names(units)
        if not any(found):
            return holds
        for number, names in enumerate(found):
            if not names:
                holds.append([])
                continue
            decided = self._decided_places(units[number])
            sure = [one for one in names if one.confidence >= SURE and one.at not in decided]
            unsure = [_shifted(name, sure) for name in names if name.confidence < SURE]
            if unsure:
                self.names[number] = unsure
            holds.append([(name.at, name.stop, name.form) for name in sure])
        return holds

    def _decided_places(self, text: str) -> frozenset[int]:
        """Where an editor has decided, in a text whose sentences hold no kept pieces."""
        return frozenset(
            text.index(sentence) + one.at
            for sentence, some in self._decisions.items()
            if sentence in text
            for one in some
        )

    def settle(self, unit: Unit) -> str:
        """What the unit becomes: decisions of editors first, then the quotation style."""
        got = self._decided(unit) if self._decisions else unit.got
        return restyle_quotes(got, self._quotes)

    def confirm(self, units: Iterable[Unit]) -> None:
        """Find the places that editors want left as the source has them."""
        for unit in units if self._source else ():
            for sentence in unit.sentences():
                for decision in self._source.get(sentence.text, ()):
                    stop = decision.at + len(decision.before)
                    if sentence.text[decision.at : stop] == decision.before:
                        self.kept.add(decision)

    def _decided(self, unit: Unit) -> str:
        got = list(unit.got)
        for sentence in unit.sentences():
            for decision in self._decisions.get(sentence.text, ()):
                place = place_of(decision, sentence, unit)
                if place is not None:
                    got[place : place + len(decision.choice)] = decision.choice
                    self.kept.add(decision)
        return "".join(got)


def _shifted(name: Name, held: Sequence[Name]) -> Name:
    """The name where it stands once a hole of one character stands for each held one."""
    shift = sum(one.stop - one.at - 1 for one in held if one.at < name.at)
    return replace(name, at=name.at - shift, stop=name.stop - shift)


def place_of(decision: Decision, sentence: Sentence, unit: Unit) -> int | None:
    """Where in ``unit.got`` the decided text stands; None if that cannot be told."""
    if decision.at not in sentence.offsets:
        return None
    start = sentence.start + sentence.offsets.index(decision.at)
    stop = start + len(decision.before)
    if unit.given[start:stop] != decision.before or len(decision.choice) != len(decision.before):
        return None
    for given, got, size in unit.blocks():
        if given <= start and stop <= given + size:
            return got + start - given
    return None


def sentence_at(sentences: Sequence[Sentence], at: int) -> tuple[Sentence, int] | None:
    """The sentence that holds the offset ``at`` of a unit, and the offset in its text."""
    number = bisect_right(sentences, at, key=lambda sentence: sentence.start) - 1
    sentence = sentences[number] if number >= 0 else None
    if sentence is None or at >= sentence.stop:
        return None
    return sentence, sentence.offsets[at - sentence.start]
