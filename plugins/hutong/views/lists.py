"""Pages that list others: news, sections, tags, sources, months, and the indexes of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from hutong.taxonomy import Taxon
from hutong.views.cards import card_views
from hutong.views.chrome import (
    Meta,
    crumb_ld,
    crumbs,
    feeds_of,
    head_view,
    switch_view,
    term_feeds,
)
from hutong.views.edition import Edition
from hutong.views.plans import ListPage, MonthIndex, TermIndex
from hutong.views.records import (
    EditionView,
    EntryView,
    FeedView,
    GroupView,
    IndexView,
    LinkView,
    ListView,
    PagerView,
)
from hutong.views.times import month_text
from hutong.views.urls import paged

_FEW_PAGES: Final = 20
"""A pager links so many pages one by one; a list of hundreds would fill every page of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _List:
    """What the pages of one list have in common."""

    kind: str
    path: str
    title: str
    kicker: str = ""
    trail: tuple[tuple[str, str], ...] = ()
    intro: str = ""
    feeds: tuple[FeedView, ...] = ()


def list_view(edition: Edition, shared: EditionView, plan: ListPage) -> ListView:
    """One page of a list of articles."""
    one = _list(edition, plan)
    path = paged(one.path, plan.number)
    trail = (*one.trail, (one.title, one.path))
    title = one.title
    if plan.number > 1:
        title = f"{title} ({edition.words('Page %(number)s') % {'number': plan.number}})"
    meta = Meta(
        title=title,
        description=one.intro or f"{title} - {edition.variant.tagline}",
        path=path,
        feeds=one.feeds if one.path != "news/" else (),
        json_ld=(crumb_ld(edition, trail),),
    )
    return ListView(
        edition=shared,
        head=head_view(edition, meta),
        switch=switch_view(edition, path),
        crumbs=crumbs(edition, trail),
        title=one.title,
        kind=one.kind,
        kicker=one.kicker,
        intro=one.intro,
        total=plan.total,
        cards=card_views(edition, plan.articles),
        pager=_pager(edition, one.path, plan.number, plan.count),
        feeds=one.feeds,
    )


def _list(edition: Edition, plan: ListPage) -> _List:
    if plan.taxon:
        return _term_list(edition, plan.taxon, plan.term)
    if plan.month:
        return _month_list(edition, *plan.month)
    return _List(
        kind="news",
        path="news/",
        title=edition.words("Latest news"),
        feeds=feeds_of(edition, "", edition.variant.site_name),
    )


def _term_list(edition: Edition, taxon: Taxon, key: str) -> _List:
    words, term = edition.words, edition.term(taxon, key)
    kind, kicker, above = {
        Taxon.SECTION: ("section", words("Section"), ()),
        Taxon.TAG: ("tag", words("Tag"), ((words("Tags"), "tags/"),)),
        Taxon.SOURCE: ("source", words("Source"), ((words("Sources"), "sources/"),)),
    }[taxon]
    return _List(
        kind=kind,
        path=term.path,
        title=term.name,
        kicker=kicker,
        trail=above,
        intro=term.intro,
        feeds=term_feeds(edition, taxon, term.path, term.name),
    )


def _month_list(edition: Edition, year: int, month: int) -> _List:
    archive = edition.words("Archive")
    return _List(
        kind="month",
        path=f"archive/{year}/{month:02}/",
        title=month_text(year, month, edition.variant.locale),
        kicker=archive,
        trail=((archive, "archive/"), (_year(edition, year), f"archive/{year}/")),
    )


def _pager(edition: Edition, path: str, number: int, count: int) -> PagerView:
    def url(page: int) -> str:
        return edition.url(paged(path, page)) if 1 <= page <= count else ""

    return PagerView(
        number=number,
        count=count,
        newer=url(number - 1),
        older=url(number + 1),
        pages=(
            tuple([LinkView(text=str(page), url=url(page)) for page in _shown(number, count)])
            if edition.wants("pages")
            else ()
        ),
    )


def _shown(number: int, count: int) -> list[int]:
    """The pages that a pager links: all of a few; of many the ends, the near and some between."""
    if count <= _FEW_PAGES:
        return list(range(1, count + 1))
    near = range(number - 2, number + 3)
    tenths = (1 + (count - 1) * part // 10 for part in range(11))
    return sorted({page for page in (*near, *tenths) if 1 <= page <= count})


def term_index_view(edition: Edition, shared: EditionView, plan: TermIndex) -> IndexView:
    """The index of tags or sources."""
    title = edition.words("Tags" if plan.taxon is Taxon.TAG else "Sources")
    terms = [(edition.term(plan.taxon, key), count) for key, count in plan.terms]
    entries = tuple(_entry(edition, term.name, term.path, count) for term, count in terms)
    groups = (GroupView(heading=None, entries=entries),) if entries else ()
    return _index(edition, shared, ((title, f"{plan.taxon}/"),), groups)


def month_index_view(edition: Edition, shared: EditionView, plan: MonthIndex) -> IndexView:
    """The archive, or one year of it."""
    root = (edition.words("Archive"), "archive/")
    if plan.year:
        trail = (root, (_year(edition, plan.year), f"archive/{plan.year}/"))
        group = GroupView(heading=None, entries=_months(edition, plan, plan.year))
        return _index(edition, shared, trail, (group,))
    years = sorted({year for year, _, _ in plan.months}, reverse=True)
    groups = tuple(
        GroupView(
            heading=LinkView(text=_year(edition, year), url=edition.url(f"archive/{year}/")),
            entries=_months(edition, plan, year),
        )
        for year in years
    )
    return _index(edition, shared, (root,), groups)


def _index(
    edition: Edition,
    shared: EditionView,
    trail: tuple[tuple[str, str], ...],
    groups: tuple[GroupView, ...],
) -> IndexView:
    title, path = trail[-1]
    meta = Meta(
        title=title,
        description=f"{title} - {edition.variant.tagline}",
        path=path,
        json_ld=(crumb_ld(edition, trail),),
    )
    return IndexView(
        edition=shared,
        head=head_view(edition, meta),
        switch=switch_view(edition, path),
        crumbs=crumbs(edition, trail),
        title=title,
        kind="year" if len(trail) > 1 else path.strip("/"),
        groups=groups,
    )


def _entry(edition: Edition, text: str, path: str, count: int) -> EntryView:
    return EntryView(link=LinkView(text=text, url=edition.url(path)), count=count)


def _months(edition: Edition, plan: MonthIndex, year: int) -> tuple[EntryView, ...]:
    locale = edition.variant.locale
    return tuple(
        _entry(edition, month_text(year, month, locale), f"archive/{year}/{month:02}/", count)
        for of, month, count in plan.months
        if of == year
    )


def _year(edition: Edition, year: int) -> str:
    return edition.words("%(year)s") % {"year": year}
