"""Dates that may be vague: a profile of EDTF (ISO 8601-2, https://www.loc.gov/standards/datetime/).

Written as ``2023``, ``2023-06`` or ``2023-06-16``, each with ``~`` behind it (about), ``?`` (said
to be) or ``%`` (both). That is what announcements of agreements say of their dates; anything more
would only be typed by mistake.
"""

from __future__ import annotations

import calendar
import functools
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

_FORM: Final = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?([~?%]?)")
YEARS: Final = range(500, 2201)
"""Years that are no slip."""
_SPAN: Final = re.compile(r"(?:[0-9]{4}[0-9-]*|\.\.)?\s*(?:/|\.\.)\s*(?:[0-9]{4}[0-9-]*|\.\.)?")
_UNKNOWN_PART: Final = re.compile(r"([0-9]{4})-[0-9]*[Xx]+.*")
_ABOUT: Final = 2
"""Years or months by which what is about then may be earlier or later."""
_ABOUT_DAYS: Final = timedelta(days=10)


@dataclass(frozen=True, slots=True)
class Vague:
    """A day, month or year; ``month`` and ``day`` are 0 where they are not known."""

    year: int
    month: int = 0
    day: int = 0
    about: bool = False
    doubtful: bool = False

    @property
    def first(self) -> date:
        """The first day that it can be."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """The last day that it can be."""
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    @property
    def earliest(self) -> date:
        """The first day that it can be, with what ``about`` allows for."""
        if self.about and self.day:
            return self.first - _ABOUT_DAYS
        return self._moved(-_ABOUT).first if self.about else self.first

    @property
    def latest(self) -> date:
        """The last day that it can be, with what ``about`` allows for."""
        if self.about and self.day:
            return self.last + _ABOUT_DAYS
        return self._moved(_ABOUT).last if self.about else self.last

    def _moved(self, by: int) -> Vague:
        """Some months or years later, whichever it is given in."""
        if not self.month:
            return Vague(self.year + by)
        year, month = divmod(12 * self.year + self.month - 1 + by, 12)
        return Vague(year, month + 1)

    @property
    def iso(self) -> str:
        """``2023-06`` or the like, without marks."""
        parts = (f"{self.year:04}", *(f"{one:02}" for one in (self.month, self.day) if one))
        return "-".join(parts)

    @property
    def written(self) -> str:
        """As :func:`parse_vague` reads it."""
        if self.about and self.doubtful:
            return f"{self.iso}%"
        return f"{self.iso}{'~' * self.about}{'?' * self.doubtful}"


@functools.lru_cache(4096)
def parse_vague(text: str) -> Vague:
    """Read a date.

    :raises ValueError: if it is none of this form, or no day of the calendar.
    """
    match = _FORM.fullmatch(text)
    if match is None:
        raise ValueError(_mend(text))
    year, month, day, mark = match.groups()
    if int(year) not in YEARS:
        raise ValueError(f"the year {year} is surely a slip")
    found = Vague(int(year), int(month or 0), int(day or 0), mark in {"~", "%"}, mark in {"?", "%"})
    if month == "00" or day == "00":
        raise ValueError("leave out what is not known: 2023-06, not 2023-06-00")
    try:
        found.first  # noqa: B018  # is such a day there?
    except ValueError:
        raise ValueError(f"{text} is no day of the calendar") from None
    return found


def _mend(text: str) -> str:
    """What to write for what is no date here, though it may be one elsewhere."""
    if part := _UNKNOWN_PART.fullmatch(text):
        return f"leave out what is not known: {part[1]}"
    year = re.search("[0-9]{4}", text)
    if year and _SPAN.fullmatch(text):
        return f"write {year[0]}~, or only when it began"
    return "write 2023-06-16, 2023-06 or 2023, with ~ behind it for 'about'"


def is_before(one: Vague, other: Vague) -> bool:
    """Whether ``one`` is before ``other`` whatever days they are, if both are what is said."""
    return one.latest < other.earliest
