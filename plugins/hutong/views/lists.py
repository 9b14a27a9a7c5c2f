"""Pages that list others: news, sections, tags, sources, months, and the indexes of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hutong.model import Document
from hutong.taxonomy import Taxon, Term
from hutong.views.cards import card_views
from hutong.views.chrome import Meta, crumb_ld, crumbs, feeds_of, head_view, switch_view
from hutong.views.edition import Edition
from hutong.views.records import (
    EditionView,
    EntryView,
    FeedView,
    GroupView,
    IndexView,
    LinkView,
    ListView,
    PagerView,
    PageView,
)
from hutong.views.times import month_text
from hutong.views.urls import paged

Placed = tuple[str, PageView]
"""A page's path below its edition, with its view."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _List:
    """One list, before it is cut into pages."""

    kind: str
    path: str
    title: str
    kicker: str
    articles: Sequence[Document]
    trail: tuple[tuple[str, str], ...] = ()
    intro: str = ""
    feeds: tuple[FeedView, ...] = ()


def list_pages(edition: Edition, shared: EditionView) -> Iterator[Placed]:
    """Every page of every list of articles."""
    words = edition.words
    yield from _paged(
        edition,
        shared,
        _List(
            kind="news",
            path="news/",
            title=words("Latest news"),
            kicker="",
            articles=edition.news,
            feeds=feeds_of(edition, "", edition.variant.site_name),
        ),
    )
    for taxon in Taxon:
        for term, articles in edition.used(taxon):
            yield from _paged(edition, shared, _term_list(edition, term, articles))
    for (year, month), found in _by_month(edition).items():
        yield from _paged(edition, shared, _month_list(edition, year, month, found))


def _term_list(edition: Edition, term: Term, articles: Sequence[Document]) -> _List:
    words = edition.words
    kind, kicker, above = {
        Taxon.SECTION: ("section", words("Section"), ()),
        Taxon.TAG: ("tag", words("Tag"), ((words("Tags"), "tags/"),)),
        Taxon.SOURCE: ("source", words("Source"), ((words("Sources"), "sources/"),)),
    }[term.taxon]
    title = edition.term_name(term)
    has_feeds = term.taxon is not Taxon.SOURCE
    return _List(
        kind=kind,
        path=term.path,
        title=title,
        kicker=kicker,
        articles=articles,
        trail=above,
        intro=edition.named(term.intro) if term.intro else "",
        feeds=feeds_of(edition, term.path, title) if has_feeds else (),
    )


def _month_list(edition: Edition, year: int, month: int, articles: Sequence[Document]) -> _List:
    archive = edition.words("Archive")
    return _List(
        kind="month",
        path=f"archive/{year}/{month:02}/",
        title=month_text(year, month, edition.variant.locale),
        kicker=archive,
        articles=articles,
        trail=((archive, "archive/"), (_year(edition, year), f"archive/{year}/")),
    )


def _paged(edition: Edition, shared: EditionView, one: _List) -> Iterator[Placed]:
    size = edition.site.page_size
    count = max(1, -(-len(one.articles) // size))
    trail = (*one.trail, (one.title, one.path))
    for number in range(1, count + 1):
        path = paged(one.path, number)
        cards = card_views(edition, one.articles[(number - 1) * size : number * size])
        title = one.title
        if number > 1:
            title = f"{title} ({edition.words('Page %(number)s') % {'number': number}})"
        meta = Meta(
            title=title,
            description=one.intro or f"{title} - {edition.variant.tagline}",
            path=path,
            feeds=one.feeds if one.path != "news/" else (),
            json_ld=(crumb_ld(edition, trail),),
        )
        yield (
            path,
            ListView(
                edition=shared,
                head=head_view(edition, meta),
                switch=switch_view(edition, path),
                crumbs=crumbs(edition, trail),
                title=one.title,
                kind=one.kind,
                kicker=one.kicker,
                intro=one.intro,
                total=len(one.articles),
                cards=cards,
                pager=_pager(edition, one.path, number, count),
                feeds=one.feeds,
            ),
        )


def _pager(edition: Edition, path: str, number: int, count: int) -> PagerView:
    def url(page: int) -> str:
        return edition.url(paged(path, page)) if 1 <= page <= count else ""

    return PagerView(
        number=number,
        count=count,
        newer=url(number - 1),
        older=url(number + 1),
        pages=tuple(LinkView(text=str(page), url=url(page)) for page in range(1, count + 1)),
    )


def index_pages(edition: Edition, shared: EditionView) -> Iterator[Placed]:
    """Indexes of tags, sources, years and months."""
    words = edition.words
    for taxon, title in ((Taxon.TAG, words("Tags")), (Taxon.SOURCE, words("Sources"))):
        entries = tuple(
            _entry(edition, edition.term_name(term), term.path, len(articles))
            for term, articles in edition.used(taxon)
        )
        groups = (GroupView(heading=None, entries=entries),) if entries else ()
        yield _index(edition, shared, ((title, f"{taxon}/"),), groups)
    months = _by_month(edition)
    years = sorted({year for year, _ in months}, reverse=True)
    root = (words("Archive"), "archive/")
    by_year = tuple(_year_group(edition, year, months) for year in years)
    yield _index(edition, shared, (root,), by_year)
    for year in years:
        trail = (root, (_year(edition, year), f"archive/{year}/"))
        group = GroupView(heading=None, entries=_year_group(edition, year, months).entries)
        yield _index(edition, shared, trail, (group,))


def _index(
    edition: Edition,
    shared: EditionView,
    trail: tuple[tuple[str, str], ...],
    groups: tuple[GroupView, ...],
) -> Placed:
    title, path = trail[-1]
    meta = Meta(
        title=title,
        description=f"{title} - {edition.variant.tagline}",
        path=path,
        json_ld=(crumb_ld(edition, trail),),
    )
    return path, IndexView(
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


def _year_group(
    edition: Edition, year: int, months: dict[tuple[int, int], list[Document]]
) -> GroupView:
    entries = tuple(
        _entry(
            edition,
            month_text(year, month, edition.variant.locale),
            f"archive/{year}/{month:02}/",
            len(articles),
        )
        for (of, month), articles in months.items()
        if of == year
    )
    heading = LinkView(text=_year(edition, year), url=edition.url(f"archive/{year}/"))
    return GroupView(heading=heading, entries=entries)


def _year(edition: Edition, year: int) -> str:
    return edition.words("%(year)s") % {"year": year}


def _by_month(edition: Edition) -> dict[tuple[int, int], list[Document]]:
    """Articles by (year, month) in the site's zone, newest first."""
    months: dict[tuple[int, int], list[Document]] = defaultdict(list)
    for document in edition.articles:
        local = document.date.at.astimezone(edition.site.zone)
        months[local.year, local.month].append(document)
    return dict(months)
