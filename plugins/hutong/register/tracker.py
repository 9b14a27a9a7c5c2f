"""How commitments stand on a day: promised, under way, done, dropped or late."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from hutong.register.dates import is_before, parse_vague
from hutong.register.records import Agreement, Commitment


class State(StrEnum):
    """How a commitment stands. All but ``LATE`` are what editors write."""

    LATE = "late"
    PROMISED = "promised"
    UNDER_WAY = "under-way"
    DONE = "done"
    DROPPED = "dropped"


_OPEN = frozenset({State.PROMISED, State.UNDER_WAY})


@dataclass(frozen=True, slots=True, kw_only=True)
class Tracked:
    """A commitment, by its agreement's id and its place there, and how it stands.

    ``done_late`` says that it was done, surely after it was due.
    """

    agreement: str
    index: int
    commitment: Commitment
    state: State
    done_late: bool = False


def state_of(commitment: Commitment, today: date) -> State:
    """How a commitment stands on a day.

    Late is what is promised or under way after the last day that its due date can mean: what is due
    ``2024-12`` is late from 1 January 2025. What is due about some time (``~``) never is. A
    commitment whose status nobody wrote is promised.
    """
    state = _written(commitment)
    last = _last_day(commitment)
    return State.LATE if state in _OPEN and last and today > last else state


def was_done_late(commitment: Commitment) -> bool:
    """Whether it was done, surely after it was due."""
    if _written(commitment) is not State.DONE or not commitment.done or not commitment.due:
        return False
    return is_before(parse_vague(commitment.due), parse_vague(commitment.done))


def track(agreements: Iterable[Agreement], today: date) -> tuple[Tracked, ...]:
    """All commitments as they stand on a day, in the order of the agreements and their records."""
    return tuple(
        Tracked(
            agreement=agreement.id,
            index=number,
            commitment=commitment,
            state=state_of(commitment, today),
            done_late=was_done_late(commitment),
        )
        for agreement in agreements
        for number, commitment in enumerate(agreement.commitments)
    )


def count_states(states: Iterable[State]) -> Mapping[State, int]:
    """How many there are of each state, in the order of :class:`State`, with noughts."""
    counted = Counter(states)
    return {state: counted[state] for state in State}


def changes_at(commitments: Iterable[Commitment], today: date) -> date | None:
    """The next day after ``today`` on which a state changes by itself, or None.

    A site that was built today is wrong from that day on.
    """
    return min((day for day in _late_from(commitments) if day > today), default=None)


def _late_from(commitments: Iterable[Commitment]) -> Iterator[date]:
    for commitment in commitments:
        last = _last_day(commitment)
        if last and _written(commitment) in _OPEN:
            yield last + timedelta(days=1)


def _written(commitment: Commitment) -> State:
    return State(commitment.status or State.PROMISED)


def _last_day(commitment: Commitment) -> date | None:
    """The last day on which it is surely in time."""
    due = parse_vague(commitment.due) if commitment.due else None
    return due.last if due and not due.about else None
