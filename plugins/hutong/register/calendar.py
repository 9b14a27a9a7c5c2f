"""The dates of agreements as a calendar to subscribe to: iCalendar (RFC 5545, RFC 7986).

Events last whole days. A day is itself. Something *due* in a month or year is due on any of its
days, so it lasts from the first to the last of them; what was signed "in June" was signed on one
day that nobody knows, so it is left out, as is what is only about then.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Final

from icalendar import Calendar, Event

from hutong.register.happenings import Happening, What

_KINDS: Final = frozenset({What.SIGNED, What.IN_FORCE, What.ENDED, What.DUE})
_MAKER: Final = "-//Hutong//Register//ZH"
_REFRESH: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A happening with the words of an edition for it.

    ``permalink`` is the stable address of the agreement, ``url`` its page in the edition.
    """

    happening: Happening
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


def is_in_calendar(happening: Happening) -> bool:
    """Whether a happening is of a kind that the calendar tells, and its date definite enough."""
    date = happening.date
    whole = date.day or happening.what is What.DUE
    return happening.what in _KINDS and bool(whole) and not date.about


def uid_of(entry: Entry) -> str:
    """What names an event for good, whatever its words, day or edition: RFC 5545, 3.8.4.7."""
    index = "" if entry.happening.index is None else f"-{entry.happening.index + 1}"
    return f"{entry.permalink}#{entry.happening.what}{index}"


def make_calendar(entries: Iterable[Entry], head: Head) -> bytes:
    """The file: lines that end in CRLF and have at most 75 octets.

    Entries that :func:`is_in_calendar` denies are left out. The same entries give the same bytes:
    each is stamped with the first day that it is about, as no clock is asked here.
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
    shown = (one for one in entries if is_in_calendar(one.happening))
    for entry in sorted(shown, key=lambda one: (one.happening.date.first, uid_of(one))):
        calendar.add_component(_event(entry, language))
    data: bytes = calendar.to_ical()
    return data


def _event(entry: Entry, language: dict[str, str]) -> Event:
    date = entry.happening.date
    event = Event()
    event.add("uid", uid_of(entry))
    event.add("dtstamp", datetime.combine(date.first, time(), UTC))
    event.add("dtstart", date.first)
    event.add("dtend", date.last + timedelta(days=1))
    event.add("summary", entry.summary, parameters=language)
    if entry.description:
        event.add("description", entry.description, parameters=language)
    event.add("url", entry.url)
    event.add("transp", "TRANSPARENT")
    return event
