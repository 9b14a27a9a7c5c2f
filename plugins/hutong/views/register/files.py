"""Files of the register that machines read: what happened last, as feeds, and the calendar."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time
from html import escape
from typing import TYPE_CHECKING, Final

from hutong.formats.feeds import FeedEntry, FeedInfo, atom, json_feed
from hutong.model import Html, Moment
from hutong.register import RecordKind
from hutong.register.dates import parse_vague
from hutong.register.happenings import Happening as Dated
from hutong.register.happenings import list_calendar
from hutong.views.edition import Edition
from hutong.views.plans import ChangesFeed, DatesCalendar, Happening
from hutong.views.records import HappeningView
from hutong.views.register.frame import CHANGES, REGISTER
from hutong.views.register.happenings import (
    WORDS,
    agreement_link,
    change_of,
    happening_view,
    sheet_of,
    text_of,
)

if TYPE_CHECKING:
    from hutong.register.calendar import Entry

_EPOCH: Final = Moment(datetime(2000, 1, 1, tzinfo=UTC))
"""When an empty feed last changed; any fixed time will do."""
_ENDINGS: Final = {"atom": ".xml", "json": ".json"}


def changes_feed(edition: Edition, plan: ChangesFeed) -> bytes:
    """What happened last, in Atom or as JSON Feed."""
    site, variant = edition.site, edition.variant
    file = CHANGES.removesuffix("/") + _ENDINGS[plan.form]
    info = FeedInfo(
        title=f"{edition.words('Latest developments')} - {variant.site_name}",
        home_url=edition.absolute(CHANGES),
        self_url=edition.absolute(file),
        tag=variant.tag,
        hreflang=variant.hreflang,
        author=site.publisher or variant.site_name,
        updated=_EPOCH,
        subtitle=variant.tagline,
        icon=site.addresses.absolute_file(f"{site.theme.icons}icon-192.png"),
        alternates=edition.twins(file),
    )
    entries = [_entry(edition, *one) for one in zip(plan.changes, plan.ids, strict=True)]
    return (atom if plan.form == "atom" else json_feed)(info, entries)


def _entry(edition: Edition, happening: Happening, id_: str) -> FeedEntry:
    date, _, key, _ = happening
    view = happening_view(edition, happening)
    day = datetime.combine(parse_vague(date).first, time(), edition.site.zone)
    path = f"{RecordKind.AGREEMENT}/{key}/"
    return FeedEntry(
        url=edition.absolute(path),
        id=f"{edition.permalink(RecordKind.AGREEMENT, key)}#{id_}",
        title=f"{view.agreement.text}：{view.text or view.what.text}",
        published=Moment(day, precise=False),
        updated=Moment(day, precise=False),
        content_html=_content(edition, happening, view),
        alternates=edition.twins(path),
    )


def _content(edition: Edition, happening: Happening, view: HappeningView) -> Html:
    change, words = change_of(edition, happening), edition.words
    lines = [f"{view.time.text} {view.what.text}", view.text]
    if change:
        pairs = ((words("Before"), change.before.text), (words("After"), change.after.text))
        lines += [f"{label}：{text}" for label, text in pairs if text]
    return Html("".join([f"<p>{escape(line)}</p>" for line in lines if line]))


def dates_calendar(edition: Edition, plan: DatesCalendar) -> bytes:
    """The dates of agreements, to subscribe to."""
    from hutong.register.calendar import Head, make_calendar  # brings iCalendar

    title = edition.words("Calendar of dates")
    head = Head(
        name=f"{title} - {edition.variant.site_name}",
        description=edition.variant.tagline,
        language=edition.variant.tag,
        url=edition.absolute(REGISTER),
    )
    keys = dict(plan.agreements)
    dates = list_calendar(sheet_of(edition, key) for key in keys)
    return make_calendar([_date(edition, one, keys[one.agreement]) for one in dates], head)


def _date(edition: Edition, happening: Dated, keys: Sequence[str]) -> Entry:
    """An entry; ``keys`` are those of the agreement's commitments."""
    from hutong.register.calendar import Entry, stamp_of  # as above

    key, agreement = happening.agreement, sheet_of(edition, happening.agreement)
    return Entry(
        happening=happening,
        key="" if happening.index is None else keys[happening.index],
        stamp=stamp_of(agreement, happening),
        permalink=edition.permalink(RecordKind.AGREEMENT, key),
        url=edition.absolute(f"{RecordKind.AGREEMENT}/{key}/"),
        summary=f"{edition.words(WORDS[happening.what])}：{agreement_link(edition, key).text}",
        description=text_of(agreement, happening.what, happening.index or 0),
    )
