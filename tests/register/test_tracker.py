"""How commitments stand on a day, and when that changes by itself."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hutong.register.records import Commitment
from hutong.register.tracker import (
    State,
    changes_at,
    count_states,
    state_of,
    track,
    was_done_late,
)
from tests.register.reading import agreement_of, part_of

STATUSES = ("", "promised", "under-way", "done", "dropped")
DATES = ("", "2024", "2024-02", "2024-02-15", "2024-02-15~", "2024%", "2024-02?")


def _commitment(status: str = "promised", due: str = "", done: str = "") -> Commitment:
    return part_of(Commitment, status=status, due=due, done=done)


@pytest.mark.parametrize(
    ("status", "due", "today", "state"),
    [
        ("promised", "2024-02", date(2024, 2, 29), State.PROMISED),
        ("promised", "2024-02", date(2024, 3, 1), State.LATE),
        ("under-way", "2024", date(2024, 12, 31), State.UNDER_WAY),
        ("under-way", "2024", date(2025, 1, 1), State.LATE),
        ("", "2024-02-15", date(2024, 2, 15), State.PROMISED),
        ("", "2024-02-15", date(2024, 2, 16), State.LATE),
        ("promised", "2024~", date(2030, 1, 1), State.PROMISED),
        ("promised", "2024-02-15%", date(2030, 1, 1), State.PROMISED),
        ("promised", "2024-02-15?", date(2030, 1, 1), State.LATE),
        ("promised", "", date(2030, 1, 1), State.PROMISED),
        ("done", "2024", date(2030, 1, 1), State.DONE),
        ("dropped", "2024", date(2030, 1, 1), State.DROPPED),
    ],
)
def test_late_is_what_is_open_after_its_last_day(
    status: str, due: str, today: date, state: State
) -> None:
    """A month or year is over only after its last day; what is about then is never late."""
    assert state_of(_commitment(status, due), today) is state


@pytest.mark.parametrize(
    ("commitment", "late"),
    [
        (_commitment("done", "2024-02", "2024-03-01"), True),
        (_commitment("done", "2024-02", "2024-02-29"), False),
        (_commitment("done", "2024-02-15", "2024-02"), False),
        (_commitment("done", "2024~", "2026"), False),
        (_commitment("done", "2024"), False),
        (_commitment("done", "", "2026"), False),
        (_commitment("promised", "2024", "2026"), False),
    ],
)
def test_done_late_only_where_that_is_sure(commitment: Commitment, late: bool) -> None:  # noqa: FBT001
    """Dates that may be one day say nothing."""
    assert was_done_late(commitment) is late


def test_all_commitments_are_tracked_and_counted() -> None:
    """Each by its agreement and place; states that nothing is in count nought."""
    agreement = agreement_of(
        "one",
        commitments=(
            _commitment("promised", "2024"),
            _commitment("done", "2024", "2025"),
            _commitment("under-way"),
        ),
    )
    tracked = track([agreement, agreement_of("none")], date(2026, 11, 22))
    assert [(one.agreement, one.index, one.state) for one in tracked] == [
        ("one", 0, State.LATE),
        ("one", 1, State.DONE),
        ("one", 2, State.UNDER_WAY),
    ]
    assert [one.done_late for one in tracked] == [False, True, False]
    assert list(count_states(one.state for one in tracked).items()) == [
        (State.LATE, 1), (State.PROMISED, 0), (State.UNDER_WAY, 1), (State.DONE, 1),
        (State.DROPPED, 0),
    ]  # fmt: skip


@given(
    commitments=st.lists(
        st.builds(_commitment, st.sampled_from(STATUSES), st.sampled_from(DATES)), max_size=6
    ),
    today=st.dates(date(2023, 12, 1), date(2025, 2, 1)),
)
def test_nothing_changes_before_the_day_that_is_told(
    commitments: list[Commitment], today: date
) -> None:
    """States stay the same on every day until then, and on that day one is another."""

    def states(day: date) -> list[State]:
        return [state_of(one, day) for one in commitments]

    told = changes_at(commitments, today)
    now = states(today)
    after = (today + timedelta(days=number) for number in range(1, 800))
    assert told == next((day for day in after if states(day) != now), None)
