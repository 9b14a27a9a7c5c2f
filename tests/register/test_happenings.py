"""All that has a date comes in one order, whichever way the records were read."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hutong.register.happenings import (
    What,
    by_year,
    commitment_keys,
    list_calendar,
    list_happenings,
)
from hutong.register.records import Agreement, Change, Commitment, Party
from hutong.register.table import Words
from tests.register.reading import agreement_of, part_of

RICH = agreement_of(
    "rich",
    announced="2023-05",
    signed="2023-06-16",
    in_force="2023-06-16",
    ended="2026",
    parties=(
        part_of(Party, organisation="first"),
        part_of(Party, organisation="late", signed="2024-02-01", ended="2025-03~"),
        part_of(
            Party, organisation="same", signed="2023-06-16", in_force="2023-06-16", ended="2026"
        ),
        part_of(Party, organisation="bound", in_force="2024-03"),
    ),
    commitments=(
        part_of(Commitment, due="2024-12", done="2025-01-05", status="done"),
        part_of(Commitment),
    ),
    history=(part_of(Change, date="2023-07-01"),),
)
OTHER = agreement_of("other", signed="2023-06-16", in_force="2023")

YEARS = st.sampled_from(("", "2022", "2023", "2023-06", "2023-06-16", "2023-06-16~", "2024-01-01"))
AGREEMENTS = st.lists(
    st.builds(
        lambda id_, signed, ended, due: agreement_of(
            id_,
            signed=signed,
            ended=ended,
            commitments=(part_of(Commitment, due=due),) * 2,
        ),
        st.sampled_from("abcdefgh"), YEARS, YEARS, YEARS,
    ),
    unique_by=lambda one: one.id,
)  # fmt: skip


def test_everything_with_a_date_is_told_in_order() -> None:
    """Each kind once, with the index of what it is about; what all did together once for all."""
    told = [(str(one.what), one.date.iso, one.index) for one in list_happenings([RICH])]
    assert told == [
        ("announced", "2023-05", None),
        ("signed", "2023-06-16", None),
        ("in-force", "2023-06-16", None),
        ("changed", "2023-07-01", 0),
        ("party-joined", "2024-02-01", 1),
        ("party-in-force", "2024-03", 3),
        ("due", "2024-12", 0),
        ("done", "2025-01-05", 0),
        ("party-left", "2025-03", 1),
        ("ended", "2026", None),
    ]


@pytest.mark.parametrize(
    ("field", "written", "shown"),
    [
        ("signed", "2023-06-16", True), ("signed", "2023-06", False),
        ("signed", "2023-06-16~", False), ("in_force", "2023-06-16", True),
        ("in_force", "2023-06-16?", False), ("ended", "2023", False), ("ended", "2024-01-01", True),
        ("announced", "2023-06-16", False),
    ],
)  # fmt: skip
def test_a_calendar_tells_what_has_a_day(field: str, written: str, shown: bool) -> None:  # noqa: FBT001
    """What happened on a day that nobody knows for sure is no event."""
    assert len(list_calendar([agreement_of("one", **{field: written})])) == shown


@pytest.mark.parametrize(
    ("status", "due", "shown"),
    [
        ("promised", "2024", True), ("", "2024-02", True), ("under-way", "2024-02-15", True),
        ("promised", "2024~", False), ("promised", "2024?", False), ("done", "2024", False),
        ("dropped", "2024", False),
    ],
)  # fmt: skip
def test_a_calendar_tells_what_is_still_due(status: str, due: str, shown: bool) -> None:  # noqa: FBT001
    """In a month or year too; nothing is due of what is done or dropped."""
    commitment = part_of(Commitment, status=status, due=due)
    assert len(list_calendar([agreement_of("one", commitments=(commitment,))])) == shown


def test_a_commitment_has_its_key_wherever_it_stands() -> None:
    """Another is put before it, and it stays; the same words twice have two keys."""
    one, other = (part_of(Commitment, text=Words(text)) for text in ("設辦事處", "辦培訓班"))
    before = commitment_keys(agreement_of("one", commitments=(one,)))
    after = commitment_keys(agreement_of("one", commitments=(other, one, one)))
    assert after[1] == before[0]
    assert len(set(after)) == 3


def test_a_party_joins_when_it_signs() -> None:
    """Not when it is bound, which it may be long after it signed with the others."""
    parties = (
        part_of(Party, organisation="a", in_force="2021-02-12"),
        part_of(Party, organisation="b", signed="2019"),
        part_of(Party, organisation="c", signed="2017"),
    )
    agreement = agreement_of("one", signed="2017", parties=parties)
    told = [(one.what, one.date.iso, one.index) for one in list_happenings([agreement])]
    assert told == [
        (What.SIGNED, "2017", None),
        (What.PARTY_JOINED, "2019", 1),
        (What.PARTY_IN_FORCE, "2021-02-12", 0),
    ]


def test_one_day_is_in_the_order_of_what_then_of_ids() -> None:
    """A year stands before its days; on a day all signing comes before what follows from it."""
    told = [(one.agreement, one.what) for one in list_happenings([RICH, OTHER])[:5]]
    assert told == [
        ("other", What.IN_FORCE),
        ("rich", What.ANNOUNCED),
        ("other", What.SIGNED),
        ("rich", What.SIGNED),
        ("rich", What.IN_FORCE),
    ]


def test_years_hold_what_happened_in_them() -> None:
    """A year without anything is left out; the order is kept."""
    newest = list_happenings([RICH, OTHER], newest_first=True)
    years = by_year(newest)
    assert [one.year for one in years] == [2026, 2025, 2024, 2023]
    assert [one.date.iso for one in years[1].happenings] == ["2025-03", "2025-01-05"]
    assert tuple(one for year in years for one in year.happenings) == newest


@given(agreements=AGREEMENTS, order=st.randoms(use_true_random=False))
def test_the_order_is_the_same_however_records_were_read(
    agreements: list[Agreement], order: Random
) -> None:
    """Neither the order of files nor of threads shows; newest first is the reverse."""
    shuffled = order.sample(agreements, len(agreements))
    found = list_happenings(agreements)
    assert list_happenings(shuffled) == found
    assert list_happenings(shuffled, newest_first=True) == found[::-1]
    assert [one.date.year for one in found] == sorted(one.date.year for one in found)
