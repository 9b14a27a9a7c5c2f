"""Vague dates of the register in an edition's words: 2023年6月, 約2023年."""

from __future__ import annotations

from hutong.register.dates import Vague, parse_vague
from hutong.views.edition import Edition
from hutong.views.records import TimeView
from hutong.views.times import day_view, month_text


def date_view(edition: Edition, written: str) -> TimeView | None:
    """A date as a record has it (``2023-06~``); None where it has none.

    :raises ValueError: if it is no date; records that were read have none such.
    """
    return edition.once(_date_view, written) if written else None


def vague_view(edition: Edition, date: Vague) -> TimeView:
    """A date that was read already."""
    return TimeView(iso=date.iso, text=_marked(edition, date))


def _date_view(edition: Edition, written: str) -> TimeView:
    return vague_view(edition, parse_vague(written))


def _marked(edition: Edition, date: Vague) -> str:
    """The date, with what an editor was not sure of said before it."""
    words, text = edition.words, _plain(edition, date)
    if date.about:
        text = words("about %(date)s") % {"date": text}
    if date.doubtful:
        text = words("reportedly %(date)s") % {"date": text}
    return text


def _plain(edition: Edition, date: Vague) -> str:
    locale = edition.variant.locale
    if date.day:
        return day_view(date.first, locale).text
    if date.month:
        return month_text(date.year, date.month, locale)
    return edition.words("%(year)s") % {"year": date.year}
