"""Dates and times as each locale writes them, by Babel, without touching the process's locale."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, format_skeleton

from hutong.model import Moment
from hutong.views.records import TimeView


def moment_view(moment: Moment, locale: str, zone: ZoneInfo) -> TimeView:
    """A moment, with its time of day where one was given."""
    local = moment.at.astimezone(zone)
    if not moment.precise:
        return day_view(local.date(), locale)
    text = format_datetime(local, _pattern(locale), tzinfo=zone, locale=locale)
    return TimeView(iso=local.isoformat(timespec="seconds"), text=text)


def day_view(day: date, locale: str) -> TimeView:
    """A day."""
    return TimeView(iso=day.isoformat(), text=format_date(day, "long", locale=locale))


def month_text(year: int, month: int, locale: str) -> str:
    """A month with its year: 2023年6月."""
    return format_skeleton("yMMMM", date(year, month, 1), locale=locale)


def iso(at: datetime, zone: ZoneInfo) -> str:
    """RFC 3339, in the site's zone."""
    return at.astimezone(zone).isoformat(timespec="seconds")


def _pattern(locale: str) -> str:
    """Year, month and day as the locale's long form writes them, then hours and minutes."""
    return "y年M月d日 HH:mm" if locale.startswith("zh") else "d MMMM y HH:mm"
