"""The dates of agreements as a calendar to subscribe to: iCalendar (RFC 5545, RFC 7986).

Events last whole days. A day is itself. Something *due* in a month or year is due on any of its
days, so it lasts from the first to the last of them; what was signed "in June" was signed on one
day that nobody knows, so :func:`hutong.register.happenings.list_calendar` leaves it out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from icalendar import Calendar, Event

from hutong.register.dates import parse_vague
from hutong.register.happenings import Happening
from hutong.register.records import Agreement

_MAKER: Final = "-//Hutong//Register//ZH"
_REFRESH: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A happening with the words of an edition for it.

    ``key`` names the commitment that it is about, ``permalink`` is the stable address of the
    agreement, ``url`` its page in the edition. ``stamp`` is the day on which it was last known.
    """

    happening: Happening
    key: str = ""
    stamp: date
    permalink: str
    url: str
    summary: str
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What the calendar says of itself; ``language`` is the edition's tag, as ``zh-Hant-HK``."""

    name: str
    description: str
    language: str
    url: str


def uid_of(entry: Entry) -> str:
    """What names an event for good, whatever its words, day or edition: RFC 5545, 3.8.4.7."""
    key = f"-{entry.key}" if entry.key else ""
    return f"{entry.permalink}#{entry.happening.what}{key}"


def stamp_of(agreement: Agreement, happening: Happening) -> date:
    """The day on which an editor last saw a source of it, else the first day of the agreement.

    No clock is asked, so that the same records give the same bytes.
    """
    read = [parse_vague(one.retrieved).first for one in agreement.sources if one.retrieved]
    if read:
        return max(read)
    dates = (agreement.announced, agreement.signed, agreement.in_force)
    return min(parse_vague(one).first for one in (*dates, happening.date.written) if one)


def make_calendar(entries: Iterable[Entry], head: Head) -> bytes:
    """The file: lines that end in CRLF and have at most 75 octets.

    There must be at least one entry (RFC 5545, 3.6). The same entries give the same bytes.
    """
    calendar = Calendar()
    language = {"LANGUAGE": head.language}
    calendar.add("prodid", _MAKER)
    calendar.add("version", "2.0")
    calendar.add("name", head.name, parameters=language)
    calendar.add("x-wr-calname", head.name)
    calendar.add("description", head.description, parameters=language)
    calendar.add("x-wr-caldesc", head.description)
    calendar.add("url", head.url)
    calendar.add("refresh-interval", _REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "P1D")
    for entry in sorted(entries, key=lambda one: (one.happening.date.first, uid_of(one))):
        calendar.add_component(_event(entry, language))
    data: bytes = calendar.to_ical()
    return data


def _event(entry: Entry, language: dict[str, str]) -> Event:
    when = entry.happening.date
    event = Event()
    event.add("uid", uid_of(entry))
    event.add("dtstamp", datetime.combine(entry.stamp, time(), UTC))
    event.add("dtstart", when.first)
    event.add("dtend", when.last + timedelta(days=1))
    event.add("summary", entry.summary, parameters=language)
    if entry.description:
        event.add("description", entry.description, parameters=language)
    event.add("url", entry.url)
    event.add("transp", "TRANSPARENT")
    return event
