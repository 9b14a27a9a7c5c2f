"""The dates of agreements as a calendar to subscribe to: iCalendar (RFC 5545, RFC 7986).

Events last whole days. A day is itself. Something *due* in a month or year is due on any of its
days, so it lasts from the first to the last of them; what was signed "in June" was signed on one
day that nobody knows, so :func:`hutong.register.happenings.list_calendar` leaves it out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from icalendar import Calendar
from icalendar.parser import Contentline
from icalendar.prop import vText

from hutong.register.dates import parse_vague
from hutong.register.happenings import Happening
from hutong.register.records import Agreement

_MAKER: Final = "-//Hutong//Register//ZH"
_REFRESH: Final = timedelta(days=1)
_LONGEST: Final = 75
"""Octets of a line."""
_SIGNS: Final = re.compile(r"[\\;,\r\n]")
"""What a text may not hold as it is."""


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
    begin, end, rest = calendar.to_ical().rpartition(b"END:VCALENDAR")
    by_day = sorted(entries, key=lambda one: (one.happening.date.first, uid_of(one)))
    data: bytes = begin + b"".join([_event(one, head.language) for one in by_day]) + end + rest
    return data


def _event(entry: Entry, language: str) -> bytes:
    """The lines of an event: the library would take ten times as long for the same bytes."""
    when = entry.happening.date
    said = f";LANGUAGE={language}:"
    lines = [
        "BEGIN:VEVENT",
        f"SUMMARY{said}{_escaped(entry.summary)}",
        f"DTSTART;VALUE=DATE:{_figures(when.first)}",
        f"DTEND;VALUE=DATE:{_figures(when.last + timedelta(days=1))}",
        f"DTSTAMP:{_figures(entry.stamp)}T000000Z",
        f"UID:{_escaped(uid_of(entry))}",
        *([f"DESCRIPTION{said}{_escaped(entry.description)}"] if entry.description else ()),
        "TRANSP:TRANSPARENT",
        f"URL:{entry.url}",
        "END:VEVENT",
    ]
    return b"".join([_folded(line) + b"\r\n" for line in lines])


def _figures(day: date) -> str:
    return day.isoformat().replace("-", "")


def _escaped(text: str) -> str:
    """A value of type TEXT, as the library writes it: RFC 5545, 3.3.11."""
    text = text.removeprefix("\ufeff")
    return vText(text).to_ical().decode() if _SIGNS.search(text) else text


def _folded(line: str) -> bytes:
    """A line, or several that begin with a space: RFC 5545, 3.1."""
    data = line.encode()
    return data if len(data) < _LONGEST else Contentline(line).to_ical()  # type: ignore[no-untyped-call]  # it has no types
