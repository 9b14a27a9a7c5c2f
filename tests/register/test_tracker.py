"""How commitments stand on a day."""

from __future__ import annotations

from datetime import date

import pytest

from hutong.register.records import Commitment
from hutong.register.tracker import State, state_of, was_done_late
from tests.register.reading import part_of


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
        ("promised", "2024-02-15?", date(2030, 1, 1), State.PROMISED),
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
        (_commitment("done", "2014~", "2026"), True),
        (_commitment("done", "2024", "2026?"), False),
        (_commitment("done", "2024"), False),
        (_commitment("done", "", "2026"), False),
        (_commitment("promised", "2024", "2026"), False),
    ],
)
def test_done_late_only_where_that_is_sure(commitment: Commitment, late: bool) -> None:  # noqa: FBT001
    """Dates that may be one day say nothing."""
    assert was_done_late(commitment) is late
