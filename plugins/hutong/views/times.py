"""Dates and times as each locale writes them, without touching the process's locale.

Chinese ones are written here, since Babel takes thirty times as long; others by Babel.
"""

from __future__ import annotations

import functools
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from hutong.model import Moment
from hutong.views.records import TimeView

_CHINESE: Final = "zh"
_KEPT: Final = 4096


@functools.lru_cache(_KEPT)
def moment_view(moment: Moment, locale: str, zone: ZoneInfo) -> TimeView:
    """A moment, with its time of day where one was given."""
    local = moment.at.astimezone(zone)
    if not moment.precise:
        return day_view(local.date(), locale)
    return TimeView(iso=local.isoformat(timespec="seconds"), text=_time_text(local, locale))


@functools.lru_cache(_KEPT)
def day_view(day: date, locale: str) -> TimeView:
    """A day."""
    return TimeView(iso=day.isoformat(), text=_day_text(day, locale))


def month_text(year: int, month: int, locale: str) -> str:
    """A month with its year: 2023年6月."""
    if locale.startswith(_CHINESE):
        return f"{year}年{month}月"
    from babel.dates import format_skeleton

    return format_skeleton("yMMMM", date(year, month, 1), locale=locale)


def iso(at: datetime, zone: ZoneInfo) -> str:
    """RFC 3339, in the site's zone."""
    return at.astimezone(zone).isoformat(timespec="seconds")


def _time_text(local: datetime, locale: str) -> str:
    """Year, month and day as the locale's long form writes them, then hours and minutes."""
    if locale.startswith(_CHINESE):
        day = f"{local.year}年{local.month}月{local.day}日"
        return f"{day} {local.hour:02}:{local.minute:02}"
    from babel.dates import format_datetime

    return format_datetime(local, "d MMMM y HH:mm", tzinfo=local.tzinfo, locale=locale)


def _day_text(day: date, locale: str) -> str:
    if locale.startswith(_CHINESE):
        return f"{day.year}年{day.month}月{day.day}日"
    from babel.dates import format_date

    return format_date(day, "long", locale=locale)
