"""Everything with a date that agreements tell of, in one order: for timelines and the calendar.

The agreements may be in any variant, since only their dates are read.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import Final

from hutong.register.dates import Vague, parse_vague
from hutong.register.records import Agreement


class What(StrEnum):
    """What happened or is to happen. Of one day, they happen in this order."""

    ANNOUNCED = "announced"
    SIGNED = "signed"
    PARTY_JOINED = "party-joined"
    IN_FORCE = "in-force"
    PARTY_IN_FORCE = "party-in-force"
    CHANGED = "changed"
    DONE = "done"
    DUE = "due"
    PARTY_LEFT = "party-left"
    ENDED = "ended"


_ORDER: Final = {what: number for number, what in enumerate(What)}
_IN_CALENDAR: Final = frozenset({What.SIGNED, What.IN_FORCE, What.ENDED, What.DUE})
_OVER: Final = frozenset({"done", "dropped"})
_KEY: Final = 16
"""Letters; no agreement has so many commitments that two would have one key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """Something that happens to an agreement (by its id) at a date.

    ``index`` is the place of its party, commitment or change in the agreement's record, and None of
    what happens to the agreement as a whole.
    """

    date: Vague
    what: What
    agreement: str
    index: int | None = None


@dataclass(frozen=True, slots=True)
class Year:
    """All that happens in a year, in the order in which it was asked for."""

    year: int
    happenings: tuple[Happening, ...]


def list_happenings(
    agreements: Iterable[Agreement], *, newest_first: bool = False
) -> tuple[Happening, ...]:
    """All that happens, sorted by date.

    A month comes before its days and a year before its months, as on a shelf. What has one and the
    same date is in the order of :class:`What`, then of ids, then of the record. ``newest_first`` is
    the exact reverse.
    """
    found = (one for agreement in agreements for one in _happenings(agreement))
    return tuple(sorted(found, key=_place, reverse=newest_first))


def list_calendar(agreements: Iterable[Agreement]) -> tuple[Happening, ...]:
    """What a calendar tells: what is signed, in force, ended, and due, on days that are known.

    Something due may be due in a month or year; of what is done or dropped, nothing is due.
    """
    by_id = {one.id: one for one in agreements}
    return tuple(
        one
        for one in list_happenings(by_id.values())
        if one.what in _IN_CALENDAR
        and not (one.date.about or one.date.doubtful)
        and (_is_open(by_id[one.agreement], one) if one.what is What.DUE else one.date.day)
    )


def _is_open(agreement: Agreement, due: Happening) -> bool:
    return due.index is not None and agreement.commitments[due.index].status not in _OVER


def commitment_keys(agreement: Agreement) -> tuple[str, ...]:
    """What names each commitment for good, wherever it stands: of the words it was written in."""
    seen: Counter[str] = Counter()
    keys = []
    for commitment in agreement.commitments:
        key = hashlib.sha256(commitment.text.text.encode()).hexdigest()[:_KEY]
        seen[key] += 1
        keys.append(key if seen[key] == 1 else f"{key}-{seen[key]}")
    return tuple(keys)


def by_year(happenings: Iterable[Happening]) -> tuple[Year, ...]:
    """Sorted happenings under their years; a year in which nothing happens is not there."""
    return tuple(
        Year(year, tuple(some)) for year, some in groupby(happenings, lambda one: one.date.year)
    )


def _place(one: Happening) -> tuple[tuple[int, int, int], tuple[bool, bool], int, str, int]:
    day = (one.date.year, one.date.month, one.date.day)
    marks = (one.date.about, one.date.doubtful)
    index = -1 if one.index is None else one.index
    return day, marks, _ORDER[one.what], one.agreement, index


def _happenings(agreement: Agreement) -> Iterator[Happening]:
    for what, written, index in _dates(agreement):
        if written:
            date = parse_vague(written)
            yield Happening(date=date, what=what, agreement=agreement.id, index=index)


def _dates(agreement: Agreement) -> Iterator[tuple[What, str, int | None]]:
    yield What.ANNOUNCED, agreement.announced, None
    yield What.SIGNED, agreement.signed, None
    yield What.IN_FORCE, agreement.in_force, None
    yield What.ENDED, agreement.ended, None
    for number, party in enumerate(agreement.parties):
        yield What.PARTY_JOINED, party.signed if party.signed != agreement.signed else "", number
        bound = party.in_force if party.in_force != agreement.in_force else ""
        yield What.PARTY_IN_FORCE, bound, number
        yield What.PARTY_LEFT, party.ended if party.ended != agreement.ended else "", number
    for number, commitment in enumerate(agreement.commitments):
        yield What.DUE, commitment.due, number
        yield What.DONE, commitment.done, number
    for number, change in enumerate(agreement.history):
        yield What.CHANGED, change.date, number
