"""Pages of what happened: the timeline by year, and the latest of all."""

from __future__ import annotations

from itertools import groupby

from hutong.register.dates import parse_vague
from hutong.views.edition import Edition
from hutong.views.plans import ChangesPage, Happening, TimelinePage
from hutong.views.records import (
    ChangeRowView,
    ChangesView,
    EditionView,
    EntryView,
    LinkView,
    TimelineGroupView,
    TimelineView,
)
from hutong.views.register.frame import (
    CHANGES,
    TIMELINE,
    calendar_link,
    change_feeds,
    framed,
)
from hutong.views.register.happenings import change_of, happening_view
from hutong.views.times import month_text


def timeline_view(edition: Edition, shared: EditionView, plan: TimelinePage) -> TimelineView:
    """What happened in a year; the page of year 0 shows the newest that there is."""
    shown = plan.year or (int(plan.happenings[0][0][:4]) if plan.happenings else 0)
    name = _year(edition, shown) if shown else ""
    trail = [(edition.words("Timeline"), TIMELINE)]
    if plan.year:
        trail.append((name, f"{TIMELINE}{plan.year}/"))
    title = edition.words("Timeline: %(year)s") % {"year": name} if plan.year else ""
    frame = framed(edition, *trail, title=title)
    return TimelineView(
        edition=shared,
        head=frame.head,
        switch=frame.switch,
        crumbs=frame.crumbs,
        title=frame.title,
        year=name,
        total=len(plan.happenings),
        years=tuple([_entry(edition, *one) for one in plan.years]),
        groups=tuple(
            [
                TimelineGroupView(
                    heading=month_text(year, month, edition.variant.locale)
                    if month
                    else edition.words("%(year)s, month unknown") % {"year": year},
                    happenings=tuple(
                        [happening_view(edition, one, ahead=at < plan.ahead) for at, one in some]
                    ),
                )
                for (year, month), some in groupby(enumerate(plan.happenings), _month)
            ]
        ),
        calendar=calendar_link(edition) if plan.calendar else None,
    )


def _entry(edition: Edition, year: int, count: int) -> EntryView:
    link = LinkView(text=_year(edition, year), url=edition.url(f"{TIMELINE}{year}/"))
    return EntryView(link=link, count=count)


def _year(edition: Edition, year: int) -> str:
    return edition.words("%(year)s") % {"year": year}


def _month(numbered: tuple[int, Happening]) -> tuple[int, int]:
    date = parse_vague(numbered[1][0])
    return date.year, date.month


def changes_view(edition: Edition, shared: EditionView, plan: ChangesPage) -> ChangesView:
    """What happened last, newest first; the timeline has the rest."""
    feeds, words = change_feeds(edition), edition.words
    frame = framed(edition, (words("Latest developments"), CHANGES), feeds=feeds)
    whole = LinkView(text=words("The whole timeline"), url=edition.url(TIMELINE))
    return ChangesView(
        edition=shared,
        head=frame.head,
        switch=frame.switch,
        crumbs=frame.crumbs,
        title=frame.title,
        changes=tuple([_change(edition, one) for one in plan.changes]),
        more=whole if plan.total > len(plan.changes) else None,
        feeds=feeds,
    )


def _change(edition: Edition, happening: Happening) -> ChangeRowView:
    change = change_of(edition, happening)
    return ChangeRowView(
        happening=happening_view(edition, happening),
        before=change.before.text if change else "",
        after=change.after.text if change else "",
    )
