"""How commitments stand on a day: promised, under way, done, dropped or late."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from hutong.register.dates import is_before, parse_vague
from hutong.register.records import Commitment


class State(StrEnum):
    """How a commitment stands. All but ``LATE`` are what editors write."""

    LATE = "late"
    PROMISED = "promised"
    UNDER_WAY = "under-way"
    DONE = "done"
    DROPPED = "dropped"


_OPEN = frozenset({State.PROMISED, State.UNDER_WAY})


def state_of(commitment: Commitment, today: date) -> State:
    """How a commitment stands on a day.

    Late is what is promised or under way after the last day that its due date can mean: what is due
    ``2024-12`` is late from 1 January 2025. What is due about some time (``~``) or perhaps then
    (``?``) never is. A commitment whose status nobody wrote is promised.
    """
    state = _written(commitment)
    last = _last_day(commitment)
    return State.LATE if state in _OPEN and last and today > last else state


def was_done_late(commitment: Commitment) -> bool:
    """Whether it was done, surely after it was due."""
    if _written(commitment) is not State.DONE or not commitment.done or not commitment.due:
        return False
    due, done = parse_vague(commitment.due), parse_vague(commitment.done)
    return is_before(due, done) and not (due.doubtful or done.doubtful)


def _written(commitment: Commitment) -> State:
    return State(commitment.status or State.PROMISED)


def _last_day(commitment: Commitment) -> date | None:
    """The last day on which it is surely in time."""
    due = parse_vague(commitment.due) if commitment.due else None
    return due.last if due and not due.about and not due.doubtful else None
