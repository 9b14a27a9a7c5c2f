"""The calendar is read again by icalendar, and fits the lines of RFC 5545."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event

from hutong.register.calendar import Entry, Head, make_calendar, stamp_of, uid_of
from hutong.register.dates import parse_vague
from hutong.register.happenings import Happening, What
from hutong.register.records import Source
from hutong.register.table import Words
from tests.register.reading import agreement_of, part_of

HEAD = Head(
    name="樣本協議日曆",
    description="虛構的樣本",
    language="zh-Hant-HK",
    url="https://example.org/zh-Hant/calendar.ics",
)
LONG = "樣本協議要在這一天完成；" * 40


def _entry(
    what: What = What.SIGNED,
    written: str = "2023-06-16",
    key: str = "",
    words: str = "樣本",
) -> Entry:
    return Entry(
        happening=Happening(date=parse_vague(written), what=what, agreement="one"),
        key=key,
        stamp=date(2026, 11, 22),
        permalink="https://example.org/id/agreements/one",
        url="https://example.org/zh-Hant/agreements/one/",
        summary=words,
        description=words,
    )


def _events(data: bytes) -> list[Event]:
    return [one for one in Calendar.from_ical(data).walk("VEVENT") if isinstance(one, Event)]


def test_an_event_can_be_read_again() -> None:
    """A whole day, with its address, its words and their language."""
    data = make_calendar([_entry(words="簽署，樣本；甲\\乙\n第二行")], HEAD)
    (event,) = _events(data)
    assert event.decoded("dtstart") == date(2023, 6, 16)
    assert event.decoded("dtend") == date(2023, 6, 17)
    assert event.decoded("dtstamp") == datetime(2026, 11, 22, tzinfo=UTC)
    assert event["uid"] == "https://example.org/id/agreements/one#signed"
    assert event["summary"] == "簽署，樣本；甲\\乙\n第二行"
    assert "SUMMARY;LANGUAGE=zh-Hant-HK:簽署".encode() in data
    assert event["url"] == "https://example.org/zh-Hant/agreements/one/"
    assert b"DTSTART;VALUE=DATE:20230616\r\n" in data


def test_the_calendar_has_its_name_twice() -> None:
    """For programs that know RFC 7986 and for those that do not."""
    data = make_calendar([_entry()], HEAD)
    calendar = Calendar.from_ical(data)
    assert calendar["name"] == calendar["x-wr-calname"] == "樣本協議日曆"
    assert calendar["version"] == "2.0"
    assert b"REFRESH-INTERVAL;VALUE=DURATION:P1D\r\n" in data


@pytest.mark.parametrize(
    ("retrieved", "signed", "day"),
    [
        (("2024-03-01", "2024-05", ""), "2023", date(2024, 5, 1)),
        (("",), "2023-06-16", date(2023, 6, 16)),
        ((), "", date(2027, 1, 1)),
    ],
)
def test_events_are_stamped_with_the_day_on_which_they_were_known(
    retrieved: tuple[str, ...], signed: str, day: date
) -> None:
    """Not with the day that they are about, which may be to come."""
    sources = tuple(part_of(Source, publisher=Words("樣本報"), retrieved=one) for one in retrieved)
    agreement = agreement_of("one", sources=sources, signed=signed)
    happening = Happening(date=parse_vague("2027"), what=What.DUE, agreement="one", index=0)
    assert stamp_of(agreement, happening) == day


def test_what_is_due_in_a_month_lasts_it() -> None:
    """From the first day to the last; the end is the day after, as the standard has it."""
    (event,) = _events(make_calendar([_entry(What.DUE, "2024-02", "ab12")], HEAD))
    assert event.decoded("dtstart") == date(2024, 2, 1)
    assert event.decoded("dtend") == date(2024, 3, 1)
    assert str(event["uid"]).endswith("#due-ab12")


def test_the_same_entries_give_the_same_bytes() -> None:
    """In whichever order they come; and words do not change what names an event."""
    one, other = _entry(), _entry(What.DUE, "2024", "ab12")
    assert make_calendar([one, other], HEAD) == make_calendar([other, one], HEAD)
    assert uid_of(_entry(words="别的字")) == uid_of(one)


def _by_library(entry: Entry) -> bytes:
    """The event as icalendar writes it, property by property."""
    language = {"LANGUAGE": HEAD.language}
    event = Event()
    event.add("uid", uid_of(entry))
    event.add("dtstamp", datetime.combine(entry.stamp, time(), UTC))
    event.add("dtstart", entry.happening.date.first)
    event.add("dtend", entry.happening.date.last + timedelta(days=1))
    event.add("summary", entry.summary, parameters=language)
    event.add("description", entry.description, parameters=language)
    event.add("url", entry.url)
    event.add("transp", "TRANSPARENT")
    data: bytes = event.to_ical()
    return data


@given(
    words=st.text('樣本协议𠮷é, ;:"\\\r\nabcN\ufeff', min_size=1, max_size=99),
    key=st.text("ab1-,;", max_size=70),
    written=st.sampled_from(("0987", "2023-12-31", "2024-02")),
)
def test_events_are_what_the_library_writes(words: str, key: str, written: str) -> None:
    """We write their lines since it is slow at it; byte for byte the same, and once each."""
    entry = _entry(What.DUE, written, key, words)
    data = make_calendar([entry, entry], HEAD)
    assert data.count(_by_library(entry)) == 2
    assert data.startswith(b"BEGIN:VCALENDAR\r\n")
    assert data.endswith(b"END:VEVENT\r\nEND:VCALENDAR\r\n")


@given(words=st.text("樣本协议𠮷é, ;:\\\nabc", min_size=1, max_size=300))
def test_lines_are_short_and_whole(words: str) -> None:
    """At most 75 octets, each line valid UTF-8 by itself, and nothing lost by folding."""
    data = make_calendar([_entry(words=words + LONG)], HEAD)
    lines = data.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert all(line.decode() is not None and b"\n" not in line for line in lines)
    (event,) = _events(data)
    assert event["summary"] == words + LONG
