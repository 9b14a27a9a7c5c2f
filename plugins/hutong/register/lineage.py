"""What came before an agreement and what after it, from what agreements say of each other.

References between the agreements are ids here, not names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from types import MappingProxyType
from typing import Final

from hutong.register.dates import parse_vague
from hutong.register.records import Agreement
from hutong.register.vocabulary import LINEAGE, RELATIONS, Vocabulary

INVERSE: Final[Mapping[str, str]] = MappingProxyType(
    {
        "amends": "amended-by",
        "implements": "implemented-by",
        "renews": "renewed-by",
        "supplements": "supplemented-by",
        "mentions": "mentioned-by",
    }
)
"""What the other agreement is to this one, for each relation that editors write."""
INVERSE_WORDS: Final[Vocabulary] = MappingProxyType(
    {
        "amended-by": "Amended by",
        "implemented-by": "Implemented by",
        "renewed-by": "Renewed by",
        "supplemented-by": "Supplemented by",
        "mentioned-by": "Mentioned by",
    }
)
"""Their interface words: msgids of the catalogues."""
_PLACE: Final = {name: number for number, name in enumerate((*RELATIONS, *INVERSE_WORDS))}


@dataclass(frozen=True, slots=True)
class Tie:
    """Another agreement, and what this one is to it: ``amends`` or ``amended-by``."""

    id: str
    relation: str


@dataclass(frozen=True, slots=True)
class Chain:
    """The lineage of an agreement, oldest first; in a circle, an id is on both sides."""

    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lineage:
    """How agreements hang together.

    ``ties`` has all relations of each agreement, ``earlier`` and ``later`` those that are lineage;
    ``dates`` when each began.
    """

    ties: Mapping[str, tuple[Tie, ...]]
    earlier: Mapping[str, frozenset[str]]
    later: Mapping[str, frozenset[str]]
    dates: Mapping[str, str]

    def of(self, id_: str) -> tuple[Tie, ...]:
        """What an agreement has to do with others, first what it says itself, then what they say.

        By relation in the order of the vocabulary, then by date and id; each once.
        """
        return self.ties.get(id_, ())

    def chain(self, id_: str) -> Chain:
        """All that led to an agreement, and all that came of it, by amending, renewing or adding.

        What is amended comes before what amends it, whatever their dates; else dates and ids say
        the order. Circles, which are problems, end where they began.
        """
        before = _reach(id_, self.earlier)
        after = _reach(id_, self.later)
        return Chain(self._in_order(before - {id_}), self._in_order(after - {id_}))

    def _in_order(self, ids: frozenset[str]) -> tuple[str, ...]:
        return tuple(_from_old_to_new(ids, self.earlier, self.later, self._age))

    def _age(self, id_: str) -> tuple[str, str]:
        return self.dates.get(id_, ""), id_


def make_lineage(agreements: Iterable[Agreement]) -> Lineage:
    """Follow the relations of all agreements; what leads to none of them, or to itself, is left."""
    by_id = {agreement.id: agreement for agreement in agreements}
    dates = {id_: _began(agreement) for id_, agreement in by_id.items()}
    ties: dict[str, set[Tie]] = defaultdict(set)
    earlier: dict[str, set[str]] = defaultdict(set)
    later: dict[str, set[str]] = defaultdict(set)
    for id_, agreement in by_id.items():
        for related in agreement.related:
            if related.id not in by_id or related.id == id_:
                continue
            ties[id_].add(Tie(related.id, related.relation))
            ties[related.id].add(Tie(id_, INVERSE[related.relation]))
            if related.relation in LINEAGE:
                earlier[id_].add(related.id)
                later[related.id].add(id_)

    def place(tie: Tie) -> tuple[int, str, str]:
        return _PLACE[tie.relation], dates[tie.id], tie.id

    return Lineage(
        ties={id_: tuple(sorted(some, key=place)) for id_, some in ties.items()},
        earlier={id_: frozenset(some) for id_, some in earlier.items()},
        later={id_: frozenset(some) for id_, some in later.items()},
        dates=dates,
    )


def _began(agreement: Agreement) -> str:
    """The first date that is known of it; what has none comes after all others."""
    dates = (agreement.announced, agreement.signed, agreement.in_force)
    return min((parse_vague(one).first.isoformat() for one in dates if one), default="9999")


def _reach(id_: str, steps: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """All that can be come to from an id, without it unless a circle leads back."""
    found: set[str] = set()
    open_ = [id_]
    while open_:
        new = steps.get(open_.pop(), frozenset()) - found
        found |= new
        open_ += new
    return frozenset(found)


def _from_old_to_new(
    ids: frozenset[str],
    earlier: Mapping[str, frozenset[str]],
    later: Mapping[str, frozenset[str]],
    age: Callable[[str], tuple[str, str]],
) -> Iterator[str]:
    """Each id after all that it builds on; a circle is opened at its oldest member."""
    waits = {id_: len(earlier.get(id_, frozenset()) & ids) for id_ in ids}
    ready = [(age(id_), id_) for id_, count in waits.items() if not count]
    heapify(ready)
    while waits:
        id_ = heappop(ready)[1] if ready else _opening(sorted(waits, key=age), earlier)
        if waits.pop(id_, None) is None:
            continue
        yield id_
        for next_ in later.get(id_, frozenset()):
            if next_ in waits:
                waits[next_] -= 1
                if not waits[next_]:
                    heappush(ready, (age(next_), next_))


def _opening(ids: Sequence[str], earlier: Mapping[str, frozenset[str]]) -> str:
    """Where to open a circle: the first that builds on nothing but its own circle."""
    before = {id_: _reach(id_, earlier) for id_ in ids}
    own = (id_ for id_ in ids if all(id_ in before[one] for one in ids if one in before[id_]))
    return next(own)
