"""Dates that may be vague: what is one, what it covers, and which comes first."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hutong.register.dates import Vague, is_before, parse_vague


@pytest.mark.parametrize(
    ("text", "first", "last", "marks"),
    [
        ("2023-06-16", date(2023, 6, 16), date(2023, 6, 16), (False, False)),
        ("2023-06", date(2023, 6, 1), date(2023, 6, 30), (False, False)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), (False, False)),
        ("2023", date(2023, 1, 1), date(2023, 12, 31), (False, False)),
        ("2023~", date(2023, 1, 1), date(2023, 12, 31), (True, False)),
        ("2023-06?", date(2023, 6, 1), date(2023, 6, 30), (False, True)),
        ("2023-06-16%", date(2023, 6, 16), date(2023, 6, 16), (True, True)),
    ],
)
def test_a_date_covers_all_days_that_it_can_be(
    text: str, first: date, last: date, marks: tuple[bool, bool]
) -> None:
    """A month covers all its days; marks say how sure it is."""
    found = parse_vague(text)
    assert (found.first, found.last) == (first, last)
    assert (found.about, found.doubtful) == marks
    assert found.iso == text.rstrip("~?%")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("16 June 2023", "write 2023-06-16"), ("2023-6-16", "write 2023-06-16"),
        ("2023-06-31", "no day of the calendar"), ("2023-13", "no day of the calendar"),
        ("2023-06-00", "leave out what is not known"), ("2023-00", "leave out"),
        ("0023-01-01", "surely a slip"), ("9023", "surely a slip"),
        ("0499", "surely a slip"), ("", "write"),
        ("2023/2024", "write 2023~, or only when it began"),
        ("../2023", "write 2023~"), ("2023..", "write 2023~"),
        ("2023-XX", "leave out what is not known: 2023"), ("202X", "write 2023-06-16"),
        ("2023~~", "write"), ("２０２３", "write"),
    ],
)  # fmt: skip
def test_what_is_no_date_says_how_to_write_one(text: str, words: str) -> None:
    """Each kind of slip has its own words."""
    with pytest.raises(ValueError, match=words):
        parse_vague(text)


@given(day=st.dates(date(500, 1, 1), date(2200, 12, 31)))
def test_every_day_can_be_written(day: date) -> None:
    """As a day, a month or a year that covers it."""
    for text in (day.isoformat(), day.isoformat()[:7], day.isoformat()[:4]):
        assert parse_vague(text).first <= day <= parse_vague(text).last


@given(
    texts=st.tuples(
        *[st.dates(date(2000, 1, 1), date(2003, 12, 31)).map(date.isoformat)] * 2,
        st.sampled_from((4, 7, 10)),
        st.sampled_from((4, 7, 10)),
    )
)
def test_before_means_that_no_day_can_be_later(texts: tuple[str, str, int, int]) -> None:
    """Two dates that share a day are in no order; an order holds one way only."""
    one, other = parse_vague(texts[0][: texts[2]]), parse_vague(texts[1][: texts[3]])
    assert is_before(one, other) == (one.last < other.first)
    assert not (is_before(one, other) and is_before(other, one))


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2023", date(2023, 1, 1), date(2023, 12, 31)),
        ("2023?", date(2023, 1, 1), date(2023, 12, 31)),
        ("2023~", date(2021, 1, 1), date(2025, 12, 31)),
        ("2023-01~", date(2022, 11, 1), date(2023, 3, 31)),
        ("2023-12%", date(2023, 10, 1), date(2024, 2, 29)),
        ("2023-06-16~", date(2023, 6, 6), date(2023, 6, 26)),
    ],
)
def test_about_is_not_far_away(text: str, earliest: date, latest: date) -> None:
    """Two years or months, or ten days, to either side."""
    found = parse_vague(text)
    assert (found.earliest, found.latest) == (earliest, latest)


def test_what_is_about_then_is_before_what_is_far_later() -> None:
    """But not before what may be the same time."""
    assert is_before(Vague(1999, about=True), Vague(2023))
    assert not is_before(Vague(2022, about=True), Vague(2023))
    assert not is_before(Vague(2022), Vague(2023, about=True))
