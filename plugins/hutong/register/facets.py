"""What the table of agreements can be narrowed by: facets, their values, and how many have each.

:func:`encode` gives rows of small numbers that a script in the page can read; :func:`matches` and
:func:`counts` say what that script must find. Values are codes and ids; an edition has words for
them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from hutong.register.dates import parse_vague
from hutong.register.records import Agreement
from hutong.register.vocabulary import AGREEMENT_STATUSES, AGREEMENT_TYPES

Choice = Mapping[str, Collection[int]]
"""Indexes of the values that a reader chose, by facet; none of a facet means any."""


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet and all its values that occur, in the order in which ``rows`` number them."""

    name: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FacetData:
    """The facets of all agreements.

    ``rows`` has one row for each agreement, in the order in which they were given (and so in that
    of the table); a row has one tuple for each facet, with the indexes of the agreement's values in
    rising order. What is not known is an empty tuple.
    """

    facets: tuple[Facet, ...]
    rows: tuple[tuple[tuple[int, ...], ...], ...]

    def as_json(self) -> dict[str, object]:
        """The same for a page: ``facets`` by name with their values, and ``rows``.

        Whoever writes it leaves out spaces; words for the values go beside it, in the same order.
        """
        return {
            "facets": [{"name": one.name, "values": list(one.values)} for one in self.facets],
            "rows": [[list(some) for some in row] for row in self.rows],
        }


def _known(value: str) -> tuple[str, ...]:
    return (value,) if value else ()


def _year(agreement: Agreement) -> tuple[str, ...]:
    """The year of the date that stands for it in lists: when it was signed, if that is known."""
    dates = (agreement.signed, agreement.in_force, agreement.announced, agreement.ended)
    return tuple([f"{parse_vague(one).year:04}" for one in dates if one][:1])


_VALUES: Final[Mapping[str, Callable[[Agreement], Collection[str]]]] = MappingProxyType(
    {
        "type": lambda one: _known(one.type),
        "status": lambda one: _known(one.status),
        "year": _year,
        "place": lambda one: _known(one.place),
        "subject": lambda one: one.subjects,
        "party": lambda one: [party.organisation for party in one.parties],
    }
)
FACETS: Final = tuple(_VALUES)
_ORDERS: Final[Mapping[str, Sequence[str]]] = MappingProxyType(
    {"type": tuple(AGREEMENT_TYPES), "status": tuple(AGREEMENT_STATUSES)}
)


def encode(agreements: Iterable[Agreement]) -> FacetData:
    """Number the values of all agreements.

    Types and statuses come in the order of their vocabulary, years from new to old, ids by
    themselves. References and terms of the agreements are ids.
    """
    listed = [{name: values(one) for name, values in _VALUES.items()} for one in agreements]
    facets = tuple(
        Facet(name, _ordered(name, {value for one in listed for value in one[name]}))
        for name in FACETS
    )
    numbers = [{value: at for at, value in enumerate(facet.values)} for facet in facets]
    rows = tuple(
        tuple(
            tuple(sorted({number[value] for value in one[facet.name]}))
            for facet, number in zip(facets, numbers, strict=True)
        )
        for one in listed
    )
    return FacetData(facets, rows)


def _ordered(name: str, values: Collection[str]) -> tuple[str, ...]:
    if name == "year":
        return tuple(sorted(values, reverse=True))
    order = _ORDERS.get(name)
    return tuple(one for one in order if one in values) if order else tuple(sorted(values))


def matches(data: FacetData, choice: Choice) -> tuple[int, ...]:
    """The numbers of the rows that have, of every facet chosen from, one value that was chosen."""
    return tuple(number for number, row in enumerate(data.rows) if not _misses(data, row, choice))


def counts(data: FacetData, choice: Choice) -> Mapping[str, tuple[int, ...]]:
    """How many rows there would be with each value of each facet, in the order of its values.

    What is chosen of a facet itself does not count there: its other values would be added to it.
    So a row counts everywhere if it misses nothing, and only in the one facet that it misses.
    """
    found = {facet.name: [0] * len(facet.values) for facet in data.facets}
    for row in data.rows:
        missed = _misses(data, row, choice)
        if len(missed) > 1:
            continue
        for facet, values in zip(data.facets, row, strict=True):
            if not missed or missed[0] == facet.name:
                for value in values:
                    found[facet.name][value] += 1
    return {name: tuple(some) for name, some in found.items()}


def _misses(data: FacetData, row: Sequence[Sequence[int]], choice: Choice) -> tuple[str, ...]:
    """The facets of which something was chosen, but nothing that this row has."""
    return tuple(_missed(data, row, choice))


def _missed(data: FacetData, row: Sequence[Sequence[int]], choice: Choice) -> Iterator[str]:
    for facet, values in zip(data.facets, row, strict=True):
        chosen = choice.get(facet.name)
        if chosen and not any(value in chosen for value in values):
            yield facet.name
